//! Days and moments as people write them: `24 novembre 2028`. Moroccan names of the months in Arabic. Machines read the
//! `datetime` of the element.

use crate::words::days as words;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use leptos::prelude::*;
use method::language::PageLanguage;

/// A day written out, for inside a sentence.
pub(crate) fn spelled(language: PageLanguage, day: NaiveDate) -> String {
    let month = match day.month() {
        1 => words::january(language),
        2 => words::february(language),
        3 => words::march(language),
        4 => words::april(language),
        5 => words::may(language),
        6 => words::june(language),
        7 => words::july(language),
        8 => words::august(language),
        9 => words::september(language),
        10 => words::october(language),
        11 => words::november(language),
        _ => words::december(language),
    };
    match day.day() {
        1 => words::first(language, month, day.year()),
        number => words::day(language, number, month, day.year()),
    }
}

/// A day that stands alone.
pub(crate) fn day(language: PageLanguage, day: NaiveDate) -> AnyView {
    view! { <time datetime=day.to_string()>{spelled(language, day)}</time> }.into_any()
}

/// A moment, to the minute.
pub(crate) fn moment(language: PageLanguage, at: DateTime<Utc>) -> AnyView {
    let written = words::moment(language, spelled(language, at.date_naive()), at.format("%H:%M"));
    view! { <time datetime=at.to_rfc3339()>{written}</time> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_in_its_language() {
        let written = |language, month, day| spelled(language, NaiveDate::from_ymd_opt(2028, month, day).expect("a day"));
        assert_eq!(written(PageLanguage::French, 11, 24), "24 novembre 2028");
        assert_eq!(written(PageLanguage::French, 8, 1), "1er août 2028");
        assert_eq!(written(PageLanguage::Arabic, 7, 3), "3 يوليوز 2028");
        assert_eq!(written(PageLanguage::English, 12, 31), "31 December 2028");
    }
}
