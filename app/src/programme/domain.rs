//! A domain of change: its name and the six slots of its question, in three languages.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::pictograms::{drawn, shows};
use crate::programme::overview::sentence;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::{pictograms, programme as words};
use archive::Archive;
use archive::desk::programmes::{ProgrammesError, VersionedDomain};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::DomainId;
use method::language::{InThree, PageLanguage};
use method::policy::{Action, Subject, may};
use method::programme::{Domain, Pictogram};
use method::prompt::Prompt;

type Words = fn(PageLanguage) -> &'static str;

/// Names of the three inputs of a text, and what it is called.
const TEXTS: [([&str; 3], Words); 7] = [
    (["label_fr", "label_ar", "label_en"], words::label),
    (["period_fr", "period_ar", "period_en"], words::slot_period),
    (["opinion_fr", "opinion_ar", "opinion_en"], words::slot_opinion),
    (["most_fr", "most_ar", "most_en"], words::slot_most),
    (["change_fr", "change_ar", "change_en"], words::slot_change),
    (["domain_fr", "domain_ar", "domain_en"], words::slot_domain),
    (["boundary_fr", "boundary_ar", "boundary_en"], words::slot_boundary),
];

/// The field with the name of its picture.
const PICTOGRAM: &str = "pictogram";

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let found = match find(&caller, &archive, &id).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let (domain, prompt) = (&found.domain, &found.domain.prompt);
    let texts = [
        &domain.label,
        &prompt.period,
        &prompt.opinion,
        &prompt.most_significant,
        &prompt.change,
        &prompt.domain,
        &prompt.boundary,
    ];
    let pictogram = domain.pictogram.map_or("", Pictogram::name);
    let mut answers = vec![
        ("version".to_owned(), found.version.to_string()),
        (PICTOGRAM.to_owned(), pictogram.to_owned()),
    ];
    for ((names, _), text) in TEXTS.iter().zip(texts) {
        for (name, value) in names.iter().zip([&text.fr, &text.ar, &text.en]) {
            answers.push(((*name).to_owned(), value.clone()));
        }
    }
    shown(&caller, &found, &FormState::new(Typed::new(answers)))
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let found = match find(&caller, &archive, &id).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let three = |names: [&str; 3]| {
        let [fr, ar, en] = names.map(|name| form.typed.get(name).trim().to_owned());
        InThree { fr, ar, en }
    };
    let [label, period, opinion, most_significant, change, domain, boundary] = TEXTS.map(|(names, _)| three(names));
    let prompt = Prompt {
        number: 0,
        period,
        opinion,
        most_significant,
        change,
        domain,
        boundary,
    };
    let changed = Domain {
        label,
        prompt,
        pictogram: Pictogram::from_name(&form.typed.get(PICTOGRAM)),
        ..found.domain.clone()
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    match archive
        .programmes()
        .change_domain(&caller.actor, caller.programme, changed, version)
        .await
    {
        Ok(()) => Redirect::to("/programme").into_response(),
        Err(ProgrammesError::Conflict) => shown(&caller, &found, &form.wrong("label_fr", words::conflict(language))),
        Err(ProgrammesError::Domains(refused)) => {
            shown(&caller, &found, &form.wrong("label_fr", sentence(language, refused)))
        }
        Err(error) => refusal::programmes(language, &error),
    }
}

pub(crate) async fn remove(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let found = match find(&caller, &archive, &id).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let version = typed.get("version").parse().unwrap_or_default();
    match archive
        .programmes()
        .remove_domain(&caller.actor, caller.programme, found.domain.id, version)
        .await
    {
        Ok(()) => Redirect::to("/programme").into_response(),
        Err(ProgrammesError::Domains(refused)) => {
            let form = FormState::default().wrong("remove", sentence(language, refused));
            shown(&caller, &found, &form)
        }
        Err(error) => refusal::programmes(language, &error),
    }
}

async fn find(caller: &Caller, archive: &Archive, id: &str) -> Result<VersionedDomain, Response> {
    let language = caller.language();
    if !may(
        &caller.actor,
        Action::ConfigureProgramme,
        &Subject::Programme(caller.programme),
    )
    .is_allowed()
    {
        return Err(refusal::not_found(language));
    }
    let id: DomainId = id.parse().map_err(|_| refusal::not_found(language))?;
    let overview = archive.programmes().overview(&caller.actor, caller.programme).await;
    let overview = overview.map_err(|error| refusal::programmes(language, &error))?;
    overview
        .domains
        .into_iter()
        .find(|one| one.domain.id == id)
        .ok_or_else(|| refusal::not_found(language))
}

/// The pictures, of which one or none is chosen.
fn pictures(language: PageLanguage, form: &FormState) -> AnyView {
    let chosen = Pictogram::from_name(&form.typed.get(PICTOGRAM));
    let all = Pictogram::ALL.into_iter().map(Some);
    let cards = std::iter::once(None).chain(all).map(|one| {
        let (name, words) = one.map_or(("", pictograms::none(language)), |one| (one.name(), shows(language, one)));
        let checked = one == chosen;
        view! {
            <label class="choice"><input type="radio" name=PICTOGRAM value=name checked=checked/>
                {one.map(drawn)}<span class="choice-text">{words}</span></label>
        }
    });
    view! { <fieldset class="choices" data-flow="row"><legend>{pictograms::title(language)}</legend>{cards.collect_view()}</fieldset> }
        .into_any()
}

fn shown(caller: &Caller, found: &VersionedDomain, form: &FormState) -> Response {
    let language = caller.language();
    let link = format!("/programme/domains/{}", found.domain.id);
    let version = form.typed.get("version");
    let version = if version.is_empty() {
        found.version.to_string()
    } else {
        version
    };
    let head = Head::new(found.domain.label.get(language), words::domain_lead(language))
        .narrow()
        .back("/programme", words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        let groups = TEXTS.map(|(names, label)| {
            let tongues: [Words; 3] = [words::in_french, words::in_arabic, words::in_english];
            let fields = names
                .into_iter()
                .zip(tongues)
                .map(|(name, tongue)| field(form, name, Kind::Text, tongue(language), None));
            view! { <fieldset class="stack"><legend>{label(language)}</legend>{fields.collect_view()}</fieldset> }
        });
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action=link.clone() class="stack">
                <input type="hidden" name="version" value=version.clone()/>
                {groups.into_iter().collect_view()}
                {pictures(language, form)}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
            {(!found.domain.is_open).then(|| view! {
                <form method="post" action=format!("{link}/remove") class="actions">
                    <input type="hidden" name="version" value=version/>
                    <button class="button" data-kind="danger" id="remove">{words::remove(language)}</button>
                </form>
            })}
        }
        .into_any()
    })
}
