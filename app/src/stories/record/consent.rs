//! Consent where a story is recorded: each purpose with its picture and the sentence that is read aloud, each no until she says yes,
//! each with a last day of its own if she wants.

use super::aloud::{self, Aloud};
use crate::form::FormState;
use crate::parts::field::{Kind, field};
use crate::stories::{purpose_label, talk};
use crate::words::{consent as purposes, talk as words};
use leptos::prelude::*;
use method::consent::Purpose;
use method::language::PageLanguage;
use method::recording::{purpose_field, until_field};
use method::sound::Passage;

/// The section of the form.
pub(super) fn section(language: PageLanguage, form: &FormState, heard: &Aloud) -> AnyView {
    let rows = Purpose::ALL.map(|purpose| row(language, form, purpose, heard));
    view! {
        <section class="section stack" id="consent"><h2>{purposes::title(language)}</h2>
            {talk::about_her(language, form)}
            <p>{purposes::script(language)}</p>
            <p class="hint">{aloud::said(language, Passage::Opening)}</p>
            {heard.view(language, Passage::Opening)}
            {rows.into_iter().collect_view()}
            {talk::understood(language, form)}
            {field(form, "until", Kind::Date, purposes::until(language), Some(purposes::until_hint(language)))}
        </section>
    }
    .into_any()
}

fn row(language: PageLanguage, form: &FormState, purpose: Purpose, heard: &Aloud) -> AnyView {
    let name = purpose_field(purpose);
    let said = form.typed.get(name);
    let (yes, later) = (said == "yes", said == "later");
    let names_readers = purpose == Purpose::AdvocacyBrief;
    let opens = names_readers.then_some("");
    let error = form.error(name);
    let invalid = error.is_some();
    let (said, outline) = talk::told(language, purpose);
    view! {
        <fieldset class="choices consent" data-flow="row" data-invalid=invalid>
            <legend>
                <svg class="picture" viewBox="0 0 48 48" aria-hidden="true"><path d=outline/></svg>
                {purpose_label(language, purpose)}<br/><span class="hint">{said}</span>
            </legend>
            {heard.view(language, Passage::Purpose(purpose))}
            {error.map(|error| view! { <p class="field-error">{error}</p> })}
            <label class="choice"><input type="radio" id=name name=name value="no" checked=!yes && !later/><span class="choice-text">{purposes::no(language)}</span></label>
            <label class="choice"><input type="radio" name=name value="yes" checked=yes data-opens=opens/><span class="choice-text">{purposes::yes(language)}</span></label>
            <label class="choice"><input type="radio" name=name value="later" checked=later/><span class="choice-text">{purposes::later(language)}</span></label>
            {own_day(language, form, purpose)}
        </fieldset>
        {names_readers.then(|| view! { <div class="opened">{talk::classes(language, form)}</div> })}
    }
    .into_any()
}

/// A last day for this purpose alone, folded away until somebody wants one.
fn own_day(language: PageLanguage, form: &FormState, purpose: Purpose) -> AnyView {
    let name = until_field(purpose);
    let (value, error) = (form.typed.get(name), form.error(name));
    let is_open = !value.is_empty() || error.is_some();
    let (hint, invalid) = (format!("{name}-hint"), error.is_some());
    let lifetime = purpose.lifetime();
    view! {
        <details class="more" open=is_open><summary>{words::own_until(language)}</summary>
            <div class="field" data-size="short" data-invalid=invalid>
                <label for=name class="visually-hidden">{words::own_until(language)}</label>
                <p class="hint" id=hint.clone()>{words::own_until_hint(language, lifetime.longest, lifetime.shipped)}</p>
                {error.map(|error| view! { <p class="field-error">{error}</p> })}
                <input type="date" id=name name=name value=value autocomplete="off" aria-describedby=hint aria-invalid=invalid.then_some("true")/>
            </div>
        </details>
    }
    .into_any()
}
