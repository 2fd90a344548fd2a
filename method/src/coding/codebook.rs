//! A codebook: the codes of a programme as a tree, each with a label and a definition in three languages.

use super::code::{Branch, Code, CodeWords, Step};
use crate::id::CodeId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// How many codes may stand below each other, the topmost counted.
pub const DEEPEST: usize = 4;
/// The most codes of a codebook.
pub const MOST_CODES: usize = 500;

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
            let labels = &code.words.labels;
            if [&labels.fr, &labels.ar, &labels.en]
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

    /// A code and all below it, to search by a broad code. Empty for an unknown code.
    pub fn with_all_below(&self, id: CodeId) -> BTreeSet<CodeId> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<CodeId> = self.get(id).map(|code| code.id).into_iter().collect();
        while let Some(code) = waiting.pop() {
            found.insert(code);
            waiting.extend(self.children(Some(code)).map(|child| child.id));
        }
        found
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
    pub fn describe(&mut self, id: CodeId, words: CodeWords) -> Result<(), Refused> {
        self.change(|codes| {
            find(codes, id)?.words = words;
            Ok(())
        })
    }

    /// Lets a code be given no more, with all below it, or again. Passages that bear it keep it.
    pub fn retire(&mut self, id: CodeId, is_retired: bool) -> Result<(), Refused> {
        find(&mut self.codes, id)?.is_retired = is_retired;
        Ok(())
    }

    /// Whether a code may be given: it is there, and neither it nor one above it is retired.
    pub fn is_given(&self, id: CodeId) -> bool {
        let path = self.path(id);
        !path.is_empty() && path.iter().all(|code| !code.is_retired)
    }

    /// Moves a code one place among those with the same parent; it stays where it is at either end.
    pub fn step(&mut self, id: CodeId, step: Step) -> Result<(), Refused> {
        let parent = self.get(id).ok_or(Refused::Unknown)?.parent;
        let places = self.codes.iter().enumerate().filter(|(_, code)| code.parent == parent);
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        let other = |pair: &[usize]| match step {
            Step::Up => (pair[1], pair[0]),
            Step::Down => (pair[0], pair[1]),
        };
        let pair = places.windows(2).map(other).find(|(own, _)| self.codes[*own].id == id);
        if let Some((own, other)) = pair {
            self.codes.swap(own, other);
        }
        Ok(())
    }

    /// Puts a new code beside another, right after it and under the same one, to take over a part of its passages.
    pub fn split(&mut self, from: CodeId, id: CodeId, words: CodeWords) -> Result<(), Refused> {
        self.change(|codes| {
            let place = codes.iter().position(|code| code.id == from).ok_or(Refused::Unknown)?;
            let parent = codes[place].parent;
            codes.insert(place + 1, Code::new(id, words, parent));
            Ok(())
        })
    }

    /// Takes in codes of a template, each after the one above it; what is called the same, in French, under the same code is there
    /// already. How many are new.
    pub fn take_in(&mut self, codes: Vec<Code>) -> Result<usize, Refused> {
        let before = self.codes.len();
        let mut book = self.clone();
        let mut there = BTreeMap::new();
        for mut code in codes {
            let template_id = code.id;
            code.parent = code.parent.map(|parent| there.get(&parent).copied().unwrap_or(parent));
            let same = |own: &&Code| own.words.labels.fr == code.words.labels.fr;
            let known = book.children(code.parent).find(same).map(|own| own.id);
            let id = if let Some(id) = known {
                id
            } else {
                book.add(code)?;
                template_id
            };
            there.insert(template_id, id);
        }
        *self = book;
        Ok(self.codes.len() - before)
    }

    /// The topmost code of a branch that names actors or their parts; the first, if several say so.
    pub fn branch(&self, branch: Branch) -> Option<&Code> {
        self.children(None).find(|code| code.branch == Some(branch))
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
mod tests;
