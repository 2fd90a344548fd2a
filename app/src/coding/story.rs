//! Giving codes to a story's passages: what a form asks for, and the page with the text, the form and what was given. Without
//! script words are typed or pasted and looked for.

use super::codebook::sentence;
use super::given::{given, orphans, taken};
use super::marking::marking;
use super::text::coded_text;
use super::{Chips, memos, named_part, part_name};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::coding as words;
use archive::Archive;
use archive::desk::coding::{CodedStory, CodingError, NewCode, Place};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::{LABEL_LETTERS, NotALabel, NotAPassage, Passage, locate};
use method::id::{CodeId, CodingId, LayerId, StoryId};
use method::language::PageLanguage;
use method::story::{Layer, TextPart};
use serde::Deserialize;
use std::str::FromStr;

/// What the page's address asks for.
#[derive(Deserialize)]
pub(crate) struct Asking {
    /// The coding that a memo is to be written on.
    about: Option<String>,
}

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    Query(asking): Query<Asking>,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let form = FormState::default().otherwise("about", asking.about.unwrap_or_default());
    match archive.coding().open(&caller.actor, id).await {
        Ok(story) => shown(&caller, &story, &form, &[]),
        Err(error) => refusal::coding(language, &error),
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    if let Ok(coding) = form.typed.get("take").parse::<CodingId>() {
        return match archive.coding().take(&caller.actor, id, coding).await {
            Ok(()) => Redirect::to(&format!("/stories/{id}/code#given")).into_response(),
            Err(error) => refusal::coding(language, &error),
        };
    }
    // Where the browser says which words were marked, nobody needs to read the story again.
    let place = if let Some(place) = marked(&form.typed) {
        place
    } else {
        let story = match archive.coding().open(&caller.actor, id).await {
            Ok(story) => story,
            Err(error) => return refusal::coding(language, &error),
        };
        let again = |form: FormState, places: &[Passage]| shown(&caller, &story, &form, places);
        match looked_for(&form.typed, &story.layer) {
            Asked::Place(place) => place,
            Asked::Several(places) => return again(form.wrong("place", words::which_place(language)), &places),
            Asked::Nowhere => return again(form.wrong("words", words::not_there(language)), &[]),
            Asked::Nothing => return again(form.wrong("words", words::words_needed(language)), &[]),
        }
    };
    if let Ok(coding) = form.typed.get("again").parse::<CodingId>() {
        return match archive.coding().place_again(&caller.actor, id, coding, place).await {
            Ok(part) => Redirect::to(&format!("/stories/{id}/code#{}", part_name(part))).into_response(),
            Err(error) => match wrong(language, &error, false) {
                Some((field, sentence)) => refused_form(&caller, &archive, id, form.wrong(field, sentence)).await,
                None => refusal::coding(language, &error),
            },
        };
    }
    let codes: Vec<CodeId> = form.typed.all("code").iter().filter_map(|code| code.parse().ok()).collect();
    let Ok(new) = asked_new(&form.typed, language) else {
        return refusal::unprocessable(language);
    };
    let is_in_vivo = new == Some(NewCode::InVivo);
    match archive.coding().give_with_new(&caller.actor, id, place, &codes, new).await {
        Ok(part) => Redirect::to(&format!("/stories/{id}/code#{}", part_name(part))).into_response(),
        Err(error) => match wrong(language, &error, is_in_vivo) {
            Some((field, sentence)) => refused_form(&caller, &archive, id, form.wrong(field, sentence)).await,
            None => refusal::coding(language, &error),
        },
    }
}

/// The page again, with a form that was refused.
pub(super) async fn refused_form(caller: &Caller, archive: &Archive, id: StoryId, form: FormState) -> Response {
    match archive.coding().open(&caller.actor, id).await {
        Ok(story) => shown(caller, &story, &form, &[]),
        Err(error) => refusal::coding(caller.language(), &error),
    }
}

/// The code that a form asks to be made: called by the marked words, or as was typed. An error for a place that is none.
fn asked_new(typed: &Typed, language: PageLanguage) -> Result<Option<NewCode>, <CodeId as FromStr>::Err> {
    let (label, parent) = (typed.get("new_label"), typed.get("new_parent"));
    if !typed.get("in_vivo").is_empty() {
        return Ok(Some(NewCode::InVivo));
    }
    if label.trim().is_empty() {
        return Ok(None);
    }
    let parent = if parent.is_empty() { None } else { Some(parent.parse()?) };
    Ok(Some(NewCode::Named { label, language, parent }))
}

/// What a form asks for that marks nothing by hand.
enum Asked {
    Place(Place),
    /// The words stand there more than once.
    Several(Vec<Passage>),
    Nowhere,
    Nothing,
}

/// The words that were marked by hand in some layer.
fn marked(typed: &Typed) -> Option<Place> {
    let layer = typed.get("layer").parse().ok()?;
    place(layer, &typed.get("part"), &typed.get("start"), &typed.get("end"))
}

fn place(layer: LayerId, part: &str, start: &str, end: &str) -> Option<Place> {
    let (part, start, end) = (named_part(part)?, start.parse().ok()?, end.parse().ok()?);
    Some(Place { layer, part, start, end })
}

/// The words that were typed, or chosen among several places, in the newest layer.
fn looked_for(typed: &Typed, newest: &Layer) -> Asked {
    let chosen = typed.get("place");
    if let [part, start, end] = chosen.split(':').collect::<Vec<_>>()[..]
        && let Some(chosen) = place(typed.get("layer").parse().unwrap_or(newest.id), part, start, end)
    {
        return Asked::Place(chosen);
    }
    let words = typed.get("words");
    if words.trim().is_empty() {
        return Asked::Nothing;
    }
    let parts = [TextPart::Context, TextPart::Description, TextPart::Significance];
    let places: Vec<Passage> = parts
        .into_iter()
        .flat_map(|part| locate(newest.id, part, newest.telling.part(part), &words))
        .collect();
    match places[..] {
        [] => Asked::Nowhere,
        [one] => Asked::Place(Place {
            layer: newest.id,
            part: one.part(),
            start: one.start(),
            end: one.end(),
        }),
        _ => Asked::Several(places),
    }
}

/// The field that a refusal is about, and the sentence beside it.
fn wrong(language: PageLanguage, error: &CodingError, is_in_vivo: bool) -> Option<(&'static str, String)> {
    let (field, sentence) = match error {
        CodingError::Passage(NotAPassage::Empty) => ("words", words::words_needed(language)),
        CodingError::Passage(NotAPassage::BeyondEnd { .. }) => ("words", words::beyond_end(language)),
        CodingError::Moved => ("words", words::moved(language)),
        CodingError::CodesMissing => ("code", words::codes_needed(language)),
        CodingError::CodeGone => ("code", words::code_gone(language)),
        CodingError::TooMany => ("code", words::too_many(language)),
        CodingError::Label(NotALabel::Empty) => ("new_label", words::label_missing(language)),
        CodingError::Label(NotALabel::TooLong) if is_in_vivo => {
            return Some(("words", words::in_vivo_too_long(language, LABEL_LETTERS)));
        }
        CodingError::Label(NotALabel::TooLong) => {
            return Some(("new_label", words::label_too_long(language, LABEL_LETTERS)));
        }
        CodingError::Codebook(refused) => match sentence(language, *refused) {
            ("parent", sentence) => ("new_parent", sentence),
            (_, sentence) => ("new_label", sentence),
        },
        _ => return None,
    };
    Some((field, sentence.to_owned()))
}

fn shown(caller: &Caller, story: &CodedStory, form: &FormState, places: &[Passage]) -> Response {
    let language = caller.language();
    let mut head = Head::new(story.layer.telling.title.clone(), words::lead(language))
        .wide()
        .back(format!("/stories/{}", story.id), words::back(language));
    head.window = Some(words::title(language));
    head.has_island = true;
    // The coding that a memo is asked for, if it is one of these: what is fetched anew then has the form, too.
    let about = form.typed.get("about").parse::<CodingId>();
    let here = memos::asking(story.id, &about.map(|coding| coding.to_string()).unwrap_or_default());
    let codes = story.marks.iter().chain(&story.orphans).map(|mark| mark.code);
    let chips = Chips::of(language, &story.book, codes);
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {story.is_blind.then(|| warning(words::blind(language)))}
            <div class="with-aside" id="coding" data-key=story.key.clone()>
                {coded_text(language, story, &chips)}
                <aside class="coding-aside">
                    <app_islands::Coders events=format!("/stories/{}/code/events", story.id) page=here
                        updated=words::updated(language).to_owned()
                        moved=words::text_moved(language).to_owned() again=words::again(language).to_owned()/>
                    {marking(language, story, form, places)}
                    <div class="stack" id="coded">
                        {orphans(language, story, &chips, form)}
                        {given(language, story, &chips, form)}
                        {memos::of_story(language, story, form)}
                        {taken(language, story)}
                    </div>
                </aside>
            </div>
        }
        .into_any()
    })
}
