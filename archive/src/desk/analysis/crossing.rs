//! Codes by one kind of groups within one group of another (sites within a period, …). All of the crossing is weighed at once, with
//! what stands on the tables by either kind alone, and one group of it is shown.

use super::AnalysisError;
use super::group::{By, Group};
use super::table::{Counted, Coverage, number};
use method::figures::{self, Grouped, NotATable, Printable, Row};
use method::id::CodeId;

/// Codes by pairs of groups, before anything is hidden. Whoever asks for sites within a period and for periods within a site gets slices
/// of one crossing, weighed in one order: two that hide different numbers would tell each other's.
pub(super) struct Crossing {
    /// The groups that are shown.
    pub(super) groups: Vec<Group>,
    pub(super) codes: Vec<CodeId>,
    /// How many groups the first kind has, and the second, which runs faster.
    sizes: (usize, usize),
    within: Within,
    stories: Vec<u64>,
    rows: Vec<Row>,
}

/// The group within which a table is shown, by its number.
enum Within {
    First(usize),
    Second(usize),
}

impl Crossing {
    /// Counts; refused, where the group is of the same kind or is none of the programme's.
    pub(super) fn of(counted: &Counted, by: By, within: Group) -> Result<Self, AnalysisError> {
        let (groups, others) = (counted.groups(by), counted.groups(within.by()));
        let at = others.iter().position(|one| *one == within);
        let at = at.filter(|_| within.by() != by).ok_or(AnalysisError::NotFound)?;
        let place = |by: By, groups: &[Group], story: &_| {
            let group = Group::of(by, story, &counted.selection);
            groups.iter().position(|one| *one == group)
        };
        let is_first = |by: By| By::ALL.iter().position(|one| *one == by);
        let (first, second, within) = if is_first(by) < is_first(within.by()) {
            ((by, &groups), (within.by(), &others), Within::Second(at))
        } else {
            ((within.by(), &others), (by, &groups), Within::First(at))
        };
        let sizes = (first.1.len(), second.1.len());
        let (stories, codes, rows) = counted.count(sizes.0 * sizes.1, |story| {
            Some(place(first.0, first.1, story)? * sizes.1 + place(second.0, second.1, story)?)
        });
        Ok(Self {
            groups,
            codes,
            sizes,
            within,
            stories,
            rows,
        })
    }

    /// The numbers of the group that is shown. Takes its time.
    pub(super) fn printed(self) -> Result<(Self, Grouped), NotATable> {
        let crossed = figures::crossed(self.sizes, &self.stories, &self.rows)?;
        let printed = match self.within {
            Within::First(at) => crossed.within_first(at),
            Within::Second(at) => crossed.within_second(at),
        };
        Ok((self, printed.ok_or(NotATable::Ragged)?))
    }
}

impl Counted {
    /// How many of the stories within a group are coded. Of how many is said where the first number is.
    pub(super) fn coverage_within(&self, within: Group, printed: &Grouped) -> Result<Coverage, NotATable> {
        let groups = self.groups(within.by());
        let all = || self.coded.iter().map(|(story, _)| story).chain(&self.uncoded);
        let of_each = groups.iter().map(|group| {
            let there = all().filter(|story| Group::of(within.by(), story, &self.selection) == *group);
            number(there.count())
        });
        let of_each: Vec<u64> = of_each.collect();
        let at = groups.iter().position(|group| *group == within).ok_or(NotATable::Ragged)?;
        let coded = printed.stories.total;
        let (shown, _) = figures::list(&of_each)?;
        Ok(Coverage {
            coded,
            of: if coded.is_hidden() { coded } else { shown[at] },
            is_whole: coded.is_hidden() || coded.number() == Some(of_each[at]),
            chosen: None,
        })
    }
}

/// The codes of which a number other than nought is printed, or one is hidden.
pub(super) fn borne(codes: Vec<CodeId>, printed: Grouped) -> (Vec<CodeId>, Grouped) {
    let is_nought = |number: &Printable| number.number() == Some(0);
    let rows = codes.into_iter().zip(printed.rows);
    let borne = rows.filter(|(_, row)| !row.counts.iter().chain([&row.total]).all(is_nought));
    let (codes, rows) = borne.unzip();
    (
        codes,
        Grouped {
            stories: printed.stories,
            rows,
        },
    )
}
