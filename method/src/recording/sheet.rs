//! Answers as they were typed, in order; a name may come more than once. Prints no answer.

use super::NEVER_KEPT;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// Names and answers of a form.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sheet(Vec<(String, String)>);

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sheet({} answers)", self.0.len())
    }
}

impl Sheet {
    /// From names and answers.
    pub fn new(answers: Vec<(String, String)>) -> Self {
        Self(answers)
    }

    /// Names and answers, in order.
    pub fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, answer)| (name.as_str(), answer.as_str()))
    }

    /// The first answer of a name; empty if there is none. Line ends are brought to `\n`.
    pub fn get(&self, name: &str) -> String {
        self.0
            .iter()
            .find(|(one, _)| one == name)
            .map(|(_, answer)| answer.replace("\r\n", "\n"))
            .unwrap_or_default()
    }

    /// Every answer of a name, without the spaces around it.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(one, _)| one == name)
            .map(|(_, answer)| answer.trim().to_owned())
            .collect()
    }

    /// The same answers with another one for a name.
    #[must_use]
    pub fn with(mut self, name: &str, answer: impl Into<String>) -> Self {
        self.0.retain(|(one, _)| one != name);
        self.0.push((name.to_owned(), answer.into()));
        self
    }

    /// The same answers but for those of some names.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// The same answers without those that are acted on and never kept ([`NEVER_KEPT`]).
    #[must_use]
    pub fn kept(self) -> Self {
        self.without(&NEVER_KEPT)
    }

    /// Opens a sheet that was kept, without what is never kept: it was, once.
    pub(super) fn opened<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::deserialize(from).map(Self::kept)
    }

    /// The same answers, and more after them.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }
}
