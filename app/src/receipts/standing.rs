//! How it stands with her story, and what she can decide now.

use super::sign;
use crate::form::FormState;
use crate::parts::day::{day, spelled};
use crate::stories::{consent, purpose_label};
use crate::words::receipts as words;
use archive::desk::receipts::{Hearing, Standing};
use leptos::prelude::*;
use method::consent::{Allowed, Purpose};
use method::language::PageLanguage;

/// The whole of it. `action` is the page's own address; alone she can take back and withdraw, not agree.
pub(super) fn shown(
    language: PageLanguage,
    standing: &Standing,
    form: &FormState,
    action: &'static str,
    alone: bool,
) -> AnyView {
    let Standing::Kept {
        told_on,
        is_read_back,
        hearings,
        briefs,
        purposes,
    } = standing
    else {
        return view! { <div class="notice" role="status"><p>{words::was_withdrawn(language)}</p></div> }.into_any();
    };
    let read_back = if *is_read_back {
        words::yes(language)
    } else {
        words::not_yet(language)
    };
    let heard = hearings.iter().map(|one| view! { <li>{hearing(language, *one)}</li> });
    let heard = if hearings.is_empty() {
        view! { {words::no_panel(language)} }.into_any()
    } else {
        view! { <ul>{heard.collect_view()}</ul> }.into_any()
    };
    let rows = purposes.map(|(purpose, allowed)| decision(language, purpose, allowed, form, action, alone));
    view! {
        <section class="card stack">
            <dl class="facts">
                <div><dt>{words::told(language)}</dt><dd>{day(language, *told_on)}</dd></div>
                <div><dt>{words::heard_back(language)}</dt><dd>{read_back}</dd></div>
                <div><dt>{words::panels(language)}</dt><dd>{heard}</dd></div>
                <div><dt>{words::briefs(language)}</dt><dd>{*briefs}</dd></div>
            </dl>
        </section>
        <section class="card stack"><h2>{words::decides(language)}</h2>
            {rows.into_iter().collect_view()}
        </section>
        <details class="card stack"><summary>{words::withdraw(language)}</summary>
            <p>{words::withdraw_hint(language)}</p>
            <form method="post" action=action class="actions">
                {sign::carried(&form.typed)}
                <button class="button" data-kind="danger" name="step" value="withdraw">{words::withdraw_sure(language)}</button>
            </form>
        </details>
    }
    .into_any()
}

fn hearing(language: PageLanguage, one: Hearing) -> String {
    let day = spelled(language, one.day);
    match (one.is_national, one.is_chosen) {
        (false, true) => words::clinic_chose(language, day),
        (false, false) => words::clinic_heard(language, day),
        (true, true) => words::national_chose(language, day),
        (true, false) => words::national_heard(language, day),
    }
}

fn decision(
    language: PageLanguage,
    purpose: Purpose,
    allowed: Allowed,
    form: &FormState,
    action: &'static str,
    alone: bool,
) -> AnyView {
    let (number, label) = (purpose.number(), purpose_label(language, purpose));
    let is_asked = form.typed.get("step") == format!("agree-{number}");
    let unsaid = FormState::default();
    let form_here = if is_asked { form } else { &unsaid };
    let button = if allowed.is_yes() {
        Some(
            view! {
                <form method="post" action=action>
                    {sign::carried(&form.typed)}
                    <button class="button" data-kind="quiet" name="step" value=format!("back-{number}")>
                        {words::take_back(language)}<span class="visually-hidden">" "{label.clone()}</span>
                    </button>
                </form>
            }
            .into_any(),
        )
    } else if alone {
        None
    } else {
        Some(view! {
            <details class="more" open=is_asked><summary>{words::agree(language)}<span class="visually-hidden">" "{label.clone()}</span></summary>
                <form method="post" action=action class="stack">
                    {sign::carried(&form.typed)}
                    {until(language, form_here, number)}
                    <button class="button" name="step" value=format!("agree-{number}")>{words::agree(language)}</button>
                </form>
            </details>
        }
        .into_any())
    };
    view! { <div class="stack"><p>{label.clone()}" "{consent::badge(language, allowed)}</p>{button}</div> }.into_any()
}

/// The day until when: one of nine such fields on the page, each with an id of its own.
fn until(language: PageLanguage, form: &FormState, number: usize) -> AnyView {
    let error = form.error("until");
    let (id, error_id) = (format!("until-{number}"), format!("until-{number}-error"));
    let invalid = error.is_some();
    view! {
        <div class="field" data-size="short" data-invalid=invalid>
            <label for=id.clone()>{words::until(language)}</label>
            {error.map(|error| view! { <p class="field-error" id=error_id.clone()>{error}</p> })}
            <input type="date" id=id name="until" value=form.typed.get("until") autocomplete="off"
                aria-describedby=invalid.then_some(error_id) aria-invalid=invalid.then_some("true")/>
        </div>
    }
    .into_any()
}
