//! Who asks, in which language, from where.

use crate::refusal;
use archive::Archive;
use archive::desk::custody::State as Installation;
use archive::desk::people::SignedIn;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use method::id::ProgrammeId;
use method::language::PageLanguage;
use method::policy::{Actor, Role};

/// The session's cookie: bound to this host, not readable by script, never sent from elsewhere.
pub(crate) const SESSION_COOKIE: &str = "__Host-session";
const LANGUAGE_COOKIE: &str = "language";
/// Which of her programmes somebody works in; without it, her first.
pub(crate) const PROGRAMME_COOKIE: &str = "__Host-programme";

/// Anybody at all.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) language: PageLanguage,
    /// Path without query, to mark the current desk.
    pub(crate) path: String,
    pub(crate) state: Installation,
    pub(crate) signed_in: Option<SignedIn>,
    /// The programme that she works in now; none for whoever has no role.
    pub(crate) programme: Option<ProgrammeId>,
}

impl Visitor {
    /// Her roles in the programme that she works in now.
    pub(crate) fn roles(&self) -> Vec<Role> {
        let memberships = self.signed_in.iter().flat_map(|person| &person.memberships);
        memberships
            .filter(|one| Some(one.programme) == self.programme)
            .map(|one| one.role)
            .collect()
    }

    /// Whether she works in several programmes.
    pub(crate) fn has_several_programmes(&self) -> bool {
        let memberships = self.signed_in.iter().flat_map(|person| &person.memberships);
        memberships.into_iter().any(|one| Some(one.programme) != self.programme)
    }
}

/// Somebody who signed in. Everybody else is sent to set up, to unseal or to sign in.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) visitor: Visitor,
    pub(crate) actor: Actor,
    /// The programme she works in.
    pub(crate) programme: ProgrammeId,
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
}

impl Caller {
    pub(crate) const fn language(&self) -> PageLanguage {
        self.visitor.language
    }

    /// The token in the session's cookie.
    pub(crate) fn token(jar: &CookieJar) -> Option<String> {
        jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned())
    }
}

impl FromRequestParts<Archive> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, archive: &Archive) -> Result<Self, Response> {
        let jar = CookieJar::from_headers(&parts.headers);
        let language = language_of(&parts.headers);
        let state = archive
            .custody()
            .state()
            .await
            .map_err(|fault| refusal::fault(language, &fault))?;
        let signed_in = match (state, Caller::token(&jar)) {
            (Installation::Open { .. }, Some(token)) => archive
                .people()
                .signed_in(&token)
                .await
                .map_err(|error| refusal::people(language, &error))?,
            _ => None,
        };
        let programme = signed_in.as_ref().and_then(|person| chosen_programme(&jar, person));
        Ok(Self {
            language,
            path: parts.uri.path().to_owned(),
            state,
            signed_in,
            programme,
        })
    }
}

impl FromRequestParts<Archive> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, archive: &Archive) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, archive).await?;
        match visitor.state {
            Installation::Empty => return Err(Redirect::to("/set-up").into_response()),
            Installation::Sealed => return Err(refusal::sealed(visitor.language)),
            Installation::Open { .. } => {}
        }
        let Some(signed_in) = visitor.signed_in.clone() else {
            return Err(Redirect::to("/sign-in").into_response());
        };
        let Some(programme) = visitor.programme else {
            return Err(refusal::not_found(visitor.language));
        };
        Ok(Self {
            roles: visitor.roles(),
            visitor,
            actor: signed_in.actor,
            programme,
            name: signed_in.name,
        })
    }
}

/// The programme that was chosen, if she has a role in it, or the first in which she has one.
fn chosen_programme(jar: &CookieJar, person: &SignedIn) -> Option<ProgrammeId> {
    let chosen = jar
        .get(PROGRAMME_COOKIE)
        .and_then(|cookie| cookie.value().parse::<ProgrammeId>().ok());
    let has_role = |programme: &ProgrammeId| person.memberships.iter().any(|one| one.programme == *programme);
    let first = || person.memberships.first().map(|one| one.programme);
    chosen.filter(has_role).or_else(first)
}

/// The language that was chosen, or the first that the browser asks for, or French.
fn language_of(headers: &HeaderMap) -> PageLanguage {
    let accepted = || {
        headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .and_then(first_accepted)
    };
    let jar = CookieJar::from_headers(headers);
    let chosen = jar
        .get(LANGUAGE_COOKIE)
        .and_then(|cookie| PageLanguage::from_tag(cookie.value()));
    chosen.or_else(accepted).unwrap_or_default()
}

tokio::task_local! {
    /// Whether the request that is answered came to a demonstration.
    static IN_DEMONSTRATION: bool;
}

/// Whether the page that is being written stands in a demonstration, and says so.
pub(crate) fn in_demonstration() -> bool {
    IN_DEMONSTRATION.try_with(|is_one| *is_one).unwrap_or(false)
}

/// Around every page: what was refused below any page (a body too large, a form from another site, a request that took too long
/// or broke) is said on a page, in the reader's language.
pub async fn explain(State(archive): State<Archive>, request: Request, next: Next) -> Response {
    let language = language_of(request.headers());
    let is_get = request.method() == Method::GET;
    let state = archive.custody().state().await;
    let is_demonstration = matches!(state, Ok(Installation::Open { demonstration: true }));
    let answered = IN_DEMONSTRATION.scope(is_demonstration, async {
        let response = next.run(request).await;
        let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        match response.status() {
            _ if kind.is_some_and(|kind| kind.starts_with("text/html")) => response,
            // A page that only a form leads to, opened by its address, as the links of the languages do.
            StatusCode::METHOD_NOT_ALLOWED if is_get => Redirect::to("/").into_response(),
            StatusCode::PAYLOAD_TOO_LARGE => refusal::too_large(language),
            StatusCode::FORBIDDEN => refusal::foreign_form(language),
            StatusCode::SERVICE_UNAVAILABLE => refusal::too_slow(language),
            StatusCode::INTERNAL_SERVER_ERROR => refusal::broken_below(language),
            _ => response,
        }
    });
    answered.await
}

/// The first page language that a browser asks for.
fn first_accepted(header: &str) -> Option<PageLanguage> {
    header
        .split(',')
        .filter_map(|one| one.split(';').next())
        .find_map(|tag| PageLanguage::from_tag(tag.trim()))
}

/// `?lang=ar` on any page: remembers the language and goes back to the page itself.
pub(crate) async fn choose_language(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let asked = query
        .split('&')
        .filter_map(|pair| pair.strip_prefix("lang="))
        .find_map(PageLanguage::from_tag);
    let Some(language) = asked.filter(|_| request.method() == Method::GET) else {
        return next.run(request).await;
    };
    let path = request.uri().path();
    let back = if path.starts_with("//") { "/" } else { path };
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
        language.tag()
    );
    (StatusCode::SEE_OTHER, [(LOCATION, back.to_owned()), (SET_COOKIE, cookie)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_speak_is_taken() {
        assert_eq!(first_accepted("de, ar-MA;q=0.8, fr"), Some(PageLanguage::Arabic));
        assert_eq!(first_accepted("en-GB"), Some(PageLanguage::English));
        assert_eq!(first_accepted("zh"), None);
    }
}
