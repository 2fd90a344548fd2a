//! How long sound is kept: until a set number of days after its transcript was approved and its story was read back to its teller
//! and approved; longer only as long as she agrees that her voice is kept (P8). That of a draft, until as many days after something
//! was added to it last.

use crate::consent::{Allowed, Consent, Purpose};
use crate::id::TakeId;
use crate::story::{Layer, LayerKind, ReadBack};
use chrono::{DateTime, Days, NaiveDate, Utc};
use std::collections::BTreeSet;

/// The days after which sound is destroyed, where a programme has set none.
pub const DAYS_KEPT: u16 = 30;
/// The most days that a programme may set: a year.
pub const MOST_DAYS_KEPT: u16 = 366;

/// What becomes of a story's sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It waits for an approved transcript of everything that has arrived.
    ForTranscript,
    /// It waits for its teller's approval of the story.
    ForReadBack,
    /// It is kept through this day.
    Until(NaiveDate),
    /// It is to be destroyed: the last day is over.
    Over,
}

/// What becomes of these takes of a story, `days` after transcript and reading back.
pub fn keeping(
    takes: &[TakeId],
    layers: &[Layer],
    read_backs: &[ReadBack],
    consent: &Consent,
    days: u16,
    now: DateTime<Utc>,
) -> Keeping {
    let Some(transcribed) = transcribed_at(takes, layers) else {
        return Keeping::ForTranscript;
    };
    let Some(approved) = read_backs.iter().find(|one| one.approved) else {
        return Keeping::ForReadBack;
    };
    let from = transcribed.max(approved.at).date_naive();
    let last = from.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
    let last = match consent.allows(Purpose::AudioKept, now) {
        Allowed::Yes { until } => last.max(until),
        Allowed::NotGranted
        | Allowed::Expired { .. }
        | Allowed::Withdrawn
        | Allowed::OtherReaders
        | Allowed::Held { .. } => last,
    };
    if now.date_naive() > last {
        Keeping::Over
    } else {
        Keeping::Until(last)
    }
}

/// What becomes of the sound of a draft, `days` after something was added to it last.
pub fn keeping_of_draft(touched: NaiveDate, days: u16, today: NaiveDate) -> Keeping {
    let last = touched.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
    if today > last { Keeping::Over } else { Keeping::Until(last) }
}

/// When the last of these takes was transcribed, all together in one layer or each in its own.
fn transcribed_at(takes: &[TakeId], layers: &[Layer]) -> Option<DateTime<Utc>> {
    let mut left: BTreeSet<TakeId> = takes.iter().copied().collect();
    for layer in layers {
        if let LayerKind::Transcript { takes, .. } = &layer.kind {
            left.retain(|take| !takes.contains(take));
            if left.is_empty() {
                return Some(layer.at);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{Answer, Decision, Manner, Talk};
    use crate::id::{AccountId, LayerId};
    use crate::language::Language;
    use crate::story::Telling;
    use chrono::TimeZone;
    use uuid::Uuid;

    fn day(n: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 5, n, 12, 0, 0).single().expect("a day of May")
    }

    fn take(n: u128) -> TakeId {
        TakeId::new(Uuid::from_u128(n))
    }

    fn transcript(at: u32, takes: &[u128]) -> Layer {
        let approved_by = AccountId::new(Uuid::nil());
        let takes = takes.iter().copied().map(take).collect();
        let words = String::new;
        Layer {
            id: LayerId::new(Uuid::nil()),
            kind: LayerKind::Transcript { takes, approved_by },
            language: Language::Darija,
            author: approved_by,
            at: day(at),
            reason: String::new(),
            telling: Telling {
                title: words(),
                context: words(),
                description: words(),
                significance: words(),
            },
        }
    }

    fn read_back(at: u32, approved: bool) -> ReadBack {
        ReadBack {
            by: AccountId::new(Uuid::nil()),
            at: day(at),
            corrections: 0,
            approved,
        }
    }

    fn kept(layers: &[Layer], read_backs: &[ReadBack], consent: &Consent, now: u32) -> Keeping {
        keeping(&[take(1), take(2)], layers, read_backs, consent, 5, day(now))
    }

    fn until(n: u32) -> Keeping {
        Keeping::Until(day(n).date_naive())
    }

    #[test]
    fn the_days_begin_with_the_later_of_transcript_and_reading_back() {
        let none = Consent::default();
        assert_eq!(kept(&[], &[read_back(1, true)], &none, 31), Keeping::ForTranscript);
        let both = [transcript(3, &[1, 2])];
        assert_eq!(kept(&both, &[read_back(1, false)], &none, 31), Keeping::ForReadBack);
        assert_eq!(kept(&both, &[read_back(1, true)], &none, 4), until(8));
        assert_eq!(kept(&both, &[read_back(1, false), read_back(6, true)], &none, 7), until(11));
        assert_eq!(kept(&both, &[read_back(6, true)], &none, 11), until(11));
        assert_eq!(kept(&both, &[read_back(6, true)], &none, 12), Keeping::Over);
    }

    #[test]
    fn a_take_that_came_after_the_transcript_waits_for_its_own() {
        let none = Consent::default();
        let first = transcript(1, &[1]);
        assert_eq!(
            kept(std::slice::from_ref(&first), &[read_back(1, true)], &none, 31),
            Keeping::ForTranscript
        );
        assert_eq!(
            kept(&[first, transcript(9, &[2])], &[read_back(1, true)], &none, 10),
            until(14)
        );
    }

    #[test]
    fn the_days_of_a_draft_begin_when_something_was_added_last() {
        let kept = |now: u32| keeping_of_draft(day(3).date_naive(), 5, day(now).date_naive());
        assert_eq!((kept(3), kept(8), kept(9)), (until(8), until(8), Keeping::Over));
    }

    #[test]
    fn her_voice_is_kept_as_long_as_she_agrees() {
        let decision = |answer| Decision {
            purpose: Purpose::AudioKept,
            answer,
            manner: Manner::Spoken,
            at: day(1),
            by: None,
            talk: Talk::default(),
            classes: None,
        };
        let yes = decision(Answer::Yes {
            until: day(20).date_naive(),
        });
        let (layers, read) = ([transcript(1, &[1, 2])], [read_back(1, true)]);
        let agreed = Consent::new(vec![yes.clone()]);
        assert_eq!(kept(&layers, &read, &agreed, 10), until(20));
        assert_eq!(kept(&layers, &read, &agreed, 21), Keeping::Over);
        let taken_back = Consent::new(vec![yes, decision(Answer::Withdrawn)]);
        assert_eq!(kept(&layers, &read, &taken_back, 10), Keeping::Over);
    }
}
