//! The same words in two languages. A translation stands beside the text that it translates, paragraph by paragraph: what is quoted out
//! of it is led back to the words as they were told, and said to be a translation wherever it is printed.

use crate::desk::stories::opened::Opened;
use method::coding::Passage;
use method::id::LayerId;
use method::language::Language;
use method::story::{Layer, LayerKind, beside, told_before};

/// In which language the words of a layer were told.
pub(super) fn told_in(story: &Opened, layer: LayerId) -> Option<Language> {
    let place = story.layers.iter().position(|one| one.id == layer)?;
    let told = told_before(&story.layers, place).or_else(|| story.told());
    told.map(|told| told.language)
}

/// The approved translations of a layer, the newest of each language.
pub(super) fn translations(story: &Opened, layer: LayerId) -> Vec<&Layer> {
    let mut found: Vec<&Layer> = Vec::new();
    for one in story.layers.iter().rev() {
        let is_of_it = matches!(one.kind, LayerKind::Translation { of, .. } if of == layer);
        if is_of_it && found.iter().all(|known| known.language != one.language) {
            found.push(one);
        }
    }
    found
}

/// The paragraphs of a translation that stand beside a passage of what it translates.
pub(super) fn in_translation(story: &Opened, passage: Passage, layer: LayerId) -> Option<Passage> {
    let to = translations(story, passage.layer()).into_iter().find(|one| one.id == layer)?;
    across(story, passage, to)
}

/// The words of which a passage is a translation; none where it is of the story's own words.
pub(super) fn translated(story: &Opened, passage: Passage) -> Option<Passage> {
    match story.layer(passage.layer())?.kind {
        LayerKind::Translation { of, .. } => across(story, passage, story.layer(of)?),
        _ => None,
    }
}

fn across(story: &Opened, passage: Passage, to: &Layer) -> Option<Passage> {
    let from = story.layer(passage.layer())?;
    let part = passage.part();
    let (text, other) = (from.telling.part(part), to.telling.part(part));
    let (start, end) = beside(text, other, passage.start(), passage.end())?;
    Passage::new(to.id, part, other, start, end).ok()
}
