//! What stands for a person, in both scripts.

use super::NotAPseudonym;
use super::normal::normal_form;
use super::pool::{PSEUDONYMS, is_arabic};
use crate::excerpt::is_markable;
use serde::{Deserialize, Serialize};

/// What stands for a person, in either script or in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pseudonym {
    latin: String,
    arabic: String,
}

impl Pseudonym {
    /// A pseudonym, of which one spelling may be empty; that of a name of the pool is filled in.
    ///
    /// # Errors
    /// [`NotAPseudonym::Blank`] without any letters, [`NotAPseudonym::Unmarkable`] if it could not stand in brackets.
    pub fn new(latin: &str, arabic: &str) -> Result<Self, NotAPseudonym> {
        let [latin, arabic] = [latin.trim(), arabic.trim()];
        let other = |one: &str, place: usize| {
            let normal = normal_form(one);
            let pair = PSEUDONYMS
                .iter()
                .find(|pair| pair.iter().any(|name| normal_form(name) == normal));
            pair.map_or("", |pair| pair[place])
        };
        let (latin, arabic) = match (latin.is_empty(), arabic.is_empty()) {
            (true, true) => return Err(NotAPseudonym::Blank),
            (true, false) => (other(arabic, 0), arabic),
            (false, true) => (latin, other(latin, 1)),
            (false, false) => (latin, arabic),
        };
        if [latin, arabic].iter().any(|one| !is_markable(one)) {
            return Err(NotAPseudonym::Unmarkable);
        }
        if normal_form(latin).is_empty() && normal_form(arabic).is_empty() {
            return Err(NotAPseudonym::Blank);
        }
        let [latin, arabic] = [latin, arabic].map(str::to_owned);
        Ok(Self { latin, arabic })
    }

    /// Its spellings, Latin first; one may be empty.
    pub fn spellings(&self) -> [&str; 2] {
        [&self.latin, &self.arabic]
    }

    /// The spelling that goes with letters of a script; the other one where there is none.
    pub fn among(&self, words: &str) -> &str {
        match (is_arabic(words), self.latin.is_empty(), self.arabic.is_empty()) {
            (true, _, false) | (false, true, _) => &self.arabic,
            _ => &self.latin,
        }
    }

    /// Whether two are the same to a reader: in one script at least.
    pub fn is_same(&self, other: &Self) -> bool {
        let pairs = [(&self.latin, &other.latin), (&self.arabic, &other.arabic)];
        pairs
            .iter()
            .any(|(one, other)| !one.is_empty() && normal_form(one) == normal_form(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_of_the_pool_is_known_in_both_scripts() {
        assert_eq!(Pseudonym::new("Nour", "").unwrap().spellings(), ["Nour", "نور"]);
        assert_eq!(Pseudonym::new("", "هدى").unwrap().among("Samira"), "Houda");
        let own = Pseudonym::new("Tamaris", "").unwrap();
        assert_eq!((own.among("Samira"), own.among("سميرة")), ("Tamaris", "Tamaris"));
        assert_eq!(Pseudonym::new(" ", ""), Err(NotAPseudonym::Blank));
        assert_eq!(Pseudonym::new("[x]", ""), Err(NotAPseudonym::Unmarkable));
    }
}
