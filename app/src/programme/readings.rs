//! The questions and the wording of consent read aloud: which passages were read in which language, and reading one with the
//! microphone of `app/public/narrator.js`.

use crate::layout::{Head, page};
use crate::parts::playing::played;
use crate::refusal;
use crate::request::Caller;
use crate::stories::language_label;
use crate::stories::narration::recorder;
use crate::stories::record::aloud::{Script, Spoken, address, player};
use crate::words::{consent_reading as words, narration, questions as back};
use archive::Archive;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};
use method::sound::{Passage, Reading};

/// Whether somebody may read the wording aloud.
fn configures(caller: &Caller) -> bool {
    may(
        &caller.actor,
        Action::ConfigureProgramme,
        &Subject::Programme(caller.programme),
    )
    .is_allowed()
}

/// All that is read aloud in her programme now.
async fn script(caller: &Caller, archive: &Archive) -> Result<Script, Response> {
    let overview = archive.programmes().overview(&caller.actor, caller.programme).await;
    let overview = overview.map_err(|error| refusal::programmes(caller.language(), &error))?;
    Ok(Script::of(&overview))
}

/// All that is read aloud, and what an address asks for of it.
async fn found(
    caller: &Caller,
    archive: &Archive,
    (language, passage): &(String, String),
) -> Result<(Script, PageLanguage, Passage), Response> {
    let read_in = PageLanguage::ALL.into_iter().find(|one| one.tag() == language);
    let (Some(read_in), Some(passage)) = (read_in, Passage::from_name(passage)) else {
        return Err(refusal::not_found(caller.language()));
    };
    Ok((script(caller, archive).await?, read_in, passage))
}

pub(crate) async fn list(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    if !configures(&caller) {
        return refusal::not_found(language);
    }
    let script = match script(&caller, &archive).await {
        Ok(script) => script,
        Err(response) => return response,
    };
    let passages = script.said();
    let read = match archive
        .programmes()
        .read_aloud(&caller.actor, caller.programme, &passages)
        .await
    {
        Ok(read) => read,
        Err(error) => return refusal::programmes(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).back("/programme", back::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let cell = |spoken: &Spoken, one: PageLanguage| {
            let is_read = read.contains(&(one, spoken.passage));
            let (kind, state) = if is_read {
                ("done", words::was_read(language))
            } else {
                ("draft", words::to_read(language))
            };
            let about = format!(
                " {} · {}",
                spoken.label.get(language),
                language_label(language, one.language())
            );
            view! {
                <td><a href=page_of(one, spoken.passage)><span class="badge" data-kind=kind>{state}</span><span class="visually-hidden">{about}</span></a></td>
            }
        };
        let rows = script.passages().iter().map(|spoken| {
            let cells = PageLanguage::ALL.map(|one| cell(spoken, one)).collect_view();
            view! { <tr><th scope="row">{spoken.label.get(language).to_owned()}</th>{cells}</tr> }
        });
        let heads = PageLanguage::ALL.map(|one| view! { <th scope="col">{language_label(language, one.language())}</th> });
        view! {
            <p class="hint">{words::fallback(language)}</p>
            <p>{words::all_read(language, passages.len(), read.len())}</p>
            <div class="table-frame" role="region" aria-label=words::title(language) tabindex="0"><table class="table">
                <thead><tr><th scope="col">{words::passage(language)}</th>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
        }
        .into_any()
    })
}

fn page_of(language: PageLanguage, passage: Passage) -> String {
    format!("/programme/consent/{}/{}", language.tag(), passage.name())
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(at): Path<(String, String)>) -> Response {
    let language = caller.language();
    if !configures(&caller) {
        return refusal::not_found(language);
    }
    let (script, read_in, passage) = match found(&caller, &archive, &at).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(spoken) = script.find(passage) else {
        return refusal::not_found(language);
    };
    let one = [spoken.said(read_in)];
    let read = match archive.programmes().read_aloud(&caller.actor, caller.programme, &one).await {
        Ok(read) => read,
        Err(error) => return refusal::programmes(language, &error),
    };
    let is_read = !read.is_empty();
    let title = format!(
        "{} · {}",
        spoken.label.get(language),
        language_label(language, read_in.language())
    );
    let head = Head::new(title, words::read_lead(language))
        .narrow()
        .back("/programme/consent", words::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let file = address(read_in, passage);
        let kept = is_read.then(|| {
            view! {
                <section class="card stack" id="kept">
                    {player(language, read_in, spoken, file.clone())}
                    <form method="post" action=page_of(read_in, passage) class="actions">
                        <button class="button">{narration::remove(language)}</button></form>
                </section>
            }
        });
        let next = script.after(passage);
        let next =
            next.map(|next| view! { <p><a class="button" href=page_of(read_in, next)>{words::next(language)}</a></p> });
        view! {
            <blockquote class="reason" lang=read_in.tag() dir=read_in.dir()>{spoken.words.get(read_in).to_owned()}</blockquote>
            {recorder(language, &file, is_read, (words::listening(language), words::changed(language)))}
            {kept}
            {next}
        }
        .into_any()
    })
}

/// Throws a reading away.
pub(crate) async fn remove(caller: Caller, State(archive): State<Archive>, Path(at): Path<(String, String)>) -> Response {
    let language = caller.language();
    let (script, read_in, passage) = match found(&caller, &archive, &at).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(one) = script.find(passage).map(|spoken| spoken.said(read_in)) else {
        return refusal::not_found(language);
    };
    match archive.programmes().drop_reading(&caller.actor, caller.programme, &one).await {
        Ok(()) => Redirect::to(&page_of(read_in, passage)).into_response(),
        Err(error) => refusal::programmes(language, &error),
    }
}

/// A reading that the page sends once it is ended.
pub(crate) async fn keep(
    caller: Caller,
    State(archive): State<Archive>,
    Path(at): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let language = caller.language();
    let (script, read_in, passage) = match found(&caller, &archive, &at).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(one) = script.find(passage).map(|spoken| spoken.said(read_in)) else {
        return refusal::not_found(language);
    };
    let Ok(reading) = Reading::from_bytes(body.into()) else {
        return refusal::unprocessable(language);
    };
    let desk = archive.programmes();
    match desk
        .keep_reading(&caller.actor, caller.programme, (&one, &script.said()), &reading)
        .await
    {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refusal::programmes(language, &error),
    }
}

/// A reading as a file, for everybody of the programme.
pub(crate) async fn file(
    caller: Caller,
    State(archive): State<Archive>,
    Path(at): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let language = caller.language();
    let (script, read_in, passage) = match found(&caller, &archive, &at).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(one) = script.find(passage).map(|spoken| spoken.said(read_in)) else {
        return refusal::not_found(language);
    };
    match archive.programmes().reading(&caller.actor, caller.programme, &one).await {
        Ok(bytes) => played(bytes, &headers),
        Err(error) => refusal::programmes(language, &error),
    }
}
