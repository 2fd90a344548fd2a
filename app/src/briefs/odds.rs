//! What else the release of a brief must know: how often a colleague who reads it would guess right who speaks in it, and which
//! hidden numbers its tables tell beside those that went out before.

use crate::words::odds as words;
use archive::desk::briefs::Told;
use leptos::prelude::*;
use method::anonymise::intruder::Attack;
use method::anonymise::jigsaw::K;
use method::language::PageLanguage;

/// The odds over all, and of each quotation, or that they are not known; nothing for a brief that quotes nobody.
pub(super) fn odds(language: PageLanguage, attack: &Attack) -> AnyView {
    if attack.quotations.is_empty() {
        return ().into_any();
    }
    let over_all = attack.over_all();
    let heading = over_all.map_or_else(
        || words::unknown(language).to_owned(),
        |odds| words::over_all(language, odds.one_in()),
    );
    let unknown = (attack.unknown > 0).then(|| view! { <p>{words::unknown_of(language, attack.unknown)}</p> });
    let kind = (attack.is_unsafe() || over_all.is_none()).then_some("warning");
    let each = attack.quotations.iter().enumerate().map(|(place, odds)| {
        let said = odds.map_or_else(
            || words::quotation_unknown(language, place + 1),
            |odds| words::quotation(language, odds.one_in(), place + 1),
        );
        view! { <li>{said}</li> }
    });
    // Of somebody of whom not all is known, only what is bad enough already is worth a number.
    let easiest = attack.tellers.first().filter(|_| attack.unknown == 0 || attack.is_unsafe());
    let easiest = easiest.map(|odds| view! { <p>{words::easiest(language, odds.one_in())}</p> });
    view! {
        <div class="notice" data-kind=kind id="odds"><h2>{heading}</h2>
            <p>{words::lead(language)}</p>{unknown}{easiest}
            <details><summary>{words::each(language)}</summary><ol>{each.collect_view()}</ol></details></div>
    }
    .into_any()
}

/// The same for whoever reads no story: of somebody who hides among too few only that she does.
pub(super) fn hardly_any(language: PageLanguage, attack: &Attack) -> AnyView {
    if attack.is_unsafe() {
        return view! { <div class="notice" data-kind="warning" id="odds"><h2>{words::too_easy(language, K)}</h2></div> }
            .into_any();
    }
    odds(language, attack)
}

/// The hidden numbers that several tables tell together; nothing where there are none.
pub(super) fn told(language: PageLanguage, all: &[Told]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let numbers = all.iter().filter_map(|one| match one {
        Told::Number { caption, row, column } => Some(format!("{caption} · {row} · {column}")),
        Told::Contradiction { .. } => None,
    });
    let contradictions = all.iter().filter_map(|one| match one {
        Told::Contradiction { caption } => Some(caption.clone()),
        Told::Number { .. } => None,
    });
    let list = |heading: &'static str, rows: Vec<String>| {
        let rows: Vec<AnyView> = rows
            .into_iter()
            .map(|row| view! { <li><bdi>{row}</bdi></li> }.into_any())
            .collect();
        (!rows.is_empty()).then(|| view! { <h2>{heading}</h2><ul>{rows}</ul> })
    };
    view! {
        <div class="notice" data-kind="warning" id="told">
            {list(words::told(language), numbers.collect())}
            {list(words::contradiction(language), contradictions.collect())}
            <p>{words::told_hint(language)}</p></div>
    }
    .into_any()
}
