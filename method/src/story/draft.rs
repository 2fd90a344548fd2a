//! What is being written of a story and is no layer yet: a transcript, a translation, a text without names. Only those who tend the story see it;
//! nothing else knows of it until it is approved, in an act of its own.

use super::{Layer, LayerKind, Missing, Telling, is_aligned};
use crate::id::{AccountId, LayerId, TakeId};
use crate::language::Language;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a draft is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drafted {
    /// A transcript of the story's sound.
    Transcript,
    /// A translation of a layer.
    Translation {
        /// Which.
        of: LayerId,
    },
    /// A layer without what leads to a person.
    Anonymised {
        /// Which.
        of: LayerId,
    },
}

/// A text that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it is to become.
    pub what: Drafted,
    /// The language of its words.
    pub language: Language,
    /// Who wrote it, the last of several.
    pub author: AccountId,
    /// When it was last saved.
    pub at: DateTime<Utc>,
    /// The words; of what stands beside a layer, an empty line for each paragraph that is still to be done.
    pub telling: Telling,
}

impl Draft {
    /// Whether two are about the same: there is one transcript, one translation a language, one text without names.
    pub fn is_same_work(&self, other: &Self) -> bool {
        match (self.what, other.what) {
            (Drafted::Transcript, Drafted::Transcript) | (Drafted::Anonymised { .. }, Drafted::Anonymised { .. }) => true,
            (Drafted::Translation { .. }, Drafted::Translation { .. }) => self.language == other.language,
            _ => false,
        }
    }
}

/// Why a draft cannot be approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unready {
    /// A transcript is not a whole story yet.
    Lacks(Vec<Missing>),
    /// There is no sound that it could be a transcript of.
    NoSound,
    /// A paragraph has nothing beside it, or what it stands beside is no layer of the story.
    NotAligned,
    /// Who took out what leads to a person does not say herself that nothing does any more.
    OwnWork,
}

/// The layer that a draft becomes when somebody approves it, given the layers that there are and the takes that have arrived.
/// `lacks` is what [`super::missing`] says of its words.
pub fn approved(
    draft: Draft,
    (id, by, at): (LayerId, AccountId, DateTime<Utc>),
    layers: &[Layer],
    takes: Vec<TakeId>,
    lacks: Vec<Missing>,
) -> Result<Layer, Unready> {
    let approved_by = by;
    let beside = |of: LayerId| {
        let source = layers.iter().find(|layer| layer.id == of).ok_or(Unready::NotAligned)?;
        is_aligned(&source.telling, &draft.telling)
            .then_some(())
            .ok_or(Unready::NotAligned)
    };
    let kind = match draft.what {
        Drafted::Transcript if takes.is_empty() => return Err(Unready::NoSound),
        Drafted::Transcript if !lacks.is_empty() => return Err(Unready::Lacks(lacks)),
        Drafted::Transcript => LayerKind::Transcript { takes, approved_by },
        Drafted::Translation { of } => {
            beside(of)?;
            LayerKind::Translation { of, approved_by }
        }
        Drafted::Anonymised { .. } if draft.author == by => return Err(Unready::OwnWork),
        Drafted::Anonymised { of } => {
            beside(of)?;
            LayerKind::Anonymised { of, approved_by }
        }
    };
    Ok(Layer {
        id,
        kind,
        language: draft.language,
        author: draft.author,
        at,
        reason: String::new(),
        telling: draft.telling,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn telling(description: &str) -> Telling {
        Telling {
            title: "t".into(),
            context: "c".into(),
            description: description.into(),
            significance: "s".into(),
        }
    }

    fn who(n: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(n))
    }

    fn draft(what: Drafted, description: &str) -> Draft {
        Draft {
            what,
            language: Language::English,
            author: who(1),
            at: DateTime::<Utc>::MIN_UTC,
            telling: telling(description),
        }
    }

    fn source() -> Layer {
        Layer {
            id: LayerId::new(Uuid::from_u128(9)),
            kind: LayerKind::Verbatim,
            language: Language::French,
            author: who(1),
            at: DateTime::<Utc>::MIN_UTC,
            reason: String::new(),
            telling: telling("un\ndeux"),
        }
    }

    fn try_it(draft: Draft, takes: Vec<TakeId>, lacks: Vec<Missing>) -> Result<Layer, Unready> {
        let act = (LayerId::new(Uuid::nil()), who(2), DateTime::<Utc>::MIN_UTC);
        approved(draft, act, &[source()], takes, lacks)
    }

    #[test]
    fn a_transcript_is_of_a_sound_and_whole() {
        let take = TakeId::new(Uuid::from_u128(5));
        let transcript = || draft(Drafted::Transcript, "un");
        assert_eq!(try_it(transcript(), vec![], vec![]), Err(Unready::NoSound));
        let lacks = vec![Missing::Title];
        assert_eq!(try_it(transcript(), vec![take], lacks.clone()), Err(Unready::Lacks(lacks)));
        let layer = try_it(transcript(), vec![take], vec![]).expect("a layer");
        let (takes, approved_by) = (vec![take], who(2));
        assert_eq!(layer.kind, LayerKind::Transcript { takes, approved_by });
        assert_eq!(layer.author, who(1));
    }

    #[test]
    fn a_text_without_names_is_approved_by_another_person() {
        let of = source().id;
        let of_author = |author: u128, text: &str| {
            let mut one = draft(Drafted::Anonymised { of }, text);
            one.author = who(author);
            try_it(one, vec![], vec![])
        };
        assert_eq!(of_author(2, "one\ntwo"), Err(Unready::OwnWork));
        assert_eq!(of_author(1, "one"), Err(Unready::NotAligned));
        let layer = of_author(1, "one\ntwo").expect("a layer");
        assert_eq!(layer.kind, LayerKind::Anonymised { of, approved_by: who(2) });
    }

    #[test]
    fn a_translation_has_as_many_paragraphs_as_what_it_translates() {
        let of = source().id;
        let translation = |text| try_it(draft(Drafted::Translation { of }, text), vec![], vec![]);
        assert_eq!(translation("one"), Err(Unready::NotAligned));
        assert_eq!(translation("one\n"), Err(Unready::NotAligned));
        assert_eq!(translation("one\ntwo\nthree"), Err(Unready::NotAligned));
        assert!(translation("one\ntwo").is_ok());
        let elsewhere = Drafted::Translation {
            of: LayerId::new(Uuid::from_u128(7)),
        };
        assert_eq!(try_it(draft(elsewhere, "one\ntwo"), vec![], vec![]), Err(Unready::NotAligned));
    }
}
