//! What a brief begins with: a Markdown text for each kind of reader, with placeholders (`{{fill:ask}}`) for what its writer is to
//! say. A programme edits the texts; those that are shipped stand beside this file.

use crate::language::PageLanguage;
use serde::{Deserialize, Serialize};

/// For whom a brief is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateKind {
    /// Ministries, parliament, local authorities.
    DecisionMakers,
    /// Lawyers and their associations.
    Lawyers,
    /// Newspapers, radio, television.
    Journalists,
    /// Who pays for the work, each half-year.
    FunderHalfYear,
}

impl TemplateKind {
    /// All of them, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::DecisionMakers, Self::Lawyers, Self::Journalists, Self::FunderHalfYear];

    /// Its name in forms and addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DecisionMakers => "decision_makers",
            Self::Lawyers => "lawyers",
            Self::Journalists => "journalists",
            Self::FunderHalfYear => "funder_half_year",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The text that is shipped, until a programme writes its own.
    pub const fn shipped(self, language: PageLanguage) -> &'static str {
        match (self, language) {
            (Self::DecisionMakers, PageLanguage::French) => include_str!("templates/decision_makers.fr.md"),
            (Self::DecisionMakers, PageLanguage::Arabic) => include_str!("templates/decision_makers.ar.md"),
            (Self::DecisionMakers, PageLanguage::English) => include_str!("templates/decision_makers.en.md"),
            (Self::Lawyers, PageLanguage::French) => include_str!("templates/lawyers.fr.md"),
            (Self::Lawyers, PageLanguage::Arabic) => include_str!("templates/lawyers.ar.md"),
            (Self::Lawyers, PageLanguage::English) => include_str!("templates/lawyers.en.md"),
            (Self::Journalists, PageLanguage::French) => include_str!("templates/journalists.fr.md"),
            (Self::Journalists, PageLanguage::Arabic) => include_str!("templates/journalists.ar.md"),
            (Self::Journalists, PageLanguage::English) => include_str!("templates/journalists.en.md"),
            (Self::FunderHalfYear, PageLanguage::French) => include_str!("templates/funder_half_year.fr.md"),
            (Self::FunderHalfYear, PageLanguage::Arabic) => include_str!("templates/funder_half_year.ar.md"),
            (Self::FunderHalfYear, PageLanguage::English) => include_str!("templates/funder_half_year.en.md"),
        }
    }
}

/// What the writer of a brief is to say where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// The whole in one sentence.
    Message,
    /// What is wrong, for whom, since when.
    Problem,
    /// What the law says.
    Law,
    /// Excerpts that show it.
    Quotation,
    /// A story of a setback or a lesson.
    Setback,
    /// A table of figures.
    Figure,
    /// What is asked of the reader.
    Ask,
    /// From when to when.
    Period,
    /// What was done.
    Activities,
    /// How the stories were selected.
    Selection,
    /// What comes next.
    Next,
    /// Whom to write to: a service, never a teller.
    Contact,
}

impl Placeholder {
    /// All of them, in the order in which their meanings are listed.
    pub const ALL: [Self; 12] = [
        Self::Message,
        Self::Problem,
        Self::Law,
        Self::Quotation,
        Self::Setback,
        Self::Figure,
        Self::Ask,
        Self::Period,
        Self::Activities,
        Self::Selection,
        Self::Next,
        Self::Contact,
    ];

    /// Its name between the braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Problem => "problem",
            Self::Law => "law",
            Self::Quotation => "quotation",
            Self::Setback => "setback",
            Self::Figure => "figure",
            Self::Ask => "ask",
            Self::Period => "period",
            Self::Activities => "activities",
            Self::Selection => "selection",
            Self::Next => "next",
            Self::Contact => "contact",
        }
    }

    /// The placeholder of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// As it is typed.
    pub fn typed(self) -> String {
        format!("{{{{fill:{}}}}}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::parse;
    use std::collections::BTreeSet;

    #[test]
    fn each_shipped_text_can_be_read_and_has_the_same_placeholders_in_each_language() {
        for kind in TemplateKind::ALL {
            let left = PageLanguage::ALL.map(|language| {
                let brief = parse(kind.shipped(language)).unwrap();
                brief.left.into_iter().map(|(_, one)| one).collect::<Vec<_>>()
            });
            assert!(left[0] == left[1] && left[1] == left[2], "{kind:?}");
            assert!(
                left[0].contains(&Placeholder::Setback),
                "{kind:?} asks for more than successes"
            );
        }
    }

    #[test]
    fn names_lead_back_and_none_is_said_twice() {
        for kind in TemplateKind::ALL {
            assert_eq!(TemplateKind::named(kind.name()), Some(kind));
        }
        for one in Placeholder::ALL {
            assert_eq!(Placeholder::named(one.name()), Some(one));
        }
        let names: BTreeSet<_> = Placeholder::ALL.map(Placeholder::name).into();
        assert_eq!(names.len(), Placeholder::ALL.len());
        assert_eq!((TemplateKind::named("king"), Placeholder::named("Ask")), (None, None));
    }

    #[test]
    fn each_placeholder_is_used_by_a_shipped_text() {
        let all: String = TemplateKind::ALL.map(|kind| kind.shipped(PageLanguage::French)).concat();
        for one in Placeholder::ALL {
            assert!(all.contains(&one.typed()), "{one:?}");
        }
    }
}
