//! To whom a yes to advocacy goes (P5): she names classes of readers, and each brief asks for its own.

use super::{Allowed, Answer, Consent, Lack, Purpose, Said};
use crate::brief::Addressee;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// What her words are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A use, whoever the readers are.
    Use(Purpose),
    /// A class of readers.
    Readers(Addressee),
}

impl Destination {
    /// The purpose that covers it.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Use(purpose) => purpose,
            Self::Readers(class) => class.purpose(),
        }
    }
}

impl From<Purpose> for Destination {
    fn from(purpose: Purpose) -> Self {
        Self::Use(purpose)
    }
}

impl From<Addressee> for Destination {
    fn from(class: Addressee) -> Self {
        Self::Readers(class)
    }
}

/// That a yes to advocacy names nobody, where advocacy was agreed to and the classes were asked.
pub fn lacks_classes(agreed: &[Purpose], classes: Option<&BTreeSet<Addressee>>) -> Option<Lack> {
    let names_nobody = classes.is_some_and(BTreeSet::is_empty);
    (names_nobody && agreed.contains(&Purpose::AdvocacyBrief)).then_some(Lack::Classes)
}

impl Said {
    /// What it lacks before it may be recorded. A yes alone can lack anything.
    pub fn lacks(&self) -> Vec<Lack> {
        if !matches!(self.answer, Answer::Yes { .. }) {
            return Vec::new();
        }
        let mut lacks = self.talk.lacks(self.manner, &[self.purpose]);
        lacks.extend(lacks_classes(&[self.purpose], self.classes.as_ref()));
        lacks
    }
}

impl Consent {
    /// Whether her words may go to a class of readers at `now`: for the purpose that covers it, and, where she named classes, to
    /// this one.
    pub fn allows_to(&self, class: Addressee, now: DateTime<Utc>) -> Allowed {
        let allowed = self.allows(class.purpose(), now);
        let named = self.last(class.purpose()).and_then(|last| last.classes.as_ref());
        if allowed.is_yes() && named.is_some_and(|named| !named.contains(&class)) {
            Allowed::OtherReaders
        } else {
            allowed
        }
    }

    /// Whether her words may be used for this at `now`.
    pub fn lets(&self, to: Destination, now: DateTime<Utc>) -> Allowed {
        match to {
            Destination::Use(purpose) => self.allows(purpose, now),
            Destination::Readers(class) => self.allows_to(class, now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{Decision, Manner, Talk};
    use chrono::{NaiveDate, TimeZone};

    fn day(n: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 1, n, 12, 0, 0).single().expect("a day of January")
    }

    fn until(n: u32) -> NaiveDate {
        day(n).date_naive()
    }

    fn said(purpose: Purpose, answer: Answer, classes: Option<&[Addressee]>) -> Said {
        Said {
            purpose,
            answer,
            manner: Manner::Mark,
            talk: Talk::with_adult("K2"),
            classes: classes.map(|classes| classes.iter().copied().collect()),
        }
    }

    /// A yes to advocacy that names these, as it was recorded.
    fn yes(classes: Option<&[Addressee]>) -> Decision {
        let answer = Answer::Yes { until: until(20) };
        said(Purpose::AdvocacyBrief, answer, classes).recorded(day(1), None)
    }

    #[test]
    fn a_yes_to_advocacy_goes_to_the_classes_that_she_named_and_one_from_before_to_all() {
        let donor = said(Purpose::DonorReport, Answer::Yes { until: until(20) }, None).recorded(day(1), None);
        let reaches = |one: Decision| {
            let consent = Consent::new(vec![one, donor.clone()]);
            let reached = Addressee::ALL.into_iter();
            let reached = reached.filter(|class| consent.lets((*class).into(), day(2)).is_yes());
            let is_allowed = consent.lets(Purpose::AdvocacyBrief.into(), day(2)).is_yes();
            (is_allowed, reached.collect::<Vec<_>>())
        };
        let all: Vec<Addressee> = Addressee::of_advocacy().chain([Addressee::Donor]).collect();
        assert_eq!(reaches(yes(None)), (true, all.clone()));
        let parliament = reaches(yes(Some(&[Addressee::Parliament])));
        assert_eq!(parliament, (true, vec![Addressee::Parliament, Addressee::Donor]));
        assert_eq!(reaches(yes(Some(&[]))), (false, vec![Addressee::Donor]));
        let old = r#"{"purpose":"advocacy_brief","answer":{"yes":{"until":"2026-01-20"}},"manner":"mark","at":"2026-01-01T12:00:00Z"}"#;
        assert_eq!(reaches(serde_json::from_str(old).expect("an old decision")), (true, all));
    }

    #[test]
    fn her_last_word_names_the_readers_and_time_ends_it_for_all() {
        let narrow = Consent::new(vec![yes(None), yes(Some(&[Addressee::Partner]))]);
        assert!(narrow.allows_to(Addressee::Partner, day(20)).is_yes());
        assert_eq!(narrow.allows_to(Addressee::Ministry, day(20)), Allowed::OtherReaders);
        let over = Allowed::Expired { on: until(20) };
        for class in [Addressee::Partner, Addressee::Ministry] {
            assert_eq!(narrow.allows_to(class, day(21)), over);
        }
    }

    #[test]
    fn a_yes_to_advocacy_names_a_class_where_it_was_asked() {
        let (advocacy, yes) = (Purpose::AdvocacyBrief, Answer::Yes { until: until(9) });
        let nobody: Option<&[Addressee]> = Some(&[]);
        let one: Option<&[Addressee]> = Some(&[Addressee::Partner]);
        assert_eq!(said(advocacy, yes, nobody).lacks(), [Lack::Classes]);
        for lacks_nothing in [
            said(advocacy, Answer::Withdrawn, nobody),
            said(advocacy, Answer::Later, nobody),
            said(advocacy, yes, None),
            said(advocacy, yes, one),
            said(Purpose::Public, yes, nobody),
        ] {
            assert_eq!(lacks_nothing.lacks(), []);
        }
    }

    #[test]
    fn classes_are_recorded_with_a_yes_to_advocacy_alone() {
        let yes = Answer::Yes { until: until(9) };
        let kept = |purpose, answer| {
            let decision = said(purpose, answer, Some(&[Addressee::Partner])).recorded(day(1), None);
            decision.classes.is_some()
        };
        assert!(kept(Purpose::AdvocacyBrief, yes));
        assert!(!kept(Purpose::Public, yes) && !kept(Purpose::AdvocacyBrief, Answer::Later));
    }
}
