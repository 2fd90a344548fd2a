//! The letter that calls a brief back: to be read in each language, taken as a file, and noted once it was sent.

mod letter;

use super::lowered;
use crate::form::{FormState, Typed};
use crate::layout::{Head, LANGUAGES, page};
use crate::parts::day::spelled;
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::parts::paper::{asked, handed};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::recall_letter as words;
use archive::Archive;
use archive::desk::briefs::{BriefsError, Recall};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use letter::worded;
use method::brief::Places;
use method::id::IssueId;
use method::language::PageLanguage;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(issue): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let written = PageLanguage::from_tag(&Typed::new(query).get("in"));
    shown(&caller, &archive, &issue, written, FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(issue): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(id) = issue.parse::<IssueId>() else {
        return refusal::not_found(language);
    };
    let Ok(on) = form.typed.get("on").parse() else {
        return shown(&caller, &archive, &issue, None, form.wrong("on", words::day_needed(language))).await;
    };
    let read: Places = form
        .typed
        .get("places")
        .split(',')
        .filter_map(|place| place.parse().ok())
        .collect();
    let done = archive
        .briefs()
        .recall_sent(&caller.actor, caller.programme, id, on, &read)
        .await;
    let form = match done {
        Ok(()) => return Redirect::to("/recalls").into_response(),
        Err(BriefsError::DayOutside) => form.wrong("on", words::day_outside(language)),
        Err(BriefsError::Conflict) => form.wrong("on", words::changed(language)),
        Err(error) => return refusal::briefs(language, &error),
    };
    shown(&caller, &archive, &issue, None, form).await
}

/// The letter as a file: `fr.pdf`, `ar.md` and the like.
pub(crate) async fn file(
    caller: Caller,
    State(archive): State<Archive>,
    Path((issue, file)): Path<(String, String)>,
) -> Response {
    let language = caller.language();
    let Some((written, format)) = asked(&file) else {
        return refusal::not_found(language);
    };
    let recall = match found(&caller, &archive, &issue).await {
        Ok(recall) => recall,
        Err(answer) => return answer,
    };
    // No word of the title, which stands in the letter alone.
    let name = format!("{}-{file}", recall.issue.name);
    match worded(written, &recall, archive.today()).file(format).await {
        Ok(bytes) => handed(bytes, format, &name),
        Err(error) => refusal::briefs(language, &error.into()),
    }
}

async fn found(caller: &Caller, archive: &Archive, issue: &str) -> Result<Recall, Response> {
    let language = caller.language();
    let id = issue.parse::<IssueId>().map_err(|_| refusal::not_found(language))?;
    let found = archive.briefs().recall(&caller.actor, caller.programme, id).await;
    found.map_err(|error| refusal::briefs(language, &error))
}

async fn shown(caller: &Caller, archive: &Archive, issue: &str, written: Option<PageLanguage>, form: FormState) -> Response {
    let language = caller.language();
    let recall = match found(caller, archive, issue).await {
        Ok(recall) => recall,
        Err(answer) => return answer,
    };
    let today = archive.today();
    let written = written.unwrap_or(recall.issue.language);
    let letter = match worded(written, &recall, today).fragment() {
        Ok(fragment) => lowered(&fragment),
        Err(error) => return refusal::briefs(language, &error.into()),
    };
    let form = form.otherwise("on", today.to_string());
    let head = Head::new(words::page_title(language), words::page_lead(language))
        .narrow()
        .back("/recalls", words::back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        view! {
            <div class="no-print stack">{refused(&form, words::refused(language))}{languages(language, &recall, written)}</div>
            <article class="brief" lang=written.tag() dir=written.dir() inner_html=letter></article>
            {files(&recall, written)}
            {sending(language, &recall, &form)}
        }
        .into_any()
    })
}

fn languages(language: PageLanguage, recall: &Recall, written: PageLanguage) -> AnyView {
    let links = LANGUAGES.map(|(one, _, name)| {
        let link = format!("/recalls/{}?in={}", recall.issue.id, one.tag());
        let current = (one == written).then_some("page");
        view! { <li><a href=link lang=one.tag() hreflang=one.tag() aria-current=current>{name}</a></li> }
    });
    view! { <nav class="tabs" aria-label=words::languages(language)><ul>{links.into_iter().collect_view()}</ul></nav> }
        .into_any()
}

fn files(recall: &Recall, written: PageLanguage) -> AnyView {
    let links = [("pdf", "PDF"), ("md", "Markdown")].map(|(ending, name)| {
        let link = format!("/recalls/{}/{}.{ending}", recall.issue.id, written.tag());
        view! { <a class="button" href=link download="">{name}</a> }
    });
    view! { <div class="actions">{links.into_iter().collect_view()}</div> }.into_any()
}

/// What was sent, and the form that says so while a letter is owed.
fn sending(language: PageLanguage, recall: &Recall, form: &FormState) -> AnyView {
    let sent = recall.letters.iter().map(|letter| {
        let said = words::sent_by(language, &letter.by, spelled(language, letter.on), listed(&letter.places));
        view! { <li data-kind="done"><p dir="auto">{said}</p></li> }
    });
    let list = (!recall.letters.is_empty()).then(|| view! { <ol class="timeline">{sent.collect_view()}</ol> });
    let state = if !recall.is_owed() {
        Some(words::all_told(language))
    } else if recall.letters.is_empty() {
        Some(words::not_sent(language))
    } else {
        None
    };
    let places = listed(&recall.places);
    let mark = recall.is_owed().then(|| {
        view! {
            <form method="post" action=format!("/recalls/{}", recall.issue.id) class="stack">
                <input type="hidden" name="places" value=places/>
                {field(form, "on", Kind::Date, words::on(language), None)}
                <div class="actions"><button class="button" data-kind="primary">{words::mark(language)}</button></div>
            </form>
        }
    });
    view! {
        <section class="section stack no-print" id="sending"><h2>{words::sending(language)}</h2>
            {list}{state.map(|state| view! { <p>{state}</p> })}{mark}
        </section>
    }
    .into_any()
}

/// Places as a form and a list write them.
fn listed(places: &Places) -> String {
    let places: Vec<String> = places.iter().map(usize::to_string).collect();
    places.join(",")
}
