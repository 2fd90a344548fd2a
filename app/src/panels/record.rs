//! The record of a closed panel, to be read and printed for ever: who by category, how, which texts, the counts, what came of it
//! and why, what others think, what was asked.

use crate::layout::{Head, LANGUAGES, page};
use crate::panels::counts::{rounds, scores};
use crate::panels::criteria::listed;
use crate::panels::{category_label, level_and_place, title, ways};
use crate::parts::{day, groups};
use crate::refusal;
use crate::request::Caller;
use crate::words::{ballot, panel_record as words, panels};
use archive::Archive;
use archive::desk::panels::Recorded;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::PanelId;
use method::language::PageLanguage;
use method::panel::{Departure, Dissent, Outcome, Record, RecordedStory, SmallCounts, Words};
use method::policy::{Action, Subject, may};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let recorded = match archive.panels().record(&caller.actor, caller.programme, id).await {
        Ok(recorded) => recorded,
        Err(error) => return refusal::panels(language, &error),
    };
    let head =
        Head::new(recorded.setting.domain.get(language), words::lead(language)).back("/panels", panels::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            <p class="hint no-print">{words::print_hint(language)}</p>
            <p class="no-print"><a href=format!("/panels/{id}/feedback")>{words::feedback(language)}</a></p>
            {facts(language, &recorded)}
            {outcome(language, &recorded)}
            {dissent(language, &recorded.record)}
            {voices(language, &recorded.record)}
            <section class="section stack"><h2>{words::votes(language)}</h2>
                {ways::own_rule(language, recorded.record.small_counts == SmallCounts::Shown)}
                {scores(language, recorded.record.scores().as_ref(), &recorded.stories)}
                {rounds(language, &recorded.record.rounds(), &recorded.stories)}</section>
            {stories(language, &recorded)}
            {criteria(language, &recorded.record)}
            {questions(language, &recorded)}
            {codes(&caller, id)}
            {files(language, id)}
        }
        .into_any()
    })
}

fn facts(language: PageLanguage, recorded: &Recorded) -> AnyView {
    let record = &recorded.record;
    let members = record.members.iter().map(
        |(category, count)| view! { <li>{category_label(language, *category)}" "<bdi>{format!("× {count}")}</bdi></li> },
    );
    let method = ways::described(language, &record.method);
    view! {
        <dl class="facts">
            <div><dt>{words::level(language)}</dt><dd>{level_and_place(language, &recorded.setting)}</dd></div>
            <div><dt>{words::period(language)}</dt><dd dir="auto">{recorded.setting.round.clone()}</dd></div>
            <div><dt>{words::date(language)}</dt><dd>{day::moment(language, record.started)}</dd></div>
            <div><dt>{words::duration(language)}</dt><dd>{words::minutes(language, record.duration().num_minutes())}</dd></div>
            <div><dt>{words::members(language)}</dt><dd><ul>{members.collect_view()}</ul></dd></div>
            <div><dt>{words::absent(language)}</dt><dd>{record.absent}</dd></div>
            <div><dt>{words::recused(language)}</dt><dd>{record.recused}</dd></div>
            <div><dt>{words::method(language)}</dt><dd>{method}</dd></div>
        </dl>
    }
    .into_any()
}

/// Words that the group wrote; said so where a withdrawal took them out.
fn written(language: PageLanguage, words_of: &Words) -> AnyView {
    match words_of.text() {
        Some(text) => view! { <p dir="auto">{text.to_owned()}</p> }.into_any(),
        None => view! { <p><em>{words::taken_out(language)}</em></p> }.into_any(),
    }
}

fn outcome(language: PageLanguage, recorded: &Recorded) -> AnyView {
    let record = &recorded.record;
    let chosen = match &record.outcome {
        Outcome::NoStory { why } => {
            view! { <p>{words::no_story(language)}</p><blockquote class="reason">{written(language, why)}</blockquote> }
                .into_any()
        }
        Outcome::SentBack { story, question } => view! {
            <p>{words::sent_back(language)}" "{title(language, recorded.titled(*story))}</p>
            <blockquote class="reason">{written(language, question)}</blockquote>
        }
        .into_any(),
        outcome => {
            let stories = outcome.stories().into_iter().map(|story| {
                let reasons = record.reasons.iter().filter(|reason| reason.about == story);
                let reasons = reasons
                    .map(|reason| view! { <blockquote class="reason">{written(language, &reason.words)}</blockquote> });
                view! { <h3>{title(language, recorded.titled(story))}</h3>{reasons.collect_view()} }
            });
            stories.collect_view().into_any()
        }
    };
    view! { <section class="section stack"><h2>{words::chosen(language)}</h2>{chosen}{departure(language, record)}</section> }.into_any()
}

/// In what the choice departs from the numbers, and why.
fn departure(language: PageLanguage, record: &Record) -> AnyView {
    let Some((departure, why)) = &record.departure else {
        return ().into_any();
    };
    let kind = match departure {
        Departure::Tie => words::tie_decided(language),
        Departure::Marks => words::not_as_marked(language),
        Departure::Unfound => words::unfound(language),
    };
    view! { <p>{kind}</p><blockquote class="reason">{written(language, why)}</blockquote> }.into_any()
}

fn dissent(language: PageLanguage, record: &Record) -> AnyView {
    let said = match &record.dissent {
        Dissent::NotAsked => view! { <p>{words::nobody_otherwise(language)}</p> }.into_any(),
        Dissent::Declined => view! { <p>{words::declined(language)}</p> }.into_any(),
        Dissent::Spoken { views } => views
            .iter()
            .map(|view| view! { <blockquote class="reason" data-kind="dissent">{written(language, view)}</blockquote> })
            .collect_view()
            .into_any(),
    };
    view! { <section class="section stack"><h2>{words::dissent(language)}</h2>{said}</section> }.into_any()
}

/// What was written by telephone after a secret vote.
fn voices(language: PageLanguage, record: &Record) -> AnyView {
    if record.voices.is_empty() {
        return ().into_any();
    }
    let voices = record.voices.iter();
    let voices = voices.map(|voice| view! { <blockquote class="reason">{written(language, voice)}</blockquote> });
    view! { <section class="section stack"><h2>{ballot::voices(language)}</h2>{voices.collect_view()}</section> }.into_any()
}

fn stories(language: PageLanguage, recorded: &Recorded) -> AnyView {
    let rows = recorded.record.stories.iter().map(|one| story(language, recorded, one));
    view! {
        <section class="section stack"><h2>{words::stories(language)}</h2>
            <p class="hint">{words::version_hint(language)}</p>
            <ol class="stack">{rows.collect_view()}</ol></section>
    }
    .into_any()
}

fn story(language: PageLanguage, recorded: &Recorded, one: &RecordedStory) -> AnyView {
    let version = one.text.map(|text| {
        let groups = groups::of_eight(&text.hash.to_string());
        view! { <p class="hint">{words::version(language)}" "<bdi dir="ltr"><code>{groups}</code></bdi></p> }
    });
    let is_edited = recorded.edited.contains(&one.story);
    let state = if one.text.is_none() {
        Some(words::withdrawn(language))
    } else {
        is_edited.then(|| words::edited_since(language))
    };
    view! {
        <li><p>{title(language, recorded.titled(one.story))}" "{state.map(|state| view! { <span class="badge">{state}</span> })}</p>{version}</li>
    }
    .into_any()
}

fn criteria(language: PageLanguage, record: &Record) -> AnyView {
    if record.criteria.is_empty() {
        return ().into_any();
    }
    view! { <section class="section"><h2>{words::criteria(language)}</h2>{listed(language, &record.criteria)}</section> }
        .into_any()
}

/// The way to coding what the panel wrote, for whoever analyses.
fn codes(caller: &Caller, id: PanelId) -> AnyView {
    if !may(&caller.actor, Action::Analyse, &Subject::Programme(caller.programme)).is_allowed() {
        return ().into_any();
    }
    view! { <p class="no-print"><a href=format!("/panels/{id}/codes")>{words::code_it(caller.language())}</a></p> }
        .into_any()
}

fn files(language: PageLanguage, id: PanelId) -> AnyView {
    let rows = LANGUAGES.map(|(written, _, name)| {
        let link = |ending: &str| format!("/panels/{id}/minutes/{}.{ending}", written.tag());
        view! {
            <li><span lang=written.tag() dir=written.dir()>{name}</span>" · "<a href=link("pdf") download="">"PDF"</a>" · "
                <a href=link("md") download="">"Markdown"</a></li>
        }
    });
    view! {
        <section class="section no-print"><h2>{words::files(language)}</h2><p class="hint">{words::files_hint(language)}</p>
            <ul>{rows.collect_view()}</ul></section>
    }
    .into_any()
}

fn questions(language: PageLanguage, recorded: &Recorded) -> AnyView {
    if recorded.record.questions.is_empty() {
        return ().into_any();
    }
    let rows = recorded.record.questions.iter().map(|one| {
        view! { <li>{title(language, recorded.titled(one.about))}{written(language, &one.words)}</li> }
    });
    view! { <section class="section"><h2>{words::questions(language)}</h2><ul class="stack">{rows.collect_view()}</ul></section> }
        .into_any()
}
