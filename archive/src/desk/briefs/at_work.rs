//! A brief on its writer's table, with what can be put into it.

use super::issue::{self, Issue};
use super::kept::by_id;
use super::uses::uses;
use super::{Briefs, BriefsError, Draft, newest_first, past, writer};
use crate::desk::excerpts::{Excerpts, Quotable};
use crate::desk::images::{self, Kept};
use crate::desk::indicators::{self, Versioned};
use crate::desk::people;
use chrono::{DateTime, Utc};
use method::brief::{Addressee, Cited, Counsel, Reference, counsel, parse, unverified};
use method::consent::Purpose;
use method::id::{AccountId, BriefId, ProgrammeId};
use method::policy::Actor;
use method::story::Direction;
use std::collections::BTreeMap;

/// A brief with everything that its writer works with.
#[derive(Clone, PartialEq, Eq)]
pub struct AtWork {
    /// Its id.
    pub id: BriefId,
    /// The version to name when saving.
    pub version: i32,
    /// The text as it was last saved.
    pub draft: Draft,
    /// Excerpts that may be quoted in an advocacy brief today, each with how many issues of the last twelve months hold words of
    /// the same teller.
    pub shelf: Vec<(Quotable, usize)>,
    /// Tables of indicators.
    pub figures: Vec<Versioned>,
    /// Pictures that somebody described, the newest first.
    pub images: Vec<Kept>,
    /// What went out of it, newest first.
    pub issues: Vec<Issue>,
    /// To whom a coordinator let it go in this version; asked once more when it is issued, of what it looks like then.
    pub signed_off: Vec<Addressee>,
    /// When the program took words of a withdrawn story out of it, if nobody has saved it since.
    pub taken_out: Option<DateTime<Utc>>,
    /// What colleagues are called, for who signed off.
    pub names: BTreeMap<AccountId, String>,
}

impl AtWork {
    /// Of how many stories, of all that the brief quotes as it was last saved, not every claim was found to hold.
    pub fn unverified(&self) -> Option<(usize, usize)> {
        let quoted = parse(&self.draft.body).unwrap_or_default().references();
        let own = self.shelf.iter().map(|(one, _)| one);
        let own = own.filter(|one| quoted.contains(&Reference::Excerpt(one.id)));
        unverified(own.map(|one| (one.story, one.verdict)))
    }

    /// What to think about before the brief goes out as it was last saved, and the excerpts of other stories on the shelf that
    /// tell of a setback or a lesson, if it tells of successes alone. Nothing of a text that cannot be read.
    pub fn counsel(&self) -> (Vec<Counsel>, Vec<&Quotable>) {
        let quoted = parse(&self.draft.body).unwrap_or_default().references();
        let cited: Vec<Cited> = self
            .shelf
            .iter()
            .filter(|(one, _)| quoted.contains(&Reference::Excerpt(one.id)))
            .map(|(one, issues)| Cited {
                teller: one.teller,
                direction: one.direction,
                issues: *issues,
            })
            .collect();
        let all = counsel(&cited);
        let mut beside = Vec::new();
        if all.contains(&Counsel::SuccessesAlone) {
            let others = self.shelf.iter().map(|(one, _)| one);
            beside.extend(others.filter(|one| one.direction != Direction::Good));
        }
        (all, beside)
    }
}

impl Briefs<'_> {
    /// A brief with what can be put into it.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`].
    pub async fn open(&self, actor: &Actor, programme: ProgrammeId, id: BriefId) -> Result<AtWork, BriefsError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let (kept, version) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let figures = indicators::all(&mut tx, &keys, programme).await?;
        let mut images = images::all(&mut tx, &keys, programme).await?;
        images.retain(|one| one.image.described.is_some());
        let versions = past::versions(&mut tx, &keys, programme, id, (&kept, version)).await?;
        let remarks = past::remarks(&mut tx, &keys, programme, id).await?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let mut issues = issue::all(&mut tx, &keys, programme).await?;
        let times = uses(&mut tx, &keys, programme, self.0.clock.now()).await?;
        drop(tx);
        let quotable = Excerpts(self.0).quotable(actor, programme, Purpose::AdvocacyBrief).await?;
        let with_uses = |one: Quotable| {
            let uses = times.get(&one.teller).copied().unwrap_or_default();
            (one, uses.recent)
        };
        Ok(AtWork {
            signed_off: remarks.signed_off(version, None),
            taken_out: past::taken_out(&versions),
            names,
            id,
            version,
            draft: kept.draft,
            shelf: quotable.into_iter().map(with_uses).collect(),
            figures,
            images,
            issues: newest_first(issues.extract_if(.., |issue| issue.brief == id)),
        })
    }
}
