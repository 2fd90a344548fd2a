//! What the closed panels of a period heard and chose, by length, language, site, direction and collector; and in plain words what a
//! difference means.

use crate::analysis::{plain, share};
use crate::layout::{Head, page};
use crate::parts::isolated;
use crate::refusal;
use crate::request::Caller;
use crate::stories::{directions, language_label};
use crate::words::fairness as words;
use crate::words::levels;
use archive::Archive;
use archive::desk::panels::{Fairness, Tables};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::figures::Printable;
use method::id::{AccountId, RoundId};
use method::language::PageLanguage;
use method::selection::fairness::{Compared, Comparison, Length};
use method::story::Direction;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(round) = id.parse::<RoundId>() else {
        return refusal::not_found(language);
    };
    let fairness = match archive.panels().fairness(&caller.actor, caller.programme, round).await {
        Ok(fairness) => fairness,
        Err(error) => return refusal::panels(language, &error),
    };
    let head = Head::new(words::title(language, isolated(&fairness.round.label)), words::lead(language));
    let head = head
        .wide()
        .back(format!("/programme/periods/{round}/levels"), levels::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || match &fairness.tables {
        Some(found) if found.by_length.heard.is_hidden() => empty(words::too_few(language), words::too_few_hint(language)),
        Some(found) => view! { {tables(language, &fairness, found)}{meaning(language, found)} }.into_any(),
        None if fairness.panels == 0 => empty(words::none_closed(language), words::none_closed_hint(language)),
        None => empty(words::none_left(language), words::counted_how(language)),
    })
}

fn empty(title: &'static str, hint: &'static str) -> AnyView {
    view! { <div class="empty"><h2>{title}</h2><p>{hint}</p></div> }.into_any()
}

/// What a table is called and what is said below it.
struct Kind {
    id: &'static str,
    caption: &'static str,
    hint: Option<String>,
}

fn tables(language: PageLanguage, fairness: &Fairness, found: &Tables) -> AnyView {
    let kind = |id, caption| Kind { id, caption, hint: None };
    let bands = Kind {
        hint: Some(words::bands(language, Length::A_PAGE)),
        ..kind("by-length", words::by_length(language))
    };
    let collectors = Kind {
        hint: Some(words::collector_hint(language).to_owned()),
        ..kind("by-collector", words::by_collector(language))
    };
    let languages = |of| language_label(language, of).to_owned();
    let by_read = found.by_read.as_ref();
    let by_read = by_read.map(|by| table(language, &kind("by-read", words::by_read(language)), by, languages));
    let site = |id| {
        fairness
            .overview
            .site(id)
            .map_or("", |site| site.name.get(language))
            .to_owned()
    };
    let by_site = found.by_site.as_ref();
    let by_site = by_site.map(|by| table(language, &kind("by-site", words::by_site(language)), by, site));
    let name = |id: AccountId| found.names.get(&id).map_or(words::gone(language), String::as_str).to_owned();
    let by_collector = found.by_collector.as_ref().map(|by| table(language, &collectors, by, name));
    let (heard, chosen) = (found.by_length.heard, found.by_length.chosen);
    view! {
        <p>{words::counted_from(language, chosen, heard, fairness.panels)}</p>
        <p class="hint">{words::counted_how(language)}</p>
        {table(language, &bands, &found.by_length, |length| band(language, length))}
        {table(language, &kind("by-told", words::by_told(language)), &found.by_told, languages)}
        {by_read}{by_site}
        {table(language, &kind("by-direction", words::by_direction(language)), &found.by_direction, |one| direction(language, one))}
        {by_collector}
        <p class="hint">{words::hidden_note(language)}</p>
    }
    .into_any()
}

fn band(language: PageLanguage, length: Length) -> String {
    match length {
        Length::Short => words::short(language, Length::HALF_A_PAGE),
        Length::Middle => words::middle(language, Length::HALF_A_PAGE, Length::A_PAGE - 1),
        Length::Long => words::long(language, Length::A_PAGE),
    }
}

fn direction(language: PageLanguage, one: Direction) -> String {
    let named = directions(language).into_iter().find(|(direction, ..)| *direction == one);
    named.map_or("", |(_, _, name)| name).to_owned()
}

fn table<K: Copy>(language: PageLanguage, kind: &Kind, by: &Comparison<K>, name: impl Fn(K) -> String) -> AnyView {
    let rows = by.groups.iter().map(|one| {
        let test = tested(language, one, by.heard);
        let test = view! { <td data-label=words::against(language)>{test}</td> };
        row(
            language,
            (kind.caption, name(one.group)),
            (one.heard, one.chosen),
            test.into_any(),
        )
    });
    let all = (kind.caption, words::all(language).to_owned());
    let all = row(language, all, (by.heard, by.chosen), view! { <td></td> }.into_any());
    let hint = kind.hint.as_ref().map(|hint| view! { <p class="hint">{hint.clone()}</p> });
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby=kind.id tabindex="0"><table class="table" data-stack>
                <caption id=kind.id>{kind.caption}" "<span class="hint">{words::of_all(language, by.chosen, by.heard)}</span></caption>
                <thead><tr><th scope="col">{kind.caption}</th><th scope="col" class="number">{words::heard(language)}</th>
                    <th scope="col" class="number">{words::chosen(language)}</th><th scope="col" class="number">{words::share(language)}</th>
                    <th scope="col">{words::against(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}{all}</tbody>
            </table></div>
            {hint}
        </section>
    }
    .into_any()
}

fn row(
    language: PageLanguage,
    (label, name): (&'static str, String),
    (heard, chosen): (Printable, Printable),
    test: AnyView,
) -> AnyView {
    view! {
        <tr><th scope="row" data-label=label><span dir="auto">{name}</span></th>
            <td class="number" data-label=words::heard(language)>{plain(language, heard)}</td>
            <td class="number" data-label=words::chosen(language)>{plain(language, chosen)}</td>
            <td class="number" data-label=words::share(language)>{share(language, chosen, heard)}</td>
            {test}</tr>
    }
    .into_any()
}

/// The test of a group with the number of all stories that went into it.
fn tested<K>(language: PageLanguage, one: &Compared<K>, all: Printable) -> AnyView {
    let said = match one.p {
        None => {
            return view! { <span aria-hidden="true">"—"</span><span class="visually-hidden">{words::no_test(language)}</span> }
                .into_any();
        }
        Some(p) if p < 0.001 => words::p_below(language, all),
        Some(p) => words::p(language, all, decimal(language, p)),
    };
    view! { <bdi dir="ltr">{said}</bdi> }.into_any()
}

/// Three places, with the decimal sign of the language.
fn decimal(language: PageLanguage, p: f64) -> String {
    let written = format!("{p:.3}");
    match language {
        PageLanguage::English => written,
        PageLanguage::French | PageLanguage::Arabic => written.replace('.', ","),
    }
}

fn meaning(language: PageLanguage, found: &Tables) -> AnyView {
    let optional = [
        found.by_read.as_ref().map(Comparison::tests),
        found.by_site.as_ref().map(Comparison::tests),
        found.by_collector.as_ref().map(Comparison::tests),
    ];
    let always = [found.by_length.tests(), found.by_told.tests(), found.by_direction.tests()];
    let tests: usize = always.into_iter().chain(optional.into_iter().flatten()).sum();
    view! {
        <section class="section stack"><h2>{words::meaning(language)}</h2>
            <p>{words::says(language)}</p>
            <p>{words::says_panels(language)}</p>
            <p>{words::says_p(language, tests)}</p>
            <p>{words::says_few(language)}</p>
            <p>{words::then(language)}</p>
        </section>
    }
    .into_any()
}
