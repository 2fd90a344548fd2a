//! The index without a database: what is found, for whom, and that what is taken out is out.

mod any_question;

use super::query::{Asking, Narrowing};
use super::question::Question;
use super::ram::Ram;
use super::schema::{Entry, Older};
use chrono::NaiveDate;
use method::id::{AccountId, CodeId, DomainId, ProgrammeId, RoundId, SiteId, StoryId};
use method::language::Language;
use method::policy::StoryRange;
use method::story::Direction;
use uuid::Uuid;

const EVERYTHING: StoryRange = StoryRange {
    site: None,
    recorder: None,
    by_consent: false,
};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
}

pub(super) fn story(number: u128, language: Language, text: &str) -> Entry {
    Entry {
        id: StoryId::new(Uuid::from_u128(number)),
        programme: ProgrammeId::new(Uuid::from_u128(1)),
        site: SiteId::new(Uuid::from_u128(1)),
        recorder: AccountId::new(Uuid::from_u128(1)),
        round: RoundId::new(Uuid::from_u128(1)),
        domain: DomainId::new(Uuid::from_u128(1)),
        coded: Vec::new(),
        told_on: day(1),
        direction: Direction::Good,
        consent_until: None,
        language,
        title: format!("titre{number}"),
        texts: vec![text.to_owned(), "fin".to_owned()],
        older: Vec::new(),
    }
}

pub(super) fn asking(typed: &str) -> Asking {
    Asking {
        programme: ProgrammeId::new(Uuid::from_u128(1)),
        ranges: vec![EVERYTHING],
        today: day(2),
        question: Question::parse(typed),
        labelled: Vec::new(),
        narrowed: Vec::new(),
        counted: Vec::new(),
        skip: 0,
        at_most: 10,
    }
}

fn found(ram: &Ram, asking: &Asking) -> Vec<u128> {
    let answer = ram.ask(asking).expect("an answer");
    let mut ids: Vec<u128> = answer.ids.iter().map(|id| id.uuid().as_u128()).collect();
    assert_eq!(answer.total, ids.len());
    ids.sort_unstable();
    ids
}

fn finds(ram: &Ram, typed: &str) -> Vec<u128> {
    found(ram, &asking(typed))
}

pub(super) fn ram(entries: &[Entry]) -> Ram {
    let ram = Ram::new().expect("an index");
    ram.add(entries).expect("room");
    ram.settle().expect("a settled index");
    ram
}

#[test]
fn three_languages_are_found_by_words_phrases_and_beginnings() {
    let ram = ram(&[
        story(1, Language::French, "La sécurité au guichet, un groupe de parole."),
        story(2, Language::Arabic, "العُنف في المدرسة"),
        story(3, Language::English, "They threatened the women"),
        story(4, Language::DarijaLatin, "l3onf f sbitar"),
    ]);
    assert_eq!(finds(&ram, "securite"), [1]);
    assert_eq!(finds(&ram, "sécurités guichets"), [1]);
    assert_eq!(finds(&ram, "عنف"), [2, 4]);
    assert_eq!(finds(&ram, "مدرسه"), [2]);
    assert_eq!(finds(&ram, "threatening"), [3]);
    assert_eq!(finds(&ram, "l3onf"), [2, 4]);
    assert_eq!(finds(&ram, "guichet OR عنف"), [1, 2, 4]);
    assert_eq!(finds(&ram, "fin NOT (guichet OR عنف)"), [3]);
    assert_eq!(finds(&ram, "guichte"), [1]);
    assert_eq!(finds(&ram, "\"groupe de parole\""), [1]);
    assert_eq!(finds(&ram, "\"parole de groupe\""), [0; 0]);
    assert_eq!(finds(&ram, "\"parole fin\""), [0; 0]);
    assert_eq!(finds(&ram, "guich*"), [1]);
    assert_eq!(finds(&ram, "مدر*"), [2]);
    assert_eq!(finds(&ram, "titre3"), [3]);
    assert_eq!(finds(&ram, "fin -guichet"), [2, 3, 4]);
    assert_eq!(finds(&ram, "-guichet"), [2, 3, 4]);
    assert_eq!(finds(&ram, "the guichet"), [1]);
    assert_eq!(finds(&ram, "securite threatening"), [0; 0]);
    assert_eq!(finds(&ram, ""), [1, 2, 3, 4]);
}

#[test]
fn a_reader_counts_no_more_than_she_may_read() {
    let other = SiteId::new(Uuid::from_u128(2));
    let ram = ram(&[
        story(1, Language::French, "mot"),
        Entry {
            site: other,
            ..story(2, Language::French, "mot")
        },
        Entry {
            recorder: AccountId::new(Uuid::from_u128(2)),
            consent_until: Some(day(5)),
            ..story(3, Language::French, "mot")
        },
        Entry {
            programme: ProgrammeId::new(Uuid::from_u128(2)),
            ..story(4, Language::French, "mot")
        },
    ]);
    let within = |range: StoryRange, today: u32| {
        let asked = Asking {
            ranges: vec![range],
            today: day(today),
            ..asking("mot")
        };
        found(&ram, &asked)
    };
    assert_eq!(within(EVERYTHING, 2), [1, 2, 3]);
    let site = StoryRange {
        site: Some(other),
        ..EVERYTHING
    };
    assert_eq!(within(site, 2), [2]);
    let own = StoryRange {
        recorder: Some(AccountId::new(Uuid::from_u128(2))),
        ..EVERYTHING
    };
    assert_eq!(within(own, 2), [3]);
    let by_consent = StoryRange {
        by_consent: true,
        ..EVERYTHING
    };
    assert_eq!(within(by_consent, 5), [3]);
    assert_eq!(within(by_consent, 6), [0; 0]);
    let nothing = Asking {
        ranges: Vec::new(),
        ..asking("mot")
    };
    assert_eq!(found(&ram, &nothing), [0; 0]);
}

#[test]
fn codes_and_labels_find_a_story_whose_words_do_not() {
    let code = CodeId::new(Uuid::from_u128(7));
    let ram = ram(&[
        Entry {
            coded: vec![code],
            ..story(1, Language::French, "les papiers")
        },
        story(2, Language::French, "autre"),
    ]);
    let with_code = Asking {
        narrowed: vec![Narrowing::Codes(vec![code])],
        ..asking("")
    };
    assert_eq!(found(&ram, &with_code), [1]);
    let by_label = Asking {
        labelled: vec![(Vec::new(), vec![code]), (Vec::new(), Vec::new())],
        ..asking("حقوق papiers")
    };
    assert_eq!(found(&ram, &by_label), [1]);
    let by_domain = Asking {
        labelled: vec![(vec![DomainId::new(Uuid::from_u128(1))], Vec::new())],
        ..asking("حقوق")
    };
    assert_eq!(found(&ram, &by_domain), [1, 2]);
}

#[test]
fn what_is_taken_out_leaves_no_word_behind() {
    let ram = ram(&[
        story(1, Language::French, "zelligeunique"),
        story(2, Language::French, "guichet"),
    ]);
    assert!(ram.knows("zelligeunique"));
    ram.refresh(&[], &[StoryId::new(Uuid::from_u128(1))]).expect("taken out");
    assert_eq!(finds(&ram, ""), [2]);
    assert!(!ram.knows("zelligeunique") && !ram.knows("titre1"));
    assert!(ram.knows("guichet"));
    ram.refresh(&[], &[StoryId::new(Uuid::from_u128(2))]).expect("taken out");
    assert_eq!((ram.len(), ram.knows("guichet")), (0, false));
}

#[test]
fn words_of_older_layers_are_found_in_their_own_language_and_go_with_the_story() {
    let mut translated = story(1, Language::French, "Elle dort.");
    translated.older = [
        (Language::Arabic, "زليجفريد في المدارس"),
        (Language::French, "les zelligettes"),
    ]
    .map(|(language, text)| Older {
        language,
        texts: vec!["vieuxtitre".to_owned(), text.to_owned()],
    })
    .into();
    let ram = ram(&[translated, story(2, Language::French, "autre récit")]);
    for typed in [
        "dort",
        "مدارس",
        "zelligette",
        "vieuxtitre",
        "zelligette مدارس dort",
        "\"les zelligettes\"",
    ] {
        assert_eq!(finds(&ram, typed), [1], "{typed}");
    }
    // No phrase reaches from one layer into another, nor from one text into another.
    assert_eq!(finds(&ram, "\"vieuxtitre les\""), [0; 0]);
    assert_eq!(finds(&ram, "\"المدارس vieuxtitre\""), [0; 0]);
    assert!(ram.knows("زليجفريد") && ram.knows("vieuxtitre"));
    ram.refresh(&[], &[StoryId::new(Uuid::from_u128(1))]).expect("it goes");
    assert!(!ram.knows("زليجفريد") && !ram.knows("vieuxtitre") && !ram.knows("zelligettes"));
}

#[test]
fn a_changed_story_is_found_by_its_new_words_alone() {
    let ram = ram(&[story(1, Language::French, "guichet")]);
    for round in 0..20 {
        let entries = [story(1, Language::French, &format!("bureau nombre{round}"))];
        ram.refresh(&entries, &[]).expect("changed");
    }
    assert_eq!(finds(&ram, "guichet"), [0; 0]);
    assert_eq!(finds(&ram, "bureau nombre19"), [1]);
    assert_eq!(finds(&ram, "nombre18"), [0; 0]);
    ram.add(&[story(3, Language::French, "neuf")]).expect("room");
    ram.settle().expect("settled");
    assert_eq!(finds(&ram, ""), [1, 3]);
}

#[test]
fn codings_are_counted_in_what_the_reader_may_see() {
    let code = |number: u128| CodeId::new(Uuid::from_u128(number));
    let entry = |number, codes: &[u128]| Entry {
        coded: codes.iter().map(|number| code(*number)).collect(),
        ..story(number, Language::French, "mot")
    };
    let ram = ram(&[entry(9, &[1, 1, 2]), entry(4, &[2]), entry(7, &[1, 3])]);
    ram.refresh(&[entry(7, &[3])], &[]).expect("changed");
    let coded = |asking: &Asking, sets: &[&[u128]]| {
        let sets: Vec<_> = sets
            .iter()
            .map(|set| set.iter().map(|number| code(*number)).collect())
            .collect();
        let found = ram.coded(asking, &sets).expect("an answer").into_iter();
        found.map(|(id, count)| (id.uuid().as_u128(), count)).collect::<Vec<_>>()
    };
    let all = asking("");
    assert_eq!(coded(&all, &[&[1]]), [(9, 2)]);
    assert_eq!(coded(&all, &[&[1, 2, 3]]), [(4, 1), (7, 1), (9, 3)]);
    assert_eq!(coded(&all, &[&[1], &[2]]), [(9, 3)]);
    let elsewhere = Asking {
        ranges: vec![StoryRange {
            site: Some(SiteId::new(Uuid::from_u128(5))),
            ..EVERYTHING
        }],
        ..asking("")
    };
    assert_eq!(coded(&elsewhere, &[&[1]]), []);
}

#[test]
fn codes_change_without_a_word_of_the_story() {
    let code = |number: u128| CodeId::new(Uuid::from_u128(number));
    let bearing = |ram: &Ram, number: u128| {
        let narrowed = Asking {
            narrowed: vec![Narrowing::Codes(vec![code(number), code(99)])],
            ..asking("")
        };
        let labelled = Asking {
            labelled: vec![(Vec::new(), vec![code(number)])],
            ..asking("حقوق")
        };
        let (by_code, by_label) = (found(ram, &narrowed), found(ram, &labelled));
        assert_eq!(by_code, by_label);
        by_code
    };
    let ram = ram(&[
        Entry {
            coded: vec![code(1)],
            ..story(1, Language::French, "mot")
        },
        story(2, Language::French, "mot"),
    ]);
    assert_eq!((bearing(&ram, 1), bearing(&ram, 2)), (vec![1], vec![]));
    ram.recode(StoryId::new(Uuid::from_u128(2)), vec![code(1), code(2), code(2)]);
    assert_eq!((bearing(&ram, 1), bearing(&ram, 2)), (vec![1, 2], vec![2]));
    ram.recode(StoryId::new(Uuid::from_u128(1)), Vec::new());
    assert_eq!((bearing(&ram, 1), bearing(&ram, 2)), (vec![2], vec![2]));
    // What is nowhere in the index is not found by its codes either; nor when it comes, leaves and comes again.
    ram.recode(StoryId::new(Uuid::from_u128(3)), vec![code(2)]);
    assert_eq!(bearing(&ram, 2), [2]);
    let third = Entry {
        coded: vec![code(3)],
        ..story(3, Language::French, "mot")
    };
    ram.refresh(&[third], &[StoryId::new(Uuid::from_u128(2))]).expect("changed");
    assert_eq!((bearing(&ram, 2), bearing(&ram, 3)), (vec![], vec![3]));
    ram.refresh(&[story(2, Language::French, "mot")], &[]).expect("changed");
    assert_eq!(bearing(&ram, 2), [0; 0]);
}

#[test]
fn the_newest_come_first_where_no_words_are_asked() {
    let early = story(1, Language::French, "mot");
    let newer = Entry {
        told_on: day(9),
        ..story(2, Language::French, "mot")
    };
    let ram = ram(&[early, newer]);
    let order = |skip, at_most| {
        let asked = Asking {
            skip,
            at_most,
            ..asking("")
        };
        let answer = ram.ask(&asked).expect("an answer");
        assert_eq!(answer.total, 2);
        answer.ids.iter().map(|id| id.uuid().as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(order(0, 10), [2, 1]);
    assert_eq!(order(1, 1), [1]);
    assert_eq!(order(5, 10), [0; 0]);
}

#[test]
fn what_a_word_is_taken_for_tells_nothing_of_what_she_may_not_read() {
    let other = SiteId::new(Uuid::from_u128(2));
    let ram = ram(&[
        story(1, Language::Darija, "المحكمة ديالي"),
        story(2, Language::French, "la plainte"),
        Entry {
            site: other,
            ..story(3, Language::French, "mahkama et plaintte")
        },
    ]);
    let here = Asking {
        ranges: vec![StoryRange {
            site: Some(SiteId::new(Uuid::from_u128(1))),
            ..EVERYTHING
        }],
        ..asking("mahkama")
    };
    // A French story that she may read holds the word: then it is that one. One that she may not read changes nothing.
    assert_eq!(finds(&ram, "mahkama"), [3]);
    assert_eq!(found(&ram, &here), [1]);
    let misspelt = Asking {
        question: Question::parse("plaintte"),
        ..here
    };
    assert_eq!(finds(&ram, "plaintte"), [3]);
    assert_eq!(found(&ram, &misspelt), [2]);
}

#[test]
fn a_search_is_narrowed_and_counted_by_direction_days_and_a_list() {
    let ram = ram(&[
        story(1, Language::French, "mot"),
        Entry {
            told_on: day(9),
            direction: Direction::Bad,
            ..story(2, Language::French, "mot")
        },
    ]);
    let id = |number| StoryId::new(Uuid::from_u128(number));
    for (narrowing, left) in [
        (Narrowing::Direction(Direction::Bad), vec![2]),
        (Narrowing::Direction(Direction::Lesson), vec![]),
        (Narrowing::Between(Some(day(2)), None), vec![2]),
        (Narrowing::Between(None, Some(day(8))), vec![1]),
        (Narrowing::Between(Some(day(1)), Some(day(9))), vec![1, 2]),
        (Narrowing::Between(None, None), vec![1, 2]),
        (Narrowing::Among(vec![id(1)]), vec![1]),
        (Narrowing::Among(Vec::new()), vec![]),
        (Narrowing::NotAmong(vec![id(1)]), vec![2]),
        (Narrowing::NotAmong(Vec::new()), vec![1, 2]),
    ] {
        let counted = Asking {
            counted: vec![narrowing.clone()],
            ..asking("mot")
        };
        assert_eq!(ram.ask(&counted).expect("an answer").counts, [left.len()]);
        let asked = Asking {
            narrowed: vec![narrowing],
            ..asking("mot")
        };
        assert_eq!(found(&ram, &asked), left);
    }
}
