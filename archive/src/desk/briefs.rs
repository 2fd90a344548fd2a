//! The briefs desk: an advocacy officer writes, quotes approved excerpts by reference and issues what she wrote. A draft holds
//! no word of a story, only references; the words are fetched, and consent is asked, each time that it is shown or written.

mod at_work;
mod attack;
mod cards;
mod files;
mod gather;
mod guarded;
mod handing;
mod issue;
mod kept;
mod letters;
mod linked;
mod past;
mod prose;
mod recall;
mod refused;
mod remark;
mod review;
mod seen;
mod templates;
mod uses;
mod went;

pub use at_work::AtWork;
pub use cards::{Card, Cards, NoCard, Picture};
pub use files::{File, Format};
pub use gather::Trouble;
pub use guarded::Guarded;
pub(crate) use issue::went_out_with;
pub use issue::{Issue, To};
pub(crate) use kept::titles_with;
pub use letters::Letter;
pub use linked::Told;
pub use prose::Named;
pub(crate) use recall::forget_story;
pub use recall::{Recall, Why};
pub use refused::BriefsError;
pub use review::{Compared, Review, Said, Version};
pub use templates::Template;
pub use uses::Uses;
pub(crate) use uses::uses;
pub use went::Went;
pub(crate) use went::went;

use crate::House;
use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::desk::images::address;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use chrono::{DateTime, Utc};
use gather::gather;
use kept::{Kept, all, by_id, seal};
use method::brief::{Addressee, LONGEST, TemplateKind};
use method::consent::Purpose;
use method::id::{AccountId, BriefId, ProgrammeId};
use method::language::PageLanguage;
use method::policy::{Action, Actor};
use past::{Remarks, keep_version};
use review::reader;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most letters of a brief's title, and of each other line of its head.
pub const LINE_LETTERS: usize = 300;

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
    /// To whom a coordinator let it go in the version that stands there.
    pub signed_off: Vec<Addressee>,
    /// What went out of it, newest first.
    pub issues: Vec<Issue>,
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
    /// [`BriefsError::NotFound`] for whoever neither writes nor reviews briefs.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Listed>, BriefsError> {
        reader(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut issues = issue::all(&mut tx, &keys, programme).await?;
        let mut remarks = past::all_remarks(&mut tx, &keys, programme).await?;
        let mut of_brief = |id| {
            let own = remarks.extract_if(.., |(brief, _)| *brief == id);
            Remarks(own.map(|(_, remark)| remark).collect())
        };
        let mut listed: Vec<Listed> = all(&mut tx, &keys, programme)
            .await?
            .into_iter()
            .map(|(id, version, kept)| Listed {
                id,
                title: kept.draft.title,
                language: kept.draft.language,
                at: kept.at,
                signed_off: of_brief(id).signed_off(version, None),
                issues: newest_first(issues.extract_if(.., |issue| issue.brief == id)),
            })
            .collect();
        listed.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(listed)
    }

    /// Begins a brief; one without text may begin with the programme's text for a kind of reader.
    ///
    /// # Errors
    /// [`BriefsError::TitleMissing`] and the others that a draft can have.
    pub async fn begin(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        draft: Draft,
        template: Option<TemplateKind>,
    ) -> Result<BriefId, BriefsError> {
        let by = writer(actor, programme)?;
        let mut kept = self.kept(draft, by)?;
        let keys = self.0.keys()?;
        if let Some(kind) = template.filter(|_| kept.draft.body.trim().is_empty()) {
            let mut tx = self.0.content.read().await?;
            kept.draft.body = templates::body(&mut tx, &keys, programme, kind, kept.draft.language).await?;
        }
        let id = BriefId::new(ordered_id());
        let row = seal(&keys, programme, id, 1, &kept).await?;
        let mut tx = self.0.content.write().await?;
        documents::add(&mut tx, Document::Brief, programme, &row).await?;
        keep_version(&mut tx, &keys, programme, id, None, past::of_row(&kept, 1)).await?;
        self.note(&mut tx, &keys, by, Deed::BriefWritten, id.uuid()).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Saves a brief over the version that its writer read, as one more version. A text with faults is saved all the same: they
    /// are shown beside it, and it cannot be issued with them. What was not changed is no other version.
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
        let mut tx = self.0.content.write().await?;
        let (before, newest) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        if newest != read_version {
            return Err(BriefsError::Conflict);
        }
        if before.draft == kept.draft {
            // Who saves what is left of a brief after a withdrawal has read it: that is a version of hers.
            let versions = past::versions(&mut tx, &keys, programme, id, (&before, newest)).await?;
            if past::taken_out(&versions).is_none() {
                return Ok(());
            }
        }
        let number = newest + 1;
        let row = seal(&keys, programme, id, number, &kept).await?;
        if !documents::update(&mut tx, Document::Brief, programme, &row, newest).await? {
            return Err(BriefsError::Conflict);
        }
        keep_version(
            &mut tx,
            &keys,
            programme,
            id,
            Some((&before, newest)),
            past::of_row(&kept, number),
        )
        .await?;
        self.note(&mut tx, &keys, by, Deed::BriefWritten, id.uuid()).await?;
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
            match gather(&mut tx, &keys, programme, draft, Purpose::AdvocacyBrief.into(), now, None).await? {
                Ok(gathered) => Preview::Shown(archive_export::fragment(&gathered.document, address)),
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

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, about: Uuid) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(about),
        };
        audit::append(tx, keys, &entry).await
    }
}

fn writer(actor: &Actor, programme: ProgrammeId) -> Result<AccountId, BriefsError> {
    review::asked(actor, Action::WriteBrief, programme)
}

fn newest_first(issues: impl Iterator<Item = Issue>) -> Vec<Issue> {
    let mut issues: Vec<Issue> = issues.collect();
    issues.reverse();
    issues
}
