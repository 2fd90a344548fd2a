//! `hikaya user add`: an account with one role, made by an administrator.

use super::access::{self, act_as, ask, named};
use super::{Add, Failure};
use crate::demo;
use archive::desk::people::{NewAccount, PASSWORD_LETTERS, PeopleError, SignedIn};
use archive::desk::programmes::{Overview, ProgrammesError};
use archive::{Archive, Fault};
use method::id::{ProgrammeId, SiteId};
use method::language::PageLanguage;
use method::policy::{Reach, Role};
use method::programme::Site;
use thiserror::Error;

/// Why no account was made; each text says what to do.
#[derive(Debug, Error)]
pub enum UserError {
    /// Whoever acts administers several programmes and named none of them.
    #[error("say in which programme, with --programme; yours are {known}")]
    WhichProgramme {
        /// The names of those that she administers.
        known: String,
    },
    /// There is no such site.
    #[error("there is no site {asked}; the sites are {known}")]
    UnknownSite {
        /// What was asked for.
        asked: String,
        /// The names that there are.
        known: String,
    },
    /// Whoever acts is no administrator.
    #[error("{0} may not make accounts; name an administrator with --as")]
    MayNot(String),
    /// The sign-in name is taken.
    #[error("the sign-in name {0} is taken; choose another with --login")]
    Taken(String),
    /// Not a sign-in name.
    #[error("a sign-in name has 3 to 60 letters and no space; choose another with --login")]
    LoginShape,
    /// Not a name.
    #[error("colleagues need a name of 1 to 120 letters to know her by; give it with --name")]
    NameMissing,
    /// The password is too weak.
    #[error("the password is too weak: it needs at least {PASSWORD_LETTERS} letters and must not hold the sign-in name")]
    WeakPassword,
    /// The archive.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes the account and closes the archive, whatever came of it.
pub(super) async fn add(asked: Add) -> Result<(), Failure> {
    let archive = access::open(asked.data.data.clone()).await?;
    let done = add_in(&archive, &asked).await;
    archive.close().await;
    done
}

async fn add_in(archive: &Archive, asked: &Add) -> Result<(), Failure> {
    let by = named(archive, asked.by.as_deref(), demo::ADMINISTRATOR).await?;
    let admin = act_as(archive, &by).await?;
    let programme = programme(archive, &admin, asked.programme.as_deref(), &by).await?;
    let overview = archive.programmes().overview(&admin.actor, programme).await;
    let overview = overview.map_err(|error| match error {
        ProgrammesError::Fault(fault) => UserError::Fault(fault),
        _ => UserError::MayNot(by.clone()),
    })?;
    let at = asked.site.as_deref().map(|name| site(&overview, name)).transpose()?;
    let reach = at.map_or(Reach::Everywhere, Reach::Site);
    let password = ask(&format!("New password of {}", asked.login), "new password")?;
    let new = NewAccount {
        login: asked.login.clone(),
        name: asked.name.clone(),
        password,
        role: asked.role,
        reach,
    };
    let added = archive.people().add(&admin.actor, programme, new).await;
    added.map_err(|error| match error {
        PeopleError::Taken => UserError::Taken(asked.login.clone()),
        PeopleError::LoginShape => UserError::LoginShape,
        PeopleError::NameMissing => UserError::NameMissing,
        PeopleError::WeakPassword => UserError::WeakPassword,
        PeopleError::Fault(fault) => UserError::Fault(fault),
        PeopleError::NotFound
        | PeopleError::Wrong
        | PeopleError::Locked { .. }
        | PeopleError::UnknownLogin
        | PeopleError::SamePassword
        | PeopleError::NotReady
        | PeopleError::LastAdministrator => UserError::MayNot(by),
    })?;
    eprintln!("{} has an account and can sign in.", asked.login);
    Ok(())
}

/// The programme that is meant: the one of this name, or the only one that she administers.
async fn programme(archive: &Archive, admin: &SignedIn, asked: Option<&str>, by: &str) -> Result<ProgrammeId, UserError> {
    let may_not = || UserError::MayNot(by.to_owned());
    let mut hers = archive.programmes().of(&admin.actor).await.map_err(|error| match error {
        ProgrammesError::Fault(fault) => UserError::Fault(fault),
        _ => may_not(),
    })?;
    let keeps = |id| {
        let mut all = admin.memberships.iter();
        all.any(|one| one.programme == id && one.role == Role::Administrator)
    };
    hers.retain(|one| keeps(one.id));
    if hers.is_empty() {
        return Err(may_not());
    }
    let names: Vec<String> = hers.iter().map(|one| one.name.clone()).collect();
    if let Some(asked) = asked {
        hers.retain(|one| one.name.trim().to_lowercase() == asked.trim().to_lowercase());
    }
    match hers.as_slice() {
        [only] => Ok(only.id),
        _ => Err(UserError::WhichProgramme { known: names.join(", ") }),
    }
}

/// A site by its name in any language, in capitals or not.
fn site(overview: &Overview, asked: &str) -> Result<SiteId, UserError> {
    let named = asked.trim().to_lowercase();
    let mut sites = overview.sites.iter();
    let found = sites.find(|site| names(site).iter().any(|name| name.to_lowercase() == named));
    found.map(|site| site.id).ok_or_else(|| {
        let known: Vec<String> = overview.sites.iter().map(|site| names(site).join(" / ")).collect();
        UserError::UnknownSite {
            asked: asked.to_owned(),
            known: known.join(", "),
        }
    })
}

/// The names of a site, each once.
fn names(site: &Site) -> Vec<&str> {
    let mut names: Vec<&str> = PageLanguage::ALL.map(|language| site.name.get(language)).to_vec();
    names.dedup();
    names
}
