use super::source::literal;
use super::*;
use crate::sample::{hostile, of, sample};
use crate::{Block, Quotation};
use method::brief::DEEPEST;
use method::language::{Language, PageLanguage};
use proptest::prelude::*;
use typst::layout::{Frame, FrameItem};
use typst::syntax::{SyntaxKind, parse_code};

pub(super) fn has(file: &[u8], words: &str) -> bool {
    file.windows(words.len()).any(|window| window == words.as_bytes())
}

pub(super) fn words(frame: &Frame) -> String {
    let items = frame.items().map(|(_, item)| match item {
        FrameItem::Group(group) => words(&group.frame),
        FrameItem::Text(text) => text.text.to_string(),
        _ => String::new(),
    });
    items.collect()
}

fn set(document: &Document) -> Result<PagedDocument, ExportError> {
    set_with(source::source(document, None), source::pictures(document))
}

fn printed(document: &Document) -> String {
    set(document).unwrap().pages().iter().map(|page| words(&page.frame)).collect()
}

#[test]
fn a_brief_is_tagged_universal_and_in_its_language() {
    for language in PageLanguage::ALL {
        let file = pdf(&sample(language)).unwrap();
        assert!(file.starts_with(b"%PDF-1.7"));
        for part in [
            "/StructTreeRoot",
            "/Marked true",
            "pdfuaid:part>1<",
            &format!("/Lang({})", language.tag()),
        ] {
            assert!(has(&file, part), "{part}");
        }
        for part in ["/Author", "/CreationDate", "/ModDate", "/JavaScript", "dc:creator"] {
            assert!(!has(&file, part), "{part}");
        }
    }
}

#[test]
fn faces_are_inside_the_file() {
    let french = pdf(&sample(PageLanguage::French)).unwrap();
    assert!(has(&french, "+LibertinusSerif-Regular") && has(&french, "/FontFile3"));
    let arabic = pdf(&sample(PageLanguage::Arabic)).unwrap();
    assert!(has(&arabic, "+Amiri-Regular") && has(&arabic, "+Amiri-Bold") && has(&arabic, "/FontFile2"));
    assert!(has(&arabic, "/Direction/R2L") && has(&french, "/Direction/L2R"));
}

#[test]
fn arabic_letters_are_joined_and_start_on_the_right() {
    /// The first run of Arabic letters, which is the title's: how far from the left edge, and which forms of letters.
    fn first_run(frame: &Frame, left: f64) -> Option<(f64, Vec<u16>)> {
        frame.items().find_map(|(at, item)| match item {
            FrameItem::Group(group) => first_run(&group.frame, left + at.x.to_pt()),
            FrameItem::Text(run) if !run.text.contains('ة') => None,
            FrameItem::Text(run) => Some((left + at.x.to_pt(), run.glyphs.iter().map(|glyph| glyph.id).collect())),
            _ => None,
        })
    }
    let title = |words: &str| {
        let pages = set(&Document {
            title: words.into(),
            ..sample(PageLanguage::Arabic)
        })
        .unwrap();
        let frame = &pages.pages()[0].frame;
        let (left, glyphs) = first_run(frame, 0.0).unwrap();
        assert!(left > frame.width().to_pt() * 0.6, "a title stands on the right");
        glyphs
    };
    let (joined, apart) = (title("حكاية"), title("ح ك ا ي ة"));
    assert_eq!(joined.len(), 5);
    let shaped = joined.iter().filter(|glyph| !apart.contains(glyph)).count();
    assert!(
        shaped >= 3,
        "letters inside a word have forms of their own: {joined:?} {apart:?}"
    );
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for language in PageLanguage::ALL {
        assert_eq!(pdf(&sample(language)), pdf(&sample(language)));
    }
}

#[test]
fn everything_of_a_brief_is_printed() {
    let text = printed(&sample(PageLanguage::French));
    for part in [
        "Sortir du silence",
        "Ce qui change",
        "portent plainte",
        "«\u{a0}Avant, je ne disais rien.",
        "Amal*",
        "participante au projet Chams",
        "*Le prénom a été modifié",
        "Marrakech",
        "206",
        "Source\u{a0}: Registre",
        "échantillon représentatif",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn markup_of_the_typesetter_is_printed_and_never_run() {
    for attack in [
        "#read(\"/etc/passwd\")",
        "] #read(\"/etc/passwd\") [",
        "\"); panic(\"out\"); (\"",
        "\\\"); panic(\"out\"); (\\\"",
        "$ x^2 $",
        "\\u{41} \\n \\",
        "#import \"@preview/a:0.1.0\"",
        "/* // */ @label <label> = == - + * _ ~ ---",
    ] {
        let document = Document {
            title: attack.into(),
            ..of(attack)
        };
        assert!(printed(&document).contains(attack), "{attack}");
    }
}

#[test]
fn the_typesetter_sees_no_file_no_package_and_no_clock() {
    for source in [
        "#read(\"/etc/passwd\")",
        "#read(\"brief.typ\")",
        "#include \"other.typ\"",
        "#import \"@preview/a:0.1.0\"",
        "#image(\"a.png\")",
        "#datetime.today()",
    ] {
        assert!(
            typst::compile::<PagedDocument>(&Desk::new(source.into(), Vec::new()))
                .output
                .is_err(),
            "{source}"
        );
    }
}

#[test]
fn a_character_that_no_face_has_is_no_obstacle_and_no_claim() {
    let file = pdf(&of("Bravo \u{1f600}")).unwrap();
    assert!(has(&file, "/StructTreeRoot") && !has(&file, "pdfuaid"));
}

#[test]
fn a_document_without_a_title_is_still_universal() {
    for title in ["", " ", "\u{1}"] {
        let document = Document {
            title: title.into(),
            ..sample(PageLanguage::English)
        };
        assert!(has(&pdf(&document).unwrap(), "pdfuaid:part>1<"));
    }
}

#[test]
fn the_deepest_brief_is_set() {
    let points: Vec<String> = (0..DEEPEST / 2 - 1)
        .map(|depth| format!("{}- point {depth}", "  ".repeat(depth)))
        .collect();
    let quotes = format!("{}deep", ">".repeat(DEEPEST - 1));
    let inlines = format!("{}deep{}", "*a **b ".repeat(20), "** *".repeat(20));
    for (markdown, innermost) in [(quotes, "deep"), (inlines, "deep"), (points.join("\n"), "point 23")] {
        let brief = method::brief::parse(&markdown).unwrap();
        let blocks = crate::resolve(brief, |_| None, |_| None, |_| None).unwrap();
        assert!(
            printed(&Document {
                blocks,
                ..sample(PageLanguage::English)
            })
            .contains(innermost),
            "{innermost}"
        );
    }
}

#[test]
fn a_quotation_longer_than_a_page_goes_on_overleaf() {
    fn lowest(frame: &Frame, top: f64) -> f64 {
        let items = frame.items().map(|(at, item)| match item {
            FrameItem::Group(group) => lowest(&group.frame, top + at.y.to_pt()),
            FrameItem::Text(_) => top + at.y.to_pt(),
            _ => 0.0,
        });
        items.fold(0.0, f64::max)
    }
    let sentences: Vec<String> = (0..300)
        .map(|number| format!("Je raconte ce qui a changé, {number}."))
        .collect();
    let text = sentences.join(" ");
    let quotation = Quotation {
        text,
        language: Language::French,
        told: Language::French,
        pseudonym: "Amal".into(),
    };
    let document = Document {
        blocks: vec![Block::Quotation(quotation)],
        ..sample(PageLanguage::French)
    };
    let pages = set(&document).unwrap();
    assert!(pages.pages().len() > 1);
    for page in pages.pages() {
        assert!(lowest(&page.frame, 0.0) < page.frame.height().to_pt());
    }
    assert!(printed(&document).contains("299.\u{a0}»"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_brief_can_be_printed(markdown in hostile()) {
        prop_assert!(pdf(&of(&markdown)).is_ok());
    }
}

proptest! {
    #[test]
    fn a_literal_is_one_string_and_says_what_was_said(text in hostile()) {
        let tree = parse_code(&literal(&text));
        let parts: Vec<_> = tree.children().collect();
        prop_assert_eq!(parts.len(), 1);
        prop_assert_eq!(parts[0].kind(), SyntaxKind::Str);
        let said = parts[0].cast::<typst::syntax::ast::Str>().unwrap().get().to_string();
        let kept: String = text.chars().filter(|c| crate::document::is_text(*c)).collect();
        prop_assert_eq!(said, kept);
    }
}

#[test]
fn headings_are_listed_with_their_pages_and_footnotes_stand_at_the_foot() {
    let printed = printed(&sample(PageLanguage::French));
    let (before, after) = printed.split_once("Sommaire").expect("a list of headings");
    assert!(before.ends_with("Sortir du silence"), "{before}");
    assert_eq!(after.matches("Ce qui change").count(), 2, "listed and set: {after}");
    assert_eq!(after.matches("103-13").count(), 1, "{after}");
    assert!(after.contains("المصحات"), "{after}");
    let nothing = set(&of("{{contents}}\n\nUn mot[^1].\n\n[^1]: Sa source."));
    assert!(nothing.is_ok());
}

#[test]
fn for_an_archive_it_says_so_and_the_day() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
    for language in PageLanguage::ALL {
        let file = pdf_a(&sample(language), day).unwrap();
        for part in ["pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<", "2026-03-05"] {
            assert!(has(&file, part), "{part}");
        }
        assert!(!has(&file, "dc:creator") && !has(&file, "/Author"));
        assert!(file == pdf_a(&sample(language), day).unwrap(), "the same bytes");
    }
}
