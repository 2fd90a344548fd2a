//! Pictures for briefs: the file first, then what is said of it with the picture before one's eyes.

pub(crate) mod add;
pub(crate) mod list;
pub(crate) mod one;

use archive::desk::images::{Kept, address};
use leptos::prelude::*;
use method::language::PageLanguage;

/// A picture, as large as there is room, with what it shows.
pub(crate) fn picture(language: PageLanguage, kept: &Kept) -> AnyView {
    let image = &kept.image;
    let (said, tag) = match &image.described {
        Some(described) => (described.alt().to_owned(), described.language().tag()),
        None => (crate::words::images::not_described(language).to_owned(), language.tag()),
    };
    view! { <img src=address(kept.id) alt=said lang=tag width=image.width height=image.height loading="lazy"/> }.into_any()
}
