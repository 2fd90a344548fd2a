//! The pictures of stories, drawn in lines of one width: on screens, on cards to cut out, on ballots.

use crate::words::panel_pictures as words;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::panel::Picture;

/// What a picture shows, and its outline in a square of 48.
fn drawn(language: PageLanguage, picture: Picture) -> (&'static str, &'static str) {
    match picture {
        Picture::Key => (
            words::key(language),
            "M8 24a8 8 0 1 0 16 0a8 8 0 1 0-16 0M24 24h18M35 24v7M42 24v6",
        ),
        Picture::Tree => (
            words::tree(language),
            "M24 43V29M12 18a12 12 0 1 0 24 0a12 12 0 1 0-24 0M17 43h14",
        ),
        Picture::Cup => (
            words::cup(language),
            "M10 14h22v16a8 8 0 0 1-8 8h-6a8 8 0 0 1-8-8zM32 18h4a5 5 0 0 1 0 11h-4",
        ),
        Picture::Fish => (
            words::fish(language),
            "M6 24c8-12 22-12 30 0c-8 12-22 12-30 0zM36 24l8-7v14zM14 22v1",
        ),
        Picture::Umbrella => (
            words::umbrella(language),
            "M6 25a18 18 0 0 1 36 0zM24 25v13a4 4 0 0 1-8 0M24 7V4",
        ),
        Picture::Ladder => (words::ladder(language), "M15 5v38M33 5v38M15 13h18M15 24h18M15 35h18"),
        Picture::Cloud => (
            words::cloud(language),
            "M14 36a9 9 0 0 1 0-18a12 12 0 0 1 22-2a10 10 0 0 1 0 20z",
        ),
        Picture::Boat => (words::boat(language), "M5 33h38l-7 9H12zM23 33V6l14 22H23"),
        Picture::Scissors => (
            words::scissors(language),
            "M9 37a5 5 0 1 0 10 0a5 5 0 1 0-10 0M29 37a5 5 0 1 0 10 0a5 5 0 1 0-10 0M17 33L33 6M31 33L15 6",
        ),
        Picture::Sun => (
            words::sun(language),
            "M15 24a9 9 0 1 0 18 0a9 9 0 1 0-18 0M24 4v5M24 39v5M4 24h5M39 24h5M10 10l3 3M35 35l3 3M38 10l-3 3M13 35l-3 3",
        ),
        Picture::Basket => (words::basket(language), "M5 20h38l-5 22H10zM14 20a10 12 0 0 1 20 0M8 31h32"),
        Picture::Bell => (
            words::bell(language),
            "M9 35h30c-4-4-4-8-4-14a11 11 0 0 0-22 0c0 6 0 10-4 14zM20 39a4 4 0 0 0 8 0",
        ),
        Picture::Chair => (words::chair(language), "M14 5v38M14 25h20v18M14 35h20"),
        Picture::Drop => (
            words::drop(language),
            "M24 4c8 11 13 18 13 26a13 13 0 0 1-26 0c0-8 5-15 13-26z",
        ),
        Picture::Kite => (
            words::kite(language),
            "M24 3l14 16l-14 19l-14-19zM24 3v35M10 19h28M24 38c-6 2 5 4-2 7",
        ),
        Picture::Comb => (
            words::comb(language),
            "M7 12h34v9H7zM10 21v16M17 21v16M24 21v16M31 21v16M38 21v16",
        ),
        Picture::Mountain => (words::mountain(language), "M3 40l15-28l9 15l5-8l13 21z"),
        Picture::Spoon => (words::spoon(language), "M17 14a7 9 0 1 0 14 0a7 9 0 1 0-14 0M24 23v21"),
        Picture::Wheel => (
            words::wheel(language),
            "M6 24a18 18 0 1 0 36 0a18 18 0 1 0-36 0M20 24a4 4 0 1 0 8 0a4 4 0 1 0-8 0M24 6v14M24 28v14M6 24h14M28 24h14",
        ),
        Picture::Window => (words::window(language), "M10 6h28v36H10zM24 6v36M10 24h28"),
    }
}

/// An empty frame: no story.
pub(super) const NOTHING: &str = "M8 8h32v32H8z";

/// What a story's picture shows, and its outline in a square of 48, for an island that draws it itself.
pub(super) fn outline(language: PageLanguage, picture: Option<Picture>) -> Option<(&'static str, &'static str)> {
    picture.map(|picture| drawn(language, picture))
}

/// The picture of a vote for no story. Its words stand beside it.
pub(super) fn nothing() -> AnyView {
    view! { <svg class="picture" viewBox="0 0 48 48" aria-hidden="true"><path d=NOTHING/></svg> }.into_any()
}

/// A story's picture, which a voice calls by what it shows; nothing where the story has none.
pub(crate) fn picture(language: PageLanguage, picture: Option<Picture>) -> Option<AnyView> {
    let (name, outline) = outline(language, picture)?;
    Some(view! { <svg class="picture" viewBox="0 0 48 48" role="img" aria-label=name><path d=outline/></svg> }.into_any())
}
