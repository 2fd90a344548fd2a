//! The services near the sites that somebody coordinates: the list, and entering one.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::record::in_one_line;
use crate::words::services as words;
use archive::Archive;
use archive::desk::referrals::{Listed, ReferralsError};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::SiteId;
use method::language::{InThree, PageLanguage};
use method::policy::{Action, Subject, may};
use method::programme::Site;
use method::referral::{Service, ServiceKind, ServiceRefused};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, &FormState::default()).await
}

pub(crate) async fn add(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Ok(site) = form.typed.get("site").parse::<SiteId>() else {
        return shown(&caller, &archive, &form.wrong("site", words::site_needed(language))).await;
    };
    let Some(service) = typed_service(&form.typed, site) else {
        return shown(&caller, &archive, &form.wrong("kind", words::kind_needed(language))).await;
    };
    match archive.referrals().add(&caller.actor, caller.programme, service).await {
        Ok(_) => Redirect::to("/programme/referrals").into_response(),
        Err(ReferralsError::Refused(why)) => shown(&caller, &archive, &wrong(language, form, why)).await,
        Err(ReferralsError::TooMany) => shown(&caller, &archive, &form.wrong("site", words::too_many(language))).await,
        Err(error) => refusal::referrals(language, &error),
    }
}

/// The service that a form describes; none without a kind.
pub(super) fn typed_service(typed: &Typed, site: SiteId) -> Option<Service> {
    let in_three = |name: &str| InThree {
        fr: typed.get(&format!("{name}_fr")),
        ar: typed.get(&format!("{name}_ar")),
        en: typed.get(&format!("{name}_en")),
    };
    Some(Service {
        site,
        kind: ServiceKind::from_name(&typed.get("kind"))?,
        name: in_three("name"),
        telephone: typed.get("telephone"),
        hours: typed.get("hours"),
        notes: in_three("notes"),
    })
}

/// The sentence beside the field for which a service is refused.
pub(super) fn wrong(language: PageLanguage, form: FormState, why: ServiceRefused) -> FormState {
    match why {
        ServiceRefused::NameMissing => form.wrong("name_fr", words::name_needed(language)),
        ServiceRefused::Telephone => form.wrong("telephone", words::telephone_wrong(language)),
        ServiceRefused::TooLong => form.wrong("name_fr", words::too_long(language)),
    }
}

/// What a kind of service is called.
pub(crate) fn kind_label(language: PageLanguage, kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Medical => words::medical(language),
        ServiceKind::Psychological => words::psychological(language),
        ServiceKind::Social => words::social(language),
        ServiceKind::Legal => words::legal(language),
        ServiceKind::Shelter => words::shelter(language),
        ServiceKind::Hotline => words::hotline(language),
    }
}

/// The fields of a service, but for its site.
pub(super) fn fields(language: PageLanguage, form: &FormState) -> AnyView {
    let kinds = ServiceKind::ALL.map(|kind| (kind.name().to_owned(), kind_label(language, kind).to_owned()));
    view! {
        {choices(form, "kind", words::kind(language), kinds.to_vec(), true)}
        {field(form, "name_fr", Kind::Text, words::name_fr(language), None)}
        {field(form, "name_ar", Kind::Text, words::name_ar(language), None)}
        {field(form, "name_en", Kind::Text, words::name_en(language), None)}
        {field(form, "telephone", Kind::Text, words::telephone(language), None)}
        {field(form, "hours", Kind::Text, words::hours(language), Some(words::hours_hint(language)))}
        {field(form, "notes_fr", Kind::Text, words::notes_fr(language), Some(words::notes_hint(language)))}
        {field(form, "notes_ar", Kind::Text, words::notes_ar(language), None)}
        {field(form, "notes_en", Kind::Text, words::notes_en(language), None)}
    }
    .into_any()
}

async fn shown(caller: &Caller, archive: &Archive, form: &FormState) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let keeps =
        |site: SiteId| may(&caller.actor, Action::KeepReferrals, &Subject::Site(caller.programme, site)).is_allowed();
    let sites: Vec<&Site> = overview.sites.iter().filter(|site| keeps(site.id)).collect();
    if sites.is_empty() {
        return refusal::not_found(language);
    }
    let services = match archive.referrals().list(&caller.actor, caller.programme).await {
        Ok(services) => services,
        Err(error) => return refusal::referrals(language, &error),
    };
    let form = match sites[..] {
        [only] => &form.clone().otherwise("site", only.id.to_string()),
        _ => form,
    };
    let head = Head::new(words::title(language), words::lead(language)).back("/programme", words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        let near = sites.iter().map(|site| near(language, site, &services));
        view! {
            {refused(form, words::refused(language))}
            {near.collect_view()}
            <details class="more" open=form.is_refused()><summary>{words::add(language)}</summary>
                <form method="post" action="/programme/referrals" class="stack">
                    {choices(form, "site", words::site(language), named(language, &sites), true)}
                    {fields(language, form)}
                    <div class="actions"><button class="button" data-kind="primary">{words::keep(language)}</button></div>
                </form>
            </details>
        }
        .into_any()
    })
}

fn named(language: PageLanguage, sites: &[&Site]) -> Vec<(String, String)> {
    let option = |site: &&Site| (site.id.to_string(), site.name.get(language).to_owned());
    sites.iter().map(option).collect()
}

/// The services near a site; a word on what to enter first where there is none.
fn near(language: PageLanguage, site: &Site, services: &[Listed]) -> AnyView {
    let here = services.iter().filter(|one| one.service.site == site.id);
    let rows: Vec<AnyView> = here.map(|one| row(language, one)).collect();
    let list = if rows.is_empty() {
        view! { <div class="empty"><h3>{words::none(language)}</h3><p>{words::none_hint(language)}</p></div> }.into_any()
    } else {
        view! { <dl class="facts">{rows}</dl> }.into_any()
    };
    view! { <section class="section"><h2>{site.name.get(language).to_owned()}</h2>{list}</section> }.into_any()
}

fn row(language: PageLanguage, one: &Listed) -> AnyView {
    let service = &one.service;
    let name = service.name.get(language).to_owned();
    view! {
        <div><dt>{kind_label(language, service.kind)}</dt>
            <dd><bdi>{name.clone()}</bdi><br/><bdi dir="ltr">{in_one_line(&service.telephone)}</bdi><br/><bdi>{service.hours.clone()}</bdi>
                <p class="hint" dir="auto">{service.notes.get(language).to_owned()}</p>
                <a href=format!("/programme/referrals/{}", one.id)>{words::change(language)}<span class="visually-hidden">" "{name}</span></a>
            </dd></div>
    }
    .into_any()
}
