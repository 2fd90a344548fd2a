//! Marks and their table. A sheet belongs to a seat until it is counted; the table holds sums and nobody.

use super::{Refused, Scale, Tally};
use crate::id::{SeatId, StoryId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The marks of one seat: for each story one mark a criterion, or one.
pub type Sheet = BTreeMap<StoryId, Vec<u8>>;

/// The sheets handed in, sorted by seat, so that nothing tells who came first. Prints only how many.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Sheets(BTreeMap<SeatId, Sheet>);

impl Sheets {
    /// Takes a sheet in: whole, for exactly these stories.
    ///
    /// # Errors
    /// [`Refused::AlreadyVoted`], [`Refused::SheetIncomplete`], [`Refused::StoryNotInPanel`], [`Refused::MarkOutOfBounds`].
    pub(super) fn put(&mut self, seat: SeatId, sheet: Sheet, stories: &[StoryId], scale: &Scale) -> Result<(), Refused> {
        if self.has(seat) {
            return Err(Refused::AlreadyVoted);
        }
        if sheet.keys().any(|story| !stories.contains(story)) {
            return Err(Refused::StoryNotInPanel);
        }
        let is_whole = |story: &StoryId| sheet.get(story).is_some_and(|marks| marks.len() == scale.marks());
        if !stories.iter().all(is_whole) {
            return Err(Refused::SheetIncomplete);
        }
        if sheet.values().flatten().any(|mark| !(1..=scale.most()).contains(mark)) {
            return Err(Refused::MarkOutOfBounds { most: scale.most() });
        }
        self.0.insert(seat, sheet);
        Ok(())
    }

    pub(super) fn take_out(&mut self, seat: SeatId) {
        self.0.remove(&seat);
    }

    pub(super) fn reseat(&mut self, old: SeatId, new: SeatId) {
        if let Some(sheet) = self.0.remove(&old) {
            self.0.insert(new, sheet);
        }
    }

    pub(super) fn without(&mut self, story: StoryId) {
        for sheet in self.0.values_mut() {
            sheet.remove(&story);
        }
    }

    pub(super) fn has(&self, seat: SeatId) -> bool {
        self.0.contains_key(&seat)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds up the sheets.
    pub(super) fn count(&self, stories: &[StoryId], scale: &Scale, missing: usize) -> Scores {
        let weights = scale.weights();
        let of = |marks: &[u8]| {
            marks
                .iter()
                .zip(&weights)
                .map(|(mark, weight)| u32::from(*mark) * weight)
                .sum::<u32>()
        };
        let mut rows: BTreeMap<_, _> = stories.iter().map(|story| (*story, Score::default())).collect();
        let mut tops = Vec::new();
        for sheet in self.0.values() {
            let given: BTreeMap<_, _> = sheet.iter().map(|(story, marks)| (*story, of(marks))).collect();
            for (story, points) in &given {
                rows.entry(*story).or_default().add(*points);
            }
            let most = given.values().copied().max();
            tops.push(given.into_iter().filter(|one| Some(one.1) == most).map(|one| one.0).collect());
        }
        tops.sort();
        Scores {
            sheets: self.0.len(),
            missing,
            weight: weights.iter().sum(),
            rows,
            tops,
        }
    }
}

impl fmt::Debug for Sheets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sheets({} handed in)", self.len())
    }
}

/// What one story was given, in points: mark × weight, added up over the criteria.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Over all sheets.
    pub points: u32,
    /// The lowest of one sheet.
    pub lowest: u32,
    /// The highest of one sheet.
    pub highest: u32,
}

impl Score {
    fn add(&mut self, points: u32) {
        self.lowest = if self.points == 0 { points } else { self.lowest.min(points) };
        self.highest = self.highest.max(points);
        self.points += points;
    }
}

/// The table of marks. Sheets are whole, so that sums compare as means do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// How many sheets were handed in.
    pub sheets: usize,
    /// How many were present and handed none in.
    pub missing: usize,
    /// The weights of all criteria, added up: what one mark of everything is worth.
    pub weight: u32,
    pub(super) rows: BTreeMap<StoryId, Score>,
    /// The stories that each sheet put highest, sorted, tied to no seat; gone from a record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tops: Vec<BTreeSet<StoryId>>,
}

impl Scores {
    /// The points of each story, to compare as votes are compared.
    pub(super) fn tally(&self) -> Tally {
        let points = |(story, score): (&StoryId, &Score)| (*story, usize::try_from(score.points).unwrap_or(usize::MAX));
        Tally::of_points(self.rows.iter().map(points).collect())
    }

    /// The stories with the highest mean; more than one if tied, none if no sheet was handed in.
    pub fn leaders(&self) -> Vec<StoryId> {
        self.tally().leaders()
    }

    /// How many sheets put none of these highest: those who marked otherwise are asked why.
    pub(super) fn otherwise(&self, chosen: &[StoryId]) -> usize {
        let with_it = |top: &&BTreeSet<StoryId>| top.iter().any(|story| chosen.contains(story));
        self.tops.len() - self.tops.iter().filter(with_it).count()
    }

    pub(super) fn without(&mut self, story: StoryId) {
        self.rows.remove(&story);
        for top in &mut self.tops {
            top.remove(&story);
        }
        self.tops.sort();
    }

    /// As a record keeps it.
    pub(super) fn settled(&self) -> Self {
        Self {
            tops: Vec::new(),
            ..self.clone()
        }
    }

    /// The mean mark of points given by `sheets` sheets, in hundredths, rounded half up.
    pub(super) fn mean(&self, points: u32, sheets: usize) -> u32 {
        let of = u64::from(self.weight) * u64::try_from(sheets).unwrap_or(u64::MAX);
        let hundredths = (u64::from(points) * 200 + of).checked_div(of * 2).unwrap_or(0);
        u32::try_from(hundredths).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Criterion;
    use super::*;
    use uuid::Uuid;

    fn story(n: u128) -> StoryId {
        StoryId::new(Uuid::from_u128(n))
    }

    fn seat(n: u128) -> SeatId {
        SeatId::new(Uuid::from_u128(100 + n))
    }

    fn sheet(marks: &[&[u8]]) -> Sheet {
        (1..).zip(marks).map(|(n, marks)| (story(n), marks.to_vec())).collect()
    }

    /// Two criteria, weights 3 and 1. Sheet A: story 1 has 5 and 1 (3×5 + 1 = 16), story 2 has 3 and 5 (14); sheet B: 4 and 4
    /// (16) against 5 and 2 (17); sheet C: 2 and 2 (8) against 2 and 2 (8). Sums 40 and 39 of 3 sheets and 4 weights: means
    /// 3.33 and 3.25.
    #[test]
    fn two_weighted_criteria_worked_by_hand() {
        let criterion = |name, weight| Criterion::new(name, Some(weight)).expect("in bounds");
        let scale = Scale::new(5, vec![criterion("Durée", 3), criterion("Clarté", 1)]).expect("in bounds");
        let stories = [story(1), story(2)];
        let mut sheets = Sheets::default();
        for (n, marks) in [[[5, 1], [3, 5]], [[4, 4], [5, 2]], [[2, 2], [2, 2]]].iter().enumerate() {
            let sheet = sheet(&[&marks[0], &marks[1]]);
            sheets.put(seat(n as u128), sheet, &stories, &scale).expect("whole");
        }
        let scores = sheets.count(&stories, &scale, 1);
        let first = Score {
            points: 40,
            lowest: 8,
            highest: 16,
        };
        let second = Score {
            points: 39,
            lowest: 8,
            highest: 17,
        };
        assert_eq!(scores.rows, BTreeMap::from([(story(1), first), (story(2), second)]));
        assert_eq!((scores.mean(40, 3), scores.mean(39, 3)), (333, 325));
        assert_eq!(scores.leaders(), [story(1)]);
        assert_eq!((scores.otherwise(&[story(1)]), scores.otherwise(&[story(2)])), (1, 1));
        assert_eq!(format!("{sheets:?}"), "Sheets(3 handed in)");
    }

    #[test]
    fn a_sheet_is_whole_and_within_its_scale() {
        let scale = Scale::new(5, Vec::new()).expect("in bounds");
        let stories = [story(1), story(2)];
        let mut sheets = Sheets::default();
        let mut put = |marks: &[&[u8]]| sheets.put(seat(1), sheet(marks), &stories, &scale);
        assert_eq!(put(&[&[5]]), Err(Refused::SheetIncomplete));
        assert_eq!(put(&[&[5], &[4, 4]]), Err(Refused::SheetIncomplete));
        assert_eq!(put(&[&[5], &[4], &[4]]), Err(Refused::StoryNotInPanel));
        for wrong in [0, 6] {
            assert_eq!(put(&[&[5], &[wrong]]), Err(Refused::MarkOutOfBounds { most: 5 }));
        }
        assert_eq!(put(&[&[5], &[1]]), Ok(()));
        assert_eq!(put(&[&[5], &[1]]), Err(Refused::AlreadyVoted));
    }
}
