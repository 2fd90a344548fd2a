//! What colleagues say of a brief before it goes out: comments, and a coordinator's yes to exactly what stands there. Words that
//! leave the house pass two people, as an excerpt does: whoever wrote a version of the brief does not let it go.

use super::Addressee;
use crate::id::AccountId;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most letters of a comment, and of the reason for taking a sign-off back.
pub const REMARK_LETTERS: usize = 2_000;

/// What somebody said of a version of a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Remark {
    /// A comment.
    Comment {
        /// Its words.
        words: String,
    },
    /// It may go out as it is.
    SignedOff {
        /// The SHA-256 of the page that was read, as hexadecimal digits.
        print: String,
        /// To which classes of readers, in the order of [`Addressee::ALL`].
        to: Vec<Addressee>,
        /// Why it may although the guard warns; empty where it does not. Rows from before a coordinator was asked have none.
        #[serde(default)]
        despite: String,
    },
    /// Every sign-off before this is taken back.
    TakenBack {
        /// Why.
        words: String,
    },
}

/// Why a remark is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotRemarked {
    /// Whoever wrote a version of a brief does not sign it off.
    #[error("a brief is signed off by another person than its writers")]
    WroteIt,
    /// A sign-off names at least one class of readers.
    #[error("a sign-off names its readers")]
    NoReader,
    /// Nothing was said.
    #[error("a remark has words")]
    NoWords,
    /// More than [`REMARK_LETTERS`].
    #[error("a remark has at most {REMARK_LETTERS} letters")]
    TooLong,
}

impl Remark {
    /// A comment.
    ///
    /// # Errors
    /// [`NotRemarked::NoWords`], [`NotRemarked::TooLong`].
    pub fn comment(words: &str) -> Result<Self, NotRemarked> {
        said(words).map(|words| Self::Comment { words })
    }

    /// Another person than the writers finds that it may go to these classes of readers, `despite` what the guard says.
    ///
    /// # Errors
    /// [`NotRemarked::WroteIt`], [`NotRemarked::NoReader`], [`NotRemarked::TooLong`].
    pub fn sign_off(
        by: AccountId,
        writers: &[AccountId],
        print: String,
        to: &[Addressee],
        despite: &str,
    ) -> Result<Self, NotRemarked> {
        if writers.contains(&by) {
            return Err(NotRemarked::WroteIt);
        }
        let to: Vec<Addressee> = Addressee::ALL.into_iter().filter(|class| to.contains(class)).collect();
        if to.is_empty() {
            return Err(NotRemarked::NoReader);
        }
        let despite = despite.trim().to_owned();
        if despite.chars().count() > REMARK_LETTERS {
            return Err(NotRemarked::TooLong);
        }
        Ok(Self::SignedOff { print, to, despite })
    }

    /// Takes back what was signed off, for a reason; doubt is never refused otherwise.
    ///
    /// # Errors
    /// [`NotRemarked::NoWords`], [`NotRemarked::TooLong`].
    pub fn take_back(words: &str) -> Result<Self, NotRemarked> {
        said(words).map(|words| Self::TakenBack { words })
    }
}

/// To whom a brief may go as it stands: the classes for which this version was signed off with this very print, and not taken
/// back since. Remarks stand in the order in which they were made, each with the version that it is about. Where no print is
/// asked, every one of the version counts.
pub fn signed_off<'a>(
    remarks: impl IntoIterator<Item = (i32, &'a Remark)>,
    version: i32,
    print: Option<&str>,
) -> Vec<Addressee> {
    let mut signed = Vec::new();
    for (about, remark) in remarks {
        match remark {
            Remark::TakenBack { .. } => signed.clear(),
            Remark::SignedOff { print: read, to, .. } if about == version && print.is_none_or(|print| print == read) => {
                signed.extend(to.iter().copied());
            }
            Remark::SignedOff { .. } | Remark::Comment { .. } => {}
        }
    }
    Addressee::ALL.into_iter().filter(|class| signed.contains(class)).collect()
}

fn said(words: &str) -> Result<String, NotRemarked> {
    let words = words.trim();
    if words.is_empty() {
        return Err(NotRemarked::NoWords);
    }
    if words.chars().count() > REMARK_LETTERS {
        return Err(NotRemarked::TooLong);
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn account(n: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(n))
    }

    fn yes(print: &str, to: &[Addressee]) -> Remark {
        Remark::sign_off(account(9), &[account(1)], print.into(), to, "").unwrap()
    }

    #[test]
    fn no_writer_of_any_version_signs_it_off() {
        let writers = [account(1), account(2)];
        for writer in writers {
            let refused = Remark::sign_off(writer, &writers, "aa".into(), &[Addressee::Press], "");
            assert_eq!(refused, Err(NotRemarked::WroteIt));
        }
        let nobody = Remark::sign_off(account(3), &writers, "aa".into(), &[], "");
        assert_eq!(nobody, Err(NotRemarked::NoReader));
    }

    #[test]
    fn a_remark_has_words_within_bounds() {
        assert_eq!(Remark::comment(" \n"), Err(NotRemarked::NoWords));
        assert_eq!(Remark::take_back(""), Err(NotRemarked::NoWords));
        assert_eq!(Remark::comment(&"م".repeat(REMARK_LETTERS + 1)), Err(NotRemarked::TooLong));
        assert!(Remark::comment(&"م".repeat(REMARK_LETTERS)).is_ok());
    }

    #[test]
    fn a_sign_off_from_before_a_reason_was_asked_opens_without_one() {
        let stored = r#"{"what": "signed_off", "print": "aa", "to": ["press"]}"#;
        assert_eq!(
            serde_json::from_str::<Remark>(stored).unwrap(),
            yes("aa", &[Addressee::Press])
        );
    }

    #[test]
    fn a_yes_is_to_one_version_one_print_and_the_readers_that_it_names() {
        let said = [(2, yes("aa", &[Addressee::Press, Addressee::Ministry, Addressee::Press]))];
        let for_it = |version, print| signed_off(said.iter().map(|(about, one)| (*about, one)), version, print);
        assert_eq!(for_it(2, Some("aa")), [Addressee::Ministry, Addressee::Press]);
        assert_eq!(for_it(3, Some("aa")), [], "an edit makes it needed again");
        assert_eq!(for_it(2, Some("bb")), [], "so does a figure or an excerpt that changed");
        assert_eq!(for_it(2, None), [Addressee::Ministry, Addressee::Press]);
    }

    #[test]
    fn what_was_taken_back_counts_no_more_until_it_is_said_again() {
        let doubt = Remark::take_back("La ville se devine.").unwrap();
        let mut said = vec![yes("aa", &[Addressee::Donor]), doubt];
        let for_it = |said: &[Remark]| signed_off(said.iter().map(|one| (1, one)), 1, Some("aa"));
        assert_eq!(for_it(&said), []);
        said.push(yes("aa", &[Addressee::Partner]));
        assert_eq!(for_it(&said), [Addressee::Partner]);
    }

    proptest! {
        #[test]
        fn nobody_reads_what_was_not_signed_off_since_the_last_doubt(steps in prop::collection::vec((0u8..3, 0usize..7, 1i32..3), 0..20)) {
            let said: Vec<(i32, Remark)> = steps.iter().map(|(step, class, version)| (*version, match step {
                0 => Remark::comment("oui").unwrap(),
                1 => yes("aa", &[Addressee::ALL[*class]]),
                _ => Remark::take_back("non").unwrap(),
            })).collect();
            let last = steps.iter().rposition(|(step, ..)| *step == 2).map_or(0, |at| at + 1);
            for class in signed_off(said.iter().map(|(version, one)| (*version, one)), 2, Some("aa")) {
                let said_so = |(step, of, version): &(u8, usize, i32)| *step == 1 && *version == 2 && Addressee::ALL[*of] == class;
                prop_assert!(steps[last..].iter().any(said_so));
            }
        }
    }
}
