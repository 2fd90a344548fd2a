//! Any interleaving of steps, from any stage, leaves a legal panel that a chair can bring to its end.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Join(u8),
    Reseat(u8, u8),
    Leave(u8),
    ComeBack(u8),
    Recuse(u8),
    StartHearing,
    Hear(u8, u8),
    ReadAloud(u8),
    Discuss(u8),
    OpenVote,
    Vote(u8, u8),
    CloseVote(bool),
    Decide(u8, u8),
    Rate(u8, u8, u8),
    SendBack(u8),
    Enter(usize, usize),
    Confirm,
    Discard,
    RunOff,
    VoteAgain,
    Explain,
    Reason(u8),
    Decline,
    Without(u8),
    Close,
}

impl Step {
    fn take(&self, panel: &mut Panel) -> Result<(), Refused> {
        match *self {
            Self::Join(n) => panel.join(seat(n), Category::ALL[usize::from(n) % 5]),
            Self::Reseat(old, new) => panel.reseat(seat(old), seat(new)),
            Self::Leave(n) => panel.leave(seat(n)),
            Self::ComeBack(n) => panel.come_back(seat(n)),
            Self::Recuse(n) => panel.recuse(seat(n)),
            Self::StartHearing => panel.start_hearing(at(0)),
            Self::Hear(n, one) => panel.hear(seat(n), story(one)),
            Self::ReadAloud(one) => panel.read_aloud(story(one)),
            Self::Discuss(one) => panel.discuss(story(one)),
            Self::OpenVote => panel.open_vote(),
            Self::Vote(n, one) => panel.vote(seat(n), story(one)),
            Self::CloseVote(true) => panel.close_vote(Closing::ByChair),
            Self::CloseVote(false) => panel.close_vote(Closing::AllVoted),
            Self::Decide(0, _) => panel.decide(Choice::NoStory(WHY.to_owned())),
            Self::Decide(one, 0) => panel.decide(Choice::One(story(one))),
            Self::Decide(one, other) => panel.decide(Choice::Two(story(one), story(other))),
            Self::Rate(n, first, others) => panel.rate(seat(n), sheet(panel, first, others)),
            Self::SendBack(one) => panel.decide(Choice::SendBack(story(one), "Quand ?".to_owned())),
            Self::Enter(one, other) => {
                panel.enter_count(Means::Hands, &BTreeMap::from([(story(1), one), (story(2), other)]))
            }
            Self::Confirm => panel.confirm_count(&seen(panel)),
            Self::Discard => panel.discard_count(),
            Self::RunOff => panel.run_off(),
            Self::VoteAgain => panel.vote_again(),
            Self::Explain => panel.explain(WHY),
            Self::Reason(one) => panel.give_reason(story(one), WHY),
            Self::Decline => panel.decline_dissent(),
            Self::Without(one) => panel.without(story(one)),
            Self::Close => panel.close(at(50)),
        }
    }
}

/// The count that waits, as a page shows it.
fn seen(panel: &Panel) -> BTreeMap<StoryId, usize> {
    panel
        .entered()
        .map(|entered| entered.tally.ranked().into_iter().collect())
        .unwrap_or_default()
}

/// `first` for the first story before the panel, `others` for the rest.
fn sheet(panel: &Panel, first: u8, others: u8) -> Sheet {
    let marks = std::iter::once(first).chain(std::iter::repeat(others));
    panel
        .stories()
        .iter()
        .zip(marks)
        .map(|(one, mark)| (one.story, vec![mark]))
        .collect()
}

fn any_step() -> impl Strategy<Value = Step> {
    let (n, one) = (1u8..8, 1u8..5);
    prop_oneof![
        2 => n.clone().prop_map(Step::Join),
        1 => (n.clone(), 1u8..12).prop_map(|(old, new)| Step::Reseat(old, new)),
        1 => n.clone().prop_map(Step::Leave),
        1 => n.clone().prop_map(Step::ComeBack),
        1 => n.clone().prop_map(Step::Recuse),
        2 => Just(Step::StartHearing),
        1 => (n.clone(), one.clone()).prop_map(|(n, one)| Step::Hear(n, one)),
        4 => one.clone().prop_map(Step::ReadAloud),
        4 => one.clone().prop_map(Step::Discuss),
        3 => Just(Step::OpenVote),
        12 => (n.clone(), one.clone()).prop_map(|(n, one)| Step::Vote(n, one)),
        2 => any::<bool>().prop_map(Step::CloseVote),
        2 => (0u8..5, 0u8..5).prop_map(|(one, other)| Step::Decide(one, other)),
        8 => (n.clone(), 0u8..7, 0u8..7).prop_map(|(n, first, others)| Step::Rate(n, first, others)),
        1 => one.clone().prop_map(Step::SendBack),
        3 => (0usize..5, 0usize..5).prop_map(|(one, other)| Step::Enter(one, other)),
        2 => Just(Step::Confirm),
        1 => Just(Step::Discard),
        2 => Just(Step::RunOff),
        2 => Just(Step::VoteAgain),
        1 => Just(Step::Explain),
        2 => one.clone().prop_map(Step::Reason),
        1 => Just(Step::Decline),
        1 => one.prop_map(Step::Without),
        1 => Just(Step::Close),
    ]
}

/// Where to begin, so that each stage is walked often.
fn any_start() -> impl Strategy<Value = Panel> {
    prop_oneof![
        Just(gathered(3)),
        Just(hearing()),
        Just(voting()),
        Just(counted(&[1, 2, 2, 1, 3])),
        Just(closed()),
        any_method().prop_map(|method| gathered_by(method, 3)),
        any_method().prop_map(|method| started(gathered_by(method, 3))),
        any_method().prop_map(ready),
    ]
}

fn any_method() -> impl Strategy<Value = Method> {
    let scale = || Scale::new(5, Vec::new()).expect("in bounds");
    prop_oneof![
        (2u8..4).prop_map(|most_rounds| Method::Iterative { most_rounds }),
        Just(Method::Scoring(scale())),
        Just(Method::PreScoring(scale())),
        Just(Method::Negotiation),
    ]
}

/// Where all may act: a vote is open, or marks are handed in.
fn ready(method: Method) -> Panel {
    let mut panel = started(gathered_by(method, 3));
    if let Panel::Rating(_) = panel {
        for one in panel.stories().to_vec() {
            panel.read_aloud(one.story).expect("marking");
        }
        return panel;
    }
    discussed(panel)
}

/// What must hold of every panel, however it came about.
fn check_legal(panel: &Panel) -> Result<(), TestCaseError> {
    let ids: BTreeSet<_> = panel.seats().iter().map(Seat::id).collect();
    prop_assert_eq!(ids.len(), panel.seats().len(), "a seat stands there twice");
    if let Panel::Voting(voting) = panel {
        prop_assert!(panel.tally().is_none());
        let tally = voting.ballots.count(&voting.candidates);
        prop_assert_eq!(tally.total(), voting.ballots.len());
        prop_assert!(voting.entered.is_none() || voting.ballots.len() == 0, "somebody counts twice");
        prop_assert_eq!(tally.ranked().len(), voting.candidates.len(), "a vote for no candidate");
        let cast = voting.sitting.seats.iter().filter(|seat| voting.ballots.has(seat.id));
        let cast: Vec<_> = cast.map(|seat| (seat.attendance, seat.heard.len())).collect();
        prop_assert_eq!(cast.len(), voting.ballots.len(), "a vote of no seat");
        for (attendance, heard) in cast {
            prop_assert_ne!(attendance, Attendance::Recused);
            prop_assert_eq!(heard, panel.stories().len(), "voted without hearing all");
        }
    }
    if let Panel::Rating(rating) = panel {
        prop_assert!(panel.scores().is_none(), "marks are known before all are counted");
        for one in panel.seats() {
            let has_marked = rating.sheets.has(one.id());
            prop_assert!(!has_marked || one.attendance() != Attendance::Recused);
            prop_assert!(
                !has_marked || one.heard.len() == panel.stories().len(),
                "marked without hearing all"
            );
        }
    }
    if let Panel::Reasoning(reasoning) = panel {
        let chosen = reasoning.outcome().map(Outcome::stories).unwrap_or_default();
        prop_assert!(
            chosen.is_empty() || reasoning.rounds_left() == 0,
            "chosen while rounds are left"
        );
        prop_assert!(
            chosen.iter().all(|one| reasoning.sitting.check(*one).is_ok()),
            "a withdrawn story is chosen"
        );
    }
    if let Panel::Closed(record) = panel {
        let chosen = record.outcome.stories();
        prop_assert!(chosen.len() <= 2);
        prop_assert_eq!(record.reasons.len(), chosen.len());
        let count = match (record.rounds.last(), &record.scores) {
            (Some(round), _) => round.tally.clone(),
            (None, scores) => scores.as_ref().expect("voted or marked").tally(),
        };
        if record.method != Method::Negotiation && !chosen.is_empty() {
            let leaders = count.leaders();
            let follows = leaders.iter().all(|one| chosen.contains(one)) || chosen.iter().all(|one| leaders.contains(one));
            prop_assert!(
                follows || count.carries(&chosen).is_ok(),
                "the count does not carry the choice"
            );
            prop_assert!(
                leaders.len() <= chosen.len() || record.departure.is_some(),
                "a tie broken silently"
            );
        }
        if let Some(round) = record.rounds.last() {
            let with_it: usize = chosen.iter().filter_map(|one| round.tally.of(*one)).sum();
            prop_assert!(with_it == round.tally.total() || record.dissent != Dissent::NotAsked);
        }
    }
    let json = serde_json::to_string(panel).expect("JSON");
    prop_assert_eq!(&serde_json::from_str::<Panel>(&json).expect("its own JSON"), panel);
    Ok(())
}

/// Whatever happened, a chair can bring the panel to its end.
fn finish(panel: &mut Panel) -> Result<(), Refused> {
    while panel.record().is_none() {
        match panel {
            Panel::Gathering(_) => {
                panel.join(seat(99), Category::Survivor)?;
                panel.start_hearing(at(0))?;
            }
            Panel::Hearing(_) => {
                for one in panel.stories().to_vec() {
                    panel.discuss(one.story)?;
                }
                panel.open_vote()?;
            }
            Panel::Rating(_) | Panel::Voting(_) => {
                if panel.entered().is_some() {
                    panel.discard_count()?;
                }
                for one in panel.seats().to_vec() {
                    if one.attendance() == Attendance::Present {
                        panel.leave(one.id())?;
                    }
                }
                panel.close_vote(Closing::AllVoted)?;
            }
            Panel::Reasoning(_) => {
                panel.decide(Choice::NoStory(WHY.to_owned()))?;
                panel.decline_dissent()?;
                panel.close(at(59))?;
            }
            Panel::Closed(_) => {}
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_interleaving_leaves_a_legal_panel(start in any_start(), steps in prop::collection::vec(any_step(), 0..60)) {
        let mut panel = start.clone();
        let mut journal = Vec::new();
        for step in steps {
            let before = panel.clone();
            if step.take(&mut panel).is_err() {
                prop_assert_eq!(&panel, &before, "a refused step changed the panel");
                continue;
            }
            check_legal(&panel)?;
            if let (Step::CloseVote(_), Some(CastOf { cast, of })) = (&step, before.cast_of()) {
                let counted = match (&before, panel.scores()) {
                    (Panel::Rating(_), scores) => scores.map(|scores| (scores.sheets, scores.missing)),
                    _ => panel.rounds().last().map(|round| (round.tally.total(), round.abstained)),
                };
                prop_assert_eq!(counted, Some((cast, of - cast)));
            }
            if let (Step::Rate(n, ..), Some(now), Some(then)) = (&step, panel.cast_of(), before.cast_of()) {
                prop_assert_eq!((now.cast, now.of), (then.cast + 1, then.of));
                prop_assert_eq!(panel.may_rate(seat(*n)), Err(Refused::AlreadyVoted));
            }
            if let (Step::Vote(n, _), Some(now), Some(then)) = (&step, panel.cast_of(), before.cast_of()) {
                prop_assert_eq!((now.cast, now.of), (then.cast + 1, then.of));
                prop_assert_eq!(panel.may_vote(seat(*n)), Err(Refused::AlreadyVoted));
            }
            let is_kept = before.rounds().iter().zip(panel.rounds()).all(|(then, now)| then.tally == now.tally);
            prop_assert!(is_kept && panel.rounds().len() >= before.rounds().len(), "a counted round changed");
            journal.push(step);
        }
        let mut replayed = start;
        for step in journal {
            prop_assert_eq!(step.take(&mut replayed), Ok(()), "a step that was taken is refused when it is replayed");
        }
        prop_assert_eq!(&replayed, &panel, "the journal leads elsewhere");
        prop_assert_eq!(finish(&mut panel), Ok(()));
        check_legal(&panel)?;
    }
}
