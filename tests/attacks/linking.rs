//! Ten ways to link a slip to the order in which people came. Each looks at what a box left behind and guesses which of the released
//! slips the person put in who came at a certain place. Whoever guesses blindly is right once in n.

mod controls;

use std::fmt::Write as _;

/// Bytes of a file of PostgreSQL's write-ahead log.
const SEGMENT: i32 = 16 * 1024 * 1024;

/// What an attacker holds of one box: states of the stores, the log, bodies of answers, news, the released list and each seat's page of
/// it. No addresses. And more than an operator holds: the tokens, by which each slip is known wherever it lies open.
#[derive(Default)]
pub struct Held {
    /// Both stores: before the first slip, after each, after the release, and after all have looked.
    pub states: Vec<Vec<u8>>,
    /// The sealed box before the first slip and after each, with what the engine says of its row.
    pub rows: Vec<Vec<u8>>,
    /// Lines of the log since the first state, the same way.
    pub lines: Vec<Vec<u8>>,
    /// Where in the log the first state stands.
    pub lines_from: Option<usize>,
    /// Answers to the slips, status, headers and body, and to each sent again.
    pub answers: Vec<Vec<u8>>,
    /// News that the room got after each.
    pub news: Vec<Vec<u8>>,
    /// The room's page after the release, as each seat got it.
    pub pages: Vec<Vec<u8>>,
    /// The released list, as each of it stands on pages.
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

    /// The last state in which slips lie open, and where each stands.
    fn last(&self) -> Option<(&[u8], &[Option<usize>])> {
        let states = self.states.iter().zip(&self.found).rev();
        let mut open = states.filter(|(_, places)| places.iter().any(Option::is_some));
        open.next().map(|(state, places)| (state.as_slice(), places.as_slice()))
    }

    fn last_places(&self) -> &[Option<usize>] {
        self.last().map_or(&[], |(_, places)| places)
    }
}

fn escaped(bytes: &[u8]) -> String {
    let mut pattern = String::new();
    for byte in bytes {
        write!(pattern, "\\x{byte:02x}").expect("a String takes all");
    }
    pattern
}

/// A way to link: which of the released slips was put in by whoever came at a place.
pub type Strategy = fn(&Held, usize) -> usize;

/// The ten, each with its name. Each guesses from what it looks at; where that tells slips apart no more, each guesses another.
pub const STRATEGIES: [(&str, Strategy); 10] = [
    ("page order", page_order),
    ("write-ahead log, state by state", first_seen),
    ("bytes before a slip, as its id", by_id),
    ("bytes after a slip, as its time", by_time),
    ("lengths", by_length),
    ("what the engine says of the row", by_row),
    ("news", by_news),
    ("answers, and to what was sent again", by_answers),
    ("lines of the log", by_lines),
    ("order on each seat's page after the release", by_page),
];

/// Where nothing tells slips apart: the released list as if it stood in the order of voting, turned by a number of the strategy's own,
/// so that no two guess the same.
fn blind(held: &Held, place: usize, turned: usize) -> usize {
    (place + turned) % held.released.len()
}

/// Which slip stands at a place when they are sorted by something that is known of all of them.
fn sorted_by<K: Ord>(held: &Held, place: usize, turned: usize, key: impl Fn(usize) -> Option<K>) -> usize {
    let keys: Option<Vec<K>> = (0..held.released.len()).map(&key).collect();
    let Some(keys) = keys else { return blind(held, place, turned) };
    let mut order: Vec<_> = (0..keys.len()).collect();
    order.sort_by_key(|slip| &keys[*slip]);
    order[place]
}

/// The slip that some bytes give away, open or as it stands on pages, if it is one alone.
fn given_away(bytes: &[u8], held: &Held) -> Option<usize> {
    let stands = |needle: &[u8]| place_of(needle, bytes).is_some();
    let is_there = |slip: &usize| stands(&held.marks[*slip]) || stands(&held.released[*slip]);
    let mut all = (0..held.released.len()).filter(is_there);
    let one = all.next()?;
    all.next().is_none().then_some(one)
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
        return sorted_by(held, place, 0, |slip| last[slip].map(std::cmp::Reverse));
    }
    let (before, after) = (&held.rows[place], &held.rows[place + 1]);
    let changed = before.iter().zip(after).position(|(one, other)| one != other).unwrap_or(0);
    changed * held.released.len() / after.len().max(1)
}

/// The first state in which a slip stands.
fn first_seen(held: &Held, place: usize) -> usize {
    sorted_by(held, place, 1, |slip| {
        held.found.iter().position(|places| places[slip].is_some())
    })
}

fn around(held: &Held, slip: usize, before: bool) -> Option<Vec<u8>> {
    let (state, places) = held.last()?;
    let at = places[slip]?;
    let slip = &held.marks[slip];
    let bytes = if before {
        state.get(at.checked_sub(16)?..at)
    } else {
        state.get(at + slip.len()..at + slip.len() + 16)
    };
    bytes.map(<[u8]>::to_vec)
}

fn by_id(held: &Held, place: usize) -> usize {
    sorted_by(held, place, 2, |slip| around(held, slip, true))
}

fn by_time(held: &Held, place: usize) -> usize {
    sorted_by(held, place, 3, |slip| around(held, slip, false))
}

/// By how much each request made the row longer: whoever came with the longest growth wrote what is longest.
fn by_length(held: &Held, place: usize) -> usize {
    let grown: Vec<usize> = held.rows.windows(2).map(|two| two[1].len().abs_diff(two[0].len())).collect();
    if grown.iter().all(|one| *one == grown[0]) {
        return blind(held, place, 4);
    }
    let mine = (grown[place], place);
    let rank = grown.iter().copied().zip(0..).filter(|other| *other < mine).count();
    sorted_by(held, rank, 4, |slip| Some(held.released[slip].len()))
}

fn by_row(held: &Held, place: usize) -> usize {
    given_away(&held.rows[place + 1], held).unwrap_or_else(|| blind(held, place, 5))
}

fn by_news(held: &Held, place: usize) -> usize {
    given_away(&held.news[place], held).unwrap_or_else(|| blind(held, place, 6))
}

fn by_answers(held: &Held, place: usize) -> usize {
    given_away(&held.answers[place], held).unwrap_or_else(|| blind(held, place, 7))
}

fn by_lines(held: &Held, place: usize) -> usize {
    let new = held.lines[place + 1].get(held.lines[place].len()..).unwrap_or_default();
    given_away(new, held).unwrap_or_else(|| blind(held, place, 8))
}

/// Whether a seat's page lists the slips in the order in which they came.
fn by_page(held: &Held, place: usize) -> usize {
    let page = &held.pages[place % held.pages.len()];
    sorted_by(held, place, 9, |slip| place_of(&held.released[slip], page))
}
