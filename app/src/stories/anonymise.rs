//! Taking out of a whole story what leads to a person: each paragraph beside the field for the same without it, filled with what the
//! program proposes. A draft until another person approves it; then a panel of others can read it in the story's place.

use super::translate::{from_older, keep, pairs};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::{drafts as words, transcript};
use archive::Archive;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::story::{Drafted, Layer, LayerKind, Telling, of_rows, rows};

/// What stands on the page.
struct Sheet<'a> {
    source: &'a Layer,
    written: Telling,
    version: i32,
    /// The story changed since the text was written.
    is_carried: bool,
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let drafts = match archive.stories().drafts(&caller.actor, id).await {
        Ok(drafts) => drafts,
        Err(error) => return refusal::stories(language, &error),
    };
    let whole = match archive.stories().read(&caller.actor, id).await {
        Ok((whole, _)) => whole,
        Err(error) => return refusal::stories(language, &error),
    };
    let proposed = match archive.excerpts().without_names(&caller.actor, id).await {
        Ok(proposed) => proposed,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let Some(source) = whole.newest() else {
        return refusal::not_found(language);
    };
    let draft = drafts.into_iter().find_map(|one| match one.draft.what {
        Drafted::Anonymised { of } => Some((one.version, of, one.draft.telling)),
        _ => None,
    });
    let version = draft.as_ref().map_or(0, |(version, ..)| *version);
    let before = draft.map(|(_, of, telling)| (of, telling));
    let before = before.or_else(|| {
        whole.layers.iter().rev().find_map(|layer| match layer.kind {
            LayerKind::Anonymised { of, .. } => Some((of, layer.telling.clone())),
            _ => None,
        })
    });
    let (written, is_carried) = match before {
        Some((of, telling)) if of == source.id => (telling, false),
        Some((of, telling)) => (filled(source, &from_older(&whole, of, &telling, source), &proposed), true),
        None => (proposed, false),
    };
    let sheet = Sheet {
        source,
        written,
        version,
        is_carried,
    };
    shown(&caller, id, &sheet, &FormState::default())
}

/// What was written, with what is proposed where nothing was.
fn filled(source: &Layer, written: &Telling, proposed: &Telling) -> Telling {
    let pairs = rows(&source.telling, written)
        .into_iter()
        .zip(rows(&source.telling, proposed));
    let pairs = pairs.map(|(written, proposed)| {
        let is_empty = written.beside.trim().is_empty();
        if is_empty { proposed.beside } else { written.beside }.to_owned()
    });
    of_rows(&source.telling, &pairs.collect::<Vec<_>>())
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(caller.language());
    };
    let becomes = |source: &Layer| (Drafted::Anonymised { of: source.id }, source.language);
    match keep(&caller, &archive, id, &typed, becomes).await {
        Ok(None) => Redirect::to(&format!("/stories/{id}/anonymise")).into_response(),
        Ok(Some(unkept)) => {
            let sheet = Sheet {
                source: &unkept.source,
                written: unkept.written,
                version: unkept.version,
                is_carried: false,
            };
            shown(&caller, id, &sheet, &FormState::new(typed).wrong("row-1", unkept.why))
        }
        Err(refused) => refused,
    }
}

fn shown(caller: &Caller, id: StoryId, sheet: &Sheet<'_>, form: &FormState) -> Response {
    let language = caller.language();
    let link = format!("/stories/{id}");
    let head = Head::new(words::anonymise_title(language), words::anonymise_lead(language));
    let head = head.back(link.clone(), transcript::back(language)).wide();
    let is_saved = sheet.version != 0 && !form.is_refused();
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, transcript::refused(language))}
            {sheet.is_carried.then(|| warning(words::anonymise_changed(language)))}
            {is_saved.then(|| view! { <p class="hint" id="saved">{transcript::saved(language)}" "{words::another_approves(language)}</p> })}
            <form method="post" action=format!("{link}/anonymise") class="stack">
                <input type="hidden" name="of" value=sheet.source.id.to_string()/>
                <input type="hidden" name="version" value=sheet.version.to_string()/>
                {pairs(language, sheet.source, &sheet.written, sheet.source.language)}
                <div class="actions"><button class="button" data-kind="primary">{transcript::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
