//! Giving a slip: she chooses a sign, the page shows the slip once, to be printed or copied by hand. It looks like an ordinary
//! appointment.

use super::sign;
use crate::form::FormState;
use crate::layout::{Head, neutral_page, page};
use crate::parts::day::spelled;
use crate::parts::field::{Kind, field};
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::receipts as words;
use archive::Archive;
use archive::desk::receipts::Slip;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, &FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(story) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let Some(sign) = sign::typed(&form.typed) else {
        return shown(&caller, &archive, &id, &form.wrong("word", words::sign_needed(language))).await;
    };
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let slip = match archive
        .receipts()
        .give(&caller.actor, story, &sign, form.typed.get("alone") == "yes")
        .await
    {
        Ok(slip) => slip,
        Err(error) => return refusal::receipts(language, &error),
    };
    let place = overview
        .site(slip.site)
        .map(|site| site.name.get(language).to_owned())
        .unwrap_or_default();
    let day = form.typed.get("next_day").parse().ok();
    neutral_page(StatusCode::OK, language, words::title(language), || {
        view! {
            <div class="stack no-print">
                <div class="notice" data-kind="done" role="status"><p>{words::made(language)}" "{words::made_lead(language)}</p></div>
                <p><a href=format!("/stories/{story}")>{words::back(language)}</a></p>
            </div>
            {paper(language, &slip, place, day, sign::shown(language, &sign, &form.typed))}
        }
        .into_any()
    })
}

/// What is handed over.
fn paper(language: PageLanguage, slip: &Slip, place: String, day: Option<NaiveDate>, sign: AnyView) -> AnyView {
    let long = slip.long.as_ref();
    view! {
        <article class="card stack slip">
            <p><strong>{place}</strong></p>
            {day.map(|day| view! { <p>{words::slip_day(language, spelled(language, day))}</p> })}
            <p class="slip-number">{words::slip_number(language, grouped(&slip.number, 2))}</p>
            {long.map(|long| view! { <p class="slip-number">{words::slip_file(language, grouped(long, 4))}</p> })}
            {sign}
        </article>
    }
    .into_any()
}

/// Digits in groups, in their order inside an Arabic sentence too (UAX #9, 2.4.2).
fn grouped(digits: &str, by: usize) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let groups: Vec<String> = digits.chunks(by).map(|group| group.iter().collect()).collect();
    format!("\u{2066}{}\u{2069}", groups.join(" "))
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, form: &FormState) -> Response {
    let language = caller.language();
    let Ok(story) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    match archive.stories().read(&caller.actor, story).await {
        Ok((whole, _)) if whole.may_tend => {}
        Ok(_) => return refusal::not_found(language),
        Err(error) => return refusal::stories(language, &error),
    }
    let has_one = match archive.receipts().has_one(story).await {
        Ok(has_one) => has_one,
        Err(error) => return refusal::receipts(language, &error),
    };
    let link = format!("/stories/{story}");
    let action = format!("{link}/slip");
    let head = Head::new(words::give(language), words::give_lead(language))
        .narrow()
        .back(link, words::back(language));
    let alone = form.typed.get("alone") == "yes";
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {has_one.then(|| warning(words::has_one(language)))}
            {refused(form, words::not_made(language))}
            <form method="post" action=action class="stack">
                {sign::fields(language, form)}
                {field(form, "next_day", Kind::Date, words::next_day(language), None)}
                <label class="choice"><input type="checkbox" name="alone" value="yes" checked=alone/>
                    <span class="choice-text">{words::alone(language)}<span class="hint">{words::alone_hint(language)}</span></span></label>
                <div class="actions"><button class="button" data-kind="primary">{words::make(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
