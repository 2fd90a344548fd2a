//! Opening a session. One way for the true work and for what a second password opens: the same looks, the same rows read and
//! written, the same answer.

use super::passwords::{Looked, look};
use super::second::{self, Second};
use super::{AccountBody, People, PeopleError, Token, hashed, lock_after, new_token, normal_login, open};
use crate::audit::{self, Deed, Entry};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::accounts::{self as rows, AttemptRow};
use method::id::AccountId;

/// What a sign-in name and a password lead to.
pub(super) struct Found {
    /// Under which failed attempts are counted.
    index: Vec<u8>,
    /// Where they lead; nowhere if they are wrong.
    pub(super) way: Option<Way>,
}

/// A way in.
pub(super) struct Way {
    /// Whose name it is.
    pub(super) root: AccountId,
    /// As whom she works behind it.
    pub(super) account: AccountId,
    depth: u8,
    /// Which second password it was.
    door: Option<usize>,
}

/// An account of the sign-in name: one in the true work at most, one in each training programme.
struct Candidate {
    id: AccountId,
    body: AccountBody,
    second: Option<Second>,
}

impl People<'_> {
    /// Opens a session. An attempt is counted before the password is looked at, so that parallel guesses cannot outrun the lock.
    ///
    /// # Errors
    /// [`PeopleError::Wrong`], [`PeopleError::Locked`].
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Token, PeopleError> {
        let Found { index, way } = self.find(login, password).await?;
        let way = way.ok_or(PeopleError::Wrong)?;
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let token = new_token(&keys, way.depth)?;
        let mut tx = self.0.content.write().await?;
        rows::clear_attempts(&mut tx, &index).await?;
        if let Some(mut second) = second::of(&mut tx, &keys, way.root).await? {
            if let Some(door) = way.door {
                second.doors[door].uses(now);
            }
            // Whichever password it was: the row is sealed anew, so that its age tells nothing.
            second::keep(&mut tx, &keys, way.root, &second).await?;
        }
        rows::add_session(&mut tx, &hashed(token.reveal()), way.root, now).await?;
        let entry = Entry {
            at: now,
            by: Some(way.account),
            deed: Deed::SignedIn,
            about: None,
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Counts an attempt, then looks where it leads.
    pub(super) async fn find(&self, login: &str, password: &str) -> Result<Found, PeopleError> {
        let keys = self.0.keys()?;
        let login = normal_login(login);
        let index = keys.login_index(0, &login);
        let now = self.0.clock.now();
        let mut tx = self.0.content.write().await?;
        let before = rows::attempts(&mut tx, &index).await?.unwrap_or(AttemptRow {
            failures: 0,
            locked_until: now,
        });
        if before.locked_until > now {
            return Err(PeopleError::Locked {
                until: before.locked_until,
            });
        }
        let failures = before.failures.saturating_add(1);
        let attempt = AttemptRow {
            failures,
            locked_until: lock_after(failures, now),
        };
        rows::set_attempts(&mut tx, &index, attempt).await?;
        let mut candidates = Vec::new();
        for depth in 0..=second::DEPTHS {
            let Some(row) = rows::by_login(&mut tx, &keys.login_index(depth, &login)).await? else {
                continue;
            };
            let (id, body) = open(&keys, row)?;
            let second = second::of(&mut tx, &keys, id).await?;
            candidates.push(Candidate { id, body, second });
        }
        tx.commit().await?;

        let true_one = candidates.iter().find(|one| one.body.depth == 0);
        let stored = true_one.map_or_else(String::new, |one| one.body.password.clone());
        let (cost, salt, password) = (self.0.password_cost, keys.second_salt(&login), password.to_owned());
        let looking = tokio::task::spawn_blocking(move || look(&cost, &password, &stored, &salt));
        let looked = looking.await.map_err(|_| Fault::Stopped)?;
        let way = way(&keys, &candidates, &looked);
        Ok(Found { index, way })
    }
}

/// The account's own password first, then the second ones in the order in which they are nested.
fn way(keys: &Keys, candidates: &[Candidate], looked: &Looked) -> Option<Way> {
    let mark = looked.tag.as_ref().map(|tag| second::mark(keys, tag));
    let is_own = |one: &Candidate| match one.body.depth {
        0 => looked.fits,
        _ => mark.as_ref() == Some(&one.body.password),
    };
    let own = candidates.iter().find(|one| is_own(one)).map(|one| Way {
        root: one.id,
        account: one.id,
        depth: 0,
        door: None,
    });
    let through = candidates.iter().find_map(|one| {
        let second = one.second.as_ref()?;
        let (door, depth) = second.door(mark.as_deref()?)?;
        Some(Way {
            root: one.id,
            account: second.at(one.id, depth),
            depth,
            door: Some(door),
        })
    });
    own.or(through)
}
