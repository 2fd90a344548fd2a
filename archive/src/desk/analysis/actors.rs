//! Who appears in the stories, what each does there, and which way the change went: an actor table (step 9 of the guide).

use super::group::{By, Group};
use super::table::Coverage;
use super::{Analysis, AnalysisError};
use crate::desk::programmes::Overview;
use method::analysis::acted::{Acted, acted};
use method::analysis::actors::{Played, played};
use method::coding::{Branch, Codebook};
use method::figures::{self, Grouped, PrintedRow, Row};
use method::id::{CodeId, ProgrammeId};
use method::policy::Actor;
use std::collections::BTreeMap;

/// Actors by the direction of change.
pub struct Actors {
    /// The programme, for the names of groups.
    pub overview: Overview,
    /// The codebook.
    pub book: Codebook,
    /// How much is coded.
    pub coverage: Coverage,
    /// The directions.
    pub groups: Vec<Group>,
    /// Each actor that appears, followed by what she does, in the order of the codebook.
    pub rows: Vec<Played>,
    /// The numbers: of coded stories, and row by row.
    pub printed: Grouped,
    /// Who acts on whom, those of most stories, in the order of the codebook.
    pub acted: Vec<Acted>,
    /// The numbers of those, row by row.
    pub acted_printed: Vec<PrintedRow>,
    /// Whether there are more than are shown.
    pub has_more: bool,
}

/// The most lines of who acts on whom.
pub const MOST_ACTED: usize = 30;

impl Actors {
    /// Actors of the codebook that appear in no coded story that the reader may read: who is missing is a finding.
    pub fn missing(&self) -> Vec<CodeId> {
        let root = self.book.branch(Branch::Actors).map(|code| code.id);
        let all = self.book.children(root).filter(|code| root.is_some() && !code.is_retired);
        all.map(|code| code.id)
            .filter(|id| self.rows.iter().all(|(actor, _)| actor != id))
            .collect()
    }
}

impl Analysis<'_> {
    /// In how many of the coded stories that the reader may read each actor appears and does what, by the direction of change.
    /// None where the codebook has no branch of actors.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme.
    pub async fn actors(&self, actor: &Actor, of: ProgrammeId) -> Result<Option<Actors>, AnalysisError> {
        let counted = self.counted(actor, of).await?;
        if counted.book.branch(Branch::Actors).is_none() {
            return Ok(None);
        }
        let groups = Group::all(By::Direction, &counted.overview);
        let mut stories = vec![0; groups.len()];
        let mut counts: BTreeMap<Played, Vec<u64>> = BTreeMap::new();
        let mut acted_counts: BTreeMap<Acted, Vec<u64>> = BTreeMap::new();
        for (story, _) in &counted.coded {
            let group = Group::of(By::Direction, story, &counted.selection);
            let Some(at) = groups.iter().position(|one| *one == group) else {
                continue;
            };
            stories[at] += 1;
            let given = story.codings.iter().filter(|(_, given)| given.holds());
            let given: Vec<_> = given.map(|(_, given)| (given.passage, given.code)).collect();
            for one in played(&counted.book, &given) {
                counts.entry(one).or_insert_with(|| vec![0; groups.len()])[at] += 1;
            }
            for one in acted(&counted.book, &given) {
                acted_counts.entry(one).or_insert_with(|| vec![0; groups.len()])[at] += 1;
            }
        }
        let outline: Vec<CodeId> = counted.book.outline().into_iter().map(|(_, code)| code.id).collect();
        let place = |id: CodeId| outline.iter().position(|other| *other == id);
        let mut rows: Vec<Played> = counts.keys().copied().collect();
        rows.sort_by_key(|(actor, part)| (place(*actor), part.and_then(place)));
        let mut acted: Vec<Acted> = acted_counts.keys().copied().collect();
        let has_more = acted.len() > MOST_ACTED;
        acted.sort_by_key(|one| std::cmp::Reverse(acted_counts.get(one).map(|counts| counts.iter().sum::<u64>())));
        acted.truncate(MOST_ACTED);
        acted.sort_by_key(|((actor, part), (second, _))| (place(*actor), place(*part), place(*second)));
        let row_of = |played: Played| rows.iter().position(|other| *other == played);
        let table = rows.iter().map(|row| Row {
            counts: counts.get(row).cloned().unwrap_or_default(),
            above: row.1.and_then(|_| row_of((row.0, None))).into_iter().collect(),
        });
        // Whoever acts on another does so in no more stories than either does what is said of her.
        let below = acted.iter().map(|one| Row {
            counts: acted_counts.get(one).cloned().unwrap_or_default(),
            above: [one.0, one.1]
                .into_iter()
                .filter_map(|(actor, part)| row_of((actor, Some(part))))
                .collect(),
        });
        let table: Vec<Row> = table.chain(below).collect();
        let mut printed = figures::grouped(&stories, &table)?;
        Ok(Some(Actors {
            acted_printed: printed.rows.split_off(rows.len()),
            printed,
            acted,
            has_more,
            overview: counted.overview,
            book: counted.book,
            coverage: counted.coverage,
            groups,
            rows,
        }))
    }
}
