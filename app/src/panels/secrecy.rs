//! Three ways to vote in secret, and which protects from whom, in plain words. For whoever chooses a way, and whoever votes.

use crate::layout::{Head, page};
use crate::request::Visitor;
use crate::words::ballot as words;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(visitor: Visitor) -> Response {
    let language = visitor.language;
    let head = Head::new(words::secrecy_title(language), words::secrecy_lead(language));
    page(StatusCode::OK, &visitor, &head, || {
        let ways = [
            (words::paper(language), words::paper_how(language)),
            (words::tablet(language), words::tablet_how(language)),
            (words::phones(language), words::phones_how(language)),
        ];
        let told =
            ways.map(|(name, how)| view! { <li><section class="card stack"><h2>{name}</h2><p>{how}</p></section></li> });
        let heads = ways.map(|(name, _)| view! { <th scope="col">{name}</th> });
        let rows = rows(language).map(|(who, kept)| {
            let cells = kept.into_iter().zip(ways);
            let cells = cells.map(|(words, (way, _))| view! { <td data-label=way>{words}</td> });
            view! { <tr><th scope="row" data-label=words::from_whom(language)>{who}</th>{cells.collect_view()}</tr> }
        });
        view! {
            <ul class="grid">{told.collect_view()}</ul>
            <p class="notice">{words::recommended(language)}</p>
            <div class="table-frame" role="region" aria-labelledby="protects" tabindex="0">
                <table class="table" data-stack><caption id="protects">{words::which_protects(language)}</caption>
                    <thead><tr><th scope="col">{words::from_whom(language)}</th>{heads.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody></table>
            </div>
            <p>{words::what_is_shown(language)}</p>
            <p><a href="/room">{words::back_to_room(language)}</a></p>
        }
        .into_any()
    })
}

/// From whom paper, a tablet and telephones protect (threat model, "Secret ballot").
fn rows(language: PageLanguage) -> [(&'static str, [&'static str; 3]); 5] {
    let (yes, no) = (words::protects(language), words::does_not(language));
    let apart = words::if_hands_apart(language);
    [
        (words::from_room(language), [apart, apart, apart]),
        (words::from_keeper(language), [yes, yes, yes]),
        (words::from_network(language), [yes, yes, no]),
        (words::from_program(language), [yes, no, no]),
        (words::from_pressure(language), [yes, yes, words::forgets(language)]),
    ]
}
