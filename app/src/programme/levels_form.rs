//! The form that changes the levels of a period: a card a level, and an empty one for a further.

use crate::form::{FormState, Typed};
use crate::parts::select::choices_of;
use crate::words::{levels as words, programme};
use archive::desk::programmes::Drafted;
use leptos::prelude::*;
use method::id::{LevelId, RoundId};
use method::language::{InThree, PageLanguage};
use method::programme::Reach;
use method::selection::{MOST_LEVELS, Pass, Passing, Plan, ReadText};

/// What a new level answers for its id.
const NEW: &str = "new";

/// A plan as its form begins.
pub(super) fn typed_of(plan: &Plan, version: i32) -> Typed {
    let mut answers = vec![("version".to_owned(), version.to_string())];
    for station in plan.stations() {
        let mut answer = |name: &str, value: String| answers.push((name.to_owned(), value));
        answer("level", station.id.to_string());
        answer("fr", station.label.fr.clone());
        answer("ar", station.label.ar.clone());
        answer("en", station.label.en.clone());
        answer("reach", reach_name(station.reach).to_owned());
        answer("text", station.text.name().to_owned());
        for pass in &station.passes {
            answer("pass", format!("{} {} {}", station.id, pass.from, passing_name(pass.what)));
        }
    }
    Typed::new(answers)
}

/// The levels that a form describes; none where it is no form of ours. An empty card adds no level.
pub(super) fn drafted(typed: &Typed) -> Option<Vec<Drafted>> {
    let removed = typed.all("remove");
    let passes: Option<Vec<(String, Pass)>> = typed
        .all("pass")
        .iter()
        .filter(|pass| !pass.is_empty())
        .map(|pass| pass_of(pass))
        .collect();
    let passes: Vec<_> = passes?
        .into_iter()
        .filter(|(_, pass)| !removed.contains(&pass.from.to_string()))
        .collect();
    let (fr, ar, en) = (typed.all("fr"), typed.all("ar"), typed.all("en"));
    let (reaches, texts) = (typed.all("reach"), typed.all("text"));
    let mut drafted = Vec::new();
    for (index, level) in typed.all("level").into_iter().enumerate() {
        let label = InThree {
            fr: fr.get(index)?.clone(),
            ar: ar.get(index)?.clone(),
            en: en.get(index)?.clone(),
        };
        let is_empty = [&label.fr, &label.ar, &label.en].into_iter().all(String::is_empty);
        if removed.contains(&level) || (level == NEW && is_empty) {
            continue;
        }
        drafted.push(Drafted {
            id: if level == NEW { None } else { Some(level.parse().ok()?) },
            label,
            reach: reach_of(reaches.get(index)?)?,
            text: text_of(texts.get(index)?)?,
            passes: passes.iter().filter(|(to, _)| *to == level).map(|(_, pass)| *pass).collect(),
        });
    }
    Some(drafted)
}

/// `to from what`, as a list of the form answers it.
fn pass_of(answer: &str) -> Option<(String, Pass)> {
    let mut parts = answer.split(' ');
    let (to, from, what) = (parts.next()?, parts.next()?, parts.next()?);
    let what = match what {
        "chosen" => Passing::Chosen,
        "all" => Passing::All,
        first => Passing::First {
            most: first.parse().ok()?,
        },
    };
    let from = from.parse().ok()?;
    Some((to.to_owned(), Pass { from, what }))
}

fn passing_name(what: Passing) -> String {
    match what {
        Passing::Chosen => "chosen".to_owned(),
        Passing::All => "all".to_owned(),
        Passing::First { most } => most.to_string(),
    }
}

const fn reach_name(reach: Reach) -> &'static str {
    match reach {
        Reach::Site => "site",
        Reach::Programme => "programme",
    }
}

fn reach_of(name: &str) -> Option<Reach> {
    [Reach::Site, Reach::Programme]
        .into_iter()
        .find(|reach| reach_name(*reach) == name)
}

/// Which text a level reads, in words.
pub(super) fn text_words(language: PageLanguage, text: ReadText) -> &'static str {
    match text {
        ReadText::Newest => words::newest(language),
        ReadText::AsTold => words::as_told(language),
        ReadText::Anonymised => words::anonymised(language),
    }
}

fn text_of(name: &str) -> Option<ReadText> {
    ReadText::ALL.into_iter().find(|text| text.name() == name)
}

/// The form, closed until somebody wants it or it was refused.
pub(super) fn editor(language: PageLanguage, round: RoundId, plan: &Plan, form: &FormState) -> AnyView {
    let mut levels: Vec<String> = form.typed.all("level");
    if levels.last().is_none_or(|last| last != NEW) && levels.len() < MOST_LEVELS {
        levels.push(NEW.to_owned());
    }
    let cards = levels
        .iter()
        .enumerate()
        .map(|(index, level)| card(language, plan, form, index, level));
    let error = form.error("level-1");
    view! {
        <details class="more no-print" open=form.is_refused()><summary>{words::change(language)}</summary>
            <form method="post" action=format!("/programme/periods/{round}/levels") class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {error.map(|error| view! { <p class="field-error" id="level-1">{error}</p> })}
                <ol class="grid">{cards.collect_view()}</ol>
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn card(language: PageLanguage, plan: &Plan, form: &FormState, index: usize, level: &str) -> AnyView {
    let at = |name: &str| form.typed.all(name).get(index).cloned().unwrap_or_default();
    let number = index + 1;
    let name = |field: &'static str, label: &'static str| {
        let id = format!("{field}-{number}");
        view! {
            <div class="field"><label for=id.clone()>{label}</label>
                <input id=id name=field dir="auto" autocomplete="off" spellcheck="false" autocapitalize="off" value=at(field)/></div>
        }
    };
    let list = |field: &'static str, label: &'static str, options: &[(&'static str, &'static str)]| {
        let id = format!("{field}-{number}");
        let options = options
            .iter()
            .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
            .collect();
        view! {
            <div class="field"><label for=id.clone()>{label}</label>
                <select id=id name=field>{choices_of(options, &at(field))}</select></div>
        }
    };
    let others = plan.stations().iter().filter(|station| station.id.to_string() != level);
    let feeds = others.map(|station| feed(language, form, (number, level), station.id, station.label.get(language)));
    let (heading, remove) = if level == NEW {
        (words::further(language).to_owned(), None)
    } else {
        let label = plan.stations().iter().find(|station| station.id.to_string() == level);
        let label = label.map_or("", |station| station.label.get(language)).to_owned();
        let is_removed = form.typed.all("remove").iter().any(|removed| removed == level);
        let remove = view! {
            <label class="choice"><input type="checkbox" name="remove" value=level.to_owned() checked=is_removed/><span class="choice-text">{words::remove(language)}</span></label>
        };
        (label, Some(remove))
    };
    view! {
        <li class="card stack"><fieldset class="stack"><legend dir="auto">{heading}</legend>
            <input type="hidden" name="level" value=level.to_owned()/>
            {name("fr", programme::in_french(language))}{name("ar", programme::in_arabic(language))}{name("en", programme::in_english(language))}
            {list("reach", words::sits(language), &[("site", programme::per_site(language)), ("programme", programme::for_all(language))])}
            {list("text", words::reads(language), &ReadText::ALL.map(|text| (text.name(), text_words(language, text))))}
            {feeds.collect_view()}
            {remove}
        </fieldset></li>
    }
    .into_any()
}

/// What comes up to a level from another: nothing, what it chose, the first so many, everything.
fn feed(language: PageLanguage, form: &FormState, (number, level): (usize, &str), from: LevelId, label: &str) -> AnyView {
    let id = format!("pass-{number}-{from}");
    let value = |what: &str| format!("{level} {from} {what}");
    let chosen = form
        .typed
        .all("pass")
        .into_iter()
        .find(|pass| pass.starts_with(&value("")))
        .unwrap_or_default();
    let mut options = vec![(String::new(), words::nothing(language).to_owned())];
    options.push((value("chosen"), words::what_it_chose(language).to_owned()));
    let mut firsts: Vec<u8> = vec![2, 3, 5, 10];
    if let Some((
        _,
        Pass {
            what: Passing::First { most },
            ..
        },
    )) = pass_of(&chosen)
    {
        firsts.push(most);
    }
    firsts.sort_unstable();
    firsts.dedup();
    options.extend(
        firsts
            .into_iter()
            .map(|most| (value(&most.to_string()), words::the_first(language, most))),
    );
    options.push((value("all"), words::everything(language).to_owned()));
    view! {
        <div class="field"><label for=id.clone()>{words::comes_from(language, label)}</label>
            <select id=id name="pass">{choices_of(options, &chosen)}</select></div>
    }
    .into_any()
}
