//! The coding desk's pages: the codebook, and a story with its codes.

pub(crate) mod batches;
mod choice;
pub(crate) mod code;
pub(crate) mod codebook;
pub(crate) mod events;
mod given;
mod marking;
pub(crate) mod memos;
pub(crate) mod orphans;
pub(crate) mod past;
pub(crate) mod reasons;
pub(crate) mod split;
pub(crate) mod story;
mod text;

use crate::words::story as words;
use method::coding::{Code, Codebook};
use method::id::CodeId;
use method::language::PageLanguage;
use method::story::TextPart;
use std::collections::{BTreeMap, BTreeSet};

/// The parts of a story's text: part, name in forms, words.
pub(crate) fn parts(language: PageLanguage) -> [(TextPart, &'static str, &'static str); 3] {
    [
        (TextPart::Context, "context", words::context(language)),
        (TextPart::Description, "description", words::description(language)),
        (TextPart::Significance, "significance", words::significance(language)),
    ]
}

/// The name of a part in forms.
pub(crate) const fn part_name(part: TextPart) -> &'static str {
    match part {
        TextPart::Context => "context",
        TextPart::Description => "description",
        TextPart::Significance => "significance",
    }
}

/// The part of a name in forms.
pub(crate) fn named_part(name: &str) -> Option<TextPart> {
    let parts = [TextPart::Context, TextPart::Description, TextPart::Significance];
    parts.into_iter().find(|part| part_name(*part) == name)
}

/// What a code is called, with what stands above it: "Violence › Economic › Extortion".
pub(crate) fn path(language: PageLanguage, book: &Codebook, id: CodeId) -> String {
    let labels: Vec<&str> = book.path(id).into_iter().map(|code| code.label(language)).collect();
    labels.join(" › ")
}

/// What the codes of a page are called and how they are coloured: worked out once, however often each stands there.
struct Chips(BTreeMap<CodeId, Chip>);

/// One of them.
#[derive(Clone, Default)]
struct Chip {
    /// [`path`].
    path: String,
    /// [`colour`]; none of a code that is gone.
    colour: Option<u8>,
}

impl Chips {
    fn of(language: PageLanguage, book: &Codebook, codes: impl IntoIterator<Item = CodeId>) -> Self {
        let codes: BTreeSet<CodeId> = codes.into_iter().collect();
        let chip = |code| Chip {
            path: path(language, book, code),
            colour: book.get(code).map(colour),
        };
        Self(codes.into_iter().map(|code| (code, chip(code))).collect())
    }

    fn get(&self, code: CodeId) -> Chip {
        self.0.get(&code).cloned().unwrap_or_default()
    }
}

/// What stands above a code; empty at the top.
fn above(language: PageLanguage, book: &Codebook, code: &Code) -> String {
    code.parent.map(|parent| path(language, book, parent)).unwrap_or_default()
}

/// The colour of a code, as the style sheet numbers it.
pub(crate) fn colour(code: &Code) -> u8 {
    code.words.colour.into()
}
