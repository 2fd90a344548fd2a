//! What the programme is made of: sites, domains with their questions, levels, periods.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::programme::parts::stages;
use crate::programme::word_list;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::{
    consent_reading, exposure, levels as levels_words, notes, paper, programme as words, questions, seconds, services,
    sound, word_list as listed,
};
use archive::Archive;
use archive::desk::programmes::{Overview, ProgrammesError, VersionedDomain};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::feedback::Loop;
use method::id::RoundId;
use method::language::{InThree, PageLanguage};
use method::policy::{Action, Subject, may};
use method::programme::{DomainsRefused, Reach};
use method::round::{Round, RoundStage};
use method::selection::Plan;
use std::collections::BTreeMap;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, &FormState::default()).await
}

pub(crate) async fn add_domain(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
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

pub(crate) async fn shown(caller: &Caller, archive: &Archive, form: &FormState) -> Response {
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
    let cares = overview.sites.iter().any(|site| {
        may(
            &caller.actor,
            Action::KeepReferrals,
            &Subject::Site(caller.programme, site.id),
        )
        .is_allowed()
    });
    let sees_seconds = may(
        &caller.actor,
        Action::SeeSecondPasswords,
        &Subject::Programme(caller.programme),
    )
    .is_allowed();
    let loops = if may_change {
        match archive.feedback().loops(&caller.actor, caller.programme).await {
            Ok(loops) => loops,
            Err(error) => return refusal::feedback(language, &error),
        }
    } else {
        BTreeMap::new()
    };
    page(
        status_of(form),
        &caller.visitor,
        &Head::new(overview.programme.name.clone(), words::lead(language)),
        || {
            view! {
                {refused(form, words::refused(language))}
                <section class="section"><h2>{words::domains(language)}</h2>
                    <ul class="grid">{overview.domains.iter().map(|one| card(language, one, may_change)).collect_view()}</ul>
                    {may_change.then(|| adding(language, form))}
                </section>
                {sites(language, &overview, form, may_change)}
                {(crate::notes::records(caller) || crate::notes::keeps(caller)).then(|| view! {
                    <p><a href="/programme/tablets">{notes::tablets(language)}</a></p>
                })}
                {cares.then(|| caring(language, sees_seconds))}
                {periods(language, &overview, &loops, form, may_change)}
                {levels(language, &overview)}
                {coding(language, overview.programme.codes_blind, may_change)}
                {word_list::keeps(caller).then(|| view! { <p><a href="/programme/words">{listed::title(language)}</a></p> })}
                {forms(language, may_change)}
                {may_change.then(|| view! { <p><a href="/sound">{sound::kept_title(language)}</a></p> })}
            }
            .into_any()
        },
    )
}

/// The way to what a coordinator does for tellers and colleagues.
fn caring(language: PageLanguage, may_see_seconds: bool) -> AnyView {
    view! {
        <div class="actions">
            <a class="button" href="/programme/referrals">{services::link(language)}</a>
            <a class="button" href="/programme/exposure">{exposure::link(language)}</a>
            {may_see_seconds.then(|| view! { <a class="button" href="/people/seconds">{seconds::link(language)}</a> })}
        </div>
    }
    .into_any()
}

fn sites(language: PageLanguage, overview: &Overview, form: &FormState, may_change: bool) -> AnyView {
    let names = overview
        .sites
        .iter()
        .map(|site| view! { <li>{site.name.get(language).to_owned()}</li> });
    let adding = may_change.then(|| {
        view! {
            <details class="more" open=form.error("site_fr").is_some()><summary>{words::add_site(language)}</summary>
                <form method="post" action="/programme/sites" class="stack">
                    {field(form, "site_fr", Kind::Text, words::in_french(language), Some(words::site_hint(language)))}
                    {field(form, "site_ar", Kind::Text, words::in_arabic(language), None)}
                    {field(form, "site_en", Kind::Text, words::in_english(language), None)}
                    <div class="actions"><button class="button">{words::add_site(language)}</button></div>
                </form>
            </details>
        }
    });
    view! { <section class="section"><h2>{words::sites(language)}</h2><ul>{names.collect_view()}</ul>{adding}</section> }
        .into_any()
}

fn periods(
    language: PageLanguage,
    overview: &Overview,
    loops: &BTreeMap<RoundId, Loop>,
    form: &FormState,
    may_change: bool,
) -> AnyView {
    let rows = overview
        .rounds
        .iter()
        .map(|round| period(language, round, loops.get(&round.id), form, may_change));
    let adding = may_change.then(|| {
        view! {
            <details class="more" open=form.error("period").is_some()><summary>{words::add_period(language)}</summary>
                <form method="post" action="/programme/periods" class="stack">
                    {field(form, "period", Kind::Text, words::period_name(language), Some(words::period_hint(language)))}
                    <div class="actions"><button class="button">{words::add_period(language)}</button></div>
                </form>
            </details>
        }
    });
    view! { <section class="section"><h2>{words::period(language)}</h2><ul class="grid">{rows.collect_view()}</ul>{adding}</section> }
        .into_any()
}

/// How far those who told have heard back.
fn loop_of(language: PageLanguage, told: &Loop) -> AnyView {
    let median = told
        .median_days
        .map(|days| view! { <p>{words::median_days(language, days)}</p> });
    view! {
        <p><a href="/feedback">{words::told_back(language, told.given, told.owed, told.share())}</a></p>
        {median}
        {(told.overdue > 0).then(|| view! { <p><span class="badge" data-kind="warning">{words::overdue(language, told.overdue)}</span></p> })}
    }
    .into_any()
}

/// A period, where it stands, and the button that takes it on.
fn period(language: PageLanguage, round: &Round, told: Option<&Loop>, form: &FormState, may_change: bool) -> AnyView {
    let stage = stages(language).into_iter().find(|(stage, ..)| *stage == round.stage);
    let (name, stage) = stage.map_or(("", ""), |(_, name, words)| (name, words));
    let next = match round.stage {
        RoundStage::Collecting => Some(words::to_selecting(language)),
        RoundStage::Selecting => Some(words::to_feeding_back(language)),
        RoundStage::FeedingBack => Some(words::to_closed(language)),
        RoundStage::Closed => None,
    };
    let is_owed = round.stage == RoundStage::FeedingBack && told.is_some_and(|told| told.open > 0);
    let reason = (is_owed && may_change).then(|| {
        field(
            form,
            "owing",
            Kind::Long,
            words::owing(language),
            Some(words::owing_hint(language)),
        )
    });
    let owing = (!round.owing.is_empty())
        .then(|| view! { <p class="hint">{words::closed_owing(language)}</p><blockquote class="reason" dir="auto">{round.owing.clone()}</blockquote> });
    let button = next.filter(|_| may_change).map(|next| {
        view! {
            <form method="post" action=format!("/programme/periods/{}/advance", round.id)>
                <input type="hidden" name="stage" value=name/>
                {reason}
                <div class="actions"><button class="button">{next}</button></div>
                <p class="hint">{words::no_way_back(language)}</p>
            </form>
        }
    });
    view! {
        <li><article class="card"><h3 dir="auto">{round.label.clone()}</h3><p><span class="badge">{stage}</span></p>{told.map(|told| loop_of(language, told))}{owing}
            <p><a href=format!("/programme/periods/{}/levels", round.id)>{levels_words::to_levels(language)}</a></p>{button}</article></li>
    }
    .into_any()
}

/// Whether coders see each other's codes, and the button that changes it.
fn coding(language: PageLanguage, is_blind: bool, may_change: bool) -> AnyView {
    let (says, value, words) = if is_blind {
        (words::codes_blind(language), "no", words::to_open(language))
    } else {
        (words::codes_openly(language), "yes", words::to_blind(language))
    };
    let button = may_change.then(|| {
        view! {
            <form method="post" action="/programme/coding">
                <div class="actions"><button class="button" name="blind" value=value>{words}</button></div>
                <p class="hint">{words::blind_hint(language)}</p>
            </form>
        }
    });
    view! { <section class="section" id="coding"><h2>{words::coding(language)}</h2><p>{says}</p>{button}</section> }
        .into_any()
}

/// The ways to the extra questions and to the forms for paper.
fn forms(language: PageLanguage, may_change: bool) -> AnyView {
    let change =
        may_change.then(|| view! { <a class="button" href="/programme/questions">{questions::title(language)}</a> });
    view! {
        <section class="section"><h2>{questions::title(language)}</h2><div class="actions">{change}
            <a class="button" href="/programme/questions/heard">{questions::heard(language)}</a>
            <a class="button" href="/programme/kit">{paper::title(language)}</a>
            {may_change.then(|| view! { <a class="button" href="/programme/consent">{consent_reading::title(language)}</a> })}
        </div></section>
    }
    .into_any()
}

/// The levels of the newest period.
fn levels(language: PageLanguage, overview: &Overview) -> AnyView {
    let plan = overview.rounds.last().and_then(|round| overview.plan(round));
    let rows = plan.iter().flat_map(Plan::stations).map(|level| {
        let reach = match level.reach {
            Reach::Site => words::per_site(language),
            Reach::Programme => words::for_all(language),
        };
        view! { <li>{level.label.get(language).to_owned()}" "<span class="hint">{reach}</span></li> }
    });
    view! { <section class="section"><h2>{words::levels(language)}</h2><ol>{rows.collect_view()}</ol></section> }.into_any()
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
        <details class="more" open=form.error("fr").is_some()><summary>{words::add_title(language)}</summary>
        <form method="post" action="/programme" class="stack">
            {field(form, "fr", Kind::Text, words::in_french(language), Some(words::add_hint(language)))}
            {field(form, "ar", Kind::Text, words::in_arabic(language), None)}
            {field(form, "en", Kind::Text, words::in_english(language), None)}
            <div class="actions"><button class="button">{words::add(language)}</button></div>
        </form>
        </details>
    }
    .into_any()
}
