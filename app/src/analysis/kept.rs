//! A table of the analysis kept for briefs, as it stands today: small numbers were hidden before, and stay so.

use super::spread::caption;
use super::{coverage, group_name};
use crate::briefs::languages;
use crate::form::{FormState, Typed};
use crate::parts::day::spelled;
use crate::parts::select::select;
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{By, Group, Spread};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::Code;
use method::figures::Printable;
use method::id::CodeId;
use method::indicator::{Grid, HIDDEN, Indicator, Origin};
use method::language::PageLanguage;

pub(crate) async fn keep(caller: Caller, State(archive): State<Archive>, typed: Typed) -> Response {
    let language = caller.language();
    let by = By::named(&typed.get("by")).unwrap_or_default();
    let within = Some(typed.get("within")).filter(|within| !within.is_empty());
    let within = match within.map(|within| within.parse::<Group>()).transpose() {
        Ok(within) => within.filter(|within| within.by() != by),
        Err(_) => return refusal::not_found(language),
    };
    let spread = match archive.analysis().spread(&caller.actor, caller.programme, by, within).await {
        Ok(spread) => spread,
        Err(error) => return refusal::analysis(language, &error),
    };
    let written = PageLanguage::from_tag(&typed.get("language")).unwrap_or(language);
    let below = typed.get("below").parse::<CodeId>().ok();
    let today = spelled(written, archive.now().date_naive());
    let Some(indicator) = table(written, by, &spread, below, today) else {
        return refusal::not_found(language);
    };
    match archive.indicators().add(&caller.actor, caller.programme, indicator).await {
        Ok(id) => Redirect::to(&format!("/indicators/{id}")).into_response(),
        Err(error) => refusal::indicators(language, &error),
    }
}

/// The way to keep what is shown.
pub(super) fn offered(language: PageLanguage, by: By, spread: &Spread) -> AnyView {
    let all = spread.codes.iter().filter_map(|id| spread.book.get(*id));
    let above = all.filter(|code| {
        spread
            .codes
            .iter()
            .filter_map(|id| spread.book.get(*id))
            .any(|one| one.parent == Some(code.id))
    });
    let top = (String::new(), words::topmost(language).to_owned());
    let options = std::iter::once(top)
        .chain(above.map(|code| (code.id.to_string(), words::below_code(language, code.label(language)))))
        .collect();
    let form = FormState::new(Typed::filled([("language", language.tag().to_owned())]));
    let within = spread.within.map(|group| group.to_string()).unwrap_or_default();
    view! {
        <details class="more no-print"><summary>{words::keep(language)}</summary>
            <form method="post" action="/analysis/keep" class="stack">
                <p class="hint">{words::keep_hint(language)}</p>
                <input type="hidden" name="by" value=by.name()/>
                <input type="hidden" name="within" value=within/>
                {select(&form, "below", words::which_codes(language), None, options)}
                {select(&form, "language", words::keep_language(language), None, languages(language))}
                <div class="actions"><button class="button">{words::keep_now(language)}</button></div>
            </form></details>
    }
    .into_any()
}

/// The codes right below one, or the topmost, with how many coded stories of each group bear them. None where no story bears any.
fn table(language: PageLanguage, by: By, spread: &Spread, below: Option<CodeId>, today: String) -> Option<Indicator> {
    let names = spread
        .groups
        .iter()
        .map(|group| group_name(language, &spread.overview, *group));
    let columns: Vec<String> = std::iter::once(words::code(language).to_owned())
        .chain(names)
        .chain([words::total(language).to_owned()])
        .collect();
    let row = |name: &str, counts: &[Printable], total: Printable| {
        let numbers = counts.iter().copied().chain([total]).map(cell);
        std::iter::once(name.to_owned()).chain(numbers).collect::<Vec<_>>()
    };
    let stories = &spread.printed.stories;
    let first = row(words::coded_stories(language), &stories.counts, stories.total);
    let codes = spread.codes.iter().zip(&spread.printed.rows);
    let codes: Vec<_> = codes
        .filter_map(|(id, printed)| Some((spread.book.get(*id)?, printed)))
        .filter(|(code, _)| code.parent == below)
        .map(|(code, printed)| row(code.label(language), &printed.counts, printed.total))
        .collect();
    if codes.is_empty() {
        return None;
    }
    let about = below
        .and_then(|id| spread.book.get(id))
        .map(|code: &Code| format!(" · {}", code.label(language)));
    let said = [caption(language, by, spread), about.unwrap_or_default()].concat();
    Some(Indicator {
        language,
        caption: format!("{said}. {}", coverage(language, &spread.coverage)),
        grid: Grid::new(columns, std::iter::once(first).chain(codes).collect()).ok()?,
        source: words::source(language).to_owned(),
        date: today,
        hides: true,
        because: String::new(),
        origin: Origin::Counted,
    })
}

fn cell(number: Printable) -> String {
    number.number().map_or_else(|| HIDDEN.to_owned(), |number| number.to_string())
}
