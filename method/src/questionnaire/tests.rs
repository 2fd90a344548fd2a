use super::*;
use crate::language::PageLanguage;
use crate::recording::Sheet;
use proptest::prelude::*;
use uuid::Uuid;

const FRENCH: PageLanguage = PageLanguage::French;

fn id(n: u128) -> QuestionId {
    QuestionId::new(Uuid::from_u128(n))
}
fn domain(n: u128) -> DomainId {
    DomainId::new(Uuid::from_u128(n))
}
fn three(text: &str) -> InThree {
    InThree {
        fr: text.into(),
        ar: String::new(),
        en: format!("{text} (en)"),
    }
}
fn wording(label: &str, kind: Kind) -> Wording {
    Wording {
        label: three(label),
        hint: InThree::default(),
        kind,
    }
}
fn doors() -> Kind {
    Kind::Choice(["relais", "", "amie"].map(three_or_none).to_vec())
}
fn three_or_none(text: &str) -> InThree {
    if text.is_empty() { InThree::default() } else { three(text) }
}
fn scale() -> Kind {
    Kind::Scale {
        steps: 5,
        lowest: three("jamais"),
        highest: three("toujours"),
    }
}
fn number() -> Kind {
    Kind::Number {
        least: Some(0),
        most: Some(1_500),
    }
}
fn kinds() -> [Kind; 6] {
    [
        Kind::Text,
        doors(),
        Kind::Several(vec![three("a"), three("b"), three("c")]),
        scale(),
        number(),
        Kind::Date,
    ]
}
/// One question of each kind, ids 1 to 6.
fn six() -> Questionnaire {
    (1..).zip(kinds()).fold(Questionnaire::default(), |all, (n, kind)| {
        all.with(Question::new(id(n), None, false, wording("?", kind))).unwrap()
    })
}
fn sheet(answers: &[(String, &str)]) -> Sheet {
    Sheet::new(
        answers
            .iter()
            .map(|(name, answer)| (name.clone(), (*answer).to_owned()))
            .collect(),
    )
}
fn said(kind: Kind, said: &[&str]) -> Result<Option<Answer>, NotAnAnswer> {
    let said: Vec<String> = said.iter().map(|one| (*one).to_owned()).collect();
    wording("?", kind).read(FRENCH, &said)
}

#[test]
fn each_kind_reads_its_answers() {
    assert_eq!(
        said(Kind::Text, &[" deux\nlignes "]),
        Ok(Some(Answer::Text("deux\nlignes".into())))
    );
    let amie = Picked {
        place: 3,
        words: "amie".into(),
    };
    assert_eq!(said(doors(), &["3"]), Ok(Some(Answer::Choice(amie))));
    let Ok(Some(Answer::Several(picked))) = said(kinds()[2].clone(), &["3", "1", "3"]) else {
        panic!("several");
    };
    assert_eq!(picked.iter().map(|one| one.place).collect::<Vec<_>>(), [1, 3]);
    assert!(matches!(
        said(scale(), &["4"]),
        Ok(Some(Answer::Scale { step: 4, of: 5, .. }))
    ));
    assert_eq!(said(number(), &["1\u{202f}200"]), Ok(Some(Answer::Number(1_200))));
    assert_eq!(said(number(), &["٤٢"]), Ok(Some(Answer::Number(42))));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    assert_eq!(said(Kind::Date, &["2026-03-01"]), Ok(Some(Answer::Date(day))));
}

#[test]
fn nothing_said_is_no_answer_to_any_kind() {
    for kind in kinds() {
        assert_eq!(said(kind.clone(), &[]), Ok(None));
        assert_eq!(said(kind, &["", " \n"]), Ok(None));
    }
}

#[test]
fn what_was_not_offered_is_refused() {
    for one in ["0", "2", "4", "-1", "relais", "99999999"] {
        assert_eq!(said(doors(), &[one]), Err(NotAnAnswer::NotOffered), "{one}");
    }
    assert_eq!(said(doors(), &["1", "3"]), Err(NotAnAnswer::NotOffered));
    for one in ["0", "6", "260", "un"] {
        assert_eq!(said(scale(), &[one]), Err(NotAnAnswer::NotOffered), "{one}");
    }
    for one in ["1,5", "beaucoup", "--3", "99999999999999999999"] {
        assert_eq!(said(number(), &[one]), Err(NotAnAnswer::NotANumber), "{one}");
    }
    for one in ["-1", "−1", "1501"] {
        assert!(
            matches!(said(number(), &[one]), Err(NotAnAnswer::OutOfBounds { .. })),
            "{one}"
        );
    }
    for one in ["hier", "2026-02-30", "0001-01-01", "9999-01-01"] {
        assert_eq!(said(Kind::Date, &[one]), Err(NotAnAnswer::NotADate), "{one}");
    }
    assert_eq!(said(Kind::Text, &["a".repeat(4_001).as_str()]), Err(NotAnAnswer::TooLong));
}

#[test]
fn a_changed_wording_is_a_new_one_and_the_old_one_reads_what_was_put_in_it() {
    let first = Questionnaire::default()
        .with(Question::new(id(1), None, true, wording("Combien de fois ?", number())))
        .unwrap();
    let told = given(&sheet(&[(field_name(id(1), 1), "3")]));
    let changed = first.changed(id(1), None, true, wording("À quel point ?", scale())).unwrap();
    assert_eq!(changed.question(id(1)).unwrap().current().0, 2);
    let answers = changed.read(&told, Some(domain(1)), FRENCH).unwrap();
    assert_eq!((answers[0].number, answers[0].asked.as_str()), (1, "Combien de fois ?"));
    assert_eq!(answers[0].answer, Answer::Number(3));
    let newest = given(&sheet(&[(field_name(id(1), 2), "3")]));
    assert_eq!(
        changed.read(&newest, Some(domain(1)), FRENCH).unwrap()[0].asked,
        "À quel point ?"
    );
}

#[test]
fn where_a_question_is_asked_is_no_wording() {
    let changed = six().changed(id(1), Some(domain(1)), true, wording("?", Kind::Text)).unwrap();
    assert_eq!(changed.question(id(1)).unwrap().current().0, 1);
}

#[test]
fn a_required_question_is_required_in_its_domain_while_it_is_asked() {
    let asked = six().changed(id(1), Some(domain(1)), true, wording("?", Kind::Text)).unwrap();
    let missing = Wrong {
        question: id(1),
        number: 1,
        why: NotAnAnswer::Missing,
    };
    assert_eq!(asked.read(&[], Some(domain(1)), FRENCH), Err(vec![missing]));
    assert_eq!(asked.read(&[], Some(domain(2)), FRENCH), Ok(vec![]));
    assert_eq!(
        asked.retired(id(1), true).unwrap().read(&[], Some(domain(1)), FRENCH),
        Ok(vec![])
    );
}

#[test]
fn what_is_asked_no_more_is_kept_where_a_sheet_answered_it() {
    let retired = six().retired(id(1), true).unwrap();
    let told = given(&sheet(&[(field_name(id(1), 1), "oui")]));
    assert_eq!(retired.read(&told, Some(domain(1)), FRENCH).unwrap().len(), 1);
    assert_eq!(retired.put(&told).len(), 6);
    let blank = given(&sheet(&[(field_name(id(1), 1), " ")]));
    assert_eq!(retired.put(&blank).len(), 5);
}

#[test]
fn a_question_is_put_in_the_language_of_the_page() {
    let told = given(&sheet(&[(field_name(id(2), 1), "1")]));
    let answers = six().read(&told, Some(domain(1)), PageLanguage::English).unwrap();
    assert_eq!(answers[0].asked, "? (en)");
    assert!(matches!(&answers[0].answer, Answer::Choice(picked) if picked.words == "relais (en)"));
}

#[test]
fn few_questions_are_asked_and_fewer_required() {
    let add = |all: Questionnaire, n, required| all.with(Question::new(id(n), None, required, wording("?", Kind::Text)));
    let full = (1..=20)
        .try_fold(Questionnaire::default(), |all, n| add(all, n, n <= 3))
        .unwrap();
    assert_eq!(add(full.clone(), 21, false), Err(QuestionRefused::TooMany));
    let room = full.retired(id(20), true).unwrap();
    assert_eq!(add(room.clone(), 21, true), Err(QuestionRefused::TooManyRequired));
    assert!(add(room, 21, false).is_ok());
}

#[test]
fn a_question_that_cannot_be_answered_is_refused() {
    let refused = |wording| {
        Questionnaire::default()
            .with(Question::new(id(1), None, false, wording))
            .err()
    };
    assert_eq!(
        refused(wording("?", Kind::Choice(vec![three("seule")]))),
        Some(QuestionRefused::Options)
    );
    assert_eq!(
        refused(wording("?", Kind::Several(vec![three("a"); 13]))),
        Some(QuestionRefused::Options)
    );
    let steps = |steps| Kind::Scale {
        steps,
        lowest: three("a"),
        highest: three("b"),
    };
    assert_eq!(refused(wording("?", steps(1))), Some(QuestionRefused::Steps));
    assert_eq!(refused(wording("?", steps(11))), Some(QuestionRefused::Steps));
    let bounds = Kind::Number {
        least: Some(2),
        most: Some(1),
    };
    assert_eq!(refused(wording("?", bounds)), Some(QuestionRefused::Bounds));
    let silent = Wording {
        label: InThree::default(),
        ..wording("?", Kind::Text)
    };
    assert_eq!(refused(silent), Some(QuestionRefused::NoLabel));
    assert_eq!(refused(wording(&"é".repeat(301), Kind::Text)), Some(QuestionRefused::TooLong));
}

#[test]
fn a_question_moves_before_the_one_that_is_asked_before_it() {
    let order = |all: &Questionnaire| all.asked().map(|one| one.id().uuid().as_u128()).collect::<Vec<_>>();
    let moved = six().retired(id(2), true).unwrap().earlier(id(3)).unwrap();
    assert_eq!(order(&moved), [3, 1, 4, 5, 6]);
    assert_eq!(order(&moved.earlier(id(3)).unwrap()), [3, 1, 4, 5, 6]);
    assert_eq!(six().earlier(id(7)), Err(QuestionRefused::Unknown));
}

#[test]
fn only_the_very_name_of_a_field_is_an_answer() {
    let name = field_name(id(1), 1);
    for other in [
        format!("{name} "),
        name.to_uppercase(),
        name.replace("_1", "_01"),
        name.replace("_1", "_+1"),
        "q_".into(),
    ] {
        assert!(given(&sheet(&[(other.clone(), "oui")])).is_empty(), "{other}");
    }
}

fn any_answers() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        4 => (1_u128..8, 0_u32..3).prop_map(|(n, number)| field_name(id(n), number)),
        1 => "\\PC{0,40}",
    ];
    let answer = prop_oneof![
        "[0-9]{1,3}",
        "-?[0-9٠-٩ ]{1,12}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "\\PC{0,30}"
    ];
    prop::collection::vec((name, answer), 0..20)
}

proptest! {
    #[test]
    fn whatever_is_typed_reads_as_what_was_offered_or_not_at_all(answers in any_answers()) {
        let (asked, told) = (six(), given(&Sheet::new(answers)));
        match asked.read(&told, Some(domain(1)), FRENCH) {
            Ok(read) => for one in read {
                let wording = asked.question(one.question).and_then(|question| question.wording(one.number));
                match (&wording.unwrap().kind, &one.answer) {
                    (Kind::Text, Answer::Text(words)) => prop_assert!(!words.trim().is_empty()),
                    (Kind::Choice(_), Answer::Choice(picked)) => prop_assert!([1, 3].contains(&picked.place) && !picked.words.is_empty()),
                    (Kind::Several(_), Answer::Several(picked)) => {
                        prop_assert!(!picked.is_empty() && picked.iter().all(|one| (1..=3).contains(&one.place)));
                        prop_assert!(picked.windows(2).all(|two| two[0].place < two[1].place));
                    }
                    (Kind::Scale { .. }, Answer::Scale { step, of, .. }) => prop_assert!((1..=*of).contains(step)),
                    (Kind::Number { .. }, Answer::Number(number)) => prop_assert!((0..=1_500).contains(number)),
                    (Kind::Date, Answer::Date(_)) => {}
                    (kind, answer) => prop_assert!(false, "{:?} answered {:?}", kind.name(), answer),
                }
            },
            Err(wrong) => prop_assert!(!wrong.is_empty() && wrong.iter().all(|one| asked.question(one.question).is_some())),
        }
    }

    #[test]
    fn the_order_in_which_fields_are_sent_changes_nothing(answers in any_answers(), seed in any::<prop::sample::Index>()) {
        let mut turned = answers.clone();
        if !turned.is_empty() {
            let at = seed.index(turned.len());
            turned.rotate_left(at);
        }
        let read = |answers: Vec<(String, String)>| six().read(&given(&Sheet::new(answers)), Some(domain(1)), FRENCH);
        // Several answers to one text are no answer, whichever comes first.
        prop_assert_eq!(read(answers).map_err(|wrong| wrong.len()), read(turned).map_err(|wrong| wrong.len()));
    }

    #[test]
    fn any_changes_keep_every_wording_that_was_asked(changes in prop::collection::vec((1_u128..7, 0_usize..6, any::<bool>()), 0..40)) {
        let mut all = six();
        let mut asked: Vec<(QuestionId, u32, Wording)> = Vec::new();
        for (n, kind, retires) in changes {
            let changed = all.clone().changed(id(n), None, false, wording(&format!("{kind}"), kinds()[kind].clone()));
            all = changed.and_then(|all| all.retired(id(n), retires)).and_then(|all| all.earlier(id(n))).unwrap_or(all);
            asked.extend(all.asked().map(|one| (one.id(), one.current().0, one.current().1.clone())));
        }
        for (question, number, wording) in asked {
            prop_assert_eq!(all.question(question).and_then(|one| one.wording(number)), Some(&wording));
        }
    }
}
