//! The excerpts desk: a passage with marked changes, made by one person, approved by another, and quoted only while its teller
//! allows it (capabilities 62, 65, 66).

mod before;
mod crowd;
mod finds;
mod flags;
mod judge;
mod library;
mod log;
mod make;
mod names;
mod opening;
mod people;
mod shows;
mod still_named;
mod translated;
mod whole;

use before::Before;
pub(crate) use before::print_of;
pub(crate) use crowd::{Crowd, Weighed};
pub use flags::MarkedDetail;
pub use judge::{Listed, Seen};
pub use library::{Chosen, EXCERPTS_A_PAGE, Library, Shelved, Sought};
pub use log::SeenTurn;
use log::Turn;
pub use make::{Marked, Preparation, Source};
pub use opening::Opening;
pub(crate) use opening::{as_it_reads, opening};
pub(crate) use people::teller;
pub use people::{Entered, MOST_PEOPLE, People};
pub use shows::{MOST_FIGURES, Population, Shows};

use crate::audit::{self, Deed, Entry};
use crate::contracts::EXCERPT;
use crate::desk::stories::opened::{self, Opened};
use crate::desk::stories::verdict;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use chrono::{DateTime, NaiveDate, Utc};
use method::anonymise::NotAPseudonym;
use method::anonymise::jigsaw::Shown;
use method::anonymise::known::Teller;
use method::coding::{NotAPassage, Passage};
use method::consent::{Allowed, Destination, Purpose};
use method::excerpt::{Excerpt, Flag, FlagRefused, NotAnExcerpt, Refused, Stage};
use method::id::{AccountId, ExcerptId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor, Subject};
use method::story::Direction;
use method::verification::Verdict;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum ExcerptsError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// The marked words are no passage of the text.
    #[error(transparent)]
    Passage(#[from] NotAPassage),
    /// The changes make no excerpt of the passage.
    #[error(transparent)]
    Marks(#[from] NotAnExcerpt),
    /// What was put for a name cannot stand for it.
    #[error("what stands for a name is refused: {why}")]
    Name {
        /// Which of the changes, in the order of the text; none for the teller's own name.
        index: Option<usize>,
        /// Why.
        why: NotAPseudonym,
    },
    /// The same person is called otherwise, in another excerpt of the story or elsewhere in this one.
    #[error("called otherwise in another excerpt of the story")]
    CalledOtherwise {
        /// Which of the changes, in the order of the text; none for the teller's own name.
        index: Option<usize>,
        /// What she is called there.
        with: String,
    },
    /// The step is not to be taken by this person, or not now.
    #[error(transparent)]
    Stage(#[from] Refused),
    /// A detail is not marked, or its mark not answered.
    #[error(transparent)]
    Flag(#[from] FlagRefused),
    /// More people of one story than [`MOST_PEOPLE`].
    #[error("at most {MOST_PEOPLE} people of one story")]
    TooManyPeople,
    /// More figures than [`MOST_FIGURES`], or one that is no figure.
    #[error("not a figure of people")]
    NotAFigure,
    /// Somebody else changed the excerpt in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for ExcerptsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// An excerpt as its row holds it, sealed under the story's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The passage and what was changed in it.
    pub(crate) excerpt: Excerpt,
    /// Who made it and who lets it go.
    pub(crate) stage: Stage,
    /// The name under which it is quoted, without star: her pseudonym in this story's register.
    pub(crate) pseudonym: String,
    /// When it was last changed.
    pub(crate) at: DateTime<Utc>,
    /// What the text shows of its teller; none while nobody has said.
    #[serde(default)]
    pub(crate) shown: Option<Shown>,
    /// What its words showed whenever it was called back.
    #[serde(default)]
    before: Vec<Before>,
    /// Why names of its story's register may stand in it, if its approver found that; she is another person than its maker.
    #[serde(default)]
    named_because: String,
    /// Details that a reviewer marked.
    #[serde(default)]
    pub(crate) flags: Vec<Flag>,
    /// What was replaced at each save, by whom and why. It leaves the archive nowhere.
    #[serde(default)]
    log: Vec<Turn>,
}

/// An excerpt that may be quoted now.
#[derive(Clone, PartialEq, Eq)]
pub struct Quotable {
    /// Its id.
    pub id: ExcerptId,
    /// The story that it was taken from, for the register of uses; nothing else leads back to it.
    pub story: StoryId,
    /// Who speaks: the same in all stories of one woman, where she agreed to be one in them.
    pub teller: Teller,
    /// The approved text, with its marks, without quotation marks.
    pub text: String,
    /// The language it is in.
    pub language: Language,
    /// The language in which it was told: another one if the text is a translation.
    pub told: Language,
    /// The name under which it is quoted, without star.
    pub pseudonym: String,
    /// Which way the change of its story went.
    pub direction: Direction,
    /// How well its story is verified.
    pub verdict: Verdict,
    /// The last day on which its teller allows the purpose that was asked for.
    pub until: NaiveDate,
}

/// Why an excerpt may not be quoted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotQuotable {
    /// There is no such excerpt: it never was, or its story was withdrawn.
    Gone,
    /// Nobody has approved it, or it was called back.
    NotApproved,
    /// Its teller does not allow this purpose, never did or no longer.
    NotAllowed(Allowed),
}

/// The excerpts desk.
pub struct Excerpts<'a>(pub(crate) &'a House);

impl Excerpts<'_> {
    /// The excerpts that may be quoted for a purpose now, for those who write briefs and may not read the stories.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`] for whoever may not quote.
    pub async fn quotable(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        purpose: Purpose,
    ) -> Result<Vec<Quotable>, ExcerptsError> {
        if !allowed(actor, Action::QuoteExcerpt, &Subject::Programme(programme)) {
            return Err(ExcerptsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut quotable = Vec::new();
        for row in growth::of_programme(&mut tx, Growth::Excerpt, programme).await? {
            let Some(story) = opened::by_id(&mut tx, &keys, StoryId::new(row.story_id)).await? else {
                continue;
            };
            let found = judged(&keys, &story, row, purpose.into(), self.0.clock.now())?;
            if let Ok((mut one, _)) = found {
                one.verdict = verdict(&mut tx, &keys, &story).await?;
                one.teller = teller(&mut tx, &keys, &story).await?;
                quotable.push(one);
            }
        }
        Ok(quotable)
    }

    /// One excerpt that may be quoted for a purpose now, for those who write briefs: its text, and nothing that stands behind it.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`] for whoever writes no briefs, and for whatever may not be quoted now, whyever.
    pub async fn for_brief(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: ExcerptId,
        purpose: Purpose,
    ) -> Result<Quotable, ExcerptsError> {
        let subject = Subject::Programme(programme);
        if !allowed(actor, Action::QuoteExcerpt, &subject) || !allowed(actor, Action::WriteBrief, &subject) {
            return Err(ExcerptsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let found = quote(&mut tx, &keys, programme, id, purpose.into(), self.0.clock.now()).await?;
        found.map_err(|_| ExcerptsError::NotFound)
    }

    /// A story about which somebody may do this now, and who she is.
    async fn story_for(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        actor: &Actor,
        action: Action,
        id: StoryId,
    ) -> Result<(Opened, AccountId), ExcerptsError> {
        let story = opened::by_id(tx, keys, id).await?.ok_or(ExcerptsError::NotFound)?;
        let may = allowed(actor, action, &story.subject()) && story.is_readable_by(actor, self.0.clock.now());
        match actor {
            Actor::Account { id: asker, .. } if may => Ok((story, *asker)),
            _ => Err(ExcerptsError::NotFound),
        }
    }

    /// An excerpt about which somebody may do this now, with its version and its story, and who she is.
    async fn excerpt_for(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        actor: &Actor,
        action: Action,
        id: ExcerptId,
    ) -> Result<(Kept, i32, Opened, AccountId), ExcerptsError> {
        let row = growth::by_id(tx, Growth::Excerpt, id.uuid()).await?;
        let row = row.ok_or(ExcerptsError::NotFound)?;
        let (story, asker) = self.story_for(tx, keys, actor, action, StoryId::new(row.story_id)).await?;
        let kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
        Ok((kept, row.version, story, asker))
    }

    /// Writes the next version of an excerpt.
    async fn keep(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        story: &Opened,
        id: ExcerptId,
        kept: &Kept,
        read_version: i32,
    ) -> Result<(), ExcerptsError> {
        let version = read_version + 1;
        let row = GrownRow {
            id: id.uuid(),
            programme_id: story.programme.uuid(),
            story_id: story.id.uuid(),
            version,
            sealed: keys.seal(&story.key, EXCERPT, id.uuid(), version, kept)?,
        };
        if growth::update(tx, Growth::Excerpt, &row, read_version).await? {
            Ok(())
        } else {
            Err(ExcerptsError::Conflict)
        }
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, about: uuid::Uuid) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(about),
        };
        audit::append(tx, keys, &entry).await
    }
}

/// What stands behind an excerpt's id now. Asked anew each time that it is shown to or written for somebody outside.
pub(crate) async fn quote(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: ExcerptId,
    to: Destination,
    now: DateTime<Utc>,
) -> Result<Result<Quotable, NotQuotable>, Fault> {
    let row = growth::by_id(tx, Growth::Excerpt, id.uuid()).await?;
    let Some(row) = row.filter(|row| row.programme_id == programme.uuid()) else {
        return Ok(Err(NotQuotable::Gone));
    };
    match opened::by_id(tx, keys, StoryId::new(row.story_id)).await? {
        Some(story) => match judged(keys, &story, row, to, now)? {
            Ok((mut one, _)) => {
                one.verdict = verdict(tx, keys, &story).await?;
                one.teller = teller(tx, keys, &story).await?;
                Ok(Ok(one))
            }
            Err(why) => Ok(Err(why)),
        },
        None => Ok(Err(NotQuotable::Gone)),
    }
}

/// An excerpt that may be quoted, with the passage that it is of. Who speaks, and how well her story is verified, is for the caller
/// to ask.
fn judged(
    keys: &Keys,
    story: &Opened,
    row: GrownRow,
    to: Destination,
    now: DateTime<Utc>,
) -> Result<Result<(Quotable, Passage), NotQuotable>, Fault> {
    let id = ExcerptId::new(row.id);
    let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
    if !kept.stage.is_approved() {
        return Ok(Err(NotQuotable::NotApproved));
    }
    let until = match story.consent.lets(to, now) {
        Allowed::Yes { until } => until,
        no => return Ok(Err(NotQuotable::NotAllowed(no))),
    };
    let passage = kept.excerpt.passage();
    let rendered = story.layer(passage.layer()).and_then(|layer| {
        let text = kept.excerpt.render(layer.telling.part(passage.part()))?;
        Some((text, layer.language))
    });
    Ok(rendered.map_or(Err(NotQuotable::Gone), |(text, language)| {
        let quotable = Quotable {
            id,
            story: story.id,
            teller: Teller::Story(story.id),
            text,
            language,
            told: translated::told_in(story, passage.layer()).unwrap_or(language),
            pseudonym: kept.pseudonym,
            direction: story.circumstances.direction,
            verdict: Verdict::default(),
            until,
        };
        Ok((quotable, passage))
    }))
}
