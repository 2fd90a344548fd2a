//! From what Taguette writes: a project (SQLite), a table of highlights or a codebook (CSV). Its tags are paths with dots between. A
//! project says where a highlight stands in bytes of its document's text; a table has the words alone, parted by a space wherever
//! the look of the text changes.

use super::html::Html;
use super::taken::{Code, MOST_CODES, NotTaken, Passage, Taken, Text};
use crate::store::taguette::{Highlight, Rows};
use archive_export::refi::{LeftOut, Project};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::Range;
use uuid::Uuid;

/// The most bytes of a tag's path: Taguette allows less.
const PATH_BYTES: usize = 1_000;

/// A project as its rows.
pub(super) fn project(rows: Rows) -> Result<Taken, NotTaken> {
    let mut taken = Taken::default();
    let mut codes = Codes::default();
    let mut tags: BTreeMap<i64, Uuid> = BTreeMap::new();
    for tag in &rows.tags {
        tags.insert(tag.id, codes.add(&tag.path, &tag.description)?);
    }
    let mut texts: BTreeMap<i64, (usize, Html)> = BTreeMap::new();
    for document in rows.documents {
        let html = Html::read(&document.contents);
        taken.leave(LeftOut::Memos, usize::from(!document.description.trim().is_empty()));
        texts.insert(document.id, (taken.texts.len(), html));
        taken.texts.push(Text {
            id: id_of("document", &format!("{} {}", document.id, document.name)),
            name: document.name,
            letters: Vec::new(),
        });
    }
    let mut borne: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (highlight, tag) in rows.tagged {
        borne.entry(highlight).or_default().push(tag);
    }
    for highlight in rows.highlights {
        let Some(borne) = borne.remove(&highlight.id) else {
            taken.leave(LeftOut::Unmarked, 1);
            continue;
        };
        let text = texts.get(&highlight.document_id);
        let (letters, words) = place(text.map(|(_, html)| html), &highlight);
        for tag in borne {
            let (Some((text, _)), Some(code)) = (text, tags.get(&tag)) else {
                taken.leave(LeftOut::Unreadable, 1);
                continue;
            };
            taken.add(Passage {
                text: *text,
                letters: letters.clone(),
                words: words.clone(),
                code: *code,
            })?;
        }
    }
    // What bears a highlight that is not there.
    taken.leave(LeftOut::Unreadable, borne.values().map(Vec::len).sum());
    for (at, html) in texts.into_values() {
        if let Some(text) = taken.texts.get_mut(at) {
            text.letters = html.letters;
        }
    }
    taken.codes = codes.list;
    Ok(taken)
}

/// Where a highlight stands in its document, and its words. Where the two disagree, as after a change of the one alone, the words
/// that it keeps are its own, and its place is not known.
fn place(html: Option<&Html>, highlight: &Highlight) -> (Range<usize>, String) {
    let kept = Html::read(&highlight.snippet);
    let shown = |letters: &[char]| {
        letters
            .iter()
            .copied()
            .filter(|letter| !letter.is_whitespace())
            .collect::<Vec<_>>()
    };
    let start = usize::try_from(highlight.start_offset).ok();
    let end = usize::try_from(highlight.end_offset).ok();
    let there = html.zip(start.zip(end)).and_then(|(html, (start, end))| {
        let range = html.between(start, end)?;
        let is_same =
            range.len() <= kept.letters.len() * 2 + 40 && shown(&html.letters[range.clone()]) == shown(&kept.letters);
        is_same.then_some(range)
    });
    (there.unwrap_or(0..0), kept.words())
}

/// A codebook in REFI-QDA, in which it writes paths for names, so that the same tag is the same code from each of its files.
pub(super) fn codebook(book: Project) -> Result<Taken, NotTaken> {
    let mut codes = Codes::default();
    for code in book.codes {
        codes.add(&code.name, &code.description)?;
    }
    Ok(Taken {
        codes: codes.list,
        left_out: book.left_out,
        ..Taken::default()
    })
}

/// A table with a first line of names: `tag` and `description` of a codebook, or `document`, `tag`, `content` of highlights; with
/// commas between, or as some spreadsheets keep it, with semicolons.
pub(super) fn table(bytes: &[u8]) -> Result<Taken, NotTaken> {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if first.contains(&b';') && !first.contains(&b',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes);
    let names = reader.headers().map_err(|_| NotTaken::Unknown)?.clone();
    let column = |name: &str| names.iter().position(|one| one.trim_start_matches('\u{feff}').trim() == name);
    let tag = column("tag").ok_or(NotTaken::Unknown)?;
    let (content, document, description) = (column("content"), column("document"), column("description"));
    let (mut codes, mut taken) = (Codes::default(), Taken::default());
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|_| NotTaken::Unknown)?;
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        let path = cell(Some(tag));
        if path.is_empty() {
            taken.leave(LeftOut::Unmarked, usize::from(content.is_some()));
            continue;
        }
        if content.is_none() {
            codes.add(path, cell(description))?;
            continue;
        }
        let name = cell(document);
        let text = *texts.entry(name.to_owned()).or_insert_with(|| {
            taken.texts.push(Text {
                id: id_of("document", name),
                name: name.to_owned(),
                letters: Vec::new(),
            });
            taken.texts.len() - 1
        });
        taken.add(Passage {
            text,
            letters: 0..0,
            words: cell(content).trim().to_owned(),
            code: codes.add(path, "")?,
        })?;
    }
    taken.codes = codes.list;
    Ok(taken)
}

/// An id that follows from a name, so that the same file brings the same codes again.
fn id_of(kind: &str, name: &str) -> Uuid {
    let hash = Sha256::digest(format!("taguette {kind}\n{name}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(bytes)
}

/// Codes, each after the one above it.
#[derive(Default)]
struct Codes {
    list: Vec<Code>,
    at: BTreeMap<String, usize>,
}

impl Codes {
    /// Adds a tag with those above it: `violence.police` stands under `violence`. A dot before a space is part of a name.
    fn add(&mut self, path: &str, description: &str) -> Result<Uuid, NotTaken> {
        if path.len() > PATH_BYTES || self.list.len() > MOST_CODES {
            return Err(NotTaken::TooLarge);
        }
        let ends = path.char_indices().filter(|(at, letter)| {
            *letter == '.' && path[at + 1..].chars().next().is_some_and(|next| !next.is_whitespace())
        });
        let ends: Vec<usize> = ends.map(|(at, _)| at).filter(|at| *at > 0).chain([path.len()]).collect();
        let (mut parent, mut start) = (None, 0);
        for end in ends {
            let whole = &path[..end];
            let at = *self.at.entry(whole.to_owned()).or_insert_with(|| {
                self.list.push(Code {
                    id: id_of("tag", whole),
                    name: path[start..end].to_owned(),
                    description: String::new(),
                    colour: String::new(),
                    parent,
                });
                self.list.len() - 1
            });
            if end == path.len() && !description.is_empty() {
                description.clone_into(&mut self.list[at].description);
            }
            parent = Some(self.list[at].id);
            start = (end + 1).min(path.len());
        }
        parent.ok_or(NotTaken::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(taken: &Taken) -> Vec<(String, Option<String>)> {
        let name = |id: Uuid| taken.codes.iter().find(|code| code.id == id).map(|code| code.name.clone());
        taken
            .codes
            .iter()
            .map(|code| (code.name.clone(), code.parent.and_then(name)))
            .collect()
    }

    #[test]
    fn dots_of_a_tag_are_levels() {
        let file =
            "tag,description\nviolence.police,\"Par la police, en uniforme\"\nviolence,Toute\nMme. Peur,\nعنف.شرطة,\n";
        let taken = table(file.as_bytes()).unwrap_or_default();
        let owned = |name: &str, above: Option<&str>| (name.to_owned(), above.map(str::to_owned));
        assert_eq!(
            paths(&taken),
            [
                owned("violence", None),
                owned("police", Some("violence")),
                owned("Mme. Peur", None),
                owned("عنف", None),
                owned("شرطة", Some("عنف")),
            ]
        );
        assert_eq!(taken.codes[0].description, "Toute");
        assert_eq!(taken.codes[1].description, "Par la police, en uniforme");
    }

    #[test]
    fn highlights_are_passages() {
        let file = "\u{feff}id,document,tag,content\n1,entretien,peur,\"Elle a dit \"\"non\"\".\nPuis rien.\"\n2,entretien,,sans code\n";
        let taken = table(file.as_bytes()).unwrap_or_default();
        assert_eq!(taken.passages.len(), 1);
        assert_eq!(taken.passages[0].words, "Elle a dit \"non\".\nPuis rien.");
        assert_eq!(taken.passages[0].code, taken.codes[0].id);
        assert_eq!(taken.left_out, BTreeMap::from([(LeftOut::Unmarked, 1)]));
        let saved = table(b"id;document;tag;content\r\n1;a;peur;\"Oui, non; rien\"\r\n").unwrap_or_default();
        assert_eq!(saved.passages[0].words, "Oui, non; rien");
        assert_eq!(table(b"a,b\n1,2\n").err(), Some(NotTaken::Unknown));
        assert_eq!(table(b"\xff\xfe\x00").err(), Some(NotTaken::Unknown));
    }

    fn highlight(start_offset: i64, end_offset: i64, snippet: &str) -> Highlight {
        Highlight {
            id: 1,
            document_id: 1,
            start_offset,
            end_offset,
            snippet: snippet.into(),
        }
    }

    #[test]
    fn offsets_are_bytes_and_believed_where_they_agree_with_the_words() {
        let html = Html::read("<p>نعم oui 🌱 نعم</p>");
        for (start, end, snippet, letters) in [
            (0, 6, "<p>نعم</p>", 0..3),
            (16, 22, "<p>نعم</p>", 10..13),
            (11, 15, "🌱", 8..9),
            (16, 22, "autre chose", 0..0),
            (-1, 6, "نعم", 0..0),
            (6, 0, "نعم", 0..0),
            (0, i64::MAX, "نعم", 0..0),
        ] {
            let (there, words) = place(Some(&html), &highlight(start, end, snippet));
            let letters = if letters.is_empty() {
                letters
            } else {
                letters.start + 1..letters.end + 1
            };
            assert_eq!(there, letters, "{start} {end}");
            assert!(!words.contains('<'));
        }
    }

    #[test]
    fn a_path_that_never_ends_is_refused() {
        let file = format!("tag\n{}\n", "a.".repeat(100_000));
        assert_eq!(table(file.as_bytes()).err(), Some(NotTaken::TooLarge));
        let many = (0..6_000).map(|n| format!("t{n}\n")).collect::<Vec<_>>().concat();
        assert_eq!(table(format!("tag\n{many}").as_bytes()).err(), Some(NotTaken::TooLarge));
    }
}
