//! Votes without telephones: entered by the chair, confirmed by a second person.

use super::*;

fn votes(one: usize, two: usize) -> BTreeMap<StoryId, usize> {
    BTreeMap::from([(story(1), one), (story(2), two)])
}

#[test]
fn an_entered_count_waits_for_a_second_person() {
    let mut panel = voting();
    assert_eq!(panel.confirm_count(&votes(0, 0)), Err(Refused::NothingEntered));
    assert_eq!(panel.discard_count(), Err(Refused::NothingEntered));
    assert_eq!(
        panel.enter_count(Means::Hands, &votes(4, 2)),
        Err(Refused::TooManyVotes { present: 5 })
    );
    assert_eq!(
        panel.enter_count(Means::Hands, &votes(usize::MAX, 2)),
        Err(Refused::TooManyVotes { present: 5 })
    );
    assert_eq!(panel.enter_count(Means::Hands, &votes(0, 0)), Err(Refused::NoBallots));
    assert_eq!(
        panel.enter_count(Means::Telephones, &votes(3, 1)),
        Err(Refused::NotThisMethod)
    );
    let strange = BTreeMap::from([(story(9), 1)]);
    assert_eq!(panel.enter_count(Means::Hands, &strange), Err(Refused::StoryNotInPanel));
    panel.enter_count(Means::Hands, &votes(2, 2)).expect("four of five");
    panel.enter_count(Means::PocketChart, &votes(3, 1)).expect("corrected");
    assert_eq!(panel.vote(seat(1), story(1)), Err(Refused::NotConfirmed));
    assert_eq!(panel.close_vote(Closing::ByChair), Err(Refused::NotConfirmed));
    let seen = |one, two| BTreeMap::from([(story(1), one), (story(2), two), (story(3), 0)]);
    assert_eq!(panel.confirm_count(&seen(2, 2)), Err(Refused::EnteredAnew));
    panel.confirm_count(&seen(3, 1)).expect("seen by two");
    let round = &panel.rounds()[0];
    assert_eq!(round.tally.ranked(), [(story(1), 3), (story(2), 1), (story(3), 0)]);
    assert_eq!((round.abstained, round.means), (1, Means::PocketChart));
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(1) }));
}

#[test]
fn nobody_counts_twice() {
    let mut panel = voting();
    panel.vote(seat(1), story(1)).expect("by telephone");
    assert_eq!(panel.enter_count(Means::Hands, &votes(3, 1)), Err(Refused::BallotsCast));
    panel.recuse(seat(1)).expect("takes it back");
    panel.enter_count(Means::Hands, &votes(3, 1)).expect("four are present");
    panel.discard_count().expect("by telephone after all");
    panel.vote(seat(2), story(1)).expect("again possible");
}

#[test]
fn hands_are_raised_for_stories_that_all_have_heard() {
    let mut panel = hearing();
    for n in 1..=3 {
        panel.discuss(story(n)).expect("hearing");
    }
    panel.read_aloud(story(1)).expect("hearing");
    panel.open_vote().expect("discussed");
    let stories = vec![story(2), story(3)];
    assert_eq!(
        panel.enter_count(Means::Hands, &votes(3, 1)),
        Err(Refused::NotYetHeard { stories })
    );
}

#[test]
fn a_withdrawn_story_takes_the_entered_count_with_it() {
    let mut panel = voting();
    panel.enter_count(Means::Pictures, &votes(3, 1)).expect("four of five");
    panel.without(story(3)).expect("stands");
    assert_eq!(panel.entered(), None);
}

#[test]
fn a_round_counted_before_means_were_kept_was_by_telephone() {
    let round: CountedRound =
        serde_json::from_str(r#"{"tally":{},"abstained":0,"closing":"by_chair","is_void":false}"#).expect("an old row");
    assert_eq!(round.means, Means::Telephones);
}
