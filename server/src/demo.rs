//! The fictional programme: its people, and stories put together from a seed. Every name, place and event is invented.

mod composed;
mod forms;
mod journey;
mod services;
mod sound;
mod tales;

use crate::cli::Failure;
use archive::Archive;
use archive::desk::people::{NewAccount, SignedIn};
use archive::desk::programmes::Overview;
use chrono::Days;
use composed::compose;
use method::brief::Addressee;
use method::consent::{Manner, Purpose, Talk, Until};
use method::id::SiteId;
use method::language::{Language, PageLanguage};
use method::policy::{Reach, Role};
use method::recording::{Agreed, Told};
use method::story::{Direction, Session, Setting, Telling};
use std::collections::BTreeSet;
use tales::TALES;

/// Every demonstration account has this password.
pub(crate) const PASSWORD: &str = "ouvrir la porte";

/// Sign-in name, name, role, index of the site (none: everywhere), what the account is for.
const PEOPLE: [(&str, &str, Role, Option<usize>, &str); 8] = [
    ("ilham", "Ilham", Role::Facilitator, Some(0), "records stories in Marrakech"),
    ("siham", "Siham", Role::Facilitator, Some(1), "records stories in Agadir"),
    (
        "karima",
        "Karima",
        Role::SiteCoordinator,
        Some(0),
        "coordinates Marrakech: reads, edits, withdraws its stories",
    ),
    (
        "zineb",
        "Zineb",
        Role::NationalCoordinator,
        None,
        "coordinates the programme: domains, questions, every site",
    ),
    ("latifa", "Latifa", Role::PanelChair, Some(0), "chairs panels in Marrakech"),
    (
        "houda",
        "Houda",
        Role::Analyst,
        None,
        "reads what tellers allowed for learning",
    ),
    ("rajae", "Rajae", Role::AdvocacyOfficer, None, "writes briefs; sees no story"),
    (
        "samir",
        "Samir",
        Role::Administrator,
        None,
        "keeps the accounts and the log; sees no story",
    ),
];

/// The administrator of a demonstration.
pub(crate) const ADMINISTRATOR: &str = "samir";

/// How many stories had been told when the panel of the demonstration sat.
const HEARD: u32 = 60;

/// Fills an empty archive: programme, accounts, `stories` stories, and what was done with them so far. The first story has every
/// consent, so that there is something to show.
///
/// # Errors
/// [`Failure::Custody`] if the archive is not empty; [`Failure::Demo`].
pub async fn fill(archive: &Archive, stories: u32, seed: u64) -> Result<(), Failure> {
    let administrator: Vec<NewAccount> = PEOPLE
        .iter()
        .filter(|one| one.2 == Role::Administrator)
        .map(|one| account(one, None))
        .collect();
    let template = method::template::three_clinics();
    let programme = archive
        .custody()
        .found_demonstration("Programme Atlas (fictif)", "2026, 2e semestre", template, administrator)
        .await?;
    let admin = signed_in(archive, ADMINISTRATOR).await?;
    let overview = archive
        .programmes()
        .overview(&admin.actor, programme)
        .await
        .map_err(|error| Failure::Demo(error.to_string()))?;
    for one in PEOPLE.iter().filter(|one| one.2 != Role::Administrator) {
        let site = one.3.and_then(|index| overview.sites.get(index)).map(|site| site.id);
        archive
            .people()
            .add(&admin.actor, programme, account(one, site))
            .await
            .map_err(|error| Failure::Demo(error.to_string()))?;
    }
    let forms = forms::prepare(archive, programme, &overview).await?;
    services::enter(archive, programme, &overview).await?;
    let recorders = [signed_in(archive, "ilham").await?, signed_in(archive, "siham").await?];
    let mut chance = Chance(seed);
    let mut first = None;
    for number in 0..stories {
        let at = usize::from(chance.below(3) == 0 && number > 0);
        let told = forms.fill(tell(archive, &overview, at, number, &mut chance), number);
        let id = archive
            .stories()
            .record(&recorders[at].actor, programme, told)
            .await
            .map_err(|error| Failure::Demo(error.to_string()))?;
        if first.is_none() {
            let recorded = sound::record(archive, &recorders[at].actor, id).await;
            recorded.map_err(|error| Failure::Demo(error.to_string()))?;
        }
        let first = *first.get_or_insert(id);
        // A panel hears as many as people can hear: it sat when these had been told, and the others wait for the next.
        if number + 1 == stories.min(HEARD) {
            journey::select(archive, programme, &overview, first).await?;
        }
    }
    match first {
        Some(first) => journey::travel(archive, programme, first).await,
        None => Ok(()),
    }
}

/// Prints the demonstration's accounts.
pub fn introduce() {
    println!("Demonstration accounts, password for all: {PASSWORD}");
    for (login, _, _, _, purpose) in PEOPLE {
        println!("  {login:<8} {purpose}");
    }
}

fn account(one: &(&str, &str, Role, Option<usize>, &str), site: Option<SiteId>) -> NewAccount {
    NewAccount {
        login: one.0.to_owned(),
        name: one.1.to_owned(),
        password: PASSWORD.to_owned(),
        role: one.2,
        reach: site.map_or(Reach::Everywhere, Reach::Site),
    }
}

/// Somebody of the demonstration.
pub(crate) async fn signed_in(archive: &Archive, login: &str) -> Result<SignedIn, Failure> {
    let failed = |error: archive::desk::people::PeopleError| Failure::Demo(error.to_string());
    let token = archive.people().sign_in(login, PASSWORD).await.map_err(failed)?;
    let found = archive.people().signed_in(token.reveal()).await.map_err(failed)?;
    archive.people().sign_out(token.reveal()).await.map_err(failed)?;
    found.ok_or_else(|| Failure::Demo("an account is missing".to_owned()))
}

/// One story: the hand-written tales first, then such as chance puts together. The first has every consent.
fn tell(archive: &Archive, overview: &Overview, at: usize, number: u32, chance: &mut Chance) -> Told {
    match TALES.get(number as usize) {
        Some(tale) => told(archive, overview, at, tale.draw(), number == 0, chance),
        None => invent(archive, overview, at, chance),
    }
}

/// One story as chance puts it together, told at one of the sites.
pub(crate) fn invent(archive: &Archive, overview: &Overview, at: usize, chance: &mut Chance) -> Told {
    let tale = compose(chance, overview.domains.len());
    told(archive, overview, at, tale, false, chance)
}

fn told(archive: &Archive, overview: &Overview, at: usize, tale: Drawn, is_whole: bool, chance: &mut Chance) -> Told {
    let today = archive.today();
    let until = today.checked_add_days(Days::new(730)).unwrap_or(today);
    let granted: Vec<Purpose> = Purpose::ALL
        .into_iter()
        .filter(|purpose| chance.below(4) > 0 || *purpose == Purpose::CareTeam || is_whole)
        .collect();
    Told {
        site: overview.sites[at].id,
        language: tale.language,
        asked_in: tale.asked_in,
        telling: tale.telling,
        domain: overview.domains[tale.domain % overview.domains.len()].domain.id,
        wording: None,
        session: if chance.below(4) == 0 {
            Session::Interview
        } else {
            Session::FocusGroup
        },
        told_on: today
            .checked_sub_days(Days::new(u64::from(chance.below(90))))
            .unwrap_or(today),
        happened: tale.happened.to_owned(),
        direction: tale.direction,
        changes: tale.changes,
        chosen: Some(0),
        agreed: granted
            .into_iter()
            .map(|purpose| Agreed {
                purpose,
                until: Until::ForAll(until),
            })
            .collect(),
        classes: Some(Addressee::of_advocacy().collect()),
        later: BTreeSet::new(),
        manner: Manner::Spoken,
        talk: Talk::with_adult("K2"),
        read_back: (chance.below(3) > 0 || is_whole).then_some((0, true)),
        answers: Vec::new(),
        gathering: None,
        collected_by: String::new(),
        setting: Setting::default(),
    }
}

/// A story before it is told somewhere.
struct Drawn {
    language: Language,
    asked_in: PageLanguage,
    /// Index among the programme's domains.
    domain: usize,
    direction: Direction,
    happened: &'static str,
    /// The long list; the first is the one that she chose.
    changes: Vec<String>,
    telling: Telling,
}

/// A small deterministic sequence (`SplitMix64`, Steele, Lea and Flood 2014): for invented stories, never for keys.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let kept = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or(0);
        kept % bound.max(1)
    }
}
