//! The feedback table of a closed panel (step 6 of the guide): every story that was heard, who chose, how, and why; to be
//! printed and shown to those who told. Without identities, as the record is.

use crate::layout::{Head, page};
use crate::panels::{category_label, level_and_place, title, ways};
use crate::refusal;
use crate::request::Caller;
use crate::words::{feedback as words, panel_record as record, panels};
use archive::Archive;
use archive::desk::panels::Recorded;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::coding::reasons::{Unit, units};
use method::id::{PanelId, StoryId};
use method::language::PageLanguage;
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
    let head = Head::new(words::table_title(language), words::table_lead(language))
        .back(format!("/panels/{id}/record"), words::to_record(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            <p class="no-print"><a href=format!("/panels/{id}/feedback/script")>{words::to_script(language)}</a></p>
            {who(language, &recorded)}
            {without_choice(language, &recorded)}
            {table(language, &recorded)}
            {views(language, &recorded)}
        }
        .into_any()
    })
}

fn who(language: PageLanguage, recorded: &Recorded) -> AnyView {
    let kept = &recorded.record;
    let members = kept.members.iter().map(|(category, count)| {
        view! { <li>{category_label(language, *category)}" "<bdi>{format!("× {count}")}</bdi></li> }
    });
    let criteria = kept
        .criteria
        .iter()
        .map(|one| view! { <li dir="auto">{one.name().to_owned()}</li> });
    let criteria = criteria.collect::<Vec<_>>();
    view! {
        <dl class="facts">
            <div><dt>{words::domain(language)}</dt><dd>{recorded.setting.domain.get(language).to_owned()}</dd></div>
            <div><dt>{words::of_panel(language)}</dt><dd>{level_and_place(language, &recorded.setting)}</dd></div>
            <div><dt>{words::who_chose(language)}</dt><dd><ul>{members.collect_view()}</ul></dd></div>
            <div><dt>{words::how(language)}</dt><dd>{ways::described(language, &kept.method)}</dd></div>
            {(!criteria.is_empty()).then(|| view! { <div><dt>{words::by_what(language)}</dt><dd><ul>{criteria}</ul></dd></div> })}
        </dl>
    }
    .into_any()
}

fn table(language: PageLanguage, recorded: &Recorded) -> AnyView {
    let chosen = recorded.record.outcome.stories();
    let kept = recorded.record.stories.iter().filter(|one| one.text.is_some());
    let rows = kept.map(|one| row(language, recorded, one.story, chosen.contains(&one.story)));
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="considered" tabindex="0"><table class="table">
                <caption id="considered">{words::considered(language)}</caption>
                <thead><tr><th scope="col">{words::story(language)}</th><th scope="col">{words::chosen(language)}</th><th scope="col">{words::why(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
            <p class="hint">{words::every_story(language)}</p>
        </section>
    }
    .into_any()
}

fn row(language: PageLanguage, recorded: &Recorded, story: StoryId, is_chosen: bool) -> AnyView {
    let mark = if is_chosen {
        words::yes(language)
    } else {
        words::heard(language)
    };
    let reasons = recorded.record.reasons.iter().filter(|reason| reason.about == story);
    let reasons = reasons.filter_map(|reason| reason.words.text().map(|text| view! { <p dir="auto">{text.to_owned()}</p> }));
    view! { <tr><th scope="row">{title(language, recorded.titled(story))}</th><td>{mark}</td><td>{reasons.collect_view()}</td></tr> }
        .into_any()
}

/// Why none was chosen, or what is asked before one can be.
fn without_choice(language: PageLanguage, recorded: &Recorded) -> AnyView {
    let (said, written) = match &recorded.record.outcome {
        Outcome::NoStory { why } => (record::no_story(language).to_owned(), why),
        Outcome::SentBack { story, question } => {
            let title = recorded.titled(*story).and_then(|one| one.title.as_ref());
            let title = title.map_or(panels::not_readable(language), |(title, _)| title.as_str());
            (format!("{} {title}", record::sent_back(language)), question)
        }
        Outcome::One { .. } | Outcome::Two { .. } => return ().into_any(),
    };
    let written = written.text().unwrap_or(record::taken_out(language)).to_owned();
    view! {
        <section class="section stack" id="without-choice"><p><bdi>{said}</bdi></p>
            <blockquote class="reason"><p dir="auto">{written}</p></blockquote></section>
    }
    .into_any()
}

/// What those think who voted otherwise.
fn views(language: PageLanguage, recorded: &Recorded) -> AnyView {
    let views = units(&recorded.record)
        .into_iter()
        .filter(|(unit, _)| matches!(unit, Unit::View(_)));
    let views: Vec<AnyView> = views
        .map(|(_, text)| {
            view! { <blockquote class="reason" data-kind="dissent"><p dir="auto">{text.to_owned()}</p></blockquote> }
                .into_any()
        })
        .collect();
    if views.is_empty() {
        return ().into_any();
    }
    view! { <section class="section stack"><h2>{words::other_views(language)}</h2>{views}</section> }.into_any()
}
