//! The analysis desk's pages: codes by groups of stories, codes by codes, the passages behind a figure, how far coders agree.

mod acted;
pub(crate) mod actors;
pub(crate) mod agreement;
pub(crate) mod answers;
mod bars;
pub(crate) mod disagreements;
pub(crate) mod kept;
pub(crate) mod pairs;
pub(crate) mod passages;
pub(crate) mod reasons;
pub(crate) mod spread;

use crate::stories::directions;
use crate::words::analysis as words;
use archive::desk::analysis::{Choice, Coverage, Group};
use archive::desk::programmes::Overview;
use leptos::prelude::*;
use method::figures::{self, Printable};
use method::language::PageLanguage;

/// The pages of the desk, as links in a row; `current` is one of their addresses.
fn tabs(language: PageLanguage, current: &str) -> AnyView {
    let all = [
        ("/analysis", words::by_group(language)),
        ("/analysis/pairs", words::by_code(language)),
        ("/analysis/actors", words::actors(language)),
        ("/analysis/reasons", words::valued(language)),
        ("/analysis/agreement", words::agreement(language)),
        ("/analysis/answers", words::answers(language)),
    ];
    let links = all.map(|(link, name)| {
        let is_current = (link == current).then_some("page");
        view! { <li><a href=link aria-current=is_current>{name}</a></li> }
    });
    view! { <nav class="tabs" aria-label=words::title(language)><ul>{links.into_iter().collect_view()}</ul></nav> }
        .into_any()
}

/// What a group is called.
fn group_name(language: PageLanguage, overview: &Overview, group: Group) -> String {
    match group {
        Group::Site(id) => overview
            .site(id)
            .map(|site| site.name.get(language).to_owned())
            .unwrap_or_default(),
        Group::Round(id) => overview.round(id).map(|(round, _)| round.label.clone()).unwrap_or_default(),
        Group::Domain(id) => overview
            .domain(id)
            .map(|domain| domain.label.get(language).to_owned())
            .unwrap_or_default(),
        Group::Direction(one) => {
            let named = directions(language).into_iter().find(|(direction, ..)| *direction == one);
            named.map(|(_, _, name)| name.to_owned()).unwrap_or_default()
        }
        Group::Choice(Choice::Chosen) => words::chosen(language).to_owned(),
        Group::Choice(Choice::NotChosen) => words::not_chosen(language).to_owned(),
        Group::Choice(Choice::NotRead) => words::not_read(language).to_owned(),
    }
}

/// How many of the stories are coded, of all and of those that a panel chose: it stands on every figure.
fn coverage(language: PageLanguage, coverage: &Coverage) -> String {
    let said = words::coverage(language, coverage.coded, coverage.of);
    let partial = (!coverage.is_whole).then(|| words::partial(language).to_owned());
    let chosen = coverage
        .chosen
        .map(|(coded, of)| words::coverage_of_chosen(language, coded, of));
    let all = [Some(said), partial, chosen].into_iter().flatten();
    all.collect::<Vec<_>>().join(" ")
}

/// A number with the way to the passages behind it. A hidden one says that it is, and leads there too: whoever sees this page
/// may read them.
fn figure(language: PageLanguage, number: Printable, link: String) -> AnyView {
    match number.number() {
        Some(0) => view! { "0" }.into_any(),
        Some(number) => view! { <a href=link>{number}</a> }.into_any(),
        None => view! { <a href=link><span aria-hidden="true">"•"</span><span class="visually-hidden">{words::hidden(language)}</span></a> }.into_any(),
    }
}

/// What share of all a printed number is; a dash where one of the two is hidden or they are too few.
pub(crate) fn share(language: PageLanguage, part: Printable, of: Printable) -> AnyView {
    let share = part.number().zip(of.number()).map(|(part, of)| figures::percent(part, of));
    match share.and_then(Printable::number) {
        Some(share) => view! { {words::percent_of(language, share)} }.into_any(),
        None => {
            view! { <span aria-hidden="true">"—"</span><span class="visually-hidden">{words::no_share(language)}</span> }
                .into_any()
        }
    }
}

/// A number without a way on.
pub(crate) fn plain(language: PageLanguage, number: Printable) -> AnyView {
    match number.number() {
        Some(number) => view! { {number} }.into_any(),
        None => view! { <span aria-hidden="true">"•"</span><span class="visually-hidden">{words::hidden(language)}</span> }
            .into_any(),
    }
}

fn empty(language: PageLanguage) -> AnyView {
    view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
}
