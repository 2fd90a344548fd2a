//! Letters as other programs count them. The standard counts Unicode code points and ends lines with LF alone. There are programs
//! that count UTF-16 units, that end lines with CRLF and count it once, or twice; one program mixes them in one text. What a
//! selection is named after, its words, says how it was counted; where no name says it, the program that wrote the file does.

use method::letters::is_unseen;
use std::ops::Range;

/// Where a selection stands, as the file says it.
pub(super) struct Told<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its words, if it is named after them; anything else does no harm.
    pub(super) words: &'a str,
}

/// One way of counting.
#[derive(Clone, Copy)]
struct Way {
    in_utf16: bool,
    /// Whether each byte that ends a line is counted.
    whole_breaks: bool,
}

/// A text that can be counted in several ways.
pub(super) struct Counted {
    /// The letters, lines ending with LF alone.
    letters: Vec<char>,
    /// For each way, the likeliest first: before which number each letter stands, and the end.
    ways: Vec<Vec<usize>>,
}

impl Counted {
    /// A text as it stands in a file of this program.
    pub(super) fn new(raw: &str, origin: &str) -> Self {
        let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        // Letters, and how many carriage returns came before each.
        let mut letters: Vec<(char, usize)> = Vec::with_capacity(raw.len());
        let mut returns = 0;
        for letter in raw.chars() {
            match letter {
                '\r' => returns += 1,
                '\n' => letters.push(('\n', std::mem::take(&mut returns))),
                other => {
                    letters.extend(std::iter::repeat_n(('\r', 0), std::mem::take(&mut returns)));
                    letters.push((other, 0));
                }
            }
        }
        letters.extend(std::iter::repeat_n(('\r', 0), returns));
        let has_wide = letters.iter().any(|(letter, _)| letter.len_utf16() > 1);
        let has_returns = letters.iter().any(|(_, returns)| *returns > 0);
        let differs = |way: &Way, first: &Way| {
            (way.in_utf16 == first.in_utf16 || has_wide) && (way.whole_breaks == first.whole_breaks || has_returns)
        };
        let [first, others @ ..] = ways_of(origin);
        let ways = std::iter::once(first).chain(others.into_iter().filter(|way| differs(way, &first)));
        let ways = ways.map(|way| numbers(&letters, way)).collect();
        Self {
            letters: letters.into_iter().map(|(letter, _)| letter).collect(),
            ways,
        }
    }

    /// The text, lines ending with LF alone.
    pub(super) fn text(&self) -> String {
        self.letters.iter().collect()
    }

    /// Which letters each selection means, in Unicode code points of [`Counted::text`]; none where there are no such letters.
    pub(super) fn ranges(&self, told: &[Told<'_>]) -> Vec<Option<Range<usize>>> {
        let best = self.best(told);
        let range = |one: &Told<'_>| {
            let likely = Self::range(best, one);
            if one.words.trim().is_empty() || likely.as_ref().is_some_and(|range| self.says(range, one.words)) {
                return likely;
            }
            let mut others = self.ways.iter().filter_map(|way| Self::range(way, one));
            others.find(|range| self.says(range, one.words)).or(likely)
        };
        told.iter().map(range).collect()
    }

    /// The way in which most selections have the words that they are named after; without any, the first in which all of them
    /// lie inside the text.
    fn best(&self, told: &[Told<'_>]) -> &[usize] {
        let first = self.ways.first().map(Vec::as_slice).unwrap_or_default();
        if self.ways.len() < 2 {
            return first;
        }
        let agrees = |way: &[usize], one: &Told<'_>| Self::range(way, one).is_some_and(|range| self.says(&range, one.words));
        let mut best = (0, first);
        for way in &self.ways {
            let score = told.iter().filter(|one| agrees(way, one)).count();
            if score > best.0 {
                best = (score, way.as_slice());
            }
        }
        if best.0 > 0 {
            return best.1;
        }
        let fits = |way: &&Vec<usize>| told.iter().all(|one| Self::range(way, one).is_some());
        self.ways.iter().find(fits).map_or(first, Vec::as_slice)
    }

    /// The letters that a selection touches, counted in one way: half a letter takes it whole.
    fn range(way: &[usize], one: &Told<'_>) -> Option<Range<usize>> {
        let last = way.last()?;
        if one.start >= one.end || one.end > *last {
            return None;
        }
        let start = way.partition_point(|number| *number <= one.start).checked_sub(1)?;
        Some(start..way.partition_point(|number| *number < one.end))
    }

    /// Whether these letters are those words, whatever lies between them.
    fn says(&self, range: &Range<usize>, words: &str) -> bool {
        let Some(letters) = self.letters.get(range.clone()) else {
            return false;
        };
        // Space alone could make them differ in length.
        if words.trim().is_empty() || letters.len() > words.len().saturating_mul(2) + 40 {
            return false;
        }
        let shown = |letter: &char| !letter.is_whitespace() && !is_unseen(*letter);
        letters.iter().copied().filter(shown).eq(words.chars().filter(shown))
    }
}

/// The likeliest way of a program first. `QualCoder` counts as its text fields do, and the lines of a text as one letter each,
/// whatever its files hold; so does ATLAS.ti; `NVivo` counts UTF-16 units.
fn ways_of(origin: &str) -> [Way; 4] {
    let origin = origin.to_lowercase();
    let way = |in_utf16, whole_breaks| Way { in_utf16, whole_breaks };
    if origin.contains("qualcoder") || origin.contains("atlas") {
        [way(false, false), way(true, false), way(false, true), way(true, true)]
    } else if origin.contains("nvivo") {
        [way(true, true), way(true, false), way(false, true), way(false, false)]
    } else {
        [way(false, true), way(false, false), way(true, true), way(true, false)]
    }
}

fn numbers(letters: &[(char, usize)], way: Way) -> Vec<usize> {
    let mut at = 0;
    let mut numbers = Vec::with_capacity(letters.len() + 1);
    for (letter, returns) in letters {
        numbers.push(at);
        at += if way.in_utf16 { letter.len_utf16() } else { 1 };
        at += if way.whole_breaks { *returns } else { 0 };
    }
    numbers.push(at);
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(start: usize, end: usize, words: &str) -> Told<'_> {
        Told { start, end, words }
    }

    fn words(text: &Counted, told: &[Told<'_>]) -> Vec<Option<String>> {
        let all: Vec<char> = text.text().chars().collect();
        let ranges = text.ranges(told).into_iter();
        ranges.map(|range| range.map(|range| all[range].iter().collect())).collect()
    }

    #[test]
    fn the_standard_counts_code_points() {
        let text = Counted::new("\u{feff}🌱 ما\nتخافيش", "Hikaya");
        assert_eq!(
            words(&text, &[told(2, 4, ""), told(5, 11, "")]),
            [Some("ما".into()), Some("تخافيش".into())]
        );
        assert_eq!(
            words(&text, &[told(5, 12, ""), told(4, 4, ""), told(5, 2, "")]),
            [None, None, None]
        );
    }

    #[test]
    fn names_say_how_their_program_counted() {
        let raw = "🌱 un\r\nقالت 🌱 لا\r\nfin";
        let text = Counted::new(raw, "other");
        assert_eq!(text.text(), "🌱 un\nقالت 🌱 لا\nfin");
        let expect = |start, end| {
            let all = words(&text, &[told(start, end, "قالت"), told(2, 4, "")]);
            assert_eq!(all, [Some("قالت".into()), Some("un".into())], "{start}");
        };
        expect(5, 9);
        expect(6, 10);
        // In UTF-16 units the second is one letter further, with its line end counted or not.
        let all = words(&text, &[told(6, 10, "قالت"), told(14, 16, "لا"), told(17, 20, "fin")]);
        assert_eq!(all, [Some("قالت".into()), Some("لا".into()), Some("fin".into())]);
    }

    #[test]
    fn each_name_is_believed_where_a_program_mixes_its_ways() {
        let text = Counted::new("🌱🌱 peur, peur, joie", "QualCoder 3.8");
        let all = words(
            &text,
            &[
                told(3, 7, "peur"),
                told(11, 15, "peur"),
                told(17, 21, "joie"),
                told(15, 19, "joie"),
            ],
        );
        assert_eq!(all, ["peur", "peur", "joie", "joie"].map(|word| Some(word.to_owned())));
    }

    #[test]
    fn without_names_the_program_decides_and_then_the_length() {
        let raw = "un\r\ndeux\r\ntrois";
        assert_eq!(
            words(&Counted::new(raw, "QualCoder 3.8"), &[told(3, 7, "")]),
            [Some("deux".into())]
        );
        assert_eq!(words(&Counted::new(raw, "MAXQDA"), &[told(4, 8, "")]), [Some("deux".into())]);
        assert_eq!(
            words(&Counted::new("🌱 fin", "NVivo"), &[told(3, 6, "")]),
            [Some("fin".into())]
        );
        assert_eq!(
            words(&Counted::new("🌱 fin", "other"), &[told(3, 6, "")]),
            [Some("fin".into())],
            "only there it fits"
        );
        assert_eq!(
            words(&Counted::new("a\r\r\nb\rc\r", "QualCoder"), &[told(2, 5, "")]),
            [Some("b\rc".into())]
        );
    }
}
