//! The texts with which briefs begin: a list, and one text to be changed, with what each placeholder means beside it.

use super::unreadable;
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::textarea_content;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::language_label;
use crate::words::templates as words;
use archive::Archive;
use archive::desk::briefs::{BriefsError, Template};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::brief::{LONGEST, Placeholder, TemplateKind};
use method::language::PageLanguage;

pub(crate) async fn list(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let all = match archive.briefs().templates(&caller.actor, caller.programme).await {
        Ok(all) => all,
        Err(error) => return refusal::briefs(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back("/briefs", crate::words::briefs::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let kinds = TemplateKind::ALL.map(|kind| {
            let own = all.iter().filter(|one| one.kind == kind).map(|one| row(language, one));
            view! { <section class="section"><h2>{label(language, kind)}</h2><ul>{own.collect_view()}</ul></section> }
        });
        kinds.into_iter().collect_view().into_any()
    })
}

fn row(language: PageLanguage, one: &Template) -> AnyView {
    let own = (one.version > 0).then(|| view! { " "<span class="badge" data-kind="done">{words::own(language)}</span> });
    view! { <li><a href=address(one.kind, one.language)>{language_label(language, one.language.language())}</a>{own}</li> }
        .into_any()
}

/// Where a template is changed: named as the file that is shipped.
fn address(kind: TemplateKind, language: PageLanguage) -> String {
    format!("/briefs/templates/{}.{}", kind.name(), language.tag())
}

/// What a kind of template is called.
pub(super) fn label(language: PageLanguage, kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::DecisionMakers => words::decision_makers(language),
        TemplateKind::Lawyers => words::lawyers(language),
        TemplateKind::Journalists => words::journalists(language),
        TemplateKind::FunderHalfYear => words::funder_half_year(language),
    }
}

/// What its writer is to say where a placeholder stands.
pub(super) fn meaning(language: PageLanguage, one: Placeholder) -> &'static str {
    match one {
        Placeholder::Message => words::message(language),
        Placeholder::Problem => words::problem(language),
        Placeholder::Law => words::law(language),
        Placeholder::Quotation => words::quotation(language),
        Placeholder::Setback => words::setback(language),
        Placeholder::Figure => words::figure(language),
        Placeholder::Ask => words::ask(language),
        Placeholder::Period => words::period(language),
        Placeholder::Activities => words::activities(language),
        Placeholder::Selection => words::selection(language),
        Placeholder::Next => words::next(language),
        Placeholder::Contact => words::contact(language),
    }
}

/// The placeholders that are left in a text, each with its line and its meaning. Nothing if none is.
pub(super) fn left(language: PageLanguage, body: &str) -> AnyView {
    let left = method::brief::parse(body).unwrap_or_default().left;
    if left.is_empty() {
        return ().into_any();
    }
    let rows = left.into_iter().map(|(line, one)| {
        view! { <li>{words::on_line(language, line)}" "<code dir="ltr">{one.typed()}</code>" — "{meaning(language, one)}</li> }
    });
    view! { <div class="notice" id="left"><h2>{words::left(language)}</h2><ul>{rows.collect_view()}</ul></div> }.into_any()
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(name): Path<String>) -> Response {
    match find(&caller, &archive, &name).await {
        Ok(template) => {
            let typed = Typed::filled([("version", template.version.to_string()), ("body", template.body.clone())]);
            shown(&caller, &template, &FormState::new(typed))
        }
        Err(response) => response,
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(name): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let found = match find(&caller, &archive, &name).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let goes_back = form.typed.get("step") == "shipped";
    let written = Template {
        body: if goes_back { String::new() } else { form.typed.get("body") },
        version: form.typed.get("version").parse().unwrap_or_default(),
        ..found.clone()
    };
    if !goes_back && written.body.trim().is_empty() {
        return shown(&caller, &found, &form.wrong("body", words::empty(language)));
    }
    let desk = archive.briefs();
    let sentence = match desk.keep_template(&caller.actor, caller.programme, written).await {
        Ok(()) => return Redirect::to("/briefs/templates").into_response(),
        Err(BriefsError::Template(error)) => unreadable(language, &error),
        Err(BriefsError::TooLong { bytes }) => crate::words::briefs::too_long(language, bytes, LONGEST),
        Err(BriefsError::Conflict) => words::conflict(language).to_owned(),
        Err(error) => return refusal::briefs(language, &error),
    };
    // Her text over the version that is there now: saving once more is her decision.
    let typed = form.typed.with("version", found.version.to_string());
    shown(&caller, &found, &FormState::new(typed).wrong("body", sentence))
}

async fn find(caller: &Caller, archive: &Archive, name: &str) -> Result<Template, Response> {
    let language = caller.language();
    let (kind, tag) = name.split_once('.').unwrap_or_default();
    let (Some(kind), Some(tag)) = (TemplateKind::named(kind), PageLanguage::from_tag(tag)) else {
        return Err(refusal::not_found(language));
    };
    let desk = archive.briefs();
    let found = desk.template(&caller.actor, caller.programme, kind, tag).await;
    found.map_err(|error| refusal::briefs(language, &error))
}

fn shown(caller: &Caller, template: &Template, form: &FormState) -> Response {
    let language = caller.language();
    let head = Head::new(label(language, template.kind), words::one_lead(language))
        .wide()
        .back("/briefs/templates", words::title(language));
    page(status_of(form), &caller.visitor, &head, || {
        let shipped = (template.version > 0).then(|| {
            view! { <button class="button" data-kind="quiet" name="step" value="shipped">{words::back_to_shipped(language)}</button> }
        });
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action=address(template.kind, template.language) class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                <div class="editor">
                    {writing(language, template, form)}
                    <section class="text-pane" aria-label=words::placeholders(language)>{meanings(language)}</section>
                </div>
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button>{shipped}</div>
            </form>
        }
        .into_any()
    })
}

fn writing(language: PageLanguage, template: &Template, form: &FormState) -> AnyView {
    let error = form.error("body");
    let invalid = error.is_some();
    view! {
        <div class="editor-write"><div class="field" data-invalid=invalid>
            <label for="body">{words::body(language, language_label(language, template.language.language()))}</label>
            <p class="hint" id="body-hint">{crate::words::briefs::body_hint(language)}</p>
            {error.map(|error| view! { <p class="field-error" id="body-error">{error}</p> })}
            <textarea id="body" name="body" rows="24" dir="auto" lang=template.language.tag() autocomplete="off"
                aria-describedby="body-hint" aria-invalid=invalid.then_some("true")
                inner_html=textarea_content(&form.typed.get("body"))></textarea>
        </div></div>
    }
    .into_any()
}

/// Every placeholder with its meaning.
fn meanings(language: PageLanguage) -> AnyView {
    let rows = Placeholder::ALL.map(|one| {
        view! { <div><dt><code dir="ltr">{one.typed()}</code></dt><dd>{meaning(language, one)}</dd></div> }
    });
    view! { <h2>{words::placeholders(language)}</h2><p class="hint">{words::placeholders_hint(language)}</p>
    <dl class="facts">{rows.into_iter().collect_view()}</dl> }
    .into_any()
}
