//! What became of a codebook: every save says what changed in which code, so that a figure of last year can be read with the
//! codes of last year.

use super::code::{Code, CodeWords};
use super::codebook::Codebook;
use super::new_code::without_words;
use crate::id::CodeId;
use crate::language::InThree;
use serde::{Deserialize, Serialize};

/// What happened to one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The code.
    pub code: CodeId,
    /// What it was called when it happened; after it, for a new name.
    pub labels: InThree,
    /// What happened.
    pub what: What,
}

impl Change {
    /// Takes words of a withdrawn story out of every name that it tells; whether there were any.
    pub fn forget(&mut self, words: &str) -> bool {
        let other = match &mut self.what {
            What::Described(before) => Some(&mut before.labels),
            What::Placed(above) => above.as_mut(),
            What::MergedInto(other) | What::SplitFrom(other) | What::Gave(other) => Some(&mut other.labels),
            What::Added | What::Moved | What::Retired | What::Restored | What::Removed => None,
        };
        let mut has_changed = false;
        for labels in [Some(&mut self.labels), other].into_iter().flatten() {
            if let Some(left) = without_words(labels, words) {
                *labels = left;
                has_changed = true;
            }
        }
        has_changed
    }
}

/// What can happen to a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is new.
    Added,
    /// Other things are said of it; what was said before.
    Described(Box<CodeWords>),
    /// It stands under another one now, or at the top; what it stood under before.
    Placed(Option<InThree>),
    /// It stands elsewhere among those under the same one.
    Moved,
    /// It is given no more.
    Retired,
    /// It is given again.
    Restored,
    /// It went into another, with so many passages.
    MergedInto(Other),
    /// It was taken out of another, with so many of its passages.
    SplitFrom(Other),
    /// It gave so many of its passages to another that was there.
    Gave(Other),
    /// It is gone; no passage bore it.
    Removed,
}

/// The other code of a merge or a split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// Which.
    pub code: CodeId,
    /// What it was called then.
    pub labels: InThree,
    /// How many passages went along.
    pub passages: u64,
}

/// A merge or a split that a save was about: the codebook alone does not tell it from removing and adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// `from` went into `into`.
    Merged {
        /// The code that is gone.
        from: CodeId,
        /// The one that stays.
        into: CodeId,
        /// How many passages went along.
        passages: u64,
    },
    /// Passages of `from` went to `into`, which may be new.
    Split {
        /// The code that bore them.
        from: CodeId,
        /// The one that bears them now.
        into: CodeId,
        /// How many passages went along.
        passages: u64,
    },
}

/// What changed from one state of a codebook to the next, code by code in the order of the newer one, those that are gone last.
pub fn between(before: &Codebook, after: &Codebook, joined: Option<Joined>) -> Vec<Change> {
    let mut changes = Vec::new();
    for code in after.codes() {
        match before.get(code.id) {
            None => changes.push(change(code, added(before, code.id, joined))),
            Some(old) => changes.extend(changed(before, old, code).into_iter().map(|what| change(code, what))),
        }
    }
    changes.extend(moved(before, after));
    changes.extend(gave(before, after, joined));
    let gone = before.codes().iter().filter(|code| after.get(code.id).is_none());
    changes.extend(gone.map(|code| change(code, removed(after, code.id, joined))));
    changes
}

fn change(code: &Code, what: What) -> Change {
    Change {
        code: code.id,
        labels: code.words.labels.clone(),
        what,
    }
}

fn added(before: &Codebook, id: CodeId, joined: Option<Joined>) -> What {
    match joined {
        Some(Joined::Split { from, into, passages }) if into == id => {
            other(before, from, passages).map_or(What::Added, What::SplitFrom)
        }
        _ => What::Added,
    }
}

/// The code whose passages went to one that was there before.
fn gave(before: &Codebook, after: &Codebook, joined: Option<Joined>) -> Option<Change> {
    let Some(Joined::Split { from, into, passages }) = joined else {
        return None;
    };
    before.get(into)?;
    Some(change(after.get(from)?, What::Gave(other(after, into, passages)?)))
}

fn removed(after: &Codebook, id: CodeId, joined: Option<Joined>) -> What {
    match joined {
        Some(Joined::Merged { from, into, passages }) if from == id => {
            other(after, into, passages).map_or(What::Removed, What::MergedInto)
        }
        _ => What::Removed,
    }
}

fn other(book: &Codebook, code: CodeId, passages: u64) -> Option<Other> {
    let labels = book.get(code)?.words.labels.clone();
    Some(Other { code, labels, passages })
}

/// What changed in a code that is still there.
fn changed(before: &Codebook, old: &Code, new: &Code) -> Vec<What> {
    let above = old.parent.and_then(|id| before.get(id)).map(|code| code.words.labels.clone());
    let all = [
        (old.words != new.words).then(|| What::Described(Box::new(old.words.clone()))),
        (old.parent != new.parent).then_some(What::Placed(above)),
        (!old.is_retired && new.is_retired).then_some(What::Retired),
        (old.is_retired && !new.is_retired).then_some(What::Restored),
    ];
    all.into_iter().flatten().collect()
}

/// Codes that only changed places with a neighbour: those of the first pair that differs, where both orders hold the same codes.
fn moved(before: &Codebook, after: &Codebook) -> Option<Change> {
    let (old, new) = (before.codes(), after.codes());
    let same = old.len() == new.len() && new.iter().all(|code| before.get(code.id).is_some());
    let place = old.iter().zip(new).position(|(one, other)| one.id != other.id)?;
    same.then(|| change(&new[place], What::Moved))
}

#[cfg(test)]
mod tests {
    use super::super::code::{Colour, Step};
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(n: u128) -> CodeId {
        CodeId::new(Uuid::from_u128(n))
    }

    fn words(name: &str) -> CodeWords {
        let labels = InThree {
            fr: name.to_owned(),
            ..InThree::default()
        };
        CodeWords::named(labels, Colour::around(1))
    }

    /// a › b, and c.
    fn book() -> Codebook {
        Codebook::try_from(vec![
            Code::new(id(1), words("a"), None),
            Code::new(id(2), words("b"), Some(id(1))),
            Code::new(id(3), words("c"), None),
        ])
        .unwrap()
    }

    fn after(step: impl FnOnce(&mut Codebook), joined: Option<Joined>) -> Vec<(String, What)> {
        let mut book = book();
        step(&mut book);
        let changes = between(&self::book(), &book, joined).into_iter();
        changes.map(|change| (change.labels.fr, change.what)).collect()
    }

    fn named(name: &str, what: What) -> (String, What) {
        (name.to_owned(), what)
    }

    #[test]
    fn each_change_is_told_as_what_it_was() {
        assert_eq!(after(|_| {}, None), []);
        let described = after(|book| book.describe(id(3), words("z")).unwrap(), None);
        assert_eq!(described, [named("z", What::Described(Box::new(words("c"))))]);
        let placed = after(|book| book.place(id(2), Some(id(3))).unwrap(), None);
        assert_eq!(placed, [named("b", What::Placed(Some(words("a").labels)))]);
        let top = after(|book| book.place(id(3), Some(id(1))).unwrap(), None);
        assert_eq!(top, [named("c", What::Placed(None))]);
        assert_eq!(
            after(|book| book.retire(id(2), true).unwrap(), None),
            [named("b", What::Retired)]
        );
        assert_eq!(after(|book| drop(book.remove(id(3))), None), [named("c", What::Removed)]);
        let added = after(|book| book.add(Code::new(id(4), words("d"), None)).unwrap(), None);
        assert_eq!(added, [named("d", What::Added)]);
        assert_eq!(
            after(|book| book.step(id(3), Step::Up).unwrap(), None),
            [named("c", What::Moved)]
        );
    }

    #[test]
    fn a_restored_code_is_said_to_be_given_again() {
        let (mut before, after) = (book(), book());
        before.retire(id(3), true).unwrap();
        assert_eq!(between(&before, &after, None)[0].what, What::Restored);
    }

    #[test]
    fn merging_and_splitting_are_no_removing_and_adding() {
        let other = |n, name, passages| Other {
            code: id(n),
            labels: words(name).labels,
            passages,
        };
        let joined = Joined::Merged {
            from: id(1),
            into: id(3),
            passages: 7,
        };
        let merged = after(|book| book.merge(id(1), id(3)).unwrap(), Some(joined));
        let below = named("b", What::Placed(Some(words("a").labels)));
        assert_eq!(merged, [below, named("a", What::MergedInto(other(3, "c", 7)))]);
        let joined = Joined::Split {
            from: id(2),
            into: id(9),
            passages: 2,
        };
        let split = after(|book| book.split(id(2), id(9), words("d")).unwrap(), Some(joined));
        assert_eq!(split, [named("d", What::SplitFrom(other(2, "b", 2)))]);
        let joined = Joined::Split {
            from: id(2),
            into: id(3),
            passages: 4,
        };
        assert_eq!(after(|_| {}, Some(joined)), [named("b", What::Gave(other(3, "c", 4)))]);
    }

    #[test]
    fn words_of_a_withdrawn_story_leave_every_name() {
        let labels = |name: &str| words(name).labels;
        let all = [
            What::Added,
            What::Described(Box::new(words("ses mots"))),
            What::Placed(Some(labels("ses mots"))),
            What::MergedInto(Other {
                code: id(1),
                labels: labels("ses mots"),
                passages: 1,
            }),
        ];
        for what in all {
            let mut change = Change {
                code: id(2),
                labels: labels("ses mots"),
                what,
            };
            assert!(change.forget("ses mots"));
            assert!(!serde_json::to_string(&change).unwrap().contains("ses mots"));
            assert!(!change.forget("ses mots"));
        }
    }

    proptest! {
        #[test]
        fn nothing_changes_unsaid(
            steps in prop::collection::vec((1u128..8, prop::option::of(1u128..8), 0u8..5), 0..12)
        ) {
            let mut later = book();
            for (n, parent, step) in steps {
                let _ = match step {
                    0 => later.add(Code::new(id(n), words("new"), parent.map(id))),
                    1 => later.place(id(n), parent.map(id)),
                    2 => later.merge(id(n), id(parent.unwrap_or(1))),
                    3 => later.step(id(n), Step::Down),
                    _ => later.retire(id(n), parent.is_some()),
                };
            }
            prop_assert_eq!(between(&book(), &later, None).is_empty(), book() == later);
        }
    }
}
