//! The feedback desk (step 6 of the guide, p.34–36): telling those who told stories which one was chosen and why. What is owed
//! follows from the records of closed panels and from consent (P9), each time anew; only what came of it is kept.

mod kept;

use crate::audit::{self, Deed, Entry};
use crate::desk::panels::{self, Kept, Setting};
use crate::desk::programmes::{Overview, Programmes, ProgrammesError};
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use chrono::{DateTime, NaiveDate, Utc};
use kept::Answers;
use method::consent::Purpose;
use method::feedback::{Came, Heard, Loop, REACTION_LETTERS, Source, To, ToldBack, closed_loop, due, owed};
use method::id::{PanelId, ProgrammeId, RoundId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor, Subject};
use method::story::Session;
use std::collections::BTreeMap;
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum FeedbackError {
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// Somebody else wrote down what came of it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// The day lies before the panel closed or after today.
    #[error("told before the panel closed, or after today")]
    DayOutside,
    /// More than [`REACTION_LETTERS`].
    #[error("at most {REACTION_LETTERS} letters")]
    ReactionTooLong,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for FeedbackError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for FeedbackError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// One thing that a panel owes. It may hold what a teller said: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Owed {
    /// The panel.
    pub panel: PanelId,
    /// What it was about.
    pub setting: Setting,
    /// The day on which it closed.
    pub closed: NaiveDate,
    /// The last day on which it is told in time.
    pub due: NaiveDate,
    /// To whom.
    pub to: To,
    /// The title of a teller's story.
    pub title: Option<(String, Language)>,
    /// What came of it, and the version of that which was read.
    pub told: Option<(ToldBack, i32)>,
}

/// What somebody can tell, and to whom.
pub struct Board {
    /// The programme, for the names of sites.
    pub overview: Overview,
    /// The day on which it was looked up.
    pub today: NaiveDate,
    /// What is owed, the first due first.
    pub owed: Vec<Owed>,
}

/// What somebody says came of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    /// What came of it.
    pub came: Came,
    /// What they said to it.
    pub reaction: String,
}

/// The feedback desk.
pub struct Feedback<'a>(pub(crate) &'a House);

/// What a closed panel owes to somebody, before anybody's rights were asked.
struct Task<'a> {
    kept: &'a Kept,
    closed: NaiveDate,
    to: To,
}

/// Closed panels of a programme with the stories that they heard and that are still kept.
struct Closed {
    panels: Vec<(Kept, NaiveDate)>,
    stories: BTreeMap<StoryId, Opened>,
}

impl Closed {
    async fn read(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Self, Fault> {
        let (mut closed, mut stories) = (Vec::new(), BTreeMap::new());
        for (kept, _) in panels::all(tx, keys, of).await? {
            let Some(record) = kept.panel.record() else { continue };
            for one in record.stories.iter().filter(|one| one.text.is_some()) {
                if !stories.contains_key(&one.story)
                    && let Some(story) = opened::by_id(tx, keys, one.story).await?
                {
                    stories.insert(one.story, story);
                }
            }
            let day = record.closed.date_naive();
            closed.push((kept, day));
        }
        Ok(Self { panels: closed, stories })
    }

    /// Everything that is owed, panel by panel.
    fn tasks(&self, now: DateTime<Utc>) -> Vec<Task<'_>> {
        let of_panel = |(kept, closed): &(Kept, NaiveDate)| {
            let record = kept.panel.record();
            let stories = record.into_iter().flat_map(|record| &record.stories);
            let heard: Vec<Heard> = stories
                .filter_map(|one| self.stories.get(&one.story).map(|story| heard(story, now)))
                .collect();
            (owed(&heard), *closed)
        };
        let tasks = self.panels.iter().flat_map(|one| {
            let (owed, closed) = of_panel(one);
            owed.into_iter().map(move |to| Task {
                kept: &one.0,
                closed,
                to,
            })
        });
        tasks.collect()
    }

    /// Whether somebody may tell it, and write down what came of it.
    fn may_tell(&self, actor: &Actor, of: ProgrammeId, to: To) -> bool {
        match to {
            To::Source(source) => allowed(actor, Action::AnswerSlip, &Subject::Site(of, source.site)),
            To::Teller(story) => self
                .stories
                .get(&story)
                .is_some_and(|story| allowed(actor, Action::TendStory, &story.subject())),
        }
    }
}

fn heard(story: &Opened, now: DateTime<Utc>) -> Heard {
    let in_group = story.circumstances.session == Session::FocusGroup;
    Heard {
        story: story.id,
        source: Source {
            site: story.site,
            met_on: in_group.then_some(story.circumstances.told_on),
        },
        accepts_contact: story.consent.allows(Purpose::Contact, now).is_yes(),
    }
}

impl Feedback<'_> {
    /// What is owed to those whom somebody may tell it, and what came of it.
    ///
    /// # Errors
    /// [`FeedbackError::NotFound`] for whoever tells nobody in this programme.
    pub async fn board(&self, actor: &Actor, of: ProgrammeId) -> Result<Board, FeedbackError> {
        let overview = Programmes(self.0).overview(actor, of).await?;
        let here = |site| allowed(actor, Action::AnswerSlip, &Subject::Site(of, site));
        if !overview.sites.iter().any(|site| here(site.id)) {
            return Err(FeedbackError::NotFound);
        }
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.read().await?;
        let closed = Closed::read(&mut tx, &keys, of).await?;
        let mut answers = Answers::read(&mut tx, &keys, of, &closed.stories).await?;
        drop(tx);
        let tasks = closed
            .tasks(now)
            .into_iter()
            .filter(|task| closed.may_tell(actor, of, task.to));
        let mut owed: Vec<Owed> = tasks
            .map(|task| {
                let title = match task.to {
                    To::Teller(story) => closed.stories.get(&story).and_then(Opened::newest),
                    To::Source(_) => None,
                };
                let panel = task.kept.panel.id();
                Owed {
                    panel,
                    setting: task.kept.setting(&overview),
                    closed: task.closed,
                    due: due(task.closed),
                    to: task.to,
                    title: title.map(|layer| (layer.telling.title.clone(), layer.language)),
                    told: answers.take(panel, task.to).map(|kept| (kept.told, kept.version)),
                }
            })
            .collect();
        owed.sort_by_key(|one| (one.due, one.panel, one.to));
        Ok(Board {
            overview,
            today: now.date_naive(),
            owed,
        })
    }

    /// Writes down what came of telling somebody; over what stood there, if that is still at `read_version`, 0 for nothing.
    ///
    /// # Errors
    /// [`FeedbackError::NotFound`], also where nothing is owed; [`FeedbackError::Conflict`], [`FeedbackError::DayOutside`],
    /// [`FeedbackError::ReactionTooLong`].
    pub async fn tell(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        panel: PanelId,
        to: To,
        said: Said,
        read_version: i32,
    ) -> Result<(), FeedbackError> {
        let by = actor.account().ok_or(FeedbackError::NotFound)?;
        if said.reaction.chars().count() > REACTION_LETTERS {
            return Err(FeedbackError::ReactionTooLong);
        }
        let (keys, at) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.write().await?;
        let closed = Closed::read(&mut tx, &keys, of).await?;
        let tasks = closed.tasks(at);
        let task = tasks.iter().find(|task| (task.kept.panel.id(), task.to) == (panel, to));
        let task = task
            .filter(|_| closed.may_tell(actor, of, to))
            .ok_or(FeedbackError::NotFound)?;
        if let Came::Given { on, .. } = said.came
            && !(task.closed..=at.date_naive()).contains(&on)
        {
            return Err(FeedbackError::DayOutside);
        }
        let told = ToldBack {
            came: said.came,
            reaction: said.reaction.trim().to_owned(),
            by,
            at,
        };
        let mut answers = Answers::read(&mut tx, &keys, of, &closed.stories).await?;
        let before = answers.take(panel, to);
        if before.as_ref().map_or(0, |kept| kept.version) != read_version {
            return Err(FeedbackError::Conflict);
        }
        let row = before.map(|kept| (kept.id, kept.version));
        if !kept::write(&mut tx, &keys, of, (panel, to), &closed.stories, told, row).await? {
            return Err(FeedbackError::Conflict);
        }
        let entry = Entry {
            at,
            by: Some(by),
            deed: Deed::ToldBack,
            about: Some(panel.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        Ok(tx.commit().await?)
    }

    /// How far the loop is closed, period by period, for whoever takes a period to its next stage.
    ///
    /// # Errors
    /// [`FeedbackError::NotFound`].
    pub async fn loops(&self, actor: &Actor, of: ProgrammeId) -> Result<BTreeMap<RoundId, Loop>, FeedbackError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(FeedbackError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        Ok(loops(&mut tx, &keys, of, self.0.clock.now()).await?)
    }
}

/// How far the loop is closed, period by period; a period without a closed panel is not here.
pub(crate) async fn loops(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    now: DateTime<Utc>,
) -> Result<BTreeMap<RoundId, Loop>, Fault> {
    let closed = Closed::read(tx, keys, of).await?;
    let mut answers = Answers::read(tx, keys, of, &closed.stories).await?;
    let mut all: BTreeMap<RoundId, Vec<(NaiveDate, Option<Came>)>> = BTreeMap::new();
    for task in closed.tasks(now) {
        let came = answers.take(task.kept.panel.id(), task.to).map(|kept| kept.told.came);
        all.entry(task.kept.round).or_default().push((task.closed, came));
    }
    let today = now.date_naive();
    Ok(all
        .into_iter()
        .map(|(round, all)| (round, closed_loop(&all, today)))
        .collect())
}
