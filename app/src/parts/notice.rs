//! What a page says before anything else: that something was refused, or done, or must be known.

use crate::form::FormState;
use leptos::prelude::*;

/// The list of what is wrong with a form, each linked to its field. Nothing for a form that is fine.
pub(crate) fn refused(form: &FormState, heading: &'static str) -> AnyView {
    if !form.is_refused() {
        return ().into_any();
    }
    let rows = form
        .errors()
        .iter()
        .map(|(field, sentence)| view! { <li><a href=format!("#{field}")>{sentence.clone()}</a></li> });
    view! {
        <div class="notice" data-kind="refused" role="alert" tabindex="-1"><h2>{heading}</h2><ul>{rows.collect_view()}</ul></div>
    }
    .into_any()
}

/// A sentence that must be known.
pub(crate) fn warning(sentence: &'static str) -> AnyView {
    view! { <div class="notice" data-kind="warning"><p>{sentence}</p></div> }.into_any()
}
