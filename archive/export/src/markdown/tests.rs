use super::*;
use crate::sample::{door, hostile, of, sample};
use method::brief::{self, parse};
use method::id::ImageId;
use method::language::PageLanguage;
use proptest::prelude::*;
use uuid::Uuid;

/// The words of blocks as Markdown reads them, each block on a line of its own.
fn said(prose: &Prose, out: &mut Vec<String>) {
    match prose {
        Prose::Heading { inlines, .. } | Prose::Paragraph(inlines) => out.push(words(inlines)),
        Prose::List { points, .. } => points.iter().flatten().for_each(|prose| said(prose, out)),
        Prose::Quote(inside) => inside.iter().for_each(|prose| said(prose, out)),
        Prose::Table { head, rows } => {
            let width = width(head, rows);
            for row in std::iter::once(head).chain(rows) {
                let mut cells: Vec<String> = row.iter().map(|cell| words(cell)).collect();
                cells.resize(width, String::new());
                out.extend(cells);
            }
        }
        Prose::Code(text) => out.push(plain(text)),
        Prose::Rule => {}
    }
}

fn words(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link { inlines: inside, .. } => words(inside),
        Inline::Note(inside) => format!("({})", words(inside)),
        Inline::LineBreak => " ".to_owned(),
    };
    let text: String = inlines.iter().map(one).collect();
    plain(&text)
}

/// What is left of words when gaps do not count.
fn plain(text: &str) -> String {
    text.chars().filter(|c| is_text(*c) && !c.is_whitespace()).collect()
}

fn all(blocks: impl IntoIterator<Item = Prose>) -> Vec<String> {
    let mut out = Vec::new();
    blocks.into_iter().for_each(|prose| said(&prose, &mut out));
    out.retain(|line| !line.is_empty());
    out
}

fn read_again(file: &str) -> Vec<String> {
    let read = parse(file).unwrap_or_else(|error| panic!("{error}: {file}"));
    all(read.blocks.into_iter().map(|block| match block {
        brief::Block::Prose(prose) => prose,
        other => panic!("{other:?} in {file}"),
    }))
}

#[test]
fn a_brief_reads_alone() {
    let file = markdown(&sample(PageLanguage::French));
    assert!(file.starts_with(
        "# Sortir du silence\n\n## Ce qui change[^1]\n\nDepuis *deux ans*, les femmes **portent plainte**[^2]"
    ));
    for part in [
        "\n\n> «\u{a0}Avant, je ne disais rien.\n>\n> Maintenant, je connais mes droits.\u{a0}»\n>\n> **Amal\\***, *travailleuse",
        "\n**Femmes accueillies par clinique**\n\n| Clinique | Femmes |\n|---|---|\n| Marrakech | 206 |\n",
        "\n1. D'abord ` ceci `\n\n2. Puis \\:\n\n   - cela\n",
        "\n[^1]: La *loi* 103-13, [en ligne](<https://example.org/loi>).\n",
        "\n[^2]: سجل المصحات.\n",
        "\n![Une porte \"bleue\"][image-1]\n\nUne porte \"bleue\"\n\nUne porte \"bleue\"\n\nFin.\n",
        "\n[image-1]: <data:image/png;base64,iVBORw0KGgo",
    ] {
        assert!(file.contains(part), "{part}\n---\n{file}");
    }
    assert!(!file.contains("{{"), "{file}");
}

#[test]
fn the_same_brief_gives_the_same_file() {
    for language in PageLanguage::ALL {
        assert_eq!(markdown(&sample(language)), markdown(&sample(language)));
    }
}

#[test]
fn what_was_read_out_of_a_file_is_what_was_written_into_it() {
    for text in [
        "Un[^a] mot\n\n[^a]: Avec *deux* [mots](https://example.org/a_(b)).",
        "- un\n- deux\n\n  suite\n\n  1. trois\n  2. quatre\n- cinq",
        "> cité\n>\n> - un\n>   - deux",
        "| a\\|b | c |\n|---|---|\n| 1 | `x` |",
        "a\\\nb `c``d` 3 < 4 & 5 * 6 # 7",
        "```\ncode ``` fin\n\n# non\n```",
        "9. neuf\n10. dix",
        "**« Oui »**, *non.* a*b*c **d *e* f** *g***h** ****A*0*",
        "\\# pas un titre\n\n\\- ni un point",
    ] {
        assert_round(text);
    }
}

fn assert_round(text: &str) {
    let Ok(brief) = parse(text) else { return };
    let blocks = brief.blocks.into_iter().filter_map(|block| match block {
        brief::Block::Prose(prose) => Some(prose),
        _ => None,
    });
    let blocks: Vec<Prose> = blocks.collect();
    let picture = door(ImageId::new(Uuid::nil()), text);
    let around = [picture.said.alt(), picture.said.caption(), picture.said.credit()].map(plain);
    let document = Document {
        title: "Titre".into(),
        footer: "Pied".into(),
        blocks: blocks
            .iter()
            .cloned()
            .map(Block::Prose)
            .chain([Block::Image(picture)])
            .collect(),
        ..sample(PageLanguage::French)
    };
    let file = markdown(&document);
    let around: Vec<String> = around.into_iter().filter(|line| !line.is_empty()).collect();
    let expected = [vec!["Titre".to_owned()], all(blocks), around, vec!["Pied".to_owned()]].concat();
    assert_eq!(read_again(&file), expected, "{text}\n---\n{file}");
}

proptest! {
    #[test]
    fn no_brief_ever_brings_a_mark_of_its_own(markdown in hostile()) {
        let file = super::markdown(&of(&markdown));
        prop_assert!(parse(&file).is_ok(), "{file}");
    }

    #[test]
    fn any_words_of_a_brief_are_read_out_of_its_file(markdown in hostile()) {
        assert_round(&markdown);
    }
}
