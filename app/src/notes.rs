//! The pages of the field: a neutral shell that a tablet keeps, what it needs to record without a network, what it sends, and the
//! drafts that come of it.

pub(crate) mod bring;
pub(crate) mod devices;
pub(crate) mod draft;
pub(crate) mod drafts;
pub(crate) mod kit;
pub(crate) mod letters;
pub(crate) mod prepare;
pub(crate) mod shell;
mod workspace;

use crate::home;
use crate::request::Caller;
use archive::Archive;
use archive::desk::field::FieldError;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::{get, post, put};
use method::policy::Role;
use std::convert::Infallible;
use std::str::FromStr;

/// The longest letter, and what is around it.
const LETTER_BYTES: usize = 4 * 1024 * 1024 + 1024;
/// The longest file of letters: a day of sound.
const FILE_BYTES: usize = 512 * 1024 * 1024;

/// Its routes.
pub(crate) fn desk() -> Router<Archive> {
    Router::new()
        .route("/notes", get(shell::show))
        .route("/notes/away", get(home::away))
        .route("/notes.webmanifest", get(shell::manifest))
        .route("/notes/prepare", get(prepare::show))
        .route("/notes/devices", post(kit::enrol))
        .route("/notes/devices/{device}", get(kit::counts))
        .route("/notes/kit/{device}", get(kit::show).post(kit::renew))
        .route("/notes/drafts/{id}", get(draft::sheet))
        .route(
            "/notes/letters/{device}/{recording}/{part}/{number}",
            put(letters::take).layer(DefaultBodyLimit::max(LETTER_BYTES)),
        )
        .route("/notes/waiting/{device}/{recording}", post(letters::waits))
        .route("/drafts", get(drafts::show))
        .route("/drafts/file", post(bring::submit).layer(DefaultBodyLimit::max(FILE_BYTES)))
        .route("/drafts/{id}", get(draft::show).post(draft::submit))
        .route("/drafts/{id}/discard", post(draft::discard))
        .route("/programme/tablets", get(devices::show).post(devices::submit))
}

/// What the shell is called on a tablet; none: *Notes*, in the reader's language.
#[derive(Clone, Debug, Default)]
pub struct ShellName(pub Option<String>);

/// The picture under which a tablet installs the shell. None is ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShellIcon {
    /// A sheet with lines.
    #[default]
    Notes,
    /// A calendar.
    Calendar,
    /// A pocket calculator.
    Sums,
}

impl ShellIcon {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Notes, Self::Calendar, Self::Sums];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notes => "notes",
            Self::Calendar => "calendar",
            Self::Sums => "sums",
        }
    }

    /// The file of a size that there is: 192 or 512.
    pub(crate) fn file(self, size: u16) -> String {
        format!("/shell/{}-{size}.png", self.name())
    }
}

impl FromStr for ShellIcon {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|one| one.name() == name);
        found.ok_or_else(|| format!("one of: {}", Self::ALL.map(Self::name).join(", ")))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ShellIcon {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ShellName {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Whether somebody records stories.
pub(crate) fn records(caller: &Caller) -> bool {
    let roles = &caller.roles;
    roles
        .iter()
        .any(|role| matches!(role, Role::Facilitator | Role::SiteCoordinator | Role::NationalCoordinator))
}

/// Whether somebody keeps tablets.
pub(crate) fn keeps(caller: &Caller) -> bool {
    caller.roles.contains(&Role::Administrator)
}

/// What a tablet is told of a refusal: a status, and nothing to read.
fn status(error: &FieldError) -> StatusCode {
    match error {
        FieldError::NotFound => StatusCode::NOT_FOUND,
        FieldError::NoDevice => StatusCode::UNAUTHORIZED,
        FieldError::CutOff => StatusCode::GONE,
        FieldError::Full => StatusCode::INSUFFICIENT_STORAGE,
        FieldError::IsStory => StatusCode::LOCKED,
        FieldError::Taken | FieldError::Conflict | FieldError::Unsettled => StatusCode::CONFLICT,
        FieldError::NoLetter | FieldError::NameMissing | FieldError::Unread(_) | FieldError::Stories(_) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        FieldError::Fault(fault) => {
            tracing::error!(error = %fault, "field.fault");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
