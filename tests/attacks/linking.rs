//! Ten ways to link a ballot to the order in which people voted. Each looks at everything that a vote left behind and guesses which
//! of the released slips the person cast who came at a certain place. Whoever guesses blindly is right once in n.

use method::hex::to_hex;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Bytes of a file of PostgreSQL's write-ahead log.
const SEGMENT: i32 = 16 * 1024 * 1024;

/// What an attacker holds of one vote: every state of the stores after each request, the log, bodies of answers, news, and the
/// released list. No addresses. And more than an operator holds: the tokens, by which each slip is known wherever it lies open.
#[derive(Default)]
pub struct Held {
    /// Before the first ballot, then after each.
    pub states: Vec<Vec<u8>>,
    /// The sealed box in the same states, with what the engine says of its row.
    pub rows: Vec<Vec<u8>>,
    /// Lines of the log, the same way.
    pub lines: Vec<Vec<u8>>,
    /// Answers to the ballots, status and body, and to each sent again.
    pub answers: Vec<Vec<u8>>,
    /// News that the room got.
    pub news: Vec<Vec<u8>>,
    /// The room's page after the release, as each seat got it.
    pub pages: Vec<Vec<u8>>,
    /// The released list.
    pub released: Vec<Vec<u8>>,
    /// The bytes by which each slip of that list would be known in a store, in its order.
    pub marks: Vec<Vec<u8>>,
    /// PostgreSQL's write-ahead log since the first state, and the file and place to which it was read.
    log: (Vec<u8>, Option<(String, i32)>),
    /// Where each slip's mark stands last in each state; see [`Held::search`].
    found: Vec<Vec<Option<usize>>>,
}

impl Held {
    /// PostgreSQL's write-ahead log from the first state until now. Of a file between two that were read nothing is missed: one holds
    /// more than a vote writes.
    ///
    /// # Panics
    /// If the log cannot be read: that wants a superuser.
    pub async fn logged(&mut self, pool: &sqlx::PgPool) -> Vec<u8> {
        let now: (String, i32) =
            sqlx::query_as("SELECT file_name, file_offset FROM pg_walfile_name_offset(pg_current_wal_flush_lsn())")
                .fetch_one(pool)
                .await
                .expect("a place in the log");
        let (log, read) = &mut self.log;
        let begin = read.clone().unwrap_or_else(|| now.clone());
        let pieces = if begin.0 == now.0 {
            vec![(now.0.clone(), begin.1, now.1)]
        } else {
            vec![(begin.0, begin.1, SEGMENT), (now.0.clone(), 0, now.1)]
        };
        for (file, from, to) in pieces {
            let bytes: Option<Vec<u8>> = sqlx::query_scalar("SELECT pg_read_binary_file('pg_wal/' || $1, $2, $3, true)")
                .bind(file)
                .bind(i64::from(from))
                .bind(i64::from((to - from).max(0)))
                .fetch_one(pool)
                .await
                .expect("a superuser");
            log.extend(bytes.unwrap_or_default());
        }
        *read = Some(now);
        log.clone()
    }

    /// Looks for every slip in every state, once for all ways.
    pub fn search(&mut self) {
        let any: Vec<_> = self.marks.iter().map(|slip| escaped(slip)).collect();
        let any = regex::bytes::Regex::new(&format!("(?-u){}", any.join("|"))).expect("a pattern");
        let found = self.states.iter().map(|state| {
            let mut places = vec![None; self.released.len()];
            for found in any.find_iter(state) {
                if let Some(slip) = self.marks.iter().position(|slip| slip == found.as_bytes()) {
                    places[slip] = Some(found.start());
                }
            }
            places
        });
        self.found = found.collect();
    }

    fn last_places(&self) -> &[Option<usize>] {
        self.found.last().map_or(&[], Vec::as_slice)
    }
}

fn escaped(bytes: &[u8]) -> String {
    let mut pattern = String::new();
    for byte in bytes {
        write!(pattern, "\\x{byte:02x}").expect("a String takes all");
    }
    pattern
}

/// A way to link: which of the released slips was cast by whoever came at a place.
pub type Strategy = fn(&Held, usize) -> usize;

/// The ten, each with its name.
pub const STRATEGIES: [(&str, Strategy); 10] = [
    ("page order", page_order),
    ("write-ahead log, state by state", first_seen),
    ("bytes before a slip, as its id", by_id),
    ("bytes after a slip, as its time", by_time),
    ("lengths", by_length),
    ("what the engine says of the row", by_row),
    ("order of news", by_news),
    ("answers to what was sent again", by_answers),
    ("order of the log", by_lines),
    ("order on the page after the release", by_page),
];

/// Which slip stands at a place when they are sorted by something; unknown ones last, as they were released.
fn sorted_by<K: Ord>(held: &Held, place: usize, key: impl Fn(usize) -> Option<K>) -> usize {
    let mut order: Vec<_> = (0..held.released.len()).collect();
    order.sort_by_key(|slip| {
        let key = key(*slip);
        (key.is_none(), key)
    });
    order[place]
}

/// A guess out of bytes that should say nothing.
fn out_of(bytes: &[u8], held: &Held) -> usize {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    usize::try_from(hasher.finish() % held.released.len() as u64).unwrap_or(0)
}

fn place_of(needle: &[u8], heap: &[u8]) -> Option<usize> {
    let last = heap.len().checked_sub(needle.len())?;
    (0..=last)
        .rev()
        .find(|at| heap[*at] == needle[0] && heap[*at..].starts_with(needle))
}

/// Cells of a page are laid from its end: who came first lies last. Where no slip is found, the first byte of the box that changed
/// stands for the place in it.
fn page_order(held: &Held, place: usize) -> usize {
    let last = held.last_places();
    if last.iter().any(Option::is_some) {
        return sorted_by(held, place, |slip| last[slip].map(std::cmp::Reverse));
    }
    let (before, after) = (&held.rows[place], &held.rows[place + 1]);
    let changed = before.iter().zip(after).position(|(one, other)| one != other).unwrap_or(0);
    changed * held.released.len() / after.len().max(1)
}

/// The first state in which a slip stands.
fn first_seen(held: &Held, place: usize) -> usize {
    let seen = |slip: usize| held.found.iter().position(|places| places[slip].is_some());
    if (0..held.released.len()).any(|slip| seen(slip).is_some()) {
        return sorted_by(held, place, seen);
    }
    out_of(&held.rows[place + 1], held)
}

fn around(held: &Held, slip: usize, before: bool) -> Option<Vec<u8>> {
    let last = held.states.last()?;
    let at = held.last_places().get(slip).copied().flatten()?;
    let slip = &held.marks[slip];
    let bytes = if before {
        last.get(at.checked_sub(16)?..at)
    } else {
        last.get(at + slip.len()..at + slip.len() + 16)
    };
    bytes.map(<[u8]>::to_vec)
}

fn by_id(held: &Held, place: usize) -> usize {
    sorted_by(held, place, |slip| around(held, slip, true))
}

fn by_time(held: &Held, place: usize) -> usize {
    sorted_by(held, place, |slip| around(held, slip, false))
}

/// By how much each request made the row longer: the longest growth for the longest slip.
fn by_length(held: &Held, place: usize) -> usize {
    let grown = held.rows[place + 1].len().abs_diff(held.rows[place].len());
    if grown > 0 { grown % held.released.len() } else { place }
}

fn by_row(held: &Held, place: usize) -> usize {
    out_of(held.rows[place + 1].get(..24).unwrap_or_default(), held)
}

fn by_news(held: &Held, place: usize) -> usize {
    held.news.get(place).map_or(place, |news| out_of(news, held))
}

fn by_answers(held: &Held, place: usize) -> usize {
    let mine = &held.answers[place];
    let alike = held.answers.iter().filter(|other| *other == mine).count();
    if alike == held.answers.len() {
        place
    } else {
        out_of(mine, held)
    }
}

fn by_lines(held: &Held, place: usize) -> usize {
    let new = held.lines[place + 1].get(held.lines[place].len()..).unwrap_or_default();
    if new.is_empty() { place } else { out_of(new, held) }
}

fn by_page(held: &Held, place: usize) -> usize {
    let page = held.pages.first().map_or(&[][..], Vec::as_slice);
    sorted_by(held, place, |slip| place_of(to_hex(&held.released[slip]).as_bytes(), page))
}
