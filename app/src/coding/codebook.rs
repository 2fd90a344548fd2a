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
use crate::words::{codebook as words, coding};
use archive::Archive;
use archive::desk::coding::{Book, CodingError};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::template::Template;
use method::coding::{Code, CodeWords, Codebook, Colour, Refused};
use method::figures::{FEWEST, Printable};
use method::id::CodeId;
use method::language::{InThree, PageLanguage};
use method::policy::{Action, may_at_some_site};

const LABELS: [&str; 3] = ["label_fr", "label_ar", "label_en"];
const DEFINITIONS: [&str; 3] = ["definition_fr", "definition_ar", "definition_en"];
const EXCLUDES: [&str; 3] = ["excludes_fr", "excludes_ar", "excludes_en"];
const EXAMPLES: [&str; 3] = ["examples_fr", "examples_ar", "examples_en"];

type Words = fn(PageLanguage) -> &'static str;

const TONGUES: [Words; 3] = [words::in_french, words::in_arabic, words::in_english];

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, FormState::default()).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Some((code, parent)) = typed_code(&form.typed) else {
        return refusal::unprocessable(language);
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    match archive
        .coding()
        .add_code(&caller.actor, caller.programme, code, parent, version)
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

/// Takes in the codes of a template.
pub(crate) async fn take_template(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Some(template) = Template::named(&form.typed.get("template")) else {
        return refusal::unprocessable(language);
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let taken = archive
        .coding()
        .take_template(&caller.actor, caller.programme, template, version)
        .await;
    let wrong = match taken {
        Ok(0) => words::template_there(language),
        Ok(_) => return Redirect::to("/codebook").into_response(),
        Err(CodingError::Conflict) => words::conflict(language),
        Err(CodingError::Codebook(refused)) => sentence(language, refused).1,
        Err(error) => return refusal::coding(language, &error),
    };
    shown(&caller, &archive, form.wrong("template", wrong)).await
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let book = match archive.coding().book(&caller.actor, caller.programme).await {
        Ok(book) => book,
        Err(error) => return refusal::coding(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    let may_code = may_at_some_site(&caller.actor, Action::CodeStory, caller.programme);
    page(status_of(&form), &caller.visitor, &head, || {
        view! {
            {refused(&form, words::refused(language))}
            <p class="cluster no-print"><a href="/codebook/history">{words::history(language)}</a>" "{may_code.then(|| view! { <a href="/coding/orphans">{coding::orphans(language)}</a>" " })}<a href="/interchange">{words::interchange(language)}</a></p>
            {if book.codes.codes().is_empty() { empty(language) } else { branch(language, &book, None) }}
            <details class="more" open=form.is_refused() && form.error("template").is_none()><summary>{words::add(language)}</summary>
                <form method="post" action="/codebook" class="stack">
                    {code_fields(language, &book, &form, None)}
                    <div class="actions"><button class="button" data-kind="primary">{words::add(language)}</button></div>
                </form>
            </details>
            {templates(language, &book, &form)}
        }
        .into_any()
    })
}

fn templates(language: PageLanguage, book: &Book, form: &FormState) -> AnyView {
    let options = Template::ALL.map(|template| {
        let name = match template {
            Template::Violence => words::template_violence(language),
            Template::Support => words::template_support(language),
            Template::Change => words::template_change(language),
            Template::Actors => words::template_actors(language),
        };
        (template.name().to_owned(), name.to_owned())
    });
    view! {
        <details class="more" open=form.error("template").is_some()><summary>{words::template(language)}</summary>
            <p class="hint">{words::template_what_happens(language)}</p>
            <form method="post" action="/codebook/template" class="stack">
                <input type="hidden" name="version" value=book.version.to_string()/>
                {select(form, "template", words::template_which(language), None, options.to_vec())}
                <div class="actions"><button class="button">{words::template_take(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
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

/// How many passages, or that they are few.
pub(super) fn passages(language: PageLanguage, count: Printable) -> String {
    match count.number() {
        Some(count) => words::passages(language, count),
        None => words::few_passages(language, FEWEST),
    }
}

fn twig(language: PageLanguage, book: &Book, code: &Code) -> AnyView {
    let label = code.label(language).to_owned();
    let link = format!("/codebook/{}", code.id);
    let borne = book.borne.get(&code.id).copied();
    let borne = borne.map(|count| view! { " "<span class="hint">{passages(language, count)}</span> });
    let retired = code
        .is_retired
        .then(|| view! { " "<span class="badge">{words::retired(language)}</span> });
    let said = said(language, code);
    if book.codes.children(Some(code.id)).next().is_none() {
        let chip = view! { <a class="code" data-colour=colour(code) href=link dir="auto">{label}</a> };
        return view! { <li>{chip}{retired}{borne}{said}</li> }.into_any();
    }
    view! {
        <li><details open><summary><span class="code" data-colour=colour(code) dir="auto">{label.clone()}</span>{retired}{borne}</summary>
            {said}
            <p><a href=link>{words::change_this(language, label)}</a></p>
            {branch(language, book, Some(code.id))}
        </details></li>
    }
    .into_any()
}

/// What belongs to a code, what does not, and examples.
fn said(language: PageLanguage, code: &Code) -> AnyView {
    let line = |words: &InThree, head: Option<&'static str>| {
        let text = words.get(language).to_owned();
        (!text.is_empty()).then(|| view! { <p class="hint">{head}{head.map(|_| " ")}<bdi>{text}</bdi></p> })
    };
    let about = &code.words;
    view! {
        {line(&about.definition, None)}
        {line(&about.excludes, Some(words::excludes_short(language)))}
        {line(&about.examples, Some(words::examples_short(language)))}
    }
    .into_any()
}

/// The fields of a code. `id` is the code that is changed: neither it nor what stands below it can stand above it.
pub(super) fn code_fields(language: PageLanguage, book: &Book, form: &FormState, id: Option<CodeId>) -> AnyView {
    let tongues = TONGUES;
    let group = |legend: &'static str, names: [&'static str; 3]| {
        let fields = names.into_iter().zip(tongues);
        let fields = fields.map(|(name, tongue)| field(form, name, Kind::Long, tongue(language), None));
        view! { <fieldset class="stack"><legend>{legend}</legend>{fields.collect_view()}</fieldset> }
    };
    let has_more = EXCLUDES
        .into_iter()
        .chain(EXAMPLES)
        .any(|name| !form.typed.get(name).is_empty());
    let below = id.map(|id| book.codes.with_all_below(id)).unwrap_or_default();
    let mut parents = vec![(String::new(), words::at_the_top(language).to_owned())];
    let outline = book.codes.outline().into_iter().filter(|(_, code)| !below.contains(&code.id));
    parents.extend(outline.map(|(depth, code)| option(language, depth, code)));
    view! {
        <input type="hidden" name="version" value=book.version.to_string()/>
        {label_fields(language, form)}
        {group(words::definition(language), DEFINITIONS)}
        <details class="more" open=has_more><summary>{words::more_said(language)}</summary><div class="stack">
            {group(words::excludes(language), EXCLUDES)}
            {group(words::examples(language), EXAMPLES)}
        </div></details>
        {select(form, "parent", words::parent(language), None, parents)}
        {select(form, "colour", words::colour(language), None, colours(language))}
    }
    .into_any()
}

/// The fields of a code's name.
pub(super) fn label_fields(language: PageLanguage, form: &FormState) -> AnyView {
    let fields = LABELS.into_iter().zip(TONGUES);
    let fields = fields.map(|(name, tongue)| field(form, name, Kind::Text, tongue(language), None));
    view! { <fieldset class="stack"><legend>{words::label(language)}</legend>{fields.collect_view()}</fieldset> }.into_any()
}

/// A code in a list to choose from, set in by its depth.
pub(super) fn option(language: PageLanguage, depth: usize, code: &Code) -> (String, String) {
    let words = format!("{}{}", "\u{2003}".repeat(depth), code.label(language));
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

/// What was typed of a code, and the one above it; none if it is not what the form asks for.
pub(super) fn typed_code(typed: &Typed) -> Option<(CodeWords, Option<CodeId>)> {
    let parent = typed.get("parent");
    let parent = if parent.is_empty() { None } else { Some(parent.parse().ok()?) };
    let number: u8 = typed.get("colour").parse().ok()?;
    let words = CodeWords {
        labels: typed_labels(typed),
        definition: three(typed, DEFINITIONS),
        excludes: three(typed, EXCLUDES),
        examples: three(typed, EXAMPLES),
        colour: Colour::try_from(number).ok()?,
    };
    Some((words, parent))
}

/// The name of a code as it was typed.
pub(super) fn typed_labels(typed: &Typed) -> InThree {
    three(typed, LABELS)
}

fn three(typed: &Typed, names: [&str; 3]) -> InThree {
    let [fr, ar, en] = names.map(|name| typed.get(name).trim().to_owned());
    InThree { fr, ar, en }
}

/// The answers with which the form of a code begins.
pub(super) fn answers(book: &Codebook, id: CodeId) -> Option<Typed> {
    let code = book.get(id)?;
    let about = &code.words;
    let texts = [
        (LABELS, &about.labels),
        (DEFINITIONS, &about.definition),
        (EXCLUDES, &about.excludes),
        (EXAMPLES, &about.examples),
    ];
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
