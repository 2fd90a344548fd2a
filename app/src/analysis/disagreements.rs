//! The sentences on which coders disagree about a code, side by side, and settling them.

use super::agreement::{asked, two};
use crate::coding::{colour, path};
use crate::form::Typed;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{Disagreement, Side};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::{AccountId, CodeId, CodingId, StoryId};
use method::language::PageLanguage;

/// A code, and the two coders that are asked about.
type Of = (CodeId, Option<[AccountId; 2]>);

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(code): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let two = two(&Typed::new(query));
    let Ok(code) = code.parse::<CodeId>() else {
        return refusal::not_found(language);
    };
    let (book, found) = match archive
        .analysis()
        .disagreements(&caller.actor, caller.programme, code, two)
        .await
    {
        Ok(found) => found,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::disagreements(language), words::disagreements_lead(language))
        .back(format!("/analysis/agreement{}", asked(two)), words::agreement(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let chip = book.get(code).map(colour);
        let shown = if found.is_empty() {
            view! { <div class="empty"><h2>{words::nothing_open(language)}</h2></div> }.into_any()
        } else {
            found
                .iter()
                .enumerate()
                .map(|(at, one)| disagreement(language, (code, two), at, one))
                .collect_view()
                .into_any()
        };
        view! { <p><span class="code" data-colour=chip dir="auto">{path(language, &book, code)}</span></p>{shown} }
            .into_any()
    })
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(code): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let codings: Result<Vec<CodingId>, _> = typed.all("coding").iter().map(|id| id.parse()).collect();
    let holds = match typed.get("holds").as_str() {
        "yes" => true,
        "no" => false,
        _ => return refusal::unprocessable(language),
    };
    let (Ok(code), Ok(story), Ok(codings)) = (code.parse::<CodeId>(), typed.get("story").parse::<StoryId>(), codings) else {
        return refusal::unprocessable(language);
    };
    match archive.analysis().settle(&caller.actor, story, &codings, holds).await {
        Ok(()) => Redirect::to(&format!("/analysis/agreement/{code}{}", asked(two(&typed)))).into_response(),
        Err(error) => refusal::analysis(language, &error),
    }
}

fn disagreement(language: PageLanguage, of: Of, at: usize, one: &Disagreement) -> AnyView {
    let tag = one.language.tag();
    let id = format!("sentence-{at}");
    let side = |gave: bool| {
        let names = one
            .sides
            .iter()
            .filter(move |side| side.gave == gave)
            .map(|side: &Side| view! { <li><bdi>{side.name.clone()}</bdi></li> });
        let heading = if gave {
            words::gave(language)
        } else {
            words::did_not_give(language)
        };
        view! { <section><h3>{heading}</h3><ul>{names.collect_view()}</ul></section> }
    };
    let settled = one.settled.as_ref().map(|(settled, by)| {
        let verdict = if settled.holds { words::holds(language) } else { words::does_not_hold(language) };
        view! { <p><span class="badge" data-kind="done">{verdict}</span>" "<span class="hint"><bdi>{by.clone()}</bdi>" · "{day::moment(language, settled.at)}</span></p> }
    });
    view! {
        <article class="card stack" aria-labelledby=id.clone()>
            <h2 id=id.clone()><a href=format!("/stories/{}", one.story) lang=tag dir="auto">{one.title.clone()}</a></h2>
            <blockquote lang=tag dir="auto"><p>{one.words.clone()}</p></blockquote>
            <div class="side-by-side">{side(true)}{side(false)}</div>
            {settled}
            {one.may_settle.then(|| settling(language, of, one))}
        </article>
    }
    .into_any()
}

fn settling(language: PageLanguage, (code, two): Of, one: &Disagreement) -> AnyView {
    let two = two.map(|[one, other]| {
        view! {
            <input type="hidden" name="one" value=one.to_string()/><input type="hidden" name="other" value=other.to_string()/>
        }
    });
    let codings = one
        .codings
        .iter()
        .map(|id| view! { <input type="hidden" name="coding" value=id.to_string()/> });
    view! {
        <form method="post" action=format!("/analysis/agreement/{code}") class="actions">
            <input type="hidden" name="story" value=one.story.to_string()/>{two}{codings.collect_view()}
            <button class="button" name="holds" value="yes">{words::it_holds(language)}</button>
            <button class="button" name="holds" value="no">{words::it_does_not_hold(language)}</button>
        </form>
    }
    .into_any()
}
