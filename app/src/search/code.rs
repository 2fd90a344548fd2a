//! One code for all that a search found: the choice below the answers, and the page that says what would be given before it is.

use super::{Answered, Ask, answered, asks, kept, narrow};
use crate::coding::batches::{chip, refused as batch_refused};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::select::select;
use crate::request::Caller;
use crate::words::batch as words;
use archive::Archive;
use archive::desk::coding::{BatchError, BatchPlan, STORIES_A_BATCH};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::Codebook;
use method::id::CodeId;
use method::language::PageLanguage;

/// Shows what would be given, and gives it once that was said yes to: `stories` and `passages` say what was shown.
pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, typed: Typed) -> Response {
    let language = caller.language();
    let typed = typed.without(&["skip"]);
    let (asked, given) = (narrow::parse(&typed), typed.get("given").parse::<CodeId>().ok());
    let (desk, actor, programme) = (archive.coding(), &caller.actor, caller.programme);
    let shown = typed.get("stories").parse().ok().zip(typed.get("passages").parse().ok());
    let mut is_changed = false;
    if let Some(shown) = shown {
        match desk.give_batch(actor, programme, asked.clone(), given, shown).await {
            Ok(batch) => return Redirect::to(&format!("/coding/batches/{batch}")).into_response(),
            Err(BatchError::Fault(cause)) => return batch_refused(language, &BatchError::Fault(cause)),
            // Whatever else is wrong is wrong with the plan, too.
            Err(_) => is_changed = true,
        }
    }
    let plan = desk.plan_batch(actor, programme, asked, given).await;
    match (plan, given) {
        (Ok((plan, book)), Some(code)) => confirm(&caller, &typed, plan, &book, code, is_changed),
        (Err(BatchError::CodeMissing), _) | (Ok(_), None) => {
            again(&caller, &archive, typed, words::code_missing(language).to_owned()).await
        }
        (Err(BatchError::TooMany), _) => again(&caller, &archive, typed, words::too_many(language, STORIES_A_BATCH)).await,
        (Err(BatchError::NothingAsked | BatchError::Building), _) => {
            let form = FormState::new(typed);
            answered(&caller, &archive, Ask { form, ..Ask::default() }).await
        }
        (Err(error), _) => batch_refused(language, &error),
    }
}

/// The search's page again, with what is wrong beside the choice of a code.
async fn again(caller: &Caller, archive: &Archive, typed: Typed, sentence: String) -> Response {
    let form = FormState::new(typed).wrong("given", sentence);
    answered(caller, archive, Ask { form, ..Ask::default() }).await
}

/// The choice of a code, where somebody codes stories and has searched for something.
pub(super) fn form(language: PageLanguage, answered: &Answered) -> AnyView {
    let (form, filters) = (&answered.form, &answered.filters);
    if !filters.may_code || answered.found.total == 0 || !asks(&form.typed) {
        return ().into_any();
    }
    let mut codes = vec![(String::new(), words::choose(language).to_owned())];
    let book = &filters.codes_to_give;
    let outline = book.outline().into_iter().filter(|(_, code)| book.is_given(code.id));
    codes.extend(outline.map(|(depth, code)| (code.id.to_string(), "— ".repeat(depth) + code.label(language))));
    view! {
        <details class="more" open=form.error("given").is_some()>
            <summary>{words::code_all(language)}</summary>
            <form method="post" action="/search/code" class="stack">
                {kept(&form.typed)}
                <p>{words::what(language)}</p>
                {select(form, "given", words::code(language), None, codes)}
                <div class="actions">
                    <button class="button">{words::look(language)}</button>
                    <a href="/coding/batches">{words::list(language)}</a>
                </div>
            </form>
        </details>
    }
    .into_any()
}

fn confirm(caller: &Caller, typed: &Typed, plan: BatchPlan, book: &Codebook, code: CodeId, is_changed: bool) -> Response {
    let language = caller.language();
    let status = if is_changed {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let head = Head::new(words::confirm(language), words::confirm_lead(language)).narrow();
    page(status, &caller.visitor, &head, || {
        let facts = [
            (words::stories(language), plan.stories, true),
            (words::passages(language), plan.passages, true),
            (words::already(language), plan.already, plan.already > 0),
            (words::not_hers(language), plan.not_hers, plan.not_hers > 0),
            (words::older(language), plan.older, plan.older > 0),
            (words::full(language), plan.full, plan.full > 0),
        ];
        let facts = facts.into_iter().filter(|(.., is_said)| *is_said);
        let facts = facts.map(|(label, number, _)| view! { <div><dt>{label}</dt><dd>{number}</dd></div> });
        let give = (plan.passages > 0).then(|| {
            view! {
                <input type="hidden" name="stories" value=plan.stories.to_string()/>
                <input type="hidden" name="passages" value=plan.passages.to_string()/>
                <button class="button" data-kind="primary">{words::give(language)}</button>
            }
        });
        view! {
            {is_changed.then(|| view! { <div class="notice" data-kind="warning" role="alert"><p>{words::changed(language)}</p></div> })}
            {(plan.passages == 0).then(|| view! { <div class="notice" role="status"><p>{words::nothing(language)}</p></div> })}
            <p>{chip(language, book, code)}</p>
            <p>{words::what(language)}</p>
            <dl class="facts">{facts.collect_view()}</dl>
            <form method="post" action="/search/code" class="actions">
                {kept(typed)}
                <input type="hidden" name="given" value=code.to_string()/>
                {give}
                <button class="button" formaction="/search">{words::back(language)}</button>
            </form>
        }
        .into_any()
    })
}
