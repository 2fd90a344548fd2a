//! How a command gets at sealed stories: the passphrase, then somebody's own name and password, a line each on standard input.
//! A demonstration needs neither. What is asked stands on standard error, so that data alone goes to standard output.

use super::{Data, Failure};
use crate::demo;
use archive::Archive;
use archive::desk::custody::{CustodyError, State};
use archive::desk::people::{PeopleError, SignedIn};
use std::io::BufRead;

/// Who searches a demonstration, unless somebody else is named.
const DEMONSTRATION_LOGIN: &str = "zineb";

/// Opens the archive of a folder with its vault.
///
/// # Errors
/// [`Failure::NothingHere`] where nothing is set up; [`Failure::WrongSecret`].
pub(super) async fn open(data: Data) -> Result<Archive, Failure> {
    let archive = super::open(data.data).await?;
    match archive.custody().state().await? {
        State::Open { .. } => Ok(archive),
        State::Empty => Err(Failure::NothingHere),
        State::Sealed => {
            let passphrase = asked("Passphrase or recovery code: ")?;
            match archive.custody().unseal(&passphrase).await {
                Ok(()) => Ok(archive),
                Err(CustodyError::WrongSecret) => Err(Failure::WrongSecret),
                Err(error) => Err(Failure::Custody(error)),
            }
        }
    }
}

/// Somebody, as the desks know her; her password is asked for. The session that proves it ends at once.
///
/// # Errors
/// [`Failure::WhoAsks`] without a name where there is no demonstration; [`Failure::SignIn`].
pub(super) async fn act_as(archive: &Archive, login: Option<&str>) -> Result<SignedIn, Failure> {
    if (archive.custody().state().await?) == (State::Open { demonstration: true }) {
        return demo::signed_in(archive, login.unwrap_or(DEMONSTRATION_LOGIN)).await;
    }
    let login = login.ok_or(Failure::WhoAsks)?;
    let password = asked("Password: ")?;
    let token = archive.people().sign_in(login, &password).await.map_err(refused)?;
    let found = archive.people().signed_in(token.reveal()).await.map_err(refused)?;
    archive.people().sign_out(token.reveal()).await.map_err(refused)?;
    found.ok_or_else(|| Failure::SignIn(PeopleError::Wrong.to_string()))
}

fn refused(error: PeopleError) -> Failure {
    Failure::SignIn(error.to_string())
}

/// One line of standard input.
fn asked(question: &str) -> Result<String, Failure> {
    eprint!("{question}");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
