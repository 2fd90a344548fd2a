//! Codes by groups of stories: a chart of the topmost codes, and the table of all.

use super::bars::{Bar, Bundle, chart};
use super::{coverage, empty, figure, group_name, kept, plain, tabs};
use crate::coding::{colour, path};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{By, Comparison, Group, Spread};
use axum::extract::{Query, State};
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
    let mut form = FormState::new(typed.with("by", by.name().to_owned()));
    let asked = Some(form.typed.get("within")).filter(|within| !within.is_empty());
    let within = asked.as_ref().and_then(|within| within.parse::<Group>().ok());
    if asked.is_some() && within.is_none() {
        form = form.wrong("within", words::no_such_group(language));
    } else if within.is_some_and(|within| within.by() == by) {
        form = form.wrong("within", words::same_kind(language));
    }
    let within = within.filter(|_| !form.is_refused());
    let spread = match archive.analysis().spread(&caller.actor, caller.programme, by, within).await {
        Ok(spread) => spread,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).wide();
    page(status_of(&form), &caller.visitor, &head, || {
        let shown = if form.is_refused() {
            ().into_any()
        } else if spread.codes.is_empty() {
            empty(language)
        } else {
            view! { {drawn(language, by, &spread)}{table(language, by, &spread)}{kept::offered(language, by, &spread)} }
                .into_any()
        };
        view! { {tabs(language, "/analysis")}{question(language, &form, &spread)}{shown} }.into_any()
    })
}

/// What the stories are grouped by, and within which group of another kind.
fn question(language: PageLanguage, form: &FormState, spread: &Spread) -> AnyView {
    let everywhere = (String::new(), words::within_all(language).to_owned());
    let groups = By::ALL.into_iter().flat_map(|by| {
        let groups = Group::all(by, &spread.overview).into_iter();
        groups.map(move |group| (group.to_string(), within_name(language, spread, group)))
    });
    let groups: Vec<_> = std::iter::once(everywhere).chain(groups).collect();
    let options = By::ALL
        .map(|by| (by.name().to_owned(), by_name(language, by).to_owned()))
        .to_vec();
    view! {
        <form method="get" action="/analysis" class="filters no-print">
            {select(form, "by", words::by(language), None, options)}
            {select(form, "within", words::within(language), None, groups)}
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

/// A group with what it is a group by.
fn within_name(language: PageLanguage, spread: &Spread, group: Group) -> String {
    let (kind, name) = (by_name(language, group.by()), group_name(language, &spread.overview, group));
    words::kind_and_group(language, name, kind)
}

/// What is shown, and within which group.
pub(super) fn caption(language: PageLanguage, by: By, spread: &Spread) -> String {
    let chart = words::chart(language, by_name(language, by));
    match spread.within {
        Some(group) => format!(
            "{chart} · {}",
            words::within_said(language, within_name(language, spread, group))
        ),
        None => chart,
    }
}

/// The way to the passages behind a number: those of all its groups.
fn link(spread: &Spread, code: CodeId, group: Option<Group>) -> String {
    let group = group.map(|group| format!("&group={group}")).unwrap_or_default();
    let within = spread.within.map(|group| format!("&within={group}")).unwrap_or_default();
    format!("/analysis/passages?code={code}{group}{within}")
}

/// The topmost codes, a bar a group.
fn drawn(language: PageLanguage, by: By, spread: &Spread) -> AnyView {
    let rows = spread.codes.iter().zip(&spread.printed.rows);
    let bundles = rows.filter_map(|(id, row)| {
        let code = spread.book.get(*id).filter(|code| code.parent.is_none())?;
        let bars = spread.groups.iter().zip(&row.counts).map(|(group, number)| Bar {
            name: group_name(language, &spread.overview, *group),
            number: *number,
            shown: figure(language, *number, link(spread, *id, Some(*group))),
        });
        let label = code.label(language).to_owned();
        let name = view! { <span class="code" data-colour=colour(code) dir="auto">{label}</span> }.into_any();
        Some(Bundle {
            name,
            bars: bars.collect(),
        })
    });
    chart(
        caption(language, by, spread),
        coverage(language, &spread.coverage),
        bundles.collect(),
    )
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
            view! { <td class="number">{figure(language, *number, link(spread, *code, Some(*group)))}</td> }
        });
        let tested = compares.then(|| view! { <td>{compared(language, comparison.as_ref())}</td> });
        let name = path(language, &spread.book, *code);
        let chip = spread.book.get(*code).map(colour);
        view! {
            <tr><th scope="row"><span class="code" data-colour=chip dir="auto">{name}</span></th>
                {cells.collect_view()}<td class="number">{figure(language, row.total, link(spread, *code, None))}</td>{tested}</tr>
        }
    });
    let test = compares.then(|| view! { <th scope="col">{words::test(language)}</th> });
    let no_test = compares.then(|| view! { <td></td> });
    let method = compares.then(|| view! { <p class="hint">{words::test_hint(language)}</p> });
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="spread" tabindex="0"><table class="table">
                <caption id="spread">{caption(language, by, spread)}" "<span class="hint">{coverage(language, &spread.coverage)}</span></caption>
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
