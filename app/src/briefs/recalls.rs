//! The briefs that went out with words that were taken back since: to be called back by a letter, of which some are still owed.

use super::addressee;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::recalls as words;
use archive::Archive;
use archive::desk::briefs::{Recall, Why};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let recalls = match archive.briefs().recalls(&caller.actor, caller.programme).await {
        Ok(recalls) => recalls,
        Err(error) => return refusal::briefs(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if recalls.is_empty() {
            return view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }
                .into_any();
        }
        let owed = recalls.iter().filter(|one| one.is_owed()).count();
        view! {
            <p>{words::what_to_do(language)}</p>
            <p role="status">{words::owed(language, recalls.len(), owed)}</p>
            {table(language, &recalls, Some(letter))}
        }
        .into_any()
    })
}

/// The list of briefs to be called back; with their letters for those who send them.
pub(crate) fn table(
    language: PageLanguage,
    recalls: &[Recall],
    letter: Option<fn(PageLanguage, &Recall) -> AnyView>,
) -> AnyView {
    let rows = recalls.iter().map(|recall| {
        let why = match recall.why {
            Why::Story => words::story(language),
            Why::Consent => words::consent(language),
        };
        let issue = &recall.issue;
        let (_, class) = addressee(language, issue.to.class);
        let exactly = (!issue.to.words.is_empty()).then(|| view! { " · "<bdi>{issue.to.words.clone()}</bdi> });
        view! {
            <tr><th scope="row" data-label=words::brief(language)><span lang=issue.language.tag() dir="auto">{issue.title.clone()}</span></th>
                <td data-label=words::went_to(language)><span>{class}{exactly}</span></td>
                <td data-label=words::day(language)>{day::day(language, issue.at.date_naive())}</td>
                <td data-label=words::why(language)>{why}</td>
                {letter.map(|letter| view! { <td data-label=words::letter(language)>{letter(language, recall)}</td> })}</tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-labelledby="recalls" tabindex="0">
            <table class="table" data-stack="">
                <caption id="recalls">{words::caption(language)}</caption>
                <thead><tr><th scope="col">{words::brief(language)}</th><th scope="col">{words::went_to(language)}</th>
                    <th scope="col">{words::day(language)}</th><th scope="col">{words::why(language)}</th>
                    {letter.map(|_| view! { <th scope="col">{words::letter(language)}</th> })}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Whether its letter was sent, and the way to it.
fn letter(language: PageLanguage, recall: &Recall) -> AnyView {
    let (kind, state) = match recall.letters.last() {
        None => ("warning", words::to_send(language).to_owned()),
        Some(_) if recall.is_owed() => ("warning", words::to_send_again(language).to_owned()),
        Some(last) => ("done", words::sent_on(language, day::spelled(language, last.on))),
    };
    view! {
        <span><span class="badge" data-kind=kind>{state}</span>" "<a href=format!("/recalls/{}", recall.issue.id)>{words::read_letter(language)}</a></span>
    }
    .into_any()
}
