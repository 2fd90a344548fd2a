//! The lattice of consent: the last word counts, nothing but a living yes allows, and what limits a yes only narrows it.

use super::*;
use chrono::TimeZone;
use proptest::prelude::*;

fn day(n: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, n, 12, 0, 0).single().expect("a day of January")
}

fn decision(purpose: Purpose, answer: Answer, n: u32) -> Decision {
    Decision {
        purpose,
        answer,
        manner: Manner::Spoken,
        at: day(n),
        by: None,
        talk: Talk::default(),
        classes: None,
    }
}

fn until(n: u32) -> NaiveDate {
    day(n).date_naive()
}

#[test]
fn every_purpose_is_no_until_she_says_yes() {
    for purpose in Purpose::ALL {
        assert_eq!(Consent::default().allows(purpose, day(1)), Allowed::NotGranted);
    }
}

#[test]
fn a_yes_holds_for_its_own_purpose_until_its_last_day() {
    let consent = Consent::new(vec![decision(Purpose::AdvocacyBrief, Answer::Yes { until: until(9) }, 1)]);
    assert!(consent.allows(Purpose::AdvocacyBrief, day(9)).is_yes());
    assert_eq!(
        consent.allows(Purpose::AdvocacyBrief, day(10)),
        Allowed::Expired { on: until(9) }
    );
    assert_eq!(consent.allows(Purpose::Public, day(2)), Allowed::NotGranted);
}

#[test]
fn the_last_word_counts() {
    let consent = Consent::new(vec![
        decision(Purpose::Public, Answer::Yes { until: until(30) }, 1),
        decision(Purpose::Public, Answer::Withdrawn, 2),
    ]);
    assert_eq!(consent.allows(Purpose::Public, day(3)), Allowed::Withdrawn);
}

proptest! {
    #[test]
    fn nothing_but_a_living_yes_allows(answers in prop::collection::vec((0usize..9, 0u8..4, 1u32..28), 0..20), at in 1u32..28) {
        let decisions: Vec<_> = answers.iter().map(|&(purpose, kind, last)| {
            let answer = match kind { 0 => Answer::Yes { until: until(last) }, 1 => Answer::No, 2 => Answer::Later, _ => Answer::Withdrawn };
            decision(Purpose::ALL[purpose], answer, 1)
        }).collect();
        let consent = Consent::new(decisions.clone());
        for purpose in Purpose::ALL {
            let last = decisions.iter().rfind(|one| one.purpose == purpose).map(|one| one.answer);
            let expected = matches!(last, Some(Answer::Yes { until: last_day }) if day(at).date_naive() <= last_day);
            prop_assert_eq!(consent.allows(purpose, day(at)).is_yes(), expected);
        }
    }
}

fn talk(understood: TeachBack, age: AgeGroup, guardian: Option<Guardian>, others: Others) -> Talk {
    Talk {
        teach_back: Some(understood),
        witness: "K2".into(),
        age: Some(age),
        guardian,
        others: Some(others),
    }
}

fn adults(others: Others) -> Talk {
    talk(TeachBack::Understood, AgeGroup::Adult, None, others)
}

fn mature(reason: &str) -> Guardian {
    Guardian::Mature { reason: reason.into() }
}

fn agreed(purpose: Purpose, talk: Talk) -> Consent {
    let said = decision(purpose, Answer::Yes { until: until(20) }, 1);
    Consent::new(vec![Decision { talk, ..said }])
}

#[test]
fn a_yes_that_was_not_understood_grants_nothing() {
    for purpose in Purpose::ALL {
        let said =
            |understood| agreed(purpose, talk(understood, AgeGroup::Adult, None, Others::Nobody)).allows(purpose, day(2));
        assert!(said(TeachBack::ExplainedAgain).is_yes());
        assert_eq!(
            said(TeachBack::NotUnderstood),
            Allowed::Held {
                by: Limit::NotUnderstood
            }
        );
    }
}

#[test]
fn a_minor_needs_a_guardian_or_at_sixteen_a_written_reason_and_is_never_in_public() {
    let said = |purpose, age, guardian| {
        let talk = talk(TeachBack::Understood, age, guardian, Others::Nobody);
        agreed(purpose, talk).allows(purpose, day(2)).is_yes()
    };
    for (age, guardian, expected) in [
        (AgeGroup::Adult, None, true),
        (AgeGroup::SixteenOrSeventeen, None, false),
        (AgeGroup::SixteenOrSeventeen, Some(mature("  ")), false),
        (AgeGroup::SixteenOrSeventeen, Some(mature("lives alone")), true),
        (AgeGroup::SixteenOrSeventeen, Some(Guardian::Agrees), true),
        (AgeGroup::UnderSixteen, Some(mature("lives alone")), false),
        (AgeGroup::UnderSixteen, Some(Guardian::Agrees), true),
    ] {
        let site = said(Purpose::SitePanel, age, guardian.clone());
        assert_eq!(site, expected, "{age:?} {guardian:?}");
        let public = said(Purpose::Public, age, guardian);
        assert_eq!(public, age == AgeGroup::Adult, "{age:?}");
    }
}

#[test]
fn a_recognisable_person_who_does_not_agree_keeps_the_story_with_the_team() {
    let reaches: Vec<usize> = Purpose::ALL
        .into_iter()
        .filter(|purpose| agreed(*purpose, adults(Others::NotAgreed)).allows(*purpose, day(2)).is_yes())
        .map(Purpose::number)
        .collect();
    assert_eq!(reaches, [1, 2, 8, 9]);
    // Said about another purpose, it holds for the story; once that person agrees, her yes counts again.
    let yes = decision(Purpose::Public, Answer::Yes { until: until(20) }, 1);
    let later = |others| Decision {
        talk: adults(others),
        ..decision(Purpose::CareTeam, Answer::No, 2)
    };
    let mut decisions = vec![yes, later(Others::NotAgreed)];
    let held = Allowed::Held { by: Limit::Others };
    assert_eq!(Consent::new(decisions.clone()).allows(Purpose::Public, day(3)), held);
    decisions.push(later(Others::Agreed));
    assert!(Consent::new(decisions).allows(Purpose::Public, day(3)).is_yes());
}

#[test]
fn a_yes_lacks_what_was_not_asked_and_a_no_lacks_nothing() {
    let nothing = Talk::default();
    assert_eq!(nothing.lacks(Manner::Spoken, &[]), []);
    assert_eq!(
        nothing.lacks(Manner::Spoken, &[Purpose::CareTeam]),
        [Lack::Age, Lack::Others, Lack::TeachBack, Lack::Witness]
    );
    let whole = adults(Others::Nobody);
    assert_eq!(whole.lacks(Manner::Spoken, &Purpose::ALL), []);
    let alone = Talk {
        witness: " ".into(),
        ..whole.clone()
    };
    assert_eq!(alone.lacks(Manner::Spoken, &[Purpose::Public]), [Lack::Witness]);
    assert_eq!(alone.lacks(Manner::Mark, &[Purpose::Public]), []);
    let minor = talk(
        TeachBack::Understood,
        AgeGroup::UnderSixteen,
        Some(mature("alone")),
        Others::Nobody,
    );
    assert_eq!(
        minor.lacks(Manner::Mark, &Purpose::ALL),
        [Lack::Guardian, Lack::PublicForMinor]
    );
    let long = Talk {
        witness: "x".repeat(WITNESS_LETTERS + 1),
        ..whole
    };
    assert_eq!(long.lacks(Manner::Mark, &[Purpose::CareTeam]), [Lack::TooLong]);
}

#[test]
fn a_later_talk_keeps_what_an_earlier_one_wrote_down() {
    let silent = Talk::default().after(Some(AgeGroup::UnderSixteen), Some(Others::NotAgreed));
    assert_eq!(
        (silent.age, silent.others),
        (Some(AgeGroup::UnderSixteen), Some(Others::NotAgreed))
    );
    let spoken = adults(Others::Agreed).after(Some(AgeGroup::UnderSixteen), Some(Others::NotAgreed));
    assert_eq!((spoken.age, spoken.others), (Some(AgeGroup::Adult), Some(Others::Agreed)));
}

#[test]
fn a_decision_from_before_talks_opens_and_counts() {
    let old = r#"{"purpose":"public","answer":{"yes":{"until":"2026-01-20"}},"manner":"mark","at":"2026-01-01T12:00:00Z"}"#;
    let old: Decision = serde_json::from_str(old).expect("an old decision");
    assert!(Consent::new(vec![old]).allows(Purpose::Public, day(20)).is_yes());
}

#[test]
fn what_goes_furthest_lasts_shortest_and_a_day_of_its_own_has_a_bound() {
    let today = until(1);
    let in_days = |days: u16| today + chrono::TimeDelta::days(days.into());
    for purpose in Purpose::ALL {
        let Lifetime { shipped, longest } = purpose.lifetime();
        assert!(shipped <= longest && shipped >= Purpose::Public.lifetime().shipped);
        let far = in_days(5000);
        assert_eq!(Until::ForAll(far).last_day(purpose, today), Ok(in_days(shipped)));
        assert_eq!(Until::ForAll(in_days(3)).last_day(purpose, today), Ok(in_days(3)));
        assert_eq!(Until::Own(far).last_day(purpose, today), Err(UntilRefused::TooFar));
        assert_eq!(Until::Own(in_days(longest)).last_day(purpose, today), Ok(in_days(longest)));
        for past in [
            Until::Own(today.pred_opt().expect("a day")),
            Until::ForAll(today.pred_opt().expect("a day")),
        ] {
            assert_eq!(past.last_day(purpose, today), Err(UntilRefused::Past));
        }
    }
}

#[test]
fn what_ends_within_sixty_days_or_has_ended_is_asked_again() {
    let in_days = |days| Answer::Yes {
        until: until(10) + chrono::TimeDelta::days(days),
    };
    let consent = Consent::new(vec![
        decision(Purpose::CareTeam, in_days(61), 1),
        decision(Purpose::SitePanel, in_days(60), 1),
        decision(Purpose::NationalPanel, in_days(0), 1),
        decision(Purpose::DonorReport, in_days(-1), 1),
        decision(Purpose::AdvocacyBrief, in_days(-1), 1),
        decision(Purpose::AdvocacyBrief, Answer::Withdrawn, 2),
        decision(Purpose::Public, Answer::No, 1),
        decision(Purpose::Training, Answer::Later, 9),
        decision(Purpose::Contact, Answer::Later, 8),
        decision(Purpose::Contact, Answer::No, 9),
    ]);
    let due: Vec<_> = consent
        .renewals(day(10))
        .into_iter()
        .map(|one| (one.purpose.number(), one.until, one.why))
        .collect();
    let ends = |days| until(10) + chrono::TimeDelta::days(days);
    let expected = [
        (2, ends(60), Renewing::Ends),
        (3, ends(0), Renewing::Ends),
        (4, ends(-1), Renewing::Ended),
        (7, until(9), Renewing::Later),
    ];
    assert_eq!(due, expected);
}

/// Any talk, also one that nobody wrote down.
fn any_talk() -> impl Strategy<Value = Talk> {
    let teach_back = prop::option::of(prop::sample::select(TeachBack::ALL.to_vec()));
    let age = prop::option::of(prop::sample::select(AgeGroup::ALL.to_vec()));
    let others = prop::option::of(prop::sample::select(Others::ALL.to_vec()));
    let guardian = prop::sample::select(vec![None, Some(Guardian::Agrees), Some(mature("")), Some(mature("alone"))]);
    (teach_back, age, guardian, others).prop_map(|(teach_back, age, guardian, others)| Talk {
        teach_back,
        witness: String::new(),
        age,
        guardian,
        others,
    })
}

/// Any classes of readers, also from before they were asked.
fn any_classes() -> impl Strategy<Value = Option<BTreeSet<Addressee>>> {
    let named = prop::sample::subsequence(Addressee::of_advocacy().collect::<Vec<_>>(), 0..=4);
    prop::option::of(named.prop_map(|named| named.into_iter().collect()))
}

/// Any decision, on a day of January.
fn any_decision() -> impl Strategy<Value = Decision> {
    (0usize..9, 0u8..6, 1u32..28, any_talk(), any_classes()).prop_map(|(purpose, kind, last, talk, classes)| {
        let answer = match kind {
            0 => Answer::No,
            1 => Answer::Withdrawn,
            2 => Answer::Later,
            _ => Answer::Yes { until: until(last) },
        };
        let (purpose, manner) = (Purpose::ALL[purpose], Manner::Spoken);
        let said = Said {
            purpose,
            answer,
            manner,
            talk,
            classes,
        };
        said.recorded(day(1), None)
    })
}

/// The rule once more, in other words: what is said last of a purpose, of her age and of others, by walking forwards.
fn by_the_book(decisions: &[Decision], number: usize, today: NaiveDate) -> bool {
    let (mut yes, mut age, mut others, mut named) = (None, None, None, None);
    for one in decisions {
        age = one.talk.age.or(age);
        others = one.talk.others.or(others);
        if one.purpose.number() == number {
            named = one.classes.as_ref().map(BTreeSet::len);
            yes = match one.answer {
                Answer::Yes { until } => Some((until, &one.talk)),
                _ => None,
            };
        }
    }
    let Some((until, talk)) = yes.filter(|_| named != Some(0)) else {
        return false;
    };
    let guarded = match age {
        None | Some(AgeGroup::Adult) => true,
        Some(AgeGroup::SixteenOrSeventeen) => [Some(Guardian::Agrees), Some(mature("alone"))].contains(&talk.guardian),
        Some(AgeGroup::UnderSixteen) => talk.guardian == Some(Guardian::Agrees),
    };
    let is_adult = matches!(age, None | Some(AgeGroup::Adult));
    today <= until
        && talk.teach_back != Some(TeachBack::NotUnderstood)
        && guarded
        && (number != 6 || is_adult)
        && (others != Some(Others::NotAgreed) || ![3, 4, 5, 6, 7].contains(&number))
}

proptest! {
    #[test]
    fn no_class_of_readers_gets_more_than_its_purpose(decisions in prop::collection::vec(any_decision(), 0..24), at in 1u32..28) {
        let consent = Consent::new(decisions);
        for class in Addressee::ALL {
            let (of_class, of_use) = (consent.allows_to(class, day(at)), consent.allows(class.purpose(), day(at)));
            let named = consent.last(class.purpose()).and_then(|last| last.classes.clone());
            let is_among = named.is_none_or(|named| named.contains(&class));
            prop_assert_eq!(of_class.is_yes(), of_use.is_yes() && is_among, "{:?}", class);
        }
    }

    #[test]
    fn after_any_decisions_on_any_day_the_answer_is_that_of_the_book(decisions in prop::collection::vec(any_decision(), 0..24), at in 1u32..28) {
        let consent = Consent::new(decisions.clone());
        for purpose in Purpose::ALL {
            let expected = by_the_book(&decisions, purpose.number(), until(at));
            prop_assert_eq!(consent.allows(purpose, day(at)).is_yes(), expected, "{:?}", purpose);
        }
    }

    #[test]
    fn limits_only_narrow(decisions in prop::collection::vec(any_decision(), 0..24), at in 1u32..28) {
        let unlimited: Vec<_> = decisions.iter().map(|one| Decision { talk: Talk::default(), ..one.clone() }).collect();
        let (limited, unlimited) = (Consent::new(decisions), Consent::new(unlimited));
        for purpose in Purpose::ALL {
            let (narrow, wide) = (limited.allows(purpose, day(at)), unlimited.allows(purpose, day(at)));
            prop_assert!(!narrow.is_yes() || narrow == wide, "{:?} {:?} {:?}", purpose, narrow, wide);
        }
    }

    #[test]
    fn time_alone_allows_nothing_more(decisions in prop::collection::vec(any_decision(), 0..24), at in 1u32..28, later in 1u32..28) {
        prop_assume!(at <= later);
        let consent = Consent::new(decisions);
        for purpose in Purpose::ALL {
            prop_assert!(consent.allows(purpose, day(at)).is_yes() || !consent.allows(purpose, day(later)).is_yes());
        }
    }
}
