//! Looking at a typed password: always twice, whoever it is, whatever is set, whatever the first look said. Whoever measures how
//! long a sign-in takes learns nothing of second passwords, nor whether a sign-in name exists.

use super::PasswordCost;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// The hash of a password under the salt of its sign-in name.
pub(super) type Tag = [u8; 32];

/// What hashes: argon2 in a house, a counter in a test.
pub(super) trait Hashing {
    /// Whether a password fits a stored hash. Without one it takes as long, and does not fit.
    fn fits(&self, password: &str, stored: &str) -> bool;

    /// The hash of a password under a salt; none if it cannot be made.
    fn tag(&self, password: &str, salt: &[u8]) -> Option<Tag>;
}

/// What two looks saw.
pub(super) struct Looked {
    /// Whether it is the password of the account itself.
    pub(super) fits: bool,
    /// To be compared with what second passwords left behind.
    pub(super) tag: Option<Tag>,
}

/// Looks at a password: at the stored hash of the account (empty where there is none), and under the salt of the sign-in name.
pub(super) fn look(hashing: &impl Hashing, password: &str, stored: &str, salt: &[u8]) -> Looked {
    let fits = hashing.fits(password, stored);
    let tag = hashing.tag(password, salt);
    Looked { fits, tag }
}

impl Hashing for PasswordCost {
    fn fits(&self, password: &str, stored: &str) -> bool {
        if let Ok(parsed) = PasswordHash::new(stored) {
            return self.hasher().verify_password(password.as_bytes(), &parsed).is_ok();
        }
        // A name that nobody has takes as long as a wrong password.
        let _ = self.hasher().hash_password(password.as_bytes());
        false
    }

    fn tag(&self, password: &str, salt: &[u8]) -> Option<Tag> {
        let mut tag = [0; 32];
        let hashed = self.hasher().hash_password_into(password.as_bytes(), salt, &mut tag);
        hashed.ok().map(|()| tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Counts what it is asked, and knows one password.
    #[derive(Default)]
    struct Counter {
        fits: Cell<u32>,
        tags: Cell<u32>,
    }

    impl Hashing for Counter {
        fn fits(&self, password: &str, stored: &str) -> bool {
            self.fits.set(self.fits.get() + 1);
            !stored.is_empty() && password == stored
        }

        fn tag(&self, password: &str, _: &[u8]) -> Option<Tag> {
            self.tags.set(self.tags.get() + 1);
            Some([u8::try_from(password.len()).unwrap_or_default(); 32])
        }
    }

    #[test]
    fn every_sign_in_is_two_hashes_whoever_it_is_and_whatever_was_typed() {
        for (password, stored, is_hers) in [
            ("her own", "her own", true),
            ("her second", "her own", false),
            ("a guess", "her own", false),
            ("a guess", "", false),
        ] {
            let counter = Counter::default();
            let looked = look(&counter, password, stored, b"0123456789abcdef");
            assert_eq!((counter.fits.get(), counter.tags.get()), (1, 1), "{password}");
            assert_eq!(looked.fits, is_hers, "{password}");
            assert!(looked.tag.is_some(), "{password}");
        }
    }

    #[test]
    fn a_tag_is_of_the_password_and_of_the_salt() {
        let tag = |password, salt: &[u8]| PasswordCost::TEST.tag(password, salt);
        let here = tag("ouvrir la porte", b"0123456789abcdef");
        assert!(here.is_some());
        assert_eq!(here, tag("ouvrir la porte", b"0123456789abcdef"));
        assert_ne!(here, tag("ouvrir la porte.", b"0123456789abcdef"));
        assert_ne!(here, tag("ouvrir la porte", b"0123456789abcdeg"));
    }
}
