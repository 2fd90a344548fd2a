//! Reading a story aloud for panels: the text, a button that listens, what was recorded. The microphone is the browser's
//! (`app/public/narrator.js`); a narration is kept once it is ended, as a whole.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::playing::played;
use crate::parts::telling::{narrated, told};
use crate::refusal;
use crate::request::Caller;
use crate::words::narration as words;
use archive::Archive;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use method::id::{LayerId, StoryId};
use method::language::PageLanguage;
use method::sound::Narration;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let text = match archive.sounds().to_narrate(&caller.actor, id).await {
        Ok(text) => text,
        Err(error) => return refusal::sound(language, &error),
    };
    let here = format!("/stories/{id}/narration");
    let file = format!("{here}/{}", text.layer.id);
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(format!("/stories/{id}"), words::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let kept = text.is_narrated.then(|| kept(language, &here, &file, text.layer.id));
        view! {
            {kept}
            {recorder(language, &file, text.is_narrated, (words::listening(language), words::text_changed(language)))}
            <h2 dir="auto">{text.layer.telling.title.clone()}</h2>
            {told(language, &text.layer)}
        }
        .into_any()
    })
}

/// What was recorded, to be heard or thrown away.
fn kept(language: PageLanguage, here: &str, file: &str, layer: LayerId) -> AnyView {
    view! {
        <section class="card stack" id="kept">
            {narrated(language, file.to_owned())}
            <form method="post" action=here.to_owned() class="actions"><input type="hidden" name="layer" value=layer.to_string()/>
                <button class="button">{words::remove(language)}</button></form>
        </section>
    }
    .into_any()
}

/// The buttons that `narrator.js` brings to life, with all that it may have to say; of that, two sentences are the page's own: that the
/// microphone listens, and that the server did not take what was read.
pub(crate) fn recorder(
    language: PageLanguage,
    file: &str,
    is_narrated: bool,
    (listening, changed): (&'static str, &'static str),
) -> AnyView {
    let start = if is_narrated {
        words::again(language)
    } else {
        words::start(language)
    };
    view! {
        <noscript><p class="notice" data-kind="warning">{words::needs_script(language)}</p></noscript>
        <div class="stack" id="narrator" data-to=file.to_owned() hidden=true>
            <div class="actions">
                <button type="button" class="button" data-kind="primary" data-do="start">{start}</button>
                <button type="button" class="button" data-kind="primary" data-do="stop" hidden=true>{words::stop(language)}</button>
                <button type="button" class="button" data-kind="primary" data-do="send" hidden=true>{words::send_again(language)}</button>
            </div>
            <div role="status">
                <p data-say="listening" hidden=true>{listening}" "<bdi data-seconds></bdi></p>
                <p data-say="keeping" hidden=true>{words::keeping(language)}</p>
            </div>
            <div role="alert">
                <p class="notice" data-kind="refused" data-say="deaf" hidden=true>{words::no_microphone(language)}</p>
                <p class="notice" data-kind="refused" data-say="unkept" hidden=true>{words::not_kept(language)}</p>
                <p class="notice" data-kind="refused" data-say="changed" hidden=true>{changed}</p>
            </div>
        </div>
        <script type="module" src="/narrator.js" nonce=use_nonce()></script>
    }
    .into_any()
}

/// A narration that the page sends once it is ended.
pub(crate) async fn keep(
    caller: Caller,
    State(archive): State<Archive>,
    Path((id, layer)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let language = caller.language();
    let (Ok(id), Ok(layer)) = (id.parse::<StoryId>(), layer.parse::<LayerId>()) else {
        return refusal::not_found(language);
    };
    let Ok(narration) = Narration::from_bytes(body.into()) else {
        return refusal::unprocessable(language);
    };
    match archive.sounds().narrate(&caller.actor, id, layer, &narration).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refusal::sound(language, &error),
    }
}

/// Throws a narration away.
pub(crate) async fn remove(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let (Ok(id), Ok(layer)) = (id.parse::<StoryId>(), form.typed.get("layer").parse::<LayerId>()) else {
        return refusal::not_found(language);
    };
    match archive.sounds().drop_narration(&caller.actor, id, layer).await {
        Ok(()) => Redirect::to(&format!("/stories/{id}/narration")).into_response(),
        Err(error) => refusal::sound(language, &error),
    }
}

/// A narration as a file.
pub(crate) async fn file(
    caller: Caller,
    State(archive): State<Archive>,
    Path((id, layer)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let (Ok(id), Ok(layer)) = (id.parse::<StoryId>(), layer.parse::<LayerId>()) else {
        return refusal::not_found(caller.language());
    };
    match archive.sounds().narration(&caller.actor, id, layer).await {
        Ok(bytes) => played(bytes, &headers),
        Err(error) => refusal::sound(caller.language(), &error),
    }
}
