//! Below the editor: the way to letting a brief go out, and what went out of it.

use super::issue::called;
use super::list::to;
use crate::words::{briefs as words, cards};
use archive::desk::briefs::AtWork;
use leptos::prelude::*;
use method::consent::Purpose;
use method::language::PageLanguage;

/// Letting it go out, and what went out.
pub(super) fn leaving(language: PageLanguage, at_work: &AtWork) -> AnyView {
    let link = format!("/briefs/{}", at_work.id);
    let rows = at_work.issues.iter().map(|issue| {
        let file = format!("{link}/issues/{}/brief", issue.id);
        let links = issue.files.iter().map(|(format, _)| {
            let (name, ending) = called(*format);
            view! { <a class="button" href=format!("{file}.{ending}") download="">{name}</a> }
        });
        let fingerprints = issue.files.iter().map(|(format, hash)| {
            let (name, _) = called(*format);
            view! { <p class="hint" dir="ltr">{format!("{name} ")}<code>{hash.clone()}</code></p> }
        });
        let cards = (issue.to.class.purpose() == Purpose::Public)
            .then(|| view! { <a class="button" href=format!("{link}/issues/{}/cards", issue.id)>{cards::open(language)}</a> });
        let despite = (!issue.despite.is_empty()).then(|| {
            view! { <p class="hint">{words::despite(language)}" "<bdi>{issue.despite.clone()}</bdi></p> }
        });
        let signer = issue.signed_off_by.and_then(|who| at_work.names.get(&who));
        let signer = signer.map(|name| view! { <p class="hint">{words::signed_off_by(language)}" "<bdi>{name.clone()}</bdi></p> });
        view! {
            <li data-kind="done"><p>{to(language, issue)}</p>{signer}{despite}
                <div class="actions">{links.collect_view()}{cards}</div>
                <details class="more"><summary>{words::fingerprints(language)}</summary>{fingerprints.collect_view()}</details>
            </li>
        }
    });
    let list = (!at_work.issues.is_empty()).then(|| view! { <ol class="timeline">{rows.collect_view()}</ol> });
    view! {
        <section class="section stack no-print" id="issues"><h2>{words::issues(language)}</h2>
            <p>{words::issues_hint(language)}</p>
            <div class="actions"><a class="button" href=format!("{link}/issue")>{words::issue(language)}</a>
                <a class="button" data-kind="quiet" href=format!("{link}/review")>{words::review(language)}</a></div>
            {list}
        </section>
    }
    .into_any()
}
