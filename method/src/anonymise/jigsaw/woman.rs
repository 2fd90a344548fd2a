//! One woman with all her stories: the guard counts women, and one who told twice is not two.

use super::{Attribute, Profile, Shown, together};
use std::collections::{BTreeMap, BTreeSet};

/// All that is recorded of one woman, over all her stories: for each attribute every ladder that one of them has. One who told at
/// two clinics is of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Woman(BTreeMap<Attribute, BTreeSet<Vec<String>>>);

impl Woman {
    /// Adds what is recorded with one more of her stories.
    pub fn also(&mut self, story: &Profile) {
        for (attribute, ladder) in story {
            self.0.entry(*attribute).or_default().insert(ladder.clone());
        }
    }

    /// Whether anything is recorded of her for an attribute.
    pub fn has(&self, attribute: Attribute) -> bool {
        self.0.contains_key(&attribute)
    }

    /// Her values of an attribute on a rung: one for each of her ladders, none for one that is shorter.
    pub(super) fn at(&self, attribute: Attribute, rung: usize) -> impl Iterator<Item = Option<&str>> {
        let ladders = self.0.get(&attribute).into_iter().flatten();
        ladders.map(move |ladder| ladder.get(rung).map(String::as_str))
    }

    /// Whether one of her values of an attribute on a rung is this.
    pub(super) fn is(&self, attribute: Attribute, rung: usize, value: &str) -> bool {
        self.at(attribute, rung).any(|hers| hers == Some(value))
    }
}

impl From<Profile> for Woman {
    fn from(story: Profile) -> Self {
        let mut woman = Self::default();
        woman.also(&story);
        woman
    }
}

/// What texts of one woman show together, each with what is recorded beside its story: of her only what one of them shows, so that
/// a clinic where she told another story does not count as shown.
pub fn joined<'a>(texts: impl IntoIterator<Item = (&'a Profile, &'a Shown)>) -> (Woman, Shown) {
    let (mut woman, mut all) = (Woman::default(), Vec::new());
    for (profile, shown) in texts {
        let mut story = profile.clone();
        story.retain(|attribute, _| shown.contains_key(attribute));
        woman.also(&story);
        all.push(shown);
    }
    (woman, together(all))
}

#[cfg(test)]
mod tests {
    use super::super::crowd;
    use super::*;

    fn story(site: &str, age: &str) -> Profile {
        let ladder = |rungs: [&str; 2]| rungs.map(str::to_owned).to_vec();
        Profile::from([
            (Attribute::Site, ladder([site, "Maroc"])),
            (Attribute::Age, ladder([age, "adulte"])),
        ])
    }

    #[test]
    fn a_woman_with_several_stories_is_one_and_is_of_all_that_they_tell() {
        let (north, south) = (story("Tanger", "20–29"), story("Agadir", "30–39"));
        let mut her = Woman::from(north.clone());
        her.also(&south);
        let others = (0..10).map(|_| Woman::from(story("Tanger", "20–29")));
        let all: Vec<Woman> = others.chain([her]).collect();
        let of = |texts: &[(&Profile, &Shown)]| {
            let (woman, shown) = joined(texts.iter().copied());
            crowd(&woman, &shown, &all, &[])
        };
        let site = Shown::from([(Attribute::Site, 0)]);
        assert_eq!(of(&[(&north, &site)]), 11, "ten others told at Tanger");
        assert_eq!(of(&[(&south, &site)]), 1);
        assert_eq!(of(&[(&north, &site), (&south, &site)]), 1, "nobody else told at both");
        let age = Shown::from([(Attribute::Age, 1)]);
        assert_eq!(of(&[(&north, &age), (&south, &age)]), 11, "each woman counts once");
    }
}
