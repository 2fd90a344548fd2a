//! Whether time tells a wrong slip that is near to a right one from a number that never was: the three refusals of a worker's desk,
//! and of the page on which somebody asks alone past the limit, by turns, each pair with the Kolmogorov–Smirnov test (p > 0.01
//! wanted). The control adds a tenth to one of them: where that is not seen, the machine was too busy. The clock stands still but
//! for a day that goes by whenever the limit is reached.
//! `cargo run --release -p bench --bin slips [REFUSALS OF EACH KIND]`

mod kolmogorov_smirnov;

use archive::clock::Clock;
use archive::desk::people::{NewAccount, PasswordCost};
use archive::desk::receipts::{Door, ReceiptsError, Slip};
use archive::{Archive, KdfParams, Settings};
use chrono::{DateTime, TimeDelta};
use kolmogorov_smirnov::{LEAST, kolmogorov_smirnov, median};
use method::consent::{Manner, Talk};
use method::id::{ProgrammeId, SiteId};
use method::language::{Language, PageLanguage};
use method::policy::{Actor, Reach, Role};
use method::receipt::{ALONE, AT_A_DESK, Sign};
use method::recording::Told;
use method::story::{Direction, Session, Setting, Telling};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

const LOGIN: &str = "ilham";
const PASSWORD: &str = "ouvrir la porte";
/// A number that never was: its chance to be one is that of any.
const NEVER: &str = "00000000";
const NEVER_LONG: &str = "0000000000000000";

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(1000), |count| count.parse())?;
    let folder = std::env::temp_dir().join(format!("slips-{}", std::process::id()));
    let measured = measured(folder.clone(), count).await;
    std::fs::remove_dir_all(&folder)?;
    let mut is_missed = false;
    for (kinds, [one, other]) in measured? {
        let p = kolmogorov_smirnov(&one, &other);
        let slower: Vec<f64> = other.iter().map(|time| time * 1.1).collect();
        let control = kolmogorov_smirnov(&one, &slower);
        println!(
            "| {kinds}, {count} each, medians; Kolmogorov–Smirnov | `bench/slips.rs` | {:.2} ms, {:.2} ms; p = {p:.2} (with a tenth more: {control:.0e}) | p > {LEAST} |",
            median(&one),
            median(&other)
        );
        is_missed |= p <= LEAST || control > LEAST;
    }
    Ok(ExitCode::from(u8::from(is_missed)))
}

/// Two refusals that are not to be told apart, with the times of each.
type Pair = (&'static str, [Vec<f64>; 2]);

async fn measured(folder: PathBuf, count: usize) -> Result<Vec<Pair>, Box<dyn Error>> {
    let bench = Bench::open(folder).await?;
    let [near, far] = [bench.slip(0).await?, bench.slip(1).await?];
    let (sign, other) = (sign("zellige")?, sign("amandier")?);
    let desk = |number, sign| Door::Desk {
        actor: &bench.worker,
        programme: bench.programme,
        number,
        sign,
    };
    let alone = |number| Door::Alone { number };
    let right = near.long.as_deref().ok_or("a long number")?;
    let pairs = [
        (
            "refusals at a desk: a number that never was, the right one with another sign",
            [desk(NEVER, &sign), desk(&near.number, &other)],
        ),
        (
            "refusals at a desk: a number that never was, a slip of another clinic",
            [desk(NEVER, &sign), desk(&far.number, &sign)],
        ),
        (
            "refusals alone past the limit: a number that never was, the right one",
            [alone(NEVER_LONG), alone(right)],
        ),
    ];
    let mut measured = Vec::new();
    for (kinds, doors) in pairs {
        let is_past = matches!(doors[0], Door::Alone { .. });
        let tries = if is_past { ALONE.tries } else { 0 };
        for _ in 0..tries {
            bench.refused(doors[0]).await?;
        }
        measured.push((kinds, bench.by_turns(doors, count, is_past).await?));
    }
    bench.archive.close().await;
    Ok(measured)
}

struct Bench {
    archive: Archive,
    programme: ProgrammeId,
    sites: Vec<SiteId>,
    /// A worker of every clinic, who gives slips.
    giver: Actor,
    /// A worker of the first clinic.
    worker: Actor,
}

impl Bench {
    async fn open(folder: PathBuf) -> Result<Self, Box<dyn Error>> {
        let mut settings = Settings::in_folder(folder);
        settings.clock = Clock::fixed(DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        settings.slot_cost = KdfParams::DEMONSTRATION;
        settings.password_cost = PasswordCost::TEST;
        let archive = Archive::open(settings).await?;
        let staff = vec![NewAccount {
            login: LOGIN.into(),
            name: "Ilham".into(),
            password: PASSWORD.into(),
            role: Role::NationalCoordinator,
            reach: Reach::Everywhere,
        }];
        let template = method::template::three_clinics();
        let programme = archive
            .custody()
            .found_demonstration("Bench", "2026", template, staff)
            .await?;
        let token = archive.people().sign_in(LOGIN, PASSWORD).await?;
        let giver = archive.people().signed_in(token.reveal()).await?.ok_or("no session")?.actor;
        let overview = archive.programmes().overview(&giver, programme).await?;
        let sites: Vec<SiteId> = overview.sites.iter().map(|site| site.id).collect();
        let Actor::Account { id, mut memberships } = giver.clone() else {
            return Err("nobody signed in".into());
        };
        for membership in &mut memberships {
            membership.reach = Reach::Site(sites[0]);
        }
        Ok(Self {
            worker: Actor::Account { id, memberships },
            archive,
            programme,
            sites,
            giver,
        })
    }

    /// The slip of a story of one clinic.
    async fn slip(&self, site: usize) -> Result<Slip, Box<dyn Error>> {
        let overview = self.archive.programmes().overview(&self.giver, self.programme).await?;
        let told = Told {
            site: self.sites[site],
            language: Language::French,
            asked_in: PageLanguage::French,
            telling: Telling {
                title: "…".into(),
                context: "…".into(),
                description: "…".into(),
                significance: "…".into(),
            },
            domain: overview.domains.last().ok_or("a domain")?.domain.id,
            wording: None,
            session: Session::Interview,
            told_on: self.archive.today(),
            happened: "…".into(),
            direction: Direction::Good,
            changes: vec!["…".into()],
            chosen: Some(0),
            agreed: Vec::new(),
            classes: None,
            later: BTreeSet::new(),
            manner: Manner::Spoken,
            talk: Talk::with_adult("K2"),
            read_back: None,
            answers: Vec::new(),
            gathering: None,
            collected_by: String::new(),
            setting: Setting::default(),
        };
        let story = self.archive.stories().record(&self.giver, self.programme, told).await?;
        Ok(self
            .archive
            .receipts()
            .give(&self.giver, story, &sign("zellige")?, true)
            .await?)
    }

    /// Milliseconds of so many refusals at each of two doors.
    async fn by_turns(&self, doors: [Door<'_>; 2], count: usize, is_past: bool) -> Result<[Vec<f64>; 2], Box<dyn Error>> {
        let mut samples = [Vec::new(), Vec::new()];
        let a_day = TimeDelta::minutes(i64::from(AT_A_DESK.minutes) + 1);
        for turn in 0..count {
            if !is_past && turn % (usize::try_from(AT_A_DESK.tries)? / doors.len()) == 0 {
                self.archive.set_clock(self.archive.now() + a_day);
            }
            for which in [turn % 2, 1 - turn % 2] {
                let begun = Instant::now();
                self.refused(doors[which]).await?;
                samples[which].push(begun.elapsed().as_secs_f64() * 1000.0);
            }
        }
        Ok(samples)
    }

    /// One refusal.
    async fn refused(&self, door: Door<'_>) -> Result<(), Box<dyn Error>> {
        match self.archive.receipts().standing(door).await {
            Err(ReceiptsError::WrongSlip | ReceiptsError::TooManyTries { .. }) => Ok(()),
            Err(error) => Err(error.into()),
            Ok(_) => Err("a right slip".into()),
        }
    }
}

fn sign(word: &str) -> Result<Sign, Box<dyn Error>> {
    Ok(Sign::word(word).ok_or("a word")?)
}
