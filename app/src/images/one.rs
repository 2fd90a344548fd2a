//! One picture: what is said of it, its file, its end.

use super::picture;
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::isolated;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::images as words;
use archive::Archive;
use archive::desk::images::{ImagesError, Kept};
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::brief::{ALT_LETTERS, Described, IMAGE_LINE_LETTERS, NotDescribed};
use method::id::ImageId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    match find(&caller, &archive, &id).await {
        Ok(kept) => shown(&caller, &kept, &FormState::new(as_typed(caller.language(), &kept))),
        Err(refusal) => refusal,
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let kept = match find(&caller, &archive, &id).await {
        Ok(kept) => kept,
        Err(refusal) => return refusal,
    };
    let described = match read(&form.typed) {
        Ok(described) => described,
        Err(all) => {
            let form = all.into_iter().fold(form, |form, why| wrong(language, form, why));
            return shown(&caller, &kept, &form);
        }
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let desk = archive.images();
    match desk
        .describe(&caller.actor, caller.programme, kept.id, described, version)
        .await
    {
        Ok(()) => Redirect::to("/images").into_response(),
        Err(ImagesError::Conflict) => {
            let typed = form.typed.with("version", kept.version.to_string());
            shown(&caller, &kept, &FormState::new(typed).wrong("alt", words::conflict(language)))
        }
        Err(error) => refusal::images(language, &error),
    }
}

pub(crate) async fn remove(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let kept = match find(&caller, &archive, &id).await {
        Ok(kept) => kept,
        Err(refusal) => return refusal,
    };
    let version = typed.get("version").parse().unwrap_or_default();
    let stays = |sentence: String| {
        let form = FormState::new(as_typed(language, &kept)).wrong("remove", sentence);
        shown(&caller, &kept, &form)
    };
    match archive
        .images()
        .remove(&caller.actor, caller.programme, kept.id, version)
        .await
    {
        Ok(()) => Redirect::to("/images").into_response(),
        Err(ImagesError::InUse(titles)) => {
            let titles: Vec<String> = titles.iter().map(|title| isolated(title)).collect();
            stays(words::in_use(language, titles.join(" · ")))
        }
        Err(ImagesError::Issued) => stays(words::went_out(language).to_owned()),
        Err(ImagesError::Conflict) => stays(words::conflict(language).to_owned()),
        Err(error) => refusal::images(language, &error),
    }
}

/// The picture itself, for the pages of the house.
pub(crate) async fn file(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<ImageId>() else {
        return refusal::not_found(language);
    };
    match archive.images().file(&caller.actor, caller.programme, id).await {
        Ok((format, bytes)) => ([(CONTENT_TYPE, format.media_type())], bytes).into_response(),
        Err(error) => refusal::images(language, &error),
    }
}

async fn find(caller: &Caller, archive: &Archive, id: &str) -> Result<Kept, Response> {
    let language = caller.language();
    let id: ImageId = id.parse().map_err(|_| refusal::not_found(language))?;
    let found = archive.images().read(&caller.actor, caller.programme, id).await;
    found.map_err(|error| refusal::images(language, &error))
}

/// What was said of a picture as the answers of its form. That nobody can be known in it is said anew each time.
fn as_typed(language: PageLanguage, kept: &Kept) -> Typed {
    let version = kept.version.to_string();
    match &kept.image.described {
        None => Typed::filled([("version", version), ("language", language.tag().to_owned())]),
        Some(said) => Typed::filled([
            ("version", version),
            ("language", said.language().tag().to_owned()),
            ("alt", said.alt().to_owned()),
            ("caption", said.caption().to_owned()),
            ("credit", said.credit().to_owned()),
        ]),
    }
}

fn read(typed: &Typed) -> Result<Described, Vec<NotDescribed>> {
    let language = PageLanguage::from_tag(&typed.get("language")).unwrap_or_default();
    let [alt, caption, credit] = ["alt", "caption", "credit"].map(|name| typed.get(name));
    Described::new(language, &alt, &caption, &credit, typed.get("nobody") == "yes")
}

fn wrong(language: PageLanguage, form: FormState, why: NotDescribed) -> FormState {
    match why {
        NotDescribed::AltMissing => form.wrong("alt", words::alt_needed(language)),
        NotDescribed::AltTooLong => form.wrong("alt", words::alt_too_long(language, ALT_LETTERS)),
        NotDescribed::CaptionTooLong => form.wrong("caption", words::line_too_long(language, IMAGE_LINE_LETTERS)),
        NotDescribed::CreditMissing => form.wrong("credit", words::credit_needed(language)),
        NotDescribed::CreditTooLong => form.wrong("credit", words::line_too_long(language, IMAGE_LINE_LETTERS)),
        NotDescribed::Recognisable => form.wrong("nobody", words::nobody_needed(language)),
    }
}

fn shown(caller: &Caller, kept: &Kept, form: &FormState) -> Response {
    let language = caller.language();
    let link = format!("/images/{}", kept.id);
    let head = Head::new(words::describe(language), words::describe_lead(language))
        .narrow()
        .back("/images", words::title(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <figure class="image">{picture(language, kept)}</figure>
            <form method="post" action=link.clone() class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {choices(form, "language", words::language(language), crate::briefs::languages(language), true)}
                {field(form, "alt", Kind::Long, words::alt(language), Some(words::alt_hint(language)))}
                {field(form, "caption", Kind::Text, words::caption(language), Some(words::caption_hint(language)))}
                {field(form, "credit", Kind::Text, words::credit(language), Some(words::credit_hint(language)))}
                {nobody(language, form)}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
            {removing(language, &link, form)}
        }
        .into_any()
    })
}

/// What no program can see.
fn nobody(language: PageLanguage, form: &FormState) -> AnyView {
    let error = form.error("nobody");
    let invalid = error.is_some();
    view! {
        <div>
            {error.map(|error| view! { <p class="field-error" id="nobody-error">{error}</p> })}
            <label class="choice"><input type="checkbox" id="nobody" name="nobody" value="yes" checked=form.typed.get("nobody") == "yes"
                aria-describedby=invalid.then_some("nobody-error") aria-invalid=invalid.then_some("true")/>
                <span class="choice-text">{words::nobody(language)}" "<span class="hint">{words::nobody_hint(language)}</span></span></label>
        </div>
    }
    .into_any()
}

fn removing(language: PageLanguage, link: &str, form: &FormState) -> AnyView {
    let error = form.error("remove").map(|error| view! { <p class="field-error">{error}</p> });
    view! {
        <form method="post" action=format!("{link}/remove") class="stack">
            <input type="hidden" name="version" value=form.typed.get("version")/>
            {error}
            <div class="actions"><button class="button" data-kind="danger" id="remove">{words::remove(language)}</button></div>
        </form>
    }
    .into_any()
}
