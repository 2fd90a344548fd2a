//! A text of cells between commas, semicolons or tabulators: whichever stands most often in its first line.

use super::{NotASheet, Odd, Sheet};
use csv::{ReaderBuilder, StringRecord};

pub(super) fn read(text: &str) -> Result<Sheet, NotASheet> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    let delimiter = [b';', b'\t', b','].into_iter().max_by_key(|one| count(*one)).unwrap_or(b',');
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| NotASheet::Unknown)? {
        let line = record.position().map_or(0, csv::Position::line);
        let number = usize::try_from(line).unwrap_or(usize::MAX);
        // What a spreadsheet would compute is no value here: nobody has computed it.
        let is_formula = |cell: &str| cell.trim_start().starts_with('=');
        let cells = if record.iter().any(is_formula) {
            Err(Odd::NoValue)
        } else {
            Ok(record.iter().map(str::to_owned).collect())
        };
        sheet.put(number, cells)?;
    }
    Ok(sheet)
}
