//! Editing a story: a new layer over the newest, with the reason. What was told stays as it was told.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::record::story_fields;
use crate::stories::{lack, setting};
use crate::words::edit as words;
use archive::Archive;
use archive::desk::stories::{StoriesError, Whole};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::recording::telling;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    shown_over(&caller, &archive, id, &FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let layers = form.typed.get("layers").parse().unwrap_or(0);
    match archive
        .stories()
        .edit(
            &caller.actor,
            id,
            telling(form.typed.sheet()),
            &form.typed.get("reason"),
            layers,
        )
        .await
    {
        Ok(()) => Redirect::to(&format!("/stories/{id}")).into_response(),
        Err(StoriesError::Lacks(lacks)) => {
            let form = lacks
                .into_iter()
                .map(|one| lack(language, one))
                .fold(form, |form, (field, sentence)| form.wrong(field, sentence));
            shown_over(&caller, &archive, id, &form).await
        }
        Err(StoriesError::ReasonMissing) => {
            shown_over(&caller, &archive, id, &form.wrong("reason", words::reason_needed(language))).await
        }
        Err(StoriesError::Unchanged) => {
            shown_over(&caller, &archive, id, &form.wrong("description", words::unchanged(language))).await
        }
        Err(StoriesError::TooLong) => {
            shown_over(&caller, &archive, id, &form.wrong("description", words::too_long(language))).await
        }
        Err(StoriesError::Conflict) => {
            shown_over(&caller, &archive, id, &form.wrong("title", words::conflict(language))).await
        }
        Err(error) => refusal::stories(language, &error),
    }
}

/// The page, over what is kept of the story: a form that was not sent holds that.
pub(crate) async fn shown_over(caller: &Caller, archive: &Archive, id: StoryId, form: &FormState) -> Response {
    let language = caller.language();
    let whole = match archive.stories().read(&caller.actor, id).await {
        Ok((whole, _)) if whole.may_tend => whole,
        Ok(_) => return refusal::not_found(language),
        Err(error) => return refusal::stories(language, &error),
    };
    let Some(newest) = whole.newest() else {
        return refusal::not_found(language);
    };
    let told = newest.telling.clone();
    let kept = [
        ("title", told.title),
        ("context", told.context),
        ("description", told.description),
        ("significance", told.significance),
        ("layers", whole.layers.len().to_string()),
    ];
    shown(caller, &whole, &form.clone().over(Typed::filled(kept)))
}

fn shown(caller: &Caller, whole: &Whole, form: &FormState) -> Response {
    let id = whole.id;
    let language = caller.language();
    let link = format!("/stories/{id}");
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(link.clone(), words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action=format!("{link}/edit") class="stack">
                <input type="hidden" name="layers" value=form.typed.get("layers")/>
                {story_fields(language, form)}
                {field(form, "reason", Kind::Text, words::reason(language), Some(words::reason_hint(language)))}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
            {setting::changing(language, whole, form)}
        }
        .into_any()
    })
}
