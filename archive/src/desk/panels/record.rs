//! Panels in a list, the record of a closed one, and what records say of a story.

use super::{Kept, Panels, PanelsError, Readable, Setting, Stage, Titled, all};
use crate::allowed;
use crate::desk::programmes::{Overview, Programmes};
use crate::error::Fault;
use chrono::{DateTime, Utc};
use method::id::{PanelId, ProgrammeId, StoryId};
use method::panel::{Criterion, Dissent, Outcome, Record, Words};
use method::policy::{Action, Actor};
use std::collections::BTreeSet;

/// A panel in a list.
#[derive(Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub id: PanelId,
    /// What it is about.
    pub setting: Setting,
    /// Where it stands.
    pub stage: Stage,
    /// When it was opened.
    pub opened: DateTime<Utc>,
    /// How many stories it reads or has read.
    pub stories: usize,
    /// How many people sit or sat there.
    pub seats: usize,
}

/// The record of a closed panel.
pub struct Recorded {
    /// What it was about.
    pub setting: Setting,
    /// What is left of it.
    pub record: Record,
    /// Its stories, each titled as in the version that was read, in the order of the record.
    pub stories: Vec<Titled>,
    /// Those whose text was changed since.
    pub edited: BTreeSet<StoryId>,
}

impl Recorded {
    /// A story as the record names it.
    pub fn titled(&self, story: StoryId) -> Option<&Titled> {
        self.stories.iter().find(|one| one.id == story)
    }
}

/// A closed panel that had a story before it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mention {
    /// The panel.
    pub panel: PanelId,
    /// What it was about.
    pub setting: Setting,
    /// When it was closed.
    pub closed: DateTime<Utc>,
    /// Whether it chose the story.
    pub is_chosen: bool,
    /// Why, where it did.
    pub reasons: Vec<String>,
    /// What it asks to have made clear, where it sent the story back.
    pub question: Option<String>,
    /// What else it asked about the story.
    pub questions: Vec<String>,
    /// What it looked at, where it chose the story.
    pub criteria: Vec<Criterion>,
    /// What those thought who voted otherwise, where it chose the story.
    pub dissent: Vec<String>,
}

impl Panels<'_> {
    /// The open panels that somebody leads and the closed ones whose record she may read, newest first; and whether she may
    /// open one.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`] for whoever has nothing to do with panels.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<(Vec<Summary>, bool), PanelsError> {
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let leads = somewhere(actor, Action::LeadPanel, programme, &overview);
        if !leads && !somewhere(actor, Action::ReadRecord, programme, &overview) {
            return Err(PanelsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let found = all(&mut tx, &keys, programme).await?;
        let seen = found.into_iter().map(|(kept, _)| kept);
        let seen = seen.filter(|kept| kept.is_known_to(actor, programme));
        let mut summaries: Vec<_> = seen.map(|kept| summary(&kept, &overview)).collect();
        summaries.reverse();
        Ok((summaries, leads))
    }

    /// The record of a closed panel. Titles stand there only while the story may be read in such a panel.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`]; also for a panel that is not closed.
    pub async fn record(&self, actor: &Actor, programme: ProgrammeId, id: PanelId) -> Result<Recorded, PanelsError> {
        let keys = self.0.keys()?;
        let (kept, _, readable) = self.current(&keys, programme, id).await?;
        if !allowed(actor, Action::ReadRecord, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        let record = kept.panel.record().ok_or(PanelsError::NotFound)?.clone();
        let overview = Programmes(self.0).parts_of(programme).await?;
        Ok(Recorded {
            setting: kept.setting(&overview),
            stories: record
                .stories
                .iter()
                .map(|one| kept.titled(one.story, one.text, &readable))
                .collect(),
            edited: edited(&record, &readable),
            record,
        })
    }

    /// What the records that somebody may read say of a story, newest first.
    ///
    /// # Errors
    /// [`PanelsError::Fault`] alone: whoever may read no record reads none.
    pub async fn of_story(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        story: StoryId,
    ) -> Result<Vec<Mention>, PanelsError> {
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut mentions = Vec::new();
        for (kept, _) in all(&mut tx, &keys, programme).await? {
            let Some(record) = kept.panel.record() else { continue };
            let has_it = record.stories.iter().any(|one| one.story == story);
            if !has_it || !allowed(actor, Action::ReadRecord, &kept.subject(programme)) {
                continue;
            }
            mentions.push(mention(record, kept.setting(&overview), story));
        }
        mentions.reverse();
        Ok(mentions)
    }
}

impl Panels<'_> {
    /// The stories chosen by the closed panels whose record somebody may read; none if she may read no record at all.
    pub(crate) async fn chosen(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        overview: &Overview,
    ) -> Result<Option<Vec<StoryId>>, Fault> {
        if !somewhere(actor, Action::ReadRecord, programme, overview) {
            return Ok(None);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut chosen = BTreeSet::new();
        for (kept, _) in all(&mut tx, &keys, programme).await? {
            if let Some(record) = kept
                .panel
                .record()
                .filter(|_| allowed(actor, Action::ReadRecord, &kept.subject(programme)))
            {
                chosen.extend(record.outcome.stories().iter().copied());
            }
        }
        Ok(Some(chosen.into_iter().collect()))
    }
}

/// Whether somebody may do something at a site of the programme, or in all of it.
pub(super) fn somewhere(actor: &Actor, action: Action, programme: ProgrammeId, overview: &Overview) -> bool {
    use method::policy::Subject;
    let at = |site: &method::programme::Site| allowed(actor, action, &Subject::Site(programme, site.id));
    overview.sites.iter().any(at) || allowed(actor, action, &Subject::Programme(programme))
}

fn summary(kept: &Kept, overview: &Overview) -> Summary {
    let record = kept.panel.record();
    Summary {
        id: kept.panel.id(),
        setting: kept.setting(overview),
        stage: Stage::of(&kept.panel),
        opened: kept.opened,
        stories: record.map_or_else(|| kept.panel.stories().len(), |record| record.stories.len()),
        seats: record.map_or_else(|| kept.panel.seats().len(), |record| record.members.values().sum()),
    }
}

/// What a record says of a story: all that its panel wrote about it.
fn mention(record: &Record, setting: Setting, story: StoryId) -> Mention {
    let is_chosen = record.outcome.stories().contains(&story);
    let asked = record.questions.iter().filter(|question| question.about == story);
    let views: &[Words] = match &record.dissent {
        Dissent::Spoken { views } if is_chosen => views,
        _ => &[],
    };
    let said = |words: &Words| words.text().map(str::to_owned);
    Mention {
        panel: record.panel,
        setting,
        closed: record.closed,
        is_chosen,
        reasons: record.reasons_about(story).map(str::to_owned).collect(),
        question: sent_back(record, story),
        questions: asked.filter_map(|question| said(&question.words)).collect(),
        criteria: if is_chosen { record.criteria.clone() } else { Vec::new() },
        dissent: views.iter().filter_map(said).collect(),
    }
}

/// What a panel asked when it sent a story back.
fn sent_back(record: &Record, story: StoryId) -> Option<String> {
    match &record.outcome {
        Outcome::SentBack { story: about, question } if *about == story => question.text().map(str::to_owned),
        _ => None,
    }
}

fn edited(record: &Record, readable: &Readable) -> BTreeSet<StoryId> {
    let changed = record.stories.iter().filter(|one| {
        let newest = readable.get(&one.story).and_then(|story| story.newest());
        one.text.zip(newest).is_some_and(|(text, newest)| newest.id != text.layer)
    });
    changed.map(|one| one.story).collect()
}
