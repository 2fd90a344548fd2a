//! Each method once by hand, with its tallies worked out on paper, and the steps that it refuses.

use super::*;

fn iterative(most_rounds: u8) -> Panel {
    discussed(started(gathered_by(Method::Iterative { most_rounds }, 3)))
}

/// Three stories before a panel that shows its numbers by its own rule.
fn showing(method: Method) -> Panel {
    let rules = Rules::new(method, 8)
        .and_then(Rules::showing_small_counts)
        .expect("an open vote");
    Panel::gather(PanelId::new(Uuid::from_u128(7)), (1..=3).map(considered).collect(), rules).expect("different stories")
}

/// One vote for each of `choices`, from seat 1 on, counted.
fn round(panel: &mut Panel, choices: &[u8]) {
    for (n, choice) in (1..).zip(choices) {
        panel.vote(seat(n), story(*choice)).expect("one vote each");
    }
    panel.close_vote(Closing::AllVoted).expect("all have");
}

#[test]
fn an_iterative_vote_ends_when_all_agree() {
    let mut panel = iterative(4);
    round(&mut panel, &[1, 1, 2, 2, 3]);
    let left = Refused::RoundsLeft { left: 3 };
    assert_eq!(reasoning(&panel).outcome(), None);
    assert_eq!(panel.close(at(9)), Err(left.clone()));
    assert_eq!(panel.give_reason(story(1), WHY), Err(left.clone()));
    assert_eq!(panel.decide(Choice::Two(story(1), story(2))), Err(left));
    assert_eq!(panel.run_off(), Err(Refused::NotThisMethod));
    panel.vote_again().expect("three are left");
    round(&mut panel, &[1, 1, 1, 2, 1]);
    panel.vote_again().expect("two are left");
    round(&mut panel, &[1, 1, 1, 1, 1]);
    assert_eq!(panel.vote_again(), Err(Refused::RoundsOver));
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(1) }));
    panel.give_reason(story(1), WHY).expect("chosen");
    panel.decline_dissent().expect("asked");
    panel.close(at(50)).expect("all is said");
    let record = panel.record().expect("closed");
    let held: Vec<_> = record.rounds.iter().map(|round| round.tally.ranked()).collect();
    assert_eq!(held[0], [(story(1), 2), (story(2), 2), (story(3), 1)]);
    assert_eq!(held[1], [(story(1), 4), (story(2), 1), (story(3), 0)]);
    assert_eq!(held[2], [(story(1), 5), (story(2), 0), (story(3), 0)]);
    let moved: Vec<_> = record.rounds().into_iter().map(|round| round.moved).collect();
    let lead = |has_changed| Moved::Lead { has_changed };
    assert_eq!(moved, [Moved::First, lead(true), lead(false)]);
}

#[test]
fn an_iterative_vote_ends_with_its_last_round_and_a_caveat() {
    let mut panel = iterative(2);
    round(&mut panel, &[1, 1, 2, 2, 3]);
    panel.vote_again().expect("one is left");
    round(&mut panel, &[1, 1, 1, 2, 2]);
    assert_eq!(panel.vote_again(), Err(Refused::RoundsOver));
    panel.give_reason(story(1), WHY).expect("chosen");
    assert_eq!(panel.close(at(50)), Err(Refused::DissentNotAsked));
    panel
        .record_dissent("Celles qui ne bougent pas le disent ici")
        .expect("a caveat");
    panel.close(at(50)).expect("all is said");
}

#[test]
fn an_evenly_split_iterative_vote_takes_two_stories() {
    let mut panel = iterative(2);
    round(&mut panel, &[1, 1, 2, 2, 3]);
    panel.vote_again().expect("one is left");
    for (n, choice) in [(1, 1), (2, 1), (3, 2), (4, 2)] {
        panel.vote(seat(n), story(choice)).expect("one vote each");
    }
    panel.close_vote(Closing::ByChair).expect("the fifth does not");
    assert_eq!(
        panel.give_reason(story(1), WHY),
        Err(Refused::Tie {
            stories: vec![story(1), story(2)]
        })
    );
    panel.decide(Choice::Two(story(1), story(2))).expect("both lead");
    assert_eq!(
        reasoning(&panel).departs(),
        None,
        "two for a split group is the method's own end"
    );
}

#[test]
fn a_round_that_a_withdrawal_voids_is_held_again() {
    let mut panel = iterative(2);
    round(&mut panel, &[1, 1, 2, 2, 3]);
    panel.without(story(3)).expect("had a vote");
    round(&mut panel, &[1, 1, 2, 2, 2]);
    assert_eq!(reasoning(&panel).rounds_left(), 1);
}

#[test]
fn all_agree_only_when_nobody_who_is_present_is_silent() {
    let mut panel = iterative(3);
    panel.vote(seat(1), story(1)).expect("a vote");
    panel.close_vote(Closing::ByChair).expect("a vote is there");
    assert_eq!(reasoning(&panel).rounds_left(), 2);
}

fn scale(most: u8) -> Scale {
    Scale::new(most, Vec::new()).expect("in bounds")
}

/// The marks of one seat for the three stories.
fn marks(marks: [u8; 3]) -> Sheet {
    (1..).zip(marks).map(|(n, mark)| (story(n), vec![mark])).collect()
}

fn marked(panel: &mut Panel, sheets: &[[u8; 3]]) {
    for (n, sheet) in (1..).zip(sheets) {
        panel.rate(seat(n), marks(*sheet)).expect("one sheet each");
    }
    panel.close_vote(Closing::ByChair).expect("enough");
}

/// Sums: 5+4+2+3 = 14, 3+5+5+4 = 17, 1+1+1+1 = 4, of four sheets.
#[test]
fn scoring_takes_the_highest_mean() {
    let mut panel = discussed(started(gathered_by(Method::Scoring(scale(5)), 3)));
    assert!(matches!(panel, Panel::Rating(_)));
    assert_eq!(panel.vote(seat(1), story(1)), Err(Refused::NotVoting));
    assert_eq!(panel.close_vote(Closing::ByChair), Err(Refused::NoBallots));
    panel.rate(seat(1), marks([5, 3, 1])).expect("a sheet");
    panel.rate(seat(2), marks([4, 5, 1])).expect("a sheet");
    assert_eq!(panel.cast_of(), Some(CastOf { cast: 2, of: 5 }));
    assert_eq!(panel.close_vote(Closing::ByChair), Err(Refused::TooFewSheets { missing: 3 }));
    panel.rate(seat(3), marks([2, 5, 1])).expect("a sheet");
    panel.rate(seat(4), marks([3, 4, 1])).expect("a sheet");
    assert_eq!(panel.close_vote(Closing::AllVoted), Err(Refused::StillVoting { waiting: 1 }));
    panel.close_vote(Closing::ByChair).expect("four of five");
    let scores = panel.scores().expect("counted");
    assert_eq!((scores.sheets, scores.missing), (4, 1));
    assert_eq!(scores.tally().ranked(), [(story(2), 17), (story(1), 14), (story(3), 4)]);
    let order = [2, 1, 3].map(|n| vec![story(n)]).to_vec();
    assert_eq!(
        panel.shown_scores(),
        Some(ShownScores::Order(order)),
        "of four sheets no mean is shown"
    );
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(2) }));
    assert_eq!(reasoning(&panel).otherwise(), 1, "one put another story highest");
    panel.give_reason(story(2), WHY).expect("chosen");
    panel.decline_dissent().expect("asked");
    panel.close(at(50)).expect("all is said");
    let json = serde_json::to_string(&panel).expect("JSON");
    assert!(!json.contains("tops"), "no sheet is left in a record");
}

/// Sums 14, 17, 4 of four sheets, as above: means 3.50, 4.25, 1.00; lowest and highest of one sheet beside them.
#[test]
fn means_of_four_sheets_are_shown_by_the_panels_own_rule() {
    let mut panel = discussed(started(showing(Method::Scoring(scale(5)))));
    marked(&mut panel, &[[5, 3, 1], [4, 5, 1], [2, 5, 1], [3, 4, 1]]);
    let row = |n, mean, lowest, highest| ShownScore {
        story: story(n),
        mean,
        lowest,
        highest,
    };
    let means = ShownScores::Means {
        rows: vec![row(2, 425, 300, 500), row(1, 350, 200, 500), row(3, 100, 100, 100)],
        sheets: 4,
        missing: 1,
    };
    assert_eq!(panel.shown_scores(), Some(means.clone()));
    assert_eq!(reasoning(&panel).minority(), Some(1), "one put another story highest");
    panel.give_reason(story(2), WHY).expect("chosen");
    panel.decline_dissent().expect("asked");
    panel.close(at(50)).expect("all is said");
    assert_eq!(
        (panel.shown_scores(), panel.small_counts()),
        (Some(means), SmallCounts::Shown)
    );
}

/// 4 to 1, then all: told in numbers, with what moved, from the room to the record.
#[test]
fn five_who_count_hands_before_everybody_show_their_numbers() {
    let mut panel = discussed(started(showing(Method::Iterative { most_rounds: 3 })));
    round(&mut panel, &[1, 1, 1, 1, 2]);
    let first = Shown::Counts(vec![(story(1), 4), (story(2), 1), (story(3), 0)]);
    assert_eq!(panel.shown_rounds()[0].result, first);
    panel.vote_again().expect("two are left");
    round(&mut panel, &[1, 1, 1, 1, 1]);
    let nobody = reasoning(&panel);
    assert_eq!((nobody.minority(), nobody.asks_for_dissent()), (Some(0), false));
    panel.give_reason(story(1), WHY).expect("chosen");
    panel.close(at(50)).expect("all agree, and all see it");
    let record = panel.record().expect("closed");
    assert_eq!(record.rounds()[0].result, first);
    let moved = vec![(story(1), 1), (story(2), -1), (story(3), 0)];
    assert_eq!(record.rounds()[1].moved, Moved::Votes(moved));
    assert_eq!(record.rounds(), panel.shown_rounds());
}

/// Rows written before a panel could have a rule of its own.
#[test]
fn a_record_without_such_a_rule_hides_its_small_numbers() {
    let mut json = serde_json::to_value(closed()).expect("JSON");
    assert_eq!(json["small_counts"], "hidden");
    json.as_object_mut().expect("a record").remove("small_counts");
    let old: Panel = serde_json::from_value(json).expect("an old row");
    assert_eq!(old, closed());
    assert!(matches!(old.shown_rounds()[0].result, Shown::Lead { .. }));
}

#[test]
fn equal_means_stand_again_in_a_vote() {
    let mut panel = discussed(started(gathered_by(Method::Scoring(scale(3)), 3)));
    marked(&mut panel, &[[3, 1, 1], [1, 3, 1], [2, 2, 1]]);
    assert_eq!(
        panel.close(at(9)),
        Err(Refused::Tie {
            stories: vec![story(1), story(2)]
        })
    );
    panel.run_off().expect("tied");
    round(&mut panel, &[1, 1, 1, 2, 1]);
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(1) }));
}

#[test]
fn a_withdrawn_story_leaves_the_marks_of_the_others_as_they_are() {
    let mut panel = discussed(started(gathered_by(Method::Scoring(scale(5)), 3)));
    marked(&mut panel, &[[5, 3, 1], [4, 5, 1], [2, 5, 1]]);
    panel.give_reason(story(2), WHY).expect("chosen");
    panel.without(story(2)).expect("stands");
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(1) }));
    assert!(reasoning(&panel).reasons().is_empty());
    panel.without(story(3)).expect("stands");
    assert_eq!(reasoning(&panel).outcome(), Some(&Outcome::One { story: story(1) }));
}

/// Marked before the meeting 14, 17 and 4; voted 3 to 2 for the first.
#[test]
fn a_vote_that_departs_from_the_marks_is_explained() {
    let mut panel = started(gathered_by(Method::PreScoring(scale(5)), 3));
    assert!(matches!(panel, Panel::Rating(_)), "marks come before the talk");
    assert_eq!(panel.discuss(story(1)), Err(Refused::NotHearing));
    assert_eq!(
        panel.rate(seat(1), marks([5, 3, 1])),
        Err(Refused::NotYetHeard {
            stories: vec![story(1), story(2), story(3)]
        })
    );
    for n in 1..=3 {
        panel.read_aloud(story(n)).expect("marking");
    }
    marked(&mut panel, &[[5, 3, 1], [4, 5, 1], [2, 5, 1], [3, 4, 1]]);
    assert!(matches!(panel, Panel::Hearing(_)) && panel.scores().is_some());
    let mut panel = discussed(panel);
    round(&mut panel, &[1, 1, 1, 2, 2]);
    panel.give_reason(story(1), WHY).expect("chosen");
    panel.decline_dissent().expect("asked");
    assert_eq!(panel.close(at(50)), Err(Refused::NotExplained));
    assert_eq!(
        panel.explain("le débat"),
        Err(Refused::ReasonTooShort { needed: 8, words: 2 })
    );
    panel.explain(WHY).expect("departs");
    panel.close(at(50)).expect("all is said");
    let record = panel.record().expect("closed");
    assert_eq!(record.departure.as_ref().map(|one| one.0), Some(Departure::Marks));
    assert_eq!(record.scores.as_ref().map(Scores::leaders), Some(vec![story(2)]));
}

#[test]
fn a_vote_that_follows_the_marks_needs_no_word() {
    let mut panel = started(gathered_by(Method::PreScoring(scale(5)), 3));
    for n in 1..=3 {
        panel.read_aloud(story(n)).expect("marking");
    }
    marked(&mut panel, &[[5, 3, 1], [4, 5, 1], [2, 5, 1], [3, 4, 1]]);
    let mut panel = discussed(panel);
    round(&mut panel, &[1, 2, 2, 2, 2]);
    assert_eq!(panel.explain(WHY), Err(Refused::NothingToExplain));
}

#[test]
fn a_group_that_negotiates_says_itself_what_it_agrees_on() {
    let mut panel = discussed(started(gathered_by(Method::Negotiation, 3)));
    panel.vote(seat(1), story(1)).expect("a choice");
    assert_eq!(panel.close_vote(Closing::ByChair), Err(Refused::NotAllStated { waiting: 4 }));
    for (n, choice) in [(2, 1), (3, 2), (4, 2), (5, 2)] {
        panel.vote(seat(n), story(choice)).expect("a choice");
    }
    panel.close_vote(Closing::ByChair).expect("all have stated");
    assert_eq!(panel.close(at(9)), Err(Refused::NotAgreed));
    assert_eq!(panel.run_off(), Err(Refused::NoTie));
    panel.vote_again().expect("as often as they like");
    round(&mut panel, &[1, 1, 2, 2, 3]);
    panel.decide(Choice::One(story(3))).expect("whatever the count says");
    assert_eq!(reasoning(&panel).departs(), None);
    panel.give_reason(story(3), WHY).expect("chosen");
    assert_eq!(panel.close(at(50)), Err(Refused::DissentNotAsked));
    panel.record_dissent("Deux restent d'un autre avis").expect("a view");
    panel.close(at(50)).expect("all is said");
}

#[test]
fn a_story_goes_back_to_its_collector_with_a_question() {
    let mut panel = counted(&[1, 1, 2, 2, 3]);
    assert_eq!(
        panel.decide(Choice::SendBack(story(9), "Quand ?".to_owned())),
        Err(Refused::StoryNotInPanel)
    );
    assert_eq!(panel.decide(Choice::SendBack(story(1), " ".to_owned())), Err(Refused::Blank));
    panel
        .decide(Choice::SendBack(story(1), "Quand est-ce arrivé ?".to_owned()))
        .expect("at any count");
    panel.decline_dissent().expect("asked");
    panel.close(at(50)).expect("no story is chosen, so none needs a reason");
    panel.without(story(1)).expect("considered");
    let outcome = &panel.record().expect("closed").outcome;
    assert!(
        matches!(outcome, Outcome::SentBack { question, .. } if question.text().is_none()),
        "its words went with it"
    );
}

#[test]
fn a_story_that_is_sent_back_and_withdrawn_takes_the_outcome_with_it() {
    let mut panel = counted(&[1, 1, 2, 2]);
    panel
        .decide(Choice::SendBack(story(3), "Quand ?".to_owned()))
        .expect("had no vote");
    panel.without(story(3)).expect("stands");
    assert_eq!(reasoning(&panel).outcome(), None);
}

#[test]
fn where_counts_are_hidden_a_refusal_tells_no_count() {
    for choices in [[1, 1, 1, 2, 2], [1, 1, 1, 1, 2], [1, 1, 1, 1, 1]] {
        let mut panel = counted(&choices);
        assert_eq!(reasoning(&panel).minority(), None);
        assert_eq!(reasoning(&panel).choosable().len(), 3);
        assert_eq!(
            panel.decide(Choice::One(story(2))),
            Err(Refused::NotLeading { story: story(2) })
        );
        assert_eq!(panel.decide(Choice::Two(story(1), story(3))), Ok(()));
    }
}

#[test]
fn a_reason_has_as_many_words_as_the_chair_set() {
    let rules = Rules::new(Method::Majority, 3).expect("in bounds");
    let mut panel = Panel::gather(PanelId::new(Uuid::nil()), vec![considered(1)], rules).expect("a story");
    panel.join(seat(1), Category::Survivor).expect("free");
    panel.start_hearing(at(0)).expect("somebody is there");
    panel.read_aloud(story(1)).expect("hearing");
    panel.discuss(story(1)).expect("hearing");
    panel.open_vote().expect("discussed");
    round(&mut panel, &[1]);
    assert_eq!(
        panel.give_reason(story(1), "deux mots"),
        Err(Refused::ReasonTooShort { needed: 3, words: 2 })
    );
    panel.give_reason(story(1), "trois mots exactement").expect("as set");
}
