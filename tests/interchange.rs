//! Codes and codings for other programs, and from them.

mod from;
mod qualcoder;
mod taguette;
mod to;

use archive::desk::coding::Place;
use archive::desk::excerpts::Marked;
use axum::body::Body;
use axum::http::StatusCode;
use http_body_util::BodyExt;
use method::anonymise::IdentifierKind;
use method::excerpt::{Replacement, ReplacementKind};
use method::id::StoryId;
use method::policy::Role;
use method::story::TextPart;
use tests::{Answer, Ground, House, Person, borrowed, with};
use tower::ServiceExt;

/// What a teller says in two scripts, with a name and a place.
pub const TEXT: &str = "Samira قالت لي: ما تخافيش 🌱. Puis nous sommes allées à Tanger ensemble.";
/// The excerpt of it as it may be quoted.
pub const QUOTED: &str = "[une amie] قالت لي: ما تخافيش 🌱. Puis nous sommes allées à [ville] ensemble.";

/// A story with this text, which its teller lets be quoted for advocacy, an excerpt of it that was approved, names replaced, and an
/// analyst.
pub struct Scene {
    pub house: House,
    pub houda: Person,
    pub story: String,
}

pub async fn scene(ground: Ground) -> Scene {
    let house = House::open(ground).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let houda = house.cast("houda", Role::Analyst, None).await;
    house.cast("karima", Role::SiteCoordinator, Some(0)).await;
    let mut told = with(&house.aminas_story().await, "language", "ary");
    told = with(&told, "description", TEXT);
    told.push(("p5", "yes".into()));
    let story = ilham.post("/stories/new", &borrowed(&told)).await.location().to_owned();
    approved(&house, &story).await;
    Scene { house, houda, story }
}

async fn approved(house: &House, story: &str) {
    let (houda, karima) = (house.signed_in("houda").await, house.signed_in("karima").await);
    let id: StoryId = story.trim_start_matches("/stories/").parse().expect("a story's path");
    let (whole, _) = house.archive.stories().read(&houda.actor, id).await.expect("a story");
    let place = |words: &str| {
        let (start, end) = crate::coding::place(TEXT, words);
        (
            start.parse::<usize>().expect("a number"),
            end.parse::<usize>().expect("a number"),
        )
    };
    let replaced = |words: &str, with: &str, kind| {
        let (start, end) = place(words);
        Replacement {
            start,
            end,
            with: with.into(),
            kind: ReplacementKind::Identifier(kind),
        }
    };
    let marked = Marked {
        place: Place {
            layer: whole.newest().expect("a layer").id,
            part: TextPart::Description,
            start: 0,
            end: TEXT.chars().count(),
        },
        replacements: vec![
            replaced("Samira", "une amie", IdentifierKind::Person),
            replaced("Tanger", "ville", IdentifierKind::Location),
        ],
        pseudonym: "Amal".into(),
    };
    let excerpt = house
        .archive
        .excerpts()
        .make(&houda.actor, id, marked)
        .await
        .expect("an excerpt");
    house
        .archive
        .excerpts()
        .approve(&karima.actor, excerpt, 1, "")
        .await
        .expect("an approval");
}

/// What somebody downloads.
pub async fn download(house: &House, person: &Person, name: &str) -> Vec<u8> {
    let request = person.request("GET", &format!("/interchange/{name}"));
    let request = request.body(Body::empty()).expect("a request");
    let response = house.router.clone().oneshot(request).await.expect("the router never fails");
    assert_eq!(response.status(), StatusCode::OK, "{name}");
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    bytes.to_vec()
}

/// Sends a file as a browser does, to look at what would be taken or to keep it.
pub async fn sent(person: &Person, file: &[u8], keeps: bool) -> Answer {
    let typed: &[(&str, &str)] = if keeps { &[("keep", "yes")] } else { &[] };
    person.send_file("/interchange", file, typed).await
}
