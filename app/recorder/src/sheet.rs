//! The form on the page, as a sheet and back.

use crate::page::Done;
use method::recording::Sheet;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

/// All that is filled in.
pub(crate) fn read(form: &HtmlFormElement) -> Done<Sheet> {
    let data = FormData::new_with_form(form)?;
    let mut answers = Vec::new();
    for entry in data.entries() {
        let pair: js_sys::Array = entry?.into();
        if let (Some(name), Some(answer)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            answers.push((name, answer));
        }
    }
    Ok(Sheet::new(answers))
}

/// Fills the form in; a field that comes several times takes its answers in order.
pub(crate) fn fill(form: &HtmlFormElement, sheet: &Sheet) {
    let mut given: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let Ok(fields) = form.query_selector_all("input, textarea, select") else {
        return;
    };
    for at in 0..fields.length() {
        let Some(field) = fields.get(at) else { continue };
        if let Some(text) = field.dyn_ref::<HtmlTextAreaElement>() {
            text.set_value(&sheet.get(&text.name()));
        } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let (name, answers) = (input.name(), sheet.all(&input.name()));
            if matches!(input.type_().as_str(), "radio" | "checkbox") {
                input.set_checked(answers.contains(&input.value()));
            } else {
                let nth = given.entry(name).or_default();
                input.set_value(answers.get(*nth).map_or("", String::as_str));
                *nth += 1;
            }
        } else if let Some(select) = field.dyn_ref::<web_sys::HtmlSelectElement>() {
            select.set_value(&sheet.get(&select.name()));
        }
    }
}
