//! Colleagues: who has which role where, and giving somebody an account.

use crate::form::{FormState, Typed};
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
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::{Reach, Role};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, &FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let form = FormState::new(Typed::new(typed));
    let Some(role) = Role::ALL.into_iter().find(|role| role_name(*role) == form.typed.get("role")) else {
        return shown(&caller, &archive, &form.wrong("role", words::role_needed(language))).await;
    };
    let typed_site = form.typed.get("site");
    let Some(site) = (if typed_site == "all" {
        Some(None)
    } else {
        typed_site.parse().ok().map(Some)
    }) else {
        return shown(&caller, &archive, &form.wrong("site", words::site_needed(language))).await;
    };
    let typed = &form.typed;
    let new = NewAccount {
        login: typed.get("login"),
        name: typed.get("name"),
        password: typed.get("first_password"),
        role,
        site,
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

async fn shown(caller: &Caller, archive: &Archive, form: &FormState) -> Response {
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
            }
            .into_any()
        },
    )
}

fn table(language: PageLanguage, colleagues: &[Colleague], overview: &Overview) -> AnyView {
    let rows = colleagues.iter().map(|colleague| {
        let roles = colleague.memberships.iter().map(|one| {
            let place = match one.reach {
                Reach::Site(site) => overview.site(site).map_or("", |site| site.name.get(language)),
                Reach::Everywhere => words::all_sites(language),
            };
            format!("{} ({place})", role_label(language, one.role))
        });
        let roles = roles.collect::<Vec<_>>().join(" · ");
        view! {
            <tr>
                <th scope="row" data-label=words::name(language)>{colleague.name.clone()}</th>
                <td data-label=words::login(language)><bdi>{colleague.login.clone()}</bdi></td>
                <td data-label=words::role(language)>{roles}</td>
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

fn adding(language: PageLanguage, form: &FormState, overview: &Overview) -> AnyView {
    let roles = Role::ALL
        .map(|role| (role_name(role).to_owned(), role_label(language, role).to_owned()))
        .to_vec();
    let sites = overview
        .sites
        .iter()
        .map(|site| (site.id.to_string(), site.name.get(language).to_owned()));
    let sites = std::iter::once(("all".to_owned(), words::all_sites(language).to_owned()))
        .chain(sites)
        .collect();
    view! {
        <form method="post" action="/people" class="stack">
            {field(form, "name", Kind::Text, words::name(language), None)}
            {field(form, "login", Kind::Text, words::login(language), None)}
            {field(form, "first_password", Kind::Password, words::password(language), Some(words::password_hint(language)))}
            {choices(form, "role", words::role(language), roles, true)}
            {choices(form, "site", words::site(language), sites, true)}
            <div class="actions"><button class="button" data-kind="primary">{words::add(language)}</button></div>
        </form>
    }
    .into_any()
}
