//! The whole job once over HTTP, without script: a story told, chosen by two panels, found, coded, quoted, put into a brief,
//! withdrawn. And what each of its pages answers to each role.

mod library;
mod rights;
mod silence;

use crate::coding::{code, give};
use crate::panels::{Table, WHY, ask_for_panel, code as join_code, recorded, seated, told};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::{House, Person, with};

/// What Amina says happened, with what must not reach a reader outside.
const HAPPENED: &str = "Samira m’a accompagnée au tribunal d’Agadir le 14 mars 2025. L’avocate a écrit la demande. On m’a appelée au 06 12 34 56 78.";
/// What is quoted of it.
const PASSAGE: &str = "Samira m’a accompagnée au tribunal d’Agadir le 14 mars 2025. L’avocate a écrit la demande.";

/// Everything that one round leaves behind.
pub struct Job {
    pub house: House,
    pub story: String,
    pub site_panel: String,
    pub period: String,
    pub coding: String,
    pub excerpt: String,
    pub indicator: String,
    pub image: String,
    pub brief: String,
    pub issue: String,
}

/// The first match of a pattern's group in a page.
fn found(pattern: &str, page: &str) -> String {
    let pattern = Regex::new(pattern).expect("a pattern");
    let found = pattern.captures(page).unwrap_or_else(|| panic!("{pattern} is not in {page}"));
    found[1].to_owned()
}

async fn done(person: &Person, path: &str, answers: &[(&str, &str)]) -> String {
    let answer = person.post(path, answers).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
    answer.location().to_owned()
}

impl Job {
    /// Steps 1 to 6.
    pub async fn done(ground: tests::Ground) -> Self {
        let house = House::open(ground).await;
        for (login, role, site) in [
            ("karima", Role::SiteCoordinator, Some(0)),
            ("zineb", Role::NationalCoordinator, None),
            ("houda", Role::Analyst, None),
            ("rajae", Role::AdvocacyOfficer, None),
        ] {
            house.cast(login, role, site).await;
        }
        let (table, story) = chosen_at_the_site(&house).await;
        chosen_by_all(&house, &table, &story).await;
        let (houda, rajae) = (house.person("houda").await, house.person("rajae").await);
        let coding = coded(&houda, &story).await;
        let excerpt = quoted(&house, &houda, &story, &coding).await;
        let (indicator, brief, issue) = briefed(&house, &rajae).await;
        let drawing = include_bytes!("briefs/door.png");
        let image = rajae.send_file("/images/new", drawing, &[]).await.location().to_owned();
        let site_panel = table.panel;
        let period = format!("/programme/periods/{}", house.overview().await.rounds[0].id);
        Self {
            house,
            story,
            site_panel,
            period,
            coding,
            excerpt,
            indicator,
            image,
            brief,
            issue,
        }
    }
}

/// Steps 1 to 3: Amina's story and another, five guests, a record.
async fn chosen_at_the_site(house: &House) -> (Table, String) {
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
    let other = recorded(&ilham, &told(house, "Zellige-autre").await).await;
    let mut amina = with(&told(house, "Mon nom au guichet").await, "description", HAPPENED);
    amina.push(("p5", "yes".into()));
    let id = recorded(&ilham, &amina).await;
    let site = house.overview().await.sites[0].id.to_string();
    let opened = ask_for_panel(house, &latifa, &site).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let panel = opened.location().to_owned();
    let code = join_code(&latifa, &panel).await;
    let mut guests = Vec::new();
    for category in ["survivor", "survivor", "peer_educator", "staff", "partner"] {
        guests.push(seated(house, &code, category).await);
    }
    let table = Table {
        latifa,
        ilham,
        panel,
        stories: vec![other, id.clone()],
        guests,
    };
    choose(&table, &id).await;
    (table, format!("/stories/{id}"))
}

/// From the first story read to the record.
async fn choose(table: &Table, story: &str) {
    table.done("start", &[]).await;
    for story in &table.stories {
        table.done("read_aloud", &[("story", story)]).await;
        table.done("discuss", &[("story", story)]).await;
    }
    table.done("open_vote", &[]).await;
    for guest in &table.guests {
        assert_eq!(done(guest, "/room", &[("step", "vote"), ("choice", story)]).await, "/room");
    }
    table.done("count", &[]).await;
    table.done("reason_1", &[("story", story), ("reason_1", WHY)]).await;
    table.done("decline", &[]).await;
    assert_eq!(table.step("close", &[]).await.location(), format!("{}/record", table.panel));
}

/// The chosen story goes up to the national panel with its reasons.
async fn chosen_by_all(house: &House, site: &Table, story: &str) {
    let zineb = house.person("zineb").await;
    let opened = ask_for_panel(house, &zineb, "all").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let panel = opened.location().to_owned();
    let code = join_code(&zineb, &panel).await;
    let guests = vec![seated(house, &code, "survivor").await, seated(house, &code, "donor").await];
    let id = story.trim_start_matches("/stories/").to_owned();
    let table = Table {
        latifa: zineb,
        ilham: site.ilham.clone(),
        panel,
        stories: vec![id.clone()],
        guests,
    };
    let page = table.latifa.get(&format!("{}/stories/{id}", table.panel)).await.body;
    assert!(page.contains(WHY), "the reasons came up with it: {page}");
    choose(&table, &id).await;
    let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
    assert!(record.contains("Mon nom au guichet") && record.contains(WHY), "{record}");
}

/// Step 4: found in three languages, a passage coded.
async fn coded(houda: &Person, story: &str) -> String {
    for query in [
        "sécurité",
        "SECURITE",
        "الامان",
        "الأمان",
        "safety",
        "\"accompagnée au tribunal\"",
    ] {
        let page = houda.post("/search", &[("q", query)]).await.body;
        assert!(page.contains(&format!("href=\"{story}\"")), "{query}: {page}");
    }
    assert!(
        houda
            .post("/search", &[("q", "tribunal")])
            .await
            .body
            .contains("<mark class=\"hit\">tribunal</mark>")
    );
    let extortion = code(houda, "Plainte et recours").await;
    give(houda, story, HAPPENED, PASSAGE, &extortion).await;
    let page = houda.get(&format!("{story}/code")).await.body;
    assert!(page.contains("class=\"coding\"") && page.contains("Plainte et recours"));
    found(r"/excerpts/new\?coding=([0-9a-f]{32})", &page)
}

/// Step 5: an excerpt, its identifiers replaced, approved by another person.
async fn quoted(house: &House, houda: &Person, story: &str, coding: &str) -> String {
    let link = format!("{story}/excerpts/new?coding={coding}");
    let page = houda.get(&link).await.body;
    let mut answers = vec![("step".to_owned(), "save".to_owned())];
    let input = Regex::new(
        r#"<(?:input type="hidden"|input id="(?:with-\d+|pseudonym)") name="([a-z_]+)"(?: type="text")? value="([^"]*)""#,
    )
    .expect("a pattern");
    answers.extend(
        input
            .captures_iter(&page)
            .map(|field| (field[1].to_owned(), field[2].to_owned())),
    );
    answers.extend(page.matches(r#"name="do""#).map(|_| ("do".to_owned(), "replace".to_owned())));
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let excerpt = done(houda, &link, &answers).await;
    let shown = houda.get(&excerpt).await.body;
    let version = found(
        r#"name="version" value="(\d+)""#,
        &house.person("zineb").await.get(&excerpt).await.body,
    );
    let own = houda.post(&excerpt, &[("step", "approve"), ("version", &version)]).await;
    assert_eq!(
        own.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "who made it does not approve it"
    );
    assert!(shown.contains("[établissement]") || shown.contains("[ville]"), "{shown}");
    let zineb = house.person("zineb").await;
    done(&zineb, &excerpt, &[("step", "approve"), ("version", &version)]).await;
    excerpt
}

/// Step 6: a table of figures, a brief, the coordinator's yes, an issue.
async fn briefed(house: &House, rajae: &Person) -> (String, String, String) {
    let table = "Clinique | Femmes\nMarrakech | 206\nAgadir | 132";
    done(
        rajae,
        "/indicators/new",
        &[
            ("language", "fr"),
            ("caption", "Femmes accompagnées"),
            ("table", table),
            ("source", "Registre"),
            ("date", "2026"),
            ("hides", "yes"),
        ],
    )
    .await;
    let indicator = found(r#"href="(/indicators/[0-9a-f]{32})""#, &rajae.get("/indicators").await.body);
    let begun = [("title", "Des papiers pour toutes"), ("language", "fr"), ("project", "Atlas")];
    let brief = done(rajae, "/briefs/new", &begun).await;
    let editor = rajae.get(&brief).await.body;
    let reference = found(r#"value="(\{\{excerpt:[0-9a-f]{32}\}\})""#, &editor);
    let figure = found(r#"value="(\{\{figure:[0-9a-f]{32}\}\})""#, &editor);
    let body = format!("# Ce qui change\n\n<script>alert(1)</script>\n\n{reference}\n\n{figure}\n");
    let saved = [
        ("version", "1"),
        ("title", "Des papiers pour toutes"),
        ("language", "fr"),
        ("project", "Atlas"),
        ("selected", "vote de deux panels"),
        ("body", &body),
    ];
    done(rajae, &brief, &saved).await;
    let zineb = house.person("zineb").await;
    let review = format!("{brief}/review");
    let print = found(r#"name="print" value="([0-9a-f]{64})""#, &zineb.get(&review).await.body);
    let yes = [
        ("step", "sign_off"),
        ("version", "2"),
        ("print", &print),
        ("to", "parliament"),
    ];
    done(&zineb, &review, &yes).await;
    let issued = [("version", "2"), ("addressee", "parliament"), ("to", "")];
    done(rajae, &format!("{brief}/issue"), &issued).await;
    let issue = found(
        r#"href="(/briefs/[0-9a-f]{32}/issues/[0-9a-f]{32})/brief\.html""#,
        &rajae.get(&brief).await.body,
    );
    (indicator, brief, issue)
}

on_both! {
    async fn from_a_story_told_to_a_brief_in_a_decision_makers_hands_and_back(ground) {
        let job = Job::done(ground).await;
        let rajae = job.house.person("rajae").await;
        let html = rajae.get(&format!("{}/brief.html", job.issue)).await;
        assert_eq!(html.status, StatusCode::OK);
        for said in ["L’avocate a écrit la demande", "*Le prénom a été modifié", "participante au projet Atlas", "1 récit", "échantillon représentatif", "206"] {
            assert!(html.body.contains(said), "{said}: {}", html.body);
        }
        for hidden in ["Samira", "Agadir le", "14 mars", "<script>alert"] {
            assert!(!html.body.contains(hidden), "{hidden}: {}", html.body);
        }
        assert!(rajae.get(&format!("{}/brief.pdf", job.issue)).await.body.starts_with("%PDF-"));

        // With P5 taken back nothing is handed over, and it is said which words and why.
        let karima = job.house.person("karima").await;
        done(&karima, &format!("{}/consent", job.story), &[("purpose", "5"), ("answer", "withdrawn"), ("manner", "spoken")]).await;
        let held = rajae.get(&format!("{}/brief.pdf", job.issue)).await;
        assert_eq!(held.status, StatusCode::CONFLICT);
        assert!(held.body.contains("avocate") || held.body.contains("m’a accompagnée"), "{}", held.body);

        // Step 7.
        let houda = job.house.person("houda").await;
        let withdrawn = karima.post(&format!("{}/withdraw", job.story), &[]).await;
        assert!(withdrawn.body.contains("Des papiers pour toutes"), "{}", withdrawn.body);
        assert!(!houda.post("/search", &[("q", "tribunal")]).await.body.contains(&job.story));
        assert!(!rajae.get(&job.brief).await.body.contains("{{excerpt:"));
        assert!(rajae.get("/recalls").await.body.contains("Des papiers pour toutes"));
        assert_eq!(houda.get(&job.excerpt).await.status, StatusCode::NOT_FOUND);
        let record = job.house.person("latifa").await.get(&format!("{}/record", job.site_panel)).await.body;
        assert!(!record.contains(WHY) && !record.contains("Mon nom au guichet"), "counts stay, words do not: {record}");
        assert!(record.contains("Nettement en tête."), "what was counted stays: {record}");
    }
}
