//! Recall and precision on fictional sentences written for this test; lines with an even number were never tuned on.

use archive_detect::{Kind, detect};
use method::language::Language;

pub(super) struct Sentence {
    pub(super) language: Language,
    pub(super) text: String,
    /// First scalar, scalar after the last, kind.
    pub(super) gold: Vec<(usize, usize, Kind)>,
    /// What must stay: first scalar, scalar after the last.
    pub(super) keep: Vec<(usize, usize)>,
    /// What may be masked or not.
    pub(super) any: Vec<(usize, usize)>,
}

/// `fr | Je suis {PERSON Nadia}.`, with `{KEEP words}` that must stay and `{ANY words}` that may go either way.
fn parse(line: &str) -> Sentence {
    let (tag, marked) = line.split_once(" | ").expect("language | sentence");
    let mut sentence = Sentence {
        language: Language::from_tag(tag).expect("a known language"),
        text: String::new(),
        gold: Vec::new(),
        keep: Vec::new(),
        any: Vec::new(),
    };
    for (at, part) in marked.split('{').enumerate() {
        let Some((inside, rest)) = part.split_once('}').filter(|_| at > 0) else {
            sentence.text.push_str(part);
            continue;
        };
        let (kind, words) = inside.split_once(' ').expect("{KIND words}");
        let start = sentence.text.chars().count();
        sentence.text.push_str(words);
        let end = sentence.text.chars().count();
        match kind {
            "KEEP" => sentence.keep.push((start, end)),
            "ANY" => sentence.any.push((start, end)),
            _ => {
                let kind = *Kind::ALL.iter().find(|known| known.as_str() == kind).expect("a known kind");
                sentence.gold.push((start, end, kind));
            }
        }
        sentence.text.push_str(rest);
    }
    sentence
}

#[derive(Default)]
pub(super) struct Figures {
    pub(super) gold: u32,
    pub(super) masked: u32,
    pub(super) outside: u32,
    pub(super) over: u32,
    /// What was not masked whole.
    pub(super) missed: Vec<String>,
}

impl Figures {
    pub(super) fn add(&mut self, sentence: &Sentence) {
        let letters: Vec<char> = sentence.text.chars().collect();
        let mut masked = vec![false; letters.len()];
        for found in detect(&sentence.text, sentence.language) {
            masked[found.start..found.end].fill(true);
        }
        for (start, end, _) in &sentence.gold {
            self.gold += 1;
            if (*start..*end).all(|at| masked[at] || !letters[at].is_alphanumeric()) {
                self.masked += 1;
            } else {
                self.missed.push(letters[*start..*end].iter().collect());
            }
        }
        for (at, letter) in letters.iter().enumerate().filter(|(_, letter)| letter.is_alphanumeric()) {
            if !sentence.gold.iter().any(|(start, end, _)| (*start..*end).contains(&at)) {
                self.outside += 1;
                self.over += u32::from(masked[at] && letter.is_alphanumeric());
            }
        }
    }

    fn recall(&self) -> f64 {
        f64::from(self.masked) / f64::from(self.gold)
    }

    pub(super) fn overmask(&self) -> f64 {
        f64::from(self.over) / f64::from(self.outside)
    }
}

pub(super) fn sentences(data: &str) -> Vec<Sentence> {
    data.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(parse)
        .collect()
}

#[test]
fn what_was_never_tuned_on_is_masked_too() {
    let all = sentences(include_str!("../data/sentences.txt"));
    assert!(all.len() >= 100);
    for (half, recall) in [(0, 0.98), (1, 0.95)] {
        let mut figures = Figures::default();
        for sentence in all.iter().skip(half).step_by(2) {
            figures.add(sentence);
        }
        assert!(
            figures.recall() >= recall,
            "half {half}: masked {} of {}",
            figures.masked,
            figures.gold
        );
        assert!(
            figures.overmask() < 0.03,
            "half {half}: {} of {} letters masked for nothing",
            figures.over,
            figures.outside
        );
    }
}

#[test]
fn what_was_tuned_on_holds() {
    let mut figures = Figures::default();
    let all = sentences(include_str!("../data/tuned.txt"));
    for sentence in &all {
        figures.add(sentence);
    }
    assert!(
        figures.gold > 100 && figures.recall() >= 0.98,
        "masked {} of {}",
        figures.masked,
        figures.gold
    );
    assert!(
        figures.overmask() < 0.01,
        "{} of {} letters masked for nothing",
        figures.over,
        figures.outside
    );
}
