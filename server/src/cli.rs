//! The command line. Data goes to standard output, words to standard error; exit status 2 for a wrong call, 1 for a failure.

mod access;
mod brief;
mod detect;
mod keep;
mod search;
mod serve;
mod user;

use crate::demo;
use archive::audit::Verified;
use archive::backup::BackupError;
use archive::desk::custody::CustodyError;
use archive::desk::people::role_name;
use archive::{Archive, Engine, Fault, Settings};
use clap::{Args, Parser, Subcommand};
use method::id::BriefId;
use method::policy::Role;
use std::net::SocketAddr;
use std::path::PathBuf;
use thiserror::Error;

/// Hikaya: stories of change, told, chosen, kept safe.
#[derive(Debug, Parser)]
#[command(name = "hikaya", version, arg_required_else_help = true)]
pub struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Serves the pages
    Serve(Serve),
    /// Fills an empty folder with a fictional programme
    Demo(Demo),
    /// Finds identifiers: JSON lines {"id","lang","text"} in, {"id","spans"} out; lang is fr, ar, en or arz
    Detect(Detect),
    /// Searches the stories
    Search(Search),
    /// Looks after the briefs
    Brief {
        #[command(subcommand)]
        action: Brief,
    },
    /// Looks after the index
    Index {
        #[command(subcommand)]
        action: IndexAction,
    },
    /// Looks after the audit log
    Audit {
        #[command(subcommand)]
        action: Audit,
    },
    /// Looks after the accounts
    User {
        #[command(subcommand)]
        action: User,
    },
    /// Writes a backup into a folder: a new content-….hik, and keyring.hik in place of the one before
    Backup(Backup),
    /// Puts a backup back into an empty place
    Restore(Restore),
}

#[derive(Debug, Subcommand)]
enum Brief {
    /// Says how often a colleague who knows of every teller what is recorded would guess right who speaks in a brief, as it went
    /// out last or else as it was last saved; prints numbers alone
    Attack(Attack),
}

#[derive(Debug, Args)]
struct Attack {
    #[command(flatten)]
    data: Data,
    /// The brief: what stands in its address after /briefs/
    id: BriefId,
    /// Who asks: somebody who writes briefs
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
}

/// Where the data is.
#[derive(Clone, Debug, Args)]
struct Data {
    /// The data folder
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Folder with the style, the fonts and the browser's code
    #[arg(long, env = "HIKAYA_SITE", default_value = "target/site", value_name = "DIR")]
    site: PathBuf,
    /// What the page is called that tablets of the field keep; it should say nothing of the work [default: Notes]
    #[arg(long, env = "HIKAYA_SHELL_NAME", value_name = "NAME")]
    shell_name: Option<String>,
    /// The picture under which tablets install that page: notes, calendar or sums; none of them is ours
    #[arg(long, env = "HIKAYA_SHELL_ICON", default_value = "notes", value_name = "PICTURE")]
    shell_icon: app::ShellIcon,
}

#[derive(Debug, Args)]
struct Demo {
    #[command(flatten)]
    data: Data,
    /// How many stories
    #[arg(long, default_value_t = 12)]
    stories: u32,
    /// The same seed tells the same stories
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Debug, Args)]
struct Detect {
    /// Taken as by every command; nothing is read from there, for its lists stand in the program
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
}

#[derive(Args)]
struct Search {
    #[command(flatten)]
    data: Data,
    /// Words that must all be there, "phrases", beginnings*, -exclusions; the newest stories, if empty
    #[arg(default_value = "", allow_hyphen_values = true)]
    query: String,
    #[expect(clippy::doc_markdown, reason = "shown by --help as it stands")]
    /// One JSON object: {"total","results":[{"id","title","language","site","domain","told_on","snippet","marks"}]}
    #[arg(long)]
    json: bool,
    /// How many stories at most, up to 1000
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Sign-in name of whoever searches; in a demonstration the coordinator, unless another is named
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
}

impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What is searched for may name somebody.
        f.write_str("Search")
    }
}

#[derive(Debug, Subcommand)]
enum IndexAction {
    /// Reads every story again, and says which do not open
    Rebuild(Data),
    /// Compares the index with the stories, puts right what differs, and says what did; a server does so by itself every hour
    Check(Data),
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Walks the whole chain and says where it breaks
    Verify(Verify),
}

#[derive(Debug, Args)]
struct Verify {
    #[command(flatten)]
    data: Data,
    /// Asks for the passphrase and compares what is sealed, too: finds a chain computed anew and an end cut off
    #[arg(long)]
    open: bool,
}

#[derive(Debug, Subcommand)]
enum User {
    /// Gives somebody an account with one role. Passphrase, administrator's password and the new password are read from standard
    /// input, a line each; a demonstration asks for the new password alone
    Add(Add),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    data: Data,
    /// What she types to sign in
    #[arg(long)]
    login: String,
    /// What colleagues call her
    #[arg(long)]
    name: String,
    #[expect(clippy::doc_markdown, reason = "shown by --help as it stands")]
    /// facilitator, panel_chair, analyst, advocacy_officer, site_coordinator, national_coordinator or administrator
    #[arg(long, value_parser = role)]
    role: Role,
    /// The site, by its name in any language; every site if none
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// The programme, by its name; needed by an administrator of several
    #[arg(long, value_name = "NAME")]
    programme: Option<String>,
    /// The administrator who does it; in a demonstration samir
    #[arg(long = "as", value_name = "ADMIN")]
    by: Option<String>,
}

/// A role by its name.
fn role(name: &str) -> Result<Role, String> {
    let known = Role::ALL.into_iter().find(|role| role_name(*role) == name);
    known.ok_or_else(|| format!("the roles are {}", Role::ALL.map(role_name).join(", ")))
}

#[derive(Debug, Args)]
struct Backup {
    #[command(flatten)]
    data: Data,
    /// The folder of backups; made if absent
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

#[derive(Debug, Args)]
struct Restore {
    /// The folder of backups, whose newest content is taken, or one content-….hik
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    #[command(flatten)]
    data: Data,
    /// The newest keyring.hik, if it is not the one beside the content
    #[arg(long, value_name = "FILE")]
    keyring: Option<PathBuf>,
}

/// Why a command failed; its text names no content.
#[derive(Debug, Error)]
pub enum Failure {
    /// The archive.
    #[error("{0}")]
    Archive(#[from] Fault),
    /// The folder holds an installation already.
    #[error("{0}; choose an empty folder with --data")]
    Custody(#[from] CustodyError),
    /// The demonstration could not be written.
    #[error("the demonstration could not be written: {0}")]
    Demo(String),
    /// The vault stays shut, or the person is not let in.
    #[error(transparent)]
    Access(#[from] access::AccessError),
    /// No account was made.
    #[error(transparent)]
    User(#[from] user::UserError),
    /// No backup was written, or nothing was restored.
    #[error("{0}")]
    Backup(#[from] BackupError),
    /// An address cannot be listened on, or a stream cannot be read or written.
    #[error("{0}; if an address is in use, choose another with --listen")]
    Listen(#[from] std::io::Error),
    /// A line of the input is not what `detect` reads.
    #[error("line {line} is not {{\"id\",\"lang\",\"text\"}} with lang fr, ar, en or arz")]
    Line {
        /// Its number, from 1.
        line: usize,
    },
    /// Somebody who writes no briefs, or no brief of that id.
    #[error("there is no such brief for this account")]
    NoBrief,
    /// Somebody who reads no stories.
    #[error("this account reads no stories")]
    ReadsNothing,
    /// Some rows do not open.
    #[error("{0} stories could not be opened; their ids stand above")]
    Unreadable(usize),
    /// The chain of the audit log is broken.
    #[error("the audit log is broken at entry {0}")]
    AuditBroken(i64),
}

/// Runs a command to its end.
///
/// # Errors
/// [`Failure`], for standard error.
pub async fn run(command: Command) -> Result<(), Failure> {
    match command.action {
        Action::Serve(asked) => serve::serve(asked).await,
        Action::Demo(asked) => {
            let archive = open(asked.data.data).await?;
            demo::fill(&archive, asked.stories, asked.seed).await?;
            archive.close().await;
            eprintln!("A fictional programme with {} stories is ready.", asked.stories);
            Ok(())
        }
        Action::Detect(_) => detect::detect(std::io::stdin().lock(), std::io::stdout().lock()),
        Action::User {
            action: User::Add(asked),
        } => user::add(asked).await,
        Action::Backup(asked) => keep::back_up(asked).await,
        Action::Restore(asked) => keep::restore(asked).await,
        Action::Search(asked) => search::search(asked).await,
        Action::Brief {
            action: Brief::Attack(asked),
        } => brief::attack(asked).await,
        Action::Index { action } => search::index(action).await,
        Action::Audit {
            action: Audit::Verify(asked),
        } => {
            let archive = if asked.open {
                access::open(asked.data.data).await?
            } else {
                open(asked.data.data).await?
            };
            let verified = archive.custody().verify_audit().await?;
            archive.close().await;
            match verified {
                Verified::Whole { entries } => {
                    println!("whole {entries}");
                    Ok(())
                }
                Verified::BrokenAt { seq } => Err(Failure::AuditBroken(seq)),
            }
        }
    }
}

/// Opens the archive of a folder, on SQLite, or on PostgreSQL where `DATABASE_URL` says so.
async fn open(folder: PathBuf) -> Result<Archive, Fault> {
    Archive::open(settings(folder)).await
}

fn settings(folder: PathBuf) -> Settings {
    let mut settings = Settings::in_folder(folder);
    if let Ok(url) = std::env::var("DATABASE_URL")
        && url.starts_with("postgres")
    {
        settings.engine = Engine::Postgres { url };
    }
    settings
}
