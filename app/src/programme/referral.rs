//! One service: changing it, taking it out.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::programme::referrals::{fields, typed_service, wrong};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::services as words;
use archive::Archive;
use archive::desk::referrals::{Listed, ReferralsError};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::ServiceId;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    match found(&caller, &archive, &id).await {
        Ok(one) => shown(&caller, &one, &FormState::new(written(&one))),
        Err(answer) => answer,
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let one = match found(&caller, &archive, &id).await {
        Ok(one) => one,
        Err(answer) => return answer,
    };
    let Some(service) = typed_service(&form.typed, one.service.site) else {
        return shown(&caller, &one, &form.wrong("kind", words::kind_needed(language)));
    };
    let read = form.typed.get("version").parse().unwrap_or_default();
    let desk = archive.referrals();
    match desk.change(&caller.actor, caller.programme, one.id, service, read).await {
        Ok(()) => Redirect::to("/programme/referrals").into_response(),
        Err(ReferralsError::Refused(why)) => shown(&caller, &one, &wrong(language, form, why)),
        // What she typed is still there, now over the version that the other person wrote.
        Err(ReferralsError::Conflict) => {
            let typed = form.typed.with("version", one.version.to_string());
            shown(&caller, &one, &FormState::new(typed).wrong("kind", words::changed(language)))
        }
        Err(error) => refusal::referrals(language, &error),
    }
}

pub(crate) async fn remove(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<ServiceId>() else {
        return refusal::not_found(language);
    };
    let read = typed.get("version").parse().unwrap_or_default();
    match archive.referrals().remove(&caller.actor, caller.programme, id, read).await {
        Ok(()) => Redirect::to("/programme/referrals").into_response(),
        Err(error) => refusal::referrals(language, &error),
    }
}

/// A service that she keeps, or the page that says there is none.
async fn found(caller: &Caller, archive: &Archive, id: &str) -> Result<Listed, Response> {
    let language = caller.language();
    let services = archive.referrals().list(&caller.actor, caller.programme).await;
    let services = services.map_err(|error| refusal::referrals(language, &error))?;
    let id = id.parse::<ServiceId>().ok();
    let one = services.into_iter().find(|one| Some(one.id) == id);
    one.ok_or_else(|| refusal::not_found(language))
}

/// A service as its form is filled in.
fn written(one: &Listed) -> Typed {
    let service = &one.service;
    Typed::filled([
        ("version", one.version.to_string()),
        ("kind", service.kind.name().to_owned()),
        ("name_fr", service.name.fr.clone()),
        ("name_ar", service.name.ar.clone()),
        ("name_en", service.name.en.clone()),
        ("telephone", service.telephone.clone()),
        ("hours", service.hours.clone()),
        ("notes_fr", service.notes.fr.clone()),
        ("notes_ar", service.notes.ar.clone()),
        ("notes_en", service.notes.en.clone()),
    ])
}

fn shown(caller: &Caller, one: &Listed, form: &FormState) -> Response {
    let language = caller.language();
    let link = format!("/programme/referrals/{}", one.id);
    let head = Head::new(one.service.name.get(language), "")
        .narrow()
        .back("/programme/referrals", words::link(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action=link.clone() class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {fields(language, form)}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
            <form method="post" action=format!("{link}/remove") class="section actions">
                <input type="hidden" name="version" value=one.version.to_string()/>
                <button class="button" data-kind="danger">{words::remove(language)}</button>
            </form>
        }
        .into_any()
    })
}
