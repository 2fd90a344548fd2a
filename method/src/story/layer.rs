//! The layers of a story's text, oldest first. Whatever is a layer was approved: what is still being written is a
//! [`Draft`](super::Draft), and no layer.

use super::Telling;
use crate::id::{AccountId, LayerId, TakeId};
use crate::language::Language;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What kind of text a layer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerKind {
    /// As it was noted while she told it. Kept for ever.
    Verbatim,
    /// Corrected, always after one that was told.
    Edited,
    /// Written down from the sound.
    Transcript {
        /// The takes that had arrived when it was approved.
        takes: Vec<TakeId>,
        /// Who approved it.
        approved_by: AccountId,
    },
    /// In another language, paragraph by paragraph; it stands beside the story's words and never in their place.
    Translation {
        /// The layer that was translated.
        of: LayerId,
        /// Who approved it.
        approved_by: AccountId,
    },
    /// Without what leads to a person, paragraph by paragraph, in the same language: what a panel reads that must not know whose
    /// story it is. It stands beside the story's words.
    Anonymised {
        /// The layer whose words they are.
        of: LayerId,
        /// Who approved it: never who wrote it.
        approved_by: AccountId,
    },
}

/// One version of a story's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// Its id.
    pub id: LayerId,
    /// What kind of text it is.
    pub kind: LayerKind,
    /// The language of its words.
    pub language: Language,
    /// Who wrote it down.
    pub author: AccountId,
    /// When; of a transcript and a translation, when it was approved.
    pub at: DateTime<Utc>,
    /// Why it was changed; empty for all but an edited layer.
    pub reason: String,
    /// The words.
    pub telling: Telling,
}

/// How a layer's words stand to what was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The words as they were told.
    AsTold,
    /// Corrected, in the language in which they were told.
    Edited,
    /// In another language than the one in which they were told, corrected there or not.
    Translation,
    /// Without what leads to a person.
    Anonymised,
}

impl Layer {
    /// How its words stand to what was told, given the layer of the story that was told.
    pub fn standing(&self, told: &Self) -> Standing {
        match self.kind {
            LayerKind::Verbatim | LayerKind::Transcript { .. } => Standing::AsTold,
            LayerKind::Edited if self.language == told.language => Standing::Edited,
            LayerKind::Edited | LayerKind::Translation { .. } => Standing::Translation,
            LayerKind::Anonymised { .. } => Standing::Anonymised,
        }
    }

    /// Whether it holds words as she said them: noted or written down from the sound.
    pub const fn is_told(&self) -> bool {
        matches!(self.kind, LayerKind::Verbatim | LayerKind::Transcript { .. })
    }

    /// Whether it stands beside the story's words.
    pub const fn is_beside(&self) -> bool {
        self.beside().is_some()
    }

    /// The layer beside which it stands, paragraph by paragraph.
    pub const fn beside(&self) -> Option<LayerId> {
        match self.kind {
            LayerKind::Translation { of, .. } | LayerKind::Anonymised { of, .. } => Some(of),
            LayerKind::Verbatim | LayerKind::Edited | LayerKind::Transcript { .. } => None,
        }
    }
}

/// The layer that is the story's text now, for panels, codes, excerpts, search and briefs: the newest, but for what stands beside.
pub fn current(layers: &[Layer]) -> Option<&Layer> {
    layers.iter().rev().find(|layer| !layer.is_beside())
}

/// The story's text of now without what leads to a person; none while nobody took it out of this very text.
pub fn anonymised(layers: &[Layer]) -> Option<&Layer> {
    let now = current(layers)?.id;
    let is_of_now = |layer: &&Layer| matches!(layer.kind, LayerKind::Anonymised { of, .. } if of == now);
    layers.iter().rev().find(is_of_now)
}

/// What was told, for the layer at a place: the newest transcript or notes up to there. For the whole story, ask for the last place.
pub fn told_before(layers: &[Layer], place: usize) -> Option<&Layer> {
    layers.iter().take(place + 1).rev().find(|layer| layer.is_told())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn layer(n: u128, kind: LayerKind, language: Language) -> Layer {
        Layer {
            id: LayerId::new(Uuid::from_u128(n)),
            kind,
            language,
            author: AccountId::new(Uuid::nil()),
            at: DateTime::<Utc>::MIN_UTC,
            reason: String::new(),
            telling: Telling {
                title: "Les papiers".into(),
                context: "Je n'avais rien.".into(),
                description: "J'ai obtenu ma carte.".into(),
                significance: "J'existe.".into(),
            },
        }
    }

    fn transcript() -> LayerKind {
        LayerKind::Transcript {
            takes: vec![],
            approved_by: AccountId::new(Uuid::nil()),
        }
    }

    fn translation(of: u128) -> LayerKind {
        LayerKind::Translation {
            of: LayerId::new(Uuid::from_u128(of)),
            approved_by: AccountId::new(Uuid::nil()),
        }
    }

    #[test]
    fn a_layer_in_another_language_is_a_translation_however_often_it_is_corrected() {
        let told = layer(1, LayerKind::Verbatim, Language::Darija);
        let edited = |language| layer(2, LayerKind::Edited, language).standing(&told);
        assert_eq!(told.standing(&told), Standing::AsTold);
        assert_eq!(edited(Language::Darija), Standing::Edited);
        assert_eq!(edited(Language::French), Standing::Translation);
    }

    #[test]
    fn a_translation_never_takes_the_place_of_what_it_translates() {
        let mut layers = vec![
            layer(1, LayerKind::Verbatim, Language::French),
            layer(2, transcript(), Language::Darija),
            layer(3, translation(2), Language::French),
        ];
        let id = |layer: Option<&Layer>| layer.map(|layer| layer.id.uuid().as_u128());
        assert_eq!(id(current(&layers)), Some(2));
        assert_eq!(id(told_before(&layers, 2)), Some(2));
        assert_eq!(id(told_before(&layers, 0)), Some(1));
        layers.push(layer(4, LayerKind::Edited, Language::Darija));
        assert_eq!(id(current(&layers)), Some(4));
        assert_eq!(layers[3].standing(&layers[1]), Standing::Edited);
        assert_eq!(current(&[]), None);
    }

    #[test]
    fn a_text_without_names_holds_until_the_story_is_edited() {
        let without = |of: u128| LayerKind::Anonymised {
            of: LayerId::new(Uuid::from_u128(of)),
            approved_by: AccountId::new(Uuid::nil()),
        };
        let mut layers = vec![layer(1, LayerKind::Verbatim, Language::French)];
        assert_eq!(anonymised(&layers), None);
        layers.push(layer(2, without(1), Language::French));
        let id = |layer: Option<&Layer>| layer.map(|layer| layer.id.uuid().as_u128());
        assert_eq!((id(anonymised(&layers)), id(current(&layers))), (Some(2), Some(1)));
        assert_eq!(layers[1].standing(&layers[0]), Standing::Anonymised);
        layers.push(layer(3, without(1), Language::French));
        assert_eq!(id(anonymised(&layers)), Some(3), "the newest of them");
        layers.push(layer(4, LayerKind::Edited, Language::French));
        assert_eq!(anonymised(&layers), None, "nobody looked at the new words");
    }

    #[test]
    fn layers_of_before_read_on() {
        let written = serde_json::to_value(layer(1, LayerKind::Edited, Language::French)).expect("JSON");
        assert_eq!(written["kind"], "edited");
        let read: Layer = serde_json::from_value(written).expect("a layer");
        assert_eq!(read.kind, LayerKind::Edited);
        let told: LayerKind = serde_json::from_str("\"verbatim\"").expect("a kind");
        assert_eq!(told, LayerKind::Verbatim);
    }
}
