//! An excerpt of the library: its words, what they are about, what stands behind them, how far they have gone already.

use crate::coding::colour;
use crate::excerpts::verdict;
use crate::parts::day::spelled;
use crate::stories::language_label;
use crate::words::library as words;
use archive::desk::excerpts::{Chosen, Library, Quotable, Shelved};
use leptos::prelude::*;
use method::brief::{ISSUES_A_YEAR, Reference, Speech, Wear, quoted, told_in};
use method::id::CodeId;
use method::language::PageLanguage;

pub(super) fn card(language: PageLanguage, one: &Shelved, library: &Library) -> AnyView {
    let quotable = &one.quotable;
    let tag = quotable.language.tag();
    let domain = library.overview.domain(one.domain);
    let domain = domain.map(|domain| domain.label.get(language).to_owned());
    view! {
        <li><article class="story-card">
            <figure class="quotation">
                <blockquote lang=tag dir="auto"><p>{quoted(&quotable.text, quotable.language)}</p></blockquote>
                <figcaption><a href=format!("/excerpts/{}", quotable.id)><bdi lang=tag>{quotable.pseudonym.clone()}"*"</bdi></a>" · "
                    {told_in(speech(quotable), language)}" · "{words::until(language, spelled(language, quotable.until))}</figcaption>
            </figure>
            <p class="story-facts"><span>{domain}</span></p>
            {codes(language, library, one.themes.iter().copied())}
            {evidence(language, one, library)}
            {meter(language, one)}
            {in_other_languages(language, one)}
            <p class="hint">{words::reference(language)}" "<code dir="ltr">{Reference::Excerpt(quotable.id).to_string()}</code></p>
        </article></li>
    }
    .into_any()
}

/// In which language it was told, and whether it is a translation.
pub(crate) const fn speech(one: &Quotable) -> Speech {
    Speech {
        told: one.told,
        printed: one.language,
    }
}

/// The same words in other languages.
fn in_other_languages(language: PageLanguage, one: &Shelved) -> AnyView {
    let all = one.beside.iter().map(|other| {
        let tag = other.language.tag();
        view! {
            <details class="more"><summary>{words::same_words(language, language_label(language, other.language))}</summary>
                <blockquote lang=tag dir="auto"><p>{quoted(&other.text, other.language)}</p></blockquote>
                <p class="hint">{told_in(speech(other), language)}" · "<code dir="ltr">{Reference::Excerpt(other.id).to_string()}</code></p>
            </details>
        }
    });
    all.collect_view().into_any()
}

fn codes(language: PageLanguage, library: &Library, ids: impl Iterator<Item = CodeId>) -> AnyView {
    let found: Vec<_> = ids.filter_map(|id| library.codebook.get(id)).collect();
    if found.is_empty() {
        return ().into_any();
    }
    let chips = found.into_iter().map(|code| {
        view! { <li><span class="code" data-colour=colour(code).to_string() dir="auto">{code.label(language).to_owned()}</span></li> }
    });
    view! { <ul class="codes">{chips.collect_view()}</ul> }.into_any()
}

/// What stands behind it, the choices of panels with the codes of their reasons.
fn evidence(language: PageLanguage, one: &Shelved, library: &Library) -> AnyView {
    let heard = if one.evidence.is_read_back {
        view! { <span class="badge" data-kind="done">{words::was_read_back(language)}</span> }.into_any()
    } else {
        view! { <span class="badge">{words::not_read_back(language)}</span> }.into_any()
    };
    let nowhere = one
        .chosen
        .is_empty()
        .then(|| view! { " "<span class="badge">{words::not_chosen(language)}</span> });
    let chosen = one.chosen.iter().map(|chosen| choice(language, chosen, library));
    let verified = verdict(language, one.evidence.verdict);
    view! { <p>{heard}" "{verified}{nowhere}</p>{chosen.collect_view()} }.into_any()
}

fn choice(language: PageLanguage, chosen: &Chosen, library: &Library) -> AnyView {
    let why = (!chosen.why.is_empty()).then(|| {
        view! { <p class="hint">{words::why(language)}</p>{codes(language, library, chosen.why.iter().copied())} }
    });
    let level = chosen.level.get(language).to_owned();
    view! { <p><span class="badge" data-kind="done">{words::chosen_at(language, level)}</span></p>{why} }.into_any()
}

/// How often words of its story went out in twelve months, against what is said aloud (capability 69).
fn meter(language: PageLanguage, one: &Shelved) -> AnyView {
    let uses = one.uses;
    let said = words::gone_out(language, uses.all, ISSUES_A_YEAR, uses.recent);
    let (most, value) = (ISSUES_A_YEAR.to_string(), uses.recent.min(ISSUES_A_YEAR).to_string());
    let id = format!("uses-{}", one.quotable.id);
    let worn = (Wear::of(uses.recent) == Wear::Worn)
        .then(|| view! { <span class="badge" data-kind="warning">{words::worn(language)}</span> });
    view! {
        <div class="meter"><label for=id.clone()>{said}</label>" "{worn}<meter id=id min="0" max=most value=value></meter></div>
    }
    .into_any()
}
