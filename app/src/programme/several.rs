//! The programmes in which somebody works: choosing one, founding another. They do not see each other.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::{Caller, PROGRAMME_COOKIE};
use crate::words::programmes as words;
use archive::Archive;
use archive::desk::programmes::ProgrammesError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use method::id::ProgrammeId;
use method::language::PageLanguage;
use method::policy::{Action, may_anywhere};
use method::programme::Programme;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, &FormState::default()).await
}

pub(crate) async fn found(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let (name, period) = (form.typed.get("name"), form.typed.get("period"));
    match archive.programmes().found(&caller.actor, &name, &period).await {
        Ok(programme) => enter(programme),
        Err(ProgrammesError::NameMissing) => shown(&caller, &archive, &form.wrong("name", words::needed(language))).await,
        Err(error) => refusal::programmes(language, &error),
    }
}

/// Works in another of her programmes from now on, in this browser.
pub(crate) async fn choose(caller: Caller, typed: Typed) -> Response {
    let chosen = typed.get("programme").parse::<ProgrammeId>().ok();
    let memberships = caller.visitor.signed_in.iter().flat_map(|person| &person.memberships);
    let hers = memberships.into_iter().find(|one| Some(one.programme) == chosen);
    hers.map_or_else(|| refusal::not_found(caller.language()), |one| enter(one.programme))
}

fn enter(programme: ProgrammeId) -> Response {
    let cookie = format!("{PROGRAMME_COOKIE}={programme}; Path=/; HttpOnly; Secure; SameSite=Strict");
    (StatusCode::SEE_OTHER, [(LOCATION, "/".to_owned()), (SET_COOKIE, cookie)]).into_response()
}

async fn shown(caller: &Caller, archive: &Archive, form: &FormState) -> Response {
    let language = caller.language();
    let programmes = match archive.programmes().of(&caller.actor).await {
        Ok(programmes) => programmes,
        Err(error) => return refusal::programmes(language, &error),
    };
    let may_found = may_anywhere(&caller.actor, Action::ManagePeople);
    let head = Head::new(words::title(language), words::lead(language)).narrow();
    page(status_of(form), &caller.visitor, &head, || {
        let cards = programmes.iter().map(|one| card(language, one, one.id == caller.programme));
        view! {
            {refused(form, words::refused(language))}
            <ul class="grid">{cards.collect_view()}</ul>
            {may_found.then(|| founding(language, form))}
        }
        .into_any()
    })
}

fn card(language: PageLanguage, programme: &Programme, is_here: bool) -> AnyView {
    let next = if is_here {
        view! { <p><span class="badge" data-kind="done">{words::here(language)}</span></p> }.into_any()
    } else {
        view! {
            <form method="post" action="/programmes/choose" class="actions">
                <input type="hidden" name="programme" value=programme.id.to_string()/>
                <button class="button">{words::go(language)}</button>
            </form>
        }
        .into_any()
    };
    view! { <li><article class="card"><h2 dir="auto">{programme.name.clone()}</h2>{next}</article></li> }.into_any()
}

fn founding(language: PageLanguage, form: &FormState) -> AnyView {
    view! {
        <section class="section"><h2>{words::found_title(language)}</h2>
            <form method="post" action="/programmes" class="stack">
                {field(form, "name", Kind::Text, words::name(language), Some(words::found_hint(language)))}
                {field(form, "period", Kind::Text, words::period(language), None)}
                <div class="actions"><button class="button" data-kind="primary">{words::found(language)}</button></div>
            </form>
        </section>
    }
    .into_any()
}
