//! Searching the excerpts that may be quoted today. What is searched for may name somebody: the form posts, so that no address and
//! no history holds it.

use crate::form::Typed;
use crate::layout::{Head, page};
use crate::parts::day::spelled;
use crate::refusal;
use crate::request::Caller;
use crate::search::pieces;
use crate::stories::language_label;
use crate::words::excerpts as words;
use crate::words::search;
use archive::Archive;
use archive::desk::excerpts::{QuotableFound, QuotablesFound};
use archive::desk::search::{HITS_A_PAGE, QUESTION_LETTERS};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::consent::Purpose;
use method::language::PageLanguage;
use method::policy::Role;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    answered(&caller, &archive, &Typed::default()).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, typed: Typed) -> Response {
    answered(&caller, &archive, &typed).await
}

async fn answered(caller: &Caller, archive: &Archive, typed: &Typed) -> Response {
    let language = caller.language();
    let skip = typed.get("skip").parse().unwrap_or_default();
    let (desk, purpose) = (archive.excerpts(), Purpose::AdvocacyBrief);
    let asked = typed.get("q");
    let found = desk
        .find_quotable(&caller.actor, caller.programme, purpose, &asked, (skip, HITS_A_PAGE))
        .await;
    let found = match found {
        Ok(found) => found,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let mut head = Head::new(words::find_title(language), words::find_lead(language));
    // Who writes briefs and judges no excerpt has no list to go back to.
    let judges = [Role::Analyst, Role::SiteCoordinator, Role::NationalCoordinator];
    if caller.roles.iter().any(|role| judges.contains(role)) {
        head = head.back("/excerpts", words::title(language));
    }
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! { {question(language, typed)}{answers(language, typed, &found, skip)} }.into_any()
    })
}

fn question(language: PageLanguage, typed: &Typed) -> AnyView {
    view! {
        <form method="post" action="/excerpts/search" role="search" class="search">
            <label class="visually-hidden" for="q">{search::words(language)}</label>
            <input type="search" id="q" name="q" value=typed.get("q") dir="auto" maxlength=QUESTION_LETTERS.to_string()
                autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="q-hint"/>
            <button class="button" data-kind="primary">{search::search(language)}</button>
        </form>
        <p class="hint" id="q-hint">{search::words_hint(language)}</p>
    }
    .into_any()
}

fn answers(language: PageLanguage, typed: &Typed, found: &QuotablesFound, skip: usize) -> AnyView {
    if found.page.is_empty() {
        let (title, hint) = if typed.get("q").trim().is_empty() {
            (words::none_quotable(language), words::none_quotable_hint(language))
        } else {
            (words::nothing_found(language), search::nothing_hint(language))
        };
        return view! { <div class="empty" role="status"><h2>{title}</h2><p>{hint}</p></div> }.into_any();
    }
    let cards = found.page.iter().map(|one| quotation(language, one));
    view! {
        <p role="status">{words::quotable_count(language, found.total)}</p>
        <ul class="grid stories">{cards.collect_view()}</ul>
        {pager(language, typed, found, skip)}
    }
    .into_any()
}

fn quotation(language: PageLanguage, found: &QuotableFound) -> AnyView {
    let one = &found.quotable;
    let tag = one.language.tag();
    view! {
        <li><figure class="quotation">
            <blockquote lang=tag dir="auto"><p>{pieces(&found.text)}</p></blockquote>
            <figcaption><a href=format!("/excerpts/{}", one.id)>{words::excerpt_of(language)}" "<bdi lang=tag>{one.pseudonym.clone()}"*"</bdi></a>" · "
                {language_label(language, one.language)}" · "{words::advocacy_until(language, spelled(language, one.until))}</figcaption>
        </figure></li>
    }
    .into_any()
}

/// Buttons, not links: a link would carry the words in its address.
fn pager(language: PageLanguage, typed: &Typed, found: &QuotablesFound, skip: usize) -> AnyView {
    if found.total <= HITS_A_PAGE {
        return ().into_any();
    }
    let last = skip + found.page.len();
    let step = |to: Option<usize>, sentence: &'static str| {
        to.map(|to| view! { <button class="button" name="skip" value=to.to_string()>{sentence}</button> })
    };
    view! {
        <form method="post" action="/excerpts/search" class="pager" aria-label=search::pages(language)>
            <input type="hidden" name="q" value=typed.get("q")/>
            {step((skip > 0).then(|| skip.saturating_sub(HITS_A_PAGE)), search::before(language))}
            <p>{search::span(language, skip + 1, last, found.total)}</p>
            {step((last < found.total).then_some(skip + HITS_A_PAGE), search::after(language))}
        </form>
    }
    .into_any()
}
