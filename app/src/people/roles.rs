//! Giving a colleague a further role, and taking one away.

use crate::form::FormState;
use crate::people::colleagues::{chosen_reach, chosen_role, shown};
use crate::refusal;
use crate::request::Caller;
use crate::words::people as words;
use archive::Archive;
use archive::desk::people::PeopleError;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use method::policy::Membership;

pub(crate) async fn give(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Some(role) = chosen_role(&form, "given_role") else {
        return shown(&caller, &archive, &form.wrong("given_role", words::role_needed(language))).await;
    };
    let Some(reach) = chosen_reach(&form, "given_site") else {
        return shown(&caller, &archive, &form.wrong("given_site", words::site_needed(language))).await;
    };
    let given = Membership {
        programme: caller.programme,
        role,
        reach,
    };
    let login = form.typed.get("known_login");
    match archive.people().give_role(&caller.actor, &login, given).await {
        Ok(()) => Redirect::to("/people").into_response(),
        Err(PeopleError::UnknownLogin) => {
            shown(&caller, &archive, &form.wrong("known_login", words::login_unknown(language))).await
        }
        Err(error) => refusal::people(language, &error),
    }
}

pub(crate) async fn take(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let (role, reach) = (chosen_role(&form, "role"), chosen_reach(&form, "site"));
    let (Some(role), Some(reach), Ok(account)) = (role, reach, form.typed.get("account").parse()) else {
        return refusal::unprocessable(language);
    };
    let taken = Membership {
        programme: caller.programme,
        role,
        reach,
    };
    match archive.people().take_role(&caller.actor, account, taken).await {
        Ok(()) => Redirect::to("/people").into_response(),
        Err(PeopleError::LastAdministrator) => {
            let refused = FormState::default().wrong("colleagues", words::last_administrator(language));
            shown(&caller, &archive, &refused).await
        }
        Err(error) => refusal::people(language, &error),
    }
}
