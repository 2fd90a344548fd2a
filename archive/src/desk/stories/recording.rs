//! Recording a story: what was told, kept whole in one transaction.

use super::{Stories, StoriesError, append};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::random_id;
use crate::contracts::STORY;
use crate::desk::programmes::Programmes;
use crate::store::change_log;
use crate::store::stories::{self as rows, Appended, StoryRow};
use chrono::NaiveDate;
use method::consent::{Answer, Decision, Manner, Purpose};
use method::id::{DomainId, LayerId, ProgrammeId, SiteId, StoryId};
use method::language::{Language, PageLanguage};
use method::policy::{Action, Actor, Subject};
use method::story::{
    Circumstances, Direction, Layer, LayerKind, Missing, PART_LETTERS, ReadBack, Session, Telling, missing,
};

/// A story as it was told.
pub struct Told {
    /// Where.
    pub site: SiteId,
    /// In which language.
    pub language: Language,
    /// In which language the question was put.
    pub asked_in: PageLanguage,
    /// The words.
    pub telling: Telling,
    /// Domain of change.
    pub domain: DomainId,
    /// How it came to be told.
    pub session: Session,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    /// When the change happened, in her words.
    pub happened: String,
    /// Which way the change went.
    pub direction: Direction,
    /// All the changes she named.
    pub changes: Vec<String>,
    /// Which of them is the story's.
    pub chosen: Option<usize>,
    /// What she agreed to; whatever is not here is no.
    pub agreed: Vec<Agreed>,
    /// How she said so.
    pub manner: Manner,
    /// Whether it was read back, with how many corrections, and approved.
    pub read_back: Option<(u16, bool)>,
}

/// A purpose that she agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// For what.
    pub purpose: Purpose,
    /// The last day on which it holds.
    pub until: NaiveDate,
}

impl Stories<'_> {
    /// Keeps a story: its circumstances, the verbatim layer, one decision a purpose, and the read-back if there was one.
    ///
    /// # Errors
    /// [`StoriesError::Lacks`] names what is missing; [`StoriesError::NoPeriod`]; [`StoriesError::UntilPast`].
    pub async fn record(&self, actor: &Actor, programme: ProgrammeId, told: Told) -> Result<StoryId, StoriesError> {
        if !allowed(actor, Action::RecordStory, &Subject::Site(programme, told.site)) {
            return Err(StoriesError::NotFound);
        }
        let Actor::Account { id: recorder, .. } = *actor else {
            return Err(StoriesError::NotFound);
        };
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.site(told.site).ok_or(StoriesError::NotFound)?;
        let domain = overview.domain(told.domain).ok_or(StoriesError::NotFound)?;
        let chosen = whole_story(&told.telling, &told.changes, told.chosen)?;
        let round = overview.collecting().ok_or(StoriesError::NoPeriod)?.id;
        let now = self.0.clock.now();
        if told.agreed.iter().any(|one| one.until < now.date_naive()) {
            return Err(StoriesError::UntilPast);
        }
        let keys = self.0.keys()?;
        let id = StoryId::new(random_id());
        let key = keys.add_story(programme, told.site, id).await?;
        let circumstances = Circumstances {
            domain: told.domain,
            prompt: domain.prompt.render(told.asked_in),
            session: told.session,
            told_on: told.told_on,
            happened: told.happened.trim().to_owned(),
            direction: told.direction,
            changes: told.changes,
            chosen,
        };
        let layer = Layer {
            id: LayerId::new(random_id()),
            kind: LayerKind::Verbatim,
            language: told.language,
            author: recorder,
            at: now,
            reason: String::new(),
            telling: told.telling,
        };
        let row = StoryRow {
            id: id.uuid(),
            programme_id: programme.uuid(),
            site_id: told.site.uuid(),
            round_id: round.uuid(),
            recorder_id: recorder.uuid(),
            week: now.format("%G-W%V").to_string(),
            sealed: keys.seal(&key, STORY, id.uuid(), 1, &circumstances)?,
        };
        let mut tx = self.0.content.write().await?;
        rows::add(&mut tx, &row).await?;
        append(&mut tx, &keys, &key, Appended::Layer, id, 1, layer.id.uuid(), &layer).await?;
        for (seq, purpose) in (1..).zip(Purpose::ALL) {
            let agreed = told.agreed.iter().find(|one| one.purpose == purpose);
            let answer = agreed.map_or(Answer::No, |one| Answer::Yes { until: one.until });
            let decision = Decision {
                purpose,
                answer,
                manner: told.manner,
                at: now,
                by: Some(recorder),
            };
            append(&mut tx, &keys, &key, Appended::Decision, id, seq, random_id(), &decision).await?;
        }
        if let Some((corrections, approved)) = told.read_back {
            let read_back = ReadBack {
                by: recorder,
                at: now,
                corrections,
                approved,
            };
            append(&mut tx, &keys, &key, Appended::ReadBack, id, 1, random_id(), &read_back).await?;
        }
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, &keys, recorder, Deed::StoryRecorded, id).await?;
        tx.commit().await?;
        Ok(id)
    }
}

/// Checks that a story is whole and within bounds; which change was chosen.
pub(super) fn whole_story(telling: &Telling, changes: &[String], chosen: Option<usize>) -> Result<usize, StoriesError> {
    let lacks = missing(telling, changes, chosen);
    if !lacks.is_empty() {
        return Err(StoriesError::Lacks(lacks));
    }
    let parts = [&telling.context, &telling.description, &telling.significance];
    if parts.into_iter().any(|part| part.chars().count() > PART_LETTERS) || changes.len() > 50 {
        return Err(StoriesError::TooLong);
    }
    chosen.ok_or_else(|| StoriesError::Lacks(vec![Missing::Chosen]))
}
