//! Pictograms of the domains of change, so that whoever does not read finds her question again: outlines in a square of 48, drawn for
//! this house.

use crate::words::pictograms as words;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::programme::Pictogram;

/// Its outline, as the `d` of an SVG path.
pub(crate) const fn outline(pictogram: Pictogram) -> &'static str {
    match pictogram {
        Pictogram::Door => "M8 44h32M12 44V6h24v38M12 6l14 6v32M21 27h1",
        Pictogram::Heart => "M24 42C8 31 5 22 8 15a9 9 0 0 1 16-1a9 9 0 0 1 16 1c3 7 0 16-16 27z",
        Pictogram::Basket => "M5 20h38l-5 22H10zM12 20L20 6M36 20L28 6M18 27v9M24 27v9M30 27v9",
        Pictogram::Houses => "M3 42V24l9-8l9 8v18zM27 42V18l9-8l9 8v24zM9 42v-9h6v9M33 42v-9h6v9M33 23h6",
        Pictogram::Sunrise => "M3 38h42M12 38a12 12 0 0 1 24 0M24 8v10M6 18l7 6M42 18l-7 6M12 44h24",
        Pictogram::Paper => "M10 4h20l8 8v32H10zM30 4v8h8M16 18h16M16 24h16M22 35a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
        Pictogram::Together => {
            "M10 14a5 5 0 1 0 10 0a5 5 0 1 0-10 0M28 14a5 5 0 1 0 10 0a5 5 0 1 0-10 0M6 42c0-24 18-24 18 0M24 42c0-24 18-24 18 0"
        }
        Pictogram::Plant => "M24 44V22M24 28C12 28 8 22 8 14c10 0 16 4 16 14M24 22c0-10 6-14 16-14c0 10-4 16-16 16M14 44h20",
    }
}

/// The picture on a page; the words beside it say what it stands for.
pub(crate) fn drawn(pictogram: Pictogram) -> AnyView {
    view! { <svg class="picture" viewBox="0 0 48 48" aria-hidden="true"><path d=outline(pictogram)/></svg> }.into_any()
}

/// What it shows.
pub(crate) fn shows(language: PageLanguage, pictogram: Pictogram) -> &'static str {
    match pictogram {
        Pictogram::Door => words::door(language),
        Pictogram::Heart => words::heart(language),
        Pictogram::Basket => words::basket(language),
        Pictogram::Houses => words::houses(language),
        Pictogram::Sunrise => words::sunrise(language),
        Pictogram::Paper => words::paper(language),
        Pictogram::Together => words::together(language),
        Pictogram::Plant => words::plant(language),
    }
}

#[cfg(test)]
mod tests {
    use super::{outline, shows};
    use crate::stories::pictograms::outline as of_purpose;
    use method::consent::Purpose;
    use method::language::PageLanguage;
    use method::programme::Pictogram;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_pictures_are_alike_nor_like_one_of_a_use() {
        let outlines = Pictogram::ALL.map(outline).into_iter();
        let all: BTreeSet<&str> = outlines.chain(Purpose::ALL.map(of_purpose)).collect();
        assert_eq!(all.len(), Pictogram::ALL.len() + Purpose::ALL.len());
        for language in PageLanguage::ALL {
            let words: BTreeSet<&str> = Pictogram::ALL.map(|one| shows(language, one)).into();
            assert_eq!(words.len(), Pictogram::ALL.len(), "{language:?}");
        }
    }
}
