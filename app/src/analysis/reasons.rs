//! What panels value: codes over the reasons of their choices, and the texts behind each number.

use super::bars::{Bar, Bundle, chart};
use super::{figure, plain, share, tabs};
use crate::coding::{colour, path};
use crate::form::Typed;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{ReasonFound, TextKind, Valued};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::coding::Codebook;
use method::id::CodeId;
use method::language::PageLanguage;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let typed = Typed::new(query);
    let (code, name) = (typed.get("code"), typed.get("kind"));
    if code.is_empty() {
        return spread(&caller, &archive).await;
    }
    let (Ok(code), kind) = (code.parse::<CodeId>(), TextKind::named(&name)) else {
        return refusal::not_found(language);
    };
    if kind.is_none() && !name.is_empty() {
        return refusal::not_found(language);
    }
    let (book, found) = match archive.analysis().reasons(&caller.actor, caller.programme, code, kind).await {
        Ok(found) => found,
        Err(error) => return refusal::analysis(language, &error),
    };
    let title = kind_name(language, kind.unwrap_or(TextKind::Reason));
    let head = Head::new(title, words::reasons_lead(language)).back("/analysis/reasons", words::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let texts = found.iter().map(|one| text(language, &book, one));
        let shown = if found.is_empty() {
            view! { <div class="empty"><h2>{words::no_reason(language)}</h2></div> }.into_any()
        } else {
            view! { <ul class="timeline">{texts.collect_view()}</ul> }.into_any()
        };
        view! { <p class="cluster">{chip(language, &book, code)}</p>{shown} }.into_any()
    })
}

fn kind_name(language: PageLanguage, kind: TextKind) -> &'static str {
    match kind {
        TextKind::Reason => words::reasons(language),
        TextKind::View => words::other_views(language),
    }
}

fn text(language: PageLanguage, book: &Codebook, one: &ReasonFound) -> AnyView {
    let kind = (one.kind == TextKind::View).then_some("dissent");
    let chips = one.codes.iter().map(|code| view! { {chip(language, book, *code)}" " });
    view! {
        <li><blockquote class="reason" data-kind=kind><p dir="auto">{one.text.clone()}</p></blockquote>
            <p>{chips.collect_view()}</p>
            <p class="hint"><a href=format!("/panels/{}/record", one.panel)>{words::to_record(language)}</a></p></li>
    }
    .into_any()
}

fn chip(language: PageLanguage, book: &Codebook, id: CodeId) -> AnyView {
    let chip = book.get(id).map(colour);
    view! { <span class="code" data-colour=chip dir="auto">{path(language, book, id)}</span> }.into_any()
}

async fn spread(caller: &Caller, archive: &Archive) -> Response {
    let language = caller.language();
    let valued = match archive.analysis().valued(&caller.actor, caller.programme).await {
        Ok(valued) => valued,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).wide();
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if valued.codes.is_empty() {
            view! { <div class="empty"><h2>{words::no_reason_coded(language)}</h2><p>{words::no_reason_hint(language)}</p>
            <p><a class="button" href="/panels">{words::to_panels(language)}</a></p></div> }
            .into_any()
        } else {
            view! { {drawn(language, &valued)}{table(language, &valued)} }.into_any()
        };
        view! { {tabs(language, "/analysis/reasons")}{shown} }.into_any()
    })
}

/// The way to the texts behind a number: those that it counts, and no others.
fn link(code: CodeId, kind: Option<TextKind>) -> String {
    let kind = kind.map(|kind| format!("&kind={}", kind.name())).unwrap_or_default();
    format!("/analysis/reasons?code={code}{kind}")
}

/// How many of the texts bear a code: it stands on the chart and on the table.
fn coverage(language: PageLanguage, valued: &Valued) -> String {
    let said = words::reasons_coverage(language, valued.coded, valued.of);
    if valued.is_whole {
        said
    } else {
        format!("{said} {}", words::partial(language))
    }
}

/// The topmost codes, a bar for reasons and one for other views.
fn drawn(language: PageLanguage, valued: &Valued) -> AnyView {
    let rows = valued.codes.iter().zip(&valued.printed.rows);
    let bundles = rows.filter_map(|(id, row)| {
        valued.book.get(*id).filter(|code| code.parent.is_none())?;
        let bars = TextKind::ALL.into_iter().zip(&row.counts).map(|(kind, number)| Bar {
            name: kind_name(language, kind).to_owned(),
            number: *number,
            shown: figure(language, *number, link(*id, Some(kind))),
        });
        Some(Bundle {
            name: chip(language, &valued.book, *id),
            bars: bars.collect(),
        })
    });
    let caption = words::reasons_chart(language).to_owned();
    chart(caption, coverage(language, valued), bundles.collect())
}

fn table(language: PageLanguage, valued: &Valued) -> AnyView {
    let texts = valued.printed.stories.counts.iter().chain([&valued.printed.stories.total]);
    let texts = texts.map(|number| view! { <td class="number">{plain(language, *number)}</td> });
    let rows = valued.codes.iter().zip(&valued.printed.rows).map(|(code, row)| {
        let kinds = TextKind::ALL.map(Some).into_iter().chain([None]);
        let counts = row.counts.iter().chain([&row.total]).zip(kinds);
        let cells =
            counts.map(|(number, kind)| view! { <td class="number">{figure(language, *number, link(*code, kind))}</td> });
        let part = share(language, row.total, valued.printed.stories.total);
        view! { <tr><th scope="row">{chip(language, &valued.book, *code)}</th>{cells.collect_view()}<td class="number">{part}</td></tr> }
    });
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="valued" tabindex="0"><table class="table">
                <caption id="valued">{words::valued(language)}" "<span class="hint">{coverage(language, valued)}</span></caption>
                <thead><tr><th scope="col">{words::code(language)}</th><th scope="col" class="number">{words::reasons(language)}</th>
                    <th scope="col" class="number">{words::other_views(language)}</th><th scope="col" class="number">{words::all(language)}</th><th scope="col" class="number">{words::share(language)}</th></tr></thead>
                <tbody><tr><th scope="row">{words::coded_texts(language)}</th>{texts.collect_view()}<td></td></tr>{rows.collect_view()}</tbody>
            </table></div>
            <p class="hint">{words::reasons_counting(language)}" "{words::share_hint(language)}</p>
            <p class="hint">{words::hidden_note(language)}</p>
        </section>
    }
    .into_any()
}
