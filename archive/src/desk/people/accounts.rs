//! Accounts and roles: giving somebody an account, a further role, or taking one away.

use super::passwords::Hashing as _;
use super::{AccountBody, People, PeopleError, memberships, normal_login, open, second, seen, stand_ins};
use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::ACCOUNT;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::accounts::{self as rows, AccountRow, MembershipRow};
use crate::{House, allowed};
use argon2::password_hash::PasswordHasher;
use method::id::{AccountId, ProgrammeId};
use method::policy::{Action, Actor, Membership, Reach, Role, Subject};

/// The fewest letters of a password.
pub const PASSWORD_LETTERS: usize = 12;

/// Somebody to be given an account.
pub struct NewAccount {
    /// What she types to sign in.
    pub login: String,
    /// What colleagues call her.
    pub name: String,
    /// Her first password.
    pub password: String,
    /// What she does.
    pub role: Role,
    /// Where.
    pub reach: Reach,
}

/// A colleague, as the people page lists her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Her account.
    pub account: AccountId,
    /// What colleagues call her.
    pub name: String,
    /// What she types to sign in.
    pub login: String,
    /// Her roles in this programme.
    pub memberships: Vec<Membership>,
}

impl People<'_> {
    /// Gives somebody an account with one role.
    ///
    /// # Errors
    /// [`PeopleError::Taken`], [`PeopleError::LoginShape`], [`PeopleError::NameMissing`], [`PeopleError::WeakPassword`].
    pub async fn add(&self, actor: &Actor, programme: ProgrammeId, new: NewAccount) -> Result<AccountId, PeopleError> {
        if !allowed(actor, Action::ManagePeople, &Subject::Programme(programme)) {
            return Err(PeopleError::NotFound);
        }
        add(self.0, actor.account(), programme, new).await
    }

    /// Everybody with a role in a programme.
    ///
    /// # Errors
    /// [`PeopleError::NotFound`] for whoever may not manage people.
    pub async fn colleagues(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Colleague>, PeopleError> {
        if !allowed(actor, Action::ManagePeople, &Subject::Programme(programme)) {
            return Err(PeopleError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut colleagues = Vec::new();
        for (account, body) in seen(&mut tx, &keys, programme, actor.account()).await? {
            let memberships = memberships(&mut tx, account)
                .await?
                .into_iter()
                .filter(|one| one.programme == programme)
                .collect();
            colleagues.push(Colleague {
                account,
                name: body.name,
                login: body.login,
                memberships,
            });
        }
        Ok(colleagues)
    }

    /// Gives a further role to somebody who has an account. Holds from her next request on; the same role twice is one.
    ///
    /// # Errors
    /// [`PeopleError::NotFound`] for whoever may not manage people; [`PeopleError::UnknownLogin`].
    pub async fn give_role(&self, actor: &Actor, login: &str, given: Membership) -> Result<(), PeopleError> {
        if !allowed(actor, Action::ManagePeople, &Subject::Programme(given.programme)) {
            return Err(PeopleError::NotFound);
        }
        let keys = self.0.keys()?;
        let login = normal_login(login);
        let mut tx = self.0.content.write().await?;
        let by = by(&mut tx, &keys, actor.account()).await?;
        let account = match rows::by_login(&mut tx, &keys.login_index(by.depth, &login)).await? {
            Some(row) => AccountId::new(row.id),
            None if by.stands_in_as.as_deref() == Some(login.as_str()) => actor.account().ok_or(PeopleError::NotFound)?,
            None => return Err(PeopleError::UnknownLogin),
        };
        if memberships(&mut tx, account).await?.contains(&given) {
            return Ok(());
        }
        rows::add_membership(&mut tx, &membership_row(account, given)).await?;
        stand_ins::follow(&mut tx, &keys, account, given).await?;
        audit::append(&mut tx, &keys, &self.entry(actor, Deed::RoleGiven, account)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a role away. Holds from her next request on; without any role left, she can sign in and see nothing.
    ///
    /// # Errors
    /// [`PeopleError::NotFound`]; [`PeopleError::LastAdministrator`]: somebody must be able to give roles.
    pub async fn take_role(&self, actor: &Actor, account: AccountId, taken: Membership) -> Result<(), PeopleError> {
        if !allowed(actor, Action::ManagePeople, &Subject::Programme(taken.programme)) {
            return Err(PeopleError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        if !memberships(&mut tx, account).await?.contains(&taken) {
            return Err(PeopleError::NotFound);
        }
        if taken.role == Role::Administrator && administrators(&mut tx, &keys, actor, taken.programme).await? <= 1 {
            return Err(PeopleError::LastAdministrator);
        }
        rows::remove_membership(&mut tx, &membership_row(account, taken)).await?;
        stand_ins::lay_down(&mut tx, &keys, account, taken).await?;
        audit::append(&mut tx, &keys, &self.entry(actor, Deed::RoleTaken, account)).await?;
        Ok(tx.commit().await?)
    }

    fn entry(&self, actor: &Actor, deed: Deed, about: AccountId) -> Entry {
        Entry {
            at: self.0.clock.now(),
            by: actor.account(),
            deed,
            about: Some(about.uuid()),
        }
    }
}

/// Gives a first role in a programme that was just founded, to whoever founded it.
pub(crate) async fn enrol(house: &House, account: AccountId, first: Membership) -> Result<(), Fault> {
    let keys = house.keys()?;
    let mut tx = house.content.write().await?;
    rows::add_membership(&mut tx, &membership_row(account, first)).await?;
    stand_ins::follow(&mut tx, &keys, account, first).await?;
    let entry = Entry {
        at: house.clock.now(),
        by: Some(account),
        deed: Deed::RoleGiven,
        about: Some(account.uuid()),
    };
    audit::append(&mut tx, &keys, &entry).await?;
    Ok(tx.commit().await?)
}

pub(super) fn membership_row(account: AccountId, held: Membership) -> MembershipRow {
    MembershipRow {
        account_id: account.uuid(),
        programme_id: held.programme.uuid(),
        role: role_name(held.role).to_owned(),
        site_id: match held.reach {
            Reach::Site(site) => Some(site.uuid()),
            Reach::Everywhere => None,
        },
    }
}

/// Who gives accounts and roles.
struct By {
    /// In which training programme she works; 0 for the true work.
    depth: u8,
    /// Her sign-in name, where she stands in for somebody.
    stands_in_as: Option<String>,
}

async fn by(tx: &mut Tx, keys: &Keys, account: Option<AccountId>) -> Result<By, Fault> {
    let row = match account {
        Some(account) => rows::by_id(tx, account).await?,
        None => None,
    };
    let body = row.map(|row| open(keys, row)).transpose()?.map(|(_, body)| body);
    Ok(By {
        depth: body.as_ref().map_or(0, |body| body.depth),
        stands_in_as: body.filter(|body| body.stands_in_for.is_some()).map(|body| body.login),
    })
}

/// How many administrators somebody sees in a programme.
async fn administrators(tx: &mut Tx, keys: &Keys, actor: &Actor, programme: ProgrammeId) -> Result<usize, Fault> {
    let mut count = 0;
    for (account, _) in seen(tx, keys, programme, actor.account()).await? {
        let held = memberships(tx, account).await?;
        count += held
            .iter()
            .filter(|one| one.programme == programme && one.role == Role::Administrator)
            .count();
    }
    Ok(count)
}

/// Makes an account with one role, without asking who wants it: for the set-up page and the command line. It belongs where whoever
/// makes it works: to the true work, or to a training programme.
pub(crate) async fn add(
    house: &House,
    by: Option<AccountId>,
    programme: ProgrammeId,
    new: NewAccount,
) -> Result<AccountId, PeopleError> {
    check(&new.login, &new.name, &new.password)?;
    let keys = house.keys()?;
    let mut tx = house.content.read().await?;
    let By { depth, stands_in_as } = self::by(&mut tx, &keys, by).await?;
    drop(tx);
    let login = normal_login(&new.login);
    if stands_in_as.is_some_and(|own| own == login) {
        return Err(PeopleError::Taken);
    }
    let (cost, password, salt) = (house.password_cost, new.password.clone(), keys.second_salt(&login));
    let kept = tokio::task::spawn_blocking(move || match depth {
        0 => cost
            .hasher()
            .hash_password(password.as_bytes())
            .ok()
            .map(|hash| hash.to_string()),
        _ => cost.tag(&password, &salt).map(|tag| second::mark(&keys, &tag)),
    });
    let password = kept.await.map_err(|_| Fault::Stopped)?.ok_or(Fault::Stopped)?;
    add_at(house, by, depth, programme, new, password).await
}

/// Makes an account at a depth, with what is kept of its password.
pub(crate) async fn add_at(
    house: &House,
    by: Option<AccountId>,
    depth: u8,
    programme: ProgrammeId,
    new: NewAccount,
    password: String,
) -> Result<AccountId, PeopleError> {
    let keys = house.keys()?;
    let id = AccountId::new(ordered_id());
    let login = normal_login(&new.login);
    let index = keys.login_index(depth, &login);
    let body = AccountBody {
        login,
        name: new.name.trim().to_owned(),
        password,
        depth,
        stands_in_for: None,
    };
    let sealed = keys.seal(&keys.installation, ACCOUNT, id.uuid(), 1, &body)?;
    let mut tx = house.content.write().await?;
    let row = AccountRow {
        id: id.uuid(),
        version: 1,
        sealed,
    };
    if !rows::add(&mut tx, &index, &row).await? {
        return Err(PeopleError::Taken);
    }
    let held = Membership {
        programme,
        role: new.role,
        reach: new.reach,
    };
    rows::add_membership(&mut tx, &membership_row(id, held)).await?;
    stand_ins::give(&mut tx, &keys, id, &body).await?;
    if depth > 0 && by.is_some() {
        // Only the invented people of a training programme have told stories before they first came.
        second::fill(&mut tx, &keys, id).await?;
    }
    let entry = Entry {
        at: house.clock.now(),
        by,
        deed: Deed::AccountAdded,
        about: Some(id.uuid()),
    };
    audit::append(&mut tx, &keys, &entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// Checks what a new account is made of.
pub(crate) fn check(login: &str, name: &str, password: &str) -> Result<(), PeopleError> {
    let login = normal_login(login);
    if !(3..=60).contains(&login.chars().count()) || login.chars().any(char::is_whitespace) {
        return Err(PeopleError::LoginShape);
    }
    if name.trim().is_empty() || name.chars().count() > 120 {
        return Err(PeopleError::NameMissing);
    }
    let is_long = password.chars().count() >= PASSWORD_LETTERS && password.len() <= 1000;
    if !is_long || password.to_lowercase().contains(&login) {
        return Err(PeopleError::WeakPassword);
    }
    Ok(())
}

/// The name of a role in rows and forms.
pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Facilitator => "facilitator",
        Role::PanelChair => "panel_chair",
        Role::Analyst => "analyst",
        Role::AdvocacyOfficer => "advocacy_officer",
        Role::SiteCoordinator => "site_coordinator",
        Role::NationalCoordinator => "national_coordinator",
        Role::Administrator => "administrator",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_the_name() {
        assert!(check("salma", "Salma", "un mot de passe").is_ok());
        assert!(matches!(check("salma", "Salma", "court"), Err(PeopleError::WeakPassword)));
        assert!(matches!(
            check("salma", "Salma", "salma-salma-salma"),
            Err(PeopleError::WeakPassword)
        ));
        assert!(matches!(
            check("sa lma", "Salma", "un mot de passe"),
            Err(PeopleError::LoginShape)
        ));
        assert!(matches!(
            check("salma", " ", "un mot de passe"),
            Err(PeopleError::NameMissing)
        ));
    }
}
