//! An excerpt in its two forms: what was said, with what is to be replaced marked in it, and what may be quoted.

use archive::desk::excerpts::Seen;
use leptos::prelude::*;
use method::anonymise::IdentifierKind;
use method::excerpt::{Excerpt, OMISSION, Piece, ReplacementKind};
use method::language::Language;

/// What was said; replaced words are marked.
pub(super) fn said(excerpt: &Excerpt, source: &str, language: Language) -> AnyView {
    let pieces = excerpt.pieces(source).unwrap_or_default();
    let mut kinds = excerpt.replacements().iter().map(|one| kind_name(one.kind));
    let shown = pieces.into_iter().map(|piece| match piece {
        Piece::Kept(words) => words.to_owned().into_any(),
        Piece::Replaced { was, .. } | Piece::Omitted { was } => {
            let kind = kinds.next().flatten();
            view! { <mark class="identifier" data-kind=kind>{was.to_owned()}</mark> }.into_any()
        }
    });
    view! { <div class="story-text" lang=language.tag() dir="auto"><p dir="auto">{shown.collect_view()}</p></div> }
        .into_any()
}

/// What may be quoted; every change stands in brackets and is marked.
pub(super) fn quoted(excerpt: &Excerpt, source: &str, language: Language) -> AnyView {
    let pieces = excerpt.pieces(source).unwrap_or_default();
    let mut kinds = excerpt.replacements().iter().map(|one| kind_name(one.kind));
    let shown = pieces.into_iter().map(|piece| {
        let with = match piece {
            Piece::Kept(words) => return words.to_owned().into_any(),
            Piece::Replaced { with, .. } => format!("[{with}]"),
            Piece::Omitted { .. } => OMISSION.to_owned(),
        };
        let kind = kinds.next().flatten();
        // Isolated, so that a Latin name in an Arabic sentence does not turn its brackets round.
        view! { <bdi><mark class="identifier" data-kind=kind data-state="replaced">{with}</mark></bdi> }.into_any()
    });
    view! { <div class="story-text" lang=language.tag() dir="auto"><p dir="auto">{shown.collect_view()}</p></div> }
        .into_any()
}

/// The words that a name of the register still stands in.
pub(super) fn still_named(seen: &Seen) -> Vec<String> {
    let words = |(start, end, _): &(usize, usize, IdentifierKind)| {
        seen.listed.text.chars().skip(*start).take(end - start).collect::<String>()
    };
    let mut named: Vec<String> = seen.still_named.iter().map(words).collect();
    named.sort();
    named.dedup();
    named
}

/// The kind of an identifier, as the style sheet names it.
const fn kind_name(kind: ReplacementKind) -> Option<&'static str> {
    match kind {
        ReplacementKind::Identifier(kind) => Some(kind.as_str()),
        ReplacementKind::Detail | ReplacementKind::Omission => None,
    }
}
