//! Writing down what the sound of a story says: the player above, the text below, saved as a draft as often as one likes.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::record::story_fields;
use crate::stories::{language_label, sound};
use crate::words::transcript as words;
use archive::Archive;
use archive::desk::stories::{NewDraft, StoriesError};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::{Language, PageLanguage};
use method::recording::telling;
use method::sound::Take;
use method::story::{Drafted, LayerKind, Telling};

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
    let draft = drafts.into_iter().find(|one| one.draft.what == Drafted::Transcript);
    let written = whole
        .layers
        .iter()
        .rev()
        .find(|layer| matches!(layer.kind, LayerKind::Transcript { .. }));
    let (version, tongue, telling) = match (draft, written, whole.newest()) {
        (Some(kept), ..) => (kept.version, kept.draft.language, kept.draft.telling),
        (None, Some(layer), _) => (0, layer.language, layer.telling.clone()),
        // What was noted says nothing of what is heard, but for its title.
        (None, None, Some(noted)) => (0, noted.language, only_title(&noted.telling)),
        (None, None, None) => return refusal::not_found(language),
    };
    let typed = Typed::filled([
        ("title", telling.title),
        ("context", telling.context),
        ("description", telling.description),
        ("significance", telling.significance),
        ("language", tongue.tag().to_owned()),
        ("version", version.to_string()),
    ]);
    shown(&caller, &archive, id, &FormState::new(typed)).await
}

fn only_title(noted: &Telling) -> Telling {
    Telling {
        title: noted.title.clone(),
        context: String::new(),
        description: String::new(),
        significance: String::new(),
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let (Ok(id), Some(tongue)) = (id.parse::<StoryId>(), Language::from_tag(&form.typed.get("language"))) else {
        return refusal::not_found(language);
    };
    let new = NewDraft {
        what: Drafted::Transcript,
        language: tongue,
        telling: telling(form.typed.sheet()),
    };
    let version = form.typed.get("version").parse().unwrap_or(0);
    let wrong = match archive.stories().keep_draft(&caller.actor, id, new, version).await {
        Ok(()) => return Redirect::to(&format!("/stories/{id}/transcript#saved")).into_response(),
        Err(StoriesError::TooLong) => words::too_long(language),
        Err(StoriesError::Conflict) => words::conflict(language),
        Err(StoriesError::NoSound) => words::no_sound(language),
        Err(error) => return refusal::stories(language, &error),
    };
    shown(&caller, &archive, id, &form.wrong("description", wrong)).await
}

async fn shown(caller: &Caller, archive: &Archive, id: StoryId, form: &FormState) -> Response {
    let language = caller.language();
    let takes = match sound::of(caller, archive, id).await {
        Ok(Some(sound)) if !sound.takes.is_empty() => sound.takes,
        Ok(_) => return refusal::not_found(language),
        Err(answer) => return answer,
    };
    let link = format!("/stories/{id}");
    let mut head = Head::new(words::title(language), words::lead(language)).back(link.clone(), words::back(language));
    head.has_island = true;
    let languages = Language::ALL.map(|one| (one.tag().to_owned(), language_label(language, one).to_owned()));
    let is_saved = form.typed.get("version") != "0" && !form.is_refused();
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {player(language, id, &takes)}
            {is_saved.then(|| view! { <p class="hint" id="saved">{words::saved(language)}</p> })}
            <form method="post" action=format!("{link}/transcript") class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {select(form, "language", words::language(language), None, languages.to_vec())}
                {story_fields(language, form)}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// The takes, and the keys that work on them wherever the caret stands.
fn player(language: PageLanguage, id: StoryId, takes: &[Take]) -> AnyView {
    let buttons = [
        words::toggle(language),
        words::rewind(language),
        words::forward(language),
        words::slower(language),
        words::faster(language),
        words::again(language),
    ];
    let toggle = words::or(language, words::control_space(language), "F4", "F9");
    let keys = [toggle.as_str(), "F7", "F8", "F2", "F3", "F10"];
    let keys = keys.into_iter().zip(buttons);
    let keys = keys.map(|(key, what)| (key.to_owned(), what.to_owned())).collect();
    view! {
        <section class="card stack player">
            {sound::takes(language, id, takes)}
            <app_islands::Player words=buttons.map(str::to_owned).to_vec() speed=words::speed(language).to_owned()
                keys_title=words::keys(language).to_owned() keys=keys/>
        </section>
    }
    .into_any()
}
