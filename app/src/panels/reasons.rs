//! After the count: what the group decides, why in full sentences, what it looked at, what those think who voted otherwise.

use crate::form::{FormState, Typed};
use crate::panels::console::Wrong;
use crate::panels::counts::{rounds, scores};
use crate::panels::{criteria, title};
use crate::parts::field::{Kind, field};
use crate::words::panel_console as words;
use archive::desk::panels::{Led, Step, Titled};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::panel::{Choice, Departure, Dissent, Outcome, Reasoning};

/// A chosen story has its reason in the field of its rank.
const REASONS: [&str; 2] = ["reason_1", "reason_2"];

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
        "criteria" => match criteria::parse(language, typed) {
            Ok(criteria) => Ok((Step::SetCriteria(criteria), "criterion")),
            Err((field, wrong)) => Err(Wrong::Field(field, wrong)),
        },
        "explain" => Ok((Step::Explain(typed.get("explanation")), "explanation")),
        "send_back" => match typed.get("sent_back").parse() {
            Ok(story) => Ok((
                Step::Decide(Choice::SendBack(story, typed.get("back_question"))),
                "back_question",
            )),
            Err(_) => Err(Wrong::Field("sent_back", words::which_goes_back(language).to_owned())),
        },
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

/// The forms of this stage, the one next thing first.
pub(super) fn forms(language: PageLanguage, led: &Led, form: &FormState) -> AnyView {
    let Some(reasoning) = &led.reasoning else {
        return ().into_any();
    };
    let here = format!("/panels/{}", led.id);
    let version = led.version.to_string();
    let titles: Vec<Titled> = led.stories.iter().map(|one| one.story.clone()).collect();
    let chosen = reasoning.outcome().map(Outcome::stories).unwrap_or_default();
    let reasons = chosen.iter().zip(REASONS).map(|(story, name)| {
        let named = titles.iter().find(|one| one.id == *story);
        reason(language, &here, &version, (named, *story, name), reasoning, form)
    });
    let undecided = reasoning.outcome().is_none();
    view! {
        {scores(language, led.scores.as_ref(), &titles)}
        {rounds(language, &led.rounds, &titles)}
        {(reasoning.leaders().len() > 1 && reasoning.rounds_left() == 0).then(|| tie(language, &here, (undecided, reasoning.can_run_off())))}
        {reasoning.can_vote_again().then(|| again(language, &here, (undecided, reasoning.rounds_left())))}
        {decision(language, &here, &version, (&titles, &chosen), reasoning, form)}
        {send_back(language, &here, &version, &titles, reasoning, form)}
        {reasons.collect_view()}
        {(!undecided).then(|| view! {
            {reasoning.departs().map(|departure| explanation(language, &here, &version, departure, reasoning, form))}
            {weighing(language, &here, &version, reasoning, form)}
            {reasoning.asks_for_dissent().then(|| dissent(language, &here, &version, reasoning, form))}
            {names(language, &led.named)}
            {ending(language, &here)}
        })}
    }
    .into_any()
}

fn tie(language: PageLanguage, here: &str, (undecided, can_run_off): (bool, bool)) -> AnyView {
    view! {
        {undecided.then(|| view! { <div class="notice" data-kind="warning"><p>{words::tied(language)}</p></div> })}
        {can_run_off.then(|| view! {
            <form method="post" action=here.to_owned() class="actions">
                <button class="button" data-kind=undecided.then_some("primary") name="step" value="run_off">{words::run_off(language)}</button>
            </form>
        })}
    }
    .into_any()
}

/// All vote once more, after people have said why.
fn again(language: PageLanguage, here: &str, (undecided, left): (bool, u8)) -> AnyView {
    view! {
        {(left > 0).then(|| view! { <p>{words::rounds_left(language, left)}</p> })}
        <form method="post" action=here.to_owned() class="actions">
            <button class="button" data-kind=(undecided && left > 0).then_some("primary") name="step" value="again">{words::vote_again(language)}</button>
        </form>
    }
    .into_any()
}

/// One story goes back to its collector; the panel ends without a choice.
fn send_back(
    language: PageLanguage,
    here: &str,
    version: &str,
    titles: &[Titled],
    reasoning: &Reasoning,
    form: &FormState,
) -> AnyView {
    let (kept, question) = match reasoning.outcome() {
        Some(Outcome::SentBack { story, question }) => (story.to_string(), question.text().unwrap_or_default().to_owned()),
        _ => (String::new(), String::new()),
    };
    let filled = form.clone().otherwise("sent_back", kept).otherwise("back_question", question);
    let chosen = filled.typed.get("sent_back");
    let error = form.error("sent_back");
    let described = error.is_some().then_some("sent_back-error");
    let options = titles.iter().enumerate().map(|(index, one)| {
        let value = one.id.to_string();
        let checked = value == chosen;
        let id = if index == 0 {
            "sent_back".to_owned()
        } else {
            format!("sent_back-{index}")
        };
        view! {
            <label class="choice"><input type="radio" name="sent_back" id=id value=value checked=checked/>
                <span class="choice-text">{title(language, Some(one))}</span></label>
        }
    });
    let is_open = !chosen.is_empty() || error.is_some() || form.error("back_question").is_some();
    view! {
        <details class="more" open=is_open><summary>{words::send_back(language)}</summary>
            <form method="post" action=here.to_owned() class="stack"><input type="hidden" name="version" value=version.to_owned()/>
                <fieldset class="choices" aria-describedby=described><legend>{words::which_goes_back(language)}</legend>
                    {error.map(|error| view! { <p class="field-error" id="sent_back-error">{error}</p> })}
                    {options.collect_view()}</fieldset>
                {field(&filled, "back_question", Kind::Long, words::back_question(language), Some(words::back_question_hint(language)))}
                <div class="actions"><button class="button" name="step" value="send_back">{words::send_it_back(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// Why the choice departs from the numbers.
fn explanation(
    language: PageLanguage,
    here: &str,
    version: &str,
    departure: Departure,
    reasoning: &Reasoning,
    form: &FormState,
) -> AnyView {
    let written = reasoning
        .explanation()
        .and_then(|words| words.text())
        .unwrap_or_default()
        .to_owned();
    let is_written = !written.is_empty();
    let filled = form.clone().otherwise("explanation", written);
    let label = match departure {
        Departure::Tie => words::why_of_the_tied(language),
        Departure::Marks => words::why_not_as_marked(language),
        Departure::Unfound => words::why_in_spite(language),
    };
    view! {
        <form method="post" action=here.to_owned() class="card stack">
            <input type="hidden" name="version" value=version.to_owned()/>
            {field(&filled, "explanation", Kind::Long, label, Some(words::explanation_hint(language)))}
            {is_written.then(|| view! { <p><span class="badge" data-kind="done">{words::is_written(language)}</span></p> })}
            <div class="actions"><button class="button" name="step" value="explain">{words::keep_explanation(language)}</button></div>
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
    let choosable = reasoning.choosable();
    let can_choose = reasoning.rounds_left() == 0 && !choosable.is_empty();
    let offered = titles.iter().filter(|one| can_choose && choosable.contains(&one.id));
    let options = offered.enumerate().map(|(index, one)| {
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
    let is_open = (reasoning.outcome().is_none() && reasoning.rounds_left() == 0)
        || error.is_some()
        || form.error("why_none").is_some();
    view! {
        <details class="more" open=is_open><summary>{words::decision(language)}</summary>
            <form method="post" action=here.to_owned() class="stack"><input type="hidden" name="version" value=version.to_owned()/>
                {can_choose.then(|| view! {
                    <fieldset class="choices" aria-describedby=described><legend>{words::one_or_two(language)}</legend>
                        {error.map(|error| view! { <p class="field-error" id="chosen-error">{error}</p> })}
                        {options.collect_view()}</fieldset>
                })}
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
    let is_refused = form.error("criterion").is_some();
    let described = is_refused.then_some("criterion-error");
    let is_open = is_refused || !reasoning.criteria().is_empty();
    view! {
        <details class="more" open=is_open><summary>{words::criteria(language)}</summary>
            <form method="post" action=here.to_owned() class="stack" aria-describedby=described>
                <input type="hidden" name="version" value=version.to_owned()/>
                <p class="hint">{words::criteria_hint(language)}</p>
                {criteria::rows(language, form, reasoning.criteria())}
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
            <p>{reasoning.minority().map_or_else(|| words::minority_unknown(language).to_owned(), |many| words::minority(language, many))}</p>
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

/// Words that may lead to somebody, before they stand in minutes for ever. They are the chair's own: she sees them in the forms above.
fn names(language: PageLanguage, named: &[String]) -> AnyView {
    if named.is_empty() {
        return ().into_any();
    }
    let words = named.iter().map(|word| view! { <li><bdi>{word.clone()}</bdi></li> });
    view! {
        <div class="notice" data-kind="warning" id="named"><p>{words::named(language)}</p><ul>{words.collect_view()}</ul></div>
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
