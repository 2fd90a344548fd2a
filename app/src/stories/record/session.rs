//! Where a story was told and by whom it was written down: in which group, on paper.

use super::Beside;
use crate::form::FormState;
use crate::parts::day;
use crate::parts::field::{Kind, field};
use crate::parts::select::select;
use crate::words::{gatherings, paper as words};
use archive::desk::gatherings::Kept;
use leptos::prelude::*;
use method::gathering::NotAdmitted;
use method::language::PageLanguage;
use method::programme::Site;
use std::fmt::Display;

/// The open groups of some sites to choose from, and the one that was chosen; nothing where there is none, but on a tablet, which
/// offers those that it writes down itself.
pub(super) fn group(language: PageLanguage, form: &FormState, beside: &Beside, sites: &[&Site]) -> Option<AnyView> {
    let chosen = form.typed.get("gathering");
    let offered = beside
        .groups
        .iter()
        .filter(|one| !one.is_closed || one.id.to_string() == chosen);
    let named = |one: &Kept| {
        let site = sites.iter().find(|site| site.id == one.gathering.site)?;
        Some((one.id.to_string(), called(language, one, site.name.get(language))))
    };
    let options: Vec<_> = std::iter::once((String::new(), gatherings::no_group(language).to_owned()))
        .chain(offered.filter_map(named))
        .collect();
    let (label, hint) = (gatherings::told_in(language), gatherings::told_in_hint(language));
    (options.len() > 1 || beside.aloud.is_on_tablet()).then(|| select(form, "gathering", label, Some(hint), options))
}

/// What a group at a site is called: day, site, how many came.
pub(crate) fn called(language: PageLanguage, one: &Kept, site: &str) -> String {
    let day = day::spelled(language, one.gathering.held_on);
    named(language, day, site, one.gathering.attendance.total())
}

/// The same of a group of which a tablet knows day and number, in their places `%d` and `%n`.
pub(crate) fn called_on_tablet(language: PageLanguage, site: &str) -> String {
    named(language, "%d", site, "%n")
}

fn named(language: PageLanguage, day: impl Display, site: &str, people: impl Display) -> String {
    format!("{day} · {site} · {}", gatherings::people(language, people))
}

/// For a story that was written down by hand and is typed in later.
pub(crate) fn paper(language: PageLanguage, form: &FormState) -> AnyView {
    let is_open = form.error("collected_by").is_some() || !form.typed.get("collected_by").is_empty();
    view! {
        <details class="more" open=is_open><summary>{words::written_on_paper(language)}</summary>
            {field(form, "collected_by", Kind::Text, words::collected_by(language), Some(words::collected_by_hint(language)))}
        </details>
    }
    .into_any()
}

/// Why a story cannot have been told in a group.
pub(crate) fn not_admitted(language: PageLanguage, why: NotAdmitted) -> &'static str {
    match why {
        NotAdmitted::OtherSite => gatherings::other_site(language),
        NotAdmitted::OtherSession => gatherings::other_session(language),
        NotAdmitted::NoConsent => gatherings::no_consent(language),
    }
}
