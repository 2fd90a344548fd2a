//! What a facilitator reads aloud, in Darija, to those who told: large, to be held in one hand or printed.

use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::feedback as words;
use archive::Archive;
use archive::desk::panels::Recorded;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::coding::reasons::{Unit, units};
use method::feedback::script::{Line, Told, script};
use method::id::PanelId;
use method::language::Language;
use method::panel::Outcome;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let recorded = match archive.panels().record(&caller.actor, caller.programme, id).await {
        Ok(recorded) => recorded,
        Err(error) => return refusal::panels(language, &error),
    };
    let head = Head::new(words::script_title(language), words::script_lead(language))
        .narrow()
        .back(format!("/panels/{id}/feedback"), words::table_title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let lines = script(&told(&recorded)).into_iter().map(|line| match line {
            Line::Say(sentence) => view! { <p>{sentence}</p> }.into_any(),
            Line::Quote(written) => {
                let written = written.to_owned();
                view! { <blockquote class="reason" dir="auto"><p>{written}</p></blockquote> }.into_any()
            }
        });
        let darija = Language::Darija;
        view! { <article class="story-text stack" lang=darija.tag() dir=darija.dir()>{lines.collect_view()}</article> }
            .into_any()
    })
}

fn told(recorded: &Recorded) -> Told<'_> {
    let record = &recorded.record;
    let chosen = record.outcome.stories().into_iter().map(|story| {
        let title = recorded.titled(story).and_then(|one| one.title.as_ref());
        let reasons = record.reasons.iter().filter(|reason| reason.about == story);
        let reasons = reasons.filter_map(|reason| reason.words.text()).collect();
        (title.map(|(title, _)| title.as_str()), reasons)
    });
    let (why_none, question) = match &record.outcome {
        Outcome::NoStory { why } => (why.text(), None),
        Outcome::SentBack { question, .. } => (None, question.text()),
        Outcome::One { .. } | Outcome::Two { .. } => (None, None),
    };
    let views = units(record).into_iter().filter(|(unit, _)| matches!(unit, Unit::View(_)));
    Told {
        stories: record.stories.len(),
        members: record.members.iter().map(|(category, count)| (*category, *count)).collect(),
        method: &record.method,
        chosen: chosen.collect(),
        why_none,
        question,
        views: views.map(|(_, text)| text).collect(),
        criteria: record.criteria.iter().map(method::panel::Criterion::name).collect(),
    }
}
