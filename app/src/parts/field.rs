//! A field with its label, hint and error; cards to choose from; a hidden answer. Each keeps what was typed.

use crate::form::FormState;
use leptos::prelude::*;

/// What a field is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Password,
    Date,
    /// A count.
    Number,
    /// A whole number, also below none.
    Whole,
    /// Several lines.
    Long,
    /// The story's own field.
    Story,
}

/// A field. `id` and `name` are the same.
pub(crate) fn field(form: &FormState, name: &str, kind: Kind, label: &str, hint: Option<&str>) -> AnyView {
    let value = if kind == Kind::Password {
        String::new()
    } else {
        form.typed.get(name)
    };
    let error = form.error(name);
    let invalid = error.is_some();
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = [hint.map(|_| hint_id.clone()), error.as_ref().map(|_| error_id.clone())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let described = (!described.is_empty()).then_some(described);
    let size = match kind {
        Kind::Date | Kind::Number | Kind::Whole => Some("short"),
        Kind::Story => Some("story"),
        _ => None,
    };
    let (id, label, hint) = (name.to_owned(), label.to_owned(), hint.map(str::to_owned));
    let control = match kind {
        Kind::Long | Kind::Story => view! {
            <textarea id=id.clone() name=id.clone() dir="auto" rows="5" autocomplete="off" spellcheck="false" aria-describedby=described
                aria-invalid=invalid.then_some("true") inner_html=textarea_content(&value)></textarea>
        }
        .into_any(),
        _ => view! {
            <input id=id.clone() name=id.clone() type=input_type(kind) value=value dir="auto" autocomplete=autocomplete(name, kind) spellcheck="false"
                autocapitalize="off" min=(kind == Kind::Number).then_some("0") aria-describedby=described aria-invalid=invalid.then_some("true")/>
        }
        .into_any(),
    };
    view! {
        <div class="field" data-invalid=invalid data-size=size>
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            {control}
        </div>
    }
    .into_any()
}

/// A field for the file of a form; `accept` are the endings that a browser offers.
pub(crate) fn file(form: &FormState, label: &str, hint: &str, accept: &'static str) -> AnyView {
    let error = form.error("file");
    let invalid = error.is_some();
    let described = if invalid { "file-hint file-error" } else { "file-hint" };
    let (label, hint) = (label.to_owned(), hint.to_owned());
    view! {
        <div class="field" data-invalid=invalid>
            <label for="file">{label}</label>
            <p class="hint" id="file-hint">{hint}</p>
            {error.map(|error| view! { <p class="field-error" id="file-error">{error}</p> })}
            <input type="file" id="file" name="file" accept=accept aria-describedby=described aria-invalid=invalid.then_some("true")/>
        </div>
    }
    .into_any()
}

/// Cards of which one is chosen: value and words.
pub(crate) fn choices(
    form: &FormState,
    name: &'static str,
    legend: &'static str,
    options: Vec<(String, String)>,
    in_a_row: bool,
) -> AnyView {
    opening(form, name, legend, options, in_a_row, &[])
}

/// As [`choices`]; what follows on the page with the class `opened` is seen only while one of the answers `opens` is chosen. No script
/// is needed for it.
pub(crate) fn opening(
    form: &FormState,
    name: &'static str,
    legend: &'static str,
    options: Vec<(String, String)>,
    in_a_row: bool,
    opens: &'static [&'static str],
) -> AnyView {
    let chosen = form.typed.get(name);
    let error = form.error(name);
    let invalid = error.is_some();
    let error_id = format!("{name}-error");
    let described = invalid.then(|| error_id.clone());
    let cards = options.into_iter().enumerate().map(|(index, (value, words))| {
        let id = (index == 0).then_some(name);
        let checked = value == chosen;
        let opens = opens.contains(&value.as_str()).then_some("");
        view! {
            <label class="choice">
                <input type="radio" id=id name=name value=value checked=checked data-opens=opens/>
                <span class="choice-text" dir="auto">{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices" data-invalid=invalid data-flow=in_a_row.then_some("row") aria-describedby=described>
            <legend>{legend}</legend>
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            {cards.collect_view()}
        </fieldset>
    }
    .into_any()
}

const fn input_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Password => "password",
        Kind::Date => "date",
        Kind::Number | Kind::Whole => "number",
        _ => "text",
    }
}

fn autocomplete(name: &str, kind: Kind) -> &'static str {
    match (name, kind) {
        ("login", _) => "username",
        ("password", Kind::Password) => "current-password",
        (_, Kind::Password) => "new-password",
        _ => "off",
    }
}

/// Text for inside a `<textarea>`; the first line end is the parser's own and would be eaten.
pub(crate) fn textarea_content(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use super::textarea_content;

    #[test]
    fn a_text_cannot_leave_its_field() {
        assert_eq!(textarea_content("</textarea><b>&"), "\n&lt;/textarea>&lt;b>&amp;");
    }
}
