//! Who acts on whom, by the direction of change: a bar a line, and the table beside it.

use super::actors::chip;
use super::bars::{Bar, Bundle, chart};
use super::{coverage, figure, group_name, share};
use crate::words::analysis as words;
use archive::desk::analysis::{Actors, Group, MOST_ACTED};
use leptos::prelude::*;
use method::analysis::acted::{Acted, Doing};
use method::figures::PrintedRow;
use method::id::CodeId;
use method::language::PageLanguage;

/// The chart and the table; a sentence where nobody is said to act on anybody.
pub(super) fn section(language: PageLanguage, actors: &Actors) -> AnyView {
    if actors.acted.is_empty() {
        return view! {
            <section class="section stack"><h2>{words::acted(language)}</h2><p>{words::no_acted(language)}</p>
                <p class="hint">{words::acted_hint(language)}</p></section>
        }
        .into_any();
    }
    view! { {drawn(language, actors)}{table(language, actors)} }.into_any()
}

fn link(((actor, part), (second, second_part)): Acted, group: Option<Group>) -> String {
    let group = group.map(|group| format!("&group={group}")).unwrap_or_default();
    format!("/analysis/passages?code={actor}&with={part}&onto={second}&who={second_part}{group}")
}

fn label(language: PageLanguage, actors: &Actors, code: CodeId) -> String {
    actors
        .book
        .get(code)
        .map(|code| code.label(language).to_owned())
        .unwrap_or_default()
}

/// What an actor does, in a line: "Client: harms".
fn doing(language: PageLanguage, actors: &Actors, (actor, part): Doing) -> String {
    words::kind_and_group(language, label(language, actors, part), label(language, actors, actor))
}

fn drawn(language: PageLanguage, actors: &Actors) -> AnyView {
    let rows = actors.acted.iter().zip(&actors.acted_printed);
    let bars = rows.map(|(acted, row)| Bar {
        name: format!("{} · {}", doing(language, actors, acted.0), doing(language, actors, acted.1)),
        number: row.total,
        shown: figure(language, row.total, link(*acted, None)),
    });
    let bundle = Bundle {
        name: view! { {words::acted(language)} }.into_any(),
        bars: bars.collect(),
    };
    let footing = coverage(language, &actors.coverage);
    chart(words::acted(language).to_owned(), footing, vec![bundle])
}

fn table(language: PageLanguage, actors: &Actors) -> AnyView {
    let names = actors.groups.iter().map(|group| {
        view! { <th scope="col" class="number">{group_name(language, &actors.overview, *group)}</th> }
    });
    let rows = actors.acted.iter().zip(&actors.acted_printed);
    let rows = rows.map(|(acted, numbers)| row(language, actors, *acted, numbers));
    let more = actors
        .has_more
        .then(|| view! { <p class="hint">{words::most_acted(language, MOST_ACTED)}</p> });
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="acted" tabindex="0"><table class="table">
                <caption id="acted">{words::acted(language)}" "<span class="hint">{coverage(language, &actors.coverage)}</span></caption>
                <thead><tr><th scope="col">{words::acts(language)}</th><th scope="col">{words::on_whom(language)}</th>{names.collect_view()}
                    <th scope="col" class="number">{words::all(language)}</th><th scope="col" class="number">{words::share(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
            {more}
            <p class="hint">{words::acted_hint(language)}</p>
            <p class="hint">{words::hidden_note(language)}</p>
        </section>
    }
    .into_any()
}

fn row(language: PageLanguage, actors: &Actors, acted: Acted, numbers: &PrintedRow) -> AnyView {
    let cells = actors.groups.iter().zip(&numbers.counts).map(|(group, number)| {
        view! { <td class="number">{figure(language, *number, link(acted, Some(*group)))}</td> }
    });
    let name = |(actor, part): Doing| view! { {chip(language, actors, actor)}" "{chip(language, actors, part)} };
    view! {
        <tr><th scope="row">{name(acted.0)}</th><th scope="row">{name(acted.1)}</th>{cells.collect_view()}
            <td class="number">{figure(language, numbers.total, link(acted, None))}</td>
            <td class="number">{share(language, numbers.total, actors.printed.stories.total)}</td></tr>
    }
    .into_any()
}
