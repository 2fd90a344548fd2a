//! How long a panel lasts, part by part: what a chair writes on the wall before she begins. The minutes are a beginner's: a story is
//! read aloud in about three minutes and talked over in about five, and nobody listens well for longer than an hour and a half.

use super::Method;

/// A part of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Why we are here, what stays here, how we choose.
    Welcome,
    /// Marks that each gives for herself before anybody talks.
    MarkingFirst,
    /// Each story read aloud and talked over.
    Hearing,
    /// Tea, and a word apart for whoever needs one.
    Pause,
    /// Marks after the talk.
    Marking,
    /// One vote and its count.
    Voting,
    /// Counting aloud who votes, a vote that nobody can link to a person, and its release.
    SecretVoting,
    /// Votes in rounds, with an exchange of reasons between them.
    Rounds,
    /// Talk until all agree.
    Agreeing,
    /// Why this story, in full sentences, and what others think.
    Reasons,
    /// What becomes of it, who brings the word back, thanks.
    Farewell,
}

/// A part and its minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is done.
    pub part: Part,
    /// For how long.
    pub minutes: usize,
}

/// Minutes of reading a story aloud and of talking about it.
const HEARING: usize = 8;
/// Minutes of marking a story.
const MARKING: usize = 2;
/// Minutes of a vote, and of an exchange of reasons before the next.
const VOTE: usize = 5;
const EXCHANGE: usize = 10;
/// Minutes of choosing between paper, a tablet and telephones, and of counting aloud who votes.
const COUNTING_ALOUD: usize = 10;
/// Minutes after which people need a pause, and of a pause.
const ATTENTION: usize = 90;
const PAUSE: usize = 15;

/// The parts of a meeting over so many stories, in order; of a vote that is secret, too. Where hearing them takes longer than people can listen, pauses stand
/// beside it: one for each full hour and a half.
///
/// ```
/// use method::panel::{Method, agenda};
/// let minutes: usize = agenda(&Method::Majority, false, 5).iter().map(|item| item.minutes).sum();
/// assert_eq!(minutes, 10 + 5 * 8 + 5 + 15 + 10);
/// ```
pub fn agenda(method: &Method, is_secret: bool, stories: usize) -> Vec<Item> {
    let hearing = HEARING * stories;
    let marking = MARKING * stories;
    let item = |part, minutes| Item { part, minutes };
    let mut parts = vec![item(Part::Welcome, 10)];
    if matches!(method, Method::PreScoring(_)) {
        parts.push(item(Part::MarkingFirst, 3 * stories + marking));
    }
    parts.push(item(Part::Hearing, hearing));
    if hearing > ATTENTION {
        parts.push(item(Part::Pause, PAUSE * (hearing / ATTENTION)));
    }
    parts.push(match method {
        _ if is_secret => item(Part::SecretVoting, COUNTING_ALOUD + VOTE),
        Method::Majority | Method::PreScoring(_) => item(Part::Voting, VOTE),
        Method::Iterative { most_rounds } => {
            let rounds = usize::from(*most_rounds);
            item(Part::Rounds, rounds * VOTE + rounds.saturating_sub(1) * EXCHANGE)
        }
        Method::Scoring(_) => item(Part::Marking, marking + VOTE),
        Method::Negotiation => item(Part::Agreeing, 2 * EXCHANGE + VOTE),
    });
    parts.extend([item(Part::Reasons, 15), item(Part::Farewell, 10)]);
    parts
}

#[cfg(test)]
mod tests {
    use super::{Item, Part, agenda};
    use crate::panel::{Method, Scale};

    fn minutes(stories: usize, part: Part) -> Option<usize> {
        agenda(&Method::Majority, false, stories)
            .into_iter()
            .find(|item| item.part == part)
            .map(|item| item.minutes)
    }

    #[test]
    fn long_hearings_have_pauses_and_short_ones_none() {
        assert_eq!(minutes(11, Part::Pause), None);
        assert_eq!(minutes(12, Part::Pause), Some(15));
        assert_eq!(minutes(24, Part::Pause), Some(30));
    }

    #[test]
    fn each_method_has_its_own_way_to_decide() {
        let scale = || Scale::new(5, Vec::new()).expect("a scale");
        let deciding = [
            Part::MarkingFirst,
            Part::Marking,
            Part::Voting,
            Part::SecretVoting,
            Part::Rounds,
            Part::Agreeing,
        ];
        let by = |method: Method, is_secret| -> Vec<Item> {
            let items = agenda(&method, is_secret, 4).into_iter();
            items.filter(|item| deciding.contains(&item.part)).collect()
        };
        let of = |method| by(method, false);
        let item = |part, minutes| Item { part, minutes };
        assert_eq!(of(Method::Majority), [item(Part::Voting, 5)]);
        assert_eq!(by(Method::Majority, true), [item(Part::SecretVoting, 15)]);
        assert_eq!(of(Method::Iterative { most_rounds: 3 }), [item(Part::Rounds, 35)]);
        assert_eq!(of(Method::Scoring(scale())), [item(Part::Marking, 13)]);
        assert_eq!(
            of(Method::PreScoring(scale())),
            [item(Part::MarkingFirst, 20), item(Part::Voting, 5)]
        );
        assert_eq!(of(Method::Negotiation), [item(Part::Agreeing, 25)]);
    }

    #[test]
    fn every_meeting_begins_with_a_welcome_and_ends_with_reasons_and_thanks() {
        for stories in 1..60 {
            let parts: Vec<_> = agenda(&Method::Negotiation, false, stories)
                .iter()
                .map(|item| item.part)
                .collect();
            assert_eq!(parts.first(), Some(&Part::Welcome));
            assert!(parts.ends_with(&[Part::Reasons, Part::Farewell]), "{stories}");
        }
    }
}
