//! Where the words of a story went, for its teller: each brief that holds some of them, to whom and when; to be said or printed.

use crate::briefs::addressee;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::stories::language_label;
use crate::words::went as words;
use archive::Archive;
use archive::desk::briefs::Went;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let went = match archive.briefs().went(&caller.actor, id).await {
        Ok(went) => went,
        Err(error) => return refusal::briefs(language, &error),
    };
    let head =
        Head::new(words::title(language), words::lead(language)).back(format!("/stories/{id}"), words::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if went.is_empty() {
            return view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }
                .into_any();
        }
        view! { <p class="no-print">{words::on_paper(language)}</p>{table(language, &went)} }.into_any()
    })
}

fn table(language: PageLanguage, went: &[Went]) -> AnyView {
    let rows = went.iter().map(|one| {
        let issue = &one.issue;
        let (_, to) = addressee(language, issue.to.class);
        view! {
            <tr><th scope="row" data-label=words::brief(language)><span lang=issue.language.tag() dir="auto">{issue.title.clone()}</span></th>
                <td data-label=words::day(language)>{day::day(language, issue.at.date_naive())}</td>
                <td data-label=words::to(language)>{to}</td>
                <td data-label=words::excerpts(language)>{one.excerpts}</td>
                <td data-label=words::language(language)>{language_label(language, issue.language.language())}</td></tr>
        }
    });
    let columns = [
        words::brief(language),
        words::day(language),
        words::to(language),
        words::excerpts(language),
        words::language(language),
    ];
    view! {
        <div class="table-frame" role="region" aria-labelledby="went" tabindex="0">
            <table class="table" data-stack="">
                <caption id="went">{words::caption(language)}</caption>
                <thead><tr>{columns.map(|name| view! { <th scope="col">{name}</th> }).into_iter().collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
