//! A secret vote leaves nothing behind that links a ballot to who cast it (security 4.8): many panels of 5 to 15 with random votes
//! in a random order, and ten ways of linking over all that an operator holds. `HIKAYA_ATTACK_PANELS` says how many panels on each
//! engine, `HIKAYA_ATTACK_SEED` which; few of them find only what leaks grossly, a thousand, with their ten thousand people, what leaks
//! at all.

use super::linking::{Held, STRATEGIES};
use crate::panels::{WHY, recorded, told};
use archive::Engine;
use archive::desk::panels::{At, Move, Room, Step, Ticket, Trial};
use archive::desk::people::SignedIn;
use archive_envelope::{HiddenToken, STAMP_LEN, TOKEN_LEN, TokenSeal};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use method::hex::to_hex;
use method::id::{PanelId, ProgrammeId, StoryId};
use method::panel::{Category, Choice, Closing, FEWEST, Method, Rules, choice_bytes, reason_bytes};
use method::policy::Role;
use std::io::Write;
use std::sync::Mutex;
use tests::{Chance, Ground, House, Person};
use uuid::Uuid;

/// Panels on each engine unless it is said otherwise.
const PANELS: usize = 12;
/// Panels of the server with a fault: it is found out at once.
const WEAK_PANELS: usize = 4;

/// From so many boxes on a run looks for what leaks at all.
const MANY: usize = 500;

/// What is attacked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Build {
    /// The server as it is.
    Ours,
    /// The server, with a table beside it that gets a row a ballot: what the obvious design would keep.
    RowABallot,
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

/// How often each way was right, over everybody of so many boxes.
///
/// Whoever guesses blindly, a slip for each person, is right about one of them a box, whatever the box's size, with a variance of one at
/// most: the slips are a permutation of the people, and guesses have as many fixed points as chance gives them (one, variance one, if no
/// two are the same; fewer apart if some are). So a box in which everybody is looked for counts for as many as it has seats in which one
/// is: a leak that is right a little more often shows as soon.
struct Score {
    of: &'static str,
    right: [usize; STRATEGIES.len()],
    boxes: usize,
    people: usize,
}

impl Score {
    const fn new(of: &'static str) -> Self {
        Self {
            of,
            right: [0; STRATEGIES.len()],
            boxes: 0,
            people: 0,
        }
    }

    /// Everybody of a box is looked for: `truth` says of each place in the order of coming which of the released slips was put in.
    fn take(&mut self, held: &mut Held, truth: &[usize]) {
        held.search();
        for (right, (_, guess)) in self.right.iter_mut().zip(STRATEGIES) {
            *right += truth
                .iter()
                .enumerate()
                .filter(|(place, slip)| guess(held, *place) == **slip)
                .count();
        }
        self.boxes += 1;
        self.people += truth.len();
    }

    /// How many would be found by chance: one a box.
    fn expected(&self) -> f64 {
        f64::from(u32::try_from(self.boxes).expect("few"))
    }

    /// Prints how it stands: a long run shows where it is.
    fn say(&self, ground: Ground) {
        let Self {
            of,
            boxes,
            people,
            right,
        } = self;
        println!("{ground:?}, {of}: {boxes} boxes, {people} people, {boxes} by chance, right: {right:?}");
    }

    /// Each way whose number lies outside of the interval that blind guesses leave once in a thousand at most: 99.9 % of one way is
    /// 99.99 % for ten of them together, 3.89 standard deviations, with the skew that so small a mean has (Cornish and Fisher). Few boxes,
    /// in every run of the tests, get five: they are to find what leaks grossly and to fail never by chance.
    fn outside(&self) -> Vec<(&'static str, usize)> {
        let expected = self.expected();
        let deviations: f64 = if self.boxes < MANY { 5.0 } else { 3.89 };
        let reach = deviations * expected.sqrt() + (deviations.powi(2) - 1.0) / 6.0;
        let named = STRATEGIES.iter().zip(self.right).map(|((name, _), right)| (*name, right));
        named
            .filter(|(_, right)| (f64::from(u32::try_from(*right).expect("few")) - expected).abs() > reach)
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

    /// Keeps a ballot as the obvious design would: a row of its own under a random id, without a time.
    async fn keep_row(&self, panel: PanelId, slip: &[u8]) {
        #[expect(clippy::disallowed_methods, reason = "random ids, as the weak build would have them")]
        let id = Uuid::new_v4();
        let table = format!("weak_{panel}");
        // Without the stamp, so that a vote fits on a page.
        let kept = [&slip[..TOKEN_LEN], &slip[TOKEN_LEN + STAMP_LEN..]].concat();
        match self.house.settings().engine {
            Engine::Sqlite => {
                let pool = self.file().await;
                for sql in [
                    format!("CREATE TABLE IF NOT EXISTS {table} (id BLOB NOT NULL, slip BLOB NOT NULL)"),
                    format!("INSERT INTO {table} (id, slip) VALUES ($1, $2)"),
                ] {
                    let query = sqlx::query(sqlx::AssertSqlSafe(sql))
                        .bind(id.as_bytes().as_slice())
                        .bind(kept.as_slice());
                    query.execute(&pool).await.expect("a row");
                }
                pool.close().await;
            }
            Engine::Postgres { url } => {
                let pool = sqlx::PgPool::connect(&url).await.expect("a database");
                let create = format!("CREATE TABLE IF NOT EXISTS content.{table} (id BYTEA NOT NULL, slip BYTEA NOT NULL)");
                sqlx::query(sqlx::AssertSqlSafe(create))
                    .execute(&pool)
                    .await
                    .expect("a table");
                let insert = format!("INSERT INTO content.{table} (id, slip) VALUES ($1, $2)");
                let query = sqlx::query(sqlx::AssertSqlSafe(insert))
                    .bind(id.as_bytes().as_slice())
                    .bind(kept.as_slice());
                query.execute(&pool).await.expect("a row");
                pool.close().await;
            }
        }
    }

    /// The content's store as the engine reads it.
    async fn file(&self) -> sqlx::SqlitePool {
        let file = self.house.folder().join("content.db");
        sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
            .await
            .expect("a store")
    }

    /// Both stores as they lie on the disk with their write-ahead logs; while a box is open also its row and the log.
    async fn state(&self, held: &mut Held, is_open: bool) {
        let (state, row) = self.stores(held).await;
        held.states.push(state);
        if is_open {
            held.rows.push(row);
            let log = LOG.lock().expect("a log");
            let from = *held.lines_from.get_or_insert(log.len());
            held.lines.push(log[from..].to_vec());
        }
    }

    async fn stores(&self, held: &mut Held) -> (Vec<u8>, Vec<u8>) {
        match self.house.settings().engine {
            Engine::Sqlite => {
                let files = ["content.db", "content.db-wal", "keyring.db", "keyring.db-wal"];
                let read = files.map(|file| std::fs::read(self.house.folder().join(file)).unwrap_or_default());
                let pool = self.file().await;
                let row: Vec<(i64, i64, Vec<u8>)> = sqlx::query_as("SELECT rowid, version, sealed FROM ballot_box")
                    .fetch_all(&pool)
                    .await
                    .expect("rows");
                pool.close().await;
                let row = row
                    .into_iter()
                    .flat_map(|(id, version, sealed)| [format!("{id} {version} ").into_bytes(), sealed].concat());
                (read.concat(), row.collect())
            }
            Engine::Postgres { url } => {
                let pool = sqlx::PgPool::connect(&url).await.expect("a database");
                let row: Vec<(String, String, i32, Vec<u8>)> =
                    sqlx::query_as("SELECT ctid::text, xmin::text, version, sealed FROM content.ballot_box")
                        .fetch_all(&pool)
                        .await
                        .expect("rows");
                let state = [held.logged(&pool).await, on_disk(&pool).await].concat();
                pool.close().await;
                let row = row.into_iter().flat_map(|(place, by, version, sealed)| {
                    [format!("{place} {by} {version} ").into_bytes(), sealed].concat()
                });
                (state, row.collect())
            }
        }
    }

    /// A token for each seat, stamped, in the order of seats; what each is cast with follows it.
    async fn tokens(&self, tickets: &[Ticket]) -> (Uuid, Vec<(HiddenToken, Vec<u8>)>) {
        let booth = self.room(tickets[0]).await.booth.expect("a secret round");
        let to = booth.secret.roll().expect("frozen").id().uuid();
        let seal = TokenSeal::from_bytes(&booth.key).expect("a key");
        let mut stamped = Vec::new();
        for ticket in tickets {
            let hidden: HiddenToken = seal.hide(to).expect("a token");
            let signature = self
                .house
                .archive
                .panels()
                .token(*ticket, hidden.blinded().to_vec())
                .await
                .expect("signed");
            let stamp = seal.stamp(to, &hidden, &signature).expect("genuine").to_vec();
            stamped.push((hidden, stamp));
        }
        (to, stamped)
    }

    /// Everybody puts her slip in, in this order; what is to be held of it.
    async fn filled(
        &self,
        panel: PanelId,
        ticket: Ticket,
        slips: &[Vec<u8>],
        order: &[usize],
        vote: (&mut Chance, Build),
    ) -> Held {
        let (chance, build) = vote;
        let mut held = Held::default();
        self.state(&mut held, true).await;
        for seat in order {
            let times = 1 + usize::from(chance.below(5) == 0);
            held.answers.push(self.cast(panel, &slips[*seat], times).await);
            if build == Build::RowABallot {
                self.keep_row(panel, &slips[*seat]).await;
            }
            held.news.push(self.room(ticket).await.pulse.to_string().into_bytes());
            self.state(&mut held, true).await;
        }
        // The number that is told follows the last slip after a while.
        self.house.archive.set_clock(self.house.archive.now() + TimeDelta::seconds(5));
        held
    }

    /// What is held after the release: the stores then, each seat's page, and the stores after all have looked.
    async fn told(&self, held: &mut Held, tickets: &[Ticket], looks: bool) {
        self.state(held, false).await;
        for ticket in tickets {
            let cookie = format!("__Host-seat={}", ticket.reveal());
            let request = Request::get("/room").header("cookie", cookie).body(Body::empty());
            let page = self.nobody.send(request.expect("a request")).await;
            assert_eq!(page.status, StatusCode::OK);
            held.pages.push(page.body.into_bytes());
            if looks {
                let desk = self.house.archive.panels();
                desk.act(*ticket, Move::Look(true)).await.expect("voted");
            }
        }
        self.state(held, false).await;
    }

    /// One vote, and everybody in it looked for; then, where enough sit there, reasons under second tokens, and all their writers.
    async fn attacked(&self, chance: &mut Chance, (votes, reasons): (&mut Score, &mut Score), build: Build) {
        let seats = 5 + chance.below(11);
        let (panel, tickets) = self.voting(seats).await;
        let (to, stamped) = self.tokens(&tickets).await;
        let mut slips = Vec::new();
        for (hidden, stamp) in &stamped {
            let chosen = Some(chance.below(self.stories.len() + 1)).and_then(|one| self.stories.get(one).copied());
            let said = choice_bytes(chosen);
            let digest = archive_envelope::slip_digest(to, hidden.token(), &said);
            slips.push(([hidden.token().as_slice(), stamp, &said].concat(), digest));
        }
        let cast: Vec<Vec<u8>> = slips.iter().map(|one| one.0.clone()).collect();
        let order = chance.shuffled(seats);
        let mut held = self.filled(panel, tickets[0], &cast, &order, (chance, build)).await;
        self.step(panel, Step::Release(Closing::AllVoted)).await;
        let released = self.room(tickets[0]).await.proof.expect("released").digests;
        let slip_of = |digest: &[u8; 32]| slips.iter().position(|slip| slip.1 == *digest).expect("everybody's");
        held.released = released.iter().map(|digest| to_hex(digest).into_bytes()).collect();
        held.marks = released
            .iter()
            .map(|digest| cast[slip_of(digest)][..TOKEN_LEN].to_vec())
            .collect();
        self.told(&mut held, &tickets, true).await;
        let slip = |seat: &usize| {
            released
                .iter()
                .position(|digest| *digest == slips[*seat].1)
                .expect("each finds her ballot")
        };
        let truth: Vec<usize> = order.iter().map(slip).collect();
        votes.take(&mut held, &truth);
        if seats >= FEWEST && build == Build::Ours {
            self.written(panel, &tickets, chance, reasons).await;
        }
        self.step(panel, Step::Decide(Choice::NoStory(WHY.into()))).await;
        self.step(panel, Step::DeclineDissent).await;
        self.step(panel, Step::Close).await;
    }

    /// Everybody writes a reason of her own, and each writer is looked for.
    async fn written(&self, panel: PanelId, tickets: &[Ticket], chance: &mut Chance, score: &mut Score) {
        self.step(panel, Step::OpenReasons).await;
        let (_, stamped) = self.tokens(tickets).await;
        let said: Vec<String> = (0..tickets.len())
            .map(|seat| format!("Zellige-raison-{seat:02}-{panel}"))
            .collect();
        let slip = |((hidden, stamp), text): (&(HiddenToken, Vec<u8>), &String)| {
            [hidden.token().as_slice(), stamp, &reason_bytes(text).expect("short")].concat()
        };
        let slips: Vec<Vec<u8>> = stamped.iter().zip(&said).map(slip).collect();
        let order = chance.shuffled(tickets.len());
        let mut held = self.filled(panel, tickets[0], &slips, &order, (chance, Build::Ours)).await;
        self.step(panel, Step::ReleaseReasons).await;
        let voices = self.room(tickets[0]).await.voices;
        let writer = |voice: &String| said.iter().position(|text| text == voice).expect("somebody's");
        held.released = voices.iter().map(|voice| voice.clone().into_bytes()).collect();
        held.marks = voices
            .iter()
            .map(|voice| slips[writer(voice)][..TOKEN_LEN].to_vec())
            .collect();
        self.told(&mut held, tickets, false).await;
        let voice = |seat: &usize| {
            voices
                .iter()
                .position(|voice| writer(voice) == *seat)
                .expect("each is read out")
        };
        let truth: Vec<usize> = order.iter().map(voice).collect();
        score.take(&mut held, &truth);
    }
}

/// Every table and index of both stores, and what is kept beside a table because it is long, as the files lie there.
async fn on_disk(pool: &sqlx::PgPool) -> Vec<u8> {
    sqlx::query("CHECKPOINT").execute(pool).await.expect("a superuser");
    let files: Vec<Vec<u8>> = sqlx::query_scalar(
        "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c \
         LEFT JOIN pg_class long ON long.reltoastrelid = c.oid \
         JOIN pg_namespace n ON n.oid = COALESCE(long.relnamespace, c.relnamespace) \
         WHERE n.nspname IN ('content', 'keyring') AND c.relkind IN ('r', 'i', 't') ORDER BY c.oid",
    )
    .fetch_all(pool)
    .await
    .expect("a superuser");
    files.concat()
}

fn panels() -> usize {
    std::env::var("HIKAYA_ATTACK_PANELS").map_or(PANELS, |text| text.parse().expect("a number of panels"))
}

/// Other votes for each seed.
fn seed() -> u64 {
    let zellige = u64::from_le_bytes(*b"zellige!");
    std::env::var("HIKAYA_ATTACK_SEED").map_or(zellige, |text| text.parse().expect("a seed"))
}

on_both! {
    /// No way does better, or worse, than blind guesses: neither at who voted for what nor at who wrote what.
    async fn nobody_links_a_ballot_to_who_cast_it(ground) {
        let _ = tracing_subscriber::fmt().with_ansi(false).with_writer(|| ToLog).try_init();
        let mut chance = Chance::from(seed());
        let (mut votes, mut reasons) = (Score::new("votes"), Score::new("reasons"));
        let mut site = Site::open(ground).await;
        for panel in 0..panels() {
            if panel % 50 == 49 {
                site = Site::open(ground).await;
            }
            site.attacked(&mut chance, (&mut votes, &mut reasons), Build::Ours).await;
            if votes.boxes.is_multiple_of(100) {
                votes.say(ground);
                reasons.say(ground);
            }
        }
        for score in [votes, reasons] {
            score.say(ground);
            assert_eq!(score.outside(), [], "{} expected of {} people", score.boxes, score.people);
        }
    }
}

on_both! {
    /// The same ways over the same server with one fault: it keeps a row a ballot, too. Page order and the write-ahead log give
    /// everybody away.
    async fn a_row_a_ballot_gives_everybody_away(ground) {
        let mut chance = Chance::from(7);
        let (mut score, mut reasons) = (Score::new("votes"), Score::new("reasons"));
        let site = Site::open(ground).await;
        for _ in 0..WEAK_PANELS {
            site.attacked(&mut chance, (&mut score, &mut reasons), Build::RowABallot).await;
        }
        let outside = score.outside();
        for way in ["page order", "write-ahead log, state by state"] {
            let right = outside.iter().find(|(name, _)| *name == way).map(|one| one.1);
            assert!(right.is_some_and(|right| right * 100 >= 95 * score.people), "{ground:?}, {way}: {outside:?}");
        }
    }
}
