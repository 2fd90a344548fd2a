//! Writing a brief: the text, what it looks like, and the shelf of excerpts and figures that can be put into it. It works
//! without script; with it the preview follows the hand and a reference lands where the hand was.

use super::begin::wrong;
use super::issued::leaving;
use super::shelf::shelf;
use super::templates::left;
use super::warned::named;
use super::{draft, languages, lowered, taken_out, troubles};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::difference::pieces;
use crate::parts::field::{Kind, choices, field, textarea_content};
use crate::parts::notice::refused;
use crate::refusal;
use crate::request::Caller;
use crate::words::briefs as words;
use archive::Archive;
use archive::desk::briefs::{AtWork, BriefsError, Draft, Preview};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::BriefId;
use method::language::PageLanguage;

/// How a page with an editor is shown.
struct Shown {
    status: StatusCode,
    form: FormState,
    /// Whether something in it was not saved.
    is_unsaved: bool,
    /// What somebody else saved in the meantime.
    other: Option<Draft>,
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let at_work = match find(&caller, &archive, &id).await {
        Ok(at_work) => at_work,
        Err(response) => return response,
    };
    let now = Shown {
        status: StatusCode::OK,
        form: FormState::new(typed(&at_work)),
        is_unsaved: false,
        other: None,
    };
    shown(&caller, &archive, &at_work, now).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let at_work = match find(&caller, &archive, &id).await {
        Ok(at_work) => at_work,
        Err(response) => return response,
    };
    let insert = typed.get("insert");
    let unsaved = |status, form| Shown {
        status,
        form,
        is_unsaved: true,
        other: None,
    };
    if !insert.is_empty() {
        let body = format!("{}\n\n{insert}\n", typed.get("body").trim_end());
        let form = FormState::new(typed.with("body", body.trim_start().to_owned()));
        return shown(&caller, &archive, &at_work, unsaved(StatusCode::OK, form)).await;
    }
    let form = FormState::new(typed);
    if form.typed.get("step") == "preview" {
        return shown(&caller, &archive, &at_work, unsaved(StatusCode::OK, form)).await;
    }
    let version = form.typed.get("version").parse().unwrap_or_default();
    let written = draft(&form.typed);
    match archive
        .briefs()
        .revise(&caller.actor, caller.programme, at_work.id, written, version)
        .await
    {
        Ok(()) => Redirect::to(&format!("/briefs/{}", at_work.id)).into_response(),
        Err(BriefsError::Conflict) => {
            // Her text over the version that is there now: saving once more is her decision, with both texts before her.
            let form = FormState::new(form.typed.with("version", at_work.version.to_string()));
            let lost = Shown {
                other: Some(at_work.draft.clone()),
                ..unsaved(StatusCode::CONFLICT, form)
            };
            shown(&caller, &archive, &at_work, lost).await
        }
        Err(error) => match wrong(language, form, &error) {
            Ok(form) => shown(&caller, &archive, &at_work, unsaved(StatusCode::UNPROCESSABLE_ENTITY, form)).await,
            Err(_) => refusal::briefs(language, &error),
        },
    }
}

/// The preview alone, for the page that is open: 200 and the brief, or 422 and what stands in its way.
pub(crate) async fn preview(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    if id.parse::<BriefId>().is_err() {
        return refusal::not_found(language);
    }
    let written = draft(&typed);
    match archive.briefs().preview(&caller.actor, caller.programme, &written).await {
        Ok(Preview::Shown(fragment)) => Html(lowered(&fragment)).into_response(),
        Ok(Preview::Troubled(all)) => {
            let list = troubles(language, words::troubles(language), &all).to_html();
            (StatusCode::UNPROCESSABLE_ENTITY, Html(list)).into_response()
        }
        Err(error) => refusal::briefs(language, &error),
    }
}

async fn find(caller: &Caller, archive: &Archive, id: &str) -> Result<AtWork, Response> {
    let language = caller.language();
    let id: BriefId = id.parse().map_err(|_| refusal::not_found(language))?;
    let found = archive.briefs().open(&caller.actor, caller.programme, id).await;
    found.map_err(|error| refusal::briefs(language, &error))
}

fn typed(at_work: &AtWork) -> Typed {
    let draft = at_work.draft.clone();
    Typed::filled([
        ("version", at_work.version.to_string()),
        ("title", draft.title),
        ("language", draft.language.tag().to_owned()),
        ("project", draft.project),
        ("selected", draft.selected),
        ("body", draft.body),
    ])
}

async fn shown(caller: &Caller, archive: &Archive, at_work: &AtWork, now: Shown) -> Response {
    let language = caller.language();
    let written = draft(&now.form.typed);
    let preview = match archive.briefs().preview(&caller.actor, caller.programme, &written).await {
        Ok(preview) => preview,
        Err(error) => return refusal::briefs(language, &error),
    };
    let found = match archive.briefs().named(&caller.actor, caller.programme, &written).await {
        Ok(found) => found,
        Err(error) => return refusal::briefs(language, &error),
    };
    let mut head = Head::new(at_work.draft.title.clone(), words::editor_lead(language))
        .wide()
        .back("/briefs", words::title(language));
    head.has_island = true;
    head.window = Some(words::title(language));
    let link = format!("/briefs/{}", at_work.id);
    let status = match (&preview, now.status) {
        (Preview::Troubled(_), StatusCode::OK) if now.is_unsaved => StatusCode::UNPROCESSABLE_ENTITY,
        (_, status) => status,
    };
    page(status, &caller.visitor, &head, || {
        let form = &now.form;
        view! {
            {refused(form, words::refused(language))}
            {taken_out(language, at_work.taken_out)}
            {now.other.as_ref().map(|_| overtaken(language))}
            <form method="post" action=link.clone() class="stack" id="brief">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {lines(language, form, at_work)}
                {left(language, &written.body)}
                {named(language, &found)}
                <div class="editor">
                    {writing(language, form, &written)}
                    {previewed(language, &link, &written, &preview, now.is_unsaved)}
                    {shelf(language, at_work)}
                </div>
            </form>
            {now.other.as_ref().map(|other| both(language, &written, other))}
            {leaving(language, at_work)}
        }
        .into_any()
    })
}

fn overtaken(language: PageLanguage) -> AnyView {
    view! {
        <div class="notice" data-kind="warning" role="alert"><h2>{words::overtaken(language)}</h2>
            <p>{words::overtaken_hint(language)}" "<a href="#other">{words::see_other(language)}</a></p></div>
    }
    .into_any()
}

/// Title, language, project, how the stories were selected.
fn lines(language: PageLanguage, form: &FormState, at_work: &AtWork) -> AnyView {
    let written = PageLanguage::from_tag(&form.typed.get("language")).unwrap_or_default();
    let offers = [
        words::selected_by_panel(written).to_owned(),
        words::selected_from(written, at_work.shelf.len()),
    ];
    let options = offers.into_iter().map(|offer| view! { <option value=offer></option> });
    view! {
        <div class="stack no-print">
        {field(form, "title", Kind::Text, words::brief_title(language), None)}
        <details class="more" open=form.is_refused()><summary>{words::about(language)}</summary><div class="stack">
            {choices(form, "language", words::language(language), languages(language), true)}
            {field(form, "project", Kind::Text, words::project(language), Some(words::project_hint(language)))}
            <div class="field"><label for="selected">{words::selected(language)}</label>
                <p class="hint" id="selected-hint">{words::selected_hint(language)}</p>
                <input id="selected" name="selected" value=form.typed.get("selected") list="selections" dir="auto" autocomplete="off"
                    aria-describedby="selected-hint"/>
                <datalist id="selections">{options.collect_view()}</datalist>
            </div>
        </div></details>
        </div>
    }
    .into_any()
}

fn writing(language: PageLanguage, form: &FormState, written: &Draft) -> AnyView {
    let error = form.error("body");
    let invalid = error.is_some();
    view! {
        <div class="editor-write"><div class="field" data-invalid=invalid>
            <label for="body">{words::body(language)}</label>
            <p class="hint" id="body-hint">{words::body_hint(language)}</p>
            {error.map(|error| view! { <p class="field-error" id="body-error">{error}</p> })}
            <textarea id="body" name="body" rows="18" dir="auto" lang=written.language.tag() autocomplete="off" aria-describedby="body-hint"
                inner_html=textarea_content(&form.typed.get("body"))></textarea>
        </div>
        <div class="actions">
            <button class="button" data-kind="primary" name="step" value="save">{words::save(language)}</button>
            <button class="button" name="step" value="preview">{words::preview(language)}</button>
        </div></div>
    }
    .into_any()
}

fn previewed(language: PageLanguage, link: &str, written: &Draft, preview: &Preview, is_unsaved: bool) -> AnyView {
    let (fragment, all) = match preview {
        Preview::Shown(fragment) => (lowered(fragment), &[][..]),
        Preview::Troubled(all) => (String::new(), all.as_slice()),
    };
    view! {
        <section class="editor-preview" aria-label=words::preview(language) aria-live="off">
            <p class="print-only"><strong>{words::for_review(language)}</strong></p>
            <div id="preview-troubles">{troubles(language, words::troubles(language), all)}</div>
            <article class="brief" id="preview" lang=written.language.tag() dir=written.language.dir() inner_html=fragment></article>
            <app_islands::Composer preview=format!("{link}/preview") is_unsaved=is_unsaved is_troubled=!all.is_empty()
                waiting=words::preview_waits(language).to_owned() fresh=words::preview_is_fresh(language).to_owned()
                stale=words::preview_is_stale(language).to_owned() failed=words::preview_failed(language).to_owned()/>
        </section>
    }
    .into_any()
}

/// What somebody else saved, and how it differs from hers.
fn both(language: PageLanguage, hers: &Draft, theirs: &Draft) -> AnyView {
    let text = |draft: &Draft| format!("{}\n\n{}", draft.title, draft.body);
    view! {
        <section class="section stack" id="other"><h2>{words::other(language)}</h2>
            <p class="difference-key"><del>{words::only_yours(language)}</del>" "<ins>{words::only_theirs(language)}</ins></p>
            <div class="difference" lang=theirs.language.tag() dir="auto"><p>{pieces(&text(hers), &text(theirs))}</p></div>
            <details class="more"><summary>{words::other_text(language)}</summary>
                <div class="field"><label for="other-body">{words::body(language)}</label>
                <textarea id="other-body" readonly rows="12" dir="auto" lang=theirs.language.tag() inner_html=textarea_content(&theirs.body)></textarea></div>
            </details>
        </section>
    }
    .into_any()
}
