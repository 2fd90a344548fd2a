//! A panel walked through by hand, and every illegal step at every stage.

mod any_order;
mod hands;
mod methods;
mod secret;

use super::*;
use crate::id::LayerId;
use chrono::TimeZone;
use std::collections::BTreeMap;
use uuid::Uuid;

const WHY: &str = "Elle va seule au tribunal et accompagne maintenant une voisine";

fn at(minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 8, 10, minute, 0)
        .single()
        .expect("a minute of March")
}

fn story(n: u8) -> StoryId {
    StoryId::new(Uuid::from_u128(u128::from(n)))
}

fn seat(n: u8) -> SeatId {
    SeatId::new(Uuid::from_u128(1000 + u128::from(n)))
}

fn considered(n: u8) -> Considered {
    let text = TextVersion {
        layer: LayerId::new(Uuid::from_u128(2000 + u128::from(n))),
        hash: VersionHash([n; 32]),
    };
    Considered { story: story(n), text }
}

fn gathered(stories: u8) -> Panel {
    gathered_by(Method::Majority, stories)
}

fn gathered_by(method: Method, stories: u8) -> Panel {
    let stories = (1..=stories).map(considered).collect();
    let rules = Rules::new(method, 8).expect("in bounds");
    Panel::gather(PanelId::new(Uuid::from_u128(7)), stories, rules).expect("different stories")
}

fn hearing() -> Panel {
    started(gathered(3))
}

/// With five seats: two survivors, a peer educator, two workers.
fn started(mut panel: Panel) -> Panel {
    use Category::{PeerEducator, Staff, Survivor};
    for (n, category) in (1..).zip([Survivor, Survivor, PeerEducator, Staff, Staff]) {
        panel.join(seat(n), category).expect("gathering");
    }
    panel.start_hearing(at(0)).expect("people are there");
    panel
}

fn voting() -> Panel {
    discussed(hearing())
}

/// Every story read aloud and discussed, the vote open.
fn discussed(mut panel: Panel) -> Panel {
    for n in 1..=3 {
        panel.read_aloud(story(n)).expect("hearing");
        panel.discuss(story(n)).expect("hearing");
    }
    panel.open_vote().expect("all discussed");
    panel
}

/// Counted with one vote for each of `choices`, from seat 1 on.
fn counted(choices: &[u8]) -> Panel {
    let mut panel = voting();
    for (n, choice) in (1..).zip(choices) {
        panel.vote(seat(n), story(*choice)).expect("one vote each");
    }
    panel.close_vote(Closing::ByChair).expect("votes are there");
    panel
}

fn closed() -> Panel {
    let mut panel = counted(&[1, 1, 2, 1, 3]);
    panel.ask(story(1), "Qui l'a aidée ?").expect("a question");
    panel.ask(story(2), "Depuis quand ?").expect("a question");
    panel.give_reason(story(1), WHY).expect("long enough");
    panel
        .record_dissent("La deuxième montre un changement dans la famille")
        .expect("a view");
    panel.close(at(50)).expect("all is said");
    panel
}

impl Panel {
    /// The count of the last round; `None` until its vote is closed.
    fn tally(&self) -> Option<&Tally> {
        let is_counted = matches!(self, Self::Reasoning(_) | Self::Closed(_));
        self.rounds().last().filter(|_| is_counted).map(|round| &round.tally)
    }
}

fn last_tally(panel: &Panel) -> Vec<(StoryId, usize)> {
    panel.tally().map(Tally::ranked).unwrap_or_default()
}

fn reasoning(panel: &Panel) -> &Reasoning {
    match panel {
        Panel::Reasoning(reasoning) => reasoning,
        other => panic!("not reasoning: {other:?}"),
    }
}

#[test]
fn a_whole_panel_leaves_its_record_and_no_seat() {
    let panel = closed();
    let record = panel.record().expect("closed");
    assert_eq!(last_tally(&panel), [(story(1), 3), (story(2), 1), (story(3), 1)]);
    assert_eq!(record.outcome, Outcome::One { story: story(1) });
    assert_eq!(
        record.members,
        BTreeMap::from([(Category::Survivor, 2), (Category::PeerEducator, 1), (Category::Staff, 2)])
    );
    assert_eq!((record.absent, record.recused, record.duration().num_minutes()), (0, 0, 50));
    assert_eq!(record.reasons[0].words.text(), Some(WHY));
    let json = serde_json::to_string(&panel).expect("JSON");
    assert!(json.starts_with(r#"{"stage":"closed""#), "{json}");
    assert!(json.contains(&"01".repeat(32)), "the version's hash is hexadecimal");
    for n in 1..=5 {
        assert!(!json.contains(&seat(n).uuid().to_string()), "a seat is in the record");
    }
}

#[test]
fn every_illegal_step_is_refused_at_every_stage_and_changes_nothing() {
    use Refused::{Closed as Over, NotGathering, NotHearing, NotReasoning, NotVoting};
    type Step = fn(&mut Panel) -> Result<(), Refused>;
    // Per step what gathering, hearing, voting, reasoning and closed answer; `None`: this stage takes the step.
    let gathering_only = [
        None,
        Some(NotGathering),
        Some(NotGathering),
        Some(NotGathering),
        Some(NotGathering),
    ];
    let hearing_only = [Some(NotHearing), None, Some(NotHearing), Some(NotHearing), Some(NotHearing)];
    let listening = [Some(NotHearing), None, None, Some(NotHearing), Some(NotHearing)];
    let voting_only = [Some(NotVoting), Some(NotVoting), None, Some(NotVoting), Some(NotVoting)];
    let reasoning_only = [
        Some(NotReasoning),
        Some(NotReasoning),
        Some(NotReasoning),
        None,
        Some(NotReasoning),
    ];
    let until_closed = [None, None, None, None, Some(Over)];
    let table: [(&str, Step, [Option<Refused>; 5]); 19] = [
        ("join", |p| p.join(seat(9), Category::Donor), gathering_only.clone()),
        ("start hearing", |p| p.start_hearing(at(1)), gathering_only),
        ("discuss", |p| p.discuss(story(1)), hearing_only.clone()),
        ("open vote", Panel::open_vote, hearing_only),
        ("hear", |p| p.hear(seat(1), story(1)), listening.clone()),
        ("read aloud", |p| p.read_aloud(story(1)), listening),
        ("vote", |p| p.vote(seat(4), story(1)), voting_only.clone()),
        ("may vote", |p| p.may_vote(seat(4)), voting_only.clone()),
        ("close vote", |p| p.close_vote(Closing::ByChair), voting_only),
        (
            "decide",
            |p| p.decide(Choice::Two(story(1), story(2))),
            reasoning_only.clone(),
        ),
        ("run-off", Panel::run_off, reasoning_only.clone()),
        ("reason", |p| p.give_reason(story(1), WHY), reasoning_only.clone()),
        ("criteria", |p| p.set_criteria(Vec::new()), reasoning_only.clone()),
        ("dissent", |p| p.record_dissent("Non"), reasoning_only.clone()),
        ("no dissent", Panel::decline_dissent, reasoning_only.clone()),
        ("close", |p| p.close(at(9)), reasoning_only),
        ("leave", |p| p.leave(seat(1)), until_closed.clone()),
        ("re-seat", |p| p.reseat(seat(1), seat(8)), until_closed),
        (
            "ask",
            |p| p.ask(story(1), "Quand ?"),
            [Some(NotHearing), None, None, None, Some(Over)],
        ),
    ];
    for (name, step, answers) in table {
        let mut gathering = gathered(3);
        gathering.join(seat(1), Category::Survivor).expect("gathering");
        let mut open = voting();
        open.vote(seat(1), story(1)).expect("a vote");
        // Tied, so that a run-off is possible; each other step is made possible where it stands.
        let mut tied = counted(&[1, 2]);
        let mut ready = hearing();
        for n in 1..=3 {
            ready.discuss(story(n)).expect("hearing");
        }
        if matches!(name, "reason" | "close") {
            tied.decide(Choice::One(story(1))).expect("tied");
            tied.give_reason(story(1), WHY).expect("chosen");
            tied.explain(WHY).expect("a tie");
            tied.decline_dissent().expect("reasoning");
        }
        for (stage, answer) in [gathering, ready, open, tied, closed()].iter().zip(answers) {
            let mut panel = stage.clone();
            assert_eq!(step(&mut panel).err(), answer, "{name} at {stage:?}");
            if answer.is_some() {
                assert_eq!(&panel, stage, "{name} was refused and changed the panel");
            }
        }
    }
}

#[test]
fn seats_are_taken_once_given_out_again_and_keep_their_vote() {
    let mut panel = gathered(1);
    assert_eq!(panel.start_hearing(at(0)), Err(Refused::NobodySeated));
    panel.join(seat(1), Category::Staff).expect("free");
    assert_eq!(panel.join(seat(1), Category::Donor), Err(Refused::SeatTaken));
    let mut panel = voting();
    panel.vote(seat(1), story(1)).expect("a vote");
    assert_eq!(panel.reseat(seat(1), seat(2)), Err(Refused::SeatTaken));
    panel.reseat(seat(1), seat(8)).expect("a new telephone");
    assert_eq!(panel.vote(seat(8), story(2)), Err(Refused::AlreadyVoted));
    assert_eq!(panel.vote(seat(1), story(2)), Err(Refused::UnknownSeat));
    assert_eq!(panel.cast_of(), Some(CastOf { cast: 1, of: 5 }));
    let mut full = gathered(1);
    for n in 0..60 {
        full.join(seat(n), Category::Survivor).expect("free");
    }
    assert_eq!(
        full.join(seat(60), Category::Survivor),
        Err(Refused::Full { most: MOST_SEATS })
    );
}

#[test]
fn a_panel_needs_different_stories() {
    let gather = |stories| Panel::gather(PanelId::new(Uuid::nil()), stories, Rules::default()).err();
    assert_eq!(gather(Vec::new()), Some(Refused::NoStories));
    assert_eq!(gather(vec![considered(1), considered(1)]), Some(Refused::SameStoryTwice));
}

#[test]
fn no_vote_before_each_story_is_discussed_and_heard() {
    let mut panel = hearing();
    panel.discuss(story(2)).expect("hearing");
    assert!(matches!(&panel, Panel::Hearing(open) if open.has_discussed(story(2)) && !open.has_discussed(story(1))));
    let stories = vec![story(1), story(3)];
    assert_eq!(panel.open_vote(), Err(Refused::NotDiscussed { stories }));
    panel.discuss(story(1)).expect("hearing");
    panel.discuss(story(3)).expect("hearing");
    panel.hear(seat(1), story(2)).expect("hearing");
    assert_eq!(panel.hear(seat(1), story(9)), Err(Refused::StoryNotInPanel));
    panel.leave(seat(2)).expect("leaves");
    panel.read_aloud(story(3)).expect("hearing");
    panel.open_vote().expect("all discussed");
    let stories = vec![story(1)];
    assert_eq!(panel.vote(seat(1), story(2)), Err(Refused::NotYetHeard { stories }));
    panel.hear(seat(1), story(1)).expect("catches up");
    panel.vote(seat(1), story(2)).expect("has heard all");
    assert_eq!(panel.vote(seat(2), story(2)), Err(Refused::Absent));
    panel.come_back(seat(2)).expect("is back");
    let stories = vec![story(1), story(2), story(3)];
    assert_eq!(panel.may_vote(seat(2)), Err(Refused::NotYetHeard { stories }));
}

#[test]
fn one_vote_a_seat_and_nothing_shown_but_how_many() {
    let mut panel = voting();
    assert_eq!(panel.close_vote(Closing::ByChair), Err(Refused::NoBallots));
    panel.vote(seat(1), story(1)).expect("a vote");
    assert_eq!(panel.vote(seat(1), story(2)), Err(Refused::AlreadyVoted));
    assert_eq!(panel.vote(seat(2), story(9)), Err(Refused::StoryNotInPanel));
    assert_eq!(panel.vote(seat(9), story(1)), Err(Refused::UnknownSeat));
    assert_eq!(panel.cast_of(), Some(CastOf { cast: 1, of: 5 }));
    assert_eq!((panel.tally(), panel.rounds()), (None, [].as_slice()));
    assert_eq!(panel.close_vote(Closing::AllVoted), Err(Refused::StillVoting { waiting: 4 }));
    panel.close_vote(Closing::ByChair).expect("the chair may");
    assert_eq!(panel.rounds()[0].abstained, 4);
    assert_eq!(panel.cast_of(), None);
}

#[test]
fn a_recused_seat_is_out_of_the_vote_for_good() {
    let mut panel = voting();
    panel.vote(seat(1), story(1)).expect("a vote");
    panel.vote(seat(2), story(2)).expect("a vote");
    for _ in 0..2 {
        panel.recuse(seat(1)).expect("quietly, twice too");
    }
    assert_eq!(panel.cast_of(), Some(CastOf { cast: 1, of: 4 }));
    assert_eq!(panel.vote(seat(1), story(3)), Err(Refused::Recused));
    panel.come_back(seat(1)).expect("looks as any other seat");
    assert_eq!(panel.vote(seat(1), story(3)), Err(Refused::Recused), "and stays recused");
    panel.leave(seat(3)).expect("leaves");
    panel.close_vote(Closing::ByChair).expect("a vote is there");
    assert_eq!(panel.recuse(seat(2)), Err(Refused::NotVoting));
    panel.give_reason(story(2), WHY).expect("chosen");
    assert_eq!(
        panel.close(at(9)),
        Err(Refused::DissentNotAsked),
        "of so few it is asked in any case"
    );
    panel.decline_dissent().expect("reasoning");
    panel.close(at(9)).expect("all is said");
    let record = panel.record().expect("closed");
    assert_eq!(
        (record.absent, record.recused, record.members.values().sum::<usize>()),
        (1, 1, 5)
    );
}

#[test]
fn where_nobody_can_vote_the_panel_ends_without_a_story() {
    let mut panel = voting();
    for n in 1..=5 {
        panel.recuse(seat(n)).expect("quietly");
    }
    panel.close_vote(Closing::AllVoted).expect("nobody is left");
    assert_eq!(panel.close(at(9)), Err(Refused::NoOutcome));
    assert_eq!(
        panel.decide(Choice::One(story(1))),
        Err(Refused::NotLeading { story: story(1) })
    );
    let why = "Chacune des personnes présentes connaît au moins une conteuse".to_owned();
    panel.decide(Choice::NoStory(why)).expect("with why");
    panel.close(at(9)).expect("no minority, no reason beside why");
}

#[test]
fn a_tie_waits_for_a_decision() {
    let mut panel = counted(&[1, 2, 2, 1, 3]);
    let tie = Refused::Tie {
        stories: vec![story(1), story(2)],
    };
    assert_eq!(panel.close(at(9)), Err(tie.clone()));
    assert_eq!(panel.give_reason(story(1), WHY), Err(tie));
    assert_eq!(
        panel.decide(Choice::One(story(3))),
        Err(Refused::NotLeading { story: story(3) })
    );
    assert_eq!(panel.decide(Choice::Two(story(1), story(1))), Err(Refused::SameStoryTwice));
    panel.decide(Choice::Two(story(2), story(1))).expect("both lead");
    assert_eq!(reasoning(&panel).otherwise(), 1);
    panel.give_reason(story(2), WHY).expect("chosen");
    let stories = vec![story(1)];
    assert_eq!(panel.close(at(9)), Err(Refused::NoReason { stories }));
    panel.decide(Choice::One(story(2))).expect("by express decision");
    assert_eq!((reasoning(&panel).otherwise(), reasoning(&panel).reasons().len()), (3, 1));
    assert_eq!(reasoning(&panel).departs(), Some(Departure::Tie));
    panel.decline_dissent().expect("reasoning");
    assert_eq!(panel.close(at(9)), Err(Refused::NotExplained));
    panel.explain(WHY).expect("a tie");
    panel.close(at(9)).expect("all is said");
    let departure = panel
        .record()
        .and_then(|record| record.departure.clone())
        .expect("recorded as such");
    assert_eq!((departure.0, departure.1.text()), (Departure::Tie, Some(WHY)));
}

#[test]
fn a_run_off_is_a_new_round_and_the_first_stays_as_it_was() {
    let mut panel = counted(&[1, 2, 2, 1, 3]);
    let first = panel.rounds()[0].clone();
    panel.run_off().expect("tied");
    assert_eq!(panel.candidates(), Some([story(1), story(2)].as_slice()));
    assert_eq!((panel.tally(), panel.rounds()), (None, [first.clone()].as_slice()));
    assert_eq!(panel.vote(seat(1), story(3)), Err(Refused::StoryNotInPanel));
    for (n, choice) in [(1, 1), (2, 2), (3, 2), (4, 1), (5, 2)] {
        panel.vote(seat(n), story(choice)).expect("a fresh vote");
    }
    panel.close_vote(Closing::AllVoted).expect("all have");
    assert_eq!(last_tally(&panel), [(story(2), 3), (story(1), 2)]);
    assert_eq!(panel.rounds()[0], first);
    assert_eq!(panel.run_off(), Err(Refused::NoTie));
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(2) }));
}

#[test]
fn a_reason_is_a_sentence_and_dissent_is_asked() {
    let mut panel = counted(&[1, 1, 1, 2, 2]);
    assert_eq!(panel.close(at(9)), Err(Refused::NoReason { stories: vec![story(1)] }));
    assert_eq!(panel.give_reason(story(2), WHY), Err(Refused::NotChosen));
    let short = Refused::ReasonTooShort { needed: 8, words: 3 };
    assert_eq!(panel.give_reason(story(1), "  plus durable, voilà ! "), Err(short));
    assert_eq!(panel.give_reason(story(1), " …! "), Err(Refused::Blank));
    let long = "mot ".repeat(1001);
    assert_eq!(panel.give_reason(story(1), &long), Err(Refused::TooLong { most: 4000 }));
    panel
        .give_reason(story(1), "لأنها صارت تعرف حقوقها وتذهب وحدها إلى المحكمة")
        .expect("eight Arabic words");
    panel.give_reason(story(1), WHY).expect("replaces");
    assert_eq!(reasoning(&panel).reasons().len(), 1);
    assert_eq!(panel.close(at(9)), Err(Refused::DissentNotAsked));
    panel.decline_dissent().expect("asked");
    panel.record_dissent("Finalement si").expect("changed their mind");
    assert_eq!(panel.decline_dissent(), Err(Refused::DissentRecorded));
    assert_eq!(Criterion::new("Durée", Some(0)), Err(Refused::WeightOutOfBounds));
    assert_eq!(Criterion::new(" ", None), Err(Refused::Blank));
    let criterion = Criterion::new("Durée", Some(60)).expect("in bounds");
    panel.set_criteria(vec![criterion.clone()]).expect("reasoning");
    assert!(!format!("{panel:?}").contains("tribunal"), "words do not print");
    panel.close(at(9)).expect("all is said");
    assert_eq!(panel.record().map(|record| record.criteria.clone()), Some(vec![criterion]));
}

#[test]
fn another_outcome_or_a_withdrawal_asks_for_dissent_anew() {
    let asked = |panel: &Panel| *reasoning(panel).dissent() != Dissent::NotAsked;
    let mut panel = counted(&[1, 1, 2, 2]);
    panel.decide(Choice::One(story(1))).expect("tied");
    panel.decline_dissent().expect("reasoning");
    panel.decide(Choice::One(story(1))).expect("the same");
    assert!(asked(&panel), "nothing has changed");
    panel.decide(Choice::One(story(2))).expect("tied");
    assert!(!asked(&panel), "others are the minority now");
    panel.record_dissent("La troisième disait la même chose").expect("a view");
    panel.without(story(3)).expect("had no vote");
    assert!(!asked(&panel), "the view may speak of the withdrawn story");
}

#[test]
fn a_clock_set_back_ends_no_panel_before_it_began() {
    let mut panel = gathered(1);
    panel.join(seat(1), Category::Survivor).expect("free");
    panel.start_hearing(at(30)).expect("somebody is there");
    panel.discuss(story(1)).expect("hearing");
    panel.read_aloud(story(1)).expect("hearing");
    panel.open_vote().expect("discussed");
    panel.vote(seat(1), story(1)).expect("a vote");
    panel.close_vote(Closing::AllVoted).expect("all have");
    panel.give_reason(story(1), WHY).expect("chosen");
    panel.decline_dissent().expect("reasoning");
    panel.close(at(10)).expect("all is said");
    assert_eq!(
        panel.record().map(|record| (record.started, record.closed)),
        Some((at(30), at(30)))
    );
}

#[test]
fn a_story_withdrawn_while_voting_gives_its_voters_their_vote_back() {
    let mut panel = voting();
    panel.vote(seat(1), story(1)).expect("a vote");
    panel.vote(seat(2), story(2)).expect("a vote");
    panel.ask(story(1), "Qui l'a aidée ?").expect("a question");
    for _ in 0..2 {
        panel.without(story(1)).expect("twice too");
    }
    assert_eq!(panel.without(story(9)), Err(Refused::StoryNotInPanel));
    assert_eq!(
        (panel.cast_of(), panel.questions().len()),
        (Some(CastOf { cast: 1, of: 5 }), 0)
    );
    assert_eq!(panel.vote(seat(2), story(3)), Err(Refused::AlreadyVoted));
    assert_eq!(panel.vote(seat(1), story(1)), Err(Refused::StoryNotInPanel));
    panel.vote(seat(1), story(2)).expect("votes again");
}

#[test]
fn a_story_withdrawn_after_the_count_voids_the_round_if_it_had_votes() {
    let mut panel = counted(&[1, 1, 1, 2, 2]);
    panel.without(story(3)).expect("had no vote");
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(1) }));
    panel.without(story(1)).expect("had votes");
    assert!(panel.rounds()[0].is_void);
    assert_eq!(panel.candidates(), Some([story(2)].as_slice()));
    panel.without(story(2)).expect("the last one");
    panel.close_vote(Closing::AllVoted).expect("nothing to vote on");
    assert_eq!(panel.tally().map(Tally::total), Some(0));
    let why = "Les trois histoires ont été retirées par leurs conteuses".to_owned();
    panel.decide(Choice::NoStory(why)).expect("with why");
    panel.close(at(9)).expect("closed");
    let record = panel.record().expect("closed");
    assert!(record.stories.len() == 3 && record.stories.iter().all(|one| one.text.is_none()));
}

#[test]
fn both_of_a_run_off_withdrawn_brings_the_others_back() {
    let mut panel = counted(&[1, 2, 2, 1, 3]);
    panel.run_off().expect("tied");
    panel.without(story(1)).expect("stands");
    panel.without(story(2)).expect("stands");
    assert_eq!(panel.candidates(), Some([story(3)].as_slice()));
    panel.vote(seat(1), story(3)).expect("stands again");
}

#[test]
fn a_story_withdrawn_from_a_closed_record_leaves_counts_and_no_words() {
    let mut panel = closed();
    let before = panel.record().expect("closed").clone();
    for _ in 0..2 {
        panel.without(story(1)).expect("twice too");
    }
    assert_eq!(panel.without(story(9)), Err(Refused::StoryNotInPanel));
    let after = panel.record().expect("closed");
    assert_eq!(
        (&after.rounds, &after.members, &after.outcome),
        (&before.rounds, &before.members, &before.outcome)
    );
    assert_eq!(after.reasons[0].words.text(), None);
    assert_eq!(
        (after.questions[0].words.text(), after.questions[1].words.text()),
        (None, Some("Depuis quand ?"))
    );
    assert!(matches!(&after.dissent, Dissent::Spoken { views } if views.len() == 1 && views[0].text().is_none()));
    assert_eq!((after.stories[0].text, after.stories[1]), (None, before.stories[1]));
    let json = serde_json::to_string(&panel).expect("JSON");
    assert!(!json.contains("tribunal") && !json.contains(&"01".repeat(32)), "{json}");
}

#[test]
fn a_version_is_64_hexadecimal_digits() {
    let hash = VersionHash([0xa5; 32]);
    assert_eq!(hash.to_string().parse(), Ok(hash));
    for wrong in ["", "a5", &"é".repeat(32), &"+a".repeat(32), &"a5".repeat(33)] {
        assert_eq!(wrong.parse::<VersionHash>(), Err(NotAVersion), "{wrong}");
    }
}

#[test]
fn the_order_of_stories_is_fixed_for_a_seat_and_fair_over_seats() {
    let mut panel = gathered(4);
    let mut first = BTreeMap::<StoryId, u32>::new();
    for n in 0..200 {
        let order = panel.order_for(seat(n));
        assert_eq!(order, panel.order_for(seat(n)));
        *first.entry(order[0]).or_default() += 1;
    }
    assert!(
        first.len() == 4 && first.values().all(|times| (25..=80).contains(times)),
        "{first:?}"
    );
    assert_eq!(panel.order_for(seat(3)), GOLDEN.map(story), "the documented mix");
    let mut expected = panel.order_for(seat(5));
    expected.retain(|one| *one != story(2));
    panel.without(story(2)).expect("stands");
    assert_eq!(panel.order_for(seat(5)), expected);
}

/// Worked out apart from this code from the definition of FNV-1a and the finaliser.
const GOLDEN: [u8; 4] = [4, 1, 3, 2];
