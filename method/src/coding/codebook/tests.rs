use super::*;
use crate::coding::Colour;
use crate::language::{InThree, PageLanguage};
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: u128) -> CodeId {
    CodeId::new(Uuid::from_u128(n))
}

fn code(n: u128, parent: Option<u128>) -> Code {
    let labels = InThree {
        fr: format!("code {n}"),
        ..InThree::default()
    };
    Code::new(id(n), CodeWords::named(labels, Colour::around(1)), parent.map(id))
}

/// 1 › 2 › 3 › 4, and 5 beside.
fn book() -> Codebook {
    Codebook::try_from(vec![
        code(5, None),
        code(4, Some(3)),
        code(3, Some(2)),
        code(2, Some(1)),
        code(1, None),
    ])
    .unwrap()
}

fn numbers(codes: impl IntoIterator<Item = CodeId>) -> Vec<u128> {
    codes.into_iter().map(|id| id.uuid().as_u128()).collect()
}

#[test]
fn a_code_goes_neither_below_itself_nor_too_deep() {
    let mut book = book();
    let before = book.clone();
    assert_eq!(book.place(id(1), Some(id(3))), Err(Refused::Cycle));
    assert_eq!(book.place(id(1), Some(id(1))), Err(Refused::Cycle));
    assert_eq!(book.place(id(5), Some(id(4))), Err(Refused::TooDeep));
    assert_eq!(book.place(id(1), Some(id(5))), Err(Refused::TooDeep));
    assert_eq!(book.place(id(1), Some(id(9))), Err(Refused::Unknown));
    assert_eq!(book.add(code(5, None)), Err(Refused::SameCodeTwice));
    let nameless = CodeWords::named(InThree::default(), Colour::around(1));
    assert_eq!(book.add(Code::new(id(6), nameless.clone(), None)), Err(Refused::NoLabel));
    assert_eq!(book.describe(id(5), nameless.clone()), Err(Refused::NoLabel));
    assert_eq!(book.split(id(5), id(6), nameless), Err(Refused::NoLabel));
    assert_eq!(book, before);
    assert_eq!(book.place(id(3), Some(id(5))), Ok(()));
    assert_eq!(numbers(book.path(id(4)).iter().map(|code| code.id)), [5, 3, 4]);
}

#[test]
fn the_outline_has_each_code_before_those_below() {
    let mut book = book();
    book.add(code(6, Some(1))).unwrap();
    let lines: Vec<_> = book
        .outline()
        .iter()
        .map(|(depth, code)| (*depth, code.id.uuid().as_u128()))
        .collect();
    assert_eq!(lines, [(0, 5), (0, 1), (1, 2), (2, 3), (3, 4), (1, 6)]);
    assert_eq!(numbers(book.with_all_below(id(2))), [2, 3, 4]);
}

#[test]
fn only_a_code_without_others_below_is_removed() {
    let mut book = book();
    assert_eq!(book.remove(id(3)), Err(Refused::HasChildren));
    assert_eq!(book.remove(id(4)).map(|code| code.id), Ok(id(4)));
    assert_eq!(book.remove(id(4)), Err(Refused::Unknown));
}

#[test]
fn merged_codes_leave_one_with_all_below() {
    let mut book = book();
    assert_eq!(book.merge(id(2), id(4)), Err(Refused::Cycle));
    assert_eq!(book.merge(id(2), id(2)), Err(Refused::Cycle));
    assert_eq!(book.merge(id(2), id(9)), Err(Refused::Unknown));
    assert_eq!(book.merge(id(2), id(5)), Ok(()));
    assert_eq!(numbers(book.with_all_below(id(5))), [3, 4, 5]);
    assert!(book.get(id(2)).is_none());
}

#[test]
fn a_retired_code_is_given_no_more_nor_what_stands_below_it() {
    let mut book = book();
    book.retire(id(2), true).unwrap();
    let given: Vec<u128> = (1..=6).filter(|n| book.is_given(id(*n))).collect();
    assert_eq!(given, [1, 5]);
    book.retire(id(2), false).unwrap();
    assert!(book.is_given(id(4)));
    assert_eq!(book.retire(id(9), true), Err(Refused::Unknown));
}

#[test]
fn a_code_steps_past_its_neighbour_under_the_same_one() {
    let mut book = book();
    book.add(code(6, Some(1))).unwrap();
    book.add(code(7, Some(1))).unwrap();
    let below = |book: &Codebook| numbers(book.children(Some(id(1))).map(|code| code.id));
    book.step(id(7), Step::Up).unwrap();
    assert_eq!(below(&book), [2, 7, 6]);
    book.step(id(2), Step::Down).unwrap();
    assert_eq!(below(&book), [7, 2, 6]);
    book.step(id(7), Step::Up).unwrap();
    book.step(id(6), Step::Down).unwrap();
    assert_eq!(below(&book), [7, 2, 6]);
    assert_eq!(numbers(book.children(None).map(|code| code.id)), [5, 1]);
    assert_eq!(book.step(id(9), Step::Up), Err(Refused::Unknown));
}

#[test]
fn a_split_code_stands_beside_what_it_came_from() {
    let mut book = book();
    book.add(code(6, Some(1))).unwrap();
    let words = code(7, None).words;
    assert_eq!(book.split(id(2), id(7), words.clone()), Ok(()));
    assert_eq!(numbers(book.children(Some(id(1))).map(|code| code.id)), [2, 7, 6]);
    assert_eq!(numbers(book.with_all_below(id(2))), [2, 3, 4]);
    assert_eq!(book.split(id(9), id(8), words.clone()), Err(Refused::Unknown));
    assert_eq!(book.split(id(2), id(7), words), Err(Refused::SameCodeTwice));
}

#[test]
fn a_codebook_kept_before_codes_said_more_is_read() {
    let stored = r#"[{"id":"00000000000000000000000000000001","labels":{"fr":"a","ar":"","en":""},
        "definition":{"fr":"","ar":"","en":""},"parent":null,"colour":3}]"#;
    let read = serde_json::from_str::<Codebook>(stored).unwrap();
    let code = read.get(id(1)).unwrap();
    assert_eq!(
        (code.label(PageLanguage::French), code.is_retired, code.branch),
        ("a", false, None)
    );
}

#[test]
fn a_stored_codebook_is_checked_again() {
    let stored = serde_json::to_string(&book()).unwrap();
    assert_eq!(serde_json::from_str::<Codebook>(&stored).unwrap(), book());
    let round = serde_json::to_string(&[code(1, Some(2)), code(2, Some(1))]).unwrap();
    assert!(serde_json::from_str::<Codebook>(&round).is_err());
}

proptest! {
    #[test]
    fn in_whatever_order_codes_are_moved_it_stays_a_tree(
        steps in prop::collection::vec((0u128..10, prop::option::of(0u128..10), 0u8..6), 0..40)
    ) {
        let mut book = Codebook::default();
        for (n, parent, step) in steps {
            let _ = match step {
                0 => book.add(code(n, parent)),
                1 => book.place(id(n), parent.map(id)),
                2 => book.merge(id(n), id(parent.unwrap_or(0))),
                4 => book.step(id(n), if parent.is_some() { Step::Up } else { Step::Down }),
                5 => book.split(id(n), id(parent.unwrap_or(0)), code(n, None).words),
                _ => book.remove(id(n)).map(drop),
            };
            prop_assert_eq!(book.outline().len(), book.codes().len());
            prop_assert!(book.codes().iter().all(|code| (1..=DEEPEST).contains(&book.path(code.id).len())));
            prop_assert!(Codebook::try_from(book.codes().to_vec()).is_ok());
        }
    }
}
