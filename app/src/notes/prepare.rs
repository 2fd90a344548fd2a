//! Preparing the tablet on which this page stands: its name, its site, the passphrase that opens it, and perhaps a second one that opens
//! a training programme. They never leave the tablet, and nobody learns whether there is a second.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::refusal;
use crate::request::Caller;
use crate::words::notes as words;
use archive::Archive;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use method::policy::{Action, Subject, may};

/// The fewest letters of a tablet's passphrase.
const PASSPHRASE_LETTERS: usize = 10;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let here = |site| may(&caller.actor, Action::RecordStory, &Subject::Site(caller.programme, site)).is_allowed();
    let sites = overview.sites.iter().filter(|site| here(site.id));
    let sites: Vec<_> = sites
        .map(|site| (site.id.to_string(), site.name.get(language).to_owned()))
        .collect();
    let Some((first, _)) = sites.first().cloned() else {
        return refusal::not_found(language);
    };
    let form = FormState::default().otherwise("site", first);
    let head = Head::new(words::prepare_title(language), words::prepare_lead(language))
        .narrow()
        .back("/stories", words::to_stories(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            <noscript><p>{words::needs_script(language)}</p></noscript>
            <form class="stack" data-enrol autocomplete="off" data-fewest=PASSPHRASE_LETTERS.to_string()>
                {choices(&form, "site", words::site(language), sites, true)}
                {field(&form, "name", Kind::Text, words::tablet_name(language), Some(words::tablet_name_hint(language)))}
                {field(&form, "passphrase", Kind::Password, words::passphrase(language), Some(words::passphrase_hint(language)))}
                {field(&form, "again", Kind::Password, words::again(language), None)}
                {field(&form, "second", Kind::Password, words::second_passphrase(language), Some(words::second_passphrase_hint(language)))}
                <p class="field-error" data-short hidden=true>{words::too_short(language)}</p>
                <p class="field-error" data-differs hidden=true>{words::differs(language)}</p>
                <p class="field-error" data-same hidden=true>{words::same_passphrase(language)}</p>
                <p class="field-error" data-refused hidden=true>{words::not_prepared(language)}</p>
                // Pressed before the script is awake, the browser would send the passphrase in an address.
                <div class="actions"><button class="button" data-kind="primary" disabled=true>{words::prepare(language)}</button></div>
                <p data-busy role="status" hidden=true>{words::preparing(language)}</p>
            </form>
            <script type="module" src="/notes.js" nonce=use_nonce()></script>
        }
        .into_any()
    })
}
