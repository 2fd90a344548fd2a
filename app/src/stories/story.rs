//! A story: its words, its layers with what was changed between them, what she agreed to, and what can be done next.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::panels::story_mentions;
use crate::parts::day;
use crate::parts::field::{Kind, field};
use crate::parts::telling::{listen, told};
use crate::refusal;
use crate::request::Caller;
use crate::search;
use crate::stories::layers::{self, name};
use crate::stories::list::came_late;
use crate::stories::{answers, consent, directions, drafts, late, sessions, setting, sound};
use crate::words::{coding, drafts as draft_words, narration, receipts, story_page, verification, went};
use archive::Archive;
use archive::desk::field::Late;
use archive::desk::programmes::Overview;
use archive::desk::stories::Whole;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let open = Typed::new(query).get("layer").parse().ok();
    shown_with(&caller, &archive, &id, &FormState::default(), open).await
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
    shown_with(caller, archive, id, form, None).await
}

/// The same, with an older layer open.
async fn shown_with(caller: &Caller, archive: &Archive, id: &str, form: &FormState, open: Option<usize>) -> Response {
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
    let sound = match sound::of(caller, archive, id).await {
        Ok(sound) => sound,
        Err(answer) => return answer,
    };
    let drafts = if whole.may_tend {
        match archive.stories().drafts(&caller.actor, id).await {
            Ok(drafts) => drafts,
            Err(error) => return refusal::stories(language, &error),
        }
    } else {
        Vec::new()
    };
    let late = if whole.may_tend {
        match archive.field().late(&caller.actor, id).await {
            Ok(late) => late,
            Err(error) => return refusal::field(language, &error),
        }
    } else {
        Late::default()
    };
    // Each form of the page says what was wrong with it, and not with another.
    let of_consent = if form.error("drafts").is_some() {
        &FormState::default()
    } else {
        form
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
                    {late::section(language, id, &late)}
                    {told(language, newest)}
                    {listen(language, newest)}
                    {facts(caller, &whole, &overview)}
                    {answers::section(language, &whole.circumstances.answers)}
                    {setting::noted(language, &whole.circumstances.setting)}
                    {sound.and_then(|sound| sound::section(language, id, &sound, whole.may_tend))}
                    {story_mentions::section(language, mentions)}
                    {search::alike(language, &alike)}
                    {drafts::section(language, &whole, &drafts, form)}
                    {layers::section(language, &whole, open)}
                </div>
                <aside class="stack">
                    {consent::panel(language, &whole, now, of_consent)}
                    {work(caller, &whole)}
                    {whole.may_tend.then(|| tending(language, &whole))}
                </aside>
            </div>
        }
        .into_any()
    })
}

/// What an analyst does with the story.
fn work(caller: &Caller, whole: &Whole) -> AnyView {
    let language = caller.language();
    let subject = Subject::Story {
        programme: whole.programme,
        site: whole.site,
        recorder: whole.recorder,
    };
    let link = format!("/stories/{}", whole.id);
    let all = [
        (Action::CodeStory, format!("{link}/code"), coding::code_this(language)),
        (
            Action::VerifyStory,
            format!("{link}/verification"),
            verification::open(language),
        ),
    ];
    let allowed = all
        .into_iter()
        .filter(|(action, ..)| may(&caller.actor, *action, &subject).is_allowed());
    let links: Vec<_> = allowed
        .map(|(_, link, words)| view! { <a class="button" href=link>{words}</a> })
        .collect();
    (!links.is_empty())
        .then(|| view! { <div class="actions">{links.collect_view()}</div> })
        .into_any()
}

fn facts(caller: &Caller, whole: &Whole, overview: &Overview) -> AnyView {
    let language = caller.language();
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
            <div><dt>{story_page::session(language)}</dt><dd>{session}" · "{day::day(language, about.told_on)}" "{came_late(language, overview, whole.round, about.told_on)}</dd></div>
            <div><dt>{story_page::direction(language)}</dt><dd>{direction}</dd></div>
            <div><dt>{story_page::happened(language)}</dt><dd><bdi>{about.happened.clone()}</bdi></dd></div>
            {answers::written_down(language, &caller.actor, whole)}
            <div><dt>{story_page::changes(language)}</dt><dd><ul>{changes.collect_view()}</ul></dd></div>
        </dl>
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
            <a class="button" href=format!("{link}/translate")>{draft_words::translate(language)}</a>
            <a class="button" href=format!("{link}/anonymise")>{draft_words::anonymise(language)}</a>
            <a class="button" href=format!("{link}/narration")>{narration::read_this(language)}</a>
            <a class="button" href=format!("{link}/slip")>{receipts::give(language)}</a>
            <a class="button" href=format!("{link}/briefs")>{went::open(language)}</a>
            <a class="button" data-kind="danger" href=format!("{link}/withdraw")>{story_page::withdraw(language)}</a>
        </div>
    }
    .into_any()
}
