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
    ] {
        let text = piece.repeat(100_000 / piece.len());
        assert!(in_order(&text, &detect(&text, Language::French)));
    }
}
