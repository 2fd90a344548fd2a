//! How far coders agree, code by code: of all coders, or of two.

use super::{plain, tabs};
use crate::coding::{colour, path};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::select::select;
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{Agreed, CodeAgreement};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::AccountId;
use method::language::PageLanguage;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let form = FormState::new(Typed::new(query));
    let two = two(&form.typed);
    let agreed = match archive.analysis().agreement(&caller.actor, caller.programme, two).await {
        Ok(agreed) => agreed,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).wide();
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if agreed.codes.is_empty() {
            view! { <div class="empty"><h2>{words::no_agreement(language)}</h2><p>{words::no_agreement_hint(language)}</p></div> }.into_any()
        } else {
            view! { {question(language, &form, &agreed)}{table(language, &agreed, two)} }.into_any()
        };
        view! { {tabs(language, "/analysis/agreement")}{shown} }.into_any()
    })
}

/// The two coders that are asked about; none for all.
pub(super) fn two(typed: &Typed) -> Option<[AccountId; 2]> {
    let coder = |name: &str| typed.get(name).parse::<AccountId>().ok();
    coder("one").zip(coder("other")).map(|(one, other)| [one, other])
}

/// Them in an address.
pub(super) fn asked(two: Option<[AccountId; 2]>) -> String {
    two.map(|[one, other]| format!("?one={one}&other={other}"))
        .unwrap_or_default()
}

/// Which coders: nothing to ask where there are only two.
fn question(language: PageLanguage, form: &FormState, agreed: &Agreed) -> AnyView {
    if agreed.coders.len() < 3 {
        let names: Vec<String> = agreed.coders.iter().map(|(_, name)| name.clone()).collect();
        return view! { <p>{words::coders(language)}" "<bdi>{names.join(" · ")}</bdi></p> }.into_any();
    }
    let mut options = vec![(String::new(), words::all_coders(language).to_owned())];
    options.extend(agreed.coders.iter().map(|(id, name)| (id.to_string(), name.clone())));
    view! {
        <form method="get" action="/analysis/agreement" class="filters no-print">
            {select(form, "one", words::coder(language), None, options.clone())}
            {select(form, "other", words::other_coder(language), None, options)}
            <button class="button">{words::show(language)}</button>
        </form>
    }
    .into_any()
}

fn table(language: PageLanguage, agreed: &Agreed, two: Option<[AccountId; 2]>) -> AnyView {
    let rows = agreed.codes.iter().map(|one| row(language, agreed, one, two));
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="agreement" tabindex="0"><table class="table">
                <caption id="agreement">{words::agreement(language)}" "<span class="hint">{words::common_stories(language, agreed.stories)}</span></caption>
                <thead><tr><th scope="col">{words::code(language)}</th><th scope="col" class="number">{words::units(language)}</th>
                    <th scope="col" class="number">{words::alpha(language)}</th><th scope="col" class="number">{words::kappa(language)}</th>
                    <th scope="col" class="number">{words::f_measure(language)}</th><th scope="col" class="number">{words::percent(language)}</th><th scope="col">{words::disagreements(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
            <p class="hint">{words::agreement_hint(language)}</p>
            <p class="hint">{words::hidden_note(language)}</p>
        </section>
    }
    .into_any()
}

fn row(language: PageLanguage, agreed: &Agreed, one: &CodeAgreement, asked_of: Option<[AccountId; 2]>) -> AnyView {
    let two =
        |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| format!("{value:.2}").replace('-', "\u{2212}"));
    let percent = one.percent.map_or_else(|| "—".to_owned(), |value| format!("{value:.0} %"));
    let chip = agreed.book.get(one.code).map(colour);
    let to = format!("/analysis/agreement/{}{}", one.code, asked(asked_of));
    let open = match one.open.number() {
        Some(0) => view! { {words::nothing_open(language)} }.into_any(),
        Some(open) => view! { {words::still_open(language, open)} }.into_any(),
        None => plain(language, one.open),
    };
    view! {
        <tr><th scope="row"><span class="code" data-colour=chip dir="auto">{path(language, &agreed.book, one.code)}</span></th>
            <td class="number">{plain(language, one.units)}</td><td class="number"><bdi>{two(one.alpha)}</bdi></td>
            <td class="number"><bdi>{two(one.kappa)}</bdi></td><td class="number"><bdi>{two(one.f)}</bdi></td>
            <td class="number"><bdi>{percent}</bdi></td><td><a href=to>{open}</a></td></tr>
    }
    .into_any()
}
