//! Recording a story: the long list first, then the one; what happened and why it matters to her, apart; consent for each
//! purpose, each no until she says yes; reading back.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::{directions, lack, language_label, manners, purpose_label, sessions};
use crate::words::{consent as purposes, record as words, story};
use archive::Archive;
use archive::desk::programmes::Overview;
use archive::desk::stories::{Agreed, StoriesError, Told};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use method::consent::{Manner, Purpose};
use method::id::SiteId;
use method::language::{Language, PageLanguage};
use method::policy::{Action, Subject, may};
use method::programme::Site;
use method::story::{Direction, Session, Telling, missing};

/// Lines of the long list that the form offers.
const CHANGES: usize = 5;
/// Days for which a yes holds unless another day is typed: two years.
const CONSENT_DAYS: u64 = 730;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let today = archive.today();
    let until = today.checked_add_days(Days::new(CONSENT_DAYS)).unwrap_or(today);
    let typed = Typed::filled([
        ("told_on", today.to_string()),
        ("until", until.to_string()),
        ("language", caller.language().tag().to_owned()),
        ("session", "focus_group".to_owned()),
        ("direction", "good".to_owned()),
        ("manner", "spoken".to_owned()),
    ]);
    shown(&caller, &archive, FormState::new(typed)).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let refuse = |form: FormState, wrong: Vec<Wrong>| {
        let say = |form: FormState, (field, sentence)| form.wrong(field, sentence);
        wrong.into_iter().fold(form, say)
    };
    let told = match parse(language, &form.typed) {
        Ok(told) => told,
        Err(wrong) => return shown(&caller, &archive, refuse(form, wrong)).await,
    };
    match archive.stories().record(&caller.actor, caller.programme, told).await {
        Ok(id) => Redirect::to(&format!("/stories/{id}")).into_response(),
        Err(StoriesError::Lacks(lacks)) => {
            let wrong = lacks.into_iter().map(|one| lack(language, one)).collect();
            shown(&caller, &archive, refuse(form, wrong)).await
        }
        Err(StoriesError::TooLong) => shown(&caller, &archive, form.wrong("description", words::too_long(language))).await,
        Err(StoriesError::NoPeriod) => shown(&caller, &archive, form.wrong("told_on", words::no_period(language))).await,
        Err(StoriesError::UntilPast) => shown(&caller, &archive, form.wrong("until", purposes::until_past(language))).await,
        Err(error) => refusal::stories(language, &error),
    }
}

/// A field and what is wrong with it.
type Wrong = (&'static str, &'static str);

/// What was typed as a story, or everything that is wrong with it, in the order of the form.
fn parse(language: PageLanguage, typed: &Typed) -> Result<Told, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let date = |name| typed.get(name).parse::<NaiveDate>().ok();
    let site = needed(
        &mut wrong,
        typed.get("site").parse().ok(),
        ("site", words::site_needed(language)),
    );
    let tongue = needed(
        &mut wrong,
        Language::from_tag(&typed.get("language")),
        ("language", words::language_needed(language)),
    );
    let told_on = needed(&mut wrong, date("told_on"), ("told_on", words::date_needed(language)));
    let domain = needed(
        &mut wrong,
        typed.get("domain").parse().ok(),
        ("domain", words::domain_needed(language)),
    );
    let (telling, changes, chosen) = (telling(typed), typed.all("change"), typed.get("chosen").parse().ok());
    wrong.extend(missing(&telling, &changes, chosen).into_iter().map(|one| lack(language, one)));
    let until = needed(&mut wrong, date("until"), ("until", words::date_needed(language)));
    let (Some(site), Some(tongue), Some(told_on), Some(domain), Some(until), true) =
        (site, tongue, told_on, domain, until, wrong.is_empty())
    else {
        return Err(wrong);
    };
    let agreed = Purpose::ALL
        .into_iter()
        .filter(|purpose| typed.get(purpose_name(*purpose)) == "yes");
    Ok(Told {
        site,
        language: tongue,
        asked_in: language,
        telling,
        domain,
        session: named(typed, "session", sessions(language)).unwrap_or(Session::FocusGroup),
        told_on,
        happened: typed.get("happened"),
        direction: named(typed, "direction", directions(language)).unwrap_or(Direction::Mixed),
        changes,
        chosen,
        agreed: agreed.map(|purpose| Agreed { purpose, until }).collect(),
        manner: named(typed, "manner", manners(language)).unwrap_or(Manner::Spoken),
        read_back: (typed.get("read_back") == "yes").then(|| (typed.get("corrections").parse().unwrap_or(0), true)),
    })
}

/// Notes what is wrong where an answer was not understood.
fn needed<T>(wrong: &mut Vec<Wrong>, answer: Option<T>, otherwise: Wrong) -> Option<T> {
    if answer.is_none() {
        wrong.push(otherwise);
    }
    answer
}

/// Which of the named options was chosen.
fn named<T, const N: usize>(typed: &Typed, name: &str, options: [(T, &str, &str); N]) -> Option<T> {
    let answer = typed.get(name);
    options
        .into_iter()
        .find(|(_, one, _)| *one == answer)
        .map(|(value, ..)| value)
}

/// The words of a story, as typed.
pub(crate) fn telling(typed: &Typed) -> Telling {
    Telling {
        title: typed.get("title").trim().to_owned(),
        context: typed.get("context").trim().to_owned(),
        description: typed.get("description").trim().to_owned(),
        significance: typed.get("significance").trim().to_owned(),
    }
}

const fn purpose_name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::CareTeam => "p1",
        Purpose::SitePanel => "p2",
        Purpose::NationalPanel => "p3",
        Purpose::DonorReport => "p4",
        Purpose::AdvocacyBrief => "p5",
        Purpose::Public => "p6",
        Purpose::Training => "p7",
        Purpose::AudioKept => "p8",
        Purpose::Contact => "p9",
    }
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let here = |site: SiteId| may(&caller.actor, Action::RecordStory, &Subject::Site(caller.programme, site)).is_allowed();
    let sites: Vec<&Site> = overview.sites.iter().filter(|site| here(site.id)).collect();
    if sites.is_empty() {
        return refusal::not_found(language);
    }
    // Who records at one site has nothing to choose.
    let form = match sites[..] {
        [only] => &form.otherwise("site", only.id.to_string()),
        _ => &form,
    };
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back("/stories", words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action="/stories/new" class="stack">
                {where_and_when(language, form, &sites)}
                {the_question(language, form, &overview)}
                {the_list(language, form)}
                {the_story(language, form)}
                {the_consent(language, form)}
                {reading_back(language, form)}
                <div class="actions"><button class="button" data-kind="primary" data-size="large">{words::keep(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

fn owned<const N: usize, T>(options: [(T, &'static str, &'static str); N]) -> Vec<(String, String)> {
    options
        .into_iter()
        .map(|(_, value, words)| (value.to_owned(), words.to_owned()))
        .collect()
}

fn where_and_when(language: PageLanguage, form: &FormState, sites: &[&Site]) -> AnyView {
    let options = sites
        .iter()
        .map(|site| (site.id.to_string(), site.name.get(language).to_owned()))
        .collect();
    let languages = Language::ALL
        .map(|one| (one.tag().to_owned(), language_label(language, one).to_owned()))
        .to_vec();
    view! {
        <section class="section stack"><h2>{words::where_and_when(language)}</h2>
            {choices(form, "site", words::site(language), options, true)}
            {choices(form, "language", words::language(language), languages, true)}
            {choices(form, "session", words::session(language), owned(sessions(language)), true)}
            {field(form, "told_on", Kind::Date, words::told_on(language), None)}
        </section>
    }
    .into_any()
}

fn the_question(language: PageLanguage, form: &FormState, overview: &Overview) -> AnyView {
    let domains = overview.domains.iter().map(|one| &one.domain);
    let options = domains.map(|domain| {
        (
            domain.id.to_string(),
            format!("{} — {}", domain.label.get(language), domain.prompt.render(language).text),
        )
    });
    view! {
        <section class="section stack"><h2>{words::question(language)}</h2>
            {choices(form, "domain", words::domain(language), options.collect(), false)}
        </section>
    }
    .into_any()
}

fn the_list(language: PageLanguage, form: &FormState) -> AnyView {
    let typed = form.typed.all("change");
    let chosen = form.typed.get("chosen");
    let errors = ["change", "chosen"].map(|name| {
        form.error(name)
            .map(|sentence| view! { <p class="field-error">{sentence}</p> })
    });
    let rows = (0..CHANGES.max(typed.len())).map(|index| {
        let value = typed.get(index).cloned().unwrap_or_default();
        let id = if index == 0 { "change".to_owned() } else { format!("change-{index}") };
        let radio = if index == 0 { "chosen".to_owned() } else { format!("chosen-{index}") };
        let checked = chosen == index.to_string();
        view! {
            <li><div><div class="field">
                <label for=id.clone()>{words::change_number(language, index + 1)}</label>
                <input id=id name="change" value=value dir="auto" autocomplete="off" spellcheck="false" autocapitalize="off"/>
            </div>
            <label class="choice"><input type="radio" id=radio name="chosen" value=index.to_string() checked=checked/>
                <span class="choice-text">{words::the_most_significant(language)}</span></label>
            </div></li>
        }
    });
    view! {
        <section class="section stack"><h2>{words::changes(language)}</h2>
            <p class="hint">{words::changes_hint(language)}</p>
            {errors.into_iter().collect_view()}
            <ol class="answers">{rows.collect_view()}</ol>
            {field(form, "happened", Kind::Text, words::happened(language), Some(words::happened_hint(language)))}
            {choices(form, "direction", words::direction(language), owned(directions(language)), true)}
        </section>
    }
    .into_any()
}

fn the_story(language: PageLanguage, form: &FormState) -> AnyView {
    view! {
        <section class="section stack"><h2>{words::story(language)}</h2>
            <p class="hint">{words::no_names(language)}</p>
            {story_fields(language, form)}
        </section>
    }
    .into_any()
}

/// The four fields of a telling; the edit page has them too.
pub(crate) fn story_fields(language: PageLanguage, form: &FormState) -> AnyView {
    [
        field(
            form,
            "title",
            Kind::Text,
            story::title(language),
            Some(story::title_hint(language)),
        ),
        field(
            form,
            "context",
            Kind::Long,
            story::context(language),
            Some(story::context_hint(language)),
        ),
        field(
            form,
            "description",
            Kind::Story,
            story::description(language),
            Some(story::description_hint(language)),
        ),
        field(
            form,
            "significance",
            Kind::Long,
            story::significance(language),
            Some(story::significance_hint(language)),
        ),
    ]
    .into_iter()
    .collect_view()
    .into_any()
}

fn the_consent(language: PageLanguage, form: &FormState) -> AnyView {
    let rows = Purpose::ALL.map(|purpose| {
        let name = purpose_name(purpose);
        let yes = form.typed.get(name) == "yes";
        view! {
            <fieldset class="choices consent" data-flow="row">
                <legend>{purpose_label(language, purpose)}</legend>
                <label class="choice"><input type="radio" name=name value="no" checked=!yes/><span class="choice-text">{purposes::no(language)}</span></label>
                <label class="choice"><input type="radio" name=name value="yes" checked=yes/><span class="choice-text">{purposes::yes(language)}</span></label>
            </fieldset>
        }
    });
    view! {
        <section class="section stack"><h2>{purposes::title(language)}</h2>
            <p>{purposes::script(language)}</p>
            {rows.into_iter().collect_view()}
            {field(form, "until", Kind::Date, purposes::until(language), Some(purposes::until_hint(language)))}
            {choices(form, "manner", purposes::manner(language), owned(manners(language)), true)}
        </section>
    }
    .into_any()
}

fn reading_back(language: PageLanguage, form: &FormState) -> AnyView {
    let done = form.typed.get("read_back") == "yes";
    view! {
        <section class="section stack"><h2>{words::read_back(language)}</h2>
            <label class="choice"><input type="checkbox" name="read_back" value="yes" checked=done/><span class="choice-text">{words::approved(language)}</span></label>
            {field(form, "corrections", Kind::Number, words::corrections(language), None)}
        </section>
    }
    .into_any()
}
