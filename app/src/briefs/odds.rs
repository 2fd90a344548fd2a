//! What else the release of a brief must know: how often a colleague who reads it would guess right who speaks in it, and which
//! hidden numbers its tables tell beside those that went out before.

use crate::words::odds as words;
use archive::desk::briefs::Told;
use leptos::prelude::*;
use method::anonymise::intruder::Attack;
use method::language::PageLanguage;

/// The odds over all, and of each quotation; nothing for a brief that quotes nobody.
pub(super) fn odds(language: PageLanguage, attack: &Attack) -> AnyView {
    let Some(over_all) = attack.over_all() else {
        return ().into_any();
    };
    let kind = attack.is_unsafe().then_some("warning");
    let each = attack.quotations.iter().enumerate().map(|(place, odds)| {
        view! { <li>{words::quotation(language, odds.one_in(), place + 1)}</li> }
    });
    let easiest = attack
        .tellers
        .first()
        .map(|odds| view! { <p>{words::easiest(language, odds.one_in())}</p> });
    view! {
        <div class="notice" data-kind=kind id="odds"><h2>{words::over_all(language, over_all.one_in())}</h2>
            <p>{words::lead(language)}</p>{easiest}
            <details><summary>{words::each(language)}</summary><ol>{each.collect_view()}</ol></details></div>
    }
    .into_any()
}

/// The hidden numbers that several tables tell together; nothing where there are none.
pub(super) fn told(language: PageLanguage, all: &[Told]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.iter().map(|one| {
        let cell = format!("{} · {} · {}", one.caption, one.row, one.column);
        view! { <li><bdi>{cell}</bdi></li> }
    });
    view! {
        <div class="notice" data-kind="warning" id="told"><h2>{words::told(language)}</h2>
            <p>{words::told_hint(language)}</p><ul>{rows.collect_view()}</ul></div>
    }
    .into_any()
}
