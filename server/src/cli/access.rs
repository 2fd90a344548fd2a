//! How a command gets at sealed stories: whoever types the passphrase opens the vault for this one run, whoever types her
//! password acts as herself. Secrets come from standard input, a line each; in a terminal they are not shown.

use super::{Failure, open as open_sealed};
use crate::demo;
use archive::desk::custody::{CustodyError, State};
use archive::desk::people::{PeopleError, SignedIn};
use archive::{Archive, Fault};
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use thiserror::Error;

/// Why a command got no further than the door.
#[derive(Debug, Error)]
pub enum AccessError {
    /// Nothing is set up in the folder.
    #[error("nothing is set up in this data folder; name another with --data, or open the page that hikaya serve names")]
    Empty,
    /// The passphrase or the code is another.
    #[error("this is neither the passphrase nor the recovery code; nothing was done")]
    WrongPassphrase,
    /// The sign-in name or the password is wrong.
    #[error("wrong sign-in name or password; nothing was done")]
    WrongPassword,
    /// Nobody said who acts.
    #[error("say who asks, with --as LOGIN")]
    NobodyActs,
    /// Too many wrong attempts at this name.
    #[error("too many wrong passwords for this sign-in name; wait until {0} UTC")]
    Locked(String),
    /// Standard input ended before every question was answered.
    #[error("standard input ended before the {0} was typed; give one line for each question")]
    InputEnded(&'static str),
    /// An archive could not be used.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Opens the archive of a folder with its vault open; asks for the passphrase where it is sealed.
pub(super) async fn open(data: PathBuf) -> Result<Archive, Failure> {
    let archive = open_sealed(data).await?;
    match archive.custody().state().await? {
        State::Empty => Err(AccessError::Empty.into()),
        State::Open { .. } => Ok(archive),
        State::Sealed => {
            let passphrase = ask("Passphrase or recovery code", "passphrase")?;
            match archive.custody().unseal(&passphrase).await {
                Ok(()) => Ok(archive),
                Err(CustodyError::Fault(fault)) => Err(fault.into()),
                Err(_) => Err(AccessError::WrongPassphrase.into()),
            }
        }
    }
}

/// Who acts: whoever is named, or in a demonstration somebody of it.
pub(super) async fn named(archive: &Archive, login: Option<&str>, in_demonstration: &str) -> Result<String, Failure> {
    match login {
        Some(login) => Ok(login.to_owned()),
        None if is_demonstration(archive).await? => Ok(in_demonstration.to_owned()),
        None => Err(AccessError::NobodyActs.into()),
    }
}

/// Signs in as somebody for this one run; asks for her password, but in a demonstration, where everybody knows it.
pub(super) async fn act_as(archive: &Archive, login: &str) -> Result<SignedIn, Failure> {
    let password = if is_demonstration(archive).await? {
        demo::PASSWORD.to_owned()
    } else {
        ask(&format!("Password of {login}"), "password")?
    };
    let failed = |error| match error {
        PeopleError::Locked { until } => AccessError::Locked(until.format("%Y-%m-%d %H:%M:%S").to_string()),
        PeopleError::Fault(fault) => AccessError::Fault(fault),
        _ => AccessError::WrongPassword,
    };
    let token = archive.people().sign_in(login, &password).await.map_err(failed)?;
    let found = archive.people().signed_in(token.reveal()).await.map_err(failed)?;
    archive.people().sign_out(token.reveal()).await.map_err(failed)?;
    Ok(found.ok_or(AccessError::WrongPassword)?)
}

/// Whether the archive is a demonstration.
async fn is_demonstration(archive: &Archive) -> Result<bool, Failure> {
    Ok(archive.custody().state().await? == State::Open { demonstration: true })
}

/// Asks for a secret: the prompt goes to standard error, the answer is the next line of standard input.
pub(super) fn ask(prompt: &str, what: &'static str) -> Result<String, Failure> {
    let mut input = io::stdin().lock();
    let quiet = input.is_terminal().then(Quiet::begin);
    eprint!("{prompt}: ");
    io::stderr().flush()?;
    let mut line = String::new();
    let read = input.read_line(&mut line)?;
    drop(quiet);
    if read == 0 {
        return Err(AccessError::InputEnded(what).into());
    }
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

/// A terminal that does not show what is typed, until this is dropped.
struct Quiet;

impl Quiet {
    fn begin() -> Self {
        terminal("-echo");
        Self
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        terminal("echo");
        eprintln!();
    }
}

/// Sets the terminal. Where there is no `stty` what is typed is shown, as everywhere in that terminal.
fn terminal(setting: &str) {
    let _ = Command::new("stty")
        .arg(setting)
        .stdin(Stdio::inherit())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}
