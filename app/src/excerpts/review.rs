//! What a reviewer needs beside the two texts: each replacement with its reason, the saves before, and the details that only
//! those who were there would know.

use super::kind_label;
use crate::form::FormState;
use crate::parts::day;
use crate::parts::field::{Kind, field};
use crate::words::review as words;
use archive::desk::excerpts::{MarkedDetail, Seen, SeenTurn};
use leptos::prelude::*;
use method::anonymise::recognisable::Detail;
use method::excerpt::{FlagRefused, OMISSION, Reason, ReplacementKind};
use method::language::PageLanguage;

/// Why words were replaced.
pub(super) fn reason(language: PageLanguage, reason: Reason) -> &'static str {
    match reason {
        Reason::Register => words::register(language),
        Reason::Pattern => words::pattern(language),
        Reason::Checksum => words::checksum(language),
        Reason::List => words::list(language),
        Reason::Added => words::added(language),
        Reason::Context => words::context(language),
        Reason::Shape => words::shape(language),
        Reason::Again => words::again(language),
        Reason::Hand => words::hand(language),
    }
}

/// Each replacement with its reason, and the saves before.
pub(super) fn replacements(language: PageLanguage, seen: &Seen) -> AnyView {
    let Some((newest, earlier)) = seen.turns.split_first() else {
        return ().into_any();
    };
    let earlier = (!earlier.is_empty()).then(|| {
        let turns = earlier.iter().map(|turn| {
            view! { <h3><bdi>{turn.by.clone()}</bdi>" · "{day::moment(language, turn.at)}</h3>{table(language, seen, turn)} }
        });
        view! { <details><summary>{words::earlier(language, earlier.len())}</summary>{turns.collect_view()}</details> }
    });
    view! { <section class="section" id="replacements"><h2>{words::replacements(language)}</h2>{table(language, seen, newest)}{earlier}</section> }
        .into_any()
}

fn table(language: PageLanguage, seen: &Seen, turn: &SeenTurn) -> AnyView {
    if turn.made.is_empty() {
        return view! { <p>{words::nothing_replaced(language)}</p> }.into_any();
    }
    let tag = seen.listed.language.tag();
    let rows = turn.made.iter().map(|(was, one, why)| {
        let shown = if one.kind == ReplacementKind::Omission {
            OMISSION.to_owned()
        } else {
            format!("[{}]", one.with)
        };
        let kind = match one.kind {
            ReplacementKind::Identifier(kind) => kind_label(language, kind),
            ReplacementKind::Detail => words::detail(language),
            ReplacementKind::Omission => words::omission(language),
        };
        view! {
            <tr><th scope="row"><bdi lang=tag>{was.clone()}</bdi></th><td><bdi lang=tag>{shown}</bdi></td>
                <td>{kind}</td><td>{reason(language, *why)}</td></tr>
        }
    });
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=words::replacements(language)><table class="table">
            <thead><tr><th scope="col">{words::said(language)}</th><th scope="col">{words::shown(language)}</th>
                <th scope="col">{words::kind(language)}</th><th scope="col">{words::why(language)}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}

/// The details that only those who were there would know: those that are marked, those that may be marked.
pub(super) fn details(language: PageLanguage, seen: &Seen, form: &FormState) -> AnyView {
    let link = format!("/excerpts/{}", seen.listed.id);
    let tag = seen.listed.language.tag();
    let marked = seen.marked.iter().enumerate().map(|(place, one)| {
        view! { <li><p><mark class="identifier" lang=tag dir="auto">{one.words.clone()}</mark>" "{state(language, one)}</p>{answers(language, seen, form, one, place)}</li> }
    });
    let marked = (!seen.marked.is_empty()).then(|| view! { <ul class="timeline">{marked.collect_view()}</ul> });
    let may_mark = !seen.listed.stage.is_approved();
    let hints = seen.hints.iter().filter(|_| may_mark).map(|(said, what)| {
        view! {
            <li><form method="post" action=link.clone()>
                <input type="hidden" name="version" value=seen.version.to_string()/>
                <input type="hidden" name="detail" value=said.clone()/>
                <p><bdi lang=tag>{said.clone()}</bdi>" · "{what_detail(language, *what)}</p>
                <button class="button" data-kind="quiet" name="step" value="mark">{words::mark(language)}
                    <span class="visually-hidden">" "<bdi lang=tag>{said.clone()}</bdi></span></button>
            </form></li>
        }
    });
    let hints: Vec<_> = hints.collect();
    let hints = (!hints.is_empty()).then(|| view! { <h3>{words::hints(language)}</h3><ul class="timeline">{hints}</ul> });
    let own = may_mark.then(|| {
        view! {
            <form method="post" action=link.clone() class="stack">
                <input type="hidden" name="version" value=seen.version.to_string()/>
                {field(form, "detail", Kind::Text, words::detail_words(language), Some(words::detail_hint(language)))}
                <div class="actions"><button class="button" name="step" value="mark">{words::mark(language)}</button></div>
            </form>
        }
    });
    let error = form.error("marked").map(|error| view! { <p class="field-error">{error}</p> });
    view! {
        <section class="section stack" id="marked"><h2>{words::details(language)}</h2><p>{words::details_lead(language)}</p>
            {error}{marked}{hints}{own}</section>
    }
    .into_any()
}

fn state(language: PageLanguage, one: &MarkedDetail) -> AnyView {
    let (kind, said) = match (&one.released, one.is_blurred) {
        (_, true) => ("done", words::blurred(language)),
        (Some(_), false) => ("done", words::released(language)),
        (None, false) => ("refused", words::stands(language)),
    };
    let why = one
        .released
        .clone()
        .map(|(by, why)| view! { <span class="hint"><bdi>{by}</bdi>" : "<bdi>{why}</bdi></span> });
    view! { <span class="badge" data-kind=kind>{said}</span>" "<span class="hint">{words::marked_by(language)}" "<bdi>{one.by.clone()}</bdi></span>" "{why} }
        .into_any()
}

/// What the reader can do about a mark: take it back if it is hers, say why the detail may stay if it is another's.
fn answers(language: PageLanguage, seen: &Seen, form: &FormState, one: &MarkedDetail, place: usize) -> AnyView {
    if seen.listed.stage.is_approved() || (one.is_blurred && !one.is_own) || (one.released.is_some() && !one.is_own) {
        return ().into_any();
    }
    let link = format!("/excerpts/{}", seen.listed.id);
    let hidden = view! {
        <input type="hidden" name="version" value=seen.version.to_string()/>
        <input type="hidden" name="which" value=place.to_string()/>
    };
    if one.is_own {
        return view! { <form method="post" action=link>{hidden}<button class="button" data-kind="quiet" name="step" value="unmark">{words::unmark(language)}</button></form> }
            .into_any();
    }
    let id = format!("stay-{place}");
    let typed = (form.typed.get("which") == place.to_string()).then(|| form.typed.get("stay"));
    let is_wrong = typed.is_some() && form.is_refused();
    view! {
        <form method="post" action=link class="stack">{hidden}
            <div class="field" data-invalid=is_wrong><label for=id.clone()>{words::why_stay(language)}</label>
                <input id=id name="stay" value=typed dir="auto" autocomplete="off" aria-invalid=is_wrong.then_some("true")/></div>
            <div class="actions"><button class="button" name="step" value="release">{words::release(language)}</button></div>
        </form>
    }
    .into_any()
}

fn what_detail(language: PageLanguage, what: Detail) -> &'static str {
    match what {
        Detail::Speech => words::speech(language),
        Detail::Money => words::money(language),
        Detail::Weapon => words::weapon(language),
        Detail::Hour => words::hour(language),
    }
}

/// Why a mark is not set or answered: a field and the sentence beside it.
pub(super) fn wrong(language: PageLanguage, why: FlagRefused) -> (&'static str, &'static str) {
    match why {
        FlagRefused::NotThere => ("detail", words::not_there(language)),
        FlagRefused::TooMany => ("detail", words::too_many(language)),
        FlagRefused::NoSuchFlag => ("marked", words::no_such(language)),
        FlagRefused::Approved => ("marked", words::is_approved(language)),
        FlagRefused::SamePerson => ("marked", words::same_person(language)),
        FlagRefused::NotHers => ("marked", words::not_hers(language)),
        FlagRefused::NoReason => ("marked", words::no_reason(language)),
        FlagRefused::ReasonTooLong => ("marked", words::reason_too_long(language)),
    }
}
