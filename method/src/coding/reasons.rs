//! What a panel wrote that bears codes, too: why it chose a story, and what those think who voted otherwise. Both are read as a
//! whole: a reason is a few sentences.

use crate::panel::{Dissent, Record, Words};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A text of a record, by its place: a closed record keeps its order, whatever is taken out of it later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Why a story was chosen.
    Why(usize),
    /// A view of those who voted otherwise.
    View(usize),
}

/// Not what [`Unit`] prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no text of a record")]
pub struct NotAUnit;

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Why(place) => write!(f, "why-{place}"),
            Self::View(place) => write!(f, "view-{place}"),
        }
    }
}

impl FromStr for Unit {
    type Err = NotAUnit;

    fn from_str(text: &str) -> Result<Self, NotAUnit> {
        let (kind, place) = text.split_once('-').ok_or(NotAUnit)?;
        let place = place.parse().map_err(|_| NotAUnit)?;
        match kind {
            "why" => Ok(Self::Why(place)),
            "view" => Ok(Self::View(place)),
            _ => Err(NotAUnit),
        }
    }
}

/// The texts of a record that bear codes; not those that a withdrawal took out.
pub fn units(record: &Record) -> Vec<(Unit, &str)> {
    let views: &[Words] = match &record.dissent {
        Dissent::Spoken { views } => views,
        Dissent::NotAsked | Dissent::Declined => &[],
    };
    let why = record.reasons.iter().enumerate();
    let why = why.map(|(place, reason)| (Unit::Why(place), &reason.words));
    let views = views.iter().enumerate().map(|(place, view)| (Unit::View(place), view));
    why.chain(views)
        .filter_map(|(unit, words)| Some((unit, words.text()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_as_it_prints() {
        for unit in [Unit::Why(0), Unit::View(12)] {
            assert_eq!(unit.to_string().parse(), Ok(unit));
        }
        for text in ["", "why", "why-", "why-x", "other-1", "why--1"] {
            assert_eq!(text.parse::<Unit>(), Err(NotAUnit), "{text}");
        }
    }
}
