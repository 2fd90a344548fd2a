//! Criteria with their weights: as a chair types them, five lines, as many as are needed; and as they are listed.

use crate::form::{FormState, Typed};
use crate::panels::sentence;
use crate::words::{panel_console as words, panel_record as record};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::panel::{Criterion, Scale};

/// Criteria as a record and a story's page list them.
pub(super) fn listed(language: PageLanguage, criteria: &[Criterion]) -> AnyView {
    let rows = criteria.iter().map(|one| {
        let weight = one
            .weight()
            .map(|weight| view! { " · "<bdi>{record::weighs(language, weight)}</bdi> });
        view! { <li><bdi>{one.name().to_owned()}</bdi>{weight}</li> }
    });
    view! { <ul>{rows.collect_view()}</ul> }.into_any()
}

/// The lines, with what was typed or else what is kept.
pub(super) fn rows(language: PageLanguage, form: &FormState, kept: &[Criterion]) -> AnyView {
    let error = form.error("criterion");
    let (typed_names, typed_weights) = (form.typed.all("criterion"), form.typed.all("weight"));
    let lines = (0..Scale::CRITERIA).map(|index| {
        let saved = kept.get(index);
        let typed = |all: &[String]| (!typed_names.is_empty()).then(|| all.get(index).cloned().unwrap_or_default());
        let name = typed(&typed_names).unwrap_or_else(|| saved.map(|one| one.name().to_owned()).unwrap_or_default());
        let weight = typed(&typed_weights).unwrap_or_else(|| {
            let weight = saved.and_then(Criterion::weight);
            weight.map(|weight| weight.to_string()).unwrap_or_default()
        });
        let (name_id, weight_id) = match index {
            0 => ("criterion".to_owned(), "weight".to_owned()),
            _ => (format!("criterion-{index}"), format!("weight-{index}")),
        };
        view! {
            <li class="cluster">
                <div class="field"><label for=name_id.clone()>{words::criterion(language)}</label>
                    <input id=name_id name="criterion" dir="auto" autocomplete="off" value=name/></div>
                <div class="field" data-size="short"><label for=weight_id.clone()>{words::weight(language)}</label>
                    <input id=weight_id name="weight" type="number" min="1" max="100" autocomplete="off" value=weight/></div>
            </li>
        }
    });
    view! {
        {error.map(|error| view! { <p class="field-error" id="criterion-error">{error}</p> })}
        <ol class="stack">{lines.collect_view()}</ol>
    }
    .into_any()
}

/// The criteria that were typed, or the field that is wrong and why.
pub(super) fn parse(language: PageLanguage, typed: &Typed) -> Result<Vec<Criterion>, (&'static str, String)> {
    let rows = typed.all("criterion").into_iter().zip(typed.all("weight"));
    let named = rows.filter(|(name, weight)| !name.is_empty() || !weight.is_empty());
    named
        .map(|(name, weight)| {
            let weight = match weight.as_str() {
                "" => None,
                // What is no number is out of bounds, too.
                digits => Some(digits.parse().unwrap_or(0)),
            };
            Criterion::new(&name, weight).map_err(|refused| ("criterion", sentence(language, &refused)))
        })
        .collect()
}
