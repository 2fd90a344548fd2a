//! Who appears in a story and what each one does there (step 9 of the guide, p.38–44: who acts, who receives, who is missing).
//! An actor is a code of the branch [`Branch::Actors`]; what she does is a code of [`Branch::Parts`] on the same words.

use crate::coding::{Branch, Codebook, Passage};
use crate::id::CodeId;
use std::collections::BTreeSet;

/// An actor, and what she does; none for that she appears.
pub type Played = (CodeId, Option<CodeId>);

/// Who appears in one story, and what each does, said once each, from the codes of its passages. What stands deeper in the
/// branches counts for the code right below their topmost one.
pub fn played(book: &Codebook, given: &[(Passage, CodeId)]) -> BTreeSet<Played> {
    let (actors, parts) = (of_branch(book, given, Branch::Actors), of_branch(book, given, Branch::Parts));
    let mut played = BTreeSet::new();
    for (_, passage, actor) in actors {
        played.insert((actor, None));
        let same = parts.iter().filter(|(_, other, _)| passage.overlaps(other));
        played.extend(same.map(|(_, _, part)| (actor, Some(*part))));
    }
    played
}

/// The codes of a branch with their passages, by the number of the coding; each as the code right below the topmost one.
pub(super) fn of_branch(book: &Codebook, given: &[(Passage, CodeId)], branch: Branch) -> Vec<(usize, Passage, CodeId)> {
    let Some(root) = book.branch(branch) else {
        return Vec::new();
    };
    let below = |(at, (passage, code)): (usize, &(Passage, CodeId))| match book.path(*code)[..] {
        [top, next, ..] if top.id == root.id => Some((at, *passage, next.id)),
        _ => None,
    };
    given.iter().enumerate().filter_map(below).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::template::Template;
    use crate::id::LayerId;
    use crate::story::TextPart;
    use uuid::Uuid;

    const TEXT: &str = "un agent m’a frappée, une voisine m’a cachée";

    fn book() -> Codebook {
        let mut next = 0;
        let codes = Template::Actors.codes(&[], || {
            next += 1;
            CodeId::new(Uuid::from_u128(next))
        });
        Codebook::try_from(codes).unwrap()
    }

    fn code(book: &Codebook, english: &str) -> CodeId {
        book.codes().iter().find(|code| code.words.labels.en == english).unwrap().id
    }

    fn passage(start: usize, end: usize) -> Passage {
        Passage::new(LayerId::new(Uuid::nil()), TextPart::Description, TEXT, start, end).unwrap()
    }

    #[test]
    fn what_stands_on_the_same_words_is_what_the_actor_does() {
        let book = book();
        let (police, neighbours) = (code(&book, "Police and gendarmerie"), code(&book, "Neighbours"));
        let (harms, helps) = (code(&book, "Harms"), code(&book, "Helps"));
        let given = [
            (passage(0, 20), police),
            (passage(9, 20), harms),
            (passage(22, 44), neighbours),
            (passage(22, 44), helps),
            (passage(22, 44), neighbours),
        ];
        let expected = [
            (police, None),
            (police, Some(harms)),
            (neighbours, None),
            (neighbours, Some(helps)),
        ];
        assert_eq!(played(&book, &given), expected.into());
    }

    #[test]
    fn words_side_by_side_are_not_the_same_words() {
        let book = book();
        let (police, harms) = (code(&book, "Police and gendarmerie"), code(&book, "Harms"));
        let given = [(passage(0, 20), police), (passage(20, 44), harms)];
        assert_eq!(played(&book, &given), [(police, None)].into());
    }

    #[test]
    fn a_codebook_without_the_branches_has_no_actors() {
        let mut book = book();
        let police = code(&book, "Police and gendarmerie");
        let given = [(passage(0, 20), police)];
        assert_eq!(played(&Codebook::default(), &given), BTreeSet::new());
        let root = book.branch(Branch::Actors).unwrap().id;
        assert_eq!(
            played(&book, &[(passage(0, 20), root)]),
            BTreeSet::new(),
            "the branch itself is nobody"
        );
        book.place(police, None).unwrap();
        assert_eq!(played(&book, &given), BTreeSet::new());
    }
}
