//! The chair's steps: each a step of `method::panel`, with what follows from it for codes and for the audit log.

use super::kept::Reseat;
use super::opening::new_code;
use super::{Kept, Panels, PanelsError, account, ballots, find, prune, save};
use crate::allowed;
use crate::audit::{self, Deed};
use crate::clock::random_id;
use crate::keys::Keys;
use crate::store::{Tx, join_codes};
use chrono::{DateTime, Utc};
use method::id::{AccountId, PanelId, ProgrammeId, SeatId, StoryId};
use method::panel::{Category, Choice, Closing, Criterion, Means, Panel, Refused};
use method::policy::{Action, Actor};
use std::collections::BTreeMap;

/// A step of the chair's.
#[derive(Clone, Debug)]
pub enum Step {
    /// Seats are taken; the stories come.
    StartHearing,
    /// A story was read aloud to all.
    ReadAloud(StoryId),
    /// A story was discussed.
    Discuss(StoryId),
    /// A question was raised.
    Ask(StoryId, String),
    /// The vote opens.
    OpenVote,
    /// The vote ends.
    CloseVote(Closing),
    /// The group decides.
    Decide(Choice),
    /// Somebody without a telephone takes a seat.
    Seat(Category),
    /// A vote without telephones: how many each story has.
    EnterCount(Means, BTreeMap<StoryId, usize>),
    /// That count was seen by this account, too.
    ConfirmCount(BTreeMap<StoryId, usize>),
    /// It was otherwise, or votes go by telephone.
    DiscardCount,
    /// So many vote in secret, by own telephones.
    Freeze(usize),
    /// The secret round begins anew.
    BeginRoundAgain,
    /// The box is opened and counted.
    Release(Closing),
    /// What a tablet holds that was handed round: the votes of each story, and the blank ones.
    EnterTablet(BTreeMap<StoryId, usize>, usize),
    /// With so many it has been, as this account says.
    ConfirmVisits(usize),
    /// Reasons may be written by telephone.
    OpenReasons,
    /// They are read out.
    ReleaseReasons,
    /// The tied stand again.
    RunOff,
    /// All stand again, after people have said why.
    VoteAgain,
    /// Why the choice departs from the numbers.
    Explain(String),
    /// Why a chosen story.
    GiveReason(StoryId, String),
    /// What the group looked at.
    SetCriteria(Vec<Criterion>),
    /// What somebody thinks who voted otherwise.
    RecordDissent(String),
    /// They would rather not say.
    DeclineDissent,
    /// The panel ends.
    Close,
    /// The person of a seat left the room.
    MarkAway(usize),
    /// And is back.
    MarkBack(usize),
    /// A seat's telephone died: a code gives the seat to another.
    Reseat(usize),
}

impl Panels<'_> {
    /// Takes a step. `read_version` is named by whoever writes words that another chair may have written meanwhile.
    ///
    /// # Errors
    /// [`PanelsError::Refused`] as `method::panel` says; [`PanelsError::Conflict`]; [`PanelsError::NotFound`].
    pub async fn take(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
        step: Step,
        read_version: Option<i32>,
    ) -> Result<(), PanelsError> {
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let waits_for_all = matches!(step, Step::Release(Closing::AllVoted));
        let is_early = waits_for_all && !self.is_told_full(&keys, programme, id).await?;
        let mut tx = self.0.content.write().await?;
        let found = find(&mut tx, &keys, programme, id).await?;
        let (mut kept, version) = found.ok_or(PanelsError::NotFound)?;
        if !allowed(actor, Action::LeadPanel, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        if read_version.is_some_and(|read| read != version) {
            return Err(PanelsError::Conflict);
        }
        if is_early {
            return Err(Refused::BallotsMissing.into());
        }
        let (_, has_changed) = prune(&mut tx, &keys, &mut kept, now).await?;
        let deed = match &step {
            Step::CloseVote(_) | Step::ConfirmCount(_) | Step::ConfirmVisits(_) | Step::Release(_) => {
                Some(Deed::PanelVoteClosed)
            }
            Step::Close => Some(Deed::PanelClosed),
            _ => None,
        };
        let by = account(actor)?;
        let taken = go(&mut tx, &keys, &mut kept, step, (by, now)).await;
        if taken.is_ok() || has_changed {
            let saved = save(&mut tx, &keys, programme, id, &kept, version).await?;
            // Of a round that was void nothing was counted.
            let is_over = taken.is_ok() && !matches!(kept.panel, Panel::Voting(_));
            if let Some(deed) = deed.filter(|_| is_over) {
                audit::append(&mut tx, &keys, &self.entry(actor, deed, id.uuid())?).await?;
            }
            tx.commit().await?;
            self.0.steps.tell(id);
            self.end_box(&keys, saved.ended).await?;
        }
        taken
    }
}

/// The step itself, and what follows from it for codes. Where it is refused nothing has changed.
async fn go(
    tx: &mut Tx,
    keys: &Keys,
    kept: &mut Kept,
    step: Step,
    (by, now): (AccountId, DateTime<Utc>),
) -> Result<(), PanelsError> {
    let panel = &mut kept.panel;
    match step {
        Step::StartHearing => {
            panel.start_hearing(now)?;
            if let Some(code) = kept.code.take() {
                join_codes::remove(tx, &keys.code_index(&code)).await?;
            }
        }
        Step::ReadAloud(story) => panel.read_aloud(story)?,
        Step::Discuss(story) => panel.discuss(story)?,
        Step::Ask(story, question) => panel.ask(story, &question)?,
        Step::OpenVote => panel.open_vote()?,
        Step::CloseVote(closing) => panel.close_vote(closing)?,
        Step::Decide(choice) => panel.decide(choice)?,
        Step::Seat(category) => panel.join(SeatId::new(random_id()), category)?,
        Step::EnterCount(means, votes) => {
            panel.enter_count(means, &votes)?;
            kept.entered_by = Some(by);
        }
        Step::ConfirmCount(_) | Step::ConfirmVisits(_) if kept.entered_by == Some(by) => {
            return Err(Refused::SamePerson.into());
        }
        Step::ConfirmCount(seen) => panel.confirm_count(&seen)?,
        Step::DiscardCount => panel.discard_count()?,
        Step::Freeze(said) => panel.freeze(said, ballots::new_box())?,
        Step::BeginRoundAgain => panel.begin_round_again()?,
        Step::Release(closing) => {
            let id = ballots::box_of(panel).ok_or(Refused::NotNow)?;
            let slips = ballots::ballots(tx, keys, panel).await?.ok_or(Refused::NotNow)?;
            panel.release(&slips, ballots::digests(id, &slips), closing)?;
        }
        Step::EnterTablet(votes, blank) => {
            panel.enter_tablet(&votes, blank)?;
            kept.entered_by = Some(by);
        }
        Step::ConfirmVisits(said) => panel.confirm_visits(said)?,
        Step::OpenReasons => panel.open_reasons(ballots::new_box())?,
        Step::ReleaseReasons => {
            let slips = ballots::reasons(tx, keys, panel).await?;
            panel.release_reasons(slips.as_ref())?;
        }
        Step::RunOff => panel.run_off()?,
        Step::VoteAgain => panel.vote_again()?,
        Step::Explain(why) => panel.explain(&why)?,
        Step::GiveReason(story, reason) => panel.give_reason(story, &reason)?,
        Step::SetCriteria(criteria) => panel.set_criteria(criteria)?,
        Step::RecordDissent(view) => panel.record_dissent(&view)?,
        Step::DeclineDissent => panel.decline_dissent()?,
        Step::Close => {
            panel.close(now)?;
            kept.code = None;
            kept.tokens = None;
            kept.reseats.clear();
            join_codes::remove_all(tx, kept.panel.id()).await?;
        }
        Step::MarkAway(number) => {
            let seat = seat(panel, number)?;
            panel.leave(seat)?;
        }
        Step::MarkBack(number) => {
            let seat = seat(panel, number)?;
            panel.come_back(seat)?;
        }
        Step::Reseat(number) => reseat(tx, keys, kept, number).await?,
    }
    Ok(())
}

/// The old telephone is out at once; the seat waits under an id that nobody has until the code is typed.
async fn reseat(tx: &mut Tx, keys: &Keys, kept: &mut Kept, number: usize) -> Result<(), PanelsError> {
    let old = seat(&kept.panel, number)?;
    let waiting = SeatId::new(random_id());
    kept.panel.reseat(old, waiting)?;
    if let Some(index) = kept.reseats.iter().position(|one| one.seat == old) {
        let before = kept.reseats.remove(index);
        join_codes::remove(tx, &keys.code_index(&before.code)).await?;
    }
    let code = new_code(tx, keys, kept.panel.id()).await?;
    kept.reseats.push(Reseat { code, seat: waiting });
    Ok(())
}

fn seat(panel: &Panel, number: usize) -> Result<SeatId, Refused> {
    if panel.record().is_some() {
        return Err(Refused::Closed);
    }
    let index = number.checked_sub(1).ok_or(Refused::UnknownSeat)?;
    panel
        .seats()
        .get(index)
        .map(method::panel::Seat::id)
        .ok_or(Refused::UnknownSeat)
}
