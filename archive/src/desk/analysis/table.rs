//! Codes by groups of stories, and codes by codes: counted once a story, whatever it bears how often.

use super::comparison::{Comparison, compared};
use super::crossing::{Crossing, borne};
use super::group::{By, Choice, Group, Selection};
use super::read::{self, Story};
use super::{Analysis, AnalysisError, analyst};
use crate::desk::coding;
use crate::desk::programmes::{Overview, Programmes};
use crate::error::Fault;
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

/// Codes by groups of stories.
pub struct Spread {
    /// The programme, for the names of groups.
    pub overview: Overview,
    /// The codebook.
    pub book: Codebook,
    /// How much is coded.
    pub coverage: Coverage,
    /// The group within which stories are counted; none where all are.
    pub within: Option<Group>,
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
    /// Those without a coding.
    pub(super) uncoded: Vec<Story>,
    pub(super) coverage: Coverage,
}

impl Counted {
    /// The groups of a kind, those without a coded story too.
    pub(super) fn groups(&self, by: By) -> Vec<Group> {
        let mut groups = Group::all(by, &self.overview);
        for (story, _) in &self.coded {
            let group = Group::of(by, story, &self.selection);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    fn tally(&self, by: By) -> Tally {
        let groups = self.groups(by);
        let place = |story: &Story| {
            let group = Group::of(by, story, &self.selection);
            groups.iter().position(|one| *one == group)
        };
        let (stories, codes, rows) = self.count(groups.len(), place);
        Tally {
            groups,
            stories,
            codes,
            rows,
        }
    }

    /// How many coded stories stand in each of some places, and how many of those bear each code; the codes that some story bears,
    /// in the order of the codebook.
    pub(super) fn count(&self, places: usize, place: impl Fn(&Story) -> Option<usize>) -> (Vec<u64>, Vec<CodeId>, Vec<Row>) {
        let mut stories = vec![0; places];
        let mut counts: BTreeMap<CodeId, Vec<u64>> = BTreeMap::new();
        for (story, borne) in &self.coded {
            let Some(at) = place(story) else { continue };
            stories[at] += 1;
            for code in borne {
                counts.entry(*code).or_insert_with(|| vec![0; places])[at] += 1;
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
        let rows = codes.iter().map(|code| Row {
            counts: counts.get(code).cloned().unwrap_or_default(),
            above: above(*code).into_iter().collect(),
        });
        let rows = rows.collect();
        (stories, codes, rows)
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
    /// How codes are spread over groups of the coded stories that the reader may read; of all, or of those within one group of
    /// another kind.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme, and for a group that is not in it or of the kind by
    /// which the stories are grouped.
    pub async fn spread(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        by: By,
        within: Option<Group>,
    ) -> Result<Spread, AnalysisError> {
        let mut counted = self.counted(actor, of).await?;
        let (groups, codes, printed) = match within {
            None => {
                let tally = counted.tally(by);
                let printed = tally.printed()?;
                (tally.groups, tally.codes, printed)
            }
            Some(within) => {
                let crossing = Crossing::of(&counted, by, within)?;
                // So many numbers at once take longer than others may wait.
                let crossed = tokio::task::spawn_blocking(move || crossing.printed()).await;
                let (crossing, printed) = crossed.map_err(|_| Fault::Stopped)??;
                counted.coverage = counted.coverage_within(within, &printed)?;
                let (codes, printed) = borne(crossing.codes, printed);
                (crossing.groups, codes, printed)
            }
        };
        let compares = by == By::Choice;
        let comparisons = printed
            .rows
            .iter()
            .map(|row| compares.then(|| compared(&groups, &printed, row)).flatten());
        Ok(Spread {
            comparisons: comparisons.collect(),
            overview: counted.overview,
            book: counted.book,
            coverage: counted.coverage,
            within,
            groups,
            codes,
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
        let (coded, uncoded): (Vec<_>, Vec<_>) = stories.into_iter().partition(Story::is_coded);
        let coded: Vec<_> = coded
            .into_iter()
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
            uncoded,
        };
        counted.coverage.chosen = counted.of_chosen(chosen, all)?;
        Ok(counted)
    }
}

pub(super) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
