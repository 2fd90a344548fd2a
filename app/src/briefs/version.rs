//! A version of a brief, with what it changed of the one before.

use super::review::made;
use crate::layout::{Head, page};
use crate::parts::difference::pieces;
use crate::parts::field::textarea_content;
use crate::refusal;
use crate::request::Caller;
use crate::stories::language_label;
use crate::words::{brief_review as words, briefs};
use archive::Archive;
use archive::desk::briefs::{Compared, Draft};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::BriefId;
use method::language::PageLanguage;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path((id, number)): Path<(String, String)>,
) -> Response {
    let language = caller.language();
    let (Ok(id), Ok(number)) = (id.parse::<BriefId>(), number.parse::<i32>()) else {
        return refusal::not_found(language);
    };
    let desk = archive.briefs();
    let compared = match desk.version(&caller.actor, caller.programme, id, number).await {
        Ok(compared) => compared,
        Err(error) => return refusal::briefs(language, &error),
    };
    let head = Head::new(words::version(language, number), words::version_lead(language))
        .narrow()
        .back(format!("/briefs/{id}/review"), words::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            <p class="hint">{made(language, &compared.version)}</p>
            {changed(language, &compared)}
            {whole(language, &compared.draft)}
        }
        .into_any()
    })
}

/// The lines of a draft: what each is called, and what it holds.
fn lines(language: PageLanguage, draft: &Draft) -> [(&'static str, String); 5] {
    [
        (briefs::brief_title(language), draft.title.clone()),
        (
            briefs::language(language),
            language_label(language, draft.language.language()).to_owned(),
        ),
        (briefs::project(language), draft.project.clone()),
        (briefs::selected(language), draft.selected.clone()),
        (briefs::body(language), draft.body.clone()),
    ]
}

fn changed(language: PageLanguage, compared: &Compared) -> AnyView {
    let Some(before) = &compared.before else {
        return view! { <p>{words::first_version(language)}</p> }.into_any();
    };
    let pairs = lines(language, before).into_iter().zip(lines(language, &compared.draft));
    let rows = pairs.filter(|((_, older), (_, newer))| older != newer).map(|((label, older), (_, newer))| {
        view! { <section class="stack"><h3>{label}</h3><div class="difference" lang=compared.draft.language.tag() dir="auto"><p>{pieces(&older, &newer)}</p></div></section> }
    });
    view! {
        <section class="section stack" id="changed"><h2>{words::changes(language)}</h2>
            <p class="difference-key"><del>{words::taken_out(language)}</del>" "<ins>{words::put_in(language)}</ins></p>
            {rows.collect_view()}</section>
    }
    .into_any()
}

fn whole(language: PageLanguage, draft: &Draft) -> AnyView {
    let tag = draft.language.tag();
    let facts = lines(language, draft)
        .into_iter()
        .take(4)
        .filter(|(_, value)| !value.is_empty());
    let facts = facts.map(|(label, value)| view! { <div><dt>{label}</dt><dd><bdi lang=tag>{value}</bdi></dd></div> });
    view! {
        <section class="section stack" id="text"><h2>{words::whole_text(language)}</h2>
            <dl class="facts">{facts.collect_view()}</dl>
            <div class="field"><label for="body">{briefs::body(language)}</label>
                <textarea id="body" readonly rows="16" dir="auto" lang=tag inner_html=textarea_content(&draft.body)></textarea></div>
        </section>
    }
    .into_any()
}
