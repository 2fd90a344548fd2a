//! Giving codes to a story's passages: the text with its marks, the words to be coded, the codes. With script a selection in
//! the text fills in the words; without, they are typed or pasted and looked for.

use super::choice::codes_field;
use super::given::{given, orphans};
use super::text::coded_text;
use super::{named_part, part_name};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::coding as words;
use archive::Archive;
use archive::desk::coding::{CodedStory, CodingError, Place};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::{NotAPassage, Passage, locate};
use method::id::{CodeId, CodingId, StoryId};
use method::language::PageLanguage;
use method::story::{Layer, TextPart};

/// Letters shown around words that stand in the text more than once.
const LETTERS_AROUND: usize = 32;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    match archive.coding().open(&caller.actor, id).await {
        Ok(story) => shown(&caller, &story, &FormState::default(), &[]),
        Err(error) => refusal::coding(language, &error),
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let form = FormState::new(Typed::new(typed));
    if let Ok(coding) = form.typed.get("take").parse::<CodingId>() {
        return match archive.coding().take(&caller.actor, id, coding).await {
            Ok(()) => Redirect::to(&format!("/stories/{id}/code#given")).into_response(),
            Err(error) => refusal::coding(language, &error),
        };
    }
    let story = match archive.coding().open(&caller.actor, id).await {
        Ok(story) => story,
        Err(error) => return refusal::coding(language, &error),
    };
    let place = match asked(&form.typed, &story.layer) {
        Asked::Place(place) => place,
        Asked::Several(places) => {
            return shown(&caller, &story, &form.wrong("place", words::which_place(language)), &places);
        }
        Asked::Nowhere => return shown(&caller, &story, &form.wrong("words", words::not_there(language)), &[]),
        Asked::Nothing => return shown(&caller, &story, &form.wrong("words", words::words_needed(language)), &[]),
    };
    let codes: Vec<CodeId> = form.typed.all("code").iter().filter_map(|code| code.parse().ok()).collect();
    match archive.coding().give(&caller.actor, id, place, &codes).await {
        Ok(part) => Redirect::to(&format!("/stories/{id}/code#{}", part_name(part))).into_response(),
        Err(error) => match wrong(language, &error) {
            Some((field, sentence)) => shown(&caller, &story, &form.wrong(field, sentence), &[]),
            None => refusal::coding(language, &error),
        },
    }
}

/// What a form marks.
enum Asked {
    Place(Place),
    /// The words stand there more than once.
    Several(Vec<Passage>),
    Nowhere,
    Nothing,
}

/// What was marked by hand, or chosen among several places, or typed.
fn asked(typed: &Typed, newest: &Layer) -> Asked {
    let place = |layer, part: &str, start: &str, end: &str| {
        let (part, start, end) = (named_part(part)?, start.parse().ok()?, end.parse().ok()?);
        let place = Place { layer, part, start, end };
        Some(Asked::Place(place))
    };
    let layer = typed.get("layer").parse().unwrap_or(newest.id);
    if let Some(marked) = place(layer, &typed.get("part"), &typed.get("start"), &typed.get("end")) {
        return marked;
    }
    let chosen = typed.get("place");
    if let [part, start, end] = chosen.split(':').collect::<Vec<_>>()[..]
        && let Some(chosen) = place(layer, part, start, end)
    {
        return chosen;
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
fn wrong(language: PageLanguage, error: &CodingError) -> Option<(&'static str, &'static str)> {
    Some(match error {
        CodingError::Passage(NotAPassage::Empty) => ("words", words::words_needed(language)),
        CodingError::Passage(NotAPassage::BeyondEnd { .. }) => ("words", words::beyond_end(language)),
        CodingError::Moved => ("words", words::moved(language)),
        CodingError::CodesMissing => ("code", words::codes_needed(language)),
        CodingError::CodeGone => ("code", words::code_gone(language)),
        CodingError::TooMany => ("code", words::too_many(language)),
        CodingError::NotFound
        | CodingError::Codebook(_)
        | CodingError::Borne { .. }
        | CodingError::PassagesMissing
        | CodingError::Conflict
        | CodingError::Fault(_) => return None,
    })
}

fn shown(caller: &Caller, story: &CodedStory, form: &FormState, places: &[Passage]) -> Response {
    let language = caller.language();
    let mut head = Head::new(story.layer.telling.title.clone(), words::lead(language))
        .wide()
        .back(format!("/stories/{}", story.id), words::back(language));
    head.window = Some(words::title(language));
    head.has_island = true;
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <div class="with-aside">
                {coded_text(language, story)}
                <aside class="coding-aside">
                    {marking(language, story, form, places)}
                    {orphans(language, story)}
                    {given(language, story)}
                </aside>
            </div>
        }
        .into_any()
    })
}

fn marking(language: PageLanguage, story: &CodedStory, form: &FormState, places: &[Passage]) -> AnyView {
    // Offsets that were refused, or count in another layer, are of no use to anybody.
    let is_current = form.error("words").is_none() && form.typed.get("layer") == story.layer.id.to_string();
    let [part, start, end] =
        ["part", "start", "end"].map(|name| if is_current { form.typed.get(name) } else { String::new() });
    view! {
        <form method="post" action=format!("/stories/{}/code", story.id) class="stack" id="marking">
            <input type="hidden" name="layer" value=story.layer.id.to_string()/>
            {field(form, "words", Kind::Long, words::passage(language), Some(words::passage_hint(language)))}
            {(!places.is_empty()).then(|| which(language, story, form, places))}
            <app_islands::Highlighter part start end filter=words::filter(language).to_owned()/>
            {codes_field(language, story, form)}
            <div class="actions"><button class="button" data-kind="primary">{words::give(language)}</button></div>
        </form>
    }
    .into_any()
}

/// The places at which the typed words stand, each with what is around it.
fn which(language: PageLanguage, story: &CodedStory, form: &FormState, places: &[Passage]) -> AnyView {
    let options = places.iter().map(|place| {
        let text = story.layer.telling.part(place.part());
        let value = format!("{}:{}:{}", part_name(place.part()), place.start(), place.end());
        let from = place.start().saturating_sub(LETTERS_AROUND);
        let letters = place.end() + LETTERS_AROUND - from;
        let around: String = text.chars().skip(from).take(letters).collect();
        (value, format!("… {} …", around.trim()))
    });
    choices(form, "place", words::place(language), options.collect(), false)
}
