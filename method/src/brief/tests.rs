use super::*;
use crate::language::{Language, PageLanguage};
use proptest::prelude::*;

const ID: &str = "0f8fad5bd9cb469fa16570867728950e";
const OTHER: &str = "7c9e6679742540de944be07fc1f90ae7";

fn speech(told: Language, printed: Language) -> Speech {
    Speech { told, printed }
}

#[test]
fn a_translation_says_that_it_is_one_and_another_script_is_none() {
    use Language::{Arabic, Darija, DarijaLatin, French};
    let said = |told, printed, language| told_in(speech(told, printed), language);
    assert_eq!(said(Darija, French, PageLanguage::French), "Raconté en darija, traduit");
    assert_eq!(said(French, Arabic, PageLanguage::Arabic), "رُويت بالفرنسية، مترجمة");
    assert_eq!(said(Darija, Arabic, PageLanguage::English), "Told in Darija, translated");
    assert_eq!(said(DarijaLatin, Darija, PageLanguage::English), "Told in Darija");
}

fn excerpt(id: &str) -> ExcerptId {
    id.parse().unwrap()
}

fn figure(id: &str) -> IndicatorId {
    id.parse().unwrap()
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn paragraph(words: &str) -> Block {
    Block::Prose(Prose::Paragraph(vec![text(words)]))
}

#[test]
fn markdown_becomes_blocks() {
    let brief = parse(&format!(
        "# Ce qui change\n\nDes *mots* **forts**, `code`\\\n[lien](https://example.org).\n\n{{{{excerpt:{ID}}}}}\n\n\
         1. un\n2. deux\n   - trois\n\n> cité\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    typed\n\n---\n\n  {{{{ figure:{OTHER} }}}}\n"
    ))
    .unwrap();
    let point = |words: &str| Prose::Paragraph(vec![text(words)]);
    let expected = vec![
        Block::Prose(Prose::Heading {
            level: 1,
            inlines: vec![text("Ce qui change")],
        }),
        Block::Prose(Prose::Paragraph(vec![
            text("Des "),
            Inline::Emphasis(vec![text("mots")]),
            text(" "),
            Inline::Strong(vec![text("forts")]),
            text(", "),
            Inline::Code("code".into()),
            Inline::LineBreak,
            Inline::Link {
                href: Href::new("https://example.org").unwrap(),
                inlines: vec![text("lien")],
            },
            text("."),
        ])),
        Block::Excerpt(excerpt(ID)),
        Block::Prose(Prose::List {
            start: Some(1),
            points: vec![
                vec![point("un")],
                vec![
                    point("deux"),
                    Prose::List {
                        start: None,
                        points: vec![vec![point("trois")]],
                    },
                ],
            ],
        }),
        Block::Prose(Prose::Quote(vec![point("cité")])),
        Block::Prose(Prose::Table {
            head: vec![vec![text("a")], vec![text("b")]],
            rows: vec![vec![vec![text("1")], vec![text("2")]]],
        }),
        Block::Prose(Prose::Code("typed".into())),
        Block::Prose(Prose::Rule),
        Block::Figure(figure(OTHER)),
    ];
    assert_eq!(brief.blocks, expected);
}

#[test]
fn references_are_listed_once_in_the_order_in_which_they_stand() {
    let (first, second) = (Reference::Figure(figure(OTHER)), Reference::Excerpt(excerpt(ID)));
    let brief = parse(&format!("{first}\n\nwords\n\n{second}\n\n{first}\n")).unwrap();
    assert_eq!(brief.references(), vec![first, second]);
    assert_eq!(second.to_string(), format!("{{{{excerpt:{ID}}}}}"));
}

#[test]
fn a_chart_refers_to_the_table_that_it_draws() {
    let (table, typed) = (Reference::Figure(figure(OTHER)), chart_of(figure(OTHER)));
    let markdown = format!("words\n\n{typed}\n\n{table}\n");
    let brief = parse(&markdown).unwrap();
    assert_eq!(brief.blocks[1..], [Block::Chart(figure(OTHER)), Block::Figure(figure(OTHER))]);
    assert_eq!(brief.references(), vec![table]);
    assert_eq!(line_of(&markdown, table), Some(3));
    let (inside, broken) = (parse(&format!("a {typed} b")), parse("{{chart:1}}"));
    assert_eq!(inside, Err(BriefError::MisplacedReference { line: 1, found: typed }));
    assert_eq!(
        broken,
        Err(BriefError::MalformedReference {
            line: 1,
            found: "{{chart:…}}".into()
        })
    );
}

#[test]
fn raw_html_stays_visible_text() {
    let brief = parse("<script>alert(1)</script>\n\nA <b onclick=x>bold</b> word\n\n<div>\none\n</div>").unwrap();
    let lines = ["<div>", "one", "</div>"].map(text);
    let [a, b, c] = lines;
    let expected = vec![
        paragraph("<script>alert(1)</script>"),
        paragraph("A <b onclick=x>bold</b> word"),
        Block::Prose(Prose::Paragraph(vec![a, Inline::LineBreak, b, Inline::LineBreak, c])),
    ];
    assert_eq!(brief.blocks, expected);
}

#[test]
fn a_link_that_may_not_be_followed_keeps_its_words_alone() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host",
        "/path",
        "",
    ] {
        let brief = parse(&format!("[here](<{address}>)")).unwrap();
        assert_eq!(brief.blocks, vec![paragraph("here")], "{address}");
    }
    assert_eq!(
        parse("![a photograph](https://example.org/a.png)").unwrap().blocks,
        vec![paragraph("a photograph")]
    );
}

#[test]
fn links_of_the_web_and_of_mail_are_kept() {
    for (written, address) in [
        ("<https://example.org>", "https://example.org"),
        ("[x](HTTP://example.org)", "HTTP://example.org"),
        ("<a@example.org>", "mailto:a@example.org"),
    ] {
        let Block::Prose(Prose::Paragraph(inlines)) = parse(written).unwrap().blocks.remove(0) else {
            panic!("{written}")
        };
        assert!(
            matches!(&inlines[0], Inline::Link { href, .. } if href.as_str() == address),
            "{written}"
        );
    }
    for address in [
        "https://",
        "mailto:",
        "https://a b",
        "https://a\u{7}",
        &format!("https://{}", "a".repeat(2_000)),
    ] {
        assert_eq!(Href::new(address), None, "{address}");
    }
}

#[test]
fn what_is_no_reference_is_named_by_its_shape_and_line() {
    let misplaced = |line| BriefError::MisplacedReference {
        line,
        found: format!("{{{{excerpt:{ID}}}}}"),
    };
    let malformed = |found: &str| BriefError::MalformedReference {
        line: 1,
        found: found.to_owned(),
    };
    let cases = [
        (
            "{{excrept:1}}".to_owned(),
            BriefError::UnknownReference {
                line: 1,
                found: "{{excrept:…}}".to_owned(),
            },
        ),
        ("{{excerpt:Amina}}".to_owned(), malformed("{{excerpt:…}}")),
        ("{{figure:}}".to_owned(), malformed("{{figure:…}}")),
        ("{{Amina a dit}}".to_owned(), malformed("{{…}}")),
        ("{{Amina: oui}}".to_owned(), malformed("{{…}}")),
        ("{{}}".to_owned(), malformed("{{…}}")),
        ("{{excerpt:1".to_owned(), malformed("{{…")),
        (format!("{{{{excerpt:{}}}}}", &ID[1..]), malformed("{{excerpt:…}}")),
        (format!("un\n\nmot {{{{excerpt:{ID}}}}}"), misplaced(3)),
        (format!("- {{{{excerpt:{ID}}}}}"), misplaced(1)),
        (format!("\n> {{{{excerpt:{ID}}}}}"), misplaced(2)),
        (format!("# {{{{excerpt:{ID}}}}}"), misplaced(1)),
        (format!("{{{{excerpt:{ID}}}}}\n{{{{excerpt:{ID}}}}}"), misplaced(1)),
        (format!("| a |\n|---|\n| {{{{excerpt:{ID}}}}} |"), misplaced(3)),
        (format!("<div>\n{{{{excerpt:{ID}}}}}\n</div>"), misplaced(2)),
        (format!("![{{{{excerpt:{ID}}}}}](https://example.org)"), misplaced(1)),
    ];
    for (markdown, error) in cases {
        assert_eq!(parse(&markdown), Err(error.clone()), "{markdown}");
        assert!(!error.to_string().contains("Amina"));
    }
}

#[test]
fn braces_in_code_or_escaped_are_words() {
    assert_eq!(parse("`{{excerpt:x}}`").unwrap().references(), vec![]);
    assert_eq!(
        parse("    {{excerpt:x}}").unwrap().blocks,
        vec![Block::Prose(Prose::Code("{{excerpt:x}}".into()))]
    );
    assert_eq!(parse("\\{\\{excerpt:x}}").unwrap().blocks, vec![paragraph("{{excerpt:x}}")]);
}

#[test]
fn what_is_too_long_too_deep_or_too_wide_is_refused() {
    assert!(parse(&"a".repeat(LONGEST)).is_ok());
    assert_eq!(
        parse(&"a".repeat(LONGEST + 1)),
        Err(BriefError::TooLong { bytes: LONGEST + 1 })
    );
    assert!(parse(&format!("{}a", ">".repeat(DEEPEST - 1))).is_ok());
    assert_eq!(
        parse(&format!("\n{}a", ">".repeat(DEEPEST))),
        Err(BriefError::TooDeep { line: 2 })
    );
    assert_eq!(parse(&">".repeat(LONGEST)), Err(BriefError::TooDeep { line: 1 }));
    assert_eq!(parse(&"*a **b ".repeat(LONGEST / 7)).map(|brief| brief.blocks.len()), Ok(1));
    let table = |columns: usize| format!("{}\n{}\n|1|\n", "|a".repeat(columns), "|-".repeat(columns));
    assert!(parse(&table(WIDEST)).is_ok());
    assert_eq!(parse(&table(WIDEST + 1)), Err(BriefError::TooWide { line: 1 }));
}

#[test]
fn a_withdrawn_excerpt_leaves_no_reference_and_no_empty_line() {
    let markdown =
        format!("Avant.\n\n{{{{excerpt:{ID}}}}}\n\nAprès {{{{ excerpt:{ID} }}}} tout.\n\n{{{{excerpt:{OTHER}}}}}\n");
    let left = format!("Avant.\n\nAprès  tout.\n\n{{{{excerpt:{OTHER}}}}}\n");
    assert_eq!(without_excerpt(&markdown, excerpt(ID)), left);
    let hyphens = "{{excerpt:0F8FAD5B-D9CB-469F-A165-70867728950E}}";
    assert_eq!(without_excerpt(hyphens, excerpt(ID)), "");
    assert_eq!(
        without_excerpt(&format!("{{{{ex{{{{{{excerpt:{ID}}}}}cerpt:{ID}}}}}"), excerpt(ID))
            .matches(ID)
            .count(),
        1
    );
    let closing = format!("{{{{exc{{{{excerpt:{ID}}}}}erpt:{ID}}}}}");
    assert_eq!(without_excerpt(&closing, excerpt(ID)), "");
    let same_figure = format!("{{{{figure:{ID}}}}}");
    assert_eq!(without_excerpt(&same_figure, excerpt(ID)), same_figure);
}

#[test]
fn attribution_is_the_house_style_in_three_languages() {
    let golden = [
        (
            PageLanguage::French,
            "Amal*, travailleuse du sexe survivante de violences basées sur le genre, participante au projet Chams",
            "*Le prénom a été modifié · Raconté en darija",
        ),
        (
            PageLanguage::Arabic,
            "Amal*، عاملة جنس ناجية من العنف القائم على النوع الاجتماعي، مشاركة في مشروع Chams",
            "*تم تغيير الاسم الشخصي · رُويت بالدارجة",
        ),
        (
            PageLanguage::English,
            "Amal*, sex worker and survivor of gender-based violence, participant in the Chams project",
            "*The first name has been changed · Told in Darija",
        ),
    ];
    for (language, line, note) in golden {
        let attribution = attribution(" Amal* ", "Chams", speech(Language::DarijaLatin, Language::Darija), language);
        assert_eq!(attribution.name_with_star, "Amal*");
        assert_eq!(
            format!(
                "{}{}{}",
                attribution.name_with_star, attribution.separator, attribution.role_line
            ),
            line
        );
        assert_eq!(attribution.note, note);
    }
}

#[test]
fn words_stand_between_the_marks_of_their_language() {
    assert_eq!(quoted(" Oui. ", Language::French), "«\u{a0}Oui.\u{a0}»");
    assert_eq!(quoted("نعم", Language::Darija), "«نعم»");
    assert_eq!(quoted("Yes.", Language::English), "“Yes.”");
}

#[test]
fn a_figure_says_where_it_comes_from() {
    assert_eq!(source_line("ALCS", "2024", PageLanguage::French), "Source\u{a0}: ALCS (2024)");
    assert_eq!(source_line("ALCS", "", PageLanguage::English), "Source: ALCS");
    assert_eq!(source_line("", "2024", PageLanguage::Arabic), "المصدر: 2024");
    assert_eq!(source_line(" ", "", PageLanguage::Arabic), "");
}

#[test]
fn the_foot_counts_the_stories_says_how_and_claims_no_sample() {
    assert_eq!(
        footer(PageLanguage::French, 3, "vote à la majorité."),
        "Ce document s’appuie sur 3 récits. Mode de sélection\u{a0}: vote à la majorité. Les récits sont choisis pour ce qu’ils \
         signifient\u{a0}: ils ne constituent pas un échantillon représentatif."
    );
    assert_eq!(
        footer(PageLanguage::English, 1, ""),
        "This document draws on 1 story. How they were selected: not recorded. Stories are chosen for what they mean: \
         they are not a representative sample."
    );
    let arabic = [
        (1, "قصة واحدة"),
        (2, "قصتين"),
        (3, "3 قصص"),
        (10, "10 قصص"),
        (11, "11 قصة"),
        (100, "100 قصة"),
        (103, "103 قصص"),
    ];
    for (stories, count) in arabic {
        let foot = footer(PageLanguage::Arabic, stories, "بالأغلبية");
        let expected = format!(
            "تستند هذه الوثيقة إلى {count}. طريقة الاختيار: بالأغلبية. اختيرت القصص لدلالتها، وهي لا تشكل عينة تمثيلية."
        );
        assert_eq!(foot, expected);
    }
    for language in PageLanguage::ALL {
        assert!(!footer(language, 0, "x").contains('x'));
    }
}

fn note(inlines: Vec<Inline>) -> Inline {
    Inline::Note(inlines)
}

#[test]
fn a_footnote_stands_where_its_sign_stands() {
    let brief = parse("Un mot[^a], deux[^a].\n\n[^a]: La *source*.\n\n    Et sa suite.\n\nAprès.").unwrap();
    let said = vec![
        text("La "),
        Inline::Emphasis(vec![text("source")]),
        text("."),
        Inline::LineBreak,
        text("Et sa suite."),
    ];
    let line = vec![text("Un mot"), note(said.clone()), text(", deux"), note(said), text(".")];
    assert_eq!(brief.blocks, [Block::Prose(Prose::Paragraph(line)), paragraph("Après.")]);
}

#[test]
fn two_signs_side_by_side_are_not_one_number() {
    let brief = parse("Un mot[^a][^b].\n\n[^a]: Un.\n\n[^b]: Deux.").unwrap();
    let (one, two) = (note(vec![text("Un.")]), note(vec![text("Deux.")]));
    let line = vec![text("Un mot"), one, text("\u{a0}"), two, text(".")];
    assert_eq!(brief.blocks, [Block::Prose(Prose::Paragraph(line))]);
}

#[test]
fn a_sign_without_a_footnote_stays_as_it_was_typed() {
    assert_eq!(words(&parse("Un mot[^a].").unwrap()), "Un mot[^a].");
}

#[test]
fn what_a_footnote_cannot_be_is_refused_with_its_line() {
    let refused = |markdown: &str| parse(markdown).unwrap_err();
    assert_eq!(refused("Un mot.\n\n[^a]: Rien n’y mène."), BriefError::NoteUnused { line: 3 });
    assert_eq!(
        refused("Un[^a].\n\n[^a]: Voir[^b].\n\n[^b]: Là."),
        BriefError::NoteInNote { line: 3 }
    );
    let inside = refused(&format!("Un[^a].\n\n[^a]: {{{{excerpt:{ID}}}}}"));
    assert!(matches!(inside, BriefError::MisplacedReference { line: 3, .. }), "{inside}");
}

#[test]
fn the_list_of_headings_stands_alone() {
    let brief = parse("{{contents}}\n\n# Un\n\nMot").unwrap();
    assert_eq!(brief.blocks[0], Block::Contents);
    assert!(brief.references().is_empty());
    let inside = parse("Voir {{contents}}.").unwrap_err();
    assert!(matches!(inside, BriefError::MisplacedReference { line: 1, .. }), "{inside}");
}

/// The words of a brief's first paragraph.
fn words(brief: &Brief) -> String {
    let Some(Block::Prose(Prose::Paragraph(inlines))) = brief.blocks.first() else {
        panic!("no paragraph")
    };
    let said = inlines.iter().map(|one| match one {
        Inline::Text(text) => text.as_str(),
        _ => "",
    });
    said.collect()
}

fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just(format!("{{{{excerpt:{ID}}}}}")),
        Just("{{".to_owned()),
        Just("}}".to_owned()),
        Just("excerpt:".to_owned()),
        Just("\n\n".to_owned()),
        Just("> ".to_owned()),
        Just("- ".to_owned()),
        Just("| a | b |\n|---|---|\n".to_owned()),
        Just("[a](javascript:b)".to_owned()),
        Just("[^1]".to_owned()),
        Just("\n\n[^1]: ".to_owned()),
        Just("{{contents}}".to_owned()),
        Just("![".to_owned()),
        Just("`".to_owned()),
        Just("<div>".to_owned()),
        Just("**".to_owned()),
        "\\PC{0,8}",
        any::<String>(),
    ];
    proptest::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
}

/// Whether an address or an empty heading slipped through.
fn holds(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Link { href, inlines } => Href::new(href.as_str()).is_some() && holds(inlines),
        Inline::Emphasis(inlines) | Inline::Strong(inlines) | Inline::Note(inlines) => holds(inlines),
        Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => true,
    })
}

proptest! {
    #[test]
    fn any_markdown_is_read_or_refused(markdown in markdown()) {
        if let Ok(brief) = parse(&markdown) {
            for block in brief.blocks {
                if let Block::Prose(Prose::Paragraph(inlines) | Prose::Heading { inlines, .. }) = block {
                    prop_assert!(!inlines.is_empty() && holds(&inlines));
                }
            }
        }
    }

    #[test]
    fn a_withdrawn_excerpt_is_never_referred_to_again(markdown in markdown()) {
        let left = without_excerpt(&markdown, excerpt(ID));
        let whole = Reference::Excerpt(excerpt(ID)).to_string();
        prop_assert!(!left.contains(&whole));
        prop_assert_eq!(without_excerpt(&left, excerpt(ID)), left.clone());
        if let Ok(brief) = parse(&left) {
            prop_assert!(!brief.references().contains(&Reference::Excerpt(excerpt(ID))));
        }
    }
}
