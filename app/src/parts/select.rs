//! A field with one answer out of many: too many for cards.

use crate::form::FormState;
use leptos::prelude::*;

/// A list to choose from: value and words. `id` and `name` are the same.
pub(crate) fn select(
    form: &FormState,
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    options: Vec<(String, String)>,
) -> AnyView {
    let chosen = form.typed.get(name);
    let error = form.error(name);
    let invalid = error.is_some();
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = [hint.map(|_| hint_id.clone()), error.as_ref().map(|_| error_id.clone())];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let described = (!described.is_empty()).then_some(described);
    view! {
        <div class="field" data-invalid=invalid>
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            <select id=name name=name aria-describedby=described aria-invalid=invalid.then_some("true")>
                {choices_of(options, &chosen)}
            </select>
        </div>
    }
    .into_any()
}

/// The options of a list, one of them chosen.
pub(crate) fn choices_of(options: Vec<(String, String)>, chosen: &str) -> AnyView {
    let options = options.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    });
    options.collect_view().into_any()
}
