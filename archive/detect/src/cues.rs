//! Words that say what stands beside them: "je m'appelle", "hôpital", "depuis". They are listed in `data/triggers.txt` and
//! `data/ages.txt`, a section each.

/// What a word or phrase announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// "je m'appelle", "smiti": a name, whatever its case.
    Intro,
    /// "appelé", "called": a name if it has a capital.
    Called,
    /// A profession or rank.
    Title,
    /// "Mme", "السيدة": stands only before names.
    Honorific,
    /// Kin, neighbours, colleagues.
    Kin,
    /// Company or speech.
    Near,
    /// A place's own name follows.
    Place,
    /// A hospital's, court's, school's own name follows.
    Facility,
    /// A venue's or firm's own name follows.
    Org,
    /// The name of an organisation or a law follows, and stays.
    Keep,
    /// A street's name follows.
    Street,
    /// A preposition of place in Latin letters.
    At,
    /// A preposition of place in Arabic letters.
    Inside,
    /// Stands between an announcement and the name.
    Filler,
    /// Follows a subject in French or Darija.
    Verb,
    /// Follows a subject in English.
    EnglishVerb,
    /// Follows somebody rather than hope or faith, in English.
    PersonVerb,
    /// Follows a subject in Arabic letters.
    ArabicVerb,
    /// A verb of moving.
    Motion,
    /// A verb of dwelling.
    Dwelling,
    /// Links a noun to its own name: "de", "ديال".
    Of,
    /// First half of an Arabic place name.
    Half,
    /// First half of an Arabic family name.
    Ancestor,
    /// First half of a name that ends in الدين.
    Faith,
    /// Particle of a name in Latin letters.
    Particle,
    /// Links a street to its name.
    StreetLink,
    /// Part of a building.
    Flat,
    /// Between an English name and its facility: "police", "railway".
    Sort,
    /// Unit of an age.
    AgeUnit,
    /// A virtue or a time of day that people are called by.
    Virtue,
    /// "was" in Darija: an adjective follows.
    Copula,
    /// A verb of giving or saying, with ل before whom.
    Giving,
    /// Unit of months, weeks or days.
    AgeShort,
    /// Two years in one word.
    AgeTwo,
    /// What took or lasted so many years.
    Spent,
    /// "cinquantaine", "fifties".
    Decade,
    /// "la", "her late" before such tens.
    DecadeOf,
    /// Of whom an age is told beside another.
    AgeOther,
    /// Before a number with a unit: an age.
    AgeLeft,
    /// Says age by itself: no unit is needed.
    AgeWord,
    /// Between such a word and the number.
    AgeFiller,
    /// "about", "presque".
    AgeAbout,
    /// A person whose age follows after "de".
    AgeBearer,
    /// What may follow an English age without a unit.
    AgeStop,
    /// What follows an age in apposition.
    AgeClose,
    /// Before a stretch of time.
    SpellBefore,
    /// After a stretch of time.
    SpellAfter,
}

impl Cue {
    /// Every cue with the name of its section.
    pub const ALL: [(Self, &str); 47] = [
        (Self::Intro, "intro"),
        (Self::Called, "intro_capital"),
        (Self::Title, "title"),
        (Self::Honorific, "honorific"),
        (Self::Kin, "kin"),
        (Self::Near, "near"),
        (Self::Place, "place"),
        (Self::Facility, "facility"),
        (Self::Org, "org"),
        (Self::Keep, "keep"),
        (Self::Street, "street"),
        (Self::At, "at"),
        (Self::Inside, "inside"),
        (Self::Filler, "filler"),
        (Self::Verb, "verb"),
        (Self::EnglishVerb, "verb_en"),
        (Self::PersonVerb, "verb_person"),
        (Self::ArabicVerb, "verb_ar"),
        (Self::Motion, "motion"),
        (Self::Dwelling, "dwelling"),
        (Self::Of, "of"),
        (Self::Half, "half"),
        (Self::Ancestor, "ancestor"),
        (Self::Faith, "faith"),
        (Self::Particle, "particle"),
        (Self::StreetLink, "street_link"),
        (Self::Flat, "flat"),
        (Self::Sort, "sort"),
        (Self::AgeUnit, "unit"),
        (Self::Virtue, "virtue"),
        (Self::Copula, "copula"),
        (Self::Giving, "giving"),
        (Self::AgeShort, "unit_short"),
        (Self::AgeTwo, "unit_two"),
        (Self::Spent, "spent"),
        (Self::Decade, "decade"),
        (Self::DecadeOf, "decade_of"),
        (Self::AgeOther, "other"),
        (Self::AgeLeft, "left"),
        (Self::AgeWord, "word"),
        (Self::AgeFiller, "filler_of_age"),
        (Self::AgeAbout, "about"),
        (Self::AgeBearer, "bearer"),
        (Self::AgeStop, "stop"),
        (Self::AgeClose, "close"),
        (Self::SpellBefore, "before"),
        (Self::SpellAfter, "after"),
    ];

    /// Nouns that announce a name: they are everyday words themselves.
    pub const NOUNS: [Self; 6] = [Self::Place, Self::Facility, Self::Org, Self::Street, Self::Kin, Self::Title];

    /// The cue of a section.
    pub fn of(section: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name)| *name == section).map(|(cue, _)| cue)
    }
}

#[cfg(test)]
mod tests {
    use super::Cue;
    use crate::{lists::LISTS, phrases::sections};

    #[test]
    fn each_section_has_a_cue_and_each_cue_has_words() {
        for data in [include_str!("../data/triggers.txt"), include_str!("../data/ages.txt")] {
            assert!(sections(data).all(|(section, _)| Cue::of(section).is_some()));
        }
        assert!(Cue::ALL.into_iter().all(|(cue, _)| LISTS.has_words(cue)));
    }
}
