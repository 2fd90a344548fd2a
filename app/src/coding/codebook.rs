//! The codebook as a tree, and adding a code to it.

use super::colour;
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::codebook as words;
use archive::Archive;
use archive::desk::coding::{Book, CodeWords, CodingError};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::{Code, Codebook, Colour, Refused};
use method::id::CodeId;
use method::language::{InThree, PageLanguage};

const LABELS: [&str; 3] = ["label_fr", "label_ar", "label_en"];
const DEFINITIONS: [&str; 3] = ["definition_fr", "definition_ar", "definition_en"];

type Words = fn(PageLanguage) -> &'static str;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let form = FormState::new(Typed::new(typed));
    let Some(code) = typed_code(&form.typed) else {
        return refusal::unprocessable(language);
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    match archive
        .coding()
        .add_code(&caller.actor, caller.programme, code, version)
        .await
    {
        Ok(_) => Redirect::to("/codebook").into_response(),
        Err(CodingError::Conflict) => shown(&caller, &archive, form.wrong("label_fr", words::conflict(language))).await,
        Err(CodingError::Codebook(refused)) => {
            let (field, sentence) = sentence(language, refused);
            shown(&caller, &archive, form.wrong(field, sentence)).await
        }
        Err(error) => refusal::coding(language, &error),
    }
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let book = match archive.coding().book(&caller.actor, caller.programme).await {
        Ok(book) => book,
        Err(error) => return refusal::coding(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    page(status_of(&form), &caller.visitor, &head, || {
        view! {
            {refused(&form, words::refused(language))}
            <p><a href="/interchange">{words::interchange(language)}</a></p>
            {if book.codes.codes().is_empty() { empty(language) } else { branch(language, &book, None) }}
            <details class="more" open=form.is_refused()><summary>{words::add(language)}</summary>
                <form method="post" action="/codebook" class="stack">
                    {code_fields(language, &book, &form, None)}
                    <div class="actions"><button class="button" data-kind="primary">{words::add(language)}</button></div>
                </form>
            </details>
        }
        .into_any()
    })
}

fn empty(language: PageLanguage) -> AnyView {
    view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
}

/// The codes below one, or at the top, each with those below it.
fn branch(language: PageLanguage, book: &Book, parent: Option<CodeId>) -> AnyView {
    let rows = book.codes.children(parent).map(|code| twig(language, book, code));
    let class = parent.is_none().then_some("codebook");
    view! { <ul class=class>{rows.collect_view()}</ul> }.into_any()
}

fn twig(language: PageLanguage, book: &Book, code: &Code) -> AnyView {
    let label = code.labels.get(language).to_owned();
    let link = format!("/codebook/{}", code.id);
    let borne = book.borne.get(&code.id).copied();
    let borne = borne.map(|count| view! { " "<span class="hint">{words::passages(language, count)}</span> });
    let definition = code.definition.get(language).to_owned();
    let definition = (!definition.is_empty()).then(|| view! { <p class="hint" dir="auto">{definition}</p> });
    let chip = view! { <a class="code" data-colour=colour(code) href=link.clone() dir="auto">{label.clone()}</a> };
    if book.codes.children(Some(code.id)).next().is_none() {
        return view! { <li>{chip}{borne}{definition}</li> }.into_any();
    }
    view! {
        <li><details open><summary><span class="code" data-colour=colour(code) dir="auto">{label.clone()}</span>{borne}</summary>
            {definition}
            <p><a href=link>{words::change_this(language, label)}</a></p>
            {branch(language, book, Some(code.id))}
        </details></li>
    }
    .into_any()
}

/// The fields of a code. `id` is the code that is changed: neither it nor what stands below it can stand above it.
pub(super) fn code_fields(language: PageLanguage, book: &Book, form: &FormState, id: Option<CodeId>) -> AnyView {
    let tongues: [Words; 3] = [words::in_french, words::in_arabic, words::in_english];
    let group = |names: [&'static str; 3], kind: Kind| {
        let fields = names.into_iter().zip(tongues);
        fields
            .map(|(name, tongue)| field(form, name, kind, tongue(language), None))
            .collect_view()
    };
    let below = id.map(|id| book.codes.with_all_below(id)).unwrap_or_default();
    let mut parents = vec![(String::new(), words::at_the_top(language).to_owned())];
    let outline = book.codes.outline().into_iter().filter(|(_, code)| !below.contains(&code.id));
    parents.extend(outline.map(|(depth, code)| option(language, depth, code)));
    view! {
        <input type="hidden" name="version" value=book.version.to_string()/>
        <fieldset class="stack"><legend>{words::label(language)}</legend>{group(LABELS, Kind::Text)}</fieldset>
        <fieldset class="stack"><legend>{words::definition(language)}</legend>{group(DEFINITIONS, Kind::Long)}</fieldset>
        {select(form, "parent", words::parent(language), None, parents)}
        {select(form, "colour", words::colour(language), None, colours(language))}
    }
    .into_any()
}

/// A code in a list to choose from, set in by its depth.
pub(super) fn option(language: PageLanguage, depth: usize, code: &Code) -> (String, String) {
    let words = format!("{}{}", "\u{2003}".repeat(depth), code.labels.get(language));
    (code.id.to_string(), words)
}

fn colours(language: PageLanguage) -> Vec<(String, String)> {
    let names: [Words; 8] = [
        words::blue,
        words::orange,
        words::green,
        words::violet,
        words::ochre,
        words::teal,
        words::pink,
        words::grey,
    ];
    let options = (1..).zip(names);
    options
        .map(|(number, name)| (number.to_string(), name(language).to_owned()))
        .collect()
}

/// A code as it was typed; none if it is not what the form asks for.
pub(super) fn typed_code(typed: &Typed) -> Option<CodeWords> {
    let three = |names: [&str; 3]| {
        let [fr, ar, en] = names.map(|name| typed.get(name).trim().to_owned());
        InThree { fr, ar, en }
    };
    let parent = typed.get("parent");
    let parent = if parent.is_empty() { None } else { Some(parent.parse().ok()?) };
    let number: u8 = typed.get("colour").parse().ok()?;
    Some(CodeWords {
        labels: three(LABELS),
        definition: three(DEFINITIONS),
        parent,
        colour: Colour::try_from(number).ok()?,
    })
}

/// The answers with which the form of a code begins.
pub(super) fn answers(book: &Codebook, id: CodeId) -> Option<Typed> {
    let code = book.get(id)?;
    let texts = [(LABELS, &code.labels), (DEFINITIONS, &code.definition)];
    let mut answers = vec![
        ("parent".to_owned(), code.parent.map(|id| id.to_string()).unwrap_or_default()),
        ("colour".to_owned(), colour(code).to_string()),
    ];
    for (names, text) in texts {
        for (name, value) in names.iter().zip([&text.fr, &text.ar, &text.en]) {
            answers.push(((*name).to_owned(), value.clone()));
        }
    }
    Some(Typed::new(answers))
}

/// The field that a refusal of the codebook is about, and the sentence beside it.
pub(super) fn sentence(language: PageLanguage, refused: Refused) -> (&'static str, &'static str) {
    match refused {
        Refused::NoLabel => ("label_fr", words::no_label(language)),
        Refused::SameCodeTwice => ("label_fr", words::conflict(language)),
        Refused::TooMany => ("label_fr", words::too_many(language)),
        Refused::Unknown => ("parent", words::parent_gone(language)),
        Refused::Cycle => ("parent", words::cycle(language)),
        Refused::TooDeep => ("parent", words::too_deep(language)),
        Refused::HasChildren => ("remove", words::has_children(language)),
    }
}
