//! Colleagues: who has which role where, and giving somebody an account.

use crate::form::FormState;
use crate::layout::{Head, page, role_label};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::people as words;
use archive::Archive;
use archive::desk::people::{Colleague, NewAccount, PASSWORD_LETTERS, PeopleError, role_name};
use archive::desk::programmes::Overview;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::{Membership, Reach, Role};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, &FormState::default()).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Some(role) = chosen_role(&form, "role") else {
        return shown(&caller, &archive, &form.wrong("role", words::role_needed(language))).await;
    };
    let Some(reach) = chosen_reach(&form, "site") else {
        return shown(&caller, &archive, &form.wrong("site", words::site_needed(language))).await;
    };
    let typed = &form.typed;
    let new = NewAccount {
        login: typed.get("login"),
        name: typed.get("name"),
        password: typed.get("first_password"),
        role,
        reach,
    };
    match archive.people().add(&caller.actor, caller.programme, new).await {
        Ok(_) => Redirect::to("/people").into_response(),
        Err(PeopleError::Taken) => shown(&caller, &archive, &form.wrong("login", words::login_taken(language))).await,
        Err(PeopleError::LoginShape) => shown(&caller, &archive, &form.wrong("login", words::login_shape(language))).await,
        Err(PeopleError::NameMissing) => shown(&caller, &archive, &form.wrong("name", words::name_needed(language))).await,
        Err(PeopleError::WeakPassword) => {
            shown(
                &caller,
                &archive,
                &form.wrong("first_password", words::password_weak(language, PASSWORD_LETTERS)),
            )
            .await
        }
        Err(error) => refusal::people(language, &error),
    }
}

/// The role that was chosen in a field.
pub(crate) fn chosen_role(form: &FormState, field: &str) -> Option<Role> {
    let typed = form.typed.get(field);
    Role::ALL.into_iter().find(|role| role_name(*role) == typed)
}

/// Where a role is to hold, as it was chosen in a field.
pub(crate) fn chosen_reach(form: &FormState, field: &str) -> Option<Reach> {
    match form.typed.get(field).as_str() {
        "all" => Some(Reach::Everywhere),
        typed => typed.parse().ok().map(Reach::Site),
    }
}

pub(crate) async fn shown(caller: &Caller, archive: &Archive, form: &FormState) -> Response {
    let language = caller.language();
    let colleagues = match archive.people().colleagues(&caller.actor, caller.programme).await {
        Ok(colleagues) => colleagues,
        Err(error) => return refusal::people(language, &error),
    };
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    page(
        status_of(form),
        &caller.visitor,
        &Head::new(words::title(language), words::lead(language)),
        || {
            view! {
                {refused(form, words::refused(language))}
                {table(language, &colleagues, &overview)}
                <section class="section"><h2>{words::add_title(language)}</h2>{adding(language, form, &overview)}</section>
                <section class="section"><h2>{words::give_title(language)}</h2>{giving(language, form, &overview)}</section>
            }
            .into_any()
        },
    )
}

fn table(language: PageLanguage, colleagues: &[Colleague], overview: &Overview) -> AnyView {
    let rows = colleagues.iter().map(|colleague| {
        let roles = colleague
            .memberships
            .iter()
            .map(|held| role_held(language, colleague, *held, overview));
        view! {
            <tr>
                <th scope="row" data-label=words::name(language)>{colleague.name.clone()}</th>
                <td data-label=words::login(language)><bdi>{colleague.login.clone()}</bdi></td>
                <td data-label=words::role(language)>{roles.collect_view()}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-labelledby="colleagues" tabindex="0">
            <table class="table" data-stack>
                <caption id="colleagues">{words::title(language)}</caption>
                <thead><tr><th scope="col">{words::name(language)}</th><th scope="col">{words::login(language)}</th><th scope="col">{words::role(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A role, where it holds, and the button that takes it away.
fn role_held(language: PageLanguage, colleague: &Colleague, held: Membership, overview: &Overview) -> AnyView {
    let (place, site) = match held.reach {
        Reach::Site(site) => (
            overview.site(site).map_or("", |site| site.name.get(language)).to_owned(),
            site.to_string(),
        ),
        Reach::Everywhere => (words::all_sites(language).to_owned(), "all".to_owned()),
    };
    let role = format!("{} ({place})", role_label(language, held.role));
    let label = words::take_role(language, &colleague.name, &role);
    view! {
        <form method="post" action="/people/roles/take" class="cluster">
            <input type="hidden" name="account" value=colleague.account.to_string()/>
            <input type="hidden" name="role" value=role_name(held.role)/>
            <input type="hidden" name="site" value=site/>
            <span>{role}</span>
            <button class="button" data-kind="quiet" aria-label=label>{words::take(language)}</button>
        </form>
    }
    .into_any()
}

fn role_choices(language: PageLanguage) -> Vec<(String, String)> {
    Role::ALL
        .map(|role| (role_name(role).to_owned(), role_label(language, role).to_owned()))
        .to_vec()
}

fn site_choices(language: PageLanguage, overview: &Overview) -> Vec<(String, String)> {
    let everywhere = ("all".to_owned(), words::all_sites(language).to_owned());
    let sites = overview
        .sites
        .iter()
        .map(|site| (site.id.to_string(), site.name.get(language).to_owned()));
    std::iter::once(everywhere).chain(sites).collect()
}

fn adding(language: PageLanguage, form: &FormState, overview: &Overview) -> AnyView {
    view! {
        <form method="post" action="/people" class="stack">
            {field(form, "name", Kind::Text, words::name(language), None)}
            {field(form, "login", Kind::Text, words::login(language), None)}
            {field(form, "first_password", Kind::Password, words::password(language), Some(words::password_hint(language)))}
            {choices(form, "role", words::role(language), role_choices(language), true)}
            {choices(form, "site", words::site(language), site_choices(language, overview), true)}
            <div class="actions"><button class="button" data-kind="primary">{words::add(language)}</button></div>
        </form>
    }
    .into_any()
}

fn giving(language: PageLanguage, form: &FormState, overview: &Overview) -> AnyView {
    view! {
        <form method="post" action="/people/roles" class="stack">
            {field(form, "known_login", Kind::Text, words::login(language), Some(words::give_hint(language)))}
            {choices(form, "given_role", words::role(language), role_choices(language), true)}
            {choices(form, "given_site", words::site(language), site_choices(language, overview), true)}
            <div class="actions"><button class="button">{words::give(language)}</button></div>
        </form>
    }
    .into_any()
}
