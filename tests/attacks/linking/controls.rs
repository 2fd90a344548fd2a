//! That each way of linking sees what it looks for: bytes that give slips away, one kind for each.

use super::{Held, STRATEGIES};
use std::collections::BTreeSet;

/// Who came at a place put in this slip of the released list.
const TRUTH: [usize; 4] = [2, 0, 3, 1];

fn came(slip: usize) -> usize {
    TRUTH.iter().position(|one| *one == slip).expect("somebody's")
}

fn mark(slip: usize) -> Vec<u8> {
    format!("mark-of-slip-{slip:02}").into_bytes()
}

fn printed(slip: usize) -> Vec<u8> {
    format!("digest-{slip:02}").into_bytes()
}

/// A box that gives nobody away.
fn quiet(slips: usize) -> Held {
    Held {
        states: vec![Vec::new(); slips + 1],
        rows: vec![vec![b'r'; 8]; slips + 1],
        lines: vec![Vec::new(); slips + 1],
        answers: vec![b"204".to_vec(); slips],
        news: vec![Vec::new(); slips],
        pages: vec![Vec::new()],
        released: (0..slips).map(printed).collect(),
        marks: (0..slips).map(mark).collect(),
        ..Held::default()
    }
}

/// The slips of those who came first, so many of them.
fn first(so_many: usize) -> Vec<u8> {
    TRUTH[..so_many].iter().flat_map(|slip| mark(*slip)).collect()
}

/// The slips in the order of the released list, each between what a function says.
fn in_a_row(around: fn(usize) -> [usize; 2]) -> Vec<u8> {
    let cell = |slip: usize| {
        let [before, after] = around(slip).map(|number| format!("{number:016}").into_bytes());
        [before, mark(slip), after].concat()
    };
    (0..4).flat_map(cell).collect()
}

/// The same with one leak: what the way of that number looks at.
fn leaking(way: usize) -> Held {
    let mut held = quiet(4);
    match way {
        0 => held.states = vec![TRUTH.iter().rev().flat_map(|slip| mark(*slip)).collect()],
        1 => held.states = (0..=4).map(first).collect(),
        2 => held.states = vec![in_a_row(|slip| [came(slip), 9])],
        3 => held.states = vec![in_a_row(|slip| [9, came(slip)])],
        4 => {
            held.released = (0..4).map(|slip| vec![b'w'; 10 + came(slip)]).collect();
            held.rows = (0..=4)
                .map(|upto| vec![b'r'; (0..upto).map(|place| 10 + place).sum()])
                .collect();
        }
        5 => held.rows = [vec![Vec::new()], TRUTH.map(mark).to_vec()].concat(),
        6 => held.news = TRUTH.map(mark).to_vec(),
        7 => held.answers = TRUTH.map(|slip| [b"204 ".to_vec(), printed(slip)].concat()).to_vec(),
        8 => held.lines = (0..=4).map(first).collect(),
        _ => held.pages = vec![TRUTH.map(printed).concat()],
    }
    held
}

#[test]
fn each_way_finds_everybody_in_what_gives_slips_away() {
    for (way, (name, guess)) in STRATEGIES.iter().enumerate() {
        let mut held = leaking(way);
        held.search();
        for (place, slip) in TRUTH.into_iter().enumerate() {
            assert_eq!(guess(&held, place), slip, "{name}, who came at {place}");
        }
    }
}

/// But for the first, which guesses from what changed.
#[test]
fn where_nothing_gives_anybody_away_no_two_guess_the_same() {
    let mut held = quiet(11);
    held.search();
    let guesses: BTreeSet<usize> = STRATEGIES[1..].iter().map(|(_, guess)| guess(&held, 0)).collect();
    assert_eq!(guesses.len(), STRATEGIES.len() - 1);
}
