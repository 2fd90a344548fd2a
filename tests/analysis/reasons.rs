//! What panels value: their reasons are coded with the codebook of the stories, counted, and open from each number.

use super::row;
use crate::coding::code;
use crate::panels::{Table, WHY};
use crate::sheet::{all, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person};

/// Ticks codes for the only reason of a panel and saves.
async fn tick(analyst: &Person, panel: &str, codes: &[&str]) -> tests::Answer {
    let link = format!("{panel}/codes");
    let mut form = sheet(&analyst.get(&link).await.body, &link);
    form.retain(|(name, _)| name == "version");
    form.extend(codes.iter().map(|code| ("why-0".to_owned(), (*code).to_owned())));
    analyst.post(&link, &sent(&form)).await
}

on_both! {
    async fn a_reason_bears_codes_and_stands_behind_the_number(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[0, 0], 0).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (complaint, threat) = (code(&houda, "Plainte et recours").await, code(&houda, "Menace de mort").await);
        assert!(houda.get("/analysis/reasons").await.body.contains("Aucune raison codée"));
        let record = houda.get(&format!("{}/record", table.panel)).await.body;
        let link = format!("{}/codes", table.panel);
        assert!(record.contains(&format!(r#"href="{link}""#)));
        assert!(houda.get(&link).await.body.contains(WHY));
        assert_eq!(tick(&houda, &table.panel, &[&complaint, &threat]).await.location(), format!("{}/record", table.panel));
        let form = sheet(&houda.get(&link).await.body, &link);
        assert_eq!(all(&form, "why-0").len(), 2);
        // One text is too few to be printed, and opens all the same.
        let page = houda.get("/analysis/reasons").await.body;
        assert!(row(&page, "Appui reçu › Juridique › Plainte et recours")[0].contains("masqué"), "{page}");
        assert!(page.contains(&format!(r#"href="/analysis/reasons?code={complaint}""#)));
        assert!(page.contains("Textes des panels par code") && page.contains("class=\"bar-track\""), "a chart stands beside the table");
        assert_eq!(page.matches("• textes codés sur •.").count(), 2, "on the chart and on the table: {page}");
        let legal = code(&houda, "Juridique").await;
        for code in [&complaint, &legal] {
            let behind = houda.get(&format!("/analysis/reasons?code={code}")).await.body;
            assert!(behind.contains(WHY) && behind.contains(&table.panel));
        }
        let unused = code(&houda, "Refus de payer le service").await;
        assert!(!houda.get(&format!("/analysis/reasons?code={unused}")).await.body.contains(WHY));
        // Taken back, it is there no more.
        tick(&houda, &table.panel, &[&threat]).await;
        assert!(!houda.get(&format!("/analysis/reasons?code={complaint}")).await.body.contains(WHY));
        // And who had given it, and who took it, is kept.
        let taken = |page: &str| page.split_once("id=\"taken\"").map(|(_, taken)| taken.to_owned()).unwrap_or_default();
        let kept = taken(&houda.get(&link).await.body);
        assert!(kept.contains("Plainte et recours") && !kept.contains("Menace de mort"), "{kept}");
        assert_eq!(kept.matches("<bdi>houda</bdi>").count(), 2, "who gave it and who took it");
        // Given again it stands, beside what was taken once.
        tick(&houda, &table.panel, &[&threat, &complaint]).await;
        assert!(houda.get(&format!("/analysis/reasons?code={complaint}")).await.body.contains(WHY));
        let page = houda.get(&link).await.body;
        assert_eq!((all(&sheet(&page, &link), "why-0").len(), taken(&page).matches("<li>").count()), (2, 1));
        // What was taken follows the codebook, and is no reason to keep a code.
        tick(&houda, &table.panel, &[&threat]).await;
        let merged = houda.post(&format!("/codebook/{complaint}/merge"), &[("version", "1"), ("into", &threat)]).await;
        assert_eq!(merged.location(), "/codebook");
        let page = houda.get(&link).await.body;
        assert_eq!(taken(&page).matches("Menace de mort").count(), 2, "{page}");
        assert_eq!(all(&sheet(&page, &link), "why-0"), [threat.as_str()]);
    }
}

on_both! {
    async fn each_number_opens_the_texts_that_it_counts(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un", "Zellige-deux"], &[0, 0, 1]).await;
        let otherwise = "La seconde parle de ses enfants";
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("dissent", &[("dissent", otherwise)]).await;
        table.done("close", &[]).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let codes = format!("{}/codes", table.panel);
        let mut form = sheet(&houda.get(&codes).await.body, &codes);
        form.retain(|(name, _)| name == "version");
        form.extend(["why-0", "view-0"].map(|unit| (unit.to_owned(), threat.clone())));
        assert_eq!(houda.post(&codes, &sent(&form)).await.location(), format!("{}/record", table.panel));
        let page = houda.get("/analysis/reasons").await.body.replace("&amp;", "&");
        for (kind, has_reason, has_view) in [("&kind=reason", true, false), ("&kind=view", false, true), ("", true, true)] {
            let link = format!("/analysis/reasons?code={threat}{kind}");
            assert!(page.contains(&format!("href=\"{link}\"")), "{link}: {page}");
            let behind = houda.get(&link).await.body;
            assert_eq!((behind.contains(WHY), behind.contains(otherwise)), (has_reason, has_view), "{kind}");
        }
        let nonsense = format!("/analysis/reasons?code={threat}&kind=x");
        assert_eq!(houda.get(&nonsense).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn codes_of_reasons_follow_the_codebook(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[0, 0], 0).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (complaint, threat) = (code(&houda, "Plainte et recours").await, code(&houda, "Menace de mort").await);
        tick(&houda, &table.panel, &[&complaint]).await;
        let refused = houda.post(&format!("/codebook/{complaint}/remove"), &[("version", "1")]).await;
        assert!(refused.body.contains("Des passages ou des raisons de groupes portent ce code"), "{}", refused.body);
        let merged = houda.post(&format!("/codebook/{complaint}/merge"), &[("version", "1"), ("into", &threat)]).await;
        assert_eq!(merged.location(), "/codebook");
        assert!(houda.get(&format!("/analysis/reasons?code={threat}")).await.body.contains(WHY));
        // A retired code stays where it was, and is given no more.
        let retired = houda.post(&format!("/codebook/{threat}/retire"), &[("version", "2"), ("retired", "yes")]).await;
        assert_eq!(retired.location(), "/codebook");
        assert_eq!(tick(&houda, &table.panel, &[&threat]).await.status, StatusCode::SEE_OTHER);
        tick(&houda, &table.panel, &[]).await;
        let again = tick(&houda, &table.panel, &[&threat]).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("n’est plus donné"), "{}", again.body);
    }
}

on_both! {
    async fn two_analysts_at_once_lose_nothing(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[0, 0], 0).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (complaint, threat) = (code(&houda, "Plainte et recours").await, code(&houda, "Menace de mort").await);
        let link = format!("{}/codes", table.panel);
        let mut late = sheet(&zineb.get(&link).await.body, &link);
        tick(&houda, &table.panel, &[&complaint]).await;
        late.push(("why-0".to_owned(), threat.clone()));
        let refused = zineb.post(&link, &sent(&late)).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("vient de coder"));
        assert_eq!(all(&sheet(&refused.body, &link), "why-0"), [threat.as_str()], "what she ticked stays ticked");
        let foreign = [("version", "1"), ("why-7", threat.as_str())];
        assert_eq!(houda.post(&link, &foreign).await.status, StatusCode::NOT_FOUND, "no such text");
    }
}

on_both! {
    async fn only_who_analyses_codes_reasons(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[0, 0], 0).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let link = format!("{}/codes", table.panel);
        for person in [&karima, &table.latifa, &table.ilham] {
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(&link, &[("version", "0")]).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.get("/analysis/reasons").await.status, StatusCode::NOT_FOUND);
            let record = person.get(&format!("{}/record", table.panel)).await.body;
            assert!(record.contains(WHY) && !record.contains(&link));
        }
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        assert_eq!(stranger.get(&link).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_withdrawal_takes_the_words_and_leaves_the_count_without_them(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[0, 0], 0).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        tick(&houda, &table.panel, &[&threat]).await;
        let story = &table.stories[0];
        assert_eq!(table.ilham.post(&format!("/stories/{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert!(!houda.get(&format!("/analysis/reasons?code={threat}")).await.body.contains(WHY));
        assert!(houda.get(&format!("{}/codes", table.panel)).await.body.contains("Aucune raison à coder"));
    }
}
