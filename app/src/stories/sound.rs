//! The sound of a story: its takes on the story's page, and each as a file that the browser plays.

use crate::parts::day;
use crate::parts::playing::played;
use crate::refusal;
use crate::request::Caller;
use crate::words::sound as words;
use archive::Archive;
use archive::desk::sound::{SoundError, SoundOf};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use leptos::prelude::*;
use method::id::{StoryId, TakeId};
use method::language::PageLanguage;
use method::sound::{Keeping, Take};

/// A take as a file.
pub(crate) async fn file(
    caller: Caller,
    State(archive): State<Archive>,
    Path((id, take)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let language = caller.language();
    let (Ok(id), Ok(take)) = (id.parse::<StoryId>(), take.parse::<TakeId>()) else {
        return refusal::not_found(language);
    };
    match archive.sounds().file(&caller.actor, id, take).await {
        Ok(bytes) => played(bytes, &headers),
        Err(error) => refusal::sound(language, &error),
    }
}

/// What somebody may know of a story's sound; nothing where she may not hear it.
pub(crate) async fn of(caller: &Caller, archive: &Archive, id: StoryId) -> Result<Option<SoundOf>, Response> {
    match archive.sounds().of(&caller.actor, id).await {
        Ok(sound) => Ok(Some(sound)),
        Err(SoundError::NotFound) => Ok(None),
        Err(error) => Err(refusal::sound(caller.language(), &error)),
    }
}

/// On the story's page: its takes, how long they are kept, what was destroyed.
pub(crate) fn section(language: PageLanguage, id: StoryId, sound: &SoundOf, may_tend: bool) -> Option<AnyView> {
    let keeping = sound
        .keeping
        .map(|keeping| view! { <p class="hint">{kept(language, keeping)}</p> });
    let destroyed = sound.destroyed.iter().map(|on| {
        view! { <p class="hint">{words::destroyed(language, day::spelled(language, *on))}</p> }
    });
    let destroyed = destroyed.collect_view();
    let transcribe = (may_tend && !sound.takes.is_empty()).then(|| {
        let link = format!("/stories/{id}/transcript");
        view! { <div class="actions"><a class="button" href=link>{words::transcribe(language)}</a></div> }
    });
    let is_there = !sound.takes.is_empty() || !sound.destroyed.is_empty();
    is_there.then(|| {
        view! {
            <section class="section stack" id="sound"><h2>{words::title(language)}</h2>
                {takes(language, id, &sound.takes)}{keeping}{destroyed}{transcribe}
            </section>
        }
        .into_any()
    })
}

/// Each take with the browser's own controls. Nothing is fetched before somebody plays it.
pub(crate) fn takes(language: PageLanguage, id: StoryId, takes: &[Take]) -> AnyView {
    let rows = takes.iter().map(|take| {
        let seconds = take.seconds();
        let partial = (!take.is_whole()).then(|| format!(" · {}", words::partial(language)));
        view! {
            <div>
                <audio class="story-sound" controls preload="none" aria-label=words::title(language) src=format!("/stories/{id}/sound/{}", take.id)></audio>
                <p class="hint">{words::minutes(language, seconds / 60, seconds % 60)}{partial}</p>
            </div>
        }
    });
    rows.collect_view().into_any()
}

/// How long sound is kept, as a sentence.
pub(crate) fn kept(language: PageLanguage, keeping: Keeping) -> String {
    match keeping {
        Keeping::ForTranscript => words::for_transcript(language).to_owned(),
        Keeping::ForReadBack => words::for_read_back(language).to_owned(),
        Keeping::Until(last) => words::until(language, day::spelled(language, last)),
        Keeping::Over => words::over(language).to_owned(),
    }
}
