//! What arrives of a recording that is a story already. The story is not changed by it: whoever tends the story reads both texts, and
//! puts the late one away.

use super::{Clash, Draft, Dropped, Version};
use std::collections::BTreeMap;
use uuid::Uuid;

impl Draft {
    /// The draft of which a story was made: whatever is written on it now is late.
    #[must_use]
    pub fn as_story(mut self) -> Self {
        self.told.get_or_insert(self.versions.len());
        self
    }

    /// The draft of a story that a tablet says is not to be kept.
    #[must_use]
    pub fn unwanted(mut self, why: Dropped) -> Self {
        self.unwanted = Some(why);
        self
    }

    /// Why a tablet said that the story is not to be kept, until it is put away.
    pub const fn is_unwanted(&self) -> Option<Dropped> {
        self.unwanted
    }

    /// The draft with what came late put away.
    #[must_use]
    pub fn put_away(mut self) -> Self {
        self.put_away = self.versions.len();
        self.unwanted = None;
        self
    }

    /// Where somebody says otherwise than the story, which she did not see: of each writer what she wrote last, until it is put
    /// away. What she left as she found it is not hers.
    pub fn late(&self) -> Vec<Clash> {
        let Some(told) = self.told else { return Vec::new() };
        let story = self.sheet_after(told);
        let mut newest: BTreeMap<Uuid, &Version> = BTreeMap::new();
        for version in self.versions.iter().skip(told.max(self.put_away)) {
            newest.insert(version.writer, version);
        }
        let mut late = Vec::new();
        for version in newest.into_values() {
            let found = self.sheet_after(version.seen.min(told));
            let mut fields: Vec<&str> = Vec::new();
            for (field, _) in version.wrote.answers().chain(story.answers()) {
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
            for field in fields {
                let (stands, other) = (story.all(field), version.wrote.all(field));
                if other != stands && other != found.all(field) {
                    late.push(Clash {
                        field: field.to_owned(),
                        writer: version.writer,
                        stands,
                        other,
                    });
                }
            }
        }
        late
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Sheet, Written};
    use super::*;

    fn written<const N: usize>(writer: u128, number: u32, seen: usize, answers: [(&str, &str); N]) -> Written {
        let answers = answers.map(|(name, answer)| (name.to_owned(), answer.to_owned()));
        Written {
            writer: Uuid::from_u128(writer),
            number,
            seen,
            sheet: Sheet::new(answers.to_vec()),
            finished: true,
        }
    }

    fn said(draft: &Draft) -> Vec<(String, String, String)> {
        let late = draft.late().into_iter();
        late.map(|one| (one.field, one.stands.join(" "), one.other.join(" ")))
            .collect()
    }

    fn story() -> Draft {
        Draft::default()
            .write(written(1, 1, 0, [("title", "a"), ("context", "b"), ("p5", "yes")]))
            .write(written(2, 1, 1, [("title", "A"), ("context", "b"), ("p5", "yes")]))
            .as_story()
    }

    #[test]
    fn a_late_text_stands_beside_the_story_until_it_is_put_away() {
        let late = story().write(written(3, 1, 1, [("title", "Z"), ("context", "b"), ("p5", "yes")]));
        let beside = |other: &str| vec![("title".to_owned(), "A".to_owned(), other.to_owned())];
        assert_eq!(said(&late), beside("Z"));
        let later = late.write(written(3, 2, 1, [("title", "ZZ"), ("context", "b"), ("p5", "yes")]));
        assert_eq!(said(&later), beside("ZZ"));
        let away = later.put_away();
        assert_eq!(away.late(), []);
        let again = away
            .clone()
            .write(written(3, 2, 1, [("title", "ZZ"), ("context", "b"), ("p5", "yes")]));
        assert_eq!(again, away, "what arrives twice does not come back");
    }

    #[test]
    fn a_late_text_that_says_the_same_is_nothing_to_read() {
        assert_eq!(story().late(), []);
        let same = story().write(written(3, 1, 0, [("title", "A"), ("context", "b"), ("p5", "yes")]));
        assert_eq!(same.late(), []);
        let untouched = story().write(written(3, 1, 1, [("title", "a"), ("context", "b"), ("p5", "yes")]));
        assert_eq!(
            untouched.late(),
            [],
            "the title of the draft that she was given is not her own"
        );
    }

    #[test]
    fn that_a_story_is_not_to_be_kept_is_said_until_it_is_put_away() {
        let unwanted = story().unwanted(Dropped::Refused);
        assert_eq!(unwanted.is_unwanted(), Some(Dropped::Refused));
        assert_eq!(unwanted.put_away().is_unwanted(), None);
    }

    #[test]
    fn an_answer_that_she_took_back_is_one_that_she_gave() {
        let late = story().write(written(3, 1, 1, [("title", "a"), ("context", "b")]));
        assert_eq!(said(&late), [("p5".to_owned(), "yes".to_owned(), String::new())]);
    }

    #[test]
    fn of_a_story_whose_sheet_is_not_known_everything_late_is_to_be_read() {
        let late = Draft::default().as_story().write(written(3, 1, 2, [("title", "Z")]));
        assert_eq!(said(&late), [("title".to_owned(), String::new(), "Z".to_owned())]);
        let more = late.write(written(4, 1, 2, [("title", "Z")]));
        assert_eq!(said(&more).len(), 2);
    }
}
