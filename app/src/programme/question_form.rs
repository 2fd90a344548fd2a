//! The form of an extra question: from a question to what is typed, and back.

use crate::form::{FormState, Typed};
use crate::parts::field::{Kind as Control, choices, field};
use crate::parts::select::select;
use crate::words::questions as words;
use archive::desk::programmes::{Overview, Written};
use leptos::prelude::*;
use method::language::{InThree, PageLanguage};
use method::questionnaire::{Kind, Question, QuestionRefused, Wording};

const LABEL: [&str; 3] = ["label_fr", "label_ar", "label_en"];
const HINT: [&str; 3] = ["hint_fr", "hint_ar", "hint_en"];
const OPTIONS: [&str; 3] = ["options_fr", "options_ar", "options_en"];
const LOWEST: [&str; 3] = ["lowest_fr", "lowest_ar", "lowest_en"];
const HIGHEST: [&str; 3] = ["highest_fr", "highest_ar", "highest_en"];

/// A question as answers of the form.
pub(super) fn typed(question: &Question, version: i32) -> Typed {
    let (_, wording) = question.current();
    let domain = question.domain().map(|id| id.to_string()).unwrap_or_default();
    let mut answers = vec![
        ("version", version.to_string()),
        ("kind", wording.kind.name().to_owned()),
        ("domain", domain),
        ("required", if question.is_required() { "yes" } else { "" }.to_owned()),
    ];
    let three = |names: [&'static str; 3], text: &InThree| {
        names.into_iter().zip([text.fr.clone(), text.ar.clone(), text.en.clone()])
    };
    answers.extend(three(LABEL, &wording.label));
    answers.extend(three(HINT, &wording.hint));
    let number = |number: &Option<i64>| number.map(|one| one.to_string()).unwrap_or_default();
    match &wording.kind {
        Kind::Text | Kind::Date => {}
        Kind::Choice(options) | Kind::Several(options) => {
            let lines = |line: fn(&InThree) -> &str| options.iter().map(line).collect::<Vec<_>>().join("\n");
            let lines = [lines(|one| &one.fr), lines(|one| &one.ar), lines(|one| &one.en)];
            answers.extend(OPTIONS.into_iter().zip(lines));
        }
        Kind::Scale { steps, lowest, highest } => {
            answers.push(("steps", steps.to_string()));
            answers.extend(three(LOWEST, lowest));
            answers.extend(three(HIGHEST, highest));
        }
        Kind::Number { least, most } => answers.extend([("least", number(least)), ("most", number(most))]),
    }
    Typed::new(answers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The question that was typed.
pub(super) fn written(typed: &Typed) -> Result<Written, QuestionRefused> {
    let three = |names: [&str; 3]| {
        let [fr, ar, en] = names.map(|name| typed.get(name).trim().to_owned());
        InThree { fr, ar, en }
    };
    let bound = |name: &str| match typed.get(name).trim() {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| QuestionRefused::Bounds),
    };
    let kind = match typed.get("kind").as_str() {
        "choice" => Kind::Choice(options(typed)),
        "several" => Kind::Several(options(typed)),
        "scale" => Kind::Scale {
            steps: typed.get("steps").trim().parse().map_err(|_| QuestionRefused::Steps)?,
            lowest: three(LOWEST),
            highest: three(HIGHEST),
        },
        "number" => Kind::Number {
            least: bound("least")?,
            most: bound("most")?,
        },
        "date" => Kind::Date,
        _ => Kind::Text,
    };
    Ok(Written {
        domain: typed.get("domain").parse().ok(),
        is_required: typed.get("required") == "yes",
        wording: Wording {
            label: three(LABEL),
            hint: three(HINT),
            kind,
        },
    })
}

/// One option a line, the lines of the three languages beside each other; empty ones at the end are no options.
fn options(typed: &Typed) -> Vec<InThree> {
    let [fr, ar, en] = OPTIONS.map(|name| typed.get(name));
    let [fr, ar, en] = [&fr, &ar, &en].map(|text| text.lines().map(str::trim).collect::<Vec<_>>());
    let line = |lines: &[&str], index: usize| lines.get(index).copied().unwrap_or_default().to_owned();
    let longest = fr.len().max(ar.len()).max(en.len());
    let mut all: Vec<InThree> = (0..longest)
        .map(|index| InThree {
            fr: line(&fr, index),
            ar: line(&ar, index),
            en: line(&en, index),
        })
        .collect();
    while all.last().is_some_and(|last| last.get(PageLanguage::French).is_empty()) {
        all.pop();
    }
    all
}

/// What is asked about a question.
pub(super) fn fields(language: PageLanguage, form: &FormState, overview: &Overview) -> AnyView {
    let kinds = [
        words::text(language),
        words::choice(language),
        words::several(language),
        words::scale(language),
        words::number(language),
        words::date(language),
    ];
    let kinds = Kind::NAMES.into_iter().zip(kinds);
    let kinds = kinds.map(|(name, words)| (name.to_owned(), words.to_owned())).collect();
    view! {
        {in_three(language, form, words::question(language), LABEL, Control::Text)}
        {in_three(language, form, words::hint(language), HINT, Control::Text)}
        {choices(form, "kind", words::kind(language), kinds, true)}
        {details(form, &["choice", "several"], words::options(language), view! {
            <p class="hint">{words::options_hint(language)}</p>
            {in_three(language, form, words::options(language), OPTIONS, Control::Long)}
        }.into_any())}
        {details(form, &["scale"], words::of_scale(language), view! {
            {field(form, "steps", Control::Number, words::steps(language), None)}
            {in_three(language, form, words::lowest(language), LOWEST, Control::Text)}
            {in_three(language, form, words::highest(language), HIGHEST, Control::Text)}
        }.into_any())}
        {details(form, &["number"], words::of_number(language), view! {
            {field(form, "least", Control::Whole, words::least(language), None)}
            {field(form, "most", Control::Whole, words::most(language), None)}
        }.into_any())}
        {when(language, form, overview)}
    }
    .into_any()
}

/// What only some kinds need: open where it is one of them.
fn details(form: &FormState, kinds: &[&str], summary: &'static str, inside: AnyView) -> AnyView {
    let is_open = kinds.contains(&form.typed.get("kind").as_str());
    view! { <details class="more" open=is_open><summary>{summary}</summary>{inside}</details> }.into_any()
}

fn in_three(
    language: PageLanguage,
    form: &FormState,
    legend: &'static str,
    names: [&'static str; 3],
    control: Control,
) -> AnyView {
    let tongues = [
        words::in_french(language),
        words::in_arabic(language),
        words::in_english(language),
    ];
    let fields = names
        .into_iter()
        .zip(tongues)
        .map(|(name, tongue)| field(form, name, control, tongue, None));
    view! { <fieldset class="stack"><legend>{legend}</legend>{fields.collect_view()}</fieldset> }.into_any()
}

fn when(language: PageLanguage, form: &FormState, overview: &Overview) -> AnyView {
    let domains = overview.domains.iter().map(|one| &one.domain);
    let every = (String::new(), words::every_domain(language).to_owned());
    let options = std::iter::once(every)
        .chain(domains.map(|domain| (domain.id.to_string(), domain.label.get(language).to_owned())))
        .collect();
    let required = form.typed.get("required") == "yes";
    let error = form
        .error("required")
        .map(|sentence| view! { <p class="field-error">{sentence}</p> });
    view! {
        <fieldset class="stack"><legend>{words::where_asked(language)}</legend>
            {select(form, "domain", words::domain(language), None, options)}
            {error}
            <label class="choice"><input type="checkbox" id="required" name="required" value="yes" checked=required/>
                <span class="choice-text">{words::must_answer(language)}</span></label>
        </fieldset>
    }
    .into_any()
}
