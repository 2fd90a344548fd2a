//! The second password of an account: whoever is forced to sign in types it and is let into a training programme, by a stand-in of
//! her account there. Which depth a session works in stands in no row: its token tells it, to whoever has the keys.
//!
//! ```text
//! salt     = blind(installation, "second password", sign-in name), the first 16 bytes
//! mark     = blind(installation, "door", hex(argon2id(password, salt)))
//! door d   = what was set at depth d (0: the true work) leads to the stand-in at depth d mod 2 + 1
//! ```
//! Every account has one row of one size, whether or not a password is set; it is sealed anew with each sign-in. The cost of a guess
//! is that of the house: another cost makes second passwords void, as it would change the mark.

use super::passwords::{Hashing as _, Tag};
use super::{AccountBody, People, PeopleError, check, open, seen};
use crate::allowed;
use crate::contracts::SECOND_PASSWORD;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{Tx, accounts, training as rows};
use chrono::{DateTime, Utc};
use method::hex::to_hex;
use method::id::{AccountId, ProgrammeId};
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many training programmes there are, one below the other.
pub(crate) const DEPTHS: u8 = 2;

/// A time that was not yet.
const NEVER: i64 = 0;

/// What the second passwords of an account open. Whatever is in it, it has one size.
#[derive(Serialize, Deserialize)]
pub(crate) struct Second {
    /// The accounts that stand in for her, by depth from 1.
    pub(crate) stand_ins: [Uuid; DEPTHS as usize],
    /// By the depth at which they were set, from 0.
    pub(crate) doors: [Door; DEPTHS as usize + 1],
    /// Whether stories were told in her stand-ins' names: 1 once it is so, so that what is withdrawn does not come back.
    pub(crate) filled: u8,
}

/// One second password. Times are seconds since 1970, as twelve digits.
#[derive(Serialize, Deserialize)]
pub(crate) struct Door {
    /// What the password leaves behind; by chance where none is set.
    pub(crate) mark: String,
    set: String,
    used: String,
}

impl Door {
    fn shut() -> Result<Self, Fault> {
        Ok(Self {
            mark: chance()?,
            set: digits(NEVER),
            used: digits(NEVER),
        })
    }

    fn is_set(&self) -> bool {
        self.set != digits(NEVER)
    }

    /// When somebody signed in with it last.
    fn used(&self) -> Option<DateTime<Utc>> {
        let seconds = self.used.parse().ok().filter(|seconds| *seconds != NEVER)?;
        DateTime::from_timestamp(seconds, 0)
    }

    /// Somebody signs in with it.
    pub(super) fn uses(&mut self, now: DateTime<Utc>) {
        self.used = digits(now.timestamp());
    }
}

impl Second {
    /// Nothing set yet.
    pub(crate) fn new(stand_ins: [Uuid; DEPTHS as usize]) -> Result<Self, Fault> {
        Ok(Self {
            stand_ins,
            doors: [Door::shut()?, Door::shut()?, Door::shut()?],
            filled: 0,
        })
    }

    /// Which account it is that a session of this depth works as.
    pub(super) fn at(&self, root: AccountId, depth: u8) -> AccountId {
        match depth.checked_sub(1) {
            None => root,
            Some(below) => self.stand_ins.get(usize::from(below)).map_or(root, |id| AccountId::new(*id)),
        }
    }

    /// Which door a mark opens, and the depth behind it. All are looked at.
    pub(super) fn door(&self, mark: &str) -> Option<(usize, u8)> {
        let depths = self.doors.iter().zip(0..).map(|(door, depth)| (door.mark == mark, depth));
        let found = depths.fold(None, |found: Option<u8>, (fits, depth)| found.or(fits.then_some(depth)));
        found.map(|depth| (usize::from(depth), behind(depth)))
    }

    /// The last use of what was set at a depth or below it.
    fn last_use(&self, depth: u8) -> Option<DateTime<Utc>> {
        self.doors.iter().skip(usize::from(depth)).filter_map(Door::used).max()
    }
}

/// The depth behind the door of a depth.
pub(super) const fn behind(depth: u8) -> u8 {
    depth % DEPTHS + 1
}

/// The row of an account.
pub(crate) async fn of(tx: &mut Tx, keys: &Keys, root: AccountId) -> Result<Option<Second>, Fault> {
    opened(keys, root, rows::second(tx, root).await?)
}

/// The same, of the row as it was read.
pub(super) fn opened(keys: &Keys, root: AccountId, sealed: Option<Vec<u8>>) -> Result<Option<Second>, Fault> {
    sealed
        .map(|sealed| keys.open(&keys.installation, SECOND_PASSWORD, root.uuid(), 0, sealed))
        .transpose()
}

/// Writes the row of an account.
pub(crate) async fn keep(tx: &mut Tx, keys: &Keys, root: AccountId, second: &Second) -> Result<(), Fault> {
    let sealed = keys.seal(&keys.installation, SECOND_PASSWORD, root.uuid(), 0, second)?;
    Ok(rows::set_second(tx, root, &sealed).await?)
}

/// Notes that no stories are to be told any more in an account's name, or in its stand-ins'.
pub(crate) async fn fill(tx: &mut Tx, keys: &Keys, account: AccountId) -> Result<(), Fault> {
    let Some(mut second) = of(tx, keys, account).await? else {
        return Ok(());
    };
    second.filled = 1;
    keep(tx, keys, account, &second).await
}

/// What a tag leaves behind in a row.
pub(super) fn mark(keys: &Keys, tag: &Tag) -> String {
    to_hex(&keys.door_mark(&to_hex(tag)))
}

/// 32 bytes by chance, as nobody's password leaves them.
pub(crate) fn chance() -> Result<String, Fault> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Fault::Stopped)?;
    Ok(to_hex(&bytes))
}

fn digits(seconds: i64) -> String {
    format!("{seconds:012}")
}

/// Whether a colleague has a second password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What colleagues call her.
    pub name: String,
    /// Whether one is set.
    pub is_set: bool,
    /// When somebody signed in with it last; kept when it is taken away.
    pub used: Option<DateTime<Utc>>,
}

impl People<'_> {
    /// Sets the caller's second password, in place of one that was set. The password with which she is in now is asked for, and
    /// counted as an attempt to sign in.
    ///
    /// # Errors
    /// [`PeopleError::SamePassword`], [`PeopleError::WeakPassword`], [`PeopleError::Wrong`], [`PeopleError::Locked`];
    /// [`PeopleError::NotReady`] in the first moments of an installation.
    pub async fn set_second(&self, actor: &Actor, present: &str, new: &str) -> Result<(), PeopleError> {
        let (own, body) = self.own(actor).await?;
        if present == new {
            return Err(PeopleError::SamePassword);
        }
        check(&body.login, &body.name, new)?;
        let (cost, salt, password) = (self.0.password_cost, self.0.keys()?.second_salt(&body.login), new.to_owned());
        self.confirm(own, &body, present).await?;
        let hashing = tokio::task::spawn_blocking(move || cost.tag(&password, &salt));
        let tag = hashing.await.map_err(|_| Fault::Stopped)?.ok_or(Fault::Stopped)?;
        let (mark, set) = (mark(&*self.0.keys()?, &tag), digits(self.0.clock.now().timestamp()));
        self.change(own, &body, |door| (door.mark, door.set) = (mark, set)).await
    }

    /// Takes the caller's second password away; does the same work where none is set.
    ///
    /// # Errors
    /// As [`People::set_second`].
    pub async fn take_second(&self, actor: &Actor, present: &str) -> Result<(), PeopleError> {
        let (own, body) = self.own(actor).await?;
        self.confirm(own, &body, present).await?;
        let Door { mark, set, .. } = Door::shut()?;
        self.change(own, &body, |door| (door.mark, door.set) = (mark, set)).await
    }

    /// Who has a second password, and when one was used: for whoever looks after the people of a programme, and nobody else.
    ///
    /// # Errors
    /// [`PeopleError::NotFound`] for everybody else.
    pub async fn seconds(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Held>, PeopleError> {
        if !allowed(actor, Action::SeeSecondPasswords, &Subject::Programme(programme)) {
            return Err(PeopleError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut held = Vec::new();
        for (account, body) in seen(&mut tx, &keys, programme, actor.account()).await? {
            let second = of(&mut tx, &keys, body.root(account)).await?;
            held.push(Held {
                name: body.name,
                is_set: second.as_ref().is_some_and(|one| one.doors[usize::from(body.depth)].is_set()),
                used: second.and_then(|one| one.last_use(body.depth)),
            });
        }
        Ok(held)
    }

    async fn own(&self, actor: &Actor) -> Result<(AccountId, AccountBody), PeopleError> {
        let id = actor.account().ok_or(PeopleError::NotFound)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let row = accounts::by_id(&mut tx, id).await?.ok_or(PeopleError::NotFound)?;
        Ok(open(&keys, row)?)
    }

    /// Asks for the password with which an account is in now.
    async fn confirm(&self, own: AccountId, body: &AccountBody, present: &str) -> Result<(), PeopleError> {
        let found = self.find(&body.login, present).await?;
        if found.way.is_none_or(|way| way.account != own) {
            return Err(PeopleError::Wrong);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        accounts::clear_attempts(&mut tx, &keys.login_index(0, &body.login)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn change(&self, own: AccountId, body: &AccountBody, change: impl FnOnce(&mut Door)) -> Result<(), PeopleError> {
        let keys = self.0.keys()?;
        let root = body.root(own);
        let mut tx = self.0.content.write().await?;
        let mut second = of(&mut tx, &keys, root).await?.ok_or(PeopleError::NotReady)?;
        change(&mut second.doors[usize::from(body.depth)]);
        keep(&mut tx, &keys, root, &second).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second() -> Second {
        Second::new([Uuid::from_u128(1), Uuid::from_u128(2)]).expect("chance")
    }

    #[test]
    fn each_door_leads_one_deeper_and_the_last_back_up() {
        let second = second();
        let root = AccountId::new(Uuid::from_u128(9));
        let behind = |door: usize| second.door(&second.doors[door].mark);
        assert_eq!([behind(0), behind(1), behind(2)], [Some((0, 1)), Some((1, 2)), Some((2, 1))]);
        assert_eq!(second.door("another"), None);
        let accounts = [0, 1, 2].map(|depth| second.at(root, depth).uuid().as_u128());
        assert_eq!(accounts, [9, 1, 2]);
    }

    #[test]
    fn a_row_has_one_size_whatever_is_set_and_used() {
        let size = |second: &Second| serde_json::to_vec(second).expect("JSON").len();
        let (nothing, mut all) = (second(), second());
        let now = DateTime::from_timestamp(4_102_444_800, 0).expect("a day of the year 2100");
        for door in &mut all.doors {
            door.uses(now);
            door.set = digits(now.timestamp());
        }
        all.filled = 1;
        assert_eq!(size(&nothing), size(&all));
        assert!(all.doors[0].is_set() && !nothing.doors[0].is_set());
        assert_eq!((all.last_use(0), nothing.last_use(0)), (Some(now), None));
    }

    #[test]
    fn what_was_used_above_is_not_told_below() {
        let mut one = second();
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("a day");
        one.doors[0].uses(now);
        assert_eq!([0, 1, 2].map(|depth| one.last_use(depth)), [Some(now), None, None]);
    }
}
