//! In the room: care for her who tells comes before her story. Pause and stop are always in reach, the first 72 hours are asked about
//! before anything else, and nobody leaves without knowing where help is. All of it is plain HTML, so that it works without script
//! and away from the network.

use crate::form::FormState;
use crate::parts::field::opening;
use crate::programme::referrals::kind_label;
use crate::stories::record::Beside;
use crate::words::room as words;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::programme::Site;
use method::referral::{Service, ServiceKind};

/// The two ways out of the telling, on the screen wherever one is in the form.
pub(super) fn bar(language: PageLanguage) -> AnyView {
    view! {
        <nav class="cluster safety" aria-label=words::bar(language)>
            <a class="button" href="#pause">{words::pause(language)}</a>
            <a class="button" data-kind="danger" href="#stop">{words::stop(language)}</a>
        </nav>
    }
    .into_any()
}

/// Whether violence happened within the last 72 hours, and what cannot wait then. Her answer is not kept with the story.
pub(super) fn first_hours(language: PageLanguage, form: &FormState, services: &[Service], sites: &[&Site]) -> AnyView {
    let answers = [
        ("yes", words::recent_yes(language)),
        ("no", words::recent_no(language)),
        ("not_asked", words::recent_unasked(language)),
    ];
    let answers = answers.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let urgent: Vec<Service> = services
        .iter()
        .filter(|one| matches!(one.kind, ServiceKind::Medical | ServiceKind::Hotline))
        .cloned()
        .collect();
    view! {
        <section class="section stack"><h2>{words::recent_title(language)}</h2>
            <p class="hint">{words::recent_hint(language)}</p>
            {opening(form, "within_72_hours", words::recent(language), answers, true, &["yes"])}
            <div class="opened notice stack" data-kind="warning"><h3>{words::care_first(language)}</h3>
                <p>{words::care_go(language)}</p>
                <ul>
                    <li>{words::care_prophylaxis(language)}</li>
                    <li>{words::care_contraception(language)}</li>
                    <li>{words::care_tests(language)}</li>
                    <li>{words::care_certificate(language)}</li>
                </ul>
                <p>{words::care_choice(language)}</p>
                {listed(language, &urgent, sites)}
            </div>
        </section>
    }
    .into_any()
}

/// Where help is: before the two part.
pub(super) fn parting(language: PageLanguage, services: &[Service], sites: &[&Site]) -> AnyView {
    view! {
        <section class="section stack" id="services"><h2>{words::services(language)}</h2>{listed(language, services, sites)}</section>
    }
    .into_any()
}

/// The link that leaves the form with nothing sent.
pub(crate) fn keep_nothing(language: PageLanguage) -> AnyView {
    view! { <a class="button" data-kind="danger" href="/stories">{words::keep_nothing(language)}</a> }.into_any()
}

/// What the bar leads to; `keep_nothing` is how this page throws away what was written.
pub(crate) fn ways_out(language: PageLanguage, beside: &Beside, sites: &[&Site], keep_nothing: AnyView) -> AnyView {
    let steps = [
        words::stop_thank(language),
        words::stop_free(language),
        words::stop_stay(language),
        words::stop_offer(language),
        words::stop_self(language),
    ];
    let go_on = || view! { <a class="button" href="#title">{words::go_on(language)}</a> };
    view! {
        <section class="section stack" id="pause" tabindex="-1"><h2>{words::pause_title(language)}</h2>
            <p>{words::pause_text(language)}</p>
            <div class="actions">{go_on()}</div>
        </section>
        <section class="section stack" id="stop" tabindex="-1"><h2>{words::stop_title(language)}</h2>
            <ol>{steps.map(|step| view! { <li>{step}</li> }).into_iter().collect_view()}</ol>
            <h3>{words::services_here(language)}</h3>
            {listed(language, &beside.services, sites)}
            <p><strong>{words::stop_choice(language)}</strong></p>
            <div class="actions">
                {go_on()}
                {keep_nothing}
            </div>
        </section>
    }
    .into_any()
}

/// Services, under the site that they are near to where there are several; whom to ask where there is none.
fn listed(language: PageLanguage, services: &[Service], sites: &[&Site]) -> AnyView {
    let several = sites.len() > 1;
    let near = sites.iter().filter_map(|site| {
        let here = services.iter().filter(|one| one.site == site.id);
        let here: Vec<AnyView> = here.map(|one| entry(language, one)).collect();
        let name = several.then(|| view! { <p><strong>{site.name.get(language).to_owned()}</strong></p> });
        (!here.is_empty()).then(|| view! { {name}<dl class="facts">{here}</dl> }.into_any())
    });
    let near: Vec<AnyView> = near.collect();
    if near.is_empty() {
        return view! { <p class="hint">{words::no_services(language)}</p> }.into_any();
    }
    near.collect_view().into_any()
}

/// A number of telephone that no end of a line cuts.
pub(crate) fn in_one_line(telephone: &str) -> String {
    telephone.replace(' ', "\u{a0}")
}

fn entry(language: PageLanguage, service: &Service) -> AnyView {
    let notes = Some(service.notes.get(language).to_owned()).filter(|text| !text.is_empty());
    let hours = Some(service.hours.clone()).filter(|text| !text.is_empty());
    view! {
        <div><dt>{kind_label(language, service.kind)}</dt>
            <dd><bdi>{service.name.get(language).to_owned()}</bdi><br/>
                <a href=format!("tel:{}", service.dialled())><bdi dir="ltr">{in_one_line(&service.telephone)}</bdi></a>
                {hours.map(|hours| view! { <br/><bdi>{hours}</bdi> })}
                {notes.map(|notes| view! { <p class="hint" dir="auto">{notes}</p> })}
            </dd></div>
    }
    .into_any()
}
