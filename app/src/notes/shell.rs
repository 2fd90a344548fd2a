//! The shell that a tablet keeps: a page that says nothing of us, with a field for a passphrase. What is behind it comes from the
//! tablet itself (`app/recorder`). It is answered while the vault is closed.

use super::{ShellIcon, ShellName};
use crate::layout::neutral_page_with;
use crate::request::Visitor;
use crate::words::notes as words;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::*;

pub(crate) async fn show(visitor: Visitor, name: ShellName, icon: ShellIcon) -> Response {
    let language = visitor.language;
    let title = name.0.unwrap_or_else(|| words::shell(language).to_owned());
    neutral_page_with(StatusCode::OK, language, title, icon, || {
        view! {
            <div id="notes">
                <noscript><p>{words::needs_script(language)}</p></noscript>
                <form data-unlock class="stack" autocomplete="off">
                    <div class="field">
                        <label for="passphrase">{words::passphrase(language)}</label>
                        <input id="passphrase" type="password" autocomplete="off" spellcheck="false" autocapitalize="off" required=true/>
                        <p class="field-error" data-wrong hidden=true>{words::wrong(language)}</p>
                        <p class="field-error" data-expired hidden=true>{words::expired(language)}</p>
                    </div>
                    <div class="actions">
                        <button class="button" data-kind="primary">{words::open(language)}</button>
                        <a class="button" href="/notes/prepare" data-prepare>{words::prepare(language)}</a>
                    </div>
                </form>
                <p data-busy role="status" hidden=true>{words::opening(language)}</p>
                <p data-say="waiting" class="hint"></p>
                <div hidden=true><span data-sentence="waiting">{words::waits_here(language)}</span></div>
            </div>
            <link rel="manifest" href="/notes.webmanifest"/>
            <script type="module" src="/notes.js" nonce=use_nonce()></script>
        }
        .into_any()
    })
}

/// What a tablet is told when it installs the shell: a name and a picture that say nothing of us.
pub(crate) async fn manifest(visitor: Visitor, name: ShellName, icon: ShellIcon) -> Response {
    let title = name.0.unwrap_or_else(|| words::shell(visitor.language).to_owned());
    let picture = |size: u16| {
        let (file, sizes) = (icon.file(size), format!("{size}x{size}"));
        serde_json::json!({ "src": file, "sizes": sizes, "type": "image/png" })
    };
    let manifest = serde_json::json!({
        "name": title,
        "short_name": title,
        "lang": visitor.language.tag(),
        "dir": visitor.language.dir(),
        "start_url": "/notes",
        "scope": "/notes",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [picture(192), picture(512)],
    });
    ([(CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response()
}
