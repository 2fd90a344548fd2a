//! How it stands with her story, and what she can decide now.

use super::sign;
use crate::briefs::addressee;
use crate::form::FormState;
use crate::parts::day::{day, spelled};
use crate::stories::talk::{self as asked, named, teach_backs};
use crate::stories::{consent, purpose_label};
use crate::words::{receipts as words, talk};
use archive::desk::receipts::{Hearing, Reached, Sent, Standing};
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
        reached: went,
        purposes,
        classes,
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
    let readers = classes.as_ref().map(|classes| named(language, classes));
    let rows = purposes.iter().map(|&(purpose, allowed)| {
        let readers = readers
            .clone()
            .filter(|_| purpose == Purpose::AdvocacyBrief && allowed.is_yes());
        decision(language, (purpose, allowed, readers), form, action, alone)
    });
    view! {
        <section class="card stack">
            <dl class="facts">
                <div><dt>{words::told(language)}</dt><dd>{day(language, *told_on)}</dd></div>
                <div><dt>{words::heard_back(language)}</dt><dd>{read_back}</dd></div>
                <div><dt>{words::panels(language)}</dt><dd>{heard}</dd></div>
                <div><dt>{words::briefs(language)}</dt><dd>{reached(language, went)}</dd></div>
            </dl>
        </section>
        <section class="card stack"><h2>{words::decides(language)}</h2>
            {rows.collect_view()}
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

/// Where her words went: each brief, for the worker to say; alone only how many and to whom.
fn reached(language: PageLanguage, reached: &Reached) -> AnyView {
    match reached {
        Reached::Each(all) if !all.is_empty() => {
            let rows = all.iter().map(|one| view! { <li>{sent(language, *one)}</li> });
            view! { <ul>{rows.collect_view()}</ul> }.into_any()
        }
        Reached::Counted { briefs, to } if *briefs > 0 => {
            let readers = to.iter().map(|class| addressee(language, *class).1.to_owned());
            let readers = readers
                .reduce(|first, second| words::and(language, first, second))
                .unwrap_or_default();
            view! { {words::counted(language, briefs, readers)} }.into_any()
        }
        _ => view! { {words::nothing_out(language)} }.into_any(),
    }
}

fn sent(language: PageLanguage, one: Sent) -> String {
    let (_, to) = addressee(language, one.to);
    words::sent(language, spelled(language, one.day), one.excerpts, to)
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
    (purpose, allowed, readers): (Purpose, Allowed, Option<String>),
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
                    {(purpose == Purpose::AdvocacyBrief).then(|| asked::classes(language, form_here))}
                    {understood(language, form_here, number)}
                    <button class="button" name="step" value=format!("agree-{number}")>{words::agree(language)}</button>
                </form>
            </details>
        }
        .into_any())
    };
    let readers = readers.map(|readers| view! { <p class="hint">{readers}</p> });
    view! { <div class="stack"><p>{label.clone()}" "{consent::badge(language, allowed)}</p>{readers}{button}</div> }
        .into_any()
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

/// Whether she understood, and before whom she says it; nine times on the page as well.
fn understood(language: PageLanguage, form: &FormState, number: usize) -> AnyView {
    let said = form.typed.get("teach_back");
    let wrong = |name: &str| form.error(name).map(|error| view! { <p class="field-error">{error}</p> });
    let cards = teach_backs(language).into_iter().map(|(value, words)| {
        let checked = value == said;
        view! {
            <label class="choice"><input type="radio" name="teach_back" value=value checked=checked/>
                <span class="choice-text">{words}</span></label>
        }
    });
    let id = format!("witness-{number}");
    view! {
        <fieldset class="choices" data-flow="row" data-invalid=form.error("teach_back").is_some()>
            <legend>{talk::teach_back(language)}</legend>{wrong("teach_back")}{cards.collect_view()}
        </fieldset>
        <div class="field" data-size="short" data-invalid=form.error("witness").is_some()>
            <label for=id.clone()>{talk::witness(language)}</label>{wrong("witness")}
            <input id=id name="witness" value=form.typed.get("witness") dir="auto" autocomplete="off"/>
        </div>
    }
    .into_any()
}
