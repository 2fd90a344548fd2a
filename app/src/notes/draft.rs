//! A draft: the form of a story with what the field wrote, and, where two wrote different things, both texts beside each other.

use super::{records, status};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::lack;
use crate::stories::record::{Beside, keep_nothing, questions, sections, session, ways_out, wrong};
use crate::words::{notes as words, record, talk};
use archive::Archive;
use archive::desk::field::{AtWork, FieldError};
use archive::desk::stories::StoriesError;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::recording::{Clash, Sheet, until_field};
use serde::Serialize;

/// The hidden answer: how many versions of the draft were there when the form was shown.
const SEEN: &str = "seen";

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<StoryId>) -> Response {
    match archive.field().draft(&caller.actor, id).await {
        Ok(at_work) => {
            let seen = at_work.draft.seen().to_string();
            let typed = Typed::of(at_work.draft.sheet()).with(SEEN, seen);
            shown(&caller, &archive, id, &at_work, &FormState::new(typed)).await
        }
        Err(error) => refusal::field(caller.language(), &error),
    }
}

/// A draft for a tablet that goes on writing it.
#[derive(Serialize)]
pub(crate) struct Begun {
    seen: usize,
    sheet: Sheet,
}

pub(crate) async fn sheet(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<StoryId>,
) -> Result<Json<Begun>, StatusCode> {
    let at_work = archive
        .field()
        .draft(&caller.actor, id)
        .await
        .map_err(|error| status(&error))?;
    Ok(Json(Begun {
        seen: at_work.draft.seen(),
        sheet: at_work.draft.sheet(),
    }))
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<StoryId>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let at_work = match archive.field().draft(&caller.actor, id).await {
        Ok(at_work) => at_work,
        Err(error) => return refusal::field(language, &error),
    };
    let seen = form.typed.get(SEEN).parse().unwrap_or(0);
    let sheet = form.typed.sheet().clone().without(&[SEEN, "then"]);
    let finish = form.typed.get("then") == "finish";
    let written = match archive.field().write(&caller.actor, id, seen, sheet).await {
        Ok(()) if finish => archive.field().finish(&caller.actor, id).await,
        written => written,
    };
    // What was typed is kept by now, but where somebody else was faster: then it stands in the form, over the newer draft.
    let kept = FormState::new(form.typed.clone().with(SEEN, (seen + 1).to_string()));
    let is_overtaken = matches!(written, Err(FieldError::Conflict));
    let form = match written {
        Ok(()) if finish => return Redirect::to(&format!("/stories/{id}")).into_response(),
        Ok(()) => return Redirect::to("/drafts").into_response(),
        Err(FieldError::Conflict) => {
            let newer = at_work.draft.seen().to_string();
            FormState::new(form.typed.with(SEEN, newer)).wrong("title", words::conflict(language))
        }
        Err(FieldError::Unread(unread)) => unread.into_iter().fold(kept, |form, one| {
            let (field, sentence) = wrong(language, one);
            form.wrong(field, sentence)
        }),
        Err(FieldError::Stories(StoriesError::Lacks(lacks))) => lacks.into_iter().fold(kept, |form, one| {
            let (field, sentence) = lack(language, one);
            form.wrong(field, sentence)
        }),
        Err(FieldError::Stories(StoriesError::NoPeriod)) => kept.wrong("told_on", record::no_period(language)),
        Err(FieldError::Stories(StoriesError::TooLong)) => kept.wrong("description", record::too_long(language)),
        Err(FieldError::Stories(StoriesError::UntilTooFar(purpose))) => kept.wrong(
            until_field(purpose),
            talk::until_too_far(language, purpose.lifetime().longest),
        ),
        Err(FieldError::Stories(StoriesError::UntilPast)) => {
            kept.wrong("until", crate::words::consent::until_past(language))
        }
        Err(FieldError::Stories(StoriesError::Answers(wrong))) => questions::refuse(language, kept, &wrong),
        Err(FieldError::Stories(StoriesError::Gathering(why))) => {
            kept.wrong("gathering", session::not_admitted(language, why))
        }
        Err(FieldError::Stories(StoriesError::NoGathering)) => {
            kept.wrong("gathering", crate::words::gatherings::unknown_group(language))
        }
        Err(error) => return refusal::field(language, &error),
    };
    let form = match questions::of(&caller, &archive).await {
        Ok(asked) if !is_overtaken => questions::refuse_too(language, form, &asked),
        Ok(_) => form,
        Err(response) => return response,
    };
    shown(&caller, &archive, id, &at_work, &form).await
}

pub(crate) async fn discard(caller: Caller, State(archive): State<Archive>, Path(id): Path<StoryId>) -> Response {
    match archive.field().discard(&caller.actor, id).await {
        Ok(()) => Redirect::to("/drafts").into_response(),
        Err(error) => refusal::field(caller.language(), &error),
    }
}

async fn shown(caller: &Caller, archive: &Archive, id: StoryId, at_work: &AtWork, form: &FormState) -> Response {
    let language = caller.language();
    if !records(caller) {
        return refusal::not_found(language);
    }
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let beside = match Beside::of(caller, archive).await {
        Ok(beside) => beside,
        Err(response) => return response,
    };
    let sites: Vec<_> = overview.sites.iter().filter(|site| site.id == at_work.site).collect();
    let clashes = at_work.draft.clashes();
    let link = format!("/drafts/{id}");
    let mut head = Head::new(words::draft(language), words::draft_lead(language))
        .narrow()
        .back("/drafts", words::to_drafts(language));
    head.has_island = beside.aloud.needs_voice(language);
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, record::refused(language))}
            {(!clashes.is_empty()).then(|| both(language, &clashes))}
            <p><a href=format!("/notes#{id}")>{words::go_on_here(language)}</a></p>
            <form method="post" action=link.clone() class="stack">
                <input type="hidden" name=SEEN value=form.typed.get(SEEN)/>
                {sections(language, form, &overview, &sites, &beside)}
                <div class="actions">
                    <button class="button" data-kind="primary" data-size="large" name="then" value="finish">{words::keep_story(language)}</button>
                    <button class="button" name="then" value="later">{words::keep_draft(language)}</button>
                </div>
                {ways_out(language, &beside, &sites, keep_nothing(language))}
            </form>
            <details class="section"><summary>{words::discard(language)}</summary>
                <p>{words::discard_hint(language)}</p>
                <form method="post" action=format!("{link}/discard")>
                    <button class="button" data-kind="danger">{words::discard(language)}</button></form>
            </details>
        }
        .into_any()
    })
}

/// What two wrote otherwise: the text that stands in the form, and the other one, to be taken over by hand.
fn both(language: PageLanguage, clashes: &[Clash]) -> AnyView {
    view! {
        <section class="notice" data-kind="warning"><h2>{words::both_title(language)}</h2><p>{words::both_lead(language)}</p>
            {texts(language, clashes, words::stands(language))}
        </section>
    }
    .into_any()
}

/// Two texts of each answer beside each other; `stands` says where the first one stands.
pub(crate) fn texts(language: PageLanguage, clashes: &[Clash], stands: &'static str) -> AnyView {
    let rows = clashes.iter().map(|clash| {
        view! {
            <tr><th scope="row">{field_name(language, &clash.field)}</th>
                <td dir="auto">{clash.stands.join(" · ")}</td><td dir="auto">{clash.other.join(" · ")}</td></tr>
        }
    });
    view! {
        <div class="table-scroll"><table>
            <thead><tr><th>{words::answer(language)}</th><th>{stands}</th><th>{words::other(language)}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}

/// What a field is called on the form; others by the name that they have there.
fn field_name(language: PageLanguage, field: &str) -> String {
    use crate::words::story;
    match field {
        "title" => story::title(language).to_owned(),
        "context" => story::context(language).to_owned(),
        "description" => story::description(language).to_owned(),
        "significance" => story::significance(language).to_owned(),
        "change" => record::changes(language).to_owned(),
        "happened" => record::happened(language).to_owned(),
        "told_on" => record::told_on(language).to_owned(),
        other => other.to_owned(),
    }
}
