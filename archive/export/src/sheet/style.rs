//! How a number is shown: a share, a day, or as it is. A cell names a style by its place in the workbook.

use crate::refi::xml::Element;
use chrono::{Days, NaiveDate};

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Plain,
    Share,
    Day,
}

/// How the numbers of each style are shown, by place.
pub(super) fn styles(sheet: &Element) -> Vec<Shown> {
    let own = sheet.first("numFmts");
    let own: Vec<(&str, &str)> = own
        .into_iter()
        .flat_map(|all| all.all("numFmt"))
        .map(|one| (one.get("numFmtId"), one.get("formatCode")))
        .collect();
    let cells = sheet.first("cellXfs").into_iter().flat_map(|all| all.all("xf"));
    cells
        .map(|xf| {
            let id = xf.get("numFmtId");
            match own.iter().find(|(one, _)| *one == id) {
                Some((_, code)) => of_code(code),
                None => of_id(id.parse().unwrap_or_default()),
            }
        })
        .collect()
}

/// The formats that every workbook has (ECMA-376 part 1, 18.8.30).
const fn of_id(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Share,
        14..=17 | 22 => Shown::Day,
        _ => Shown::Plain,
    }
}

/// A format of the workbook's own, without what stands between quotes and brackets.
fn of_code(code: &str) -> Shown {
    let (mut bare, mut quoted, mut bracketed) = (String::new(), false, false);
    for letter in code.chars() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ if quoted || bracketed => {}
            other => bare.extend(other.to_lowercase()),
        }
    }
    if bare.contains('%') {
        Shown::Share
    } else if bare.contains('y') || (bare.contains('d') && bare.contains('m')) {
        Shown::Day
    } else {
        Shown::Plain
    }
}

/// A number as it is shown; none for a day that no calendar has.
pub(super) fn number(value: f64, shown: Shown, from_1904: bool) -> Option<String> {
    match shown {
        Shown::Plain => Some(plain(value)),
        Shown::Share => Some(format!("{} %", plain((value * 10_000.0).round() / 100.0))),
        Shown::Day => day(value, from_1904).map(|day| day.to_string()),
    }
}

/// Without the dust that computing leaves behind the fifteenth digit.
fn plain(value: f64) -> String {
    let rounded = format!("{value:.9}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// Days are counted from the end of 1899, with a 29 February 1900 that never was; or from 1904.
fn day(value: f64, from_1904: bool) -> Option<NaiveDate> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and three million"
    )]
    let days = value.floor() as u64;
    let start = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else if days < 60 {
        NaiveDate::from_ymd_opt(1899, 12, 31)?
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)?
    };
    start.checked_add_days(Days::new(days))
}
