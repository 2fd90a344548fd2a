//! Codes by groups of stories: a chart of the topmost codes, and the table of all.

use super::bars::{Bar, Bundle, chart};
use super::{coverage, empty, figure, group_name, plain, tabs};
use crate::coding::{colour, path};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::select::select;
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{By, Comparison, Group, Spread};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::CodeId;
use method::language::PageLanguage;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let typed = Typed::new(query);
    let by = By::named(&typed.get("by")).unwrap_or_default();
    let spread = match archive.analysis().spread(&caller.actor, caller.programme, by).await {
        Ok(spread) => spread,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).wide();
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if spread.codes.is_empty() {
            empty(language)
        } else {
            view! { {drawn(language, by, &spread)}{table(language, by, &spread)} }.into_any()
        };
        view! { {tabs(language, "/analysis")}{question(language, by)}{shown} }.into_any()
    })
}

/// What the stories are grouped by.
fn question(language: PageLanguage, by: By) -> AnyView {
    let form = FormState::new(Typed::filled([("by", by.name().to_owned())]));
    let options = By::ALL
        .map(|by| (by.name().to_owned(), by_name(language, by).to_owned()))
        .to_vec();
    view! {
        <form method="get" action="/analysis" class="filters no-print">
            {select(&form, "by", words::by(language), None, options)}
            <button class="button">{words::show(language)}</button>
        </form>
    }
    .into_any()
}

fn by_name(language: PageLanguage, by: By) -> &'static str {
    match by {
        By::Site => words::by_site(language),
        By::Round => words::by_round(language),
        By::Domain => words::by_domain(language),
        By::Direction => words::by_direction(language),
        By::Choice => words::by_choice(language),
    }
}

fn link(code: CodeId, group: Option<Group>) -> String {
    match group {
        Some(group) => format!("/analysis/passages?code={code}&group={group}"),
        None => format!("/analysis/passages?code={code}"),
    }
}

/// The topmost codes, a bar a group.
fn drawn(language: PageLanguage, by: By, spread: &Spread) -> AnyView {
    let rows = spread.codes.iter().zip(&spread.printed.rows);
    let bundles = rows.filter_map(|(id, row)| {
        let code = spread.book.get(*id).filter(|code| code.parent.is_none())?;
        let bars = spread.groups.iter().zip(&row.counts).map(|(group, number)| Bar {
            name: group_name(language, &spread.overview, *group),
            number: *number,
            shown: figure(language, *number, link(*id, Some(*group))),
        });
        let label = code.label(language).to_owned();
        let name = view! { <span class="code" data-colour=colour(code) dir="auto">{label}</span> }.into_any();
        Some(Bundle {
            name,
            bars: bars.collect(),
        })
    });
    let caption = words::chart(language, by_name(language, by));
    chart(caption, coverage(language, &spread.coverage), bundles.collect())
}

fn table(language: PageLanguage, by: By, spread: &Spread) -> AnyView {
    let names = spread.groups.iter().map(|group| {
        view! { <th scope="col" class="number" dir="auto">{group_name(language, &spread.overview, *group)}</th> }
    });
    let compares = by == By::Choice;
    let stories = spread.printed.stories.counts.iter().chain([&spread.printed.stories.total]);
    let stories = stories.map(|number| view! { <td class="number">{plain(language, *number)}</td> });
    let rows = spread.codes.iter().zip(spread.printed.rows.iter().zip(&spread.comparisons));
    let rows = rows.map(|(code, (row, comparison))| {
        let cells = spread.groups.iter().zip(&row.counts).map(|(group, number)| {
            view! { <td class="number">{figure(language, *number, link(*code, Some(*group)))}</td> }
        });
        let tested = compares.then(|| view! { <td>{compared(language, comparison.as_ref())}</td> });
        let name = path(language, &spread.book, *code);
        let chip = spread.book.get(*code).map(colour);
        view! {
            <tr><th scope="row"><span class="code" data-colour=chip dir="auto">{name}</span></th>
                {cells.collect_view()}<td class="number">{figure(language, row.total, link(*code, None))}</td>{tested}</tr>
        }
    });
    let test = compares.then(|| view! { <th scope="col">{words::test(language)}</th> });
    let no_test = compares.then(|| view! { <td></td> });
    let method = compares.then(|| view! { <p class="hint">{words::test_hint(language)}</p> });
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="spread" tabindex="0"><table class="table">
                <caption id="spread">{words::chart(language, by_name(language, by))}" "<span class="hint">{coverage(language, &spread.coverage)}</span></caption>
                <thead><tr><th scope="col">{words::code(language)}</th>{names.collect_view()}<th scope="col" class="number">{words::all(language)}</th>{test}</tr></thead>
                <tbody><tr><th scope="row">{words::coded_stories(language)}</th>{stories.collect_view()}{no_test}</tr>{rows.collect_view()}</tbody>
            </table></div>
            {method}
            <p class="hint">{words::counting(language)}</p>
            <p class="hint">{words::hidden_note(language)}</p>
        </section>
    }
    .into_any()
}

/// The test of a row; a dash where a number that it is computed from is hidden.
fn compared(language: PageLanguage, comparison: Option<&Comparison>) -> AnyView {
    let Some(comparison) = comparison else {
        return view! { "—" }.into_any();
    };
    let p = if comparison.p < 0.001 {
        "p < 0.001".to_owned()
    } else {
        format!("p = {:.3}", comparison.p)
    };
    let odds = comparison
        .odds_ratio
        .map(|odds| format!(" · {}", words::odds(language, format!("{odds:.1}"))));
    view! { <bdi>{p}</bdi>{odds} }.into_any()
}
