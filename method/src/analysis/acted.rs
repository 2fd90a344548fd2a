//! Who acts on whom in a story (step 9 of the guide, p.38–44): two actors on the same words, each of whom does something else there.
//! What an actor does is the code of [`Branch::Parts`] whose words come closest to her own.

use super::actors::of_branch;
use crate::coding::{Branch, Codebook, Passage};
use crate::id::CodeId;
use std::collections::BTreeSet;

/// An actor and what she does.
pub type Doing = (CodeId, CodeId);

/// An actor who does something, and another one who does something else on the same words: the first by the order in which the
/// codebook lists what actors do (who harms before who receives).
pub type Acted = (Doing, Doing);

/// An actor who does something, by the numbers of the two codings that say so.
struct Done {
    what: Doing,
    by: [usize; 2],
}

/// Who acts on whom in one story, said once each, from the codes of its passages.
pub fn acted(book: &Codebook, given: &[(Passage, CodeId)]) -> BTreeSet<Acted> {
    all(book, given).into_iter().map(|(acted, _)| acted).collect()
}

/// The numbers of the codings that say of two actors that one acts on the other so.
pub fn behind(book: &Codebook, given: &[(Passage, CodeId)], wanted: Acted) -> BTreeSet<usize> {
    let found = all(book, given).into_iter().filter(|(acted, _)| *acted == wanted);
    found.flat_map(|(_, codings)| codings).collect()
}

fn all(book: &Codebook, given: &[(Passage, CodeId)]) -> Vec<(Acted, [usize; 4])> {
    let done = done(book, given);
    let outline: Vec<CodeId> = book.outline().iter().map(|(_, code)| code.id).collect();
    let place = |code: CodeId| outline.iter().position(|other| *other == code);
    let shares = |one: &Done, other: &Done| {
        let words = |done: &Done| done.by.map(|at| given[at].0);
        words(one)
            .iter()
            .any(|own| words(other).iter().any(|theirs| own.overlaps(theirs)))
    };
    let mut found = Vec::new();
    for one in &done {
        for other in &done {
            let ((actor, part), (second, second_part)) = (one.what, other.what);
            let in_order = place(part) < place(second_part);
            // Where each could as well do what the other does, nobody is said to act on the other.
            let either = |what: Doing, with: &Done| done.iter().any(|done| done.what == what && shares(done, with));
            let is_open = either((actor, second_part), other) && either((second, part), one);
            if actor != second && in_order && shares(one, other) && !is_open {
                let codings = [one.by[0], one.by[1], other.by[0], other.by[1]];
                found.push((((actor, part), (second, second_part)), codings));
            }
        }
    }
    found
}

/// What each actor does: of all that is done on her words, what comes closest to them.
fn done(book: &Codebook, given: &[(Passage, CodeId)]) -> Vec<Done> {
    let parts = of_branch(book, given, Branch::Parts);
    let mut all = Vec::new();
    for (by, words, actor) in of_branch(book, given, Branch::Actors) {
        let near: Vec<_> = parts.iter().filter(|(_, other, _)| other.overlaps(&words)).collect();
        let closest = near.iter().map(|(_, other, _)| distance(other, &words)).min();
        let does = near
            .into_iter()
            .filter(|(_, other, _)| Some(distance(other, &words)) == closest);
        all.extend(does.map(|(at, _, part)| Done {
            what: (actor, *part),
            by: [by, *at],
        }));
    }
    all
}

/// By how many letters two passages of the same text differ.
fn distance(one: &Passage, other: &Passage) -> usize {
    one.start().abs_diff(other.start()) + one.end().abs_diff(other.end())
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

    /// Words of the text under a code.
    fn given(book: &Codebook, all: &[(&str, &str)]) -> Vec<(Passage, CodeId)> {
        let passage = |words: &str| {
            let at = TEXT.find(words).unwrap();
            let start = TEXT[..at].chars().count();
            let end = start + words.chars().count();
            Passage::new(LayerId::new(Uuid::nil()), TextPart::Description, TEXT, start, end).unwrap()
        };
        all.iter()
            .map(|(words, english)| (passage(words), code(book, english)))
            .collect()
    }

    #[test]
    fn who_harms_acts_on_who_receives_on_the_same_words() {
        let book = book();
        let given = given(
            &book,
            &[
                ("un agent m’a frappée", "Police and gendarmerie"),
                ("un agent m’a frappée", "Harms"),
                ("m’a", "The person herself"),
                ("m’a", "Receives"),
                ("une voisine", "Neighbours"),
                ("une voisine", "Helps"),
            ],
        );
        let (police, herself) = (code(&book, "Police and gendarmerie"), code(&book, "The person herself"));
        let expected = ((police, code(&book, "Harms")), (herself, code(&book, "Receives")));
        assert_eq!(acted(&book, &given), [expected].into(), "the neighbour stands on other words");
        assert_eq!(behind(&book, &given, expected), [0, 1, 2, 3].into());
        let other_way = ((herself, code(&book, "Harms")), (police, code(&book, "Receives")));
        assert!(behind(&book, &given, other_way).is_empty());
    }

    #[test]
    fn where_each_could_do_either_nobody_acts_on_the_other() {
        let book = book();
        let words = "un agent m’a frappée";
        let all = ["Police and gendarmerie", "Harms", "The person herself", "Receives"].map(|code| (words, code));
        assert!(acted(&book, &given(&book, &all)).is_empty());
        assert!(acted(&book, &given(&book, &all[..3])).is_empty(), "nobody is said to receive");
        assert!(acted(&book, &[]).is_empty() && acted(&Codebook::default(), &given(&book, &all)).is_empty());
    }

    #[test]
    fn two_actors_who_do_the_same_act_on_the_third() {
        let book = book();
        let given = given(
            &book,
            &[
                ("un agent", "Police and gendarmerie"),
                ("agent", "Client"),
                ("un agent m’a frappée", "Harms"),
                ("m’a frappée", "The person herself"),
                ("m’a frappée", "Receives"),
            ],
        );
        let who: BTreeSet<CodeId> = acted(&book, &given).into_iter().map(|((actor, _), _)| actor).collect();
        assert_eq!(who, ["Police and gendarmerie", "Client"].map(|name| code(&book, name)).into());
    }
}
