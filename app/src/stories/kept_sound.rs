//! Which voices are kept and until when; after how many days they are destroyed.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::sound::kept;
use crate::words::notes::untitled;
use crate::words::sound as words;
use archive::Archive;
use archive::desk::programmes::{Overview, ProgrammesError};
use archive::desk::sound::KeptSound;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, FormState::default()).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let days = form.typed.get("days").trim().parse().unwrap_or(0);
    match archive
        .programmes()
        .keep_sound_for(&caller.actor, caller.programme, days)
        .await
    {
        Ok(()) => Redirect::to("/sound").into_response(),
        Err(ProgrammesError::Days) => shown(&caller, &archive, form.wrong("days", words::days_wrong(language))).await,
        Err(error) => refusal::programmes(language, &error),
    }
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let sounds = match archive.sounds().kept(&caller.actor, caller.programme).await {
        Ok(sounds) => sounds,
        Err(error) => return refusal::sound(language, &error),
    };
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let may_set = may(
        &caller.actor,
        Action::ConfigureProgramme,
        &Subject::Programme(caller.programme),
    );
    let days = Typed::filled([("days", overview.programme.sound_days.to_string())]);
    let form = if form.is_refused() { form } else { FormState::new(days) };
    let head = Head::new(words::kept_title(language), words::kept_lead(language)).back("/stories", words::back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        view! {
            {refused(&form, words::refused(language))}
            {may_set.is_allowed().then(|| setting(language, &form))}
            {table(language, &overview, &sounds)}
        }
        .into_any()
    })
}

fn setting(language: PageLanguage, form: &FormState) -> AnyView {
    view! {
        <form method="post" action="/sound" class="card stack">
            {field(form, "days", Kind::Number, words::days(language), Some(words::days_hint(language)))}
            <div class="actions"><button class="button">{words::save_days(language)}</button></div>
        </form>
    }
    .into_any()
}

fn table(language: PageLanguage, overview: &Overview, sounds: &[KeptSound]) -> AnyView {
    if sounds.is_empty() {
        return view! { <div class="empty"><p>{words::none(language)}</p><p class="hint">{words::none_hint(language)}</p></div> }
            .into_any();
    }
    let rows = sounds.iter().map(|one| {
        let site = overview.site(one.site).map_or("", |site| site.name.get(language)).to_owned();
        let (link, waits) = if one.is_draft {
            (format!("/drafts/{}", one.story), Some(words::of_draft(language)))
        } else {
            (format!("/stories/{}", one.story), None)
        };
        let title = if one.title.trim().is_empty() {
            untitled(language).to_owned()
        } else {
            one.title.clone()
        };
        view! {
            <tr>
                <th scope="row"><a href=link dir="auto">{title}</a></th>
                <td>{site}</td><td>{waits}" "{kept(language, one.keeping)}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame"><table>
            <thead><tr><th scope="col">{words::story(language)}</th><th scope="col">{words::site(language)}</th>
                <th scope="col">{words::how_long(language)}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}
