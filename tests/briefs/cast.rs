//! Who appears in the tests of this folder, and what they have before them: stories, approved excerpts, a brief.

use archive::desk::coding::Place;
use archive::desk::excerpts::Marked;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use method::id::{ExcerptId, StoryId};
use method::policy::Role;
use method::story::TextPart;
use tests::{Answer, Ground, House, Person, borrowed, with};
use tower::ServiceExt;

/// What the teller says in each test.
pub(crate) const WORDS: &str = "Avant, je ne disais rien à personne. Maintenant, je connais mes droits.";
/// How an excerpt of it is named.
pub(crate) const OPENING: &str = "Avant, je ne disais rien à…";

/// A house with a recorder, an analyst, two coordinators and an advocacy officer.
pub(crate) struct Cast {
    pub(crate) house: House,
    pub(crate) ilham: Person,
    pub(crate) rajae: Person,
    pub(crate) zineb: Person,
}

impl Cast {
    pub(crate) async fn on(ground: Ground) -> Self {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("houda", Role::Analyst, None).await;
        house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        Self {
            house,
            ilham,
            rajae,
            zineb,
        }
    }

    /// A story whose teller allows the care team to learn from it, and these purposes besides; its path.
    pub(crate) async fn story(&self, purposes: &[&'static str], until: &str) -> String {
        let mut answers = with(&self.house.aminas_story().await, "description", WORDS);
        answers = with(&answers, "until", until);
        answers.extend(purposes.iter().map(|purpose| (*purpose, "yes".to_owned())));
        let answer = self.ilham.post("/stories/new", &borrowed(&answers)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.location().to_owned()
    }

    /// An excerpt of a story, letters `start..end` of what happened, made by the analyst and approved by the coordinator.
    pub(crate) async fn excerpt(&self, story: &str, start: usize, end: usize) -> ExcerptId {
        let id = self.draft_excerpt(story, start, end).await;
        let karima = self.house.signed_in("karima").await;
        let approved = self.house.archive.excerpts().approve(&karima.actor, id, 1, "").await;
        approved.expect("an approval");
        id
    }

    /// An excerpt that nobody has approved yet.
    pub(crate) async fn draft_excerpt(&self, story: &str, start: usize, end: usize) -> ExcerptId {
        let houda = self.house.signed_in("houda").await;
        let story: StoryId = story.trim_start_matches("/stories/").parse().expect("a story's path");
        let (whole, _) = self.house.archive.stories().read(&houda.actor, story).await.expect("a story");
        let place = Place {
            layer: whole.newest().expect("a layer").id,
            part: TextPart::Description,
            start,
            end,
        };
        let marked = Marked {
            place,
            replacements: Vec::new(),
            pseudonym: "Amal".into(),
        };
        let made = self.house.archive.excerpts().make(&houda.actor, story, marked).await;
        made.expect("an excerpt")
    }

    /// A whole story's excerpt for advocacy; the story's path and the reference.
    pub(crate) async fn quotable(&self, purposes: &[&'static str]) -> (String, String) {
        let story = self.story(purposes, "2027-03-01").await;
        let excerpt = self.excerpt(&story, 0, WORDS.chars().count()).await;
        (story, format!("{{{{excerpt:{excerpt}}}}}"))
    }

    /// A brief with a text; its path.
    pub(crate) async fn brief(&self, language: &str, body: &str) -> String {
        let answers = answers("0", language, body);
        let begun = self.rajae.post("/briefs/new", &answers).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
        begun.location().to_owned()
    }

    /// Has the national coordinator sign off a brief as it stands, for a class of readers.
    pub(crate) async fn signed_off(&self, brief: &str, addressee: &str) {
        let answer = sign_off(&self.zineb, brief, addressee).await;
        assert_eq!(answer.location(), format!("{brief}/review"), "{}", answer.body);
    }

    /// Signs off and issues a brief in its first version; the paths of its HTML, PDF and DOCX.
    pub(crate) async fn issued(&self, brief: &str, addressee: &str) -> [String; 5] {
        self.signed_off(brief, addressee).await;
        let answer = self
            .rajae
            .post(
                &format!("{brief}/issue"),
                &[("version", "1"), ("addressee", addressee), ("to", "Commission des droits")],
            )
            .await;
        assert_eq!(answer.location(), format!("{brief}#issues"), "{}", answer.body);
        let page = self.rajae.get(brief).await.body;
        let start = page.find("/issues/").expect("an issue") + "/issues/".len();
        let issue = &page[start..start + 32];
        ["html", "pdf", "docx", "archive.pdf", "md"].map(|ending| format!("{brief}/issues/{issue}/brief.{ending}"))
    }

    /// What somebody downloads.
    pub(crate) async fn download(&self, person: &Person, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = person.request("GET", path).body(Body::empty()).expect("a request");
        let response = self
            .house
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        (parts.status, parts.headers, bytes.to_vec())
    }
}

/// The answers of the editor's form.
pub(crate) fn answers<'a>(version: &'a str, language: &'a str, body: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("version", version),
        ("title", "Sortir du silence"),
        ("language", language),
        ("project", "Chams"),
        ("selected", "vote d’un panel"),
        ("body", body),
    ]
}

/// Somebody signs off what the page of the brief shows her.
pub(crate) async fn sign_off(by: &Person, brief: &str, addressee: &str) -> Answer {
    sign_off_despite(by, brief, addressee, "").await
}

/// The same, with the reason why it may go out although the guard warns.
pub(crate) async fn sign_off_despite(by: &Person, brief: &str, addressee: &str, despite: &str) -> Answer {
    let link = format!("{brief}/review");
    let page = by.get(&link).await.body;
    let (version, print) = (hidden(&page, "version"), hidden(&page, "print"));
    let answers = [
        ("step", "sign_off"),
        ("version", &version),
        ("print", &print),
        ("to", addressee),
        ("despite", despite),
    ];
    by.post(&link, &answers).await
}

/// What a page holds in the first hidden field of a name; empty if there is none.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split_once(&start).map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// The id of the only table.
pub(crate) async fn only_table(person: &Person) -> String {
    let page = person.get("/indicators").await.body;
    page.split("id=\"table-")
        .nth(1)
        .and_then(|rest| rest.get(..32))
        .expect("a table")
        .to_owned()
}
