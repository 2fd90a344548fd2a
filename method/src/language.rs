//! The languages people speak here, and the three in which the pages stand.

use serde::{Deserialize, Serialize};

/// A language in which a story can be told. `Darija` is written in Arabic letters, `DarijaLatin` in Latin ones ("3onf").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    French,
    /// Standard Arabic.
    Arabic,
    /// Moroccan Arabic in Arabic script.
    Darija,
    /// Moroccan Arabic in Latin script.
    DarijaLatin,
    /// English.
    English,
}

/// Which way a line of a language runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters, left to right.
    LeftToRight,
    /// Arabic letters, right to left.
    RightToLeft,
}

impl Language {
    /// Every language, in the order in which forms offer them.
    pub const ALL: [Self; 5] = [Self::French, Self::Arabic, Self::Darija, Self::DarijaLatin, Self::English];

    /// BCP 47 tag, for `lang` attributes: `ary` is Moroccan Arabic.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::Arabic => "ar",
            Self::Darija => "ary",
            Self::DarijaLatin => "ary-Latn",
            Self::English => "en",
        }
    }

    /// The language of the voices that can read its texts aloud; none reads Darija in Latin letters.
    pub const fn voice(self) -> Option<&'static str> {
        match self {
            Self::French => Some("fr"),
            Self::Arabic | Self::Darija => Some("ar"),
            Self::DarijaLatin => None,
            Self::English => Some("en"),
        }
    }

    /// The language of a BCP 47 tag; `arz`, which some corpora use for Darija in Latin letters, is understood too.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "arz" => Some(Self::DarijaLatin),
            _ => Self::ALL.into_iter().find(|language| language.tag() == tag),
        }
    }

    /// Which way its lines run.
    pub const fn script(self) -> Script {
        match self {
            Self::Arabic | Self::Darija => Script::RightToLeft,
            Self::French | Self::DarijaLatin | Self::English => Script::LeftToRight,
        }
    }

    /// Value of a `dir` attribute.
    pub const fn dir(self) -> &'static str {
        match self.script() {
            Script::LeftToRight => "ltr",
            Script::RightToLeft => "rtl",
        }
    }
}

/// A language in which pages, briefs and minutes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageLanguage {
    /// French, the working language of the first programme.
    #[default]
    French,
    /// Standard Arabic.
    Arabic,
    /// English.
    English,
}

impl PageLanguage {
    /// All three.
    pub const ALL: [Self; 3] = [Self::French, Self::Arabic, Self::English];

    /// BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        self.language().tag()
    }

    /// The page language of a tag such as `ar` or `fr-MA`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The same among all languages.
    pub const fn language(self) -> Language {
        match self {
            Self::French => Language::French,
            Self::Arabic => Language::Arabic,
            Self::English => Language::English,
        }
    }

    /// Value of a `dir` attribute.
    pub const fn dir(self) -> &'static str {
        self.language().dir()
    }
}

/// One text in the three page languages, such as the name of a domain of change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InThree {
    /// French.
    pub fr: String,
    /// Arabic.
    pub ar: String,
    /// English.
    pub en: String,
}

impl InThree {
    /// The text in a language; where it is empty, the first that is not.
    pub fn get(&self, language: PageLanguage) -> &str {
        let wanted = match language {
            PageLanguage::French => &self.fr,
            PageLanguage::Arabic => &self.ar,
            PageLanguage::English => &self.en,
        };
        [wanted, &self.fr, &self.ar, &self.en]
            .into_iter()
            .find(|text| !text.trim().is_empty())
            .map_or("", |text| text.trim())
    }
}
