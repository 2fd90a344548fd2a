//! Cards of a brief that went out to the press or the public: each quotation as a picture to be passed on, while it may be.

use super::issue::taken_back;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::cards as words;
use archive::Archive;
use archive::desk::briefs::{BriefsError, Card, Cards, NoCard, Picture};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use method::brief::{Attribution, CARD_LETTERS, quoted};
use method::id::{BriefId, IssueId};
use method::language::{Language, PageLanguage};

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path((brief, issue)): Path<(String, String)>,
) -> Response {
    let language = caller.language();
    let (Ok(brief), Ok(issue)) = (brief.parse::<BriefId>(), issue.parse::<IssueId>()) else {
        return refusal::not_found(language);
    };
    let cards = match archive.briefs().cards(&caller.actor, caller.programme, brief, issue).await {
        Ok(cards) => cards,
        Err(BriefsError::NotSignedOff) => return taken_back(&caller, brief),
        Err(error) => return refusal::briefs(language, &error),
    };
    let head =
        Head::new(words::title(language), words::lead(language)).back(format!("/briefs/{brief}"), words::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if cards.cards.is_empty() {
            return view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }
                .into_any();
        }
        let folder = format!("/briefs/{brief}/issues/{issue}/cards");
        let rows = cards.cards.iter().map(|one| card(language, &cards, &folder, one));
        view! { <ul class="grid stories">{rows.collect_view()}</ul> }.into_any()
    })
}

fn card(language: PageLanguage, cards: &Cards, folder: &str, one: &Card) -> AnyView {
    let heading = words::quotation(language, one.place);
    let content = match &one.shown {
        Ok(said) => picture(language, cards, &format!("{folder}/{}", one.place), said),
        Err(why) => {
            let why = match why {
                NoCard::NotNow => words::not_now(language).to_owned(),
                NoCard::Changed => words::changed(language).to_owned(),
                NoCard::TooLong => words::too_long(language, CARD_LETTERS),
            };
            view! { <p>{why}</p> }.into_any()
        }
    };
    view! { <li><article class="story-card"><h2>{heading}</h2>{content}</article></li> }.into_any()
}

/// The picture, the same in words for whoever does not see it, and both files.
fn picture(
    language: PageLanguage,
    cards: &Cards,
    file: &str,
    (text, spoken, by): &(String, Language, Attribution),
) -> AnyView {
    let said = quoted(text, *spoken);
    let whose = format!("{}{}{}", by.name_with_star, by.separator, by.role_line);
    let alt = format!("{said} {whose} {}", by.note);
    let written = cards.language;
    view! {
        <img src=format!("{file}.svg") alt=alt width="270" height="270" lang=spoken.tag()/>
        <details class="more"><summary>{words::in_words(language)}</summary>
            <p lang=spoken.tag() dir="auto">{said}</p>
            <p lang=written.tag() dir="auto">{whose}</p>
            <p lang=written.tag() dir="auto">{by.note.clone()}</p></details>
        <div class="actions">
            <a class="button" href=format!("{file}.png") download="">"PNG"</a>
            <a class="button" href=format!("{file}.svg") download="">"SVG"</a>
        </div>
    }
    .into_any()
}

/// A card as a file: `2.png` and the like.
pub(crate) async fn file(
    caller: Caller,
    State(archive): State<Archive>,
    Path((brief, issue, file)): Path<(String, String, String)>,
) -> Response {
    let language = caller.language();
    let (Ok(brief), Ok(issue)) = (brief.parse::<BriefId>(), issue.parse::<IssueId>()) else {
        return refusal::not_found(language);
    };
    let asked = file
        .split_once('.')
        .and_then(|(place, ending)| Some((place.parse::<usize>().ok()?, ending)));
    let (place, picture, kind, ending) = match asked {
        Some((place, "png")) => (place, Picture::Png, "image/png", "png"),
        Some((place, "svg")) => (place, Picture::Svg, "image/svg+xml", "svg"),
        _ => return refusal::not_found(language),
    };
    let found = archive
        .briefs()
        .card(&caller.actor, caller.programme, (brief, issue), place, picture)
        .await;
    match found {
        Ok(file) => {
            let name = format!("attachment; filename=\"{}.{ending}\"", file.name);
            ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], file.bytes).into_response()
        }
        Err(BriefsError::NotSignedOff) => taken_back(&caller, brief),
        Err(error) => refusal::briefs(language, &error),
    }
}
