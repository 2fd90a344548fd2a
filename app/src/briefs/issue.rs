//! Letting a brief go out to a class of addressee, and handing over its files: each time the tellers' consent is asked.

use super::odds::{hardly_any, told};
use super::warned::{named as identifiers, not_weighed, pieces};
use super::{addressee, named, taken_out, troubles, unverified};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::purpose_label;
use crate::words::issue as words;
use archive::Archive;
use archive::desk::briefs::{AtWork, BriefsError, Format, Guarded, Named, To, Trouble};
use archive::desk::excerpts::Opening;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::anonymise::jigsaw::{Finding, K};
use method::brief::{Addressee, Counsel, quoted};
use method::id::{BriefId, IssueId};
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let at_work = match find(&caller, &archive, &id).await {
        Ok(at_work) => at_work,
        Err(response) => return response,
    };
    let guarded = match archive.briefs().guard(&caller.actor, caller.programme, &at_work).await {
        Ok(guarded) => guarded,
        Err(error) => return refusal::briefs(caller.language(), &error),
    };
    let typed = Typed::filled([("version", at_work.version.to_string())]);
    shown(&caller, &at_work, &FormState::new(typed), &[], &guarded)
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let at_work = match find(&caller, &archive, &id).await {
        Ok(at_work) => at_work,
        Err(response) => return response,
    };
    let guarded = match archive.briefs().guard(&caller.actor, caller.programme, &at_work).await {
        Ok(guarded) => guarded,
        Err(error) => return refusal::briefs(language, &error),
    };
    let chosen = form.typed.get("addressee");
    let Some(class) = Addressee::ALL.into_iter().find(|one| addressee(language, *one).0 == chosen) else {
        return shown(
            &caller,
            &at_work,
            &form.wrong("addressee", words::addressee_needed(language)),
            &[],
            &guarded,
        );
    };
    let to = To {
        class,
        words: form.typed.get("to"),
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let refused_with = |form: FormState| shown(&caller, &at_work, &form, &[], &guarded);
    match archive
        .briefs()
        .issue(&caller.actor, caller.programme, at_work.id, version, to)
        .await
    {
        Ok(_) => Redirect::to(&format!("/briefs/{}#issues", at_work.id)).into_response(),
        Err(BriefsError::AddresseeTooLong) => refused_with(form.wrong("to", words::to_long(language))),
        Err(BriefsError::Troubled(all)) => {
            let form = form.wrong("addressee", words::not_to_them(language));
            shown(&caller, &at_work, &form, &all, &guarded)
        }
        Err(BriefsError::NotSignedOff) => refused_with(form.wrong("addressee", words::not_signed_off(language))),
        Err(BriefsError::GivesAway(guarded)) => {
            let form = form.wrong("addressee", words::despite_needed(language));
            shown(&caller, &at_work, &form, &[], &guarded)
        }
        Err(BriefsError::Conflict) if at_work.taken_out.is_some() => {
            refused_with(form.wrong("addressee", words::story_withdrawn(language)))
        }
        Err(BriefsError::Conflict) => refused_with(form.wrong("addressee", words::changed(language))),
        Err(error) => refusal::briefs(language, &error),
    }
}

pub(crate) async fn html(caller: Caller, archive: State<Archive>, path: Path<(String, String)>) -> Response {
    hand_over(caller, archive, path, Format::Html).await
}

pub(crate) async fn pdf(caller: Caller, archive: State<Archive>, path: Path<(String, String)>) -> Response {
    hand_over(caller, archive, path, Format::Pdf).await
}

pub(crate) async fn docx(caller: Caller, archive: State<Archive>, path: Path<(String, String)>) -> Response {
    hand_over(caller, archive, path, Format::Docx).await
}

pub(crate) async fn pdf_a(caller: Caller, archive: State<Archive>, path: Path<(String, String)>) -> Response {
    hand_over(caller, archive, path, Format::PdfA).await
}

pub(crate) async fn markdown(caller: Caller, archive: State<Archive>, path: Path<(String, String)>) -> Response {
    hand_over(caller, archive, path, Format::Markdown).await
}

/// What a format is called on a page, and how its files' names end.
pub(super) const fn called(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Html => ("HTML", "html"),
        Format::Pdf => ("PDF", "pdf"),
        Format::PdfA => ("PDF/A", "archive.pdf"),
        Format::Docx => ("DOCX", "docx"),
        Format::Markdown => ("Markdown", "md"),
    }
}

async fn hand_over(
    caller: Caller,
    State(archive): State<Archive>,
    Path((brief, issue)): Path<(String, String)>,
    format: Format,
) -> Response {
    let language = caller.language();
    let (Ok(brief), Ok(issue)) = (brief.parse::<BriefId>(), issue.parse::<IssueId>()) else {
        return refusal::not_found(language);
    };
    let kind = match format {
        Format::Html => "text/html; charset=utf-8",
        Format::Pdf | Format::PdfA => "application/pdf",
        Format::Markdown => "text/markdown; charset=utf-8",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };
    let (_, ending) = called(format);
    match archive
        .briefs()
        .hand_over(&caller.actor, caller.programme, brief, issue, format)
        .await
    {
        Ok(file) => {
            let name = format!("attachment; filename=\"{}.{ending}\"", file.name);
            ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], file.bytes).into_response()
        }
        Err(BriefsError::Troubled(all)) => held_back(&caller, brief, &all),
        Err(BriefsError::Differs(changed)) => differs(&caller, brief, &changed),
        Err(BriefsError::NotSignedOff) => taken_back(&caller, brief),
        Err(error) => refusal::briefs(language, &error),
    }
}

async fn find(caller: &Caller, archive: &Archive, id: &str) -> Result<AtWork, Response> {
    let language = caller.language();
    let id: BriefId = id.parse().map_err(|_| refusal::not_found(language))?;
    let found = archive.briefs().open(&caller.actor, caller.programme, id).await;
    found.map_err(|error| refusal::briefs(language, &error))
}

fn shown(caller: &Caller, at_work: &AtWork, form: &FormState, all: &[Trouble], guarded: &Guarded) -> Response {
    let language = caller.language();
    let link = format!("/briefs/{}", at_work.id);
    let mut head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(link.clone(), words::back(language));
    head.window = Some(words::title(language));
    let classes = Addressee::ALL.map(|class| {
        let (name, label) = addressee(language, class);
        let purpose = class.purpose();
        let asked = format!("{label} — {}", purpose_label(language, purpose));
        (name.to_owned(), asked)
    });
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {troubles(language, words::in_the_way(language), all)}
            {(!all.is_empty()).then(|| view! { <p>{words::what_to_do(language)}" "<a href=link.clone()>{words::back(language)}</a></p> })}
            {taken_out(language, at_work.taken_out)}
            <p><strong lang=at_work.draft.language.tag() dir="auto">{at_work.draft.title.clone()}</strong></p>
            {signed(language, at_work)}
            {unverified(language, at_work.unverified())}
            {counselled(language, at_work)}
            {weighed(language, guarded)}
            {hardly_any(language, &guarded.attack)}
            {told(language, &guarded.told)}
            {identifiers(language, &of_the_program(guarded))}
            <form method="post" action=format!("{link}/issue") class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {choices(form, "addressee", words::addressee(language), classes.to_vec(), false)}
                {field(form, "to", Kind::Text, words::to(language), Some(words::to_hint(language)))}
                <div class="notice"><p>{words::for_ever(language)}</p></div>
                <div class="actions"><button class="button" data-kind="primary">{words::issue(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// To whom a coordinator let it go, and the way to ask.
fn signed(language: PageLanguage, at_work: &AtWork) -> AnyView {
    let classes: Vec<&str> = at_work.signed_off.iter().map(|class| addressee(language, *class).1).collect();
    let (kind, said) = if classes.is_empty() {
        (Some("warning"), words::nobody_signed(language).to_owned())
    } else {
        (None, format!("{} {}", words::signed_for(language), classes.join(" · ")))
    };
    view! {
        <div class="notice" data-kind=kind><p>{said}" "<a href=format!("/briefs/{}/review", at_work.id)>{words::to_review(language)}</a></p></div>
    }
    .into_any()
}

/// What to think about first; it keeps nothing back.
fn counselled(language: PageLanguage, at_work: &AtWork) -> AnyView {
    let (all, beside) = at_work.counsel();
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.iter().map(|one| {
        let said = match one {
            Counsel::OneTeller { of_it, all } => words::one_teller(language, of_it, all),
            Counsel::Everywhere { tellers } => words::everywhere(language, tellers),
            Counsel::SuccessesAlone => words::successes_alone(language).to_owned(),
        };
        view! { <li>{said}</li> }
    });
    let offered = all.contains(&Counsel::SuccessesAlone).then(|| {
        if beside.is_empty() {
            return view! { <p>{words::nothing_beside(language)}</p> }.into_any();
        }
        let excerpts = beside.iter().map(|one| {
            view! { <li lang=one.language.tag() dir="auto">{quoted(&one.text, one.language)}</li> }
        });
        view! { <p>{words::beside(language)}</p><ul>{excerpts.collect_view()}</ul> }.into_any()
    });
    view! {
        <div class="notice" data-kind="warning" id="counsel"><h2>{words::to_think_about(language)}</h2>
            <ul>{rows.collect_view()}</ul>{offered}</div>
    }
    .into_any()
}

/// What the program found in the brief's own words. What is a name in a register is for the coordinator alone.
fn of_the_program(guarded: &Guarded) -> Vec<Named> {
    guarded.named.iter().filter(|one| !one.is_of_register).copied().collect()
}

/// What the jigsaw guard says, as far as whoever reads no story may know: who hides among few, and which quotations nobody has
/// weighed. By what exactly she is known, and among how many, stands before the coordinator.
fn weighed(language: PageLanguage, guarded: &Guarded) -> AnyView {
    let few = |found: &Finding| {
        let (said, kind) = if found.is_alone() {
            (words::few(language, K), "warning")
        } else {
            (words::not_many(language).to_owned(), "")
        };
        let kind = (!kind.is_empty()).then_some(kind);
        view! { <div class="notice" data-kind=kind><p>{said}</p></div> }.into_any()
    };
    let advice = guarded.gives_away().then(|| view! { <p>{words::few_advice(language)}</p> });
    view! {
        {pieces(language, &guarded.close, few)}{advice}
        {not_weighed(words::not_weighed(language), &guarded.unsaid)}
        {not_weighed(words::not_weighed_before(language), &guarded.unsaid_before)}
    }
    .into_any()
}

/// The file is held back: which words, why, and what to do.
fn held_back(caller: &Caller, brief: BriefId, all: &[Trouble]) -> Response {
    let language = caller.language();
    let head = Head::new(words::held_back(language), words::held_back_lead(language))
        .narrow()
        .back(format!("/briefs/{brief}"), words::back(language));
    page(StatusCode::CONFLICT, &caller.visitor, &head, || {
        view! {
            {troubles(language, words::in_the_way(language), all)}
            <p>{words::held_back_hint(language)}</p>
            <div class="actions"><a class="button" data-kind="primary" href="/recalls">{words::recalls(language)}</a></div>
        }
        .into_any()
    })
}

/// The file would not be the one that went out.
fn differs(caller: &Caller, brief: BriefId, changed: &[Opening]) -> Response {
    let language = caller.language();
    let head = Head::new(words::differs(language), words::differs_lead(language))
        .narrow()
        .back(format!("/briefs/{brief}"), words::back(language));
    page(StatusCode::CONFLICT, &caller.visitor, &head, || {
        let rows = changed
            .iter()
            .map(|one| view! { <li>{named(language, 0, Some(one))}</li> })
            .collect_view();
        let what = if changed.is_empty() {
            view! { <p>{words::differs_in_form(language)}</p> }.into_any()
        } else {
            view! { <p>{words::differs_in_words(language)}</p><ul>{rows}</ul> }.into_any()
        };
        view! {
            <div class="notice" data-kind="refused" role="alert">{what}</div>
            <div class="actions"><a class="button" data-kind="primary" href=format!("/briefs/{brief}/issue")>{words::issue_again(language)}</a></div>
        }
        .into_any()
    })
}

/// The files of what a coordinator no longer stands by are not handed over.
pub(super) fn taken_back(caller: &Caller, brief: BriefId) -> Response {
    let language = caller.language();
    let head = Head::new(words::taken_back(language), words::taken_back_lead(language))
        .narrow()
        .back(format!("/briefs/{brief}"), words::back(language));
    page(StatusCode::CONFLICT, &caller.visitor, &head, || {
        view! {
            <div class="notice" data-kind="refused" role="alert"><p>{words::taken_back_what(language)}</p></div>
            <div class="actions"><a class="button" data-kind="primary" href=format!("/briefs/{brief}/review")>{words::read_why(language)}</a></div>
        }
        .into_any()
    })
}
