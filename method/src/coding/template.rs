//! Codebooks to begin with. All of them can be changed afterwards.

mod lists;

use super::code::{Branch, Code, CodeWords, Colour};
use super::codebook::{Codebook, Refused};
use crate::id::CodeId;
use crate::language::InThree;
use lists::{
    ACTORS, CHANGE, Category, KINDS_OF_SUPPORT, KINDS_OF_VIOLENCE, PARTS, SUPPORT, VIOLENCE, WHAT_THEY_DO, WHO, Words,
};

/// A part of a codebook that can be taken in at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Violence by type.
    Violence,
    /// Support given.
    Support,
    /// Change by domain: one code a domain of the programme.
    Change,
    /// Who appears in a story, and what each one does there.
    Actors,
}

impl Template {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Violence, Self::Support, Self::Change, Self::Actors];

    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Violence => "violence",
            Self::Support => "support",
            Self::Change => "change",
            Self::Actors => "actors",
        }
    }

    /// The template of a name in forms.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }

    /// Its codes, each after the one above it. `domains` are what the programme calls its domains of change. Ids are asked of
    /// `fresh` from top to bottom; they have to differ.
    pub fn codes(self, domains: &[InThree], fresh: impl FnMut() -> CodeId) -> Vec<Code> {
        let mut branches = Branches {
            fresh,
            codes: Vec::new(),
        };
        match self {
            Self::Violence => branches.categories(VIOLENCE, 1, &KINDS_OF_VIOLENCE),
            Self::Support => branches.categories(SUPPORT, 5, &KINDS_OF_SUPPORT),
            Self::Change => {
                let root = branches.add(three(CHANGE.0), three(CHANGE.1), None, 3);
                for domain in domains {
                    branches.add(domain.clone(), InThree::default(), Some(root), 3);
                }
            }
            Self::Actors => {
                branches.list(ACTORS, 6, Branch::Actors, &WHO);
                branches.list(PARTS, 7, Branch::Parts, &WHAT_THEY_DO);
            }
        }
        branches.codes
    }
}

/// The default codebook: violence and support. Ids are asked of `fresh` from top to bottom.
///
/// # Errors
/// [`Refused::SameCodeTwice`] where they do not differ.
pub fn violence_and_support(mut fresh: impl FnMut() -> CodeId) -> Result<Codebook, Refused> {
    let both = [Template::Violence, Template::Support];
    let codes = both.into_iter().flat_map(|template| template.codes(&[], &mut fresh));
    Codebook::try_from(codes.collect::<Vec<_>>())
}

struct Branches<F> {
    fresh: F,
    codes: Vec<Code>,
}

impl<F: FnMut() -> CodeId> Branches<F> {
    fn add(&mut self, labels: InThree, definition: InThree, parent: Option<CodeId>, colour: u8) -> CodeId {
        let id = (self.fresh)();
        let words = CodeWords {
            definition,
            ..CodeWords::named(labels, Colour::around(colour))
        };
        self.codes.push(Code::new(id, words, parent));
        id
    }

    fn categories(&mut self, (labels, definition): (Words, Words), colour: u8, categories: &[Category]) {
        let root = self.add(three(labels), three(definition), None, colour);
        for (labels, definition, colour, below) in categories {
            let category = self.add(three(*labels), three(*definition), Some(root), *colour);
            for labels in *below {
                self.add(three(*labels), InThree::default(), Some(category), *colour);
            }
        }
    }

    fn list(&mut self, (labels, definition): (Words, Words), colour: u8, branch: Branch, below: &[Words]) {
        let root = self.add(three(labels), three(definition), None, colour);
        if let Some(code) = self.codes.last_mut() {
            code.branch = Some(branch);
        }
        for labels in below {
            self.add(three(*labels), InThree::default(), Some(root), colour);
        }
    }
}

fn three([fr, ar, en]: Words) -> InThree {
    InThree {
        fr: fr.into(),
        ar: ar.into(),
        en: en.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::PageLanguage;
    use uuid::Uuid;

    fn book() -> Codebook {
        let mut next = 0;
        violence_and_support(|| {
            next += 1;
            CodeId::new(Uuid::from_u128(next))
        })
        .unwrap()
    }

    #[test]
    fn it_has_four_kinds_of_violence_and_five_of_support() {
        let book = book();
        let tops: Vec<_> = book.children(None).map(|top| book.children(Some(top.id)).count()).collect();
        assert_eq!(tops, [4, 5]);
        let extortion = book
            .codes()
            .iter()
            .find(|code| code.words.labels.en.starts_with("Extortion"))
            .unwrap();
        let path: Vec<_> = book
            .path(extortion.id)
            .iter()
            .map(|code| code.words.labels.fr.as_str())
            .collect();
        assert_eq!(
            path,
            [
                "Violences subies",
                "Économiques",
                "Extorsion de fonds par la famille ou la police"
            ]
        );
    }

    #[test]
    fn every_code_has_a_label_of_its_own_in_every_language() {
        for language in PageLanguage::ALL {
            for code in book().codes() {
                let label = code.label(language);
                let is_arabic = label.chars().any(|letter| ('\u{0621}'..='\u{064A}').contains(&letter));
                assert_eq!(is_arabic, language == PageLanguage::Arabic, "{label}");
            }
        }
        let defined = book()
            .codes()
            .iter()
            .filter(|code| !code.words.definition.ar.is_empty())
            .count();
        assert_eq!(defined, 11);
    }

    #[test]
    fn changes_have_a_code_for_each_domain_of_the_programme() {
        let mut next = 0;
        let domain = |fr: &str| InThree {
            fr: fr.to_owned(),
            ..InThree::default()
        };
        let codes = Template::Change.codes(&[domain("Santé"), domain("Droits")], || {
            next += 1;
            CodeId::new(Uuid::from_u128(next))
        });
        let book = Codebook::try_from(codes).unwrap();
        let lines: Vec<_> = book
            .outline()
            .iter()
            .map(|(depth, code)| (*depth, code.label(PageLanguage::French)))
            .collect();
        assert_eq!(lines, [(0, "Changements racontés"), (1, "Santé"), (1, "Droits")]);
    }

    #[test]
    fn actors_and_what_they_do_are_branches_that_say_so() {
        let mut next = 0;
        let codes = Template::Actors.codes(&[], || {
            next += 1;
            CodeId::new(Uuid::from_u128(next))
        });
        let book = Codebook::try_from(codes).unwrap();
        let below = |branch| book.children(Some(book.branch(branch).unwrap().id)).count();
        assert_eq!((below(Branch::Actors), below(Branch::Parts)), (14, 4));
    }

    #[test]
    fn what_a_codebook_has_is_not_taken_in_twice() {
        let mut next = 1000;
        let mut fresh = || {
            next += 1;
            CodeId::new(Uuid::from_u128(next))
        };
        let mut book = book();
        let before = book.clone();
        assert_eq!(book.take_in(Template::Violence.codes(&[], &mut fresh)), Ok(0));
        assert_eq!(book, before);
        let gone = book
            .codes()
            .iter()
            .find(|code| code.words.labels.fr == "Menace de mort")
            .unwrap()
            .id;
        book.remove(gone).unwrap();
        assert_eq!(book.take_in(Template::Violence.codes(&[], &mut fresh)), Ok(1));
        let back = book
            .codes()
            .iter()
            .find(|code| code.words.labels.fr == "Menace de mort")
            .unwrap();
        assert_eq!(book.path(back.id)[1].words.labels.fr, "Psychologiques");
        for template in Template::ALL {
            assert_eq!(Template::named(template.name()), Some(template));
        }
    }

    #[test]
    fn ids_that_are_given_twice_are_refused() {
        assert_eq!(violence_and_support(|| CodeId::new(Uuid::nil())), Err(Refused::SameCodeTwice));
    }
}
