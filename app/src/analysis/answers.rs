//! Answers to the extra questions, counted by site or by period, with the same as a file.

use super::{group_name, plain, tabs};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::select::select;
use crate::refusal;
use crate::request::Caller;
use crate::words::{analysis as words, questions};
use archive::Archive;
use archive::desk::analysis::{AnswersTo, By, Cell, TableFormat, Told};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use method::figures::Printable;
use method::language::PageLanguage;
use method::questionnaire::{Counted, Of};

/// By what answers are counted.
const BY: [By; 2] = [By::Site, By::Round];
/// The files: name, format, type.
const FILES: [(&str, TableFormat, &str); 2] = [
    (
        "answers.xlsx",
        TableFormat::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("answers.csv", TableFormat::Csv, "text/csv; charset=utf-8"),
];

fn by(query: Vec<(String, String)>) -> By {
    let asked = By::named(&Typed::new(query).get("by"));
    asked.filter(|by| BY.contains(by)).unwrap_or_default()
}

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let (language, by) = (caller.language(), by(query));
    let told = match archive.analysis().answers(&caller.actor, caller.programme, by).await {
        Ok(told) => told,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::answers(language), words::answers_lead(language)).wide();
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if told.questions.is_empty() {
            view! { <div class="empty"><h2>{words::no_questions(language)}</h2><p>{words::no_questions_hint(language)}</p></div> }.into_any()
        } else {
            let tables = told
                .questions
                .iter()
                .enumerate()
                .map(|one| table(language, &told, one))
                .collect_view();
            view! { {choice(language, by)}{tables}{files(language, by)} }.into_any()
        };
        view! { {tabs(language, "/analysis/answers")}{shown} }.into_any()
    })
}

fn choice(language: PageLanguage, by: By) -> AnyView {
    let form = FormState::new(Typed::filled([("by", by.name().to_owned())]));
    let name = |by| match by {
        By::Round => words::by_round(language),
        _ => words::by_site(language),
    };
    let options = BY.map(|by| (by.name().to_owned(), name(by).to_owned())).to_vec();
    view! {
        <form method="get" action="/analysis/answers" class="filters no-print">
            {select(&form, "by", words::by(language), None, options)}
            <button class="button">{words::show(language)}</button>
        </form>
    }
    .into_any()
}

fn files(language: PageLanguage, by: By) -> AnyView {
    let links = FILES.map(|(name, format, _)| {
        let words = match format {
            TableFormat::Xlsx => words::as_xlsx(language),
            TableFormat::Csv => words::as_csv(language),
        };
        view! { <a class="button" href=format!("/analysis/answers/{name}?by={}", by.name())>{words}</a> }
    });
    view! { <div class="actions no-print">{links.into_iter().collect_view()}</div> }.into_any()
}

/// One question. A row in which nobody stands is left out: that it is empty is known.
fn table(language: PageLanguage, told: &Told, (number, one): (usize, &AnswersTo)) -> AnyView {
    let asked = one.label.get(language).to_owned();
    let domain = one.domain.and_then(|id| told.overview.domain(id));
    let only = domain.map(|domain| questions::only_in(language, domain.label.get(language)));
    let retired = one.is_retired.then(|| words::asked_no_more(language).to_owned());
    let facts = [only, retired].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let facts = (!facts.is_empty()).then(|| view! { <p class="hint">{facts}</p> });
    let Some(rows) = &one.rows else {
        return view! {
            <section class="section"><h2 dir="auto">{asked}</h2>{facts}<p class="hint">{words::in_her_words(language)}</p></section>
        }
        .into_any();
    };
    let id = format!("asked-{number}");
    let heads = told.groups.iter().map(|group| {
        view! { <th scope="col" class="number" dir="auto">{group_name(language, &told.overview, *group)}</th> }
    });
    let rows = rows.iter().filter(|row| !is_empty(row)).map(|row| {
        let cells = numbers(row).map(|number| view! { <td class="number">{plain(language, number)}</td> });
        view! { <tr><th scope="row" dir="auto">{answer(language, &row.of)}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <section class="section"><h2 dir="auto" id=id.clone()>{asked}</h2>{facts}
            <div class="table-frame" role="region" aria-labelledby=id tabindex="0"><table class="table">
                <thead><tr><th scope="col">{words::answer(language)}</th>{heads.collect_view()}
                    <th scope="col" class="number">{words::all(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

/// The numbers of a row, the total last.
fn numbers(row: &Counted) -> impl Iterator<Item = Printable> {
    row.stories.counts.iter().chain([&row.stories.total]).copied()
}

fn is_empty(row: &Counted) -> bool {
    numbers(row).all(|number| number.number() == Some(0))
}

fn answer(language: PageLanguage, of: &Of) -> String {
    match of {
        Of::Option(words) => words.get(language).to_owned(),
        Of::Step(step) => step.to_string(),
        Of::Numbers(None, most) => words::at_most(language, most.unwrap_or_default()),
        Of::Numbers(Some(least), None) => words::at_least(language, least),
        Of::Numbers(Some(least), Some(most)) if least == most => least.to_string(),
        Of::Numbers(Some(least), Some(most)) => words::from_to(language, least, most),
        Of::Year(year) => year.to_string(),
        Of::Before(year) => words::before_year(language, year),
        Of::After(year) => words::after_year(language, year),
        Of::Otherwise => words::otherwise(language).to_owned(),
        Of::None => words::no_answer(language).to_owned(),
    }
}

/// The same as a file: a line for each answer.
pub(crate) async fn file(
    caller: Caller,
    State(archive): State<Archive>,
    Path(name): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let (language, by) = (caller.language(), by(query));
    let Some((name, format, media)) = FILES.into_iter().find(|(one, ..)| *one == name) else {
        return refusal::not_found(language);
    };
    let desk = archive.analysis();
    let told = match desk.answers(&caller.actor, caller.programme, by).await {
        Ok(told) => told,
        Err(error) => return refusal::analysis(language, &error),
    };
    match desk.table_file(&caller.actor, caller.programme, &lines(language, &told), format) {
        Ok(bytes) => {
            let disposition = format!("attachment; filename=\"{name}\"");
            ([(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
        }
        Err(error) => refusal::analysis(language, &error),
    }
}

fn lines(language: PageLanguage, told: &Told) -> Vec<Vec<Cell>> {
    let said = |words: &str| Cell::Words(words.to_owned());
    let head = [words::question(language), words::answer(language)].map(said).into_iter();
    let groups = told
        .groups
        .iter()
        .map(|group| Cell::Words(group_name(language, &told.overview, *group)));
    let mut lines: Vec<Vec<Cell>> = vec![head.chain(groups).chain([said(words::all(language))]).collect()];
    for one in &told.questions {
        for row in one.rows.iter().flatten().filter(|row| !is_empty(row)) {
            let first = [said(one.label.get(language)), Cell::Words(answer(language, &row.of))];
            let cells = numbers(row).map(|number| number.number().map_or_else(|| said(&number.to_string()), Cell::Number));
            lines.push(first.into_iter().chain(cells).collect());
        }
    }
    lines
}
