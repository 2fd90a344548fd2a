//! How time grows with the text: for four times the text, how many times the time. Four is linear, sixteen is quadratic. Both are
//! taken in one run on one machine, so the answer does not depend on how fast it is. `cargo run --release -p bench --bin growth`

use method::anonymise::{IdentifierKind, Register, suggest};
use method::difference::reworded;
use method::language::Language;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// More than this for four times the text is not linear any more.
const MOST: f64 = 8.0;
/// Each time is the shortest of so many: others use the machine, too.
const RUNS: u32 = 5;

/// Pieces that rules of the detector react to, each repeated without end.
const HOSTILE: [&str; 20] = [
    "7",
    "0",
    "06 ",
    "a",
    "a.",
    "a@",
    "A",
    "El ",
    "et ",
    "vingt ",
    "و",
    "\u{301}",
    "12 mars ",
    "« ",
    "4, ",
    "chez A ",
    "un bar, ",
    "\u{202e}\u{2066}",
    "l9adi ",
    "في الثالثة ",
];

fn main() -> ExitCode {
    let mut is_good = true;
    // Lists and patterns are built once.
    archive::detect("Je m'appelle Fatima, 06 61 23 45 67, le 12 mars 2019.", Language::French);
    for piece in HOSTILE {
        let detect = |size: usize| {
            let text = piece.repeat(size / piece.len());
            shortest(|| {
                black_box(archive::detect(black_box(&text), Language::English));
            })
        };
        is_good &= judged(&format!("detect {piece:?}"), detect(50_000), detect(200_000));
    }
    let compare = |words: usize| {
        let text = |letter: char| (0..words).map(|n| format!("{letter}{n}")).collect::<Vec<_>>().join(" ");
        let (older, newer) = (text('a'), text('ب'));
        shortest(|| {
            black_box(reworded(black_box(&older), black_box(&newer)));
        })
    };
    is_good &= judged("difference, no word in common", compare(2_500), compare(10_000));
    let suggestions = |sentences: usize| {
        let text = "وقالت لها أمينة إن الطريق طويل. ".repeat(sentences);
        let letters = text.split("أمينة").map(|piece| piece.chars().count());
        let mut found = Vec::new();
        let mut at = 0;
        for before in letters.take(sentences) {
            found.push((at + before, at + before + 5, IdentifierKind::Person));
            at += before + 5;
        }
        shortest(|| {
            black_box(suggest(black_box(&text), Language::Arabic, &found, &mut Register::new(0)));
        })
    };
    is_good &= judged("suggestions for one name", suggestions(750), suggestions(3_000));
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn shortest(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let clock = Instant::now();
        work();
        clock.elapsed()
    };
    (0..RUNS).map(run).min().unwrap_or_default()
}

fn judged(what: &str, small: Duration, large: Duration) -> bool {
    let ratio = large.as_secs_f64() / small.as_secs_f64().max(1e-9);
    let is_good = ratio <= MOST;
    let verdict = if is_good { "good" } else { "TOO MUCH" };
    println!("{what:<34} {small:>12.2?} → {large:>12.2?}   ×{ratio:>5.1}   at most ×{MOST}   {verdict}");
    is_good
}
