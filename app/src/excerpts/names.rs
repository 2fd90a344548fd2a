//! The register of pseudonyms of a story: who stands behind each, entered by those who make or judge excerpts. Whoever writes
//! briefs finds nothing here.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::pseudonyms as words;
use archive::Archive;
use archive::desk::excerpts::{Entered, ExcerptsError, MOST_PEOPLE, People};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::anonymise::NotAPseudonym;
use method::anonymise::known::{Known, Pseudonym};
use method::id::{PersonId, StoryId};
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let Ok(story) = id.parse::<StoryId>() else {
        return refusal::not_found(caller.language());
    };
    shown(&caller, &archive, story, &FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(story) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let forget = form.typed.get("forget");
    let done = if forget.is_empty() {
        archive
            .excerpts()
            .enter_person(&caller.actor, story, entered(&form.typed))
            .await
    } else {
        match forget.parse::<PersonId>() {
            Ok(person) => archive.excerpts().forget_person(&caller.actor, story, person).await,
            Err(_) => return refusal::unprocessable(language),
        }
    };
    match done {
        Ok(()) => Redirect::to(&format!("/stories/{story}/names")).into_response(),
        Err(ExcerptsError::Name { why, .. }) => {
            let (field, sentence) = sentence(language, why, &form.typed);
            shown(&caller, &archive, story, &form.wrong(field, sentence)).await
        }
        Err(ExcerptsError::TooManyPeople) => {
            let form = form.wrong("names", words::too_many(language, MOST_PEOPLE));
            shown(&caller, &archive, story, &form).await
        }
        Err(ExcerptsError::Conflict) => {
            shown(&caller, &archive, story, &form.wrong("names", words::conflict(language))).await
        }
        Err(error) => refusal::excerpts(language, &error),
    }
}

fn entered(typed: &Typed) -> Entered {
    let is = |name: &str| typed.get(name) == "yes";
    Entered {
        same: typed.get("same").parse().ok(),
        names: typed.get("names").lines().map(str::to_owned).collect(),
        latin: typed.get("latin"),
        arabic: typed.get("arabic"),
        is_chosen: is("chosen"),
        is_everywhere: is("everywhere"),
        is_teller: is("teller"),
    }
}

/// What is wrong, beside its field.
fn sentence(language: PageLanguage, why: NotAPseudonym, typed: &Typed) -> (&'static str, &'static str) {
    let has_pseudonym = ["latin", "arabic", "same"]
        .iter()
        .any(|name| !typed.get(name).trim().is_empty());
    match why {
        NotAPseudonym::Blank if has_pseudonym => ("names", words::names_needed(language)),
        NotAPseudonym::Blank => ("latin", words::pseudonym_needed(language)),
        NotAPseudonym::Unmarkable => ("latin", words::unmarkable(language)),
        NotAPseudonym::SaysTheName => ("latin", words::says_the_name(language)),
        NotAPseudonym::Taken => ("latin", words::taken(language)),
    }
}

async fn shown(caller: &Caller, archive: &Archive, story: StoryId, form: &FormState) -> Response {
    let language = caller.language();
    let people = match archive.excerpts().people(&caller.actor, story).await {
        Ok(people) => people,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(format!("/stories/{story}"), words::back(language));
    let action = format!("/stories/{story}/names");
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {list(language, &people, &action)}
            {otherwise(language, &people)}
            {adding(language, &people, form, &action)}
        }
        .into_any()
    })
}

fn list(language: PageLanguage, people: &People, action: &str) -> AnyView {
    if people.here.is_empty() {
        return view! { <div class="empty"><h2>{words::nobody(language)}</h2><p>{words::nobody_hint(language)}</p></div> }
            .into_any();
    }
    let rows = people.here.iter().map(|one| {
        let shown = both(&one.pseudonym);
        view! {
            <li><p><strong><bdi>{shown.clone()}</bdi></strong>" "{badges(language, one)}</p>
                <p dir="auto">{one.names.join(" · ")}</p>
                <form method="post" action=action.to_owned()>
                    <button class="button" data-kind="quiet" name="forget" value=one.person.to_string()>
                        {words::forget(language)}<span class="visually-hidden">" "<bdi>{shown}</bdi></span></button>
                </form></li>
        }
    });
    view! { <ul class="timeline">{rows.collect_view()}</ul> }.into_any()
}

fn badges(language: PageLanguage, one: &Known) -> AnyView {
    let all = [
        (one.is_teller, words::teller(language)),
        (one.is_chosen, words::chosen_badge(language)),
        (one.is_everywhere, words::everywhere_badge(language)),
    ];
    let badges = all.into_iter().filter(|(is, _)| *is);
    badges
        .map(|(_, words)| view! { <span class="badge">{words}</span>" " })
        .collect_view()
        .into_any()
}

/// A pseudonym in each of its spellings.
fn both(pseudonym: &Pseudonym) -> String {
    let spellings = pseudonym.spellings().into_iter().filter(|one| !one.is_empty());
    spellings.collect::<Vec<_>>().join(" · ")
}

/// Excerpts that call the teller otherwise.
fn otherwise(language: PageLanguage, people: &People) -> AnyView {
    if people.otherwise.is_empty() {
        return ().into_any();
    }
    let rows = people.otherwise.iter().enumerate().map(|(place, id)| {
        view! { <li><a href=format!("/excerpts/{id}")>{words::excerpt(language, place + 1)}</a></li> }
    });
    view! { <div class="notice" data-kind="warning"><p>{words::otherwise(language)}</p><ul>{rows.collect_view()}</ul></div> }
        .into_any()
}

fn adding(language: PageLanguage, people: &People, form: &FormState, action: &str) -> AnyView {
    let mut others = vec![(String::new(), words::nowhere_else(language).to_owned())];
    others.extend(
        people
            .elsewhere
            .iter()
            .map(|(person, pseudonym)| (person.to_string(), both(pseudonym))),
    );
    let same =
        (others.len() > 1).then(|| select(form, "same", words::same(language), Some(words::same_hint(language)), others));
    let tick = |name: &'static str, words: &'static str| {
        let checked = form.typed.get(name) == "yes";
        view! { <label class="choice"><input type="checkbox" name=name value="yes" checked=checked/>
        <span class="choice-text">{words}</span></label> }
    };
    view! {
        <section class="section"><h2>{words::add(language)}</h2>
            <form method="post" action=action.to_owned() class="stack">
                {field(form, "names", Kind::Long, words::names(language), Some(words::names_hint(language)))}
                {tick("teller", words::is_teller(language))}
                {same}
                {field(form, "latin", Kind::Text, words::latin(language), Some(words::latin_hint(language)))}
                {field(form, "arabic", Kind::Text, words::arabic(language), None)}
                {tick("chosen", words::is_chosen(language))}
                {tick("everywhere", words::is_everywhere(language))}
                <p class="hint">{words::sealed(language)}</p>
                <div class="actions"><button class="button" data-kind="primary" accesskey="s">{words::save(language)}</button></div>
            </form>
        </section>
    }
    .into_any()
}
