//! The tables of indicators, each as a brief prints it.

use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::indicators as words;
use archive::Archive;
use archive::desk::indicators::Versioned;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::brief::source_line;
use method::indicator::{Origin, hidden_note};
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let tables = match archive.indicators().list(&caller.actor, caller.programme).await {
        Ok(tables) => tables,
        Err(error) => return refusal::indicators(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if tables.is_empty() {
            view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
        } else {
            tables.iter().map(|one| table(language, one)).collect_view().into_any()
        };
        view! {
            <div class="actions"><a class="button" data-kind="primary" href="/indicators/new">{words::add(language)}</a></div>
            {shown}
        }
        .into_any()
    })
}

fn table(language: PageLanguage, one: &Versioned) -> AnyView {
    let about = &one.indicator;
    let Ok(printed) = about.printed() else {
        return ().into_any();
    };
    let id = format!("table-{}", one.id);
    let source = source_line(&about.source, &about.date, about.language);
    let columns = printed
        .columns
        .iter()
        .map(|name| view! { <th scope="col">{name.clone()}</th> })
        .collect_view();
    let rows = printed.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
        view! { <tr>{cells}</tr> }
    });
    view! {
        <section class="section stack" lang=about.language.tag() dir=about.language.dir()>
            <div class="table-frame" role="region" aria-labelledby=id tabindex="0"><table class="table">
                <caption id=id.clone()>{about.caption.clone()}</caption>
                <thead><tr>{columns}</tr></thead><tbody>{rows.collect_view()}</tbody>
            </table></div>
            <p class="hint">{source}{printed.hides.then(|| format!(". {}", hidden_note(about.language)))}</p>
            {(about.origin == Origin::Counted).then(|| view! {
                <p class="hint" lang=language.tag() dir=language.dir()>{words::counted(language)}</p>
            })}
            {(!about.hides && !about.because.is_empty()).then(|| view! {
                <p class="hint" lang=language.tag() dir=language.dir()>{words::open_because(language)}" "<bdi>{about.because.clone()}</bdi></p>
            })}
            <div class="actions" lang=language.tag() dir=language.dir()>
                <a class="button" href=format!("/indicators/{}", one.id)>{words::change(language)}<span class="visually-hidden">" "{about.caption.clone()}</span></a>
            </div>
        </section>
    }
    .into_any()
}
