//! The verification sheet of a story: first which sentences state a fact, then how each was checked and what was found.

use crate::excerpts::verdict;
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::day::spelled;
use crate::parts::notice::{refused, warning};
use crate::parts::select::choices_of;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::verification as words;
use archive::Archive;
use archive::desk::stories::{StoriesError, Verification};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::verification::{Answer, Check, Claim, Finding, Means, NotChecked, Sentence};
use std::collections::BTreeMap;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, None).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let (Ok(story), Ok(layer)) = (id.parse::<StoryId>(), form.typed.get("layer").parse()) else {
        return refusal::not_found(language);
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let said = answers(&form.typed);
    let form = match archive.stories().verify(&caller.actor, story, (layer, version), &said).await {
        Ok(()) => return Redirect::to(&format!("/stories/{story}/verification")).into_response(),
        Err(StoriesError::Conflict) => form.wrong("sheet", words::conflict(language)),
        Err(StoriesError::Unverified(all)) => all.into_iter().fold(form, |form, (number, why)| {
            let sentence = match why {
                NotChecked::Half => words::half(language),
                NotChecked::DoNotContact => words::closed_means(language),
            };
            form.wrong(format!("claim-{number}"), sentence)
        }),
        Err(error) => return refusal::stories(language, &error),
    };
    shown(&caller, &archive, &id, Some(form)).await
}

/// What was said of each sentence that is ticked, by its number.
fn answers(typed: &Typed) -> BTreeMap<usize, Answer> {
    let ticked = typed
        .all("claim")
        .into_iter()
        .filter_map(|number| number.parse::<usize>().ok());
    let answer = |number| Answer {
        means: Means::of(&typed.get(&format!("means-{number}"))),
        finding: Finding::of(&typed.get(&format!("finding-{number}"))),
    };
    ticked.map(|number| (number, answer(number))).collect()
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, form: Option<FormState>) -> Response {
    let language = caller.language();
    let Ok(story) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let read = match archive.stories().verification(&caller.actor, story).await {
        Ok(read) => read,
        Err(error) => return refusal::stories(language, &error),
    };
    let is_typed = form.is_some();
    let form = form.unwrap_or_default();
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(format!("/stories/{story}"), words::back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let is_other = read.sheet.as_ref().is_some_and(|sheet| sheet.layer != read.layer.id);
        let said = is_typed.then(|| answers(&form.typed));
        let rows = Sentence::all(&read.layer).into_iter().enumerate();
        let rows = rows.map(|(number, sentence)| row(language, &read, &form, number, sentence, said.as_ref()));
        view! {
            {refused(&form, words::refused(language))}
            {warning(words::never(language))}
            {(!read.teller.may_be_contacted).then(|| warning(words::do_not_contact(language)))}
            {is_other.then(|| warning(words::other_text(language)))}
            <p>{words::verdict(language)}" "{verdict(language, read.verdict)}</p>
            <form method="post" action=format!("/stories/{story}/verification") class="stack" id="sheet">
                <input type="hidden" name="layer" value=read.layer.id.to_string()/>
                <input type="hidden" name="version" value=read.version.to_string()/>
                {rows.collect_view()}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// A sentence: whether it states a fact, and what was found if it does.
fn row(
    language: PageLanguage,
    read: &Verification,
    form: &FormState,
    number: usize,
    sentence: Sentence,
    said: Option<&BTreeMap<usize, Answer>>,
) -> AnyView {
    let sheet = read.sheet.as_ref().filter(|sheet| sheet.layer == read.layer.id);
    let claim = sheet.and_then(|sheet| sheet.claims.iter().find(|claim| claim.sentence == sentence));
    let answer = match said {
        Some(said) => said.get(&number).copied(),
        None => claim.map(known),
    };
    let id = format!("claim-{number}");
    let error = form.error(&id);
    let finding = answer.map(|answer| finding(language, read, number, answer));
    let found = claim.and_then(|claim| claim.check).map(|check| found(language, read, check));
    let invalid = error.is_some();
    view! {
        <fieldset class="choices" data-invalid=invalid id=id>
            <legend lang=read.layer.language.tag() dir="auto">{sentence.words(&read.layer)}</legend>
            {error.map(|error| view! { <p class="field-error">{error}</p> })}
            <label class="choice"><input type="checkbox" name="claim" value=number.to_string() checked=answer.is_some()/>
                <span class="choice-text">{words::is_claim(language)}</span></label>
            {finding}{found}
        </fieldset>
    }
    .into_any()
}

const fn known(claim: &Claim) -> Answer {
    match claim.check {
        Some(check) => Answer {
            means: check.means,
            finding: Some(check.finding),
        },
        None => Answer {
            means: None,
            finding: None,
        },
    }
}

/// How it was checked and what was found; means that need her are offered only while she allows contact, or if they stand already.
fn finding(language: PageLanguage, read: &Verification, number: usize, answer: Answer) -> AnyView {
    let open = Means::ALL.into_iter();
    let open = open.filter(|means| means.is_open(read.teller) || answer.means == Some(*means));
    let means = open.map(|means| (means.name(), means_label(language, means)));
    let findings = Finding::ALL.map(|finding| (finding.name(), finding_label(language, finding)));
    let chosen = (answer.means.map_or("", Means::name), answer.finding.map_or("", Finding::name));
    view! {
        <div class="filters">
            {list(language, format!("means-{number}"), words::means(language), means.collect(), chosen.0)}
            {list(language, format!("finding-{number}"), words::finding(language), findings.to_vec(), chosen.1)}
        </div>
    }
    .into_any()
}

fn list(
    language: PageLanguage,
    name: String,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    chosen: &str,
) -> AnyView {
    let none = ("", words::not_yet(language));
    let options = std::iter::once(none).chain(options);
    let options = options.map(|(value, words)| (value.to_owned(), words.to_owned())).collect();
    view! {
        <div class="field"><label for=name.clone()>{label}</label>
            <select id=name.clone() name=name>{choices_of(options, chosen)}</select></div>
    }
    .into_any()
}

/// Who found it, and when.
fn found(language: PageLanguage, read: &Verification, check: Check) -> AnyView {
    let by = read.names.get(&check.by).cloned().unwrap_or_default();
    view! { <p class="hint" dir="auto">{words::found_by(language, by, spelled(language, check.on))}</p> }.into_any()
}

fn means_label(language: PageLanguage, means: Means) -> &'static str {
    match means {
        Means::ReadBack => words::read_back(language),
        Means::ServiceFact => words::service_fact(language),
        Means::Consistency => words::consistency(language),
        Means::FollowUp => words::follow_up(language),
    }
}

fn finding_label(language: PageLanguage, finding: Finding) -> &'static str {
    match finding {
        Finding::Confirmed => words::confirmed(language),
        Finding::Corrected => words::corrected(language),
        Finding::NotConfirmed => words::not_confirmed(language),
        Finding::NotCheckable => words::not_checkable(language),
    }
}
