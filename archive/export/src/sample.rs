//! Fictional briefs for the tests of each format.

use crate::{Document, Figure, Image, Quotation, resolve};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use method::brief::{Described, IMAGE_LINE_LETTERS, ImageFormat, footer, parse};
use method::id::ImageId;
use method::language::{Language, PageLanguage};
use proptest::prelude::*;
use uuid::Uuid;

/// A fictional brief with one of everything.
pub(crate) fn sample(language: PageLanguage) -> Document {
    let (title, words, quotation, figure, how) = match language {
        PageLanguage::French => (
            "Sortir du silence",
            "{{contents}}\n\n# Ce qui change[^loi]\n\nDepuis *deux ans*, les femmes **portent plainte**[^registre]. Voir [le site](https://example.org).\n\n\
             {{excerpt:0f8fad5bd9cb469fa16570867728950e}}\n\n## En chiffres\n\n{{figure:7c9e6679742540de944be07fc1f90ae7}}\n\n\
             1. D'abord `ceci`\n2. Puis :\n   - cela\n   - et cela\n\n> Une loi citée\n\n| Site | Récits |\n|---|---|\n| Agadir | 12 |\n\n---\n\n\
             {{image:1b4e28ba2fa111d2883f0016d3cca427}}\n\nFin.\n\n\
             [^loi]: La *loi* 103-13, [en ligne](https://example.org/loi).\n\n[^registre]: سجل المصحات.",
            Quotation {
                text: "Avant, je ne disais rien.\nMaintenant, je connais mes droits.".into(),
                language: Language::French,
                told: Language::French,
                pseudonym: "Amal".into(),
            },
            Figure {
                caption: "Femmes accueillies par clinique".into(),
                source: "Registre des cliniques".into(),
                date: "1er semestre 2024".into(),
                columns: vec!["Clinique".into(), "Femmes".into()],
                rows: vec![vec!["Marrakech".into(), "206".into()], vec!["Agadir".into(), "132".into()]],
                is_drawn: false,
            },
            "vote d'un panel à la majorité",
        ),
        PageLanguage::Arabic => (
            "الخروج من الصمت",
            "# ما الذي تغيّر\n\nمنذ *سنتين*، أصبحت النساء **يضعن الشكايات** لدى ALCS في 2024. انظر [الموقع](https://example.org).\n\n\
             {{excerpt:0f8fad5bd9cb469fa16570867728950e}}\n\n## بالأرقام\n\n{{figure:7c9e6679742540de944be07fc1f90ae7}}\n\n\
             1. أولا\n2. ثم:\n   - هذا\n   - وذاك\n\n> نص قانون\n\n| الموقع | القصص |\n|---|---|\n| أكادير | 12 |\n",
            Quotation {
                text: "كنت ما كنقول والو. دابا كنعرف حقوقي.".into(),
                language: Language::Darija,
                told: Language::Darija,
                pseudonym: "أمل".into(),
            },
            Figure {
                caption: "النساء المستقبلات حسب المصحة".into(),
                source: "سجل المصحات".into(),
                date: "2024".into(),
                columns: vec!["المصحة".into(), "النساء".into()],
                rows: vec![vec!["مراكش".into(), "206".into()], vec!["أكادير".into(), "132".into()]],
                is_drawn: false,
            },
            "تصويت لجنة بالأغلبية",
        ),
        PageLanguage::English => (
            "Out of silence",
            "# What changes\n\n{{excerpt:0f8fad5bd9cb469fa16570867728950e}}\n\n### Skipped level\n\n{{figure:7c9e6679742540de944be07fc1f90ae7}}\n",
            Quotation {
                text: "3ref 7o9o9i".into(),
                language: Language::DarijaLatin,
                told: Language::DarijaLatin,
                pseudonym: "Amal".into(),
            },
            Figure {
                caption: "Women".into(),
                source: String::new(),
                date: String::new(),
                columns: vec!["Clinic".into()],
                rows: vec![vec!["Tangier".into(), "73".into()], vec![]],
                is_drawn: false,
            },
            "majority vote of a panel",
        ),
    };
    let blocks = resolve(
        parse(words).unwrap(),
        |_| Some(quotation.clone()),
        |_| Some(figure.clone()),
        |id| Some(door(id, "Une porte \"bleue\"")),
    )
    .unwrap();
    Document {
        title: title.into(),
        language,
        project: "Chams".into(),
        blocks,
        footer: footer(language, 3, how),
    }
}

/// A small drawing of which these words are said, as far as they are words.
pub(crate) fn door(id: ImageId, words: &str) -> Image {
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(&[11; 4 * 2 * 3], 4, 2, ExtendedColorType::Rgb8)
        .expect("a drawing");
    let said = |words: &str| Described::new(PageLanguage::English, words, words, words, true);
    let words: String = words.chars().take(IMAGE_LINE_LETTERS).collect();
    Image {
        id,
        format: ImageFormat::Png,
        dots: (4, 2),
        bytes: file.into(),
        said: said(&words).or_else(|_| said("A door")).expect("words"),
    }
}

/// A document of a Markdown text alone.
pub(crate) fn of(markdown: &str) -> Document {
    let figure = || Figure {
        caption: markdown.into(),
        source: markdown.into(),
        date: markdown.into(),
        columns: vec![markdown.into()],
        rows: vec![vec!["1".into(), markdown.into()], vec![]],
        is_drawn: false,
    };
    let quotation = || Quotation {
        text: markdown.into(),
        language: Language::Darija,
        told: Language::Darija,
        pseudonym: markdown.into(),
    };
    let brief = parse(markdown).unwrap_or_default();
    let mut blocks = resolve(
        brief,
        |_| Some(quotation()),
        |_| Some(figure()),
        |id| Some(door(id, markdown)),
    )
    .unwrap();
    let picture = crate::Block::Image(door(ImageId::new(Uuid::nil()), markdown));
    blocks.extend([crate::Block::Quotation(quotation()), crate::Block::Figure(figure()), picture]);
    let (title, project, footer) = (markdown.to_owned(), markdown.to_owned(), markdown.to_owned());
    Document {
        title,
        language: PageLanguage::French,
        project,
        blocks,
        footer,
    }
}

/// Markdown with everything that could end a string, a tag, a function call or a block.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        prop::sample::select(vec![
            "<script>",
            "</style>",
            "\"",
            "\\",
            "'",
            "]",
            "[",
            "}",
            "{[];",
            ")",
            "(",
            ";",
            "#read(\"/etc/passwd\")",
            "$x$",
            "\u{8}",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "# ",
            "| a | b |\n|---|---|\n",
            "[a](javascript:b)",
            "[^1]",
            "\n\n[^1]: ",
            "\n\n{{contents}}\n\n",
            "[a](https://x/\"><script>)",
            "`",
            "```\n",
            "**",
            "*",
            "<!--",
            "&lt;script&gt;",
            "//",
            "/*",
            "@a",
            "<a>",
            "\u{202e}",
            "\u{feff}",
            "\u{ffff}",
            "\0",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(pieces, 0..20).prop_map(|pieces| pieces.concat())
}
