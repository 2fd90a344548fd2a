//! The chair's part of a secret vote: three ways side by side, then the one next thing of the way that the group takes.

use crate::form::{FormState, Typed};
use crate::panels::console::Wrong;
use crate::panels::pictures::picture;
use crate::panels::{hands, title};
use crate::words::ballot as words;
use archive::desk::panels::{Led, Pulse, Stage, Step};
use leptos::prelude::*;
use method::hex::from_hex;
use method::language::PageLanguage;
use method::panel::{Closing, FEWEST, Reasoning, Secret, spoken_key};

/// A step of a secret vote, and the field to which a refusal belongs.
pub(super) fn parse(language: PageLanguage, typed: &Typed) -> Result<(Step, &'static str), Wrong> {
    let number = |field: &'static str| {
        let typed = typed.get(field);
        let number = typed.trim().parse::<usize>();
        number.map_err(|_| Wrong::Field(field, words::number_needed(language).to_owned()))
    };
    let step = match typed.get("step").as_str() {
        "freeze" => return Ok((Step::Freeze(number("said")?), "said")),
        "begin_round_again" => Step::BeginRoundAgain,
        "release" => Step::Release(Closing::AllVoted),
        "release_now" => Step::Release(Closing::ByChair),
        "enter_tablet" => Step::EnterTablet(hands::votes(typed).ok_or(Wrong::Nonsense)?, number("blank")?),
        "confirm_visits" => return Ok((Step::ConfirmVisits(number("visited")?), "visited")),
        "open_reasons" => Step::OpenReasons,
        "release_reasons" => Step::ReleaseReasons,
        _ => return Err(Wrong::Nonsense),
    };
    Ok((step, "next"))
}

/// What the live counter says while something secret goes on.
pub(super) fn template(language: PageLanguage, pulse: &Pulse) -> String {
    match (pulse.secret, pulse.stage) {
        (Some("counting"), _) => words::counted_so_far(language, "{cast}", "{of}"),
        (Some("issuing"), _) => words::tokens_so_far(language, "{cast}", "{of}"),
        (Some("casting"), Stage::Voting) => words::cast_so_far(language, "{cast}", "{of}"),
        (Some("casting"), _) => words::slips_so_far(language, "{cast}"),
        _ => String::new(),
    }
}

/// That the vote is secret, with the digits that every telephone shows.
pub(super) fn note(language: PageLanguage, fingerprint: Option<&str>) -> AnyView {
    let digits = fingerprint.and_then(from_hex).map(|key| {
        view! {
            <details class="more"><summary>{words::key(language)}" "<bdi dir="ltr"><code>{spoken_key(&key)}</code></bdi></summary>
                <p class="hint">{words::key_hint(language)}</p></details>
        }
    });
    view! { <p class="hint">{words::is_secret(language)}" "<a href="/secrecy">{words::which_protects(language)}</a></p>{digits} }
        .into_any()
}

/// The next thing of a secret round.
pub(super) fn next(language: PageLanguage, led: &Led, here: &str, form: &FormState) -> AnyView {
    let standing = led.stories.iter().filter(|one| led.candidates.contains(&one.story.id));
    let standing = standing
        .map(|one| view! { <li>{picture(language, one.story.picture)}{title(language, Some(&one.story))}</li> })
        .collect_view();
    let now = match &led.secret {
        None | Some(Secret::Choosing) => ways(language, led, here, form),
        Some(Secret::Counting(roll)) => view! {
            <p>{words::counting(language, led.pulse.cast, roll.len())}</p>{again(language, here)}
        }
        .into_any(),
        Some(Secret::Issuing(roll)) => view! {
            <p>{words::issuing(language, led.pulse.cast, roll.len())}</p>{again(language, here)}
        }
        .into_any(),
        Some(Secret::Casting(_)) => casting(language, here),
    };
    view! { {now}<ul>{standing}</ul> }.into_any()
}

/// Paper, a tablet, telephones: side by side, none before the other.
fn ways(language: PageLanguage, led: &Led, here: &str, form: &FormState) -> AnyView {
    let error = form.error("said");
    let described = if error.is_some() {
        "said-hint said-error"
    } else {
        "said-hint"
    };
    view! {
        <h2>{words::three_ways(language)}</h2>
        <ul class="grid">
            <li><section class="card stack"><h3>{words::paper(language)}</h3><p>{words::paper_short(language)}</p>
                {hands::form(language, led, here, form)}</section></li>
            <li><section class="card stack"><h3>{words::tablet(language)}</h3><p>{words::tablet_short(language)}</p>
                <div class="actions"><a class="button" href=format!("{here}/tablet")>{words::open_tablet(language)}</a></div></section></li>
            <li><section class="card stack"><h3>{words::phones(language)}</h3><p>{words::phones_short(language)}</p>
                <form method="post" action=here.to_owned() class="stack">
                    <div class="field" data-size="short"><label for="said">{words::we_are(language)}</label>
                        <p class="hint" id="said-hint">{words::we_are_hint(language)}</p>
                        {error.map(|error| view! { <p class="field-error" id="said-error">{error}</p> })}
                        <input id="said" name="said" type="number" min="0" autocomplete="off" value=form.typed.get("said") aria-describedby=described/></div>
                    <div class="actions"><button class="button" name="step" value="freeze">{words::freeze(language)}</button></div>
                </form></section></li>
        </ul>
    }
    .into_any()
}

fn casting(language: PageLanguage, here: &str) -> AnyView {
    view! {
        <p>{words::box_is_open(language)}</p>
        <form method="post" action=here.to_owned() class="actions">
            <button class="button" data-kind="primary" name="step" value="release">{words::release(language)}</button>
        </form>
        <details class="more"><summary>{words::without_waiting(language)}</summary>
            <form method="post" action=here.to_owned() class="stack">
                <p>{words::release_now_hint(language)}</p>
                <div class="actions"><button class="button" name="step" value="release_now">{words::release_now(language)}</button></div>
            </form>
            {again(language, here)}
        </details>
    }
    .into_any()
}

fn again(language: PageLanguage, here: &str) -> AnyView {
    view! {
        <form method="post" action=here.to_owned() class="stack">
            <p class="hint">{words::again_hint(language)}</p>
            <div class="actions"><button class="button" name="step" value="begin_round_again">{words::begin_again(language)}</button></div>
        </form>
    }
    .into_any()
}

/// After a secret round: whether telephones found their ballots, and reasons by telephone.
pub(super) fn after(language: PageLanguage, led: &Led, here: &str) -> AnyView {
    let (Some(proof), Some(reasoning)) = (&led.proof, &led.reasoning) else {
        return ().into_any();
    };
    let kind = if proof.missed > 0 { "warning" } else { "done" };
    view! {
        <div class="notice" data-kind=kind role="status">
            <p>{words::found(language, proof.found, proof.of)}</p>
            {(proof.missed > 0).then(|| view! { <p>{words::missed(language, proof.missed)}</p> })}
        </div>
        <section class="section stack"><h2>{words::reasons(language)}</h2>{reasons(language, led, here, proof.of)}
            {voices(language, reasoning)}</section>
    }
    .into_any()
}

fn reasons(language: PageLanguage, led: &Led, here: &str, seats: usize) -> AnyView {
    if seats < FEWEST {
        return view! { <p class="hint">{words::reasons_spoken(language)}</p> }.into_any();
    }
    let (step, words_of_step) = match led.secret {
        None => ("open_reasons", words::open_reasons(language)),
        Some(_) => ("release_reasons", words::release_reasons(language)),
    };
    view! {
        <form method="post" action=here.to_owned() class="stack">
            <p class="hint">{words::reasons_hint(language)}</p>
            <div class="actions"><button class="button" name="step" value=step>{words_of_step}</button></div>
        </form>
    }
    .into_any()
}

fn voices(language: PageLanguage, reasoning: &Reasoning) -> AnyView {
    let written: Vec<_> = reasoning
        .voices()
        .iter()
        .filter_map(|one| one.text())
        .map(str::to_owned)
        .collect();
    (!written.is_empty())
        .then(|| view! { <h3>{words::voices(language)}</h3>{quoted(written)} })
        .into_any()
}

/// What was written by telephone, in no order, for a seat.
pub(super) fn said(language: PageLanguage, voices: Vec<String>) -> AnyView {
    (!voices.is_empty())
        .then(|| view! { <h2>{words::voices(language)}</h2>{quoted(voices)} })
        .into_any()
}

fn quoted(voices: Vec<String>) -> AnyView {
    let voices = voices.into_iter();
    let voices = voices.map(|voice| view! { <blockquote class="reason"><p dir="auto">{voice}</p></blockquote> });
    voices.collect_view().into_any()
}
