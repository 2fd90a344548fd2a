//! A codebook: the codes of a programme as a tree, each with a label and a definition in three languages.

use crate::id::CodeId;
use crate::language::InThree;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// How many codes may stand below each other, the topmost counted.
pub const DEEPEST: usize = 4;
/// The most codes of a codebook.
pub const MOST_CODES: usize = 500;

/// One of the eight colours in which highlights are drawn: 1 to 8, named in the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Colour(u8);

/// Not a number from 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a colour is 1 to 8")]
pub struct NotAColour;

impl TryFrom<u8> for Colour {
    type Error = NotAColour;

    fn try_from(number: u8) -> Result<Self, NotAColour> {
        (1..=8).contains(&number).then_some(Self(number)).ok_or(NotAColour)
    }
}

impl From<Colour> for u8 {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

impl Colour {
    /// Number 1 to 8; one outside of it is counted round.
    pub(super) const fn around(number: u8) -> Self {
        Self(number.wrapping_sub(1) % 8 + 1)
    }
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Its id.
    pub id: CodeId,
    /// What it is called.
    pub labels: InThree,
    /// What belongs under it and what does not; may be empty.
    pub definition: InThree,
    /// The code above it; none at the top.
    pub parent: Option<CodeId>,
    /// How its highlights are drawn.
    pub colour: Colour,
}

/// Why a codebook refuses a change. It is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// Two codes with one id.
    #[error("that code is in the codebook already")]
    SameCodeTwice,
    /// No such code, or the code above it is not there.
    #[error("no such code")]
    Unknown,
    /// A code would stand below itself.
    #[error("a code cannot stand below itself")]
    Cycle,
    /// More than [`DEEPEST`] codes below each other.
    #[error("at most {DEEPEST} codes stand below each other")]
    TooDeep,
    /// No label in any language.
    #[error("a code needs a label")]
    NoLabel,
    /// Codes stand below it: they are moved or removed first.
    #[error("other codes stand below this one")]
    HasChildren,
    /// More than [`MOST_CODES`].
    #[error("at most {MOST_CODES} codes")]
    TooMany,
}

/// A tree of codes, no cycle in it, at most [`DEEPEST`] deep. Codes with the same parent keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Code>", into = "Vec<Code>")]
pub struct Codebook {
    codes: Vec<Code>,
}

impl TryFrom<Vec<Code>> for Codebook {
    type Error = Refused;

    fn try_from(codes: Vec<Code>) -> Result<Self, Refused> {
        let book = Self { codes };
        let ids: BTreeSet<CodeId> = book.codes.iter().map(|code| code.id).collect();
        if book.codes.len() > MOST_CODES {
            return Err(Refused::TooMany);
        }
        if ids.len() < book.codes.len() {
            return Err(Refused::SameCodeTwice);
        }
        for code in &book.codes {
            if [&code.labels.fr, &code.labels.ar, &code.labels.en]
                .iter()
                .all(|label| label.trim().is_empty())
            {
                return Err(Refused::NoLabel);
            }
            book.check_above(code)?;
        }
        Ok(book)
    }
}

impl From<Codebook> for Vec<Code> {
    fn from(book: Codebook) -> Self {
        book.codes
    }
}

impl Codebook {
    /// The codes in the order in which they were added.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// One code.
    pub fn get(&self, id: CodeId) -> Option<&Code> {
        self.codes.iter().find(|code| code.id == id)
    }

    /// The codes directly below one, or at the top.
    pub fn children(&self, parent: Option<CodeId>) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(move |code| code.parent == parent)
    }

    /// A code and all above it, the topmost first: "Violence › economic › extortion". Empty for an unknown code.
    pub fn path(&self, id: CodeId) -> Vec<&Code> {
        let mut path: Vec<&Code> = std::iter::successors(self.get(id), |code| self.get(code.parent?)).collect();
        path.reverse();
        path
    }

    /// A code and all below it, to search by a broad code.
    pub fn with_all_below(&self, id: CodeId) -> BTreeSet<CodeId> {
        let below = |code: &&Code| self.path(code.id).iter().any(|above| above.id == id);
        self.codes.iter().filter(below).map(|code| code.id).collect()
    }

    /// Every code with its depth, 0 at the top, each right before the codes below it.
    pub fn outline(&self) -> Vec<(usize, &Code)> {
        let mut lines = Vec::with_capacity(self.codes.len());
        let mut waiting: Vec<(usize, &Code)> = self.children(None).map(|code| (0, code)).collect();
        waiting.reverse();
        while let Some((depth, code)) = waiting.pop() {
            lines.push((depth, code));
            let first_below = waiting.len();
            waiting.extend(self.children(Some(code.id)).map(|child| (depth + 1, child)));
            waiting[first_below..].reverse();
        }
        lines
    }

    /// Adds a code after its siblings.
    pub fn add(&mut self, code: Code) -> Result<(), Refused> {
        self.change(|codes| {
            codes.push(code);
            Ok(())
        })
    }

    /// Gives a code other words or another colour; its place stays.
    pub fn describe(&mut self, id: CodeId, labels: InThree, definition: InThree, colour: Colour) -> Result<(), Refused> {
        self.change(|codes| {
            let code = find(codes, id)?;
            (code.labels, code.definition, code.colour) = (labels, definition, colour);
            Ok(())
        })
    }

    /// Moves a code, with all below it, under another or to the top.
    pub fn place(&mut self, id: CodeId, parent: Option<CodeId>) -> Result<(), Refused> {
        self.change(|codes| {
            find(codes, id)?.parent = parent;
            Ok(())
        })
    }

    /// Removes a code with nothing below it. Whether passages still bear it is asked before.
    pub fn remove(&mut self, id: CodeId) -> Result<Code, Refused> {
        let at = self.codes.iter().position(|code| code.id == id).ok_or(Refused::Unknown)?;
        if self.children(Some(id)).next().is_some() {
            return Err(Refused::HasChildren);
        }
        Ok(self.codes.remove(at))
    }

    /// Puts one code into another: what stood below it stands below the other, and it is gone. Its passages are to be given
    /// the other code.
    pub fn merge(&mut self, from: CodeId, into: CodeId) -> Result<(), Refused> {
        if self.path(into).iter().any(|above| above.id == from) {
            return Err(Refused::Cycle);
        }
        self.change(|codes| {
            find(codes, from)?;
            find(codes, into)?;
            codes.retain(|code| code.id != from);
            for code in codes.iter_mut().filter(|code| code.parent == Some(from)) {
                code.parent = Some(into);
            }
            Ok(())
        })
    }

    /// Applies a change to a copy and keeps it only if it is a codebook.
    fn change(&mut self, step: impl FnOnce(&mut Vec<Code>) -> Result<(), Refused>) -> Result<(), Refused> {
        let mut codes = self.codes.clone();
        step(&mut codes)?;
        *self = Self::try_from(codes)?;
        Ok(())
    }

    /// Walks up from a code. More steps than there are codes can only go round.
    fn check_above(&self, code: &Code) -> Result<(), Refused> {
        let (mut depth, mut above) = (1, code.parent);
        while let Some(id) = above {
            if id == code.id || depth > self.codes.len() {
                return Err(Refused::Cycle);
            }
            above = self.get(id).ok_or(Refused::Unknown)?.parent;
            depth += 1;
        }
        if depth > DEEPEST { Err(Refused::TooDeep) } else { Ok(()) }
    }
}

fn find(codes: &mut [Code], id: CodeId) -> Result<&mut Code, Refused> {
    codes.iter_mut().find(|code| code.id == id).ok_or(Refused::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(n: u128) -> CodeId {
        CodeId::new(Uuid::from_u128(n))
    }

    fn code(n: u128, parent: Option<u128>) -> Code {
        Code {
            id: id(n),
            labels: InThree {
                fr: format!("code {n}"),
                ..InThree::default()
            },
            definition: InThree::default(),
            parent: parent.map(id),
            colour: Colour::around(1),
        }
    }

    /// 1 › 2 › 3 › 4, and 5 beside.
    fn book() -> Codebook {
        Codebook::try_from(vec![
            code(5, None),
            code(4, Some(3)),
            code(3, Some(2)),
            code(2, Some(1)),
            code(1, None),
        ])
        .unwrap()
    }

    fn numbers(codes: impl IntoIterator<Item = CodeId>) -> Vec<u128> {
        codes.into_iter().map(|id| id.uuid().as_u128()).collect()
    }

    #[test]
    fn colours_are_one_to_eight() {
        assert_eq!(Colour::try_from(0), Err(NotAColour));
        assert_eq!(Colour::try_from(9), Err(NotAColour));
        assert_eq!(Colour::try_from(8).map(u8::from), Ok(8));
        assert!(serde_json::from_str::<Colour>("9").is_err());
    }

    #[test]
    fn a_code_goes_neither_below_itself_nor_too_deep() {
        let mut book = book();
        let before = book.clone();
        assert_eq!(book.place(id(1), Some(id(3))), Err(Refused::Cycle));
        assert_eq!(book.place(id(1), Some(id(1))), Err(Refused::Cycle));
        assert_eq!(book.place(id(5), Some(id(4))), Err(Refused::TooDeep));
        assert_eq!(book.place(id(1), Some(id(5))), Err(Refused::TooDeep));
        assert_eq!(book.place(id(1), Some(id(9))), Err(Refused::Unknown));
        assert_eq!(book.add(code(5, None)), Err(Refused::SameCodeTwice));
        let nameless = Code {
            labels: InThree::default(),
            ..code(6, None)
        };
        assert_eq!(book.add(nameless), Err(Refused::NoLabel));
        assert_eq!(book, before);
        assert_eq!(book.place(id(3), Some(id(5))), Ok(()));
        assert_eq!(numbers(book.path(id(4)).iter().map(|code| code.id)), [5, 3, 4]);
    }

    #[test]
    fn the_outline_has_each_code_before_those_below() {
        let mut book = book();
        book.add(code(6, Some(1))).unwrap();
        let lines: Vec<_> = book
            .outline()
            .iter()
            .map(|(depth, code)| (*depth, code.id.uuid().as_u128()))
            .collect();
        assert_eq!(lines, [(0, 5), (0, 1), (1, 2), (2, 3), (3, 4), (1, 6)]);
        assert_eq!(numbers(book.with_all_below(id(2))), [2, 3, 4]);
    }

    #[test]
    fn only_a_code_without_others_below_is_removed() {
        let mut book = book();
        assert_eq!(book.remove(id(3)), Err(Refused::HasChildren));
        assert_eq!(book.remove(id(4)).map(|code| code.id), Ok(id(4)));
        assert_eq!(book.remove(id(4)), Err(Refused::Unknown));
    }

    #[test]
    fn merged_codes_leave_one_with_all_below() {
        let mut book = book();
        assert_eq!(book.merge(id(2), id(4)), Err(Refused::Cycle));
        assert_eq!(book.merge(id(2), id(2)), Err(Refused::Cycle));
        assert_eq!(book.merge(id(2), id(9)), Err(Refused::Unknown));
        assert_eq!(book.merge(id(2), id(5)), Ok(()));
        assert_eq!(numbers(book.with_all_below(id(5))), [3, 4, 5]);
        assert!(book.get(id(2)).is_none());
    }

    #[test]
    fn a_stored_codebook_is_checked_again() {
        let stored = serde_json::to_string(&book()).unwrap();
        assert_eq!(serde_json::from_str::<Codebook>(&stored).unwrap(), book());
        let round = serde_json::to_string(&[code(1, Some(2)), code(2, Some(1))]).unwrap();
        assert!(serde_json::from_str::<Codebook>(&round).is_err());
    }

    proptest! {
        #[test]
        fn in_whatever_order_codes_are_moved_it_stays_a_tree(
            steps in prop::collection::vec((0u128..10, prop::option::of(0u128..10), 0u8..4), 0..40)
        ) {
            let mut book = Codebook::default();
            for (n, parent, step) in steps {
                let _ = match step {
                    0 => book.add(code(n, parent)),
                    1 => book.place(id(n), parent.map(id)),
                    2 => book.merge(id(n), id(parent.unwrap_or(0))),
                    _ => book.remove(id(n)).map(drop),
                };
                prop_assert_eq!(book.outline().len(), book.codes().len());
                prop_assert!(book.codes().iter().all(|code| (1..=DEEPEST).contains(&book.path(code.id).len())));
                prop_assert!(Codebook::try_from(book.codes().to_vec()).is_ok());
            }
        }
    }
}
