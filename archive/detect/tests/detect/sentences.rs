//! Whole sentences of which exactly the identifier is found, and whole sentences in which there is none.

use super::found;
use archive_detect::Kind;
use method::language::Language;

#[track_caller]
fn finds(language: Language, text: &str, kind: Kind, words: &str) {
    let all = found(text, language);
    assert!(all.contains(&(words.to_owned(), kind)), "{text}: {all:?}");
}

#[test]
fn numbers_and_addresses_of_people_are_found_in_every_spelling() {
    finds(
        Language::French,
        "Appelle-moi au 06 61 22 33 44 ce soir.",
        Kind::Phone,
        "06 61 22 33 44",
    );
    finds(
        Language::English,
        "Her number is +212 661-223344.",
        Kind::Phone,
        "+212 661-223344",
    );
    finds(Language::Arabic, "رقمي هو ٠٦٦١٢٢٣٣٤٤ في المساء", Kind::Phone, "٠٦٦١٢٢٣٣٤٤");
    finds(Language::French, "Ma carte nationale est BK 482913.", Kind::Cin, "BK 482913");
    finds(
        Language::English,
        "Write to souad.k@exemple.ma tonight.",
        Kind::Email,
        "souad.k@exemple.ma",
    );
}

#[test]
fn names_and_places_are_found_in_three_languages() {
    finds(Language::French, "Je m'appelle Wafae et j'habite ici.", Kind::Person, "Wafae");
    finds(Language::Arabic, "اسمي وفاء وأسكن هنا", Kind::Person, "وفاء");
    finds(
        Language::English,
        "I grew up in Taroudant with my aunt.",
        Kind::Location,
        "Taroudant",
    );
}

#[test]
fn ages_and_dates_are_found() {
    finds(Language::French, "J'ai 37 ans.", Kind::Age, "37");
    finds(Language::French, "C'était le 14 février 2023.", Kind::Date, "14 février 2023");
}

#[test]
fn what_names_nobody_is_left_alone() {
    for (language, text) in [
        (Language::French, "Le projet de l'association m'a donné confiance et espoir."),
        (Language::French, "Le VIH ne fait plus peur à la clinique."),
        (Language::English, "I learned to say no, and my health is better."),
        (Language::Arabic, "تعلمت أن أقول لا وصرت أثق في نفسي"),
    ] {
        assert_eq!(found(text, language), [], "{text}");
    }
}
