//! The briefs desk: an advocacy officer writes, quotes approved excerpts by reference and issues what she wrote. A draft holds
//! no word of a story, only references; the words are fetched, and consent is asked, each time that it is shown or written.

mod attack;
mod gather;
mod guarded;
mod issue;
mod kept;
mod linked;
mod recall;

pub use gather::Trouble;
pub use guarded::Guarded;
pub use issue::{File, Format, Issue, To};
pub(crate) use kept::titles_with;
pub use linked::Told;
pub(crate) use recall::forget_story;
pub use recall::{Recall, Why};

use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::desk::excerpts::{Excerpts, ExcerptsError, Quotable};
use crate::desk::indicators::{self, Versioned};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self, Document};
use crate::store::{StoreError, Tx, issues as rows};
use crate::{House, allowed};
use chrono::{DateTime, Utc};
use gather::gather;
use guarded::guarded;
use kept::{Kept, all, by_id, seal};
use method::brief::{Cited, Counsel, LONGEST, Reference, counsel, is_recent, parse};
use method::consent::Purpose;
use method::id::{AccountId, BriefId, ProgrammeId, StoryId};
use method::language::PageLanguage;
use method::policy::{Action, Actor, Subject};
use method::story::Direction;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// The most letters of the reason for letting a brief go out although the guard warns.
pub const DESPITE_LETTERS: usize = 1_000;
/// The most letters of a brief's title, and of each other line of its head.
pub const LINE_LETTERS: usize = 300;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum BriefsError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// A brief has a title.
    #[error("a brief has a title")]
    TitleMissing,
    /// The name under which the project stands below each quotation is missing.
    #[error("the project has a name")]
    ProjectMissing,
    /// Title, project or how the stories were selected has more than [`LINE_LETTERS`].
    #[error("a line is too long")]
    LineTooLong,
    /// The text has more than [`LONGEST`] bytes.
    #[error("the brief has {bytes} bytes, more than {LONGEST}")]
    TooLong {
        /// How many there are.
        bytes: usize,
    },
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// To whom exactly the brief goes is said in more than [`method::brief::ADDRESSEE_LETTERS`].
    #[error("the words for the addressee are too long")]
    AddresseeTooLong,
    /// A combination gives somebody away: it goes out only for a reason, in at most [`DESPITE_LETTERS`].
    #[error("a combination gives somebody away")]
    GivesAway(Guarded),
    /// It cannot leave the house as it stands.
    #[error("the brief cannot be issued or handed over")]
    Troubled(Vec<Trouble>),
    /// What would be handed over now is not, byte by byte, what was issued.
    #[error("the file is no longer what was issued")]
    Differs(Vec<crate::desk::excerpts::Opening>),
    /// The pages could not be made.
    #[error(transparent)]
    Export(#[from] archive_export::ExportError),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for BriefsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ExcerptsError> for BriefsError {
    fn from(error: ExcerptsError) -> Self {
        match error {
            ExcerptsError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// A brief as it is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its title.
    pub title: String,
    /// The language of the brief, its attributions and its foot.
    pub language: PageLanguage,
    /// The project's bare name, as it stands below each quotation.
    pub project: String,
    /// How the stories were selected: a phrase in the brief's language; empty if it was not said.
    pub selected: String,
    /// Markdown with references.
    pub body: String,
}

/// A brief in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: BriefId,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: PageLanguage,
    /// When it was last written.
    pub at: DateTime<Utc>,
    /// What went out of it, newest first.
    pub issues: Vec<Issue>,
}

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
    /// the same story.
    pub shelf: Vec<(Quotable, usize)>,
    /// Tables of indicators.
    pub figures: Vec<Versioned>,
    /// What went out of it, newest first.
    pub issues: Vec<Issue>,
    /// What the jigsaw guard says of it as it was last saved, by itself.
    pub guarded: Guarded,
}

impl AtWork {
    /// What to think about before the brief goes out as it was last saved, and the excerpts of other stories on the shelf that
    /// tell of a setback or a lesson, if it tells of successes alone. Nothing of a text that cannot be read.
    pub fn counsel(&self) -> (Vec<Counsel>, Vec<&Quotable>) {
        let quoted = parse(&self.draft.body).unwrap_or_default().references();
        let cited: Vec<Cited> = self
            .shelf
            .iter()
            .filter(|(one, _)| quoted.contains(&Reference::Excerpt(one.id)))
            .map(|(one, issues)| Cited {
                story: one.story,
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

/// What a text looks like as a brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// The brief as HTML, from its `h1` to its foot, every word escaped.
    Shown(String),
    /// Why it cannot be shown.
    Troubled(Vec<Trouble>),
}

/// The briefs desk.
pub struct Briefs<'a>(pub(crate) &'a House);

impl Briefs<'_> {
    /// The programme's briefs, the newest first.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`] for whoever does not write briefs.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Listed>, BriefsError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut issues = issue::all(&mut tx, &keys, programme).await?;
        let mut listed: Vec<Listed> = all(&mut tx, &keys, programme)
            .await?
            .into_iter()
            .map(|(id, _, kept)| Listed {
                id,
                title: kept.draft.title,
                language: kept.draft.language,
                at: kept.at,
                issues: newest_first(issues.extract_if(.., |issue| issue.brief == id)),
            })
            .collect();
        listed.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(listed)
    }

    /// Begins a brief.
    ///
    /// # Errors
    /// [`BriefsError::TitleMissing`] and the others that a draft can have.
    pub async fn begin(&self, actor: &Actor, programme: ProgrammeId, draft: Draft) -> Result<BriefId, BriefsError> {
        let by = writer(actor, programme)?;
        let kept = self.kept(draft, by)?;
        let keys = self.0.keys()?;
        let id = BriefId::new(ordered_id());
        let row = seal(&keys, programme, id, 1, &kept).await?;
        let mut tx = self.0.content.write().await?;
        documents::add(&mut tx, Document::Brief, programme, &row).await?;
        self.note(&mut tx, &keys, by, Deed::BriefWritten, id).await?;
        tx.commit().await?;
        Ok(id)
    }

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
        let mut issues = issue::all(&mut tx, &keys, programme).await?;
        let mut times: BTreeMap<StoryId, usize> = BTreeMap::new();
        let now = self.0.clock.now();
        let recent: BTreeSet<_> = issues
            .iter()
            .filter(|issue| is_recent(issue.at, now))
            .map(|issue| issue.id.uuid())
            .collect();
        let uses = rows::uses(&mut tx, programme).await?;
        for used in uses.into_iter().filter(|used| recent.contains(&used.issue_id)) {
            *times.entry(StoryId::new(used.story_id)).or_default() += 1;
        }
        drop(tx);
        let quotable = Excerpts(self.0).quotable(actor, programme, Purpose::AdvocacyBrief).await?;
        let with_uses = |one: Quotable| {
            let uses = times.get(&one.story).copied().unwrap_or_default();
            (one, uses)
        };
        let references = parse(&kept.draft.body).unwrap_or_default().references();
        // In the order of the brief.
        let is_meant = |reference: &Reference, one: &Quotable| *reference == Reference::Excerpt(one.id);
        let quoted = references
            .iter()
            .filter_map(|reference| quotable.iter().find(|one| is_meant(reference, one)));
        let quoted: Vec<Quotable> = quoted.cloned().collect();
        let mut tx = self.0.content.read().await?;
        let mut printed = Vec::new();
        for reference in &references {
            if let Reference::Figure(id) = reference {
                printed.extend(indicators::figure(&mut tx, &keys, programme, *id).await?);
            }
        }
        let guarded = guarded(&mut tx, &keys, programme, &quoted, &printed, None).await?;
        drop(tx);
        Ok(AtWork {
            guarded,
            id,
            version,
            draft: kept.draft,
            shelf: quotable.into_iter().map(with_uses).collect(),
            figures,
            issues: newest_first(issues.extract_if(.., |issue| issue.brief == id)),
        })
    }

    /// Saves a brief over the version that its writer read. A text with faults is saved all the same: they are shown beside it,
    /// and it cannot be issued with them.
    ///
    /// # Errors
    /// [`BriefsError::Conflict`] if somebody saved in between; [`BriefsError::TitleMissing`], [`BriefsError::ProjectMissing`],
    /// [`BriefsError::LineTooLong`], [`BriefsError::TooLong`].
    pub async fn revise(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: BriefId,
        draft: Draft,
        read_version: i32,
    ) -> Result<(), BriefsError> {
        let by = writer(actor, programme)?;
        let kept = self.kept(draft, by)?;
        let keys = self.0.keys()?;
        let row = seal(&keys, programme, id, read_version.saturating_add(1), &kept).await?;
        let mut tx = self.0.content.write().await?;
        let found = documents::by_id(&mut tx, Document::Brief, programme, id.uuid()).await?;
        found.ok_or(BriefsError::NotFound)?;
        if !documents::update(&mut tx, Document::Brief, programme, &row, read_version).await? {
            return Err(BriefsError::Conflict);
        }
        self.note(&mut tx, &keys, by, Deed::BriefWritten, id).await?;
        Ok(tx.commit().await?)
    }

    /// What a text looks like as an advocacy brief today; nothing is saved.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`] for whoever does not write briefs.
    pub async fn preview(&self, actor: &Actor, programme: ProgrammeId, draft: &Draft) -> Result<Preview, BriefsError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let now = self.0.clock.now();
        Ok(
            match gather(&mut tx, &keys, programme, draft, Purpose::AdvocacyBrief, now, None).await? {
                Ok(gathered) => Preview::Shown(archive_export::fragment(&gathered.document)),
                Err(troubles) => Preview::Troubled(troubles),
            },
        )
    }

    fn kept(&self, mut draft: Draft, by: AccountId) -> Result<Kept, BriefsError> {
        for line in [&mut draft.title, &mut draft.project, &mut draft.selected] {
            *line = line.trim().to_owned();
            if line.chars().count() > LINE_LETTERS {
                return Err(BriefsError::LineTooLong);
            }
        }
        if draft.title.is_empty() {
            return Err(BriefsError::TitleMissing);
        }
        if draft.project.is_empty() {
            return Err(BriefsError::ProjectMissing);
        }
        if draft.body.len() > LONGEST {
            let bytes = draft.body.len();
            return Err(BriefsError::TooLong { bytes });
        }
        let at = self.0.clock.now();
        Ok(Kept { draft, by, at })
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, about: BriefId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

fn writer(actor: &Actor, programme: ProgrammeId) -> Result<AccountId, BriefsError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::WriteBrief, &Subject::Programme(programme)) => Ok(*id),
        _ => Err(BriefsError::NotFound),
    }
}

fn newest_first(issues: impl Iterator<Item = Issue>) -> Vec<Issue> {
    let mut issues: Vec<Issue> = issues.collect();
    issues.reverse();
    issues
}
