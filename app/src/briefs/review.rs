//! A brief before its colleagues: what stands there, who may let it go, what was said of it, and each version.

use super::templates::left;
use super::warned::warned;
use super::{addressee, lowered, taken_out, troubles, unverified};
use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::parts::field::{Kind, field};
use crate::parts::groups::of_eight;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::purpose_label;
use crate::words::brief_review as words;
use archive::Archive;
use archive::desk::briefs::{BriefsError, Preview, Review, Said, Trouble, Version};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::brief::{Addressee, NotRemarked, REMARK_LETTERS, Remark};
use method::id::BriefId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    match find(&caller, &archive, &id).await {
        Ok(review) => shown(&caller, &review, &FormState::default(), &[]),
        Err(response) => response,
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<BriefId>() else {
        return refusal::not_found(language);
    };
    let (desk, actor, programme) = (archive.briefs(), &caller.actor, caller.programme);
    let version = form.typed.get("version").parse().unwrap_or_default();
    let (at, done) = match form.typed.get("step").as_str() {
        "comment" => {
            let done = desk.comment(actor, programme, id, version, &form.typed.get("words")).await;
            ("words", done)
        }
        "sign_off" => {
            let to = chosen(language, &form);
            let print = form.typed.get("print");
            let despite = form.typed.get("despite");
            let done = desk.sign_off(actor, programme, id, (version, &print), &to, &despite).await;
            let at = match done {
                Err(BriefsError::GivesAway(_) | BriefsError::Remark(NotRemarked::TooLong)) => "despite",
                _ => "to",
            };
            (at, done)
        }
        "take_back" => ("why", desk.take_back(actor, programme, id, &form.typed.get("why")).await),
        _ => return refusal::unprocessable(language),
    };
    let (sentence, all) = match done {
        Ok(()) => return Redirect::to(&format!("/briefs/{id}/review")).into_response(),
        Err(BriefsError::Remark(why)) => (sentence(language, why), Vec::new()),
        Err(BriefsError::GivesAway(_)) => (words::despite_needed(language).to_owned(), Vec::new()),
        Err(BriefsError::Conflict) => (words::changed(language).to_owned(), Vec::new()),
        Err(BriefsError::Troubled(all)) => (words::not_to_them(language).to_owned(), all),
        Err(error) => return refusal::briefs(language, &error),
    };
    match desk.review(actor, programme, id).await {
        Ok(review) => shown(&caller, &review, &form.wrong(at, sentence), &all),
        Err(error) => refusal::briefs(language, &error),
    }
}

async fn find(caller: &Caller, archive: &Archive, id: &str) -> Result<Review, Response> {
    let language = caller.language();
    let id: BriefId = id.parse().map_err(|_| refusal::not_found(language))?;
    let found = archive.briefs().review(&caller.actor, caller.programme, id).await;
    found.map_err(|error| refusal::briefs(language, &error))
}

/// The classes of readers that were ticked.
fn chosen(language: PageLanguage, form: &FormState) -> Vec<Addressee> {
    let ticked = form.typed.all("to");
    let is_ticked = |class: &Addressee| ticked.iter().any(|name| name == addressee(language, *class).0);
    Addressee::ALL.into_iter().filter(is_ticked).collect()
}

fn sentence(language: PageLanguage, why: NotRemarked) -> String {
    match why {
        NotRemarked::WroteIt => words::wrote_it(language).to_owned(),
        NotRemarked::NoReader => words::reader_needed(language).to_owned(),
        NotRemarked::NoWords => words::words_needed(language).to_owned(),
        NotRemarked::TooLong => words::too_long(language, REMARK_LETTERS),
    }
}

fn shown(caller: &Caller, review: &Review, form: &FormState, all: &[Trouble]) -> Response {
    let language = caller.language();
    let mut head = Head::new(review.draft.title.clone(), words::lead(language))
        .narrow()
        .back("/briefs", crate::words::briefs::title(language));
    head.window = Some(words::title(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {troubles(language, words::in_the_way(language), all)}
            {taken_out(language, review.taken_out)}
            {standing(language, review)}
            {left(language, &review.draft.body)}
            {brief(language, review)}
            {unverified(language, review.unverified)}
            {warned(language, &review.guarded)}
            {deciding(language, review, form)}
            {talk(language, review, form)}
            {versions(language, review)}
        }
        .into_any()
    })
}

/// To whom it may go as it is, and the way to what can be done next by whoever writes.
fn standing(language: PageLanguage, review: &Review) -> AnyView {
    let link = format!("/briefs/{}", review.id);
    let said = if review.signed_off.is_empty() {
        view! { <div class="notice" data-kind="warning"><p>{words::not_signed_off(language)}</p></div> }.into_any()
    } else {
        let classes = listed(language, &review.signed_off);
        view! { <div class="notice" data-kind="done" id="signed"><h2>{words::signed_off(language)}</h2><ul>{classes}</ul></div> }
            .into_any()
    };
    let ways = review.may_write.then(|| {
        view! {
            <div class="actions no-print">
                <a class="button" href=link.clone()>{words::write(language)}</a>
                <a class="button" data-kind="quiet" href=format!("{link}/issue")>{words::issue(language)}</a>
            </div>
        }
    });
    view! { {said}{ways} }.into_any()
}

fn listed(language: PageLanguage, classes: &[Addressee]) -> AnyView {
    let rows = classes.iter().map(|class| view! { <li>{addressee(language, *class).1}</li> });
    rows.collect_view().into_any()
}

fn brief(language: PageLanguage, review: &Review) -> AnyView {
    let written = review.draft.language;
    match &review.preview {
        Preview::Troubled(all) => troubles(language, words::cannot_be_shown(language), all),
        Preview::Shown(fragment) => view! {
            <article class="brief" lang=written.tag() dir=written.dir() inner_html=lowered(fragment)></article>
        }
        .into_any(),
    }
}

/// What a coordinator decides: for whom it may go out, or that it may not after all.
fn deciding(language: PageLanguage, review: &Review, form: &FormState) -> AnyView {
    if !review.may_sign {
        return ().into_any();
    }
    let own = review.wrote_it.then(|| view! { <p id="to">{words::wrote_it(language)}</p> });
    let sign = review.print.as_ref().filter(|_| !review.wrote_it);
    let sign = sign.map(|print| sign_form(language, review, print, form));
    let take_back = (!review.signed_off.is_empty()).then(|| {
        view! {
            <details class="more" open=form.error("why").is_some()><summary>{words::take_back(language)}</summary>
                <form method="post" class="stack">
                    {field(form, "why", Kind::Long, words::why(language), None)}
                    <div class="actions"><button class="button" data-kind="danger" name="step" value="take_back">{words::take_back(language)}</button></div>
                </form>
            </details>
        }
    });
    view! { <section class="section stack no-print"><h2>{words::decide(language)}</h2>{own}{sign}{take_back}</section> }
        .into_any()
}

fn sign_form(language: PageLanguage, review: &Review, print: &str, form: &FormState) -> AnyView {
    let ticked = chosen(language, form);
    let error = form.error("to");
    let invalid = error.is_some();
    let cards = Addressee::ALL.into_iter().enumerate().map(|(index, class)| {
        let (name, label) = addressee(language, class);
        let asked = format!("{label} — {}", purpose_label(language, class.purpose()));
        view! {
            <label class="choice">
                <input type="checkbox" id=(index == 0).then_some("to") name="to" value=name checked=ticked.contains(&class)/>
                <span class="choice-text">{asked}</span>
            </label>
        }
    });
    view! {
        <form method="post" class="stack">
            <input type="hidden" name="version" value=review.version.to_string()/>
            <input type="hidden" name="print" value=print.to_owned()/>
            <fieldset class="choices" data-invalid=invalid aria-describedby=invalid.then_some("to-error")>
                <legend>{words::to(language)}</legend>
                <p class="hint">{words::to_hint(language)}</p>
                {error.map(|error| view! { <p class="field-error" id="to-error">{error}</p> })}
                {cards.collect_view()}
            </fieldset>
            {review.guarded.iter().any(|(_, one)| one.gives_away()).then(|| {
                field(form, "despite", Kind::Long, words::despite(language), Some(words::despite_hint(language)))
            })}
            <div class="actions"><button class="button" data-kind="primary" name="step" value="sign_off">{words::sign_off(language)}</button></div>
        </form>
    }
    .into_any()
}

/// What was said, and the field to say something.
fn talk(language: PageLanguage, review: &Review, form: &FormState) -> AnyView {
    let rows = review.remarks.iter().map(|one| said(language, one));
    let list = if review.remarks.is_empty() {
        view! { <p>{words::nothing_said(language)}</p> }.into_any()
    } else {
        view! { <ol class="timeline">{rows.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="section stack" id="said"><h2>{words::said(language)}</h2>
            {list}
            <form method="post" class="stack no-print">
                <input type="hidden" name="version" value=review.version.to_string()/>
                {field(form, "words", Kind::Long, words::comment(language), Some(words::comment_hint(language)))}
                <div class="actions"><button class="button" name="step" value="comment">{words::say(language)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn said(language: PageLanguage, one: &Said) -> AnyView {
    let (kind, what) = match &one.remark {
        Remark::Comment { words } => (None, view! { <p dir="auto">{words.clone()}</p> }.into_any()),
        Remark::SignedOff { print, to, despite } => {
            let classes = listed(language, to);
            let despite = (!despite.is_empty()).then(|| {
                view! { <p class="hint">{words::despite(language)}" "<bdi>{despite.clone()}</bdi></p> }
            });
            let print = view! { <p class="hint">{words::print(language)}" "<code dir="ltr">{of_eight(print)}</code></p> };
            let all = view! { <p><strong>{words::was_signed_off(language)}</strong></p><ul>{classes}</ul>{despite}{print} };
            (Some("done"), all.into_any())
        }
        Remark::TakenBack { words } => {
            let all = view! { <p><strong>{words::was_taken_back(language)}</strong></p><p dir="auto">{words.clone()}</p> };
            (Some("warning"), all.into_any())
        }
    };
    view! {
        <li data-kind=kind>{what}<p class="hint"><bdi>{one.by.clone()}</bdi>" · "{words::of_version(language, one.version)}" · "{day::moment(language, one.at)}</p></li>
    }
    .into_any()
}

fn versions(language: PageLanguage, review: &Review) -> AnyView {
    let rows = review.versions.iter().map(|one| {
        let link = format!("/briefs/{}/versions/{}", review.id, one.number);
        view! { <li><p><a href=link>{words::version(language, one.number)}</a></p><p class="hint">{made(language, one)}</p></li> }
    });
    view! {
        <section class="section stack" id="versions"><h2>{words::versions(language)}</h2>
            <ol class="timeline">{rows.collect_view()}</ol></section>
    }
    .into_any()
}

/// Who saved a version, and when.
pub(super) fn made(language: PageLanguage, version: &Version) -> AnyView {
    let by = match &version.by {
        Some(name) => view! { <bdi>{name.clone()}</bdi> }.into_any(),
        None => view! { <span>{words::after_withdrawal(language)}</span> }.into_any(),
    };
    view! { {by}" · "{day::moment(language, version.at)} }.into_any()
}
