//! What was changed between two texts, word by word.

use leptos::prelude::*;
use method::difference::{ChangeKind, difference};

/// The older text turned into the newer one, with what was taken out and what was put in.
pub(crate) fn pieces(older: &str, newer: &str) -> AnyView {
    let pieces = difference(older, newer).into_iter().map(|change| match change.kind {
        ChangeKind::Same => view! { <span>{change.text}</span> }.into_any(),
        ChangeKind::Removed => view! { <del>{change.text}</del> }.into_any(),
        ChangeKind::Added => view! { <ins>{change.text}</ins> }.into_any(),
    });
    pieces.collect_view().into_any()
}
