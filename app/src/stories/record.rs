//! Recording a story: the long list first, then the one; what happened and why it matters to her, apart; consent for each
//! purpose, each no until she says yes; reading back.

pub(crate) mod aloud;
mod beside;
mod consent;
pub(crate) mod questions;
mod room;
pub(crate) mod session;

use aloud::Aloud;
pub(crate) use beside::Beside;
pub(crate) use room::{in_one_line, keep_nothing, ways_out};

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::pictograms::drawn;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::{directions, lack, language_label, sessions, setting, talk};
use crate::words::{consent as purposes, gatherings, paper, record as words, story, talk as talk_words};
use archive::Archive;
use archive::desk::programmes::Overview;
use archive::desk::stories::StoriesError;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use method::id::SiteId;
use method::language::{Language, PageLanguage};
use method::policy::{Action, Subject, may};
use method::programme::Site;
use method::recording::{ASKED_IN, Told, Unread, WORDING, until_field, wording, wording_of};
use method::sound::Passage;

/// Lines of the long list that the form offers.
const CHANGES: usize = 5;
/// Days for which a yes holds unless another day is typed: two years.
const CONSENT_DAYS: u64 = 730;

/// The form, begun in a group where the link says so: `?gathering=…`.
pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let group = Typed::new(query).get("gathering");
    let typed = first_answers(caller.language(), archive.today()).with("gathering", group);
    shown(&caller, &archive, FormState::new(typed)).await
}

/// What the form begins with.
pub(crate) fn first_answers(language: PageLanguage, today: NaiveDate) -> Typed {
    let until = today.checked_add_days(Days::new(CONSENT_DAYS)).unwrap_or(today);
    Typed::filled([
        ("told_on", today.to_string()),
        ("until", until.to_string()),
        ("language", language.tag().to_owned()),
        (ASKED_IN, language.tag().to_owned()),
        ("session", "focus_group".to_owned()),
        ("direction", "good".to_owned()),
        ("manner", "spoken".to_owned()),
    ])
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let refuse = |form: FormState, unread: Vec<Unread>| {
        let say = |form: FormState, one| {
            let (field, sentence) = wrong(language, one);
            form.wrong(field, sentence)
        };
        unread.into_iter().fold(form, say)
    };
    let refused = match Told::read(form.typed.sheet()) {
        Ok(told) => match archive.stories().record(&caller.actor, caller.programme, told).await {
            Ok(id) => return Redirect::to(&format!("/stories/{id}")).into_response(),
            Err(error) => error,
        },
        Err(unread) => return shown_with_questions(&caller, &archive, refuse(form, unread)).await,
    };
    let form = match refused {
        StoriesError::Lacks(lacks) => refuse(form, lacks.into_iter().map(Unread::Missing).collect()),
        StoriesError::Answers(wrong) => questions::refuse(language, form, &wrong),
        StoriesError::Gathering(why) => form.wrong("gathering", session::not_admitted(language, why)),
        StoriesError::NoGathering => refuse(form, vec![Unread::Gathering]),
        StoriesError::TooLong => form.wrong("description", words::too_long(language)),
        StoriesError::NoPeriod => form.wrong("told_on", words::no_period(language)),
        StoriesError::UntilTooFar(purpose) => form.wrong(
            until_field(purpose),
            talk_words::until_too_far(language, purpose.lifetime().longest),
        ),
        StoriesError::Talk(lacks) => refuse(form, lacks.into_iter().map(Unread::Talk).collect()),
        StoriesError::UntilPast => form.wrong("until", purposes::until_past(language)),
        error => return refusal::stories(language, &error),
    };
    shown_with_questions(&caller, &archive, form).await
}

/// A form that is refused, with what is wrong of its extra questions too.
async fn shown_with_questions(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    match questions::of(caller, archive).await {
        Ok(asked) => shown(caller, archive, questions::refuse_too(caller.language(), form, &asked)).await,
        Err(response) => response,
    }
}

/// A field and the sentence beside it.
pub(crate) fn wrong(language: PageLanguage, unread: Unread) -> (&'static str, &'static str) {
    match unread {
        Unread::Site => ("site", words::site_needed(language)),
        Unread::Language => ("language", words::language_needed(language)),
        Unread::ToldOn => ("told_on", words::date_needed(language)),
        Unread::Gathering => ("gathering", gatherings::unknown_group(language)),
        Unread::CollectedBy => ("collected_by", paper::collected_by_long(language)),
        Unread::Domain => ("domain", words::domain_needed(language)),
        Unread::Until => ("until", words::date_needed(language)),
        Unread::OwnUntil(purpose) => (until_field(purpose), talk_words::own_until_wrong(language)),
        Unread::Talk(one) => talk::lack(language, one),
        Unread::Missing(one) => lack(language, one),
    }
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let beside = match Beside::of(caller, archive).await {
        Ok(beside) => beside,
        Err(response) => return response,
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
    let mut head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back("/stories", words::back(language));
    head.has_island = beside.aloud.needs_voice(language);
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action="/stories/new" class="stack">
                {sections(language, form, &overview, &sites, &beside)}
                <div class="actions"><button class="button" data-kind="primary" data-size="large">{words::keep(language)}</button></div>
                {ways_out(language, &beside, &sites, keep_nothing(language))}
            </form>
        }
        .into_any()
    })
}

/// All that is asked of a story: on this page, on that of a draft, and on the tablets of the field.
pub(crate) fn sections(
    language: PageLanguage,
    form: &FormState,
    overview: &Overview,
    sites: &[&Site],
    beside: &Beside,
) -> AnyView {
    view! {
        <input type="hidden" name=ASKED_IN value=form.typed.get(ASKED_IN)/>
        {room::bar(language)}
        {room::first_hours(language, form, &beside.services, sites)}
        {where_and_when(language, form, sites, session::group(language, form, beside, sites))}
        {the_question(language, form, overview, &beside.aloud)}
        {the_list(language, form)}
        {the_story(language, form)}
        {questions::section(language, form, &beside.questions, overview)}
        {consent::section(language, form, &beside.aloud)}
        {reading_back(language, form)}
        {setting::section(language, form)}
        {room::parting(language, &beside.services, sites)}
    }
    .into_any()
}

fn owned<const N: usize, T>(options: [(T, &'static str, &'static str); N]) -> Vec<(String, String)> {
    options
        .into_iter()
        .map(|(_, value, words)| (value.to_owned(), words.to_owned()))
        .collect()
}

fn where_and_when(language: PageLanguage, form: &FormState, sites: &[&Site], group: Option<AnyView>) -> AnyView {
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
            {group}
            {field(form, "told_on", Kind::Date, words::told_on(language), None)}
            {session::paper(language, form)}
        </section>
    }
    .into_any()
}

/// The question of each domain, to be read or heard, of which one is chosen.
fn the_question(language: PageLanguage, form: &FormState, overview: &Overview, aloud: &Aloud) -> AnyView {
    let (chosen, error) = (form.typed.get("domain"), form.error("domain"));
    let described = error.is_some().then_some("domain-error");
    let domains = overview.domains.iter().map(|one| &one.domain);
    let options = domains.enumerate().map(|(index, domain)| {
        let (id, value) = ((index == 0).then_some("domain"), domain.id.to_string());
        let checked = value == chosen;
        let asked = format!("{} — {}", domain.label.get(language), domain.prompt.render(language).text);
        view! {
            <label class="choice"><input type="radio" id=id name="domain" value=value checked=checked/>
                {domain.pictogram.map(drawn)}<span class="choice-text" dir="auto">{asked}</span></label>
            {aloud.view(language, Passage::Prompt(domain.id))}
        }
    });
    // Hidden as it is, a field of text: whoever empties the form brings its first value back, which she would not for a hidden one.
    let put = wordings(form, overview)
        .map(|answer| view! { <input type="text" hidden=true readonly=true name=WORDING value=answer autocomplete="off"/> });
    view! {
        <section class="section stack"><h2>{words::question(language)}</h2>
            {put.collect_view()}
            <fieldset class="choices" data-invalid=described.is_some() aria-describedby=described>
                <legend>{words::domain(language)}</legend>
                {error.map(|error| view! { <p class="field-error" id="domain-error">{error}</p> })}
                {options.collect_view()}
            </fieldset>
        </section>
    }
    .into_any()
}

/// In which wording each question stands on the form: as it says already, or else as it is worded now.
fn wordings(form: &FormState, overview: &Overview) -> impl Iterator<Item = String> {
    let domains = overview.domains.iter().map(|one| &one.domain);
    domains.map(|domain| {
        let put = wording_of(form.typed.sheet(), domain.id);
        wording(domain.id, put.unwrap_or(domain.prompt.number))
    })
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
