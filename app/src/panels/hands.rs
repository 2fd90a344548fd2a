//! Votes without telephones: the chair's form, and the count that a second person confirms from a seat or from another account.

use crate::form::{FormState, Typed};
use crate::panels::pictures::picture;
use crate::panels::title;
use crate::parts::field::choices;
use crate::words::{ballot, panel_hands as words, panels};
use archive::desk::panels::{Led, Step, Titled};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::panel::{Entered, Means};
use std::collections::BTreeMap;

/// What a means is called, and its name in forms; not for telephones.
fn means(language: PageLanguage) -> [(Means, &'static str, &'static str); 3] {
    [
        (Means::Hands, "hands", words::hands(language)),
        (Means::PocketChart, "pocket_chart", words::pocket_chart(language)),
        (Means::Pictures, "pictures", words::pictures(language)),
    ]
}

/// How a round was voted, where it was not by telephone.
pub(crate) fn label(language: PageLanguage, by: Means) -> Option<String> {
    match by {
        Means::Tablet => return Some(ballot::by_tablet(language).to_owned()),
        Means::OwnTelephones => return Some(ballot::by_telephones(language).to_owned()),
        Means::Telephones | Means::Hands | Means::PocketChart | Means::Pictures => {}
    }
    let (.., name) = means(language).into_iter().find(|(one, ..)| *one == by)?;
    Some(words::counted_by_two(language, name))
}

/// The count that was typed. What is no number is no vote of anybody, and too many of them.
pub(super) fn parse(typed: &Typed) -> Option<Step> {
    let by = typed.get("means");
    let (by, ..) = means(PageLanguage::French).into_iter().find(|(_, name, _)| *name == by)?;
    Some(Step::EnterCount(by, votes(typed)?))
}

/// The votes of each story on a form: typed, or seen on the page that it came from.
pub(super) fn votes(typed: &Typed) -> Option<BTreeMap<StoryId, usize>> {
    let rows = typed.all("story").into_iter().zip(typed.all("votes"));
    rows.map(|(story, number)| {
        let number = if number.is_empty() {
            0
        } else {
            number.parse().unwrap_or(usize::MAX)
        };
        Some((story.parse().ok()?, number))
    })
    .collect()
}

/// The chair's form, while nothing is entered and nobody has voted by telephone.
pub(super) fn form(language: PageLanguage, led: &Led, here: &str, form: &FormState) -> AnyView {
    let is_refused = form.error("means").is_some() || form.error("votes").is_some();
    let typed = form.typed.all("votes");
    let error = form.error("votes");
    let described = error.is_some().then_some("votes-error");
    let standing = led.stories.iter().map(|one| &one.story);
    let standing = standing.filter(|one| led.candidates.contains(&one.id)).collect();
    let options = means(language)
        .into_iter()
        .filter(|(one, ..)| !(led.is_secret && *one == Means::Hands));
    let options: Vec<_> = options.map(|(_, value, name)| (value.to_owned(), name.to_owned())).collect();
    view! {
        <details class="more" open=is_refused><summary>{words::without_telephones(language)}</summary>
            <form method="post" action=here.to_owned() class="stack" aria-describedby=described>
                <p class="hint">{words::hint(language)}</p>
                {choices(form, "means", words::how(language), options, true)}
                {error.map(|error| view! { <p class="field-error" id="votes-error">{error}</p> })}
                {numbers(language, standing, &typed)}
                <div class="actions"><button class="button" name="step" value="enter_count">{words::enter(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// A number for each story.
fn numbers(language: PageLanguage, stories: Vec<&Titled>, typed: &[String]) -> AnyView {
    let rows = stories.into_iter().enumerate().map(|(index, story)| {
        let id = if index == 0 {
            "votes".to_owned()
        } else {
            format!("votes-{index}")
        };
        let value = typed.get(index).cloned().unwrap_or_default();
        view! {
            <div class="field" data-size="short"><label for=id.clone()>{picture(language, story.picture)}{title(language, Some(story))}</label>
                <input type="hidden" name="story" value=story.id.to_string()/>
                <input id=id name="votes" type="number" min="0" autocomplete="off" value=value/></div>
        }
    });
    rows.collect_view().into_any()
}

/// The entered count, with what a second person can say of it. Of a secret vote she is shown nothing and writes what she counted.
pub(super) fn waiting(
    language: PageLanguage,
    (entered, is_secret): (&Entered, bool),
    stories: &[Titled],
    (here, form): (&str, &FormState),
) -> AnyView {
    if entered.visited.is_some() {
        return visits(language, here);
    }
    if is_secret {
        return counted_alone(language, entered, stories, (here, form));
    }
    let rows = entered.tally.ranked().into_iter().map(|(story, votes)| {
        let named = stories.iter().find(|one| one.id == story);
        view! { <tr><th scope="row">{picture(language, named.and_then(|one| one.picture))}{title(language, named)}</th><td class="number">{votes}</td></tr> }
    });
    let seen = entered.tally.ranked().into_iter().map(|(story, votes)| {
        view! { <input type="hidden" name="story" value=story.to_string()/><input type="hidden" name="votes" value=votes/> }
    });
    let by = means(language)
        .into_iter()
        .find(|(one, ..)| *one == entered.means)
        .map(|(.., name)| name);
    view! {
        <div class="card stack">
            <table class="table"><caption>{by}</caption>
                <thead><tr><th scope="col">{panels::story(language)}</th><th scope="col" class="number">{panels::votes(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody></table>
            <p>{words::second_person(language)}</p>
            <form method="post" action=here.to_owned() class="actions">{seen.collect_view()}
                <button class="button" data-kind="primary" name="step" value="confirm_count">{words::confirm(language)}</button>
                <button class="button" name="step" value="discard_count">{words::discard(language)}</button>
            </form>
        </div>
    }
    .into_any()
}

/// Slips of a secret vote wait for a second person who counts them herself.
fn counted_alone(
    language: PageLanguage,
    entered: &Entered,
    stories: &[Titled],
    (here, form): (&str, &FormState),
) -> AnyView {
    let stood = stories.iter().filter(|one| entered.tally.of(one.id).is_some()).collect();
    view! {
        <form method="post" action=here.to_owned() class="card stack">
            <p>{words::counts_alone(language)}</p>
            {numbers(language, stood, &form.typed.all("votes"))}
            <div class="actions">
                <button class="button" data-kind="primary" name="step" value="confirm_count">{words::confirm_alone(language)}</button>
                <button class="button" name="step" value="discard_count">{words::discard(language)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A tablet's ballots wait for a second person, who is asked with how many it has been and shown nothing.
fn visits(language: PageLanguage, here: &str) -> AnyView {
    view! {
        <form method="post" action=here.to_owned() class="card stack">
            <div class="field" data-size="short"><label for="visited">{ballot::how_many_visited(language)}</label>
                <p class="hint" id="visited-hint">{ballot::visits_hint(language)}</p>
                <input id="visited" name="visited" type="number" min="0" autocomplete="off" aria-describedby="visited-hint"/></div>
            <div class="actions">
                <button class="button" data-kind="primary" name="step" value="confirm_visits">{ballot::confirm_visits(language)}</button>
                <button class="button" name="step" value="discard_count">{ballot::discard_tablet(language)}</button>
            </div>
        </form>
    }
    .into_any()
}
