//! A secret round: frozen, counted, tokens for all, a box that is released once; in any order of events.

use super::*;
use crate::id::BoxId;
use proptest::prelude::*;

fn a_box(n: u128) -> BoxId {
    BoxId::new(Uuid::from_u128(0xb0 + n))
}

fn token(n: usize) -> Token {
    [u8::try_from(n).unwrap_or(u8::MAX); 32]
}

/// A secret panel of so many seats whose vote is open.
fn choosing(seats: u8) -> Panel {
    let stories = (1..=3).map(considered).collect();
    let rules = Rules::new(Method::Majority, 8).and_then(Rules::secretly).expect("majority");
    let mut panel = Panel::gather(PanelId::new(Uuid::from_u128(7)), stories, rules).expect("different stories");
    for n in 1..=seats {
        panel.join(seat(n), Category::Staff).expect("gathering");
    }
    panel.start_hearing(at(0)).expect("people are there");
    discussed(panel)
}

/// Counted and agreed: tokens are given out.
fn issuing(seats: u8) -> Panel {
    let mut panel = choosing(seats);
    panel.freeze(usize::from(seats), a_box(1)).expect("so many");
    for n in 1..=seats / 2 + 1 {
        panel.answer_count(seat(n), true).expect("counting");
    }
    panel
}

/// Everybody has a token: the box is open.
fn casting(seats: u8) -> Panel {
    let mut panel = issuing(seats);
    for n in 1..=seats {
        panel.issue(seat(n), [n; 32]).expect("issuing");
    }
    panel
}

fn boxed(choices: &[Option<u8>]) -> BallotBox {
    let mut ballots = BallotBox::default();
    for (n, choice) in choices.iter().enumerate() {
        let slip = choice_bytes(choice.map(story));
        assert_eq!(ballots.put(token(n), slip, true, choices.len()), Ok(true));
    }
    ballots
}

/// A released round of these choices, one a seat.
fn released(choices: &[Option<u8>]) -> Panel {
    let mut panel = casting(u8::try_from(choices.len()).expect("few"));
    assert_eq!(
        panel.release(&boxed(choices), Vec::new(), Closing::AllVoted),
        Ok(Released::Counted)
    );
    panel
}

#[test]
fn nobody_votes_before_all_are_counted_and_have_a_token() {
    let mut panel = choosing(5);
    assert_eq!(panel.vote(seat(1), story(1)), Err(Refused::BallotIsSecret));
    assert_eq!(panel.close_vote(Closing::ByChair), Err(Refused::BallotIsSecret));
    assert_eq!(panel.issue(seat(1), [1; 32]), Err(Refused::NotNow));
    assert_eq!(panel.freeze(6, a_box(1)), Err(Refused::NotSoMany { present: 5 }));
    panel.freeze(5, a_box(1)).expect("five");
    assert_eq!(panel.freeze(5, a_box(2)), Err(Refused::NotNow));
    for n in 1..=2 {
        panel.answer_count(seat(n), true).expect("counting");
    }
    assert_eq!(panel.open_box(), None, "two of five are no majority");
    panel.answer_count(seat(3), true).expect("counting");
    for n in 1..=4 {
        panel.issue(seat(n), [n; 32]).expect("issuing");
        assert_eq!(panel.open_box(), None, "one has no token");
    }
    panel.issue(seat(5), [5; 32]).expect("issuing");
    let open = panel.open_box().expect("open");
    assert_eq!((open.id, open.seats), (a_box(1), 5));
    assert_eq!(open.check(choice_bytes(Some(story(1)))), Ok(()));
    assert_eq!(open.check(choice_bytes(None)), Ok(()), "blank is a choice");
    assert_eq!(open.check(choice_bytes(Some(story(9)))), Err(Refused::StoryNotInPanel));
}

#[test]
fn a_count_that_half_doubt_is_taken_anew_and_three_are_the_fewest() {
    let mut panel = choosing(4);
    panel.freeze(4, a_box(1)).expect("four");
    panel.answer_count(seat(1), false).expect("counting");
    panel.answer_count(seat(2), false).expect("counting");
    assert_eq!(
        panel.answer_count(seat(3), true),
        Err(Refused::NotNow),
        "the chair counts again"
    );
    assert_eq!(choosing(2).freeze(2, a_box(1)), Err(Refused::TooFewForSecrecy { least: 3 }));
}

#[test]
fn one_token_a_seat_and_the_same_again_is_the_same() {
    let mut panel = issuing(3);
    panel.issue(seat(1), [1; 32]).expect("issuing");
    panel.issue(seat(1), [1; 32]).expect("its answer was lost");
    assert_eq!(panel.issue(seat(1), [9; 32]), Err(Refused::TokenTaken));
    assert_eq!(panel.issue(seat(4), [4; 32]), Err(Refused::NotNow), "of no seat");
    panel.issue(seat(2), [2; 32]).expect("issuing");
    panel.issue(seat(3), [3; 32]).expect("issuing");
    panel.issue(seat(3), [3; 32]).expect("its answer was lost");
    assert_eq!(panel.issue(seat(3), [8; 32]), Err(Refused::NotNow));
}

#[test]
fn frozen_seats_neither_recuse_themselves_nor_count_otherwise() {
    let mut panel = issuing(5);
    assert_eq!(panel.join(seat(9), Category::Staff), Err(Refused::NotGathering));
    assert_eq!(panel.recuse(seat(1)), Err(Refused::SeatsFrozen));
    let votes = BTreeMap::from([(story(1), 3)]);
    assert_eq!(panel.enter_count(Means::Pictures, &votes), Err(Refused::SeatsFrozen));
    assert_eq!(panel.enter_tablet(&votes, 0), Err(Refused::SeatsFrozen));
    panel.begin_round_again().expect("frozen");
    assert_eq!(panel.enter_count(Means::Hands, &votes), Err(Refused::BallotIsSecret));
    panel.enter_count(Means::Pictures, &votes).expect("on paper");
    assert_eq!(panel.freeze(5, a_box(2)), Err(Refused::NotConfirmed));
}

#[test]
fn whoever_recused_herself_is_counted_aloud_with_the_others_and_is_asked_as_they_are() {
    let mut panel = choosing(9);
    panel.recuse(seat(4)).expect("quietly");
    panel.freeze(9, a_box(1)).expect("nine sit there");
    let roll = |panel: &Panel| match panel {
        Panel::Voting(voting) => voting.secret().and_then(Secret::roll).expect("frozen").clone(),
        _ => panic!("voting"),
    };
    assert!(roll(&panel).has(seat(4)));
    panel.answer_count(seat(4), true).expect("as the others");
    panel.begin_round_again().expect("frozen");
    // On a tablet she presses the blank one, as anybody may.
    let votes = BTreeMap::from([(story(1), 5), (story(2), 3)]);
    panel.enter_tablet(&votes, 1).expect("with nine");
    panel.discard_count().expect("entered");
    // Once she has left, she is counted no more, and her seat looks like another that is away.
    panel.leave(seat(4)).expect("as the others");
    assert_eq!(panel.freeze(9, a_box(2)), Err(Refused::NotSoMany { present: 8 }));
    panel.freeze(8, a_box(2)).expect("eight sit there");
}

#[test]
fn a_telephone_that_dies_with_its_token_begins_the_round_anew() {
    let mut panel = issuing(5);
    panel.reseat(seat(5), seat(6)).expect("had no token yet");
    panel.issue(seat(6), [6; 32]).expect("goes on");
    panel.reseat(seat(6), seat(7)).expect("takes its token along");
    assert_eq!(panel.issue(seat(1), [1; 32]), Err(Refused::NotNow), "all are counted anew");
    let mut panel = casting(5);
    panel.reseat(seat(5), seat(6)).expect("its ballot may be in");
    assert!(panel.open_box().is_some());
}

#[test]
fn a_withdrawn_story_begins_the_round_anew() {
    let mut panel = casting(5);
    panel.without(story(3)).expect("stands");
    assert_eq!(panel.open_box(), None);
    panel.freeze(5, a_box(2)).expect("anew");
}

#[test]
fn a_round_that_lacks_a_ballot_is_void_below_seven() {
    let mut panel = casting(5);
    let four = boxed(&[Some(1), Some(1), Some(1), Some(2)]);
    let early = panel.release(&four, Vec::new(), Closing::AllVoted);
    assert_eq!(early, Err(Refused::BallotsMissing));
    assert_eq!(panel.release(&four, Vec::new(), Closing::ByChair), Ok(Released::Void));
    assert_eq!(panel.rounds_held(), 0, "nobody looked");
    panel.freeze(5, a_box(2)).expect("anew");
    let mut panel = casting(8);
    let seven = boxed(&[Some(1), Some(1), Some(1), Some(1), Some(2), Some(2), None]);
    assert_eq!(panel.release(&seven, Vec::new(), Closing::ByChair), Ok(Released::Counted));
    assert_eq!(
        panel.release(&seven, Vec::new(), Closing::ByChair),
        Err(Refused::NotVoting),
        "once"
    );
    assert_eq!(panel.rounds()[0].abstained, 2);
}

#[test]
fn few_or_lone_votes_show_who_leads_and_not_how_many_were_blank() {
    let few = released(&[Some(1), Some(1), Some(2), None]);
    let round = &few.shown_rounds()[0];
    assert!(matches!(round.result, Shown::Lead { .. }) && round.abstained.is_none());
    let many = released(&[Some(1), Some(1), Some(1), Some(1), Some(1), Some(2), Some(2), None]);
    let round = &many.shown_rounds()[0];
    assert_eq!(round.result, Shown::Counts(vec![(story(1), 5), (story(2), 2), (story(3), 0)]));
    assert_eq!(round.abstained, Some(1));
}

#[test]
fn a_second_secret_round_shows_no_count() {
    let tie = [Some(1), Some(1), Some(1), Some(1), Some(2), Some(2), Some(2), Some(2)];
    let mut panel = released(&tie);
    panel.run_off().expect("a tie");
    panel.freeze(8, a_box(2)).expect("eight");
    for n in 1..=5 {
        panel.answer_count(seat(n), true).expect("counting");
    }
    for n in 1..=8 {
        panel.issue(seat(n), [n; 32]).expect("issuing");
    }
    let second = [Some(1), Some(1), Some(1), Some(1), Some(1), Some(2), Some(2), Some(2)];
    panel
        .release(&boxed(&second), Vec::new(), Closing::AllVoted)
        .expect("all voted");
    let rounds = panel.shown_rounds();
    assert!(matches!(rounds[1].result, Shown::Lead { .. }), "{rounds:?}");
    assert_eq!(rounds[1].moved, Moved::First, "other stories stood");
    assert_eq!(reasoning(&panel).minority(), None);
}

#[test]
fn each_telephone_that_voted_says_whether_its_ballot_is_there() {
    let mut panel = released(&[Some(1), Some(1), Some(2)]);
    panel.look(seat(1), true).expect("voted");
    panel.look(seat(1), true).expect("twice is once");
    panel.look(seat(2), false).expect("voted");
    assert_eq!(panel.look(seat(9), true), Err(Refused::NotNow));
    let told = reasoning(&panel).told().expect("a secret round");
    assert_eq!((told.found(), told.missed(), told.seats()), (1, 1, 3));
    assert!(told.looks(seat(3)) && !told.looks(seat(1)));
}

#[test]
fn reasons_have_tokens_of_their_own_and_seven_writers() {
    let three = &mut released(&[Some(1), Some(1), Some(2)]);
    assert_eq!(three.open_reasons(a_box(9)), Err(Refused::TooFewForSecrecy { least: 7 }));
    let mut panel = released(&[Some(1), Some(1), Some(1), Some(1), Some(1), Some(2), Some(2)]);
    panel.open_reasons(a_box(9)).expect("seven");
    assert_eq!(panel.open_box(), None, "nobody has a second token");
    for n in 1..=7 {
        panel.issue(seat(n), [n; 32]).expect("issuing");
    }
    let open = panel.open_box().expect("open");
    assert_eq!((open.id, open.candidates), (a_box(9), None));
    let mut slips = ReasonBox::default();
    for (n, text) in ["Elle parle au guichet", "", "لأنها عادت"].into_iter().enumerate() {
        slips.put(token(n), reason_bytes(text).expect("short"), true, 7).expect("new");
    }
    panel.release_reasons(Some(&slips)).expect("open");
    let voices: Vec<_> = reasoning(&panel).voices().iter().filter_map(Words::text).collect();
    assert_eq!(voices, ["Elle parle au guichet", "لأنها عادت"], "an empty one is none");
    panel.give_reason(story(1), WHY).expect("chosen");
    panel.decline_dissent().expect("asked");
    panel.close(at(9)).expect("all is said");
    assert_eq!(panel.record().map(|record| record.voices.len()), Some(2));
    panel.without(story(2)).expect("stood");
    let left = panel.record().expect("closed").voices.iter().filter_map(Words::text).count();
    assert_eq!(left, 0, "they may speak of her");
}

#[test]
fn a_tablet_is_confirmed_by_with_how_many_it_has_been() {
    let mut panel = choosing(5);
    let votes = |one, two| BTreeMap::from([(story(1), one), (story(2), two)]);
    assert_eq!(panel.enter_tablet(&votes(4, 2), 0), Err(Refused::TooManyVotes { present: 5 }));
    assert_eq!(
        panel.enter_tablet(&votes(usize::MAX, 2), 1),
        Err(Refused::TooManyVotes { present: 5 })
    );
    assert_eq!(panel.enter_tablet(&votes(2, 1), 1), Err(Refused::BallotsMissing));
    assert_eq!(
        panel.enter_tablet(&BTreeMap::new(), 1),
        Err(Refused::TooFewForSecrecy { least: 3 })
    );
    panel.enter_tablet(&votes(3, 1), 1).expect("all five");
    assert_eq!(
        panel.confirm_count(&votes(3, 1)),
        Err(Refused::BallotIsSecret),
        "nobody sees the count"
    );
    assert_eq!(panel.confirm_visits(4), Err(Refused::CountsDiffer));
    panel.confirm_visits(5).expect("five");
    let round = &panel.rounds()[0];
    assert_eq!((round.means, round.abstained), (Means::Tablet, 1));
    let mut open = voting();
    assert_eq!(open.enter_tablet(&votes(3, 2), 0), Err(Refused::NotThisMethod));
    assert_eq!(open.freeze(5, a_box(1)), Err(Refused::NotNow));
}

#[test]
fn what_a_box_refuses() {
    let mut ballots = BallotBox::default();
    let (one, two) = (choice_bytes(Some(story(1))), choice_bytes(Some(story(2))));
    assert_eq!(ballots.put(token(1), one, false, 2), Err(Refused::TokenUnknown));
    assert_eq!(ballots.put(token(1), one, true, 2), Ok(true));
    assert_eq!(ballots.put(token(1), one, true, 2), Ok(false), "sent again");
    assert_eq!(ballots.put(token(1), two, true, 2), Err(Refused::TokenSpent));
    assert_eq!(ballots.put(token(2), two, true, 2), Ok(true));
    assert_eq!(ballots.put(token(3), two, true, 2), Err(Refused::BoxFull));
    assert_eq!(ballots.put(token(2), two, true, 2), Ok(false), "sent again to a full box");
    assert_eq!(BallotBox::from_bytes(&[]), None);
    assert_eq!(BallotBox::from_bytes(&[0, 9, 1]), None);
}

#[test]
fn a_method_that_asks_more_than_one_vote_is_not_secret() {
    let iterative = Rules::new(Method::Iterative { most_rounds: 3 }, 8).expect("in bounds");
    assert_eq!(iterative.secretly(), Err(Refused::SecretByMajority));
    let old: Rules = serde_json::from_str(r#"{"least_words":8}"#).expect("an old row");
    assert!(!old.is_secret());
}

/// Something that happens in a secret round.
#[derive(Clone, Copy, Debug)]
enum Event {
    Freeze(u8),
    Answer(u8, bool),
    Issue(u8, u8),
    Reseat(u8, u8),
    Recuse(u8),
    Again,
    Withdraw(u8),
}

fn event() -> impl Strategy<Value = Event> {
    let n = 1..9_u8;
    prop_oneof![
        2 => (3..8_u8).prop_map(Event::Freeze),
        6 => (n.clone(), prop::bool::weighted(0.8)).prop_map(|(seat, yes)| Event::Answer(seat, yes)),
        8 => (n.clone(), 0..2_u8).prop_map(|(seat, blinded)| Event::Issue(seat, blinded)),
        1 => (n.clone(), 10..30_u8).prop_map(|(old, new)| Event::Reseat(old, new)),
        1 => n.prop_map(Event::Recuse),
        1 => Just(Event::Again),
        1 => (1..4_u8).prop_map(Event::Withdraw),
    ]
}

proptest! {
    /// Whatever happens in whichever order: a box is open only when more than half said that the number is right and every frozen
    /// seat holds exactly one token, and a refused event changes nothing.
    #[test]
    fn a_box_opens_only_when_all_hold_one_token(events in prop::collection::vec(event(), 0..60)) {
        let mut panel = choosing(6);
        let mut boxes = 0;
        for event in events {
            let before = panel.clone();
            let done = match event {
                Event::Freeze(said) => { boxes += 1; panel.freeze(usize::from(said), a_box(boxes)) }
                Event::Answer(n, is_right) => panel.answer_count(seat(n), is_right),
                Event::Issue(n, blinded) => panel.issue(seat(n), [blinded; 32]),
                Event::Reseat(old, new) => panel.reseat(seat(old), seat(new)),
                Event::Recuse(n) => panel.recuse(seat(n)),
                Event::Again => panel.begin_round_again(),
                Event::Withdraw(n) => panel.without(story(n)),
            };
            if done.is_err() {
                prop_assert_eq!(&panel, &before);
            }
            if let (Some(open), Panel::Voting(voting)) = (panel.open_box(), &panel) {
                let roll = voting.secret().and_then(Secret::roll).expect("an open box has a roll");
                let seats: Vec<_> = panel.seats().iter().map(Seat::id).filter(|seat| roll.has(*seat)).collect();
                prop_assert_eq!((open.seats, roll.len()), (seats.len(), seats.len()));
                prop_assert!(seats.iter().all(|seat| roll.has_token(*seat)));
                prop_assert!(seats.iter().filter(|seat| roll.answer_of(**seat) == Some(true)).count() * 2 > seats.len());
            }
        }
    }

    /// Slips in any order, some sent again, make the same bytes, always of one length; and the bytes give the same box.
    #[test]
    fn a_box_knows_no_order(
        slips in prop::collection::btree_map(any::<[u8; 32]>(), any::<[u8; BALLOT]>(), 1..40),
        order in any::<prop::sample::Index>(),
        again in any::<prop::sample::Index>(),
    ) {
        let seats = slips.len();
        let slips: Vec<_> = slips.into_iter().collect();
        let mut turned = slips.clone();
        turned.rotate_left(order.index(seats));
        turned.push(*again.get(&slips));
        let (mut one, mut other) = (BallotBox::default(), BallotBox::default());
        let empty = one.to_bytes(seats).len();
        for (token, slip) in &slips {
            one.put(*token, *slip, true, seats).expect("new");
            prop_assert_eq!(one.to_bytes(seats).len(), empty);
        }
        for (token, slip) in turned {
            other.put(token, slip, true, seats).expect("new or again");
        }
        prop_assert_eq!(one.to_bytes(seats), other.to_bytes(seats));
        prop_assert_eq!(BallotBox::from_bytes(&one.to_bytes(seats)), Some(one));
    }

    #[test]
    fn no_bytes_break_a_box_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        if let Some(slips) = BallotBox::from_bytes(&bytes) {
            prop_assert!(slips.len() * 48 + 2 <= bytes.len());
        }
        if let Ok(slip) = <[u8; REASON]>::try_from(bytes.get(..REASON).unwrap_or_default()) {
            let _ = reason_of(&slip);
        }
    }
}
