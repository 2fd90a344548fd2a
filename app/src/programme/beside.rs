//! Panels that heard the same stories, side by side: what each chose, and why.

use crate::layout::{Head, page};
use crate::panels::{level_and_place, title};
use crate::parts::isolated;
use crate::refusal;
use crate::request::Caller;
use crate::words::levels as words;
use archive::Archive;
use archive::desk::panels::{Beside, BesideStory};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::RoundId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(round) = id.parse::<RoundId>() else {
        return refusal::not_found(language);
    };
    let (period, found) = match archive.panels().beside(&caller.actor, caller.programme, round).await {
        Ok(found) => found,
        Err(error) => return refusal::panels(language, &error),
    };
    let head = Head::new(
        words::beside_title(language, isolated(&period.label)),
        words::beside_lead(language),
    );
    let head = head
        .wide()
        .back(format!("/programme/periods/{round}/levels"), words::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if found.is_empty() {
            return view! { <div class="empty"><h2>{words::no_beside(language)}</h2><p>{words::no_beside_hint(language)}</p></div> }.into_any();
        }
        let groups = (1..).zip(&found).map(|(number, one)| group(language, number, one));
        groups.collect_view().into_any()
    })
}

fn group(language: PageLanguage, number: usize, one: &Beside) -> AnyView {
    let id = format!("beside-{number}");
    let labelled_by = id.clone();
    let heads = one.panels.iter().map(|(panel, setting)| {
        view! { <th scope="col"><a href=format!("/panels/{panel}/record") dir="auto">{level_and_place(language, setting)}</a></th> }
    });
    let rows = one.stories.iter().map(|story| row(language, one, story));
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby=labelled_by tabindex="0"><table class="table" data-stack>
                <caption id=id><span dir="auto">{one.domain.get(language).to_owned()}</span>" "
                    <span class="hint">{words::agreed(language, one.agreed, one.in_common)}</span></caption>
                <thead><tr><th scope="col">{words::story(language)}</th>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

fn row(language: PageLanguage, one: &Beside, story: &BesideStory) -> AnyView {
    let cells = one.panels.iter().zip(&story.judged).map(|((_, setting), judged)| {
        let (kind, said, reasons) = match judged {
            None => ("draft", words::not_heard(language), &[][..]),
            Some((true, reasons)) => ("done", words::was_chosen(language), reasons.as_slice()),
            Some((false, reasons)) => ("waiting", words::not_chosen(language), reasons.as_slice()),
        };
        let reasons = reasons.iter().map(|reason| view! { <blockquote class="reason"><p dir="auto">{reason.clone()}</p></blockquote> });
        view! {
            <td data-label=level_and_place(language, setting)><span class="badge" data-kind=kind>{said}</span>{reasons.collect_view()}</td>
        }
    });
    view! {
        <tr><th scope="row" data-label=words::story(language)><a href=format!("/stories/{}", story.story.id)>{title(language, Some(&story.story))}</a></th>
            {cells.collect_view()}</tr>
    }
    .into_any()
}
