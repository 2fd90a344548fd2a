//! Codes by groups of stories, and codes by codes: counted once a story, whatever it bears how often.

use super::group::{By, Choice, Group, Selection};
use super::read::{self, Story};
use super::{Analysis, AnalysisError, analyst};
use crate::desk::coding;
use crate::desk::programmes::{Overview, Programmes};
use method::analysis::fisher::TwoByTwo;
use method::coding::Codebook;
use method::figures::{self, Grouped, MOST_PAIRED, NotATable, Printable, Row};
use method::id::{CodeId, ProgrammeId};
use method::policy::Actor;
use std::collections::{BTreeMap, BTreeSet};

/// How many of the stories that the reader may read are coded: what every figure is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Those with a coding.
    pub coded: Printable,
    /// All that she may read.
    pub of: Printable,
    /// Whether all are coded, so that a figure speaks of all.
    pub is_whole: bool,
    /// Of those that a panel chose, how many are coded, and how many they are; none where none was chosen.
    pub chosen: Option<(Printable, Printable)>,
}

/// Chosen stories compared with those that a panel read and did not choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Fisher's exact test, two-sided.
    pub p: f64,
    /// How many times the odds of the chosen are those of the others; none where that divides by nought.
    pub odds_ratio: Option<f64>,
}

/// Codes by groups of stories.
pub struct Spread {
    /// The programme, for the names of groups.
    pub overview: Overview,
    /// The codebook.
    pub book: Codebook,
    /// How much is coded.
    pub coverage: Coverage,
    /// The groups.
    pub groups: Vec<Group>,
    /// The codes that some coded story bears, in the order of the codebook; a code counts those below it.
    pub codes: Vec<CodeId>,
    /// The numbers: of coded stories, and row by row of the codes.
    pub printed: Grouped,
    /// Row by row, where stories are grouped by choice and all four numbers of the test are printed.
    pub comparisons: Vec<Option<Comparison>>,
}

/// Codes by codes.
pub struct Pairs {
    /// The codebook.
    pub book: Codebook,
    /// How much is coded.
    pub coverage: Coverage,
    /// The codes borne by most stories.
    pub codes: Vec<CodeId>,
    /// How many stories bear both; on the diagonal, how many bear the code.
    pub both: Vec<Vec<Printable>>,
    /// Whether there are more codes than are shown.
    pub has_more: bool,
}

/// Codes by groups of stories, before anything is hidden.
struct Tally {
    groups: Vec<Group>,
    /// How many stories each group has.
    stories: Vec<u64>,
    codes: Vec<CodeId>,
    rows: Vec<Row>,
}

impl Tally {
    fn printed(&self) -> Result<Grouped, NotATable> {
        figures::grouped(&self.stories, &self.rows)
    }
}

/// What is counted.
pub(super) struct Counted {
    pub(super) overview: Overview,
    pub(super) book: Codebook,
    pub(super) selection: Selection,
    /// Coded stories with the codes that each bears.
    pub(super) coded: Vec<(Story, BTreeSet<CodeId>)>,
    pub(super) coverage: Coverage,
}

impl Counted {
    fn tally(&self, by: By) -> Tally {
        let mut groups = Group::all(by, &self.overview);
        for (story, _) in &self.coded {
            let group = Group::of(by, story, &self.selection);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        let mut stories = vec![0; groups.len()];
        let mut counts: BTreeMap<CodeId, Vec<u64>> = BTreeMap::new();
        for (story, borne) in &self.coded {
            let group = Group::of(by, story, &self.selection);
            let Some(at) = groups.iter().position(|one| *one == group) else {
                continue;
            };
            stories[at] += 1;
            for code in borne {
                counts.entry(*code).or_insert_with(|| vec![0; groups.len()])[at] += 1;
            }
        }
        let outline = self.book.outline();
        let codes: Vec<CodeId> = outline
            .iter()
            .map(|(_, code)| code.id)
            .filter(|code| counts.contains_key(code))
            .collect();
        // What bears a code bears those above it, so that each row but the topmost finds the one above.
        let above = |code: CodeId| {
            let parent = self.book.get(code)?.parent?;
            codes.iter().position(|other| *other == parent)
        };
        let rows = codes
            .iter()
            .map(|code| Row {
                counts: counts.get(code).cloned().unwrap_or_default(),
                above: above(*code),
            })
            .collect();
        Tally {
            groups,
            stories,
            codes,
            rows,
        }
    }

    /// Of `all` stories, the `chosen` ones: how many are coded, and how many they are. No more is said than the table by choice
    /// says, on which the first number stands, too; beside all stories the second tells how many were not chosen.
    fn of_chosen(&self, chosen: usize, all: usize) -> Result<Option<(Printable, Printable)>, NotATable> {
        if chosen == 0 {
            return Ok(None);
        }
        let by_choice = self.tally(By::Choice);
        let at = by_choice
            .groups
            .iter()
            .position(|group| *group == Group::Choice(Choice::Chosen));
        let coded = by_choice.printed()?.stories.counts;
        let (shown, _) = figures::list(&[number(chosen), number(all.saturating_sub(chosen))])?;
        Ok(at.and_then(|at| coded.get(at).copied()).zip(shown.first().copied()))
    }
}

impl Analysis<'_> {
    /// How codes are spread over groups of the coded stories that the reader may read.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme.
    pub async fn spread(&self, actor: &Actor, of: ProgrammeId, by: By) -> Result<Spread, AnalysisError> {
        let counted = self.counted(actor, of).await?;
        let tally = counted.tally(by);
        let printed = tally.printed()?;
        let comparisons = printed.rows.iter().map(|row| {
            if by == By::Choice {
                compared(&tally.groups, &printed, row)
            } else {
                None
            }
        });
        Ok(Spread {
            comparisons: comparisons.collect(),
            overview: counted.overview,
            book: counted.book,
            coverage: counted.coverage,
            groups: tally.groups,
            codes: tally.codes,
            printed,
        })
    }

    /// Which codes stand together in how many of the coded stories that the reader may read.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme.
    pub async fn pairs(&self, actor: &Actor, of: ProgrammeId) -> Result<Pairs, AnalysisError> {
        let counted = self.counted(actor, of).await?;
        let mut totals: BTreeMap<CodeId, u64> = BTreeMap::new();
        for code in counted.coded.iter().flat_map(|(_, borne)| borne) {
            *totals.entry(*code).or_default() += 1;
        }
        let outline: Vec<CodeId> = counted.book.outline().iter().map(|(_, code)| code.id).collect();
        let mut codes: Vec<CodeId> = outline.iter().copied().filter(|code| totals.contains_key(code)).collect();
        let has_more = codes.len() > MOST_PAIRED;
        codes.sort_by_key(|code| std::cmp::Reverse(totals.get(code)));
        codes.truncate(MOST_PAIRED);
        codes.sort_by_key(|code| outline.iter().position(|other| other == code));
        let with_both = |one: &CodeId, other: &CodeId| {
            let stories = counted
                .coded
                .iter()
                .filter(|(_, borne)| borne.contains(one) && borne.contains(other));
            number(stories.count())
        };
        let both: Vec<Vec<u64>> = codes
            .iter()
            .map(|one| codes.iter().map(|other| with_both(one, other)).collect())
            .collect();
        Ok(Pairs {
            both: figures::paired(number(counted.coded.len()), &both)?,
            book: counted.book,
            coverage: counted.coverage,
            codes,
            has_more,
        })
    }

    pub(super) async fn counted(&self, actor: &Actor, of: ProgrammeId) -> Result<Counted, AnalysisError> {
        analyst(actor, of)?;
        let keys = self.0.keys()?;
        let overview = Programmes(self.0).overview(actor, of).await?;
        let mut tx = self.0.content.read().await?;
        let book = coding::codebook(&mut tx, &keys, of)
            .await?
            .map(|(book, _)| book)
            .unwrap_or_default();
        let selection = read::selection(&mut tx, &keys, actor, of).await?;
        let stories = read::stories(&mut tx, &keys, actor, of, self.0.clock.now()).await?;
        drop(tx);
        let all = stories.len();
        let chosen = stories.iter().filter(|story| selection.chosen.contains(&story.id)).count();
        let coded = stories.into_iter().filter(Story::is_coded);
        let coded: Vec<_> = coded
            .map(|story| {
                let borne = story.borne(&book);
                (story, borne)
            })
            .collect();
        let mut counted = Counted {
            coverage: Coverage {
                coded: figures::count(number(coded.len())),
                of: figures::count(number(all)),
                is_whole: coded.len() == all,
                chosen: None,
            },
            overview,
            book,
            selection,
            coded,
        };
        counted.coverage.chosen = counted.of_chosen(chosen, all)?;
        Ok(counted)
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The test of a row, if everything that it is computed from is printed anyway.
fn compared(groups: &[Group], printed: &Grouped, row: &figures::PrintedRow) -> Option<Comparison> {
    let at = |choice| groups.iter().position(|group| *group == Group::Choice(choice));
    let (chosen, other) = (at(Choice::Chosen)?, at(Choice::NotChosen)?);
    let (of, of_other) = (
        printed.stories.counts[chosen].number()?,
        printed.stories.counts[other].number()?,
    );
    let (with, other_with) = (row.counts[chosen].number()?, row.counts[other].number()?);
    if of == 0 || of_other == 0 {
        return None;
    }
    let table = TwoByTwo {
        with,
        without: of.checked_sub(with)?,
        other_with,
        other_without: of_other.checked_sub(other_with)?,
    };
    Some(Comparison {
        p: table.p()?,
        odds_ratio: table.odds_ratio(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_stories_are_compared_where_all_four_numbers_are_printed() {
        let groups = [Choice::Chosen, Choice::NotChosen, Choice::NotRead].map(Group::Choice);
        let row = |counts: [u64; 3]| Row {
            counts: counts.to_vec(),
            above: None,
        };
        let rows = [row([20, 10, 5]), row([3, 10, 5]), row([0, 20, 5]), row([30, 20, 5])];
        let printed = figures::grouped(&[30, 40, 10], &rows).expect("a table");
        let compared: Vec<_> = printed.rows.iter().map(|row| compared(&groups, &printed, row)).collect();
        let first = compared[0].expect("all is printed");
        // The sum of all hypergeometric probabilities at most as large; the odds are (20 · 30) / (10 · 10).
        assert!((first.p - 0.000_655_677).abs() < 1e-9, "{}", first.p);
        assert_eq!(first.odds_ratio, Some(6.0));
        assert_eq!(compared[1], None, "a number is hidden");
        assert_eq!(compared[2].and_then(|one| one.odds_ratio), Some(0.0));
        assert_eq!(compared[3].map(|one| one.odds_ratio), Some(None), "all chosen ones bear it");
        assert!(super::compared(&groups[..1], &printed, &printed.rows[0]).is_none());
    }
}
