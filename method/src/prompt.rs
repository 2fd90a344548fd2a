//! The question of the technique, made from six slots in each language (p.23): period, "in your opinion", "most significant",
//! change, domain, boundary. What was asked is stored with each story, so that a later change of wording does not touch it.

use crate::language::{InThree, PageLanguage};
use serde::{Deserialize, Serialize};

/// The six slots, each in three languages. `number` grows with every change of wording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// First wording is 1.
    pub number: u32,
    /// "Looking back over the last six months".
    pub period: InThree,
    /// "in your opinion".
    pub opinion: InThree,
    /// "what was the most significant".
    pub most_significant: InThree,
    /// "change, good or bad".
    pub change: InThree,
    /// "in your health and well-being".
    pub domain: InThree,
    /// "among the women of this clinic".
    pub boundary: InThree,
}

/// A question as it was put to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderedPrompt {
    /// Which wording it was.
    pub number: u32,
    /// In which language.
    pub language: PageLanguage,
    /// The whole question.
    pub text: String,
}

impl Prompt {
    /// The question in a language. Empty slots are left out; Arabic and Latin texts end with their own question mark.
    pub fn render(&self, language: PageLanguage) -> RenderedPrompt {
        let slots = [
            &self.period,
            &self.opinion,
            &self.most_significant,
            &self.change,
            &self.domain,
            &self.boundary,
        ];
        let said: Vec<&str> = slots
            .into_iter()
            .map(|slot| slot.get(language))
            .filter(|text| !text.is_empty())
            .collect();
        let mark = match language {
            PageLanguage::French => "\u{202f}?",
            PageLanguage::Arabic => "؟",
            PageLanguage::English => "?",
        };
        RenderedPrompt {
            number: self.number,
            language,
            text: format!("{}{mark}", said.join(" ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_keeps_the_order_of_its_slots_and_leaves_empty_ones_out() {
        let prompt = Prompt {
            number: 3,
            period: InThree {
                en: "Looking back,".into(),
                ..InThree::default()
            },
            most_significant: InThree {
                en: "what was the most significant".into(),
                ..InThree::default()
            },
            change: InThree {
                en: "change".into(),
                ..InThree::default()
            },
            ..Prompt::default()
        };
        let rendered = prompt.render(PageLanguage::English);
        assert_eq!(rendered.text, "Looking back, what was the most significant change?");
        assert_eq!(rendered.number, 3);
    }
}
