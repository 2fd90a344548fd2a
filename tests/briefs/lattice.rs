//! Whatever she grants, refuses and takes back, however time goes and whatever limits a yes: no page, search, panel, library, brief
//! or file shows a word outside its purpose. Random sequences with a fixed seed, through the router, beside a model of the rule. What
//! else there is to look at, her voice and the guests' room among it, stands in `rest`.

mod rest;

use super::cast::Cast;
use crate::panels::{ask_for_panel, code, recorded, seated};
use axum::http::StatusCode;
use chrono::{Days, NaiveDate};
use method::id::ExcerptId;
use method::policy::Role;
use tests::{House, Person, with};

/// Sequences, and steps in each.
const SEQUENCES: usize = 30;
const STEPS: usize = 6;
/// Every so manieth brief goes out: writing its files takes longer than all the rest.
const ISSUED: usize = 5;
/// To whom those go in turn, and the purpose that each needs.
const READERS: [(&str, usize); 3] = [("ministry", 5), ("donor", 4), ("press", 6)];
/// Every so manieth story is read by the national panel, after the clinic's has chosen it.
const NATIONAL: usize = 3;
/// The purposes that are asked about: the care team, the clinic's panel, the national one, the donor, advocacy, the public.
const ASKED: [usize; 6] = [1, 2, 3, 4, 5, 6];

/// A small deterministic sequence (`SplitMix64`, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// A word that no other is near to.
    fn word(&mut self) -> String {
        let mut word = String::new();
        for _ in 0..6 {
            word.push(self.of(&['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z']));
            word.push(self.of(&['a', 'i', 'o', 'u']));
        }
        word
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).expect("a place")]
    }
}

/// A yes as the model keeps it.
#[derive(Clone, Copy)]
struct Yes {
    until: NaiveDate,
    understood: bool,
    guardian: &'static str,
    /// Whether the ministry is among the readers that it names, where it is to advocacy.
    ministry: bool,
}

/// What she said so far.
struct Model {
    yes: [Option<Yes>; 10],
    age: &'static str,
    others: &'static str,
}

impl Model {
    /// The rule in other words than the program's.
    fn allows(&self, purpose: usize, today: NaiveDate) -> bool {
        let Some(yes) = self.yes[purpose] else { return false };
        let guarded = guarded(self.age, yes.guardian);
        let reaches = self.others != "not_agreed" || ![3, 4, 5, 6, 7].contains(&purpose);
        let grown = self.age == "adult" || purpose != 6;
        today <= yes.until && yes.understood && guarded && reaches && grown
    }
}

fn guarded(age: &str, guardian: &str) -> bool {
    match age {
        "16_17" => !guardian.is_empty(),
        "under_16" => guardian == "agrees",
        _ => true,
    }
}

/// Who looks, signed in anew when time has gone on.
struct Lookers {
    ilham: Person,
    houda: Person,
    latifa: Person,
    rajae: Person,
    zineb: Person,
}

impl Lookers {
    async fn of(house: &House) -> Self {
        Self {
            ilham: house.person("ilham").await,
            houda: house.person("houda").await,
            latifa: house.person("latifa").await,
            rajae: house.person("rajae").await,
            zineb: house.person("zineb").await,
        }
    }
}

/// A story with an excerpt, a brief that went out and a panel that reads it.
struct Placed {
    marker: String,
    story: String,
    panel: String,
    brief: String,
    /// What went out, where the brief did, and the purpose that its readers need.
    file: Option<(String, usize)>,
    /// The purpose of the panel: the clinic's or the national one.
    reads: usize,
    /// Whether the panel may still have it: what has left a panel does not come back.
    in_panel: bool,
}

async fn place(cast: &Cast, lookers: &Lookers, chance: &mut Chance, number: usize) -> Placed {
    let today = cast.house.archive.today();
    let marker = chance.word();
    // Whoever quoted an excerpt goes on knowing it by its first words; hers come after them.
    let words = format!("Avant, je ne disais rien à personne. {marker} parle au guichet.");
    let mut answers = with(&cast.house.aminas_story().await, "description", &words);
    answers = with(&answers, "title", &format!("{marker} titre"));
    answers = with(&answers, "told_on", &today.to_string());
    answers = with(&answers, "until", &(today + Days::new(90)).to_string());
    answers.extend(["p2", "p3", "p4", "p5", "p6", "read_back"].map(|name| (name, "yes".to_owned())));
    let story = format!("/stories/{}", recorded(&lookers.ilham, &answers).await);
    let excerpt: ExcerptId = cast.excerpt(&story, 0, words.chars().count()).await;
    let brief = lookers
        .rajae
        .post(
            "/briefs/new",
            &super::cast::answers("0", "fr", &format!("{{{{excerpt:{excerpt}}}}}")),
        )
        .await
        .location()
        .to_owned();
    let file = if number.is_multiple_of(ISSUED) {
        let (readers, purpose) = READERS[number / ISSUED % READERS.len()];
        Some((issued(cast, lookers, &brief, readers).await, purpose))
    } else {
        None
    };
    let site = cast.house.overview().await.sites[0].id.to_string();
    let mut panel = ask_for_panel(&cast.house, &lookers.latifa, &site).await.location().to_owned();
    let guest = seated(&cast.house, &code(&lookers.latifa, &panel).await, "staff").await;
    lookers.latifa.post(&panel, &[("step", "start")]).await;
    let is_national = number % NATIONAL == 1;
    if is_national {
        chosen(&lookers.latifa, &guest, &panel, story.trim_start_matches("/stories/")).await;
        let opened = ask_for_panel(&cast.house, &lookers.zineb, "all").await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        opened.location().clone_into(&mut panel);
        seated(&cast.house, &code(&lookers.zineb, &panel).await, "partner").await;
        lookers.zineb.post(&panel, &[("step", "start")]).await;
    }
    Placed {
        marker,
        story,
        panel,
        brief,
        file,
        reads: if is_national { 3 } else { 2 },
        in_panel: true,
    }
}

/// Has the clinic's panel choose the only story that it reads.
async fn chosen(latifa: &Person, guest: &Person, panel: &str, story: &str) {
    for step in ["read_aloud", "discuss", "open_vote"] {
        latifa.post(panel, &[("step", step), ("story", story)]).await;
    }
    guest.post("/room", &[("step", "vote"), ("choice", story)]).await;
    latifa.post(panel, &[("step", "count")]).await;
    let reason = [
        ("step", "reason_1"),
        ("story", story),
        ("reason_1", "Elle ose parler au guichet et ne se tait plus devant personne."),
    ];
    latifa.post(panel, &reason).await;
    latifa.post(panel, &[("step", "decline")]).await;
    let closed = latifa.post(panel, &[("step", "close")]).await;
    assert_eq!(closed.location(), format!("{panel}/record"), "{}", closed.body);
}

/// Has a brief go out; its page for readers.
async fn issued(cast: &Cast, lookers: &Lookers, brief: &str, readers: &str) -> String {
    let zineb = cast.house.person("zineb").await;
    let signed = super::cast::sign_off(&zineb, brief, readers).await;
    assert_eq!(signed.location(), format!("{brief}/review"), "{}", signed.body);
    let issue = [("version", "1"), ("addressee", readers), ("to", "Commission")];
    let issued = lookers.rajae.post(&format!("{brief}/issue"), &issue).await;
    assert_eq!(issued.location(), format!("{brief}#issues"), "{}", issued.body);
    let page = lookers.rajae.get(brief).await.body;
    let issue = page
        .split("/issues/")
        .nth(1)
        .and_then(|rest| rest.get(..32))
        .expect("an issue");
    format!("{brief}/issues/{issue}/brief.html")
}

/// She says yes to a purpose, in a talk that chance makes. What lacks a guardian is refused and changes nothing.
async fn says_yes(house: &House, ilham: &Person, story: &str, model: &mut Model, chance: &mut Chance, asked: &[usize]) {
    let today = house.archive.today();
    let purpose = chance.of(asked);
    let until = today + Days::new(5 + chance.below(100));
    let teach_back = chance.of(&["understood", "understood", "explained_again", "not_understood"]);
    let age = chance.of(&["adult", "adult", "adult", "16_17", "under_16"]);
    let guardian = chance.of(&["", "agrees", "mature"]);
    let others = chance.of(&["nobody", "agreed", "not_agreed"]);
    let (number, last) = (purpose.to_string(), until.to_string());
    let mut answers = vec![
        ("purpose", number.as_str()),
        ("answer", "yes"),
        ("until", last.as_str()),
        ("manner", "spoken"),
        ("witness", "K2"),
        ("teach_back", teach_back),
        ("age", age),
        ("guardian", guardian),
        ("guardian_reason", if guardian == "mature" { "elle vit seule" } else { "" }),
        ("others", others),
    ];
    // A form that did not ask, or the readers that she names.
    let readers: &[&str] = chance.of(&[[].as_slice(), &["ministry"], &["parliament"], &["partner", "ministry"]]);
    answers.extend(readers.iter().map(|class| ("p5_to", *class)));
    let answer = ilham.post(&format!("{story}/consent"), &answers).await;
    if !guarded(age, guardian) || (purpose == 6 && age != "adult") {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{age} {guardian}");
        return;
    }
    assert_eq!(answer.location(), story, "{}", answer.body);
    (model.age, model.others) = (age, others);
    model.yes[purpose] = Some(Yes {
        until,
        understood: teach_back != "not_understood",
        guardian,
        ministry: readers.is_empty() || readers.contains(&"ministry"),
    });
}

/// She takes a purpose back, whatever she said of it before.
async fn takes_back(ilham: &Person, story: &str, model: &mut Model, purpose: usize) {
    let number = purpose.to_string();
    let taken = [("purpose", number.as_str()), ("answer", "withdrawn"), ("manner", "spoken")];
    let answer = ilham.post(&format!("{story}/consent"), &taken).await;
    assert_eq!(answer.location(), story, "taking back is never refused");
    model.yes[purpose] = None;
}

/// Time goes on, by some days.
fn goes_on(house: &House, chance: &mut Chance) {
    let days = chrono::TimeDelta::days(1 + i64::try_from(chance.below(50)).expect("days"));
    house.archive.set_clock(house.archive.now() + days);
}

/// Looks everywhere, and compares what is seen with what the model allows.
async fn look(house: &House, lookers: &Lookers, placed: &mut Placed, model: &Model, said: &str) {
    let today = house.archive.today();
    let [team, advocacy] = [1, 5].map(|purpose| model.allows(purpose, today));
    let panel = model.allows(placed.reads, today);
    let chair = if placed.reads == 3 { &lookers.zineb } else { &lookers.latifa };
    let marker = placed.marker.as_str();
    let page = lookers.houda.get(&placed.story).await;
    assert_eq!(
        (page.status == StatusCode::OK, page.body.contains(marker)),
        (team, team),
        "story: {said}"
    );
    // What was looked for stands in its field; what was found leads to its page.
    let found = lookers.houda.post("/search", &[("q", marker)]).await.body;
    assert_eq!(found.contains(&placed.story), team, "search: {said}");
    placed.in_panel &= panel;
    let console = chair.get(&placed.panel).await.body;
    let read = format!("{}/stories/{}", placed.panel, placed.story.trim_start_matches("/stories/"));
    let read = chair.get(&read).await.body;
    assert!(panel || !(console.contains(marker) || read.contains(marker)), "panel: {said}");
    assert!(
        !placed.in_panel || (console.contains(marker) && read.contains(marker)),
        "panel: {said}"
    );
    let library = lookers.rajae.get("/excerpts/library").await.body;
    let searched = lookers.rajae.post("/excerpts/library", &[("q", marker)]).await.body;
    let quoted = format!("{marker} parle");
    assert!(advocacy || !library.contains(&quoted), "library: {said}");
    assert_eq!(searched.contains(&quoted), advocacy, "library: {said}");
    let preview = lookers.rajae.get(&placed.brief).await.body;
    assert_eq!(
        preview.contains(&format!("{quoted} au guichet.")),
        advocacy,
        "preview: {said}"
    );
    // Whoever signs off sees it for the readers to whom it may go.
    let may_go = READERS.iter().any(|(_, purpose)| model.allows(*purpose, today));
    let review = lookers.zineb.get(&format!("{}/review", placed.brief)).await.body;
    assert_eq!(review.contains(&format!("{quoted} au guichet.")), may_go, "review: {said}");
    if let Some((file, purpose)) = &placed.file {
        let is_named = *purpose != 5 || model.yes[5].is_some_and(|yes| yes.ministry);
        let allowed = model.allows(*purpose, today) && is_named;
        let file = lookers.rajae.get(file).await;
        assert_eq!(
            (file.status == StatusCode::OK, file.body.contains(&quoted)),
            (allowed, allowed),
            "file: {said}"
        );
    }
}

on_both! {
    async fn no_sequence_of_decisions_shows_a_word_outside_its_purpose(ground) {
        let cast = Cast::on(ground).await;
        let house = &cast.house;
        house.cast("latifa", Role::PanelChair, Some(0)).await;
        let mut chance = Chance(2026);
        for number in 0..SEQUENCES {
            let mut lookers = Lookers::of(house).await;
            let mut placed = place(&cast, &lookers, &mut chance, number).await;
            let until = house.archive.today() + Days::new(90);
            let first = Some(Yes { until, understood: true, guardian: "", ministry: true });
            let mut model = Model { yes: [None; 10], age: "adult", others: "nobody" };
            for purpose in &ASKED {
                model.yes[*purpose] = first;
            }
            look(house, &lookers, &mut placed, &model, "first").await;
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
            let gone = lookers.ilham.post(&format!("{}/withdraw", placed.story), &[]).await;
            assert_eq!(gone.status, StatusCode::OK);
            model.yes = [None; 10];
            look(house, &lookers, &mut placed, &model, &format!("sequence {number}, withdrawn")).await;
        }
    }
}
