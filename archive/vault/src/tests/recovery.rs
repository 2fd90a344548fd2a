//! The printed code: read however it is typed, and a slip of the hand is told at once.

use crate::{RecoveryCode, VaultError};
use proptest::prelude::*;

fn secret_of(typed: &str) -> Result<Vec<u8>, VaultError> {
    RecoveryCode::parse(typed).map(|code| code.secret().to_vec())
}

#[test]
fn it_is_printed_in_nine_groups_of_four() {
    let code = RecoveryCode::create().unwrap();
    let printed = code.reveal();
    let groups = printed.split('-').collect::<Vec<_>>();
    assert_eq!(groups.len(), 9);
    for letter in groups.iter().flat_map(|group| group.chars()) {
        assert!("0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(letter));
    }
    assert!(groups.iter().all(|group| group.len() == 4));
    assert_eq!(code.secret().len(), 20, "160 bits");
    assert_ne!(RecoveryCode::create().unwrap().secret(), code.secret());
}

#[test]
fn one_code_is_frozen() {
    let printed = "0410-6105-0R3G-G28A-1C60-T3GF-208H-44RM-680T";
    let code = (1..=20).collect::<Vec<u8>>();
    assert_eq!(secret_of(printed), Ok(code));
}

#[test]
fn whatever_hands_and_pages_make_of_it_it_is_read() {
    let code = RecoveryCode::create().unwrap();
    let printed = code.reveal();
    let typed = [
        printed.to_lowercase(),
        printed.replace('-', " "),
        printed.replace('-', ""),
        printed.replace('-', " – "),
        printed.replace('-', "\n"),
        printed.replace('0', "O").replace('1', "I"),
        printed.replace('0', "o").replace('1', "l"),
        printed.replace('1', "L"),
        format!("\u{200e}{}\u{200f}", printed.as_str()),
        format!("  {}\t", printed.as_str()),
        printed
            .chars()
            .map(|letter| letter.to_digit(10).map_or(letter, |digit| arabic(0x660, digit)))
            .collect(),
        printed
            .chars()
            .map(|letter| letter.to_digit(10).map_or(letter, |digit| arabic(0x6f0, digit)))
            .collect(),
    ];
    for typed in typed {
        assert_eq!(secret_of(&typed).as_deref(), Ok(code.secret()), "{typed}");
    }
}

fn arabic(zero: u32, digit: u32) -> char {
    char::from_u32(zero + digit).unwrap()
}

#[test]
fn every_mistyped_letter_is_told() {
    let printed = RecoveryCode::create().unwrap().reveal();
    for (at, right) in printed.char_indices().filter(|(_, letter)| *letter != '-') {
        let wrong = if right == '7' { "8" } else { "7" };
        let mut typed = printed.to_string();
        typed.replace_range(at..=at, wrong);
        assert_eq!(secret_of(&typed), Err(VaultError::CodeMistyped), "{typed}");
    }
}

#[test]
fn two_groups_changed_about_are_told() {
    let typed = RecoveryCode::create().unwrap().reveal().to_string();
    let mut groups = typed.split('-').collect::<Vec<_>>();
    groups.swap(2, 3);
    assert_eq!(secret_of(&groups.join("-")), Err(VaultError::CodeMistyped));
}

#[test]
fn a_letter_too_few_or_too_many_and_a_foreign_sign_are_told() {
    let printed = RecoveryCode::create().unwrap().reveal();
    assert_eq!(secret_of(&printed[1..]), Err(VaultError::CodeLength(35)));
    assert_eq!(secret_of(&format!("{}7", printed.as_str())), Err(VaultError::CodeLength(37)));
    assert_eq!(secret_of(&"7".repeat(100_000)), Err(VaultError::CodeLength(100_000)));
    assert_eq!(secret_of(""), Err(VaultError::CodeLength(0)));
    assert_eq!(
        secret_of(&format!("{}U{}", &printed[..5], &printed[6..])),
        Err(VaultError::CodeLetter(5))
    );
    assert_eq!(secret_of("سر"), Err(VaultError::CodeLetter(1)));
    let sentence = VaultError::CodeLength(35).to_string();
    assert!(sentence.contains(&RecoveryCode::LETTERS.to_string()), "{sentence}");
}

proptest! {
    #[test]
    fn hostile_texts_are_refused_without_harm(typed in ".{0,80}") {
        prop_assert!(secret_of(&typed).is_err());
    }
}
