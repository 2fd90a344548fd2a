//! In which language a paragraph of a brief stands: an officer may write French and Arabic one below the other, and each runs its
//! own way.

use super::{Inline, Prose};
use crate::language::{Language, PageLanguage, Script};

/// The language of words in a brief of this language. Most of the letters decide; where there are as many of both, or none, it is
/// the brief's. Of Latin letters in an Arabic brief nobody can tell more than that they are most likely French.
pub fn tongue(inlines: &[Inline], brief: PageLanguage) -> Language {
    decided(inlines_weight(inlines), brief)
}

/// The language of a list or another block, by all words in it.
pub fn tongue_of_all<'a>(prose: impl IntoIterator<Item = &'a Prose>, brief: PageLanguage) -> Language {
    decided(prose.into_iter().map(weight).sum(), brief)
}

/// More than nought: more Arabic letters than Latin ones.
fn decided(weight: i64, brief: PageLanguage) -> Language {
    match (brief.language().script(), weight) {
        (Script::LeftToRight, 1..) => Language::Arabic,
        (Script::RightToLeft, ..0) => Language::French,
        _ => brief.language(),
    }
}

fn weight(prose: &Prose) -> i64 {
    match prose {
        Prose::Heading { inlines, .. } | Prose::Paragraph(inlines) => inlines_weight(inlines),
        Prose::List { points, .. } => points.iter().flatten().map(weight).sum(),
        Prose::Table { head, rows } => {
            let cells = head.iter().chain(rows.iter().flatten());
            cells.map(|cell| inlines_weight(cell)).sum()
        }
        Prose::Quote(inside) => inside.iter().map(weight).sum(),
        Prose::Code(_) | Prose::Rule => 0,
    }
}

fn inlines_weight(inlines: &[Inline]) -> i64 {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.chars().map(letter).sum(),
        Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link { inlines: inside, .. } => inlines_weight(inside),
        Inline::Code(_) | Inline::LineBreak | Inline::Note(_) => 0,
    };
    inlines.iter().map(one).sum()
}

fn letter(c: char) -> i64 {
    match c {
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' if c.is_alphabetic() => 1,
        _ if c.is_alphabetic() => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, parse};
    use super::*;

    fn of(markdown: &str, brief: PageLanguage) -> Language {
        let parsed = parse(markdown).expect("a brief");
        let prose = parsed.blocks.iter().filter_map(|block| match block {
            Block::Prose(prose) => Some(prose),
            _ => None,
        });
        tongue_of_all(prose, brief)
    }

    #[test]
    fn most_letters_decide_and_none_leave_it_to_the_brief() {
        use PageLanguage::{Arabic, French};
        assert_eq!(of("نطلب شباكا واحدا", French), Language::Arabic);
        assert_eq!(of("Elle a dit **كفى** et elle est partie", French), Language::French);
        assert_eq!(of("VIH: نسبة النساء اللواتي تلقين العلاج", French), Language::Arabic);
        assert_eq!(of("ALCS و OPALS تعملان معا في كل المدن", Arabic), Language::Arabic);
        assert_eq!(of("- Un guichet\n- Une carte", Arabic), Language::French);
        assert_eq!(of("12 %", Arabic), Language::Arabic);
        assert_eq!(
            of("| Site | Récits |\n|---|---|\n| Agadir | 12 |", PageLanguage::English),
            Language::English
        );
    }
}
