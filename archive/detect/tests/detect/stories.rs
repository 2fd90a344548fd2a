//! The bars of masking over stories of our own, for each language: `data/stories_tuned.txt`, on which rules were tuned, and
//! `data/stories_unseen.txt`, on which none was. The table of each part is printed: `cargo test -p archive-detect stories -- --nocapture`.

use super::figures::{Sentence, sentences};
use archive_detect::{Found, Kind, detect};
use method::language::Language;
use std::collections::BTreeMap;

/// Kinds that have a form of their own, which rules find; names of people, places and venues need lists and context.
const BY_RULE: [Kind; 11] = [
    Kind::Phone,
    Kind::Cin,
    Kind::Passport,
    Kind::Plate,
    Kind::Iban,
    Kind::Email,
    Kind::Url,
    Kind::Handle,
    Kind::Date,
    Kind::Age,
    Kind::Case,
];

/// Masked recall asked over all kinds, by language.
const ASKED: [(Language, f64); 5] = [
    (Language::French, 0.95),
    (Language::English, 0.95),
    (Language::Arabic, 0.95),
    (Language::Darija, 0.90),
    (Language::DarijaLatin, 0.90),
];

/// Spans of one kind or one language.
#[derive(Clone, Copy, Default)]
struct Tally {
    gold: u32,
    /// Gold spans whose every letter and digit lies in some find.
    masked: u32,
    /// Gold spans half covered by a find of their family.
    typed: u32,
    finds: u32,
    /// Finds that touch a gold span.
    right: u32,
    outside: u32,
    over: u32,
    keep: u32,
    kept: u32,
}

impl Tally {
    fn recall(self) -> f64 {
        ratio(self.masked, self.gold)
    }

    /// Recall weighs four times as much as precision.
    fn f2(self) -> f64 {
        let (precision, recall) = (ratio(self.right, self.finds), ratio(self.typed, self.gold));
        if precision + recall > 0.0 {
            5.0 * precision * recall / (4.0 * precision + recall)
        } else {
            0.0
        }
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// Places, and addresses of the net, are told from each other by the person who reviews.
fn family(kind: Kind) -> Kind {
    match kind {
        Kind::Facility | Kind::Address | Kind::Org => Kind::Location,
        Kind::Url => Kind::Handle,
        kind => kind,
    }
}

#[derive(Default)]
struct Table {
    kinds: BTreeMap<Kind, Tally>,
    /// Finds and right ones by family.
    families: BTreeMap<Kind, Tally>,
    languages: BTreeMap<&'static str, Tally>,
}

impl Table {
    fn add(&mut self, sentence: &Sentence) {
        let letters: Vec<char> = sentence.text.chars().collect();
        let found = detect(&sentence.text, sentence.language);
        let mut masked = vec![false; letters.len()];
        for find in &found {
            masked[find.start..find.end].fill(true);
        }
        let mut language = Tally::default();
        for (start, end, kind) in &sentence.gold {
            let whole = (*start..*end).all(|at| masked[at] || !letters[at].is_alphanumeric());
            let half = found
                .iter()
                .any(|find| family(find.kind) == family(*kind) && 2 * common(find, *start, *end) >= end - start);
            for tally in [&mut language, self.kinds.entry(*kind).or_default()] {
                tally.gold += 1;
                tally.masked += u32::from(whole);
                tally.typed += u32::from(half);
            }
        }
        for find in &found {
            let right = sentence.gold.iter().any(|(start, end, _)| common(find, *start, *end) > 0);
            if right || sentence.any.iter().all(|(start, end)| common(find, *start, *end) == 0) {
                for tally in [&mut language, self.families.entry(family(find.kind)).or_default()] {
                    tally.finds += 1;
                    tally.right += u32::from(right);
                }
            }
        }
        for (start, end) in &sentence.keep {
            language.keep += 1;
            language.kept += u32::from(!masked[*start..*end].contains(&true));
        }
        let is_labelled = |at: usize| {
            let spans = sentence.gold.iter().map(|(start, end, _)| (start, end));
            let any = sentence.any.iter().map(|(start, end)| (start, end));
            spans.chain(any).any(|(start, end)| (*start..*end).contains(&at))
        };
        for at in (0..letters.len()).filter(|at| letters[*at].is_alphanumeric() && !is_labelled(*at)) {
            language.outside += 1;
            language.over += u32::from(masked[at]);
        }
        let sum = self.languages.entry(sentence.language.tag()).or_default();
        sum.gold += language.gold;
        sum.masked += language.masked;
        sum.typed += language.typed;
        sum.finds += language.finds;
        sum.right += language.right;
        sum.outside += language.outside;
        sum.over += language.over;
        sum.keep += language.keep;
        sum.kept += language.kept;
    }

    fn print(&self, title: &str) {
        println!(
            "{title}\n{:<10}{:>6}{:>9}{:>7}{:>9}{:>9}",
            "", "gold", "masked", "F2", "over", "kept"
        );
        let line =
            |name: &str, tally: &Tally| format!("{name:<10}{:>6}{:>9.3}{:>7.3}", tally.gold, tally.recall(), tally.f2());
        for (tag, tally) in &self.languages {
            let over = ratio(tally.over, tally.outside);
            println!("{}{over:>9.4}{:>6}/{}", line(tag, tally), tally.kept, tally.keep);
        }
        for (kind, tally) in &self.kinds {
            let Tally { finds, right, .. } = self.families.get(&family(*kind)).copied().unwrap_or_default();
            println!("{}", line(kind.as_str(), &Tally { finds, right, ..*tally }));
        }
    }
}

/// Scalars that a find and a span have in common.
fn common(find: &Found, start: usize, end: usize) -> usize {
    find.end.min(end).saturating_sub(find.start.max(start))
}

/// Reads a part, prints its table and holds the bars.
fn holds(title: &str, data: &str, at_least: usize, rules: f64) {
    let all = sentences(data);
    assert!(all.len() >= at_least, "{title}: {} sentences", all.len());
    let mut table = Table::default();
    for sentence in &all {
        table.add(sentence);
    }
    table.print(title);
    for (language, asked) in ASKED {
        let tally = table.languages[language.tag()];
        assert!(tally.gold >= 40, "{title}, {}: {}", language.tag(), tally.gold);
        assert!(
            tally.recall() >= asked,
            "{title}, {}: masked {} of {}",
            language.tag(),
            tally.masked,
            tally.gold
        );
        assert!(
            ratio(tally.over, tally.outside) < 0.03,
            "{title}, {}: {} of {} other letters masked",
            language.tag(),
            tally.over,
            tally.outside
        );
    }
    let (masked, gold) = BY_RULE
        .iter()
        .filter_map(|kind| table.kinds.get(kind))
        .fold((0, 0), |(masked, gold), tally| (masked + tally.masked, gold + tally.gold));
    assert!(ratio(masked, gold) >= rules, "{title}: {masked} of {gold} that rules find");
    for kind in Kind::ALL {
        assert!(
            table.kinds.get(kind).is_some_and(|tally| tally.gold > 0),
            "{title} has no {kind:?}"
        );
    }
}

#[test]
fn stories_on_which_no_rule_was_tuned_are_masked() {
    holds("unseen", include_str!("../data/stories_unseen.txt"), 200, 0.98);
}

#[test]
fn stories_on_which_rules_were_tuned_are_masked() {
    holds("tuned", include_str!("../data/stories_tuned.txt"), 600, 0.98);
}
