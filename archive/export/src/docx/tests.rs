mod opened;

use super::*;
use crate::html::fragment;
use crate::sample::{hostile, of, sample};
use crate::{Block, Quotation};
use method::language::PageLanguage;
use opened::{Opened, Paragraph};
use proptest::prelude::*;

/// A brief of this text alone, in a language.
fn brief(language: PageLanguage, markdown: &str) -> Document {
    let blocks = crate::resolve(method::brief::parse(markdown).unwrap(), |_| None, |_| None, |_| None).unwrap();
    Document {
        blocks,
        ..sample(language)
    }
}

fn opened(document: &Document) -> Opened {
    Opened::checked(&docx(document).unwrap())
}

/// The paragraphs between title and foot.
fn inside(document: &Document) -> Vec<Paragraph> {
    let mut all = opened(document).paragraphs();
    assert_eq!(all.remove(0).style, "Title");
    assert_eq!(all.pop().unwrap().style, "Foot");
    all
}

fn has_arabic(text: &str) -> bool {
    text.chars().any(|c| ('\u{620}'..='\u{64a}').contains(&c))
}

fn has_latin(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphabetic())
}

/// What a reader of the HTML sees, without the space between.
fn seen(document: &Document) -> String {
    let mut text = String::new();
    for part in fragment(document, |_| String::new()).split('<') {
        text.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let text = entities
        .iter()
        .fold(text, |text, (entity, letter)| text.replace(entity, letter));
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn everything_of_a_brief_stands_in_its_place() {
    let found: Vec<(String, String)> = opened(&sample(PageLanguage::French))
        .paragraphs()
        .into_iter()
        .map(|one| (one.text(), one.style))
        .collect();
    let expected = [
        ("Title", "Sortir du silence"),
        ("ContentsTitle", "Sommaire"),
        ("TOC1", "Ce qui change"),
        ("TOC2", "En chiffres"),
        ("Heading1", "Ce qui change1"),
        ("Normal", "Depuis deux ans, les femmes portent plainte2. Voir le site."),
        ("StoryQuotation", "«\u{a0}Avant, je ne disais rien."),
        ("StoryQuotation", "Maintenant, je connais mes droits.\u{a0}»"),
        (
            "Attribution",
            "Amal*, travailleuse du sexe survivante de violences basées sur le genre, participante au projet Chams",
        ),
        ("Note", "*Le prénom a été modifié · Raconté en français"),
        ("Heading2", "En chiffres"),
        ("Caption", "Femmes accueillies par clinique"),
        ("TableHead", "Clinique"),
        ("TableHead", "Femmes"),
        ("TableText", "Marrakech"),
        ("TableText", "206"),
        ("TableText", "Agadir"),
        ("TableText", "132"),
        ("Source", "Source\u{a0}: Registre des cliniques (1er semestre 2024)"),
        ("ListParagraph", "D'abord ceci"),
        ("ListParagraph", "Puis :"),
        ("ListParagraph", "cela"),
        ("ListParagraph", "et cela"),
        ("Quote", "Une loi citée"),
        ("TableHead", "Site"),
        ("TableHead", "Récits"),
        ("TableText", "Agadir"),
        ("TableText", "12"),
        ("TableGap", ""),
        ("Rule", ""),
        ("Normal", ""),
        ("Caption", "Une porte \"bleue\""),
        ("Source", "Une porte \"bleue\""),
        ("Normal", "Fin."),
    ];
    let (foot, before) = found.split_last().unwrap();
    for (found, (style, text)) in before.iter().zip(expected) {
        assert_eq!((found.1.as_str(), found.0.as_str()), (style, text));
    }
    assert_eq!(before.len(), expected.len());
    assert!(foot.1 == "Foot" && foot.0.contains("échantillon représentatif"), "{foot:?}");
}

#[test]
fn an_arabic_brief_runs_from_right_to_left_with_latin_words_inside() {
    let opened = opened(&sample(PageLanguage::Arabic));
    for paragraph in opened.paragraphs() {
        assert!(paragraph.is_bidi && paragraph.is_mark_rtl, "{}", paragraph.text());
        for run in &paragraph.runs {
            assert!(
                !(has_arabic(&run.text) && has_latin(&run.text)),
                "one direction a run: {}",
                run.text
            );
            assert!(!has_arabic(&run.text) || run.is_rtl, "{}", run.text);
            assert!(!has_latin(&run.text) || !run.is_rtl, "{}", run.text);
            let tongue = if run.is_rtl { ["ar-MA", "ary"] } else { ["fr-FR"; 2] };
            assert!(tongue.contains(&run.tongue.as_str()), "{} {}", run.text, run.tongue);
        }
    }
    let mixed = opened
        .paragraphs()
        .into_iter()
        .find(|one| one.text().contains("ALCS"))
        .unwrap();
    let latin: Vec<&str> = mixed
        .runs
        .iter()
        .filter(|run| !run.is_rtl)
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(latin, ["ALCS", "2024"]);
    let text = opened.xml("word/document.xml");
    assert_eq!(text.matches("<w:bidiVisual/>").count(), 2, "both tables begin on the right");
    assert!(text.contains("<w:bidi/></w:sectPr>"));
}

#[test]
fn a_brief_from_left_to_right_turns_nothing_round() {
    for language in [PageLanguage::French, PageLanguage::English] {
        let opened = opened(&sample(language));
        for part in ["<w:bidi/>", "<w:rtl/>", "<w:bidiVisual/>"] {
            assert!(!opened.xml("word/document.xml").contains(part), "{part}");
        }
    }
}

#[test]
fn words_of_two_directions_in_a_line_become_runs_of_one() {
    let runs = |language, text| -> Vec<(String, bool)> {
        let paragraphs = inside(&brief(language, text));
        paragraphs[0].runs.iter().map(|run| (run.text.clone(), run.is_rtl)).collect()
    };
    assert_eq!(
        runs(PageLanguage::French, "Elle a dit « كفى، خلاص » (12 fois)."),
        [
            ("Elle a dit « ".to_owned(), false),
            ("كفى، خلاص".to_owned(), true),
            (" » (12 fois).".to_owned(), false)
        ]
    );
    assert_eq!(
        runs(PageLanguage::Arabic, "قالت (ALCS) كفى."),
        [
            ("قالت (".to_owned(), true),
            ("ALCS".to_owned(), false),
            (") كفى.".to_owned(), true)
        ]
    );
}

#[test]
fn a_teller_speaks_her_own_language_whatever_the_briefs_is() {
    let mut document = brief(PageLanguage::French, "Un mot");
    document.blocks.push(Block::Quotation(Quotation {
        text: "دابا كنعرف حقوقي مع ALCS".into(),
        language: Language::Darija,
        told: Language::Darija,
        pseudonym: "أمل".into(),
    }));
    document.blocks.push(Block::Quotation(Quotation {
        text: "3ref 7o9o9i".into(),
        language: Language::DarijaLatin,
        told: Language::DarijaLatin,
        pseudonym: "Amal".into(),
    }));
    let all = inside(&document);
    let styles: Vec<&str> = all.iter().map(|one| one.style.as_str()).collect();
    let one = ["StoryQuotation", "Attribution", "Note"];
    assert_eq!(styles, [&["Normal"][..], &one, &one].concat());
    let bidi: Vec<bool> = all.iter().map(|one| one.is_bidi).collect();
    assert_eq!(bidi, [false, true, false, false, false, false, false]);
    let tongues = |at: usize| all[at].runs.iter().map(|run| run.tongue.as_str()).collect::<Vec<_>>();
    assert_eq!(tongues(1), ["ary", "fr-FR", "ary"]);
    assert_eq!(tongues(4), ["ary-Latn"]);
    assert!(
        all[2].runs[0].is_rtl && all[2].runs[0].text == "أمل",
        "her name, in a French line"
    );
    assert_eq!((all[1].bar.as_str(), all[4].bar.as_str()), ("right", "left"));
}

#[test]
fn arabic_is_stressed_by_weight_and_latin_by_slope() {
    let looks = |text| {
        let all = inside(&brief(PageLanguage::Arabic, text));
        all[0].runs.iter().map(|run| (run.is_bold, run.is_italic)).collect::<Vec<_>>()
    };
    assert_eq!(looks("*كفى*"), [(true, false)]);
    assert_eq!(looks("*assez*"), [(false, true)]);
    assert_eq!(looks("**كفى**"), [(true, false)]);
    let role = opened(&sample(PageLanguage::Arabic)).paragraphs();
    let role = role.into_iter().find(|one| one.style == "Attribution").unwrap();
    assert_eq!(
        role.runs.iter().map(|run| run.is_bold).collect::<Vec<_>>()[..2],
        [true, false]
    );
}

#[test]
fn headings_are_styles_of_an_outline_without_a_gap() {
    let document = brief(PageLanguage::French, "### a\n\n###### b\n\n# c\n\n###### d");
    let styles: Vec<String> = inside(&document).into_iter().map(|one| one.style).collect();
    assert_eq!(styles, ["Heading1", "Heading2", "Heading1", "Heading2"]);
    let sheet = opened(&document).xml("word/styles.xml").to_owned();
    for level in 0..5 {
        let style = sheet.split(&format!("w:styleId=\"Heading{}\"", level + 1)).nth(1).unwrap();
        let style = style.split("</w:style>").next().unwrap();
        assert!(
            style.contains(&format!("<w:name w:val=\"heading {}\"/>", level + 1)),
            "{style}"
        );
        assert!(style.contains(&format!("<w:outlineLvl w:val=\"{level}\"/>")), "{style}");
    }
}

#[test]
fn footnotes_stand_in_their_own_part_and_run_their_own_way() {
    let opened = opened(&sample(PageLanguage::French));
    let notes = opened.notes();
    let said: Vec<(String, bool)> = notes
        .iter()
        .map(|note| (note.text().trim().to_owned(), note.is_bidi))
        .collect();
    let expected = [("La loi 103-13, en ligne.", false), ("سجل المصحات.", true)];
    assert_eq!(said, expected.map(|(text, is_bidi)| (text.to_owned(), is_bidi)));
    assert!(notes.iter().all(|note| note.style == "FootnoteText"));
    let settings = opened.xml("word/settings.xml");
    assert!(settings.contains("<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>"));
}

#[test]
fn each_numbered_list_begins_where_it_should() {
    let text = "1. a\n2. b\n   - c\n     1. d\n\n   Suite\n\nUn mot\n\n7. e\n\nUn mot\n\n- f\n- ## g\n-\n- - h";
    let document = brief(PageLanguage::French, text);
    let marks: Vec<(String, Option<(usize, usize)>)> =
        inside(&document).into_iter().map(|one| (one.text(), one.mark)).collect();
    let expected = [
        ("a", Some((2, 0))),
        ("b", Some((2, 0))),
        ("c", Some((1, 1))),
        ("d", Some((3, 2))),
        ("Suite", None),
        ("Un mot", None),
        ("e", Some((4, 0))),
        ("Un mot", None),
        ("f", Some((1, 0))),
        ("g", Some((1, 0))),
        ("", Some((1, 0))),
        ("", Some((1, 0))),
        ("h", Some((1, 1))),
    ];
    assert_eq!(marks, expected.map(|(text, mark)| (text.to_owned(), mark)));
    let opened = opened(&document);
    for (list, level, first) in [(2, 0, 1), (3, 2, 1), (4, 0, 7)] {
        let said = format!(
            "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{first}\"/>"
        );
        assert!(opened.xml("word/numbering.xml").contains(&said), "{said}");
    }
}

#[test]
fn the_head_of_a_table_is_repeated_and_short_rows_are_filled_up() {
    let opened = opened(&sample(PageLanguage::English));
    let tables = opened.tables();
    assert_eq!(
        tables,
        [vec![
            (true, vec!["Clinic".to_owned()]),
            (false, vec!["Tangier".into(), "73".into()]),
            (false, vec![])
        ]
        .into_iter()
        .map(|(is_head, mut cells)| {
            cells.resize(2, String::new());
            (is_head, cells)
        })
        .collect::<Vec<_>>()]
    );
}

#[test]
fn words_quoted_from_elsewhere_keep_their_bar_around_everything() {
    let all = inside(&brief(PageLanguage::Arabic, "> كفى\n>\n> - نعم\n\nلا"));
    let found: Vec<(&str, &str)> = all.iter().map(|one| (one.style.as_str(), one.bar.as_str())).collect();
    assert_eq!(found, [("Quote", "right"), ("Quote", "right"), ("Normal", "")]);
}

#[test]
fn what_was_typed_keeps_its_lines_and_spaces() {
    let document = brief(PageLanguage::French, "```\nun\n  deux\n\ntrois\n```\n\nUn\\\nmot");
    let text = opened(&document).xml("word/document.xml").to_owned();
    assert!(
        text.contains(">un</w:t><w:br/>") && text.contains(">  deux</w:t><w:br/><"),
        "{text}"
    );
    assert_eq!(text.matches("<w:br/>").count(), 4);
}

#[test]
fn a_link_leads_where_the_html_leads_and_never_breaks_the_file() {
    let text = "[a](https://x.test/é?q=1&r={2}) [b](mailto:a@x.test) [c](https://x.test/é?q=1&r={2}) [d](javascript:e) \
                [f](https://x.test/\">%zz%20<g>)";
    let opened = opened(&brief(PageLanguage::French, text));
    assert_eq!(
        opened.links(),
        [
            ("a", "https://x.test/é?q=1&r=%7B2%7D"),
            ("b", "mailto:a@x.test"),
            ("c", "https://x.test/é?q=1&r=%7B2%7D"),
            ("f", "https://x.test/%22%3E%25zz%20%3Cg%3E"),
        ]
        .map(|(words, target)| (words.to_owned(), target.to_owned()))
    );
    assert!(opened.paragraphs()[1].text().contains(" d "));
}

#[test]
fn a_file_names_nobody_and_no_moment() {
    for language in PageLanguage::ALL {
        let bytes = docx(&sample(language)).unwrap();
        let opened = Opened::checked(&bytes);
        let tongue = match language {
            PageLanguage::French => "fr-FR",
            PageLanguage::Arabic => "ar-MA",
            PageLanguage::English => "en-GB",
        };
        let core = opened.xml("docprops/core.xml");
        let (_, said) = core.split_once("elements/1.1/\">").unwrap();
        let title = sample(language).title;
        assert_eq!(
            said,
            format!("<dc:title>{title}</dc:title><dc:language>{tongue}</dc:language></cp:coreProperties>\n")
        );
        assert!(
            opened
                .names()
                .all(|name| !name.contains("app.xml") && !name.contains("custom"))
        );
        for part in opened.names() {
            for word in [
                "w:author",
                "w:rsid",
                "creator",
                "lastModifiedBy",
                "dcterms",
                "w:date=",
                "Template",
                "/root",
                "/home",
            ] {
                assert!(!opened.xml(part).contains(word), "{part} {word}");
            }
        }
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for at in 0..zip.len() {
            let file = zip.by_index(at).unwrap();
            assert_eq!(file.last_modified(), Some(DateTime::default()));
            assert_eq!(file.compression(), CompressionMethod::Stored);
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_gives_others() {
    for language in PageLanguage::ALL {
        assert_eq!(docx(&sample(language)), docx(&sample(language)));
    }
    assert_ne!(docx(&of("a")), docx(&of("b")));
}

#[test]
fn what_is_no_text_is_left_out_and_markup_stays_words() {
    let document = of("</w:t><w:rtl/>&amp;\"'\u{8}\u{ffff}\u{b}x");
    let opened = opened(&document);
    let texts: Vec<String> = opened.paragraphs().iter().map(Paragraph::text).collect();
    // Title, paragraph, column, cell, caption, foot.
    let alone = texts.iter().filter(|text| *text == "</w:t><w:rtl/>&amp;\"'x").count();
    assert!(alone >= 4, "{texts:?}");
    assert!(opened.xml("word/document.xml").contains("&lt;w:rtl/&gt;"));
    let untitled = Document {
        title: " \u{8}".into(),
        ..sample(PageLanguage::French)
    };
    assert!(docx(&untitled).is_ok_and(|bytes| Opened::checked(&bytes).paragraphs()[0].text() == "–"));
}

proptest! {
    #[test]
    fn any_brief_opens_and_says_what_the_html_says(markdown in hostile(), is_arabic in any::<bool>()) {
        let mut document = of(&markdown);
        document.title.insert(0, 'T');
        if is_arabic {
            document.language = PageLanguage::Arabic;
        }
        let opened = opened(&document);
        let mut all: Vec<String> = opened.paragraphs().iter().map(Paragraph::text).collect();
        let foot = all.pop().expect("a foot");
        let notes = opened.notes();
        if !notes.is_empty() {
            all.push(method::brief::notes_title(document.language).to_owned());
            all.extend(notes.iter().map(|note| format!("{}↩", note.text())));
        }
        let text = all.concat() + &foot;
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        prop_assert_eq!(text, seen(&document));
    }

    #[test]
    fn any_word_is_in_a_run_of_its_direction(words in "[a-z ا-ي0-9(),.«»]{0,30}", is_arabic in any::<bool>()) {
        let language = if is_arabic { PageLanguage::Arabic } else { PageLanguage::French };
        let document = Document { title: format!("T{words}"), ..brief(language, "x") };
        for run in &opened(&document).paragraphs()[0].runs {
            prop_assert!(!has_arabic(&run.text) || run.is_rtl, "{}", run.text);
            prop_assert!(!has_latin(&run.text) || !run.is_rtl, "{}", run.text);
        }
    }
}
