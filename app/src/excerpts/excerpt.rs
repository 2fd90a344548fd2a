//! An excerpt beside what was said; approving it, sending it back, calling it back.

use super::fields::as_told;
use super::review;
use super::said::{quoted, said, still_named};
use super::{advocacy_notice, stage_badge};
use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::parts::field::{Kind, field};
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::excerpts as words;
use archive::Archive;
use archive::desk::excerpts::{ExcerptsError, Seen};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::consent::{Allowed, Purpose};
use method::excerpt::{Refused, Stage};
use method::id::ExcerptId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(excerpt) = id.parse::<ExcerptId>() else {
        return refusal::not_found(language);
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let desk = archive.excerpts();
    let which = form.typed.get("which").parse().unwrap_or(usize::MAX);
    let (step, done) = match form.typed.get("step").as_str() {
        "mark" => {
            let words = form.typed.get("detail");
            ("detail", desk.mark_detail(&caller.actor, excerpt, version, &words).await)
        }
        "unmark" => ("marked", desk.unmark_detail(&caller.actor, excerpt, version, which).await),
        "release" => {
            let why = form.typed.get("stay");
            (
                "marked",
                desk.release_detail(&caller.actor, excerpt, version, which, &why).await,
            )
        }
        "approve" => {
            let because = form.typed.get("because");
            let done = desk.approve(&caller.actor, excerpt, version, &because).await;
            let at = match done {
                Err(ExcerptsError::Stage(Refused::StillNamed | Refused::ReasonTooLong)) => "because",
                _ => "approve",
            };
            (at, done)
        }
        "send_back" => {
            let why = form.typed.get("why");
            (
                "why",
                archive.excerpts().send_back(&caller.actor, excerpt, version, &why).await,
            )
        }
        _ => return refusal::unprocessable(language),
    };
    let (step, sentence) = match done {
        Ok(()) => return Redirect::to(&format!("/excerpts/{excerpt}")).into_response(),
        Err(ExcerptsError::Conflict) => (step, words::conflict(language)),
        Err(ExcerptsError::Flag(why)) => review::wrong(language, why),
        Err(ExcerptsError::Stage(Refused::Flagged)) => ("marked", words::flagged(language)),
        Err(ExcerptsError::Stage(refused)) => (step, sentence(language, refused)),
        Err(error) => return refusal::excerpts(language, &error),
    };
    shown(&caller, &archive, &id, form.wrong(step, sentence)).await
}

/// Why a step is refused.
pub(super) fn sentence(language: PageLanguage, refused: Refused) -> &'static str {
    match refused {
        Refused::SamePerson => words::same_person(language),
        Refused::NotItsMaker => words::not_its_maker(language),
        Refused::AlreadyApproved => words::already_approved(language),
        Refused::AlreadySentBack => words::already_sent_back(language),
        Refused::Flagged => words::flagged(language),
        Refused::StillNamed => words::still_named_needed(language),
        Refused::NoReason => words::reason_needed(language),
        Refused::ReasonTooLong => words::reason_too_long(language),
    }
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, form: FormState) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<ExcerptId>() else {
        return refusal::not_found(language);
    };
    let seen = match archive.excerpts().read(&caller.actor, id).await {
        Ok(seen) => seen,
        Err(ExcerptsError::NotFound) => return quotation(caller, archive, id).await,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let next = match archive.excerpts().list(&caller.actor, caller.programme).await {
        Ok(listed) => listed
            .into_iter()
            .find(|one| one.id != id && !one.is_own && matches!(one.stage, Stage::Draft { .. })),
        Err(error) => return refusal::excerpts(language, &error),
    };
    let next = next.map(|one| one.id);
    let head = Head::new(words::one(language), "")
        .wide()
        .back("/excerpts", words::title(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let tongue = seen.listed.language;
        view! {
            {refused(&form, words::refused(language))}
            {facts(language, &seen)}
            {why_sent_back(language, &seen)}
            {advocacy_notice(language, seen.listed.advocacy)}
            {(!seen.is_newest).then(|| warning(words::older_layer(language)))}
            {named_warning(language, &seen)}
            {weighing(language, &seen)}
            <div class="side-by-side">
                <section class="text-pane"><h2>{words::as_said(language)}</h2>{said(&seen.excerpt, &seen.source, tongue)}</section>
                <section class="text-pane"><h2>{words::as_quoted(language)}</h2>{quoted(&seen.excerpt, &seen.source, tongue)}</section>
            </div>
            {seen.told.as_ref().map(|told| as_told(language, told))}
            {review::replacements(language, &seen)}
            {review::details(language, &seen, &form)}
            {steps(language, &seen, &form)}
            {ways(language, &seen, next)}
        }
        .into_any()
    })
}

/// Where to go from here: who stands behind the pseudonyms, and the next excerpt that waits for the reader.
fn ways(language: PageLanguage, seen: &Seen, next: Option<ExcerptId>) -> AnyView {
    let next = next.map(|next| {
        view! { <a class="button" accesskey="n" href=format!("/excerpts/{next}")>{words::next_waiting(language)}</a> }
    });
    view! {
        <div class="actions no-print"><a href=format!("/stories/{}/names", seen.story)>{words::people_behind(language)}</a>{next}</div>
        <p class="hint no-print">{words::keys(language)}</p>
    }
    .into_any()
}

/// What those who write briefs see of an excerpt that may be quoted now: its words, and nothing that stands behind them.
async fn quotation(caller: &Caller, archive: &Archive, id: ExcerptId) -> Response {
    let language = caller.language();
    let purpose = Purpose::AdvocacyBrief;
    let found = archive
        .excerpts()
        .for_brief(&caller.actor, caller.programme, id, purpose)
        .await;
    let quotable = match found {
        Ok(quotable) => quotable,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let tag = quotable.language.tag();
    let until = Allowed::Yes { until: quotable.until };
    let head = Head::new(words::one(language), "").narrow();
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            {advocacy_notice(language, until)}
            <figure class="quotation"><blockquote lang=tag dir="auto"><p>{quotable.text}</p></blockquote>
                <figcaption><bdi lang=tag>{quotable.pseudonym}"*"</bdi></figcaption></figure>
        }
        .into_any()
    })
}

fn facts(language: PageLanguage, seen: &Seen) -> AnyView {
    let listed = &seen.listed;
    let judged = seen.judged_by.clone().map(|name| {
        view! { <div><dt>{words::judged_by(language)}</dt><dd><bdi>{name}</bdi></dd></div> }
    });
    view! {
        <p>{stage_badge(language, &listed.stage)}</p>
        <dl class="facts">
            <div><dt>{words::quoted_as(language)}</dt><dd><bdi lang=listed.language.tag()>{listed.pseudonym.clone()}"*"</bdi></dd></div>
            <div><dt>{words::made_by(language)}</dt><dd><bdi>{listed.made_by.clone()}</bdi></dd></div>
            {judged}
            <div><dt>{words::changed_at(language)}</dt><dd>{day::moment(language, listed.at)}</dd></div>
        </dl>
    }
    .into_any()
}

fn why_sent_back(language: PageLanguage, seen: &Seen) -> AnyView {
    let Stage::SentBack { why, .. } = &seen.listed.stage else {
        return ().into_any();
    };
    view! { <section class="section"><h2>{words::why_sent_back(language)}</h2><blockquote class="reason" dir="auto"><p>{why.clone()}</p></blockquote></section> }
        .into_any()
}

/// Says which names of the story still stand in the excerpt.
fn named_warning(language: PageLanguage, seen: &Seen) -> AnyView {
    let named = still_named(seen);
    if named.is_empty() {
        return ().into_any();
    }
    let rows = named.into_iter().map(|words| view! { <li><bdi>{words}</bdi></li> });
    let because = (!seen.named_because.is_empty())
        .then(|| view! { <p>{words::still_named_because(language)}" "<bdi>{seen.named_because.clone()}</bdi></p> });
    view! {
        <div class="notice" data-kind="warning"><h2>{words::still_named(language)}</h2><ul>{rows.collect_view()}</ul>{because}</div>
    }
    .into_any()
}

/// The way to saying what the excerpt shows of its teller; whether somebody has.
fn weighing(language: PageLanguage, seen: &Seen) -> AnyView {
    let link = format!("/excerpts/{}/shows", seen.listed.id);
    let sentence = if seen.is_weighed {
        words::weighed(language)
    } else {
        words::not_weighed(language)
    };
    let kind = (!seen.is_weighed).then_some("warning");
    view! { <div class="notice" data-kind=kind><p>{sentence}" "<a href=link>{words::weigh(language)}</a></p></div> }
        .into_any()
}

/// What can be done next, by the person who reads.
fn steps(language: PageLanguage, seen: &Seen, form: &FormState) -> AnyView {
    let listed = &seen.listed;
    let link = format!("/excerpts/{}", listed.id);
    let is_draft = matches!(listed.stage, Stage::Draft { .. });
    let can_approve = is_draft && !listed.is_own;
    let can_send_back = can_approve || listed.stage.is_approved();
    let can_revise = listed.is_own && seen.may_make && !listed.stage.is_approved();
    let unquotable =
        (can_approve && !listed.advocacy.is_yes()).then(|| view! { <p class="hint">{words::approve_anyway(language)}</p> });
    let back = if listed.stage.is_approved() {
        words::call_back(language)
    } else {
        words::send_back(language)
    };
    let version = seen.version.to_string();
    let approve = can_approve.then(|| view! {
        <form method="post" action=link.clone() class="stack">
            <input type="hidden" name="version" value=version.clone()/>
            {unquotable}
            {(!seen.still_named.is_empty()).then(|| {
                field(form, "because", Kind::Long, words::still_named_why(language), Some(words::still_named_why_hint(language)))
            })}
            <div class="actions"><button class="button" data-kind="primary" id="approve" accesskey="a" name="step" value="approve">{words::approve(language)}</button></div>
        </form>
    });
    let send_back = can_send_back.then(|| {
        view! {
            <form method="post" action=link.clone() class="stack">
                <input type="hidden" name="version" value=version.clone()/>
                {field(form, "why", Kind::Long, words::why(language), None)}
                <div class="actions"><button class="button" accesskey="r" name="step" value="send_back">{back}</button></div>
            </form>
        }
    });
    let waits = (is_draft && listed.is_own).then(|| view! { <p>{words::waits_for_another(language)}</p> });
    let revise = can_revise.then(|| {
        view! {
            <div class="actions"><a class="button" href=format!("{link}/revise")>{words::revise(language)}</a></div>
        }
    });
    view! { <section class="section stack"><h2>{words::next(language)}</h2>{waits}{revise}{approve}{send_back}</section> }
        .into_any()
}
