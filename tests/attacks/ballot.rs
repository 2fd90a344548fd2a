//! A secret vote leaves nothing behind that links a ballot to who cast it (security 4.8): many panels of 5 to 15 with random votes
//! in a random order, and ten ways of linking over all that an operator holds. `HIKAYA_ATTACK_PANELS` says how many panels on each
//! engine; few of them find only what leaks grossly, ten thousand what leaks at all.

use super::linking::{Held, STRATEGIES};
use crate::panels::{WHY, recorded, told};
use archive::Engine;
use archive::desk::panels::{At, Move, Room, Step, Ticket, Trial};
use archive::desk::people::SignedIn;
use archive_envelope::{HiddenToken, TokenSeal};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use method::hex::to_hex;
use method::id::{PanelId, ProgrammeId, StoryId};
use method::panel::{Category, Choice, Closing, Method, Rules, choice_bytes};
use method::policy::Role;
use std::io::Write;
use std::sync::Mutex;
use tests::{Ground, House, Person};
use uuid::Uuid;

/// Panels on each engine unless it is said otherwise.
const PANELS: usize = 12;

/// Chance that can be repeated (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).unwrap_or(0)
    }

    fn shuffled(&mut self, many: usize) -> Vec<usize> {
        let mut order: Vec<_> = (0..many).collect();
        for last in (1..many).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}

/// All lines that the server logs while these tests run.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct ToLog;

impl Write for ToLog {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().expect("a log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// How often each way was right, of so many, and how often blind guesses would have been.
struct Score {
    right: [usize; STRATEGIES.len()],
    expected: f64,
    variance: f64,
    panels: usize,
}

impl Score {
    const fn new() -> Self {
        Self {
            right: [0; STRATEGIES.len()],
            expected: 0.0,
            variance: 0.0,
            panels: 0,
        }
    }

    /// One person of a vote is looked for: who came at `place` and cast the slip `truth` of the released ones.
    fn take(&mut self, held: &mut Held, place: usize, truth: usize) {
        held.search();
        for (right, (_, guess)) in self.right.iter_mut().zip(STRATEGIES) {
            *right += usize::from(guess(held, place) == truth);
        }
        let chance = 1.0 / f64::from(u32::try_from(held.released.len()).expect("few"));
        self.expected += chance;
        self.variance += chance * (1.0 - chance);
        self.panels += 1;
    }

    /// Each way, whose number lies in the interval that blind guesses leave once in a thousand at most, or does not. 99.9 % of one
    /// way is 99.99 % for ten of them together, 3.89 standard deviations, and half a guess for whole numbers.
    fn outside(&self) -> Vec<(&'static str, usize)> {
        let reach = 3.89 * self.variance.sqrt() + 0.5;
        let named = STRATEGIES.iter().zip(self.right).map(|((name, _), right)| (*name, right));
        named
            .filter(|(_, right)| (f64::from(u32::try_from(*right).expect("few")) - self.expected).abs() > reach)
            .collect()
    }
}

/// A house with a chair and stories, in which panel after panel votes.
struct Site {
    house: House,
    chair: SignedIn,
    programme: ProgrammeId,
    stories: Vec<StoryId>,
    nobody: Person,
}

impl Site {
    async fn open(ground: Ground) -> Self {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("latifa", Role::PanelChair, Some(0)).await;
        let mut stories = Vec::new();
        for title in ["Zellige-un", "Zellige-deux", "Zellige-trois"] {
            let id = recorded(&ilham, &told(&house, title).await).await;
            stories.push(id.parse().expect("a story"));
        }
        let chair = house.signed_in("latifa").await;
        let programme = chair.memberships[0].programme;
        let nobody = house.nobody();
        Self {
            house,
            chair,
            programme,
            stories,
            nobody,
        }
    }

    async fn step(&self, panel: PanelId, step: Step) {
        let done = self
            .house
            .archive
            .panels()
            .take(&self.chair.actor, self.programme, panel, step.clone(), None)
            .await;
        done.unwrap_or_else(|error| panic!("{step:?}: {error}"));
    }

    /// A panel whose vote is open.
    async fn voting(&self, seats: usize) -> (PanelId, Vec<Ticket>) {
        let overview = self.house.overview().await;
        let at = At {
            level: overview.levels[0].id,
            site: Some(overview.sites[0].id),
        };
        let rules = Rules::new(Method::Majority, 8).and_then(Rules::secretly).expect("majority");
        let desk = self.house.archive.panels();
        let domain = overview.domains[0].domain.id;
        let panel = desk
            .open(&self.chair.actor, self.programme, domain, at, rules)
            .await
            .expect("a panel");
        let code = desk
            .lead(&self.chair.actor, self.programme, panel)
            .await
            .expect("hers")
            .code
            .expect("a code");
        let mut tickets = Vec::new();
        for _ in 0..seats {
            let trial = Trial {
                code: code.clone(),
                category: Some(Category::Staff),
                address: None,
            };
            tickets.push(desk.join(trial).await.expect("a seat"));
        }
        self.step(panel, Step::StartHearing).await;
        for story in &self.stories {
            self.step(panel, Step::ReadAloud(*story)).await;
            self.step(panel, Step::Discuss(*story)).await;
        }
        self.step(panel, Step::OpenVote).await;
        self.step(panel, Step::Freeze(seats)).await;
        for ticket in &tickets[..=seats / 2] {
            desk.act(*ticket, Move::AnswerCount(true)).await.expect("counting");
        }
        (panel, tickets)
    }

    async fn room(&self, ticket: Ticket) -> Room {
        self.house.archive.panels().room(ticket).await.expect("a seat")
    }

    /// Puts a slip into the box, twice now and then; what was answered.
    async fn cast(&self, panel: PanelId, slip: &[u8], times: usize) -> Vec<u8> {
        let mut answers = Vec::new();
        for _ in 0..times {
            let request = Request::post(format!("/box/{panel}")).header("sec-fetch-site", "same-origin");
            let answer = self
                .nobody
                .send(request.body(Body::from(slip.to_vec())).expect("a request"))
                .await;
            assert_eq!(answer.status, StatusCode::NO_CONTENT);
            answers = format!("{} {:?} {}", answer.status, answer.headers, answer.body).into_bytes();
        }
        answers
    }

    /// Both stores as they lie there, and the box's row.
    async fn state(&self, held: &mut Held) {
        let lines = LOG.lock().expect("a log").clone();
        held.lines.push(lines);
        match self.house.settings().engine {
            Engine::Sqlite => {
                let files = ["content.db", "content.db-wal", "keyring.db", "keyring.db-wal"];
                let read = files.map(|file| std::fs::read(self.house.folder().join(file)).unwrap_or_default());
                held.states.push(read.concat());
                let file = self.house.folder().join("content.db");
                let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
                    .await
                    .expect("a store");
                let row: Vec<(i64, i64, Vec<u8>)> = sqlx::query_as("SELECT rowid, version, sealed FROM ballot_box")
                    .fetch_all(&pool)
                    .await
                    .expect("rows");
                pool.close().await;
                held.rows.push(
                    row.into_iter()
                        .flat_map(|(id, version, sealed)| [format!("{id} {version} ").into_bytes(), sealed].concat())
                        .collect(),
                );
            }
            Engine::Postgres { url } => {
                let pool = sqlx::PgPool::connect(&url).await.expect("a database");
                let row: Vec<(String, String, i32, Vec<u8>)> =
                    sqlx::query_as("SELECT ctid::text, xmin::text, version, sealed FROM content.ballot_box")
                        .fetch_all(&pool)
                        .await
                        .expect("rows");
                pool.close().await;
                let row: Vec<u8> = row
                    .into_iter()
                    .flat_map(|(place, by, version, sealed)| {
                        [format!("{place} {by} {version} ").into_bytes(), sealed].concat()
                    })
                    .collect();
                held.states.push(row.clone());
                held.rows.push(row);
            }
        }
    }

    /// One vote, and somebody in it looked for.
    async fn attacked(&self, chance: &mut Chance, score: &mut Score) {
        let seats = 5 + chance.below(11);
        let (panel, tickets) = self.voting(seats).await;
        let booth = self.room(tickets[0]).await.booth.expect("a secret round");
        let to = booth.secret.roll().expect("frozen").id().uuid();
        let seal = TokenSeal::from_bytes(&booth.key).expect("a key");
        let mut slips = Vec::new();
        for ticket in &tickets {
            let hidden: HiddenToken = seal.hide(to).expect("a token");
            let signature = self
                .house
                .archive
                .panels()
                .token(*ticket, hidden.blinded().to_vec())
                .await
                .expect("signed");
            let stamp = seal.stamp(to, &hidden, &signature).expect("genuine");
            let said =
                choice_bytes(Some(chance.below(self.stories.len() + 1)).and_then(|one| self.stories.get(one).copied()));
            let digest = archive_envelope::slip_digest(to, hidden.token(), &said);
            slips.push(([hidden.token().as_slice(), &stamp, &said].concat(), digest));
        }
        let order = chance.shuffled(seats);
        let mut held = Held::default();
        self.state(&mut held).await;
        for seat in &order {
            let times = 1 + usize::from(chance.below(5) == 0);
            held.answers.push(self.cast(panel, &slips[*seat].0, times).await);
            held.news.push(self.room(tickets[0]).await.pulse.to_string().into_bytes());
            self.state(&mut held).await;
        }
        self.step(panel, Step::Release(Closing::AllVoted)).await;
        let released = self.room(tickets[0]).await.proof.expect("released").digests;
        held.released = released.iter().map(|digest| digest.to_vec()).collect();
        held.pages
            .push(released.iter().map(|digest| to_hex(digest)).collect::<String>().into_bytes());
        let place = chance.below(seats);
        let truth = released.iter().position(|digest| *digest == slips[order[place]].1);
        score.take(&mut held, place, truth.expect("each finds her ballot"));
        self.step(panel, Step::Decide(Choice::NoStory(WHY.into()))).await;
        self.step(panel, Step::DeclineDissent).await;
        self.step(panel, Step::Close).await;
    }
}

fn panels() -> usize {
    std::env::var("HIKAYA_ATTACK_PANELS").map_or(PANELS, |text| text.parse().expect("a number of panels"))
}

on_both! {
    /// No way does better, or worse, than blind guesses.
    async fn nobody_links_a_ballot_to_who_cast_it(ground) {
        let _ = tracing_subscriber::fmt().with_ansi(false).with_writer(|| ToLog).try_init();
        let mut chance = Chance(u64::from_le_bytes(*b"zellige!"));
        let mut score = Score::new();
        let mut site = Site::open(ground).await;
        for panel in 0..panels() {
            if panel % 50 == 49 {
                site = Site::open(ground).await;
                LOG.lock().expect("a log").clear();
            }
            site.attacked(&mut chance, &mut score).await;
        }
        println!("{ground:?}: {} panels, {:.1} by chance, right: {:?}", score.panels, score.expected, score.right);
        assert_eq!(score.outside(), [], "{:.1} expected of {}", score.expected, score.panels);
    }
}

/// The same ways over a store with one row a ballot: page order and the write-ahead log give everybody away.
#[tokio::test]
async fn a_row_a_ballot_gives_everybody_away() {
    let mut chance = Chance(7);
    let mut score = Score::new();
    for _ in 0..40 {
        let folder = tempfile::TempDir::new().expect("a folder");
        let file = folder.path().join("weak.db");
        let address = format!("sqlite://{}?mode=rwc", file.display());
        let pool = sqlx::sqlite::SqlitePoolOptions::new()
            .max_connections(1)
            .connect(&address)
            .await
            .expect("a store");
        for sql in [
            "PRAGMA journal_mode = WAL",
            "CREATE TABLE ballot (id BLOB NOT NULL, slip BLOB NOT NULL)",
        ] {
            sqlx::query(sql).execute(&pool).await.expect("a table");
        }
        let seats = 5 + chance.below(11);
        let mut held = Held::default();
        let mut cast: Vec<Vec<u8>> = Vec::new();
        let read = || {
            ["weak.db", "weak.db-wal"]
                .map(|file| std::fs::read(folder.path().join(file)).unwrap_or_default())
                .concat()
        };
        let look = |held: &mut Held| {
            held.states.push(read());
            held.rows.push(read());
            held.lines.push(Vec::new());
        };
        look(&mut held);
        for _ in 0..seats {
            #[expect(clippy::disallowed_methods, reason = "random ids, as the weak build would have them")]
            let [id, one, two] = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
            let slip = [one.into_bytes(), two.into_bytes()].concat();
            let insert = sqlx::query("INSERT INTO ballot (id, slip) VALUES ($1, $2)");
            insert
                .bind(id.as_bytes().as_slice())
                .bind(slip.as_slice())
                .execute(&pool)
                .await
                .expect("a row");
            held.answers.push(b"204".to_vec());
            cast.push(slip);
            look(&mut held);
        }
        pool.close().await;
        let place = chance.below(seats);
        let truth = cast[place].clone();
        cast.sort_unstable();
        let truth = cast.iter().position(|slip| *slip == truth).expect("cast");
        held.released = cast;
        score.take(&mut held, place, truth);
    }
    let outside = score.outside();
    for way in ["page order", "write-ahead log, state by state"] {
        let right = outside.iter().find(|(name, _)| *name == way).map(|one| one.1);
        assert!(
            right.is_some_and(|right| right * 100 >= 95 * score.panels),
            "{way}: {outside:?}"
        );
    }
}
