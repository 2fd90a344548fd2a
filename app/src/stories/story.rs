//! A story: its words, its layers with what was changed between them, what she agreed to, and what can be done next.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::panels::story_mentions;
use crate::parts::day;
use crate::parts::difference::pieces;
use crate::parts::field::{Kind, field};
use crate::refusal;
use crate::request::Caller;
use crate::search;
use crate::stories::consent;
use crate::stories::{directions, language_label, sessions};
use crate::words::{coding, receipts, story as words, story_page};
use archive::Archive;
use archive::desk::programmes::Overview;
use archive::desk::stories::Whole;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::difference::{Reworded, reworded};
use method::id::{AccountId, StoryId};
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};
use method::story::{Layer, LayerKind, Telling};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, &FormState::default()).await
}

pub(crate) async fn read_back(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let corrections = typed.get("corrections").parse().unwrap_or(0);
    match archive
        .stories()
        .read_back(&caller.actor, id, corrections, typed.get("approved") == "yes")
        .await
    {
        Ok(()) => Redirect::to(&format!("/stories/{id}")).into_response(),
        Err(error) => refusal::stories(language, &error),
    }
}

/// The story's page, with whatever was refused in its consent form.
pub(crate) async fn shown(caller: &Caller, archive: &Archive, id: &str, form: &FormState) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let (whole, overview) = match archive.stories().read(&caller.actor, id).await {
        Ok(found) => found,
        Err(error) => return refusal::stories(language, &error),
    };
    let Some(newest) = whole.newest() else {
        return refusal::not_found(language);
    };
    let mentions = match archive.panels().of_story(&caller.actor, whole.programme, id).await {
        Ok(mentions) => mentions,
        Err(error) => return refusal::panels(language, &error),
    };
    let alike = match archive.search().alike(&caller.actor, whole.programme, id).await {
        Ok(alike) => alike,
        Err(error) => return refusal::search(language, &error),
    };
    let now = archive.now();
    let status = if form.is_refused() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let mut head = Head::new(newest.telling.title.clone(), "").back("/stories", story_page::back(language));
    head.has_island = true;
    head.window = Some(story_page::back(language));
    page(status, &caller.visitor, &head, || {
        view! {
            <div class="with-aside">
                <div class="stack">
                    {text(language, newest)}
                    {listen(language, newest)}
                    {facts(language, &whole, &overview)}
                    {story_mentions::section(language, mentions)}
                    {search::alike(language, &alike)}
                    {layers(language, &whole)}
                </div>
                <aside class="stack">
                    {consent::panel(language, &whole, now, form)}
                    {may_code(caller, &whole).then(|| view! {
                        <div class="actions"><a class="button" href=format!("/stories/{id}/code")>{coding::code_this(language)}</a></div>
                    })}
                    {whole.may_tend.then(|| tending(language, &whole))}
                </aside>
            </div>
        }
        .into_any()
    })
}

fn may_code(caller: &Caller, whole: &Whole) -> bool {
    let subject = Subject::Story {
        programme: whole.programme,
        site: whole.site,
        recorder: whole.recorder,
    };
    may(&caller.actor, Action::CodeStory, &subject).is_allowed()
}

fn facts(language: PageLanguage, whole: &Whole, overview: &Overview) -> AnyView {
    let about = &whole.circumstances;
    let named = |id| overview.domain(id).map_or("", |domain| domain.label.get(language)).to_owned();
    let site = overview
        .site(whole.site)
        .map_or("", |site| site.name.get(language))
        .to_owned();
    let session = sessions(language)
        .into_iter()
        .find(|(one, ..)| *one == about.session)
        .map_or("", |(.., words)| words);
    let direction = directions(language)
        .into_iter()
        .find(|(one, ..)| *one == about.direction)
        .map_or("", |(.., words)| words);
    let changes = about.changes.iter().enumerate().filter(|(_, change)| !change.is_empty()).map(|(index, change)| {
        let is_chosen = index == about.chosen;
        view! { <li><span dir="auto">{if is_chosen { view! { <strong>{change.clone()}</strong> }.into_any() } else { change.clone().into_any() }}</span></li> }
    });
    view! {
        <p class="prompt" lang=about.prompt.language.tag() dir="auto">{about.prompt.text.clone()}</p>
        <dl class="facts">
            <div><dt>{story_page::site(language)}</dt><dd>{site}</dd></div>
            <div><dt>{story_page::domain(language)}</dt><dd>{named(about.domain)}</dd></div>
            <div><dt>{story_page::session(language)}</dt><dd>{session}" · "{day::day(language, about.told_on)}</dd></div>
            <div><dt>{story_page::direction(language)}</dt><dd>{direction}</dd></div>
            <div><dt>{story_page::happened(language)}</dt><dd><bdi>{about.happened.clone()}</bdi></dd></div>
            <div><dt>{story_page::changes(language)}</dt><dd><ul>{changes.collect_view()}</ul></dd></div>
        </dl>
    }
    .into_any()
}

fn text(language: PageLanguage, layer: &Layer) -> AnyView {
    let telling = &layer.telling;
    let paragraphs = |text: &str| {
        text.split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(|line| view! { <p dir="auto">{line.to_owned()}</p> })
            .collect_view()
    };
    view! {
        <article class="story-text" lang=layer.language.tag() dir="auto" id="story-text">
            <h2 lang=language.tag() dir=language.dir()>{words::context(language)}</h2>{paragraphs(&telling.context)}
            <h2 lang=language.tag() dir=language.dir()>{words::description(language)}</h2>{paragraphs(&telling.description)}
            <h2 lang=language.tag() dir=language.dir()>{words::significance(language)}</h2>
            <blockquote class="significance" dir="auto">{paragraphs(&telling.significance)}</blockquote>
        </article>
    }
    .into_any()
}

/// Reads the story aloud with the browser's own voice, where it has one for the language.
fn listen(language: PageLanguage, layer: &Layer) -> AnyView {
    let telling = &layer.telling;
    let spoken = texts(telling).join("\n\n");
    view! {
        <app_islands::ReadAloud text=spoken tag=layer.language.tag().to_owned() start=story_page::listen(language).to_owned()
            stop=story_page::stop(language).to_owned()/>
    }
    .into_any()
}

fn layers(language: PageLanguage, whole: &Whole) -> AnyView {
    let told = whole.layers.first();
    let rows = whole.layers.iter().enumerate().rev().map(|(index, layer)| {
        let before = index.checked_sub(1).and_then(|index| whole.layers.get(index));
        let kind = match layer.kind {
            LayerKind::Verbatim => words::verbatim(language),
            LayerKind::Edited => words::edited(language),
        };
        let reason = (!layer.reason.is_empty()).then(|| view! { <p dir="auto">{layer.reason.clone()}</p> });
        view! {
            <li>
                <p><strong>{kind}</strong>" · "{language_label(language, layer.language)}</p>
                {reason}
                <p class="hint">{name(whole, layer.author)}" · "{day::moment(language, layer.at)}</p>
                {before.and(told).map(|told| view! { <p class="hint">{reworded_share(language, told, layer)}</p> })}
                {before.map(|before| changed(language, before, layer))}
            </li>
        }
    });
    view! { <section class="section"><h2>{words::layers(language)}</h2><ol class="timeline">{rows.collect_view()}</ol></section> }.into_any()
}

/// What colleagues call somebody who worked on the story.
fn name(whole: &Whole, who: AccountId) -> AnyView {
    view! { <bdi>{whole.names.get(&who).cloned()}</bdi> }.into_any()
}

/// All that was told, the title too.
fn texts(telling: &Telling) -> [&str; 4] {
    [&telling.title, &telling.context, &telling.description, &telling.significance]
}

/// How much of what was told is no longer in its teller's words (capability 4).
fn reworded_share(language: PageLanguage, told: &Layer, layer: &Layer) -> String {
    let parts = texts(&told.telling).into_iter().zip(texts(&layer.telling));
    let share: Reworded = parts.map(|(told, now)| reworded(told, now)).sum();
    story_page::reworded(language, share.percent())
}

fn changed(language: PageLanguage, before: &Layer, after: &Layer) -> AnyView {
    let parts = texts(&before.telling).into_iter().zip(texts(&after.telling));
    let differing = parts.filter(|(before, after)| before != after).map(|(before, after)| {
        view! { <p dir="auto">{pieces(before, after)}</p> }
    });
    view! {
        <details class="more"><summary>{words::what_changed(language)}</summary>
            <div class="difference" lang=after.language.tag() dir="auto">{differing.collect_view()}</div>
        </details>
    }
    .into_any()
}

/// Each reading back: when, by whom, with how many corrections, and whether she approved.
fn read_backs(language: PageLanguage, whole: &Whole) -> Option<AnyView> {
    let rows = whole.read_backs.iter().rev().map(|one| {
        let (kind, said) = if one.approved {
            ("done", story_page::approved_then(language))
        } else {
            ("draft", story_page::not_approved(language))
        };
        view! {
            <li><p><span class="badge" data-kind=kind>{said}</span>" "{story_page::corrected(language, one.corrections)}</p>
                <p class="hint">{name(whole, one.by)}" · "{day::moment(language, one.at)}</p></li>
        }
    });
    let rows = rows.collect_view();
    (!whole.read_backs.is_empty()).then(|| view! { <ul class="timeline">{rows}</ul> }.into_any())
}

fn tending(language: PageLanguage, whole: &Whole) -> AnyView {
    let link = format!("/stories/{}", whole.id);
    let count = whole.read_backs.iter().filter(|one| one.approved).count();
    view! {
        <section class="card stack"><h2>{story_page::read_back(language)}</h2>
            <p>{if count == 0 { story_page::never_read_back(language) } else { story_page::was_read_back(language) }}</p>
            {read_backs(language, whole)}
            <form method="post" action=format!("{link}/read-back") class="stack">
                {field(&FormState::default(), "corrections", Kind::Number, story_page::corrections(language), None)}
                <label class="choice"><input type="checkbox" name="approved" value="yes"/><span class="choice-text">{story_page::approved(language)}</span></label>
                <div class="actions"><button class="button">{story_page::note(language)}</button></div>
            </form>
        </section>
        <div class="actions">
            <a class="button" href=format!("{link}/edit")>{story_page::edit(language)}</a>
            <a class="button" href=format!("{link}/slip")>{receipts::give(language)}</a>
            <a class="button" data-kind="danger" href=format!("{link}/withdraw")>{story_page::withdraw(language)}</a>
        </div>
    }
    .into_any()
}
