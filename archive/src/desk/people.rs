//! The people desk: accounts, roles, sessions. A password is hashed with argon2id; a session is 128 random bits in a cookie, of
//! which the store has the SHA-256 alone; failed attempts lock a sign-in name for a growing time, known or not. A second password
//! opens a training programme (`second`).

mod accounts;
mod passwords;
pub(crate) mod second;
mod signing_in;
pub(crate) mod stand_ins;

pub use accounts::{Colleague, NewAccount, PASSWORD_LETTERS, role_name};
pub(crate) use accounts::{add, add_at, check, enrol};
pub use second::Held;

use crate::House;
use crate::audit::{self, Deed, Entry};
use crate::contracts::ACCOUNT;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::accounts::{self as rows, AccountRow, MembershipRow};
use crate::store::{StoreError, Tx};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{DateTime, TimeDelta, Utc};
use method::hex::to_hex;
use method::id::{AccountId, ProgrammeId, SiteId};
use method::policy::{Actor, Membership, Reach, Role};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

/// A session lives this long at most.
const SESSION_LIFE: TimeDelta = TimeDelta::hours(12);
/// And ends when it was not used for this long.
const SESSION_IDLE: TimeDelta = TimeDelta::hours(2);
/// How exactly its last use is kept: most requests write nothing.
const SESSION_NOTED: TimeDelta = TimeDelta::minutes(1);
/// Failures before a sign-in name is locked.
const FREE_FAILURES: i32 = 5;
/// The first lock, in seconds; each further failure doubles it, up to an hour.
const FIRST_LOCK: i64 = 30;

/// Cost of a guess at a password (argon2id).
#[derive(Clone, Copy, Debug)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
}

impl PasswordCost {
    /// 64 MiB, three passes (`security` row 13).
    pub const STRONG: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// For tests, where nothing is guessed.
    pub const TEST: Self = Self {
        memory_kib: 64,
        passes: 1,
    };

    fn hasher(self) -> Argon2<'static> {
        let params = Params::new(self.memory_kib, self.passes, 1, None).unwrap_or_default();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }
}

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum PeopleError {
    /// The name or the password is wrong; which, is not said.
    #[error("wrong name or password")]
    Wrong,
    /// Too many wrong attempts at this name.
    #[error("locked for a while")]
    Locked {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// The sign-in name is taken.
    #[error("the sign-in name is taken")]
    Taken,
    /// A sign-in name has 3 to 60 letters and no space.
    #[error("not a sign-in name")]
    LoginShape,
    /// A person needs a name that colleagues recognise.
    #[error("a name is needed")]
    NameMissing,
    /// Nobody has this sign-in name.
    #[error("no such sign-in name")]
    UnknownLogin,
    /// A programme keeps at least one administrator.
    #[error("the last administrator stays")]
    LastAdministrator,
    /// The password is too short, or holds the sign-in name.
    #[error("the password is too weak")]
    WeakPassword,
    /// A second password is another one.
    #[error("the second password is the first one")]
    SamePassword,
    /// The training programmes are being made.
    #[error("the training programmes are not there yet")]
    NotReady,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// A session's secret, for the cookie alone.
pub struct Token(String);

impl Token {
    /// The text for the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// For the policy.
    pub actor: Actor,
    /// Her account.
    pub account: AccountId,
    /// What colleagues call her.
    pub name: String,
    /// Her roles.
    pub memberships: Vec<Membership>,
}

/// What an account's sealed column holds.
#[derive(Serialize, Deserialize)]
pub(crate) struct AccountBody {
    login: String,
    pub(crate) name: String,
    /// A hash; at a depth, the mark of her password; nothing for who stands in for somebody.
    password: String,
    /// In which training programme she works; 0 for the true work.
    #[serde(default)]
    pub(crate) depth: u8,
    /// Whom she stands in for.
    #[serde(default)]
    pub(crate) stands_in_for: Option<Uuid>,
}

impl AccountBody {
    /// Whose second passwords lead to her: her own, or those of whom she stands in for.
    pub(crate) fn root(&self, own: AccountId) -> AccountId {
        self.stands_in_for.map_or(own, AccountId::new)
    }
}

/// The people desk.
pub struct People<'a>(pub(crate) &'a House);

impl People<'_> {
    /// Who holds a session's token; nobody if it is unknown, too old or idle for too long.
    pub async fn signed_in(&self, token: &str) -> Result<Option<SignedIn>, PeopleError> {
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let (depth, token) = (keys.token_depth(token), hashed(token));
        let mut tx = self.0.content.ask().await?;
        let Some(session) = rows::session(&mut tx, &token, now - SESSION_LIFE, now - SESSION_IDLE).await? else {
            return Ok(None);
        };
        let root = AccountId::new(session.account_id);
        let second = second::opened(&keys, root, session.second)?;
        let id = second.map_or(root, |second| second.at(root, depth));
        let Some((row, roles)) = rows::with_memberships(&mut tx, id).await? else {
            return Ok(None);
        };
        drop(tx);
        let memberships = roles.iter().map(membership).collect::<Result<Vec<_>, _>>()?;
        if session.seen_at < now - SESSION_NOTED {
            let mut tx = self.0.content.write().await?;
            rows::touch_session(&mut tx, &token, now).await?;
            tx.commit().await?;
        }
        let (_, body) = open(&keys, row)?;
        let actor = Actor::Account {
            id,
            memberships: memberships.clone(),
        };
        Ok(Some(SignedIn {
            actor,
            account: id,
            name: body.name,
            memberships,
        }))
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<(), PeopleError> {
        let mut tx = self.0.content.write().await?;
        rows::end_session(&mut tx, &hashed(token)).await?;
        Ok(tx.commit().await?)
    }

    /// Ends every session of the caller's, whatever it opens; how many there were.
    ///
    /// # Errors
    /// [`PeopleError::NotFound`] for nobody.
    pub async fn sign_out_everywhere(&self, actor: &Actor) -> Result<u64, PeopleError> {
        let id = actor.account().ok_or(PeopleError::NotFound)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let row = rows::by_id(&mut tx, id).await?.ok_or(PeopleError::NotFound)?;
        let (_, body) = open(&keys, row)?;
        let ended = rows::end_sessions(&mut tx, body.root(id)).await?;
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(id),
            deed: Deed::SignedOutEverywhere,
            about: None,
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(ended)
    }
}

/// What colleagues call the people of a programme. Of those who stand in for somebody, a reader learns her own name alone; the others
/// have an invented one.
pub(crate) async fn names(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    reader: Option<AccountId>,
) -> Result<std::collections::BTreeMap<AccountId, String>, Fault> {
    let accounts = rows::of_programme(tx, programme).await?.into_iter();
    let named = |(account, body): (AccountId, AccountBody)| {
        let is_hidden = body.stands_in_for.is_some() && reader != Some(account);
        (
            account,
            if is_hidden {
                stand_ins::invented_name(account)
            } else {
                body.name
            },
        )
    };
    accounts.map(|row| open(keys, row).map(named)).collect()
}

/// The people of a programme whom somebody sees there, oldest first: of those who stand in for somebody, herself alone.
pub(crate) async fn seen(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    by: Option<AccountId>,
) -> Result<Vec<(AccountId, AccountBody)>, Fault> {
    let mut seen = Vec::new();
    for row in rows::of_programme(tx, programme).await? {
        let (account, body) = open(keys, row)?;
        if body.stands_in_for.is_none() || by == Some(account) {
            seen.push((account, body));
        }
    }
    Ok(seen)
}

pub(crate) fn open(keys: &Keys, row: AccountRow) -> Result<(AccountId, AccountBody), Fault> {
    let body = keys.open(&keys.installation, ACCOUNT, row.id, row.version, row.sealed)?;
    Ok((AccountId::new(row.id), body))
}

/// The roles of an account.
pub(crate) async fn memberships(tx: &mut Tx, account: AccountId) -> Result<Vec<Membership>, Fault> {
    rows::memberships(tx, account).await?.iter().map(membership).collect()
}

fn membership(row: &MembershipRow) -> Result<Membership, Fault> {
    let role = Role::ALL
        .into_iter()
        .find(|role| role_name(*role) == row.role)
        .ok_or(Fault::UnknownName)?;
    let reach = row.site_id.map_or(Reach::Everywhere, |site| Reach::Site(SiteId::new(site)));
    Ok(Membership {
        programme: ProgrammeId::new(row.programme_id),
        role,
        reach,
    })
}

/// An account as whoever acts, with the roles that it has now.
pub(crate) async fn actor(tx: &mut Tx, id: AccountId) -> Result<Actor, Fault> {
    let memberships = memberships(tx, id).await?;
    Ok(Actor::Account { id, memberships })
}

fn normal_login(login: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    login.trim().to_lowercase().nfkc().collect()
}

/// Locked until when, after so many failures in a row.
fn lock_after(failures: i32, now: DateTime<Utc>) -> DateTime<Utc> {
    let beyond = failures - FREE_FAILURES;
    if beyond < 0 {
        return now;
    }
    let seconds = FIRST_LOCK.saturating_mul(1_i64 << beyond.min(7)).min(3600);
    now + TimeDelta::seconds(seconds)
}

fn hashed(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A token of a depth: chance is asked until it gives one, four times on average, whichever depth it is.
fn new_token(keys: &Keys, depth: u8) -> Result<Token, Fault> {
    loop {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| Fault::Stopped)?;
        let text = to_hex(&bytes);
        if keys.token_depth(&text) == depth {
            return Ok(Token(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_grow_and_end_at_an_hour() {
        let now = DateTime::UNIX_EPOCH;
        let seconds = |failures| (lock_after(failures, now) - now).num_seconds();
        assert_eq!([1, 4, 5, 6, 7, 30].map(seconds), [0, 0, 30, 60, 120, 3600]);
    }
}
