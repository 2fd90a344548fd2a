//! What an excerpt showed of its teller while it could be quoted. Whoever received its words then holds them still, whatever
//! becomes of the excerpt afterwards. It lies in the excerpt's own sealed row and ends with its story.

use super::Kept;
use method::anonymise::jigsaw::{Shown, together};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Words as they could be quoted until an excerpt was called back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Before {
    /// The [`print_of`] these words.
    print: String,
    /// What they showed; none if nobody had said.
    shown: Option<Shown>,
}

/// The SHA-256 of a quotation and of the name below it, as hexadecimal digits.
pub(crate) fn print_of(text: &str, pseudonym: &str) -> String {
    method::hex::to_hex(&Sha256::digest([text, "\0", pseudonym].concat()))
}

impl Kept {
    /// Remembers what its words show while they may still be quoted: it is about to be called back.
    pub(super) fn remember(&mut self, text: &str) {
        let print = print_of(text, &self.pseudonym);
        let shown = self.shown_in(text, Some(&print));
        self.before.retain(|one| one.print != print);
        self.before.push(Before { print, shown });
    }

    /// What the words with a print show of their teller; none if nobody has said. `text` is how the excerpt reads now, and without
    /// a print that is asked for. What was called back before this was remembered counts as it reads now.
    pub(crate) fn shown_in(&self, text: &str, print: Option<&str>) -> Option<Shown> {
        let now = print_of(text, &self.pseudonym);
        let print = print.unwrap_or(&now);
        let before = self.before.iter().find(|one| one.print == print);
        let current = self.shown.as_ref().filter(|_| print == now || before.is_none());
        let said: Vec<&Shown> = before.and_then(|one| one.shown.as_ref()).into_iter().chain(current).collect();
        (!said.is_empty()).then(|| together(said))
    }
}
