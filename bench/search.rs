//! Our side of `bench/peers/search.py`: how long the sixty questions take over a corpus that grows, as a server asks them, rights and
//! consent in the question, everything sealed. Called with a file of stories (a JSON object a line), the file of questions, the
//! sizes to measure at, how often each question is asked, and `names` to tell all answers of each or `times` to tell none; prints one
//! JSON object a size.

use archive::clock::Clock;
use archive::desk::people::{NewAccount, PasswordCost, SignedIn};
use archive::desk::programmes::Overview;
use archive::desk::search::Asked;
use archive::{Archive, KdfParams, Settings};
use chrono::{Days, NaiveDate};
use method::consent::{Manner, Purpose, Talk, Until};
use method::id::{ProgrammeId, StoryId};
use method::language::{Language, PageLanguage};
use method::policy::{Reach, Role};
use method::recording::{Agreed, Told};
use method::story::{Direction, Session, Setting, Telling};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Who searches: she reads every story.
const LOGIN: &str = "zineb";
const PASSWORD: &str = "ouvrir la porte";
/// How many answers are asked for.
const ANSWERS: usize = 10;
/// How many answers are asked for at once, where all of them are told, to be compared with what is right.
const NAMED: usize = 1_000;

/// A story of the corpus.
#[derive(Deserialize)]
struct Line {
    id: String,
    lang: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Questions {
    queries: Vec<Query>,
}

#[derive(Deserialize)]
struct Query {
    id: u32,
    kind: String,
    q: String,
}

struct Bench {
    archive: Archive,
    programme: ProgrammeId,
    overview: Overview,
    person: SignedIn,
    names: HashMap<StoryId, String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let [stories, questions, sizes, runs, told, folder] =
        <[String; 6]>::try_from(std::env::args().skip(1).collect::<Vec<_>>())
            .map_err(|_| "call: search STORIES.jsonl QUERIES.json 5000,20000 RUNS names|times FOLDER")?;
    let questions: Questions = serde_json::from_reader(BufReader::new(File::open(questions)?))?;
    let runs: usize = runs.parse()?;
    let mut bench = Bench::open(PathBuf::from(folder)).await?;
    let mut lines = BufReader::new(File::open(stories)?).lines();
    for size in sizes.split(',') {
        let size: usize = size.parse()?;
        let clock = Instant::now();
        while bench.names.len() < size {
            let line = lines.next().ok_or("too few stories")??;
            bench.record(serde_json::from_str(&line)?).await?;
        }
        let recorded = clock.elapsed();
        let clock = Instant::now();
        let rebuilt = bench.archive.search().rebuild().await?;
        let indexed = clock.elapsed();
        let mut per_query = Vec::new();
        for query in &questions.queries {
            let names = if told == "names" {
                bench.names(query).await?
            } else {
                Vec::new()
            };
            per_query.push(bench.ask(query, runs, names).await?);
        }
        let said = json!({
            "stories": rebuilt.stories, "record_s": recorded.as_secs_f64(), "index_s": indexed.as_secs_f64(),
            "memory_mb": memory()?, "per_query": per_query,
        });
        println!("{said}");
    }
    bench.archive.close().await;
    Ok(())
}

impl Bench {
    async fn open(folder: PathBuf) -> Result<Self, Box<dyn Error>> {
        let mut settings = Settings::in_folder(folder);
        settings.clock = Clock::machine();
        settings.slot_cost = KdfParams::DEMONSTRATION;
        settings.password_cost = PasswordCost::TEST;
        let archive = Archive::open(settings).await?;
        let staff = vec![NewAccount {
            login: LOGIN.into(),
            name: "Zineb".into(),
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
        let person = archive.people().signed_in(token.reveal()).await?.ok_or("no session")?;
        let overview = archive.programmes().overview(&person.actor, programme).await?;
        Ok(Self {
            archive,
            programme,
            overview,
            person,
            names: HashMap::new(),
        })
    }

    async fn record(&mut self, line: Line) -> Result<(), Box<dyn Error>> {
        let number = self.names.len();
        let today = self.archive.today();
        let until = today.checked_add_days(Days::new(730)).ok_or("a day")?;
        let told_on = today
            .checked_sub_days(Days::new(u64::try_from(number % 700)?))
            .unwrap_or(NaiveDate::MIN);
        let language = match line.lang.as_str() {
            "ar" => Language::Arabic,
            "en" => Language::English,
            _ => Language::French,
        };
        let told = Told {
            site: self.overview.sites[number % self.overview.sites.len()].id,
            language,
            asked_in: PageLanguage::French,
            telling: Telling {
                title: line.title,
                context: "…".into(),
                description: line.text,
                significance: "…".into(),
            },
            domain: self.overview.domains.last().ok_or("a domain")?.domain.id,
            wording: None,
            session: Session::Interview,
            told_on,
            happened: "…".into(),
            direction: [Direction::Good, Direction::Bad, Direction::Mixed, Direction::Lesson][number % 4],
            changes: vec!["…".into()],
            chosen: Some(0),
            agreed: vec![Agreed {
                purpose: Purpose::CareTeam,
                until: Until::ForAll(until),
            }],
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
        let id = self
            .archive
            .stories()
            .record(&self.person.actor, self.programme, told)
            .await?;
        self.names.insert(id, line.id);
        Ok(())
    }

    /// Asks one question so many times: what the index alone takes for the best and for all of its answer, and the whole of what a page asks for, the stories opened, the
    /// words marked, the numbers counted, the log written.
    async fn ask(&self, query: &Query, runs: usize, names: Vec<&String>) -> Result<serde_json::Value, Box<dyn Error>> {
        let (mut best, mut index, mut whole, mut total) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for _ in 0..runs {
            let clock = Instant::now();
            let found = self.find(query, 0, ANSWERS).await?;
            whole.push(milliseconds(clock.elapsed()));
            best.push(milliseconds(found.took.best));
            index.push(milliseconds(found.took.whole));
            total = found.total;
        }
        Ok(
            json!({ "id": query.id, "kind": query.kind, "q": query.q, "hits": total, "best_ms": best, "index_ms": index, "whole_ms": whole, "names": names }),
        )
    }

    /// All answers to a question, as the file of stories calls them.
    async fn names(&self, query: &Query) -> Result<Vec<&String>, Box<dyn Error>> {
        let mut names = Vec::new();
        loop {
            let found = self.find(query, names.len(), NAMED).await?;
            names.extend(found.hits.iter().filter_map(|hit| self.names.get(&hit.id)));
            if found.hits.is_empty() || names.len() >= found.total {
                return Ok(names);
            }
        }
    }

    async fn find(
        &self,
        query: &Query,
        skip: usize,
        at_most: usize,
    ) -> Result<archive::desk::search::Found, Box<dyn Error>> {
        let asked = Asked {
            words: query.q.clone(),
            skip,
            at_most,
            ..Asked::default()
        };
        Ok(self.archive.search().find(&self.person.actor, self.programme, asked).await?)
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Megabytes of this process.
fn memory() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("VmRSS")?;
    let number: String = line.chars().filter(char::is_ascii_digit).collect();
    Ok(number.parse::<u64>()? / 1_024)
}
