//! The wording of consent read aloud: which passages were read in which language, and reading one with the microphone of
//! `app/public/narrator.js`.

use crate::layout::{Head, page};
use crate::parts::playing::played;
use crate::refusal;
use crate::request::Caller;
use crate::stories::language_label;
use crate::stories::narration::recorder;
use crate::stories::record::aloud::{address, all, label, player, said};
use crate::words::{consent_reading as words, narration, questions as back};
use archive::Archive;
use archive::desk::programmes::Said;
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

/// A passage of an address.
fn find(language: &str, passage: &str) -> Option<Said<'static>> {
    let language = PageLanguage::ALL.into_iter().find(|one| one.tag() == language)?;
    let passage = Passage::from_name(passage)?;
    Some(Said {
        language,
        passage,
        words: said(language, passage),
    })
}

pub(crate) async fn list(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    if !configures(&caller) {
        return refusal::not_found(language);
    }
    let passages = all();
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
        let cell = |passage: Passage, one: PageLanguage| {
            let is_read = read.contains(&(one, passage));
            let (kind, state) = if is_read {
                ("done", words::was_read(language))
            } else {
                ("draft", words::to_read(language))
            };
            let about = format!(" {} · {}", label(language, passage), language_label(language, one.language()));
            view! {
                <td><a href=page_of(one, passage)><span class="badge" data-kind=kind>{state}</span><span class="visually-hidden">{about}</span></a></td>
            }
        };
        let rows = Passage::all().map(|passage| {
            let cells = PageLanguage::ALL.map(|one| cell(passage, one)).collect_view();
            view! { <tr><th scope="row">{label(language, passage)}</th>{cells}</tr> }
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

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path((read_in, passage)): Path<(String, String)>,
) -> Response {
    let language = caller.language();
    let Some(one) = find(&read_in, &passage).filter(|_| configures(&caller)) else {
        return refusal::not_found(language);
    };
    let read = match archive.programmes().read_aloud(&caller.actor, caller.programme, &[one]).await {
        Ok(read) => read,
        Err(error) => return refusal::programmes(language, &error),
    };
    let is_read = !read.is_empty();
    let title = format!(
        "{} · {}",
        label(language, one.passage),
        language_label(language, one.language.language())
    );
    let head = Head::new(title, words::read_lead(language))
        .narrow()
        .back("/programme/consent", words::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let file = address(one.language, one.passage);
        let kept = is_read.then(|| {
            view! {
                <section class="card stack" id="kept">
                    {player(language, one.language, one.passage, file.clone())}
                    <form method="post" action=page_of(one.language, one.passage) class="actions">
                        <button class="button">{narration::remove(language)}</button></form>
                </section>
            }
        });
        let next = one.passage.next();
        let next = next.map(|next| {
            view! { <p><a class="button" href=page_of(one.language, next)>{words::next(language)}</a></p> }
        });
        view! {
            <blockquote class="reason" lang=one.language.tag() dir=one.language.dir()>{one.words}</blockquote>
            {recorder(language, &file, is_read, (words::listening(language), words::changed(language)))}
            {kept}
            {next}
        }
        .into_any()
    })
}

/// Throws a reading away.
pub(crate) async fn remove(
    caller: Caller,
    State(archive): State<Archive>,
    Path((read_in, passage)): Path<(String, String)>,
) -> Response {
    let language = caller.language();
    let Some(one) = find(&read_in, &passage) else {
        return refusal::not_found(language);
    };
    match archive.programmes().drop_reading(&caller.actor, caller.programme, &one).await {
        Ok(()) => Redirect::to(&page_of(one.language, one.passage)).into_response(),
        Err(error) => refusal::programmes(language, &error),
    }
}

/// A reading that the page sends once it is ended.
pub(crate) async fn keep(
    caller: Caller,
    State(archive): State<Archive>,
    Path((read_in, passage)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let language = caller.language();
    let Some(one) = find(&read_in, &passage) else {
        return refusal::not_found(language);
    };
    let Ok(reading) = Reading::from_bytes(body.into()) else {
        return refusal::unprocessable(language);
    };
    let desk = archive.programmes();
    match desk
        .keep_reading(&caller.actor, caller.programme, (&one, &all()), &reading)
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
    Path((read_in, passage)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let language = caller.language();
    let Some(one) = find(&read_in, &passage) else {
        return refusal::not_found(language);
    };
    match archive.programmes().reading(&caller.actor, caller.programme, &one).await {
        Ok(bytes) => played(bytes, &headers),
        Err(error) => refusal::programmes(language, &error),
    }
}
