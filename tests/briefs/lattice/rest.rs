//! The other doors: her voice (P1 and P8), hearing back (P9), the passages behind a figure (P1), a file for another program (P1 and
//! P5), the room in which guests listen (P2).

use super::{Chance, Model, Yes, chosen, goes_on, says_yes, takes_back};
use crate::briefs::cast::Cast;
use crate::coding::{code, give};
use crate::panels::{ask_for_panel, code as code_of, recorded, seated};
use axum::http::StatusCode;
use chrono::Days;
use method::id::{StoryId, TakeId};
use method::policy::Role;
use method::sound::Piece;
use tests::{House, Person, with};

/// Sequences, and steps in each.
const SEQUENCES: usize = 20;
const STEPS: usize = 8;
/// The purposes that are asked about.
const ASKED: [usize; 5] = [1, 2, 5, 8, 9];

/// Who looks, signed in anew when time has gone on.
struct Lookers {
    /// She recorded the story and tends it.
    ilham: Person,
    /// She reads it.
    houda: Person,
    latifa: Person,
}

impl Lookers {
    async fn of(house: &House) -> Self {
        Self {
            ilham: house.person("ilham").await,
            houda: house.person("houda").await,
            latifa: house.person("latifa").await,
        }
    }
}

/// A story with her voice, a code on all its words and an approved excerpt, before a panel.
struct Placed {
    marker: String,
    story: String,
    /// The path of her voice.
    voice: String,
    /// The path of the passages that bear the code.
    passages: String,
    /// Who sits in a panel that still reads it; none where it was chosen and the panel is over.
    guest: Option<Person>,
    /// Whether the panel may still have it: what has left a panel does not come back.
    in_panel: bool,
}

/// Records a story whose teller agrees to what the rest needs, and by chance to her voice and to hearing back.
async fn place(cast: &Cast, lookers: &Lookers, chance: &mut Chance, code: &str, is_over: bool) -> (Placed, Model) {
    let (house, today) = (&cast.house, cast.house.archive.today());
    let until = today + Days::new(90);
    let marker = chance.word();
    let words = format!("{marker} parle au guichet.");
    let mut answers = with(&house.aminas_story().await, "description", &words);
    answers = with(&answers, "title", &format!("{marker} titre"));
    answers = with(&answers, "told_on", &today.to_string());
    answers = with(&answers, "until", &until.to_string());
    answers.extend(["p2", "p5", "read_back"].map(|name| (name, "yes".to_owned())));
    let yes = Some(Yes {
        until,
        understood: true,
        guardian: "",
        ministry: true,
    });
    let mut model = Model {
        yes: [None; 10],
        age: "adult",
        others: "nobody",
    };
    for purpose in [1, 2, 5] {
        model.yes[purpose] = yes;
    }
    for (purpose, name) in [(8, "p8"), (9, "p9")] {
        let said = chance.of(&["yes", "yes", "no", ""]);
        answers.push((name, said.to_owned()));
        model.yes[purpose] = yes.filter(|_| said == "yes");
    }
    let id = recorded(&lookers.ilham, &answers).await;
    let story = format!("/stories/{id}");
    let voice = format!("{story}/sound/{}", voice(house, id.parse().expect("an id")).await);
    give(&lookers.houda, &story, &words, &words, code).await;
    cast.excerpt(&story, 0, words.chars().count()).await;

    let site = house.overview().await.sites[0].id.to_string();
    let panel = ask_for_panel(house, &lookers.latifa, &site).await.location().to_owned();
    let guest = seated(house, &code_of(&lookers.latifa, &panel).await, "staff").await;
    assert_eq!(
        lookers.latifa.post(&panel, &[("step", "start")]).await.status,
        StatusCode::SEE_OTHER
    );
    if is_over {
        chosen(&lookers.latifa, &guest, &panel, &id).await;
    }
    let placed = Placed {
        marker,
        story,
        voice,
        passages: format!("/analysis/passages?code={code}"),
        guest: (!is_over).then_some(guest),
        in_panel: true,
    };
    (placed, model)
}

/// Adds a take of one piece; its id.
#[expect(clippy::disallowed_methods, reason = "a tablet makes its ids itself")]
async fn voice(house: &House, story: StoryId) -> TakeId {
    let ilham = house.signed_in("ilham").await.actor;
    let take = TakeId::new(uuid::Uuid::new_v4());
    let piece = Piece::new(take, 0, vec![vec![0xf8; 60]], true).expect("a piece");
    house.archive.sounds().add(&ilham, story, &piece).await.expect("kept");
    take
}

/// Looks at each door, and compares what is seen with what the model allows.
async fn look(house: &House, lookers: &Lookers, placed: &mut Placed, model: &Model, said: &str) {
    let today = house.archive.today();
    let allows = |purpose| model.allows(purpose, today);
    let (marker, team) = (placed.marker.as_str(), allows(1));

    let heard = lookers.houda.get(&placed.voice).await.status;
    assert_eq!(heard == StatusCode::OK, team && allows(8), "voice: {said}");
    let passages = lookers.houda.get(&placed.passages).await.body;
    assert_eq!(passages.contains(marker), team, "passages: {said}");
    for name in ["codings.csv", "codings.json"] {
        let file = lookers.houda.get(&format!("/interchange/{name}")).await.body;
        assert_eq!(file.contains(marker), team && allows(5), "{name}: {said}");
    }
    let project = lookers.houda.get("/interchange/project.qdpx").await.status;
    assert_eq!(project == StatusCode::OK, team && allows(5), "project: {said}");

    if let Some(guest) = &placed.guest {
        placed.in_panel &= allows(2);
        let room = guest.get("/room").await.body;
        let story = placed.story.trim_start_matches("/stories/");
        let read = guest.get(&format!("/room/stories/{story}")).await.body;
        for page in [room, read] {
            assert_eq!(page.contains(marker), placed.in_panel, "room: {said}");
        }
    } else {
        let owed = lookers.ilham.get("/feedback").await.body;
        let to = format!("/story-{}", placed.story.trim_start_matches("/stories/"));
        assert_eq!(
            (owed.contains(&to), owed.contains(marker)),
            (allows(9), allows(9)),
            "hearing back: {said}"
        );
    }
}

on_both! {
    async fn no_sequence_of_decisions_opens_another_door(ground) {
        let cast = Cast::on(ground).await;
        let house = &cast.house;
        house.cast("latifa", Role::PanelChair, Some(0)).await;
        let threat = code(&house.person("houda").await, "Menace de mort").await;
        let mut chance = Chance(3);
        for number in 0..SEQUENCES {
            let mut lookers = Lookers::of(house).await;
            let (mut placed, mut model) = place(&cast, &lookers, &mut chance, &threat, number % 2 == 1).await;
            look(house, &lookers, &mut placed, &model, &format!("sequence {number}, first")).await;
            for step in 0..STEPS {
                match chance.below(8) {
                    0..=3 => says_yes(house, &lookers.ilham, &placed.story, &mut model, &mut chance, &ASKED).await,
                    4 | 5 => takes_back(&lookers.ilham, &placed.story, &mut model, chance.of(&ASKED)).await,
                    _ => {
                        goes_on(house, &mut chance);
                        lookers = Lookers::of(house).await;
                    }
                }
                look(house, &lookers, &mut placed, &model, &format!("sequence {number}, step {step}")).await;
            }
            let tended = lookers.ilham.get(&placed.voice).await.status;
            assert_eq!(tended, StatusCode::OK, "whoever tends a story hears it until it is withdrawn");
            assert_eq!(lookers.ilham.post(&format!("{}/withdraw", placed.story), &[]).await.status, StatusCode::OK);
            model.yes = [None; 10];
            look(house, &lookers, &mut placed, &model, &format!("sequence {number}, withdrawn")).await;
            assert_eq!(lookers.ilham.get(&placed.voice).await.status, StatusCode::NOT_FOUND);
        }
    }
}
