//! The extra questions on the form of a story, in the order and the wording in which they are put.

use crate::form::FormState;
use crate::parts::field::{Kind as Control, field};
use crate::refusal;
use crate::request::Caller;
use crate::words::questions as words;
use archive::Archive;
use archive::desk::programmes::Overview;
use axum::response::Response;
use leptos::prelude::*;
use method::language::{InThree, PageLanguage};
use method::questionnaire::{Kind, NotAnAnswer, Put, Questionnaire, Wrong, field_name, given};

/// The questions of the programme that somebody works in.
pub(crate) async fn of(caller: &Caller, archive: &Archive) -> Result<Questionnaire, Response> {
    let found = archive.programmes().questionnaire(&caller.actor, caller.programme).await;
    let found = found.map(|(questionnaire, _)| questionnaire);
    found.map_err(|error| refusal::programmes(caller.language(), &error))
}

/// The part of the form; nothing where no question is asked.
pub(crate) fn section(
    language: PageLanguage,
    form: &FormState,
    questions: &Questionnaire,
    overview: &Overview,
) -> Option<AnyView> {
    let put = questions.put(&given(form.typed.sheet()));
    let rows = put.iter().map(|one| question(language, form, one, overview)).collect_view();
    (!put.is_empty()).then(|| {
        view! {
            <section class="section stack" id="questions"><h2>{words::on_the_form(language)}</h2>
                <p class="hint">{words::on_the_form_hint(language)}</p>{rows}
            </section>
        }
        .into_any()
    })
}

/// Says beside each question what is wrong with its answer.
pub(crate) fn refuse(language: PageLanguage, form: FormState, wrong: &[Wrong]) -> FormState {
    wrong.iter().fold(form, |form, one| {
        form.wrong(field_name(one.question, one.number), sentence(language, one.why))
    })
}

/// The same for a form that is refused for other things too, so that everything is said at once, and each thing once.
pub(crate) fn refuse_too(language: PageLanguage, form: FormState, questions: &Questionnaire) -> FormState {
    let domain = form.typed.get("domain").parse().ok();
    let read = questions.read(&given(form.typed.sheet()), domain, language);
    let mut wrong = read.err().unwrap_or_default();
    wrong.retain(|one| form.error(&field_name(one.question, one.number)).is_none());
    refuse(language, form, &wrong)
}

fn sentence(language: PageLanguage, why: NotAnAnswer) -> String {
    match why {
        NotAnAnswer::Missing => words::answer_missing(language).to_owned(),
        NotAnAnswer::TooLong => words::answer_long(language).to_owned(),
        NotAnAnswer::NotOffered => words::answer_not_offered(language).to_owned(),
        NotAnAnswer::NotADate => words::answer_no_date(language).to_owned(),
        NotAnAnswer::NotANumber => words::answer_no_number(language).to_owned(),
        NotAnAnswer::OutOfBounds { least, most } => match (least, most) {
            (Some(least), Some(most)) => words::answer_between(language, least, most),
            (Some(least), None) => words::answer_least(language, least),
            (None, Some(most)) => words::answer_most(language, most),
            (None, None) => words::answer_no_number(language).to_owned(),
        },
    }
}

/// What helps to answer: where it is asked, and what the question itself says.
pub(crate) fn hint(language: PageLanguage, put: &Put, overview: &Overview) -> String {
    let domain = put.question.domain().and_then(|id| overview.domain(id));
    let only = domain.map(|domain| words::only_in(language, domain.label.get(language)));
    let ends = match &put.wording.kind {
        Kind::Scale { steps, lowest, highest } if !lowest.get(language).is_empty() || !highest.get(language).is_empty() => {
            Some(words::ends(language, highest.get(language), lowest.get(language), steps))
        }
        _ => None,
    };
    let said = put.wording.hint.get(language);
    let parts = [only, Some(said.to_owned()).filter(|said| !said.is_empty()), ends];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn question(language: PageLanguage, form: &FormState, put: &Put, overview: &Overview) -> AnyView {
    let asked = put.wording.label.get(language);
    let label = if put.question.is_required() {
        asked.to_owned()
    } else {
        format!("{asked} ({})", words::optional(language))
    };
    let (name, hint) = (put.field(), hint(language, put, overview));
    let hint = Some(hint.as_str()).filter(|hint| !hint.is_empty());
    let open = || (String::new(), words::no_answer(language).to_owned());
    match &put.wording.kind {
        Kind::Text => field(form, &name, Control::Long, &label, hint),
        Kind::Number { .. } => field(form, &name, Control::Whole, &label, hint),
        Kind::Date => field(form, &name, Control::Date, &label, hint),
        Kind::Choice(options) => {
            let first = (!put.question.is_required()).then(open);
            cards(
                form,
                &name,
                "radio",
                (label, hint),
                first.into_iter().chain(offered(language, options)),
            )
        }
        Kind::Several(options) => cards(form, &name, "checkbox", (label, hint), offered(language, options)),
        Kind::Scale { steps, .. } => {
            let first = (!put.question.is_required()).then(open);
            let steps = (1..=*steps).map(|step| (step.to_string(), step.to_string()));
            cards(form, &name, "radio", (label, hint), first.into_iter().chain(steps))
        }
    }
}

/// The options that are offered: place and words.
fn offered(language: PageLanguage, options: &[InThree]) -> impl Iterator<Item = (String, String)> {
    let all = (1..)
        .zip(options)
        .map(move |(place, option): (usize, _)| (place.to_string(), option.get(language).to_owned()));
    all.filter(|(_, words)| !words.is_empty())
}

/// Cards of which one or several are chosen.
fn cards(
    form: &FormState,
    name: &str,
    control: &'static str,
    (legend, hint): (String, Option<&str>),
    options: impl Iterator<Item = (String, String)>,
) -> AnyView {
    let chosen = form.typed.all(name);
    let error = form.error(name);
    let invalid = error.is_some();
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = [hint.map(|_| hint_id.clone()), error.as_ref().map(|_| error_id.clone())];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let described = (!described.is_empty()).then_some(described);
    let cards = options.enumerate().map(|(index, (value, words))| {
        let id = (index == 0).then(|| name.to_owned());
        let checked = chosen.contains(&value) || (chosen.is_empty() && value.is_empty());
        view! {
            <label class="choice"><input type=control id=id name=name.to_owned() value=value checked=checked/>
                <span class="choice-text" dir="auto">{words}</span></label>
        }
    });
    let hint = hint.map(str::to_owned);
    view! {
        <fieldset class="choices" data-invalid=invalid data-flow="row" aria-describedby=described>
            <legend dir="auto">{legend}</legend>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            {cards.collect_view()}
        </fieldset>
    }
    .into_any()
}
