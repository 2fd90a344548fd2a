//! The passages behind a figure.

use super::group_name;
use crate::coding::{colour, path};
use crate::form::Typed;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{Asked, Group, Onto, PASSAGES_A_PAGE, PassageFound, Passages};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::CodeId;
use method::language::PageLanguage;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let Some(asked) = asked(&Typed::new(query)) else {
        return refusal::not_found(language);
    };
    let passages = match archive.analysis().passages(&caller.actor, caller.programme, asked).await {
        Ok(passages) => passages,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head =
        Head::new(words::passages(language), words::passages_lead(language)).back("/analysis", words::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if passages.found.is_empty() {
            view! { <div class="empty"><h2>{words::no_passage(language)}</h2></div> }.into_any()
        } else {
            let stories = passages.found.chunk_by(|one, other| one.story == other.story);
            stories
                .map(|passages_of| story(language, &passages, passages_of))
                .collect_view()
                .into_any()
        };
        view! { {what(language, &asked, &passages)}{shown}{pager(language, &asked, passages.has_more)} }.into_any()
    })
}

/// None for what is no figure of ours.
fn asked(typed: &Typed) -> Option<Asked> {
    let other = |name: &str| Some(typed.get(name)).filter(|value| !value.is_empty());
    Some(Asked {
        code: typed.get("code").parse().ok()?,
        exactly: false,
        together: typed.get("together") == "yes",
        onto: onto(typed)?,
        with: other("with").map(|code| code.parse::<CodeId>()).transpose().ok()?,
        group: other("group").map(|group| group.parse::<Group>()).transpose().ok()?,
        within: other("within").map(|group| group.parse::<Group>()).transpose().ok()?,
        skip: other("skip").map(|skip| skip.parse()).transpose().ok()?.unwrap_or_default(),
    })
}

/// On whom somebody acts: none where nobody is named; none of all where one half is missing.
#[expect(clippy::option_option, reason = "nobody is named, or what is named is no figure of ours")]
fn onto(typed: &Typed) -> Option<Option<Onto>> {
    let (actor, does) = (typed.get("onto"), typed.get("who"));
    if actor.is_empty() && does.is_empty() {
        return Some(None);
    }
    let onto = Onto {
        actor: actor.parse().ok()?,
        does: does.parse().ok()?,
    };
    (!typed.get("with").is_empty()).then_some(Some(onto))
}

/// The codes and the group that were asked for.
fn what(language: PageLanguage, asked: &Asked, passages: &Passages) -> AnyView {
    let codes = asked.codes().map(|id| chip(language, passages, id));
    let groups = [asked.group, asked.within].into_iter().flatten();
    let groups = groups.map(|group| {
        let name = group_name(language, &passages.overview, group);
        view! { <span class="badge" dir="auto">{name}</span> }
    });
    view! { <p class="cluster">{codes.collect_view()}{groups.collect_view()}</p> }.into_any()
}

fn chip(language: PageLanguage, passages: &Passages, id: CodeId) -> AnyView {
    let chip = passages.book.get(id).map(colour);
    view! { <span class="code" data-colour=chip dir="auto">{path(language, &passages.book, id)}</span> }.into_any()
}

fn story(language: PageLanguage, passages: &Passages, found: &[PassageFound]) -> AnyView {
    let Some(first) = found.first() else { return ().into_any() };
    let tag = first.language.tag();
    let rows = found.iter().map(|one| {
        let moved =
            (!one.is_placed).then(|| view! { <span class="badge" data-kind="warning">{words::moved(language)}</span> });
        view! {
            <li><p><q lang=tag dir="auto">{one.words.clone()}</q></p>
                <p>{chip(language, passages, one.code)}" "{moved}</p>
                <p class="hint"><bdi>{one.by.clone()}</bdi>" · "{day::moment(language, one.at)}</p></li>
        }
    });
    view! {
        <section class="section"><h2 lang=tag dir="auto"><a href=format!("/stories/{}", first.story)>{first.title.clone()}</a></h2>
            <ul class="timeline">{rows.collect_view()}</ul></section>
    }
    .into_any()
}

fn pager(language: PageLanguage, asked: &Asked, has_more: bool) -> AnyView {
    let link = |skip: usize| {
        let with = asked.with.map(|code| format!("&with={code}")).unwrap_or_default();
        let group = asked.group.map(|group| format!("&group={group}")).unwrap_or_default();
        let within = asked.within.map(|group| format!("&within={group}")).unwrap_or_default();
        let onto = asked
            .onto
            .map(|onto| format!("&onto={}&who={}", onto.actor, onto.does))
            .unwrap_or_default();
        let together = if asked.together { "&together=yes" } else { "" };
        format!(
            "/analysis/passages?code={}{with}{onto}{together}{group}{within}&skip={skip}",
            asked.code
        )
    };
    let before = (asked.skip > 0).then(|| {
        view! { <a href=link(asked.skip.saturating_sub(PASSAGES_A_PAGE)) rel="prev">{words::previous(language)}</a> }
    });
    let after =
        has_more.then(|| view! { <a href=link(asked.skip + PASSAGES_A_PAGE) rel="next">{words::next(language)}</a> });
    if before.is_none() && after.is_none() {
        return ().into_any();
    }
    view! { <nav class="pager" aria-label=words::pages(language)>{before}{after}</nav> }.into_any()
}
