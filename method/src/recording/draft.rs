//! A recording on its way to being a story. Several may write on it, on tablets that do not see each other: what only one of them
//! changed is taken, what two changed otherwise is kept twice until a person chooses. Nothing written is lost.

mod late;

use super::{Dropped, Sheet};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody wrote, as it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Who wrote: one tablet with one recording open, or one page.
    pub writer: Uuid,
    /// Grows with each time that this writer writes.
    pub number: u32,
    /// How many versions of the draft she had before her when she began; 0 where she began it.
    pub seen: usize,
    /// All answers, as they stand with her.
    pub sheet: Sheet,
    /// Whether she is done.
    pub finished: bool,
}

/// Two texts for one field, neither of which saw the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// Which field.
    pub field: String,
    /// Who wrote the text that did not become the draft's.
    pub writer: Uuid,
    /// The text that stands in the draft.
    pub stands: Vec<String>,
    /// The other one.
    pub other: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    writer: Uuid,
    number: u32,
    seen: usize,
    /// What she sent.
    #[serde(deserialize_with = "Sheet::opened")]
    wrote: Sheet,
    /// What the draft became by it.
    #[serde(deserialize_with = "Sheet::opened")]
    sheet: Sheet,
}

/// All that was written, oldest first. What is to be settled follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    versions: Vec<Version>,
    finished: bool,
    /// How many versions the story was made of, once it is one.
    #[serde(default)]
    told: Option<usize>,
    /// How many versions there were when somebody put away what had come late.
    #[serde(default)]
    put_away: usize,
    /// Why a tablet said that it is not to be kept, when it was a story already.
    #[serde(default)]
    unwanted: Option<Dropped>,
    /// The day on which something of it arrived last.
    #[serde(default)]
    touched: Option<NaiveDate>,
}

impl Draft {
    /// How many versions there are: what a writer who reads it now has seen.
    pub fn seen(&self) -> usize {
        self.versions.len()
    }

    /// The answers as they stand.
    pub fn sheet(&self) -> Sheet {
        self.sheet_after(self.versions.len())
    }

    /// What two wrote otherwise and nobody has settled yet.
    pub fn clashes(&self) -> Vec<Clash> {
        self.merged().1
    }

    /// Whether somebody was done with it.
    pub const fn is_finished(&self) -> bool {
        self.finished
    }

    /// The day on which something was added last; none where it was not kept.
    pub const fn last_touched(&self) -> Option<NaiveDate> {
        self.touched
    }

    /// The draft, to which something was added on this day.
    #[must_use]
    pub fn touched(self, on: NaiveDate) -> Self {
        Self {
            touched: Some(on),
            ..self
        }
    }

    /// The draft with what somebody wrote, but for what is never kept. What arrives twice, or after something newer of the same
    /// writer, changes nothing.
    #[must_use]
    pub fn write(mut self, written: Written) -> Self {
        let Written {
            writer,
            number,
            seen,
            sheet: wrote,
            finished,
        } = written;
        let own = self.versions.iter().rev().find(|version| version.writer == writer);
        if own.is_some_and(|version| version.number >= number) {
            return self;
        }
        // Whoever says that she saw what is not there yet saw all that is.
        let seen = seen.min(self.versions.len());
        self.versions.push(Version {
            writer,
            number,
            seen,
            wrote: wrote.kept(),
            sheet: Sheet::default(),
        });
        let (sheet, _) = self.merged();
        if let Some(newest) = self.versions.last_mut() {
            newest.sheet = sheet;
        }
        self.finished |= finished;
        self
    }

    fn sheet_after(&self, versions: usize) -> Sheet {
        let last = versions.checked_sub(1).and_then(|last| self.versions.get(last));
        last.map(|version| version.sheet.clone()).unwrap_or_default()
    }

    /// The versions that nobody followed: neither their own writer, nor anybody who saw them. In the order in which their writers
    /// came.
    fn heads(&self) -> Vec<&Version> {
        let followed = |at: usize, version: &Version| {
            let mut later = self.versions.iter().skip(at + 1);
            later.any(|other| other.writer == version.writer || other.seen > at)
        };
        let live = self
            .versions
            .iter()
            .enumerate()
            .filter(|(at, version)| !followed(*at, version));
        let mut heads: Vec<&Version> = live.map(|(_, version)| version).collect();
        heads.sort_by_key(|head| self.versions.iter().position(|version| version.writer == head.writer));
        heads
    }

    /// The heads made one, field by field, and where they say different things.
    fn merged(&self) -> (Sheet, Vec<Clash>) {
        let heads: Vec<(&Version, Sheet)> = self
            .heads()
            .into_iter()
            .map(|head| (head, self.sheet_after(head.seen)))
            .collect();
        let (mut merged, mut clashes) = (Vec::new(), Vec::new());
        for field in fields(&heads) {
            let said = heads
                .iter()
                .filter(|(head, before)| head.wrote.all(field) != before.all(field));
            let mut said = said.map(|(head, _)| (head.writer, head.wrote.all(field)));
            let unchanged = || heads.first().map(|(head, _)| head.wrote.all(field)).unwrap_or_default();
            let stands = said.next().map_or_else(unchanged, |(_, answers)| answers);
            let others = said.filter(|(_, other)| *other != stands);
            clashes.extend(others.map(|(writer, other)| Clash {
                field: field.to_owned(),
                writer,
                stands: stands.clone(),
                other,
            }));
            merged.extend(stands.into_iter().map(|answer| (field.to_owned(), answer)));
        }
        (Sheet::new(merged), clashes)
    }
}

/// The fields that any of the heads names, each once, in order.
fn fields<'a>(heads: &'a [(&'a Version, Sheet)]) -> Vec<&'a str> {
    let mut fields: Vec<&str> = Vec::new();
    for (field, _) in heads.iter().flat_map(|(head, _)| head.wrote.answers()) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet<const N: usize>(answers: [(&str, &str); N]) -> Sheet {
        Sheet::new(answers.map(|(name, answer)| (name.to_owned(), answer.to_owned())).to_vec())
    }

    fn written<const N: usize>(writer: u128, number: u32, seen: usize, answers: [(&str, &str); N]) -> Written {
        Written {
            writer: Uuid::from_u128(writer),
            number,
            seen,
            sheet: sheet(answers),
            finished: false,
        }
    }

    #[test]
    fn each_takes_what_only_the_other_changed() {
        let begun = Draft::default().write(written(1, 1, 0, [("title", "a"), ("context", "b")]));
        let one = begun.write(written(2, 1, 1, [("title", "A"), ("context", "b")]));
        let both = one.write(written(3, 1, 1, [("title", "a"), ("context", "B")]));
        assert_eq!(both.sheet(), sheet([("title", "A"), ("context", "B")]));
        assert_eq!(both.clashes(), []);
    }

    #[test]
    fn what_two_changed_otherwise_is_kept_twice_until_somebody_settles_it() {
        let begun = Draft::default().write(written(1, 1, 0, [("title", "a")]));
        let clashed = begun
            .write(written(2, 1, 1, [("title", "A")]))
            .write(written(3, 1, 1, [("title", "Z")]));
        assert_eq!(clashed.sheet().get("title"), "A");
        let found = clashed.clashes();
        let [clash] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(
            (clash.stands.as_slice(), clash.other.as_slice()),
            (["A".to_owned()].as_slice(), ["Z".to_owned()].as_slice())
        );
        let settled = clashed.write(written(4, 1, 3, [("title", "A et Z")]));
        assert_eq!(settled.sheet().get("title"), "A et Z");
        assert_eq!(settled.clashes(), []);
    }

    #[test]
    fn her_later_text_takes_the_place_of_her_earlier_one_in_a_clash() {
        let begun = Draft::default().write(written(1, 1, 0, [("title", "a")]));
        let clashed = begun
            .write(written(2, 1, 1, [("title", "A")]))
            .write(written(3, 1, 1, [("title", "Z")]));
        let later = clashed.clone().write(written(3, 2, 1, [("title", "ZZ")]));
        let others: Vec<_> = later.clashes().iter().map(|clash| clash.other.join("")).collect();
        assert_eq!(others, ["ZZ"]);
        let agreed = clashed.write(written(3, 2, 1, [("title", "A")]));
        assert_eq!(agreed.clashes(), []);
    }

    #[test]
    fn what_arrives_twice_or_late_changes_nothing() {
        let newer = written(1, 5, 0, [("title", "new")]);
        let draft = Draft::default().write(newer.clone());
        assert_eq!(draft.clone().write(newer), draft);
        assert_eq!(draft.clone().write(written(1, 4, 0, [("title", "old")])), draft);
    }

    #[test]
    fn what_is_never_kept_is_in_no_version_nor_in_one_that_was_kept_before() {
        let recent = [("title", "a"), ("within_72_hours", "yes")];
        let draft = Draft::default()
            .write(written(1, 1, 0, recent))
            .write(written(2, 1, 1, recent));
        let kept = serde_json::to_string(&draft).expect("a draft");
        assert!(!kept.contains("within_72_hours"), "{kept}");
        let old = kept.replace(r#"["title","a"]"#, r#"["title","a"],["within_72_hours","yes"]"#);
        assert!(old.contains("within_72_hours"), "the control");
        let opened: Draft = serde_json::from_str(&old).expect("a draft from before");
        assert_eq!((opened.sheet(), opened.clashes()), (sheet([("title", "a")]), vec![]));
        assert_eq!(opened, draft);
    }

    proptest! {
        /// Two tablets begin with one draft and write without seeing each other; whatever each of them says last stands in the
        /// draft, beside it to be settled, or is what the draft began with.
        #[test]
        fn nothing_that_was_written_is_lost(order in prop::collection::vec((2u128..4, "[ab]", "[xy]"), 0..12)) {
            let mut draft = Draft::default().write(written(1, 1, 0, [("title", "0"), ("context", "0")]));
            let mut last = std::collections::BTreeMap::new();
            for (number, (writer, title, context)) in (1..).zip(order) {
                let answers = [("title", title.as_str()), ("context", context.as_str())];
                draft = draft.write(written(writer, number, 1, answers));
                last.insert(writer, (title, context));
            }
            let sheet = draft.sheet();
            for (writer, (title, context)) in last {
                for (field, said) in [("title", title), ("context", context)] {
                    let beside = draft.clashes().iter().any(|clash| {
                        clash.writer == Uuid::from_u128(writer) && clash.field == field && clash.other == [said.clone()]
                    });
                    prop_assert!(sheet.get(field) == said || beside, "{writer} said {said} in {field}: {draft:?}");
                }
            }
        }
    }
}
