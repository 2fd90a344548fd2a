//! A card has its words and nothing besides, in both directions.

use super::*;
use method::language::Language;

fn sample(text: &str, language: Language, page: PageLanguage) -> Card {
    Card {
        quotation: Quotation {
            text: text.to_owned(),
            language,
            told: language,
            pseudonym: "Amal".to_owned(),
        },
        project: "Chams".to_owned(),
        language: page,
    }
}

fn chunks(png: &[u8]) -> Vec<String> {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let (mut rest, mut found) = (&png[8..], Vec::new());
    while let Some((head, tail)) = rest.split_at_checked(8) {
        let long = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        found.push(String::from_utf8_lossy(&head[4..]).into_owned());
        rest = tail.get(long + 4..).unwrap_or_default();
    }
    found
}

/// Width and height of a picture in points.
fn measures(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    (number(16), number(20))
}

#[test]
fn a_picture_of_points_holds_points_alone_and_is_square_until_its_words_need_more() {
    for (text, language) in [
        ("Je connais mes droits.", Language::French),
        ("دابا كنعرف حقوقي.", Language::Darija),
    ] {
        let short = card(&sample(text, language, PageLanguage::Arabic), Picture::Png).expect("a card");
        let mut kinds = chunks(&short);
        kinds.dedup();
        assert_eq!(kinds, ["IHDR", "IDAT", "IEND"]);
        assert_eq!(measures(&short), (1080, 1080));
    }
    let long = sample(&"Je connais mes droits. ".repeat(60), Language::French, PageLanguage::French);
    let (wide, high) = measures(&card(&long, Picture::Png).expect("a card"));
    assert!(wide == 1080 && high > 1080, "{high}");
}

#[test]
fn a_picture_of_lines_draws_its_letters_and_fetches_and_tells_nothing() {
    let drawn = card(
        &sample("Je <connais> & mes \"droits\" #let", Language::French, PageLanguage::French),
        Picture::Svg,
    );
    let svg = String::from_utf8(drawn.expect("a card")).expect("UTF-8");
    assert!(svg.starts_with("<svg") && svg.contains("<path"), "{}", &svg[..200]);
    for absent in [
        "<text",
        "<metadata",
        "<title",
        "<desc",
        "<image",
        "<script",
        "href=\"http",
        "font-family",
        "Amal",
        "connais",
        "typst",
    ] {
        assert!(!svg.to_lowercase().contains(&absent.to_lowercase()), "{absent}");
    }
}

#[test]
fn the_same_card_gives_the_same_bytes_and_another_word_gives_others() {
    let one = sample("Je connais mes droits.", Language::French, PageLanguage::French);
    let other = sample("Je connais nos droits.", Language::French, PageLanguage::French);
    for picture in [Picture::Png, Picture::Svg] {
        let first = card(&one, picture).expect("a card");
        assert_eq!(first, card(&one, picture).expect("a card"), "{picture:?}");
        assert_ne!(first, card(&other, picture).expect("a card"), "{picture:?}");
    }
}

/// The bar stands where reading begins: at the right of Arabic words, at the left of French ones.
#[test]
fn arabic_words_begin_at_the_right() {
    let teal_columns = |language, text| {
        let card = sample(text, language, PageLanguage::Arabic);
        let _forgetting = Forgetting;
        let pages = set(source(&card)).expect("a page");
        let map = typst_render::render(&pages.pages()[0], &typst_render::RenderOptions::default());
        let is_teal = |at: usize| map.pixels()[at].red() < 30 && (80..110).contains(&map.pixels()[at].green());
        let wide = map.width() as usize;
        let found: Vec<usize> = (0..map.pixels().len())
            .filter(|at| is_teal(*at))
            .map(|at| at % wide)
            .collect();
        assert!(found.len() > 100, "the bar is there");
        found.iter().sum::<usize>() / found.len()
    };
    assert!(teal_columns(Language::Arabic, "أعرف حقوقي الآن.") > 900);
    assert!(teal_columns(Language::French, "Je connais mes droits.") < 180);
}
