//! After the count: what the group decides, why in full sentences, what it looked at, what those think who voted otherwise.

use crate::form::{FormState, Typed};
use crate::panels::console::Wrong;
use crate::panels::{rounds, sentence, title};
use crate::parts::field::{Kind, field};
use crate::words::panel_console as words;
use archive::desk::panels::{Led, Step, Titled};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::panel::{Choice, Criterion, Dissent, Outcome, Reasoning};

/// A chosen story has its reason in the field of its rank.
const REASONS: [&str; 2] = ["reason_1", "reason_2"];
/// How many criteria the form holds.
const CRITERIA: usize = 5;

/// A step of this stage, and the field to which a refusal belongs.
pub(super) fn parse(language: PageLanguage, step: &str, typed: &Typed) -> Result<(Step, &'static str), Wrong> {
    let reason = |field: &'static str| {
        let story = typed.get("story").parse().map_err(|_| Wrong::Nonsense)?;
        Ok((Step::GiveReason(story, typed.get(field)), field))
    };
    match step {
        "reason_1" => reason(REASONS[0]),
        "reason_2" => reason(REASONS[1]),
        "decide" => choice(language, typed),
        "criteria" => Ok((Step::SetCriteria(criteria(language, typed)?), "criterion")),
        "dissent" => Ok((Step::RecordDissent(typed.get("dissent")), "dissent")),
        "decline" => Ok((Step::DeclineDissent, "dissent")),
        _ => Err(Wrong::Nonsense),
    }
}

/// One story, two, or none with why.
fn choice(language: PageLanguage, typed: &Typed) -> Result<(Step, &'static str), Wrong> {
    let chosen: Result<Vec<StoryId>, _> = typed.all("chosen").iter().map(|id| id.parse()).collect();
    let choice = match chosen.map_err(|_| Wrong::Nonsense)?.as_slice() {
        [] => return Ok((Step::Decide(Choice::NoStory(typed.get("why_none"))), "why_none")),
        [one] => Choice::One(*one),
        [first, second] => Choice::Two(*first, *second),
        _ => return Err(Wrong::Field("chosen", words::at_most_two(language).to_owned())),
    };
    Ok((Step::Decide(choice), "chosen"))
}

fn criteria(language: PageLanguage, typed: &Typed) -> Result<Vec<Criterion>, Wrong> {
    let wrong = |refused| Wrong::Field("criterion", sentence(language, &refused));
    let rows = typed.all("criterion").into_iter().zip(typed.all("weight"));
    let named = rows.filter(|(name, weight)| !name.is_empty() || !weight.is_empty());
    named
        .map(|(name, weight)| {
            let weight = match weight.as_str() {
                "" => None,
                // What is no number is out of bounds, too.
                digits => Some(digits.parse().unwrap_or(0)),
            };
            Criterion::new(&name, weight).map_err(wrong)
        })
        .collect()
}

/// The forms of this stage, the one next thing first.
pub(super) fn forms(language: PageLanguage, led: &Led, form: &FormState) -> AnyView {
    let Some(reasoning) = &led.reasoning else {
        return ().into_any();
    };
    let here = format!("/panels/{}", led.id);
    let version = led.version.to_string();
    let titles: Vec<Titled> = led.stories.iter().map(|one| one.story.clone()).collect();
    let leaders = reasoning.tally().leaders();
    let chosen = reasoning.outcome().map(Outcome::stories).unwrap_or_default();
    let reasons = chosen.iter().zip(REASONS).map(|(story, name)| {
        let named = titles.iter().find(|one| one.id == *story);
        reason(language, &here, &version, (named, *story, name), reasoning, form)
    });
    let undecided = reasoning.outcome().is_none();
    view! {
        {rounds(language, &led.rounds, &titles)}
        {(leaders.len() > 1).then(|| tie(language, &here, undecided))}
        {decision(language, &here, &version, (&titles, &chosen), reasoning, form)}
        {reasons.collect_view()}
        {(!undecided).then(|| view! {
            {weighing(language, &here, &version, reasoning, form)}
            {(reasoning.minority() > 0).then(|| dissent(language, &here, &version, reasoning, form))}
            {ending(language, &here)}
        })}
    }
    .into_any()
}

fn tie(language: PageLanguage, here: &str, undecided: bool) -> AnyView {
    view! {
        {undecided.then(|| view! { <div class="notice" data-kind="warning"><p>{words::tied(language)}</p></div> })}
        <form method="post" action=here.to_owned() class="actions">
            <button class="button" data-kind=undecided.then_some("primary") name="step" value="run_off">{words::run_off(language)}</button>
        </form>
    }
    .into_any()
}

fn decision(
    language: PageLanguage,
    here: &str,
    version: &str,
    (titles, chosen): (&[Titled], &[StoryId]),
    reasoning: &Reasoning,
    form: &FormState,
) -> AnyView {
    let was_typed = form.typed.get("step") == "decide";
    let typed = form.typed.all("chosen");
    let error = form.error("chosen");
    let described = error.is_some().then_some("chosen-error");
    let with_votes = titles
        .iter()
        .filter(|one| reasoning.tally().of(one.id).is_some_and(|votes| votes > 0));
    let options = with_votes.enumerate().map(|(index, one)| {
        let value = one.id.to_string();
        let checked = if was_typed {
            typed.contains(&value)
        } else {
            chosen.contains(&one.id)
        };
        let id = if index == 0 {
            "chosen".to_owned()
        } else {
            format!("chosen-{index}")
        };
        view! {
            <label class="choice"><input type="checkbox" name="chosen" id=id value=value checked=checked/>
                <span class="choice-text">{title(language, Some(one))}</span></label>
        }
    });
    let none = match reasoning.outcome() {
        Some(Outcome::NoStory { why }) => why.text().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let filled = form.clone().otherwise("why_none", none);
    let is_open = reasoning.outcome().is_none() || error.is_some() || form.error("why_none").is_some();
    view! {
        <details class="more" open=is_open><summary>{words::decision(language)}</summary>
            <form method="post" action=here.to_owned() class="stack"><input type="hidden" name="version" value=version.to_owned()/>
                <fieldset class="choices" aria-describedby=described><legend>{words::one_or_two(language)}</legend>
                    {error.map(|error| view! { <p class="field-error" id="chosen-error">{error}</p> })}
                    {options.collect_view()}</fieldset>
                {field(&filled, "why_none", Kind::Long, words::why_none(language), Some(words::why_none_hint(language)))}
                <div class="actions"><button class="button" name="step" value="decide">{words::decide(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn reason(
    language: PageLanguage,
    here: &str,
    version: &str,
    (named, story, name): (Option<&Titled>, StoryId, &'static str),
    reasoning: &Reasoning,
    form: &FormState,
) -> AnyView {
    let written = reasoning.reasons().iter().find(|reason| reason.about == story);
    let written = written.and_then(|reason| reason.words.text()).unwrap_or_default().to_owned();
    let is_written = !written.is_empty();
    let filled = form.clone().otherwise(name, written);
    let label = words::reason(language);
    let heading = title(language, named);
    view! {
        <form method="post" action=here.to_owned() class="card stack">
            <input type="hidden" name="version" value=version.to_owned()/><input type="hidden" name="story" value=story.to_string()/>
            <h2>{words::chosen(language)}" "{heading}</h2>
            {field(&filled, name, Kind::Long, label, Some(words::reason_hint(language)))}
            {is_written.then(|| view! { <p><span class="badge" data-kind="done">{words::is_written(language)}</span></p> })}
            <div class="actions"><button class="button" data-kind=(!is_written).then_some("primary") name="step" value=name>{words::keep_reason(language)}</button></div>
        </form>
    }
    .into_any()
}

fn weighing(language: PageLanguage, here: &str, version: &str, reasoning: &Reasoning, form: &FormState) -> AnyView {
    let error = form.error("criterion");
    let described = error.is_some().then_some("criterion-error");
    let (typed_names, typed_weights) = (form.typed.all("criterion"), form.typed.all("weight"));
    let rows = (0..CRITERIA).map(|index| {
        let saved = reasoning.criteria().get(index);
        let typed = |all: &[String]| (!typed_names.is_empty()).then(|| all.get(index).cloned().unwrap_or_default());
        let name = typed(&typed_names).unwrap_or_else(|| saved.map(|one| one.name().to_owned()).unwrap_or_default());
        let weight = typed(&typed_weights).unwrap_or_else(|| {
            let weight = saved.and_then(Criterion::weight);
            weight.map(|weight| weight.to_string()).unwrap_or_default()
        });
        let (name_id, weight_id) = match index {
            0 => ("criterion".to_owned(), "weight".to_owned()),
            _ => (format!("criterion-{index}"), format!("weight-{index}")),
        };
        view! {
            <li class="cluster">
                <div class="field"><label for=name_id.clone()>{words::criterion(language)}</label>
                    <input id=name_id name="criterion" dir="auto" autocomplete="off" value=name/></div>
                <div class="field" data-size="short"><label for=weight_id.clone()>{words::weight(language)}</label>
                    <input id=weight_id name="weight" type="number" min="1" max="100" autocomplete="off" value=weight/></div>
            </li>
        }
    });
    let is_open = error.is_some() || !reasoning.criteria().is_empty();
    view! {
        <details class="more" open=is_open><summary>{words::criteria(language)}</summary>
            <form method="post" action=here.to_owned() class="stack" aria-describedby=described>
                <input type="hidden" name="version" value=version.to_owned()/>
                <p class="hint">{words::criteria_hint(language)}</p>
                {error.map(|error| view! { <p class="field-error" id="criterion-error">{error}</p> })}
                <ol class="stack">{rows.collect_view()}</ol>
                <div class="actions"><button class="button" name="step" value="criteria">{words::keep_criteria(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn dissent(language: PageLanguage, here: &str, version: &str, reasoning: &Reasoning, form: &FormState) -> AnyView {
    let (views, is_declined) = match reasoning.dissent() {
        Dissent::Spoken { views } => (views.as_slice(), false),
        Dissent::Declined => (&[][..], true),
        Dissent::NotAsked => (&[][..], false),
    };
    let said = views.iter().filter_map(|view| view.text()).map(|text| {
        view! { <blockquote class="reason" data-kind="dissent"><p dir="auto">{text.to_owned()}</p></blockquote> }
    });
    let can_decline = views.is_empty() && !is_declined;
    view! {
        <form method="post" action=here.to_owned() class="card stack">
            <input type="hidden" name="version" value=version.to_owned()/>
            <h2>{words::dissent(language)}</h2>
            <p>{words::minority(language, reasoning.minority())}</p>
            {said.collect_view()}
            {is_declined.then(|| view! { <p><span class="badge">{words::is_declined(language)}</span></p> })}
            {field(form, "dissent", Kind::Long, words::view_of_minority(language), Some(words::dissent_hint(language)))}
            <div class="actions">
                <button class="button" name="step" value="dissent">{words::keep_dissent(language)}</button>
                {can_decline.then(|| view! { <button class="button" data-kind="quiet" name="step" value="decline">{words::decline(language)}</button> })}
            </div>
        </form>
    }
    .into_any()
}

fn ending(language: PageLanguage, here: &str) -> AnyView {
    view! {
        <form method="post" action=here.to_owned() class="section stack">
            <p>{words::close_hint(language)}</p>
            <div class="actions"><button class="button" data-kind="primary" name="step" value="close">{words::close(language)}</button></div>
        </form>
    }
    .into_any()
}
