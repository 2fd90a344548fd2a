//! From what Taguette writes: a project (SQLite), a table of highlights or a codebook (CSV). Its tags are paths with dots between; its
//! passages say no place that we could use, only their words.

use super::taken::{Code, MOST_PASSAGES, NotTaken, Passage, Taken};
use crate::store::taguette::{Highlight, Tag};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A project as its rows.
pub(super) fn project(tags: Vec<Tag>, highlights: Vec<Highlight>) -> Result<Taken, NotTaken> {
    let mut codes = Codes::default();
    for tag in tags {
        codes.add(&tag.path, &tag.description);
    }
    let passages = highlights.into_iter().map(|one| {
        let words = plain(&one.snippet);
        passage(&mut codes, &one.document, &one.tag, words)
    });
    let passages: Vec<Passage> = passages.collect();
    taken(codes, passages)
}

/// A table with a first line of names: `tag` and `description` of a codebook, or `document`, `tag`, `content` of highlights.
pub(super) fn table(bytes: &[u8]) -> Result<Taken, NotTaken> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let names = reader.headers().map_err(|_| NotTaken::Unknown)?.clone();
    let column = |name: &str| names.iter().position(|one| one.trim_start_matches('\u{feff}').trim() == name);
    let tag = column("tag").ok_or(NotTaken::Unknown)?;
    let (content, document, description) = (column("content"), column("document"), column("description"));
    let mut codes = Codes::default();
    let mut passages = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| NotTaken::Unknown)?;
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        match content {
            Some(_) if cell(Some(tag)).is_empty() => {}
            Some(_) => passages.push(passage(
                &mut codes,
                cell(document),
                cell(Some(tag)),
                cell(content).trim().to_owned(),
            )),
            None => codes.add(cell(Some(tag)), cell(description)),
        }
        if passages.len() > MOST_PASSAGES {
            return Err(NotTaken::TooLarge);
        }
    }
    taken(codes, passages)
}

fn taken(codes: Codes, passages: Vec<Passage>) -> Result<Taken, NotTaken> {
    if passages.len() > MOST_PASSAGES {
        return Err(NotTaken::TooLarge);
    }
    Ok(Taken {
        codes: codes.list,
        passages,
        broken: 0,
    })
}

fn passage(codes: &mut Codes, document: &str, tag: &str, words: String) -> Passage {
    codes.add(tag, "");
    Passage {
        source: id_of("document", document),
        source_name: document.to_owned(),
        letters: 0..0,
        words,
        code: id_of("tag", tag),
    }
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
    fn add(&mut self, path: &str, description: &str) {
        let mut parent = None;
        let ends = path.char_indices().filter(|(at, letter)| {
            *letter == '.' && path[at + 1..].chars().next().is_some_and(|next| !next.is_whitespace())
        });
        let mut start = 0;
        let ends: Vec<usize> = ends.map(|(at, _)| at).filter(|at| *at > 0).chain([path.len()]).collect();
        for end in ends {
            let whole = &path[..end];
            let is_last = end == path.len();
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
            if is_last && !description.is_empty() {
                description.clone_into(&mut self.list[at].description);
            }
            parent = Some(self.list[at].id);
            start = (end + 1).min(path.len());
        }
    }
}

/// The words of HTML: tags are left out, a new block is a new line, the usual entities and numbers are read.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let is_tag = rest[at..].starts_with('<');
        let Some(end) = rest[at..].find(if is_tag { '>' } else { ';' }) else {
            text.push_str(&rest[at..]);
            rest = "";
            continue;
        };
        let inside = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if is_tag {
            let name: String = inside
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            if ["p", "br", "div", "li", "h1", "h2", "h3"].contains(&name.to_lowercase().as_str()) {
                text.push('\n');
            }
        } else {
            match entity(inside) {
                Some(letter) => text.push(letter),
                None => text.extend(["&", inside, ";"]),
            }
        }
    }
    text.push_str(rest);
    text.trim().to_owned()
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            decimal => number(decimal, 10),
        },
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
        assert_eq!(table(b"a,b\n1,2\n").err(), Some(NotTaken::Unknown));
        assert_eq!(table(b"\xff\xfe\x00").err(), Some(NotTaken::Unknown));
    }

    #[test]
    fn words_are_taken_out_of_html() {
        assert_eq!(
            plain("<p>Elle &amp; moi&#8239;: <b>ok</b></p><p>قالت &#x41;</p>"),
            "Elle & moi\u{202f}: ok\n\nقالت A"
        );
        assert_eq!(plain("a < b & c; d"), "a < b & c; d");
        assert_eq!(plain("fin <b"), "fin <b");
    }
}
