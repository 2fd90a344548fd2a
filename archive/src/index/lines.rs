//! Words as tantivy takes them: a line for each place of a text, on it the forms that were worked out before, parted by spaces.
//! (Tokens handed over as such it writes down as JSON, and reads that again: decision 074.)

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name of [`Lines`] in a schema.
pub(super) const LINES: &str = "lines";

/// Forms at their places.
#[derive(Default)]
pub(super) struct Placed {
    text: String,
    place: usize,
}

impl Placed {
    /// Puts a form at a place, never before the last one. A form is a word: it holds no white space.
    pub(super) fn put(&mut self, place: usize, form: &str) {
        for _ in self.place..place {
            self.text.push('\n');
        }
        self.place = self.place.max(place);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.text.push_str(form);
    }

    /// The lines.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Reads lines that [`Placed`] wrote.
#[derive(Clone, Default)]
pub(super) struct Lines(Token);

/// The forms of a text, one after the other.
pub(super) struct Forms<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = Forms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Forms<'a> {
        self.0.reset();
        self.0.position = 0;
        Forms {
            rest: text,
            token: &mut self.0,
        }
    }
}

impl TokenStream for Forms<'_> {
    fn advance(&mut self) -> bool {
        let form = self.rest.trim_start_matches([' ', '\n']);
        let passed = &self.rest[..self.rest.len() - form.len()];
        self.token.position += passed.matches('\n').count();
        let end = form.find([' ', '\n']).unwrap_or(form.len());
        self.token.text.clear();
        self.token.text.push_str(&form[..end]);
        self.rest = &form[end..];
        end > 0
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_form_is_read_where_it_was_put(steps in prop::collection::vec((0usize..30, "[a-z0-9\u{600}-\u{6ff}é]{1,9}"), 0..60)) {
            let (mut placed, mut put, mut place) = (Placed::default(), Vec::new(), 0);
            for (step, form) in steps {
                place += step;
                placed.put(place, &form);
                put.push((place, form));
            }
            let (text, mut lines, mut read) = (placed.into_text(), Lines::default(), Vec::new());
            // A tokenizer is used again and again.
            for _ in 0..2 {
                read.clear();
                lines.token_stream(&text).process(&mut |token| read.push((token.position, token.text.clone())));
            }
            prop_assert_eq!(read, put);
        }
    }
}
