//! Recording a story: what was told, kept whole in one transaction.

use super::{Stories, StoriesError, append};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::random_id;
use crate::contracts::STORY;
use crate::desk::gatherings;
use crate::desk::programmes::Programmes;
use crate::keys::Keys;
use crate::store::field::DraftRow;
use crate::store::stories::{self as rows, Appended, StoryRow};
use crate::store::{Tx, change_log, field};
use archive_vault::DataKey;
use chrono::NaiveDate;
use method::consent::{Answer, Purpose, Said, Until, UntilRefused, lacks_classes};
use method::id::{AccountId, LayerId, ProgrammeId, RoundId, StoryId};
use method::policy::{Action, Actor, Subject};
use method::prompt::RenderedPrompt;
use method::questionnaire::Answered;
use method::recording::Told;
use method::story::{Circumstances, Layer, LayerKind, Missing, PART_LETTERS, ReadBack, Telling, missing};
use std::collections::BTreeMap;

/// What a story needs beside itself.
struct Ready {
    programme: ProgrammeId,
    round: RoundId,
    prompt: RenderedPrompt,
    chosen: usize,
    answers: Vec<Answered>,
    /// What she agreed to, each with the last day on which it holds.
    agreed: BTreeMap<Purpose, NaiveDate>,
}

impl Stories<'_> {
    /// Keeps a story: its circumstances, the verbatim layer, one decision a purpose, and the read-back if there was one.
    ///
    /// # Errors
    /// [`StoriesError::Lacks`] names what is missing; [`StoriesError::NoPeriod`]; [`StoriesError::UntilPast`],
    /// [`StoriesError::UntilTooFar`]; [`StoriesError::Talk`] names what a yes lacks; [`StoriesError::Answers`];
    /// [`StoriesError::Gathering`], [`StoriesError::NoGathering`].
    pub async fn record(&self, actor: &Actor, programme: ProgrammeId, told: Told) -> Result<StoryId, StoriesError> {
        let ready = self.ready(actor, programme, &told).await?;
        let recorder = actor.account().ok_or(StoriesError::NotFound)?;
        let keys = self.0.keys()?;
        let id = StoryId::new(random_id());
        let key = keys.add_story(programme, told.site, id).await?;
        let mut tx = self.0.content.write().await?;
        self.keep(&mut tx, &keys, (id, &key), recorder, ready, told).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Makes a story of a draft, which has its key already. `row` is the draft as it stays beside the story, one version newer than
    /// the one that was read.
    ///
    /// # Errors
    /// As [`Stories::record`]; [`StoriesError::Conflict`] if somebody wrote on the draft since it was read.
    pub(crate) async fn record_draft(
        &self,
        actor: &Actor,
        told: Told,
        row: &DraftRow,
        key: &DataKey,
    ) -> Result<(), StoriesError> {
        let (id, recorder) = (StoryId::new(row.id), AccountId::new(row.recorder_id));
        let ready = self.ready(actor, ProgrammeId::new(row.programme_id), &told).await?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        if field::draft(&mut tx, row.id).await?.is_none() {
            // Somebody else was faster.
            return Ok(());
        }
        if !field::replace_draft(&mut tx, row.id, row.version, &row.sealed).await? {
            return Err(StoriesError::Conflict);
        }
        self.keep(&mut tx, &keys, (id, key), recorder, ready, told).await?;
        Ok(tx.commit().await?)
    }

    /// Whether somebody may record this story now, and what it needs beside itself.
    async fn ready(&self, actor: &Actor, programme: ProgrammeId, told: &Told) -> Result<Ready, StoriesError> {
        if !allowed(actor, Action::RecordStory, &Subject::Site(programme, told.site)) {
            return Err(StoriesError::NotFound);
        }
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.site(told.site).ok_or(StoriesError::NotFound)?;
        let domain = overview.domain(told.domain).ok_or(StoriesError::NotFound)?;
        let chosen = whole_story(&told.telling, &told.changes, told.chosen)?;
        if told.setting.is_too_long() {
            return Err(StoriesError::TooLong);
        }
        let round = overview.collecting().ok_or(StoriesError::NoPeriod)?.id;
        let agreed_on = told.agreed_on(self.0.clock.now().date_naive());
        let purposes: Vec<Purpose> = told.agreed.iter().map(|one| one.purpose).collect();
        let mut lacks = told.talk.lacks(told.manner, &purposes);
        lacks.extend(lacks_classes(&purposes, told.classes.as_ref()));
        if !lacks.is_empty() {
            return Err(StoriesError::Talk(lacks));
        }
        let mut agreed = BTreeMap::new();
        for one in &told.agreed {
            agreed.insert(one.purpose, last_day(one.until, one.purpose, agreed_on)?);
        }
        let (questions, _) = Programmes(self.0).questionnaire(actor, programme).await?;
        let answers = questions
            .read(&told.answers, Some(told.domain), told.asked_in)
            .map_err(StoriesError::Answers)?;
        if let Some(id) = told.gathering {
            let keys = self.0.keys()?;
            let mut tx = self.0.content.read().await?;
            let kept = gatherings::by_id(&mut tx, &keys, programme, id).await?;
            let gathering = kept.ok_or(StoriesError::NoGathering)?.gathering;
            gathering.admits(told.site, told.session).map_err(StoriesError::Gathering)?;
        }
        let prompt = domain.as_put(told.wording).render(told.asked_in);
        Ok(Ready {
            programme,
            round,
            prompt,
            chosen,
            answers,
            agreed,
        })
    }

    async fn keep(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        (id, key): (StoryId, &DataKey),
        recorder: AccountId,
        ready: Ready,
        told: Told,
    ) -> Result<(), StoriesError> {
        let Ready {
            programme,
            round,
            prompt,
            chosen,
            answers,
            agreed,
        } = ready;
        let now = self.0.clock.now();
        let circumstances = Circumstances {
            domain: told.domain,
            prompt,
            session: told.session,
            told_on: told.told_on,
            happened: told.happened.trim().to_owned(),
            direction: told.direction,
            changes: told.changes,
            chosen,
            answers,
            gathering: told.gathering,
            collected_by: told.collected_by,
            setting: told.setting,
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
            sealed: keys.seal(key, STORY, id.uuid(), 1, &circumstances)?,
        };
        rows::add(tx, &row).await?;
        append(tx, keys, key, Appended::Layer, id, 1, layer.id.uuid(), &layer).await?;
        for (seq, purpose) in (1..).zip(Purpose::ALL) {
            let said = Said {
                purpose,
                answer: match agreed.get(&purpose) {
                    Some(&until) => Answer::Yes { until },
                    None if told.later.contains(&purpose) => Answer::Later,
                    None => Answer::No,
                },
                manner: told.manner,
                talk: told.talk.clone(),
                classes: told.classes.clone(),
            };
            let decision = said.recorded(now, Some(recorder));
            append(tx, keys, key, Appended::Decision, id, seq, random_id(), &decision).await?;
        }
        if let Some((corrections, approved)) = told.read_back {
            let read_back = ReadBack {
                by: recorder,
                at: now,
                corrections,
                approved,
            };
            append(tx, keys, key, Appended::ReadBack, id, 1, random_id(), &read_back).await?;
        }
        change_log::changed(tx, id).await?;
        Ok(self.note(tx, keys, recorder, Deed::StoryRecorded, id).await?)
    }
}

/// The last day on which a yes to a purpose holds, if she agreed on a day.
pub(super) fn last_day(until: Until, purpose: Purpose, agreed_on: NaiveDate) -> Result<NaiveDate, StoriesError> {
    until.last_day(purpose, agreed_on).map_err(|refused| match refused {
        UntilRefused::Past => StoriesError::UntilPast,
        UntilRefused::TooFar => StoriesError::UntilTooFar(purpose),
    })
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
