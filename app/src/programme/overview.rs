//! What the programme is made of: sites, domains with their questions, levels, periods.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::programme as words;
use archive::Archive;
use archive::desk::programmes::{Overview, ProgrammesError, VersionedDomain};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::{InThree, PageLanguage};
use method::policy::{Action, Subject, may};
use method::programme::DomainsRefused;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, &FormState::default()).await
}

pub(crate) async fn add_domain(
    caller: Caller,
    State(archive): State<Archive>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Response {
    let form = FormState::new(Typed::new(typed));
    let label = InThree {
        fr: form.typed.get("fr"),
        ar: form.typed.get("ar"),
        en: form.typed.get("en"),
    };
    match archive.programmes().add_domain(&caller.actor, caller.programme, label).await {
        Ok(()) => Redirect::to("/programme").into_response(),
        Err(ProgrammesError::Domains(refused)) => {
            let sentence = sentence(caller.language(), refused);
            shown(&caller, &archive, &form.wrong("fr", sentence)).await
        }
        Err(error) => refusal::programmes(caller.language(), &error),
    }
}

/// What the technique does not allow, in words.
pub(crate) fn sentence(language: PageLanguage, refused: DomainsRefused) -> &'static str {
    match refused {
        DomainsRefused::OpenDomainMissing | DomainsRefused::SecondOpenDomain => words::open_stays(language),
        DomainsRefused::NoName => words::name_needed(language),
        DomainsRefused::TooMany => words::too_many(language),
    }
}

async fn shown(caller: &Caller, archive: &Archive, form: &FormState) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let may_change = may(
        &caller.actor,
        Action::ConfigureProgramme,
        &Subject::Programme(caller.programme),
    )
    .is_allowed();
    page(
        status_of(form),
        &caller.visitor,
        &Head::new(overview.programme.name.clone(), words::lead(language)),
        || {
            view! {
            {refused(form, words::refused(language))}
            {facts(language, &overview)}
            <section class="section"><h2>{words::domains(language)}</h2>
                <ul class="grid">{overview.domains.iter().map(|one| card(language, one, may_change)).collect_view()}</ul>
            </section>
            {may_change.then(|| view! { <section class="section"><h2>{words::add_title(language)}</h2>{adding(language, form)}</section> })}
        }
        .into_any()
        },
    )
}

fn facts(language: PageLanguage, overview: &Overview) -> AnyView {
    let names = |all: Vec<&str>| all.join(" · ");
    let sites = names(overview.sites.iter().map(|site| site.name.get(language)).collect());
    let levels = names(overview.levels.iter().map(|level| level.label.get(language)).collect());
    let periods = names(overview.rounds.iter().map(|round| round.label.as_str()).collect());
    view! {
        <dl class="facts">
            <div><dt>{words::sites(language)}</dt><dd>{sites}</dd></div>
            <div><dt>{words::period(language)}</dt><dd dir="auto">{periods}</dd></div>
            <div><dt>{words::levels(language)}</dt><dd>{levels}</dd></div>
        </dl>
    }
    .into_any()
}

fn card(language: PageLanguage, one: &VersionedDomain, may_change: bool) -> AnyView {
    let domain = &one.domain;
    let link = format!("/programme/domains/{}", domain.id);
    view! {
        <li><article class="card">
            <h3>{domain.label.get(language).to_owned()}</h3>
            <p class="prompt">{domain.prompt.render(language).text}</p>
            {domain.is_open.then(|| view! { <p><span class="badge">{words::always_there(language)}</span></p> })}
            {may_change.then(|| view! { <div class="actions"><a class="button" href=link>{words::change(language)}</a></div> })}
        </article></li>
    }
    .into_any()
}

fn adding(language: PageLanguage, form: &FormState) -> AnyView {
    view! {
        <form method="post" action="/programme" class="stack">
            {field(form, "fr", Kind::Text, words::in_french(language), Some(words::add_hint(language)))}
            {field(form, "ar", Kind::Text, words::in_arabic(language), None)}
            {field(form, "en", Kind::Text, words::in_english(language), None)}
            <div class="actions"><button class="button" data-kind="primary">{words::add(language)}</button></div>
        </form>
    }
    .into_any()
}
