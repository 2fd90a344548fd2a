//! Writing down a gathering, and correcting it: when, where, who came as counts, and whether everybody agreed to be there.

use crate::form::{FormState, Typed};
use crate::gatherings::places;
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::gatherings as words;
use archive::Archive;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::gathering::{Gathering, MOST, NAME_LETTERS, Unread};
use method::id::GatheringId;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};
use method::programme::Site;

pub(crate) async fn begin(caller: Caller, State(archive): State<Archive>) -> Response {
    let typed = Typed::filled([
        ("gathering", archive.gatherings().new_id().to_string()),
        ("group_held_on", archive.today().to_string()),
        ("group_place", "clinic".to_owned()),
    ]);
    shown(&caller, &archive, FormState::new(typed)).await
}

pub(crate) async fn add(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Ok(id) = form.typed.get("gathering").parse::<GatheringId>() else {
        return refusal::not_found(language);
    };
    let gathering = match Gathering::read(form.typed.sheet()) {
        Ok(gathering) => gathering,
        Err(unread) => return shown(&caller, &archive, refuse(language, form, unread)).await,
    };
    match archive
        .gatherings()
        .open(&caller.actor, caller.programme, id, gathering)
        .await
    {
        Ok(()) => Redirect::to(&format!("/gatherings/{id}")).into_response(),
        Err(error) => refusal::gatherings(language, &error),
    }
}

/// Says beside each field what is wrong with it.
pub(super) fn refuse(language: PageLanguage, form: FormState, unread: Vec<Unread>) -> FormState {
    unread.into_iter().fold(form, |form, one| match one {
        Unread::Site => form.wrong("site", words::site_needed(language)),
        Unread::HeldOn => form.wrong("group_held_on", words::day_needed(language)),
        Unread::Place => form.wrong("group_place", words::place_needed(language)),
        Unread::Count(name) => form.wrong(name, words::count_needed(language, MOST)),
        Unread::TooFew => form.wrong("group_women", words::too_few(language)),
        Unread::Ages => form.wrong(Gathering::AGES[0], words::wrong_ages(language)),
        Unread::Second => form.wrong("group_second", words::second_long(language, NAME_LETTERS)),
    })
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let here =
        |site: &&Site| may(&caller.actor, Action::RecordStory, &Subject::Site(caller.programme, site.id)).is_allowed();
    let sites: Vec<&Site> = overview.sites.iter().filter(here).collect();
    let form = match sites[..] {
        [] => return refusal::not_found(language),
        [only] => form.otherwise("site", only.id.to_string()),
        _ => form,
    };
    let head = Head::new(words::add(language), words::new_lead(language))
        .narrow()
        .back("/gatherings", words::title(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let named = |site: &&Site| (site.id.to_string(), site.name.get(language).to_owned());
        let options = sites.iter().map(named).collect();
        view! {
            {refused(&form, words::refused(language))}
            <form method="post" action="/gatherings/new" class="stack">
                <input type="hidden" name="gathering" value=form.typed.get("gathering")/>
                {choices(&form, "site", words::site(language), options, true)}
                {fields(language, &form)}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// What is asked of a group, but for its site.
pub(crate) fn fields(language: PageLanguage, form: &FormState) -> AnyView {
    let agreed = form.typed.get("group_consent") == "yes";
    let counts = [
        ("group_women", words::women(language)),
        ("group_men", words::men(language)),
        ("group_others", words::others(language)),
    ];
    let [youngest, middle, eldest] = Gathering::AGES;
    let ages = [
        (youngest, words::under_25(language)),
        (middle, words::under_40(language)),
        (eldest, words::over_39(language)),
    ];
    let counted = |(name, label)| field(form, name, Kind::Number, label, None);
    let has_ages = ages.iter().any(|(name, _)| !form.typed.get(name).is_empty());
    view! {
        {field(form, "group_held_on", Kind::Date, words::held_on(language), None)}
        {choices(form, "group_place", words::place(language), places(language), true)}
        <fieldset class="stack"><legend>{words::who_came(language)}</legend>{counts.map(counted).collect_view()}
            <details class="more" open=has_ages><summary>{words::ages(language)}</summary>{ages.map(counted).collect_view()}</details>
        </fieldset>
        {field(form, "group_second", Kind::Text, words::second(language), None)}
        <fieldset class="choices"><legend>{words::consent(language)}</legend>
            <p>{words::consent_script(language)}</p><p class="hint">{words::not_agreed_hint(language)}</p>
            <label class="choice"><input type="checkbox" id="group_consent" name="group_consent" value="yes" checked=agreed/>
                <span class="choice-text">{words::all_agreed(language)}</span></label>
        </fieldset>
    }
    .into_any()
}
