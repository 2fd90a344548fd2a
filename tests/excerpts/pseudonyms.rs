//! One person, one pseudonym: in whatever spelling and script she is named, in all her stories where she agrees, and what she
//! chose herself before anything else. Who writes briefs learns nothing of it.

use super::{Scene, TEXT, approve, begun, coded, quoted, saved, scene};
use crate::coding::{code, give, told};
use crate::sheet::{all, changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::{Answer, Person};

/// Enters somebody into a story's register.
async fn enter(by: &Person, story: &str, answers: &[(&str, &str)]) -> Answer {
    by.post(&format!("{story}/names"), answers).await
}

const SAMIRA: [(&str, &str); 5] = [
    ("names", "Samira\nMimi"),
    ("latin", "Tamaris"),
    ("arabic", "تمارة"),
    ("chosen", "yes"),
    ("everywhere", "yes"),
];

/// Another story with an excerpt to be begun of all its words; the page on which that is done, and the story.
async fn another(at: &Scene, language: &str, text: &str) -> (String, String) {
    let story = told(&at.house, &at.ilham, language, text).await;
    let papers = code(&at.houda, "Carte d'identité").await;
    give(&at.houda, &story, text, text, &papers).await;
    let page = at.houda.get(&format!("{story}/code")).await.body;
    let link = Regex::new(r#"href="([^"]*/excerpts/new\?coding=[0-9a-f]{32})""#).expect("a pattern");
    (link.captures(&page).expect("a link")[1].to_owned(), story)
}

/// What the sheet proposes for people.
fn people(form: &crate::sheet::Answers) -> Vec<String> {
    let kinds = all(form, "kind").into_iter().zip(all(form, "with"));
    kinds
        .filter(|(kind, _)| *kind == "PERSON")
        .map(|(_, with)| with.to_owned())
        .collect()
}

on_both! {
    async fn who_is_known_bears_her_pseudonym_in_every_spelling_and_script(ground) {
        let at = scene(ground, "fr", TEXT).await;
        assert!(at.houda.get(&format!("{}/names", at.story)).await.body.contains("Personne n’est inscrit"));
        let done = enter(&at.houda, &at.story, &SAMIRA).await;
        assert_eq!(done.location(), format!("{}/names", at.story), "{}", done.body);
        let page = at.houda.get(&format!("{}/names", at.story)).await.body;
        assert!(page.contains("Samira · Mimi") && page.contains("Tamaris · تمارة") && page.contains("choisi par elle"), "{page}");
        let form = begun(&at.houda, &at.new).await;
        assert_eq!(people(&form), ["Tamaris", "Tamaris"]);
        assert!(at.houda.get(&at.new).await.body.contains("connu du registre des pseudonymes"));
        let excerpt = saved(&at.houda, &at.new, &form).await;
        assert!(quoted(&at.houda.get(&excerpt).await.body).starts_with("[Tamaris] m’a accompagnée"));
        // Another story, in the other script, with a preposition written to her name.
        let (new, _) = another(&at, "ary", "مشيت مع سميرة للمحكمة، ثم التقيت بسميرة في طنجة.").await;
        let form = begun(&at.houda, &new).await;
        assert_eq!(people(&form), ["تمارة", "تمارة"], "{form:?}");
        let excerpt = saved(&at.houda, &new, &form).await;
        let shown = quoted(&at.houda.get(&excerpt).await.body);
        assert!(shown.contains("ب[تمارة]") && !shown.contains("سميرة"), "{shown}");
    }
}

on_both! {
    async fn what_she_chose_gives_way_to_nobodys_taste(ground) {
        let at = scene(ground, "fr", TEXT).await;
        enter(&at.houda, &at.story, &SAMIRA).await;
        let teller = [("names", "Ghizlane"), ("teller", "yes"), ("latin", "Loubna"), ("chosen", "yes")];
        enter(&at.houda, &at.story, &teller).await;
        let form = begun(&at.houda, &at.new).await;
        assert_eq!(all(&form, "pseudonym"), ["Loubna"]);
        for (name, other) in [("with", "Farah"), ("pseudonym", "Wiam")] {
            let mut answers = changed(&form, name, 0, other);
            answers.push(("step".into(), "save".into()));
            let refused = at.houda.post(&at.new, &sent(&answers)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            let chosen = if name == "with" { "Tamaris" } else { "Loubna" };
            assert!(refused.body.contains(chosen) && refused.body.contains(other), "{name}");
        }
        // She changes her mind: what was made says so, and the sheet proposes the new one.
        let excerpt = saved(&at.houda, &at.new, &form).await;
        let again = [("names", "Ghizlane"), ("teller", "yes"), ("latin", "Safae"), ("chosen", "yes")];
        assert_eq!(enter(&at.houda, &at.story, &again).await.status, StatusCode::SEE_OTHER);
        let page = at.houda.get(&format!("{}/names", at.story)).await.body;
        assert!(page.contains("nomment encore la conteuse autrement") && page.contains(&excerpt) && !page.contains("Loubna"), "{page}");
        let new = coded(&at.houda, &at.story, TEXT, "Samira est revenue").await;
        assert_eq!(all(&begun(&at.houda, &new).await, "pseudonym"), ["Safae"]);
    }
}

on_both! {
    async fn she_bears_one_pseudonym_in_all_her_stories_if_she_agrees(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let teller = [("teller", "yes"), ("latin", "Loubna"), ("arabic", "لبنى"), ("chosen", "yes"), ("everywhere", "yes")];
        enter(&at.houda, &at.story, &teller).await;
        let silent = told(&at.house, &at.ilham, "fr", "Je me tais.").await;
        enter(&at.houda, &silent, &[("teller", "yes"), ("latin", "Wafae"), ("chosen", "yes")]).await;
        let (new, second) = another(&at, "ary", "رجعت فرحانة بزاف لهاد الدار.").await;
        let names = format!("{second}/names");
        let page = at.houda.get(&names).await.body;
        assert!(page.contains("Loubna · لبنى") && !page.contains("Wafae"), "only who agreed is offered: {page}");
        let who = Regex::new(r#"<option value="([0-9a-f]{32})""#).expect("a pattern");
        let who = who.captures(&page).expect("somebody")[1].to_owned();
        assert_eq!(enter(&at.houda, &second, &[("teller", "yes"), ("same", &who)]).await.location(), names);
        assert_eq!(all(&begun(&at.houda, &new).await, "pseudonym"), ["لبنى"]);
        // Another pseudonym in one story is another in all.
        let changed = [("teller", "yes"), ("same", who.as_str()), ("latin", "Safae"), ("arabic", "صفاء")];
        let page = at.houda.get(&format!("{}/names", at.story)).await.body;
        assert!(!page.contains(&format!("<option value=\"{who}\"")), "she is entered here already");
        let third = told(&at.house, &at.ilham, "fr", "Je reviens.").await;
        assert_eq!(enter(&at.houda, &third, &changed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(all(&begun(&at.houda, &new).await, "pseudonym"), ["صفاء"]);
        assert_eq!(all(&begun(&at.houda, &at.new).await, "pseudonym"), ["Safae"]);
        // Her story ends, and what was known of her in it.
        for story in [&at.story, &third] {
            assert_eq!(at.ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
            assert_eq!(at.houda.get(&format!("{story}/names")).await.status, StatusCode::NOT_FOUND);
        }
        let page = at.houda.get(&names).await.body;
        assert!(page.contains("Safae"), "in the story that is left she stays");
        assert_eq!(at.houda.post(&names, &[("forget", &who)]).await.location(), names);
        assert!(!at.houda.get(&names).await.body.contains("Safae"));
        assert_eq!(at.houda.post(&names, &[("forget", &who)]).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn what_cannot_stand_for_her_is_said_beside_its_field(ground) {
        let at = scene(ground, "fr", TEXT).await;
        enter(&at.houda, &at.story, &SAMIRA).await;
        let other = told(&at.house, &at.ilham, "fr", "Je me tais.").await;
        for (names, latin, sentence) in [
            ("Nadia", "", "Écrivez un pseudonyme."),
            ("", "Wafae", "Écrivez un nom, ou dites"),
            ("Nadia", "Nadia B.", "redit le vrai nom"),
            ("Nadia", "[Wafae]", "sans crochets"),
            ("Nadia", "TAMARIS", "désigne déjà une autre personne"),
        ] {
            let refused = enter(&at.houda, &other, &[("names", names), ("latin", latin)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Rien n’est encore enregistré"), "{sentence}");
            let form = sheet(&refused.body, &format!("{other}/names"));
            assert_eq!((all(&form, "names"), all(&form, "latin")), (vec![names], vec![latin]), "nothing typed is lost");
        }
        assert_eq!(at.houda.post(&format!("{other}/names"), &[("forget", "zzz")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn who_writes_briefs_meets_neither_the_register_nor_a_real_name(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let rajae = at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        enter(&at.houda, &at.story, &SAMIRA).await;
        enter(&at.houda, &at.story, &[("names", "Ghizlane Zellige"), ("teller", "yes"), ("latin", "Loubna")]).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        assert_eq!(approve(&zineb, &excerpt).await.location(), excerpt);
        let yes = [("purpose", "5"), ("answer", "yes"), ("until", "2026-12-31"), ("manner", "mark"), ("teach_back", "understood")];
        at.ilham.post(&format!("{}/consent", at.story), &yes).await;
        let body = format!("{{{{excerpt:{}}}}}", excerpt.trim_start_matches("/excerpts/"));
        let brief = rajae
            .post("/briefs/new", &[("version", "0"), ("title", "T"), ("language", "fr"), ("project", "P"), ("selected", "vote d’un panel"), ("body", &body)])
            .await
            .location()
            .to_owned();
        let print = Regex::new(r#"name="print" value="([0-9a-f]{64})""#).expect("a pattern");
        let review = format!("{brief}/review");
        let read = zineb.get(&review).await.body;
        let print = print.captures(&read).expect("a page to sign off")[1].to_owned();
        let yes = [("step", "sign_off"), ("version", "1"), ("print", &print), ("to", "ministry"), ("despite", "vu")];
        assert_eq!(zineb.post(&review, &yes).await.location(), review);
        let issue = [("version", "1"), ("addressee", "ministry"), ("to", "")];
        assert_eq!(rajae.post(&format!("{brief}/issue"), &issue).await.status, StatusCode::SEE_OTHER);
        let page = rajae.get(&brief).await.body;
        let files = Regex::new(r#"href="(/briefs/[0-9a-f]{32}/issues/[0-9a-f]{32}/brief\.html)""#).expect("a pattern");
        let html = files.captures(&page).expect("a file")[1].to_owned();
        for path in [brief.as_str(), &format!("{brief}/issue"), &excerpt, &html, "/", "/briefs", "/recalls", "/indicators"] {
            let answer = rajae.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            for name in ["Samira", "Mimi", "Ghizlane", "Zellige", "/names", at.story.as_str()] {
                assert!(!answer.body.contains(name), "{name} on {path}");
            }
        }
        assert!(rajae.get(&html).await.body.contains("Loubna"), "the control");
        let names = format!("{}/names", at.story);
        for (login, role, site, may) in [
            ("rajae", Role::AdvocacyOfficer, None, false),
            ("samir2", Role::Administrator, None, false),
            ("latifa", Role::PanelChair, Some(0), false),
            ("agadir", Role::SiteCoordinator, Some(1), false),
            ("karima", Role::SiteCoordinator, Some(0), true),
        ] {
            let person = if login == "rajae" { rajae.clone() } else { at.house.cast(login, role, site).await };
            let expected = if may { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(person.get(&names).await.status, expected, "{login}");
            let posted = enter(&person, &at.story, &[("names", "Nadia"), ("latin", "Wafae")]).await;
            assert_eq!(posted.status == StatusCode::NOT_FOUND, !may, "{login}");
        }
        let (_, stranger) = at.house.second_programme("loin", Role::Analyst).await;
        assert_eq!(stranger.get(&names).await.status, StatusCode::NOT_FOUND);
    }
}
