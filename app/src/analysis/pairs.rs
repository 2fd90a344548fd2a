//! Codes by codes: how many stories bear both.

use super::{coverage, empty, figure, tabs};
use crate::coding::{colour, path};
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::Pairs;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::CodeId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let pairs = match archive.analysis().pairs(&caller.actor, caller.programme).await {
        Ok(pairs) => pairs,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).wide();
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if pairs.codes.is_empty() {
            empty(language)
        } else {
            table(language, &pairs)
        };
        view! { {tabs(language, "/analysis/pairs")}{shown} }.into_any()
    })
}

fn link(one: CodeId, other: CodeId) -> String {
    if one == other {
        format!("/analysis/passages?code={one}")
    } else {
        format!("/analysis/passages?code={one}&with={other}")
    }
}

/// A half of the table is enough: the other says the same.
fn table(language: PageLanguage, pairs: &Pairs) -> AnyView {
    let names = (1..=pairs.codes.len()).map(|number| view! { <th scope="col" class="number">{number}</th> });
    let rows = pairs.codes.iter().enumerate().map(|(at, one)| {
        let cells = pairs.codes.iter().enumerate().map(|(to, other)| {
            let is_related = at != to && [(one, other), (other, one)].iter().any(|(up, low)| pairs.book.with_all_below(**up).contains(low));
            let shown = match pairs.both.get(at).and_then(|row| row.get(to)) {
                Some(number) if to <= at && !is_related => figure(language, *number, link(*one, *other)),
                Some(_) if to <= at => view! { "—" }.into_any(),
                _ => ().into_any(),
            };
            view! { <td class="number">{shown}</td> }
        });
        let chip = pairs.book.get(*one).map(colour);
        view! {
            <tr><th scope="row"><span class="code" data-colour=chip dir="auto">{format!("{} · {}", at + 1, path(language, &pairs.book, *one))}</span></th>{cells.collect_view()}</tr>
        }
    });
    let more = pairs
        .has_more
        .then(|| view! { <p class="hint">{words::most_borne(language, pairs.codes.len())}</p> });
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="pairs" tabindex="0"><table class="table">
                <caption id="pairs">{words::together(language)}" "<span class="hint">{coverage(language, &pairs.coverage)}</span></caption>
                <thead><tr><th scope="col">{words::code(language)}</th>{names.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
            {more}
            <p class="hint">{words::pairs_hint(language)}</p>
            <p class="hint">{words::hidden_note(language)}</p>
        </section>
    }
    .into_any()
}
