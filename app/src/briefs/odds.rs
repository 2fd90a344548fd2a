//! How often a colleague who reads a brief would guess right who speaks in it.

use crate::words::odds as words;
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
