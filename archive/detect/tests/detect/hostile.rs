//! Any text at all: sorted, apart, in range, no panic. How time grows with the text is measured in bench/growth.rs.

use archive_detect::{Found, Kind, detect};
use method::language::Language;
use proptest::prelude::*;

fn in_order(text: &str, found: &[Found]) -> bool {
    let count = text.chars().count();
    found.iter().all(|found| found.start < found.end && found.end <= count)
        && found.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// Pieces that rules react to, so that chance builds what chance letters would not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,12}",
        any::<char>().prop_map(|c| c.to_string()),
        prop::sample::select(vec![
            "je m'appelle ",
            "Aït ",
            "El ",
            "Fatima",
            "-",
            "'",
            "M'hamed",
            "ﷺ",
            "ﻻ",
            "e\u{301}",
            "\u{200f}",
            "\u{640}",
            "\u{202e}",
            "\u{2066}",
            "\u{2069}",
            "\u{064b}\u{0651}",
            "👩🏽‍🦱",
            "chez ",
            "hôtel ",
            ", un bar",
            "s'appelait ",
            "la cinquantaine",
            "في ",
            "الرابعة عشرة",
            "عمرها ",
            " ل عام",
            " au 3 ",
            "dhu al-hijja ",
            "06 ",
            "٠٦",
            "12/",
            "mars ",
            "2019",
            " ans",
            "à ",
            "(",
            "« ",
            "ف",
            "و",
            "عبد ",
            "الله",
            "نور ",
            "الدين",
            "سميتي ",
            "شارع ",
            "رقم 12",
            "hôpital ",
            "bar l'",
            "|",
            " أ ",
            "@",
            "a.b",
            ".com",
            "MA64",
            "0115",
            "\n",
            "İ",
            "ß",
            "٣٣ ",
            "سنة",
            "smiti ",
            "quatre-vingt ",
            "et ",
            ",",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_not_seen_hides_no_phone(digits in "0[67][0-9]{8}", at in 1..9usize, sign in prop::sample::select(vec![
        '\u{200e}', '\u{200f}', '\u{202a}', '\u{202c}', '\u{2066}', '\u{2069}', '\u{200b}', '\u{feff}',
    ])) {
        let text = format!("Appelle le {}{sign}{} ce soir", &digits[..at], &digits[at..]);
        let found = detect(&text, Language::French);
        prop_assert!(found.iter().any(|found| found.kind == Kind::Phone && found.start <= 11 && found.end >= 22), "{text:?} {found:?}");
    }

    #[test]
    fn what_is_found_holds_a_letter_or_a_digit(text in pieces(), language in prop::sample::select(Language::ALL.to_vec())) {
        let letters: Vec<char> = text.chars().collect();
        for found in detect(&text, language) {
            prop_assert!(letters[found.start..found.end].iter().any(|letter| letter.is_alphanumeric()), "{text:?} {found:?}");
        }
    }

    #[test]
    fn any_text_gives_spans_in_order(text in any::<String>(), language in prop::sample::select(Language::ALL.to_vec())) {
        prop_assert!(in_order(&text, &detect(&text, language)));
    }

    #[test]
    fn any_mixture_of_triggers_gives_spans_in_order(text in pieces(), language in prop::sample::select(Language::ALL.to_vec())) {
        prop_assert!(in_order(&text, &detect(&text, language)));
    }

    #[test]
    fn a_phone_is_found_wherever_it_stands(before in "[a-z ,.]{0,20}", after in "[a-z ,.]{0,20}", digits in "[67][0-9]{8}") {
        let text = format!("{before} 0{digits} {after}");
        let start = before.chars().count() + 1;
        let found = detect(&text, Language::French);
        prop_assert!(found.iter().any(|found| found.kind == Kind::Phone && found.start <= start && start + 10 <= found.end), "{text:?} {found:?}");
    }
}

#[test]
fn a_sign_that_unfolds_into_letters_is_nobody() {
    for language in Language::ALL {
        assert_eq!(detect(";₨ ", language), []);
    }
    // Letters in squares are letters.
    assert!(!detect("Elle s'appelle 🄰🄼🄸🄽🄰.", Language::French).is_empty());
}

#[test]
fn a_long_hostile_text_is_read_to_its_end() {
    // A quadratic reader would take minutes here.
    for piece in [
        "0612345678",
        "a@",
        "Nadia ",
        "من ",
        "12/",
        "7",
        "06 ",
        "a",
        "a.",
        "A",
        "El ",
        "et ",
        "vingt ",
        "و",
        "\u{301}",
        "12 mars ",
        "« ",
        "\u{202e}\u{2066}",
        "x\u{300}\u{301}\u{302}",
        "4, ",
        "chez A ",
        "un bar, ",
        "في الثالثة ",
        "l9adi ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        assert!(in_order(&text, &detect(&text, Language::French)));
    }
}
