//! Tables of figures: typed by hand, small numbers hidden before anybody outside sees them.

use super::cast::{Cast, answers, only_table, sign_off, sign_off_despite};
use axum::http::StatusCode;
use method::policy::Role;

const TABLE: [(&str, &str); 6] = [
    ("language", "fr"),
    ("caption", "Femmes vivant avec le VIH"),
    (
        "table",
        "Clinique | Femmes\nMarrakech | 41\nAgadir | 3\nTanger | 22\nTotal | 66",
    ),
    ("source", "Registre des cliniques"),
    ("date", "1er semestre 2024"),
    ("hides", "yes"),
];

on_both! {
    async fn a_small_number_and_what_reveals_it_never_reach_a_brief(ground) {
        let cast = Cast::on(ground).await;
        assert!(cast.rajae.get("/indicators").await.body.contains("Aucun tableau"));
        assert!(cast.rajae.get("/indicators/new").await.body.contains("name=\"hides\" value=\"yes\" checked"), "hidden unless asked");
        assert_eq!(cast.rajae.post("/indicators/new", &TABLE).await.location(), "/indicators");
        let id = only_table(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("{{{{figure:{id}}}}}")).await;
        let [html, ..] = cast.issued(&brief, "press").await;
        let file = String::from_utf8(cast.download(&cast.rajae, &html).await.2).expect("UTF-8");
        for body in [cast.rajae.get("/indicators").await.body, file] {
            let cells: Vec<&str> = body.split("<td>").skip(1).filter_map(|rest| rest.split("</td>").next()).collect();
            // 3 is small; without 22 it cannot be taken from the total.
            assert_eq!(cells, ["Marrakech", "41", "Agadir", "•", "Tanger", "•", "Total", "66"], "{body}");
            assert!(body.contains("nombre masqué"));
        }
        assert!(cast.rajae.get(&format!("/indicators/{id}")).await.body.contains("Agadir | 3"), "its keeper sees what she typed");
    }
}

on_both! {
    async fn a_table_that_gives_hidden_numbers_away_is_refused_and_kept_on_the_page(ground) {
        let cast = Cast::on(ground).await;
        for (name, value, sentence) in [
            ("table", "", "au moins une rangée"),
            ("table", "a | b\n1 | 2 | 3", "Ligne 2"),
            ("table", "Site | Part\nAgadir | 3 %", "nombres entiers"),
            ("table", "Site | Femmes\nAgadir | 3\nTanger | 40\nTotal | 44", "est la somme"),
            ("caption", " ", "Dites ce que montre"),
            ("source", "", "d’où viennent"),
            ("date", "", "de quand datent"),
        ] {
            let answers: Vec<_> = TABLE.iter().map(|(one, old)| (*one, if *one == name { value } else { old })).collect();
            let refused = cast.rajae.post("/indicators/new", &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
            assert!(refused.body.contains(sentence), "{sentence}: {}", refused.body);
            if name == "table" {
                assert!(refused.body.contains(value) && refused.body.contains("1er semestre 2024"));
            } else {
                assert!(refused.body.contains("Marrakech | 41"));
            }
        }
        let shares = TABLE.map(|(name, value)| (name, match name { "table" => "Site | Part\nAgadir | 3 %", "hides" => "", _ => value }));
        let refused = cast.rajae.post("/indicators/new", &shares).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Dites pourquoi les petits nombres peuvent rester"), "{}", refused.body);
        let shares = [shares.as_slice(), &[("because", "Zellige-registre public")]].concat();
        assert_eq!(cast.rajae.post("/indicators/new", &shares).await.location(), "/indicators");
        let page = cast.rajae.get("/indicators").await.body;
        assert!(page.contains("<td>3 %</td>") && page.contains("Zellige-registre public"), "{page}");
    }
}

on_both! {
    async fn two_people_changing_one_table_do_not_overwrite_each_other(ground) {
        let cast = Cast::on(ground).await;
        let houda = cast.house.person("houda").await;
        cast.rajae.post("/indicators/new", &TABLE).await;
        let link = format!("/indicators/{}", only_table(&cast.rajae).await);
        let mut changed = TABLE.to_vec();
        changed.push(("version", "1"));
        changed[2].1 = "Clinique | Femmes\nMarrakech | 50";
        assert_eq!(houda.post(&link, &changed).await.location(), "/indicators");
        changed[2].1 = "Clinique | Femmes\nMarrakech | 60";
        let late = cast.rajae.post(&link, &changed).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("vient de changer ce tableau") && late.body.contains("Marrakech | 60"));
        assert_eq!(cast.rajae.post(&format!("{link}/remove"), &[("version", "1")]).await.status, StatusCode::CONFLICT);
        assert!(cast.rajae.get("/indicators").await.body.contains("<td>50</td>"));
    }
}

on_both! {
    async fn a_table_that_a_brief_refers_to_is_not_removed(ground) {
        let cast = Cast::on(ground).await;
        cast.rajae.post("/indicators/new", &TABLE).await;
        let id = only_table(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("{{{{figure:{id}}}}}")).await;
        let link = format!("/indicators/{id}/remove");
        let refused = cast.rajae.post(&link, &[("version", "1")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Sortir du silence") && refused.body.contains("Agadir | 3"), "{}", refused.body);
        assert_eq!(cast.rajae.post(&brief, &answers("1", "fr", "sans")).await.location(), brief);
        assert_eq!(cast.rajae.post(&link, &[("version", "1")]).await.location(), "/indicators");
        assert!(cast.rajae.get("/indicators").await.body.contains("Aucun tableau"));
    }
}

on_both! {
    async fn tables_are_kept_by_three_roles_of_their_own_programme(ground) {
        let cast = Cast::on(ground).await;
        cast.rajae.post("/indicators/new", &TABLE).await;
        let link = format!("/indicators/{}", only_table(&cast.rajae).await);
        let houda = cast.house.person("houda").await;
        for person in [&cast.zineb, &houda] {
            assert_eq!(person.get(&link).await.status, StatusCode::OK);
        }
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        let (karima, samir) = (cast.house.person("karima").await, cast.house.person("samir").await);
        for person in [&cast.ilham, &latifa, &karima, &samir] {
            for path in ["/indicators", "/indicators/new", link.as_str()] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            for path in ["/indicators/new", link.as_str()] {
                assert_eq!(person.post(path, &TABLE).await.status, StatusCode::NOT_FOUND, "{path}");
                assert_eq!(person.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        let (_, warda) = cast.house.second_programme("warda", Role::AdvocacyOfficer).await;
        assert_eq!(warda.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(warda.post(&link, &TABLE).await.status, StatusCode::NOT_FOUND);
        assert!(warda.get("/indicators").await.body.contains("Aucun tableau"));
    }
}

on_both! {
    async fn what_a_table_tells_beside_one_that_went_out_is_held_for_a_reason(ground) {
        let cast = Cast::on(ground).await;
        assert_eq!(cast.rajae.post("/indicators/new", &TABLE).await.location(), "/indicators");
        let first = only_table(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("{{{{figure:{first}}}}}")).await;
        cast.issued(&brief, "press").await;
        // Tanger is hidden there to protect Agadir; here it is printed.
        let north = TABLE.map(|(name, value)| (name, match name {
            "caption" => "Au nord",
            "table" => "Clinique | Femmes\nTanger | 22\nTétouan | 30",
            _ => value,
        }));
        assert_eq!(cast.rajae.post("/indicators/new", &north).await.location(), "/indicators");
        let page = cast.rajae.get("/indicators").await.body;
        let second = page.split("id=\"table-").skip(1).filter_map(|rest| rest.get(..32)).find(|id| *id != first).expect("a second table");
        let brief = cast.brief("fr", &format!("{{{{figure:{second}}}}}")).await;
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        assert!(page.contains("se calculent avec des tableaux déjà parus"), "{page}");
        assert!(page.contains("Femmes vivant avec le VIH · Agadir · Femmes") && !page.contains("· Tanger ·"), "{page}");
        let held = sign_off(&cast.zineb, &brief, "press").await;
        assert!(held.status == StatusCode::UNPROCESSABLE_ENTITY && held.body.contains("· Agadir · Femmes"), "{}", held.body);
        let signed = sign_off_despite(&cast.zineb, &brief, "press", "Le registre est public.").await;
        assert_eq!(signed.location(), format!("{brief}/review"), "{}", signed.body);
        let issue = [("version", "1"), ("addressee", "press"), ("to", "")];
        assert_eq!(cast.rajae.post(&format!("{brief}/issue"), &issue).await.status, StatusCode::SEE_OTHER);
        // The same table again tells nothing more, nor does one of another year.
        let again = cast.brief("fr", &format!("{{{{figure:{first}}}}}")).await;
        let later = north.map(|(name, value)| (name, if name == "date" { "2e semestre 2024" } else { value }));
        assert_eq!(cast.rajae.post(&format!("/indicators/{second}"), &[later.as_slice(), &[("version", "1")]].concat()).await.status, StatusCode::SEE_OTHER);
        let other = cast.brief("fr", &format!("{{{{figure:{second}}}}}")).await;
        assert!(!cast.rajae.get(&format!("{other}/issue")).await.body.contains("se calculent"));
        assert!(cast.rajae.get(&format!("{again}/issue")).await.body.contains("se calculent"), "beside what went out since, it does");
    }
}

on_both! {
    async fn a_table_is_drawn_where_its_writer_asks_for_it_and_hides_there_what_it_hides(ground) {
        let cast = Cast::on(ground).await;
        assert_eq!(cast.rajae.post("/indicators/new", &TABLE).await.location(), "/indicators");
        let id = only_table(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("{{{{chart:{id}}}}}")).await;
        let editor = cast.rajae.get(&brief).await.body;
        assert!(editor.contains(&format!("value=\"{{{{chart:{id}}}}}\"")) && editor.contains("<svg role=\"img\""), "{editor}");
        let [html, pdf, docx, ..] = cast.issued(&brief, "press").await;
        let file = String::from_utf8(cast.download(&cast.rajae, &html).await.2).expect("UTF-8");
        let (table, chart) = file.split_once("<svg").expect("a chart");
        assert!(table.contains("<td>41</td>") && chart.contains(">41</text>"), "{file}");
        for hidden in [">3</text>", ">22</text>", "Total"] {
            assert!(!chart.split("</svg>").next().expect("its end").contains(hidden), "{hidden}: {chart}");
        }
        assert_eq!(chart.matches(">•</text>").count(), 2, "{chart}");
        for path in [pdf, docx] {
            assert_eq!(cast.download(&cast.rajae, &path).await.0, StatusCode::OK, "{path}");
        }
        // What a brief draws stays.
        let answers = [("version", "1")];
        let kept = cast.rajae.post(&format!("/indicators/{id}/remove"), &answers).await;
        assert!(kept.body.contains("Sortir du silence"), "{}", kept.body);
    }
}
