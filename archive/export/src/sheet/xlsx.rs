//! The first sheet of an Office Open XML workbook (ECMA-376 part 1, 18). Read with the house's own bounded zip and XML: a workbook
//! that claims a thousand million strings or one cell at the end of the sheet costs no more than its own bytes.

use super::style::{Shown, number, styles};
use super::{NotASheet, Odd, Sheet};
use crate::refi::NotRefi;
use crate::refi::unpack::unpack;
use crate::refi::xml::{Element, parse};
use method::brief::WIDEST;
use std::collections::BTreeMap;

/// What the cells refer to.
struct Book {
    strings: Vec<String>,
    styles: Vec<Shown>,
    from_1904: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, NotASheet> {
    let files = unpack(bytes, |_| true).map_err(refused)?;
    let part = |name: &str| files.get(name).map(|file| parse(file).map_err(refused)).transpose();
    let workbook = part("xl/workbook.xml")?.ok_or(NotASheet::Unknown)?;
    let strings = part("xl/sharedstrings.xml")?;
    let look = part("xl/styles.xml")?;
    let book = Book {
        strings: strings.iter().flat_map(|all| all.all("si")).map(words).collect(),
        styles: look.as_ref().map(styles).unwrap_or_default(),
        from_1904: workbook
            .first("workbookPr")
            .is_some_and(|about| matches!(about.get("date1904"), "1" | "true")),
    };
    let sheets = workbook.first("sheets").ok_or(NotASheet::Damaged)?;
    let first = sheets
        .all("sheet")
        .find(|sheet| sheet.get("state").is_empty() || sheet.get("state") == "visible");
    let first = first.ok_or(NotASheet::Damaged)?;
    let links = part("xl/_rels/workbook.xml.rels")?.ok_or(NotASheet::Damaged)?;
    let link = links.all("Relationship").find(|link| link.get("Id") == first.get("id"));
    let target = link.ok_or(NotASheet::Damaged)?.get("Target").to_lowercase();
    let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let content = part(&name)?.ok_or(NotASheet::Damaged)?;
    rows(content.first("sheetData").ok_or(NotASheet::Damaged)?, &book)
}

fn refused(why: NotRefi) -> NotASheet {
    match why {
        NotRefi::TooLarge | NotRefi::TooMany => NotASheet::TooLarge,
        _ => NotASheet::Damaged,
    }
}

fn rows(data: &Element, book: &Book) -> Result<Sheet, NotASheet> {
    let (mut sheet, mut number) = (Sheet::default(), 0);
    for row in data.all("row") {
        number = row.get("r").parse().unwrap_or_else(|_| usize::saturating_add(number, 1));
        let (mut cells, mut odd, mut at) = (BTreeMap::new(), None, 0);
        for cell in row.all("c") {
            at = column(cell.get("r")).unwrap_or(at);
            match shown(cell, book) {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) if at < WIDEST => {
                    cells.insert(at, text);
                }
                Ok(_) => odd = odd.or(Some(Odd::TooWide)),
                Err(why) => odd = odd.or(Some(why)),
            }
            at += 1;
        }
        if odd.is_none() && row.all("c").any(|cell| cell.first("f").is_some()) {
            sheet.computed.push(number);
        }
        let width = cells.keys().next_back().map_or(0, |last| last + 1);
        let line = (0..width).map(|at| cells.remove(&at).unwrap_or_default()).collect();
        sheet.put(number, odd.map_or(Ok(line), Err))?;
    }
    Ok(sheet)
}

/// What a cell shows.
fn shown(cell: &Element, book: &Book) -> Result<String, Odd> {
    let value = cell
        .first("v")
        .map(|value| value.text.trim())
        .filter(|value| !value.is_empty());
    let is_computed = cell.first("f").is_some();
    Ok(match (cell.get("t"), value) {
        ("inlineStr", _) => cell.first("is").map(words).unwrap_or_default(),
        ("e", _) => return Err(Odd::Error),
        ("str", None) if is_computed => String::new(),
        (_, None) if is_computed => return Err(Odd::NoValue),
        (_, None) => String::new(),
        ("s", Some(value)) => {
            let place: usize = value.parse().map_err(|_| Odd::Broken)?;
            book.strings.get(place).cloned().ok_or(Odd::Broken)?
        }
        ("b" | "str" | "d", Some(value)) => value.to_owned(),
        (_, Some(value)) => {
            let style = cell.get("s").parse().ok().and_then(|at: usize| book.styles.get(at));
            let value: f64 = value.parse().map_err(|_| Odd::Broken)?;
            let finite = Some(value).filter(|value| value.is_finite()).ok_or(Odd::Broken)?;
            number(finite, style.copied().unwrap_or(Shown::Plain), book.from_1904).ok_or(Odd::Broken)?
        }
    })
}

/// The words of a string, whatever its runs look like; not how they are read aloud.
fn words(string: &Element) -> String {
    let own = string.all("t").map(|text| text.text.as_str());
    let runs = string.all("r").flat_map(|run| run.all("t")).map(|text| text.text.as_str());
    own.chain(runs).collect()
}

/// The place of a column, from 0, out of a cell's name (`AB12`).
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let at = letters.fold(0usize, |at, letter| {
        at * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    at.checked_sub(1)
}
