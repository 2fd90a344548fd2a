//! The letters of HTML, with the bytes that a program counts which leaves out the tags.

/// Elements that begin a new line.
const BLOCKS: [&str; 17] = [
    "p",
    "br",
    "div",
    "li",
    "tr",
    "td",
    "th",
    "dt",
    "dd",
    "pre",
    "blockquote",
    "caption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
];

/// The most letters of an entity that is read.
const ENTITY_LETTERS: usize = 12;

/// A text and where its letters stand among the bytes of UTF-8 that are no tags.
#[derive(Default)]
pub(super) struct Html {
    /// The letters: the usual entities and numbers are read, a new block is a new line.
    pub(super) letters: Vec<char>,
    /// Before which byte each letter stands; a new line that stands for a tag has no bytes.
    bytes: Vec<usize>,
    end: usize,
}

impl Html {
    pub(super) fn read(html: &str) -> Self {
        let mut read = Self::default();
        // What comes before the first element is no text to whoever counts.
        let mut rest = html.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
        while let Some(at) = rest.find(['<', '&', '\r']) {
            read.say(&rest[..at]);
            let sign = rest[at..].chars().next();
            if sign == Some('\r') {
                rest = rest[at + 1..].strip_prefix('\n').unwrap_or(&rest[at + 1..]);
                read.say("\n");
                continue;
            }
            let after = &rest[at + 1..];
            if sign == Some('<') {
                let Some(end) = after.find('>') else {
                    rest = &rest[at..];
                    break;
                };
                read.tag(&after[..end]);
                rest = &after[end + 1..];
                continue;
            }
            let end = after.char_indices().take(ENTITY_LETTERS).find(|(_, letter)| *letter == ';');
            let letter = end.and_then(|(end, _)| Some((entity(&after[..end])?, end)));
            // What is no entity stands for itself.
            let (letter, end) = letter.map_or(('&', 0), |(letter, end)| (letter, end + 1));
            read.say(letter.encode_utf8(&mut [0; 4]));
            rest = &after[end..];
        }
        read.say(rest);
        read
    }

    /// The words alone.
    pub(super) fn words(&self) -> String {
        let words: String = self.letters.iter().collect();
        words.trim().to_owned()
    }

    /// The letters between two bytes: one that is halved goes whole. None beyond the end.
    pub(super) fn between(&self, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
        if start >= end || end > self.end {
            return None;
        }
        let first = self.bytes.partition_point(|byte| *byte <= start).checked_sub(1)?;
        Some(first..self.bytes.partition_point(|byte| *byte < end))
    }

    fn say(&mut self, text: &str) {
        for letter in text.chars() {
            self.letters.push(letter);
            self.bytes.push(self.end);
            self.end += letter.len_utf8();
        }
    }

    fn tag(&mut self, inside: &str) {
        let name = inside.trim_start_matches('/');
        let name: String = name.chars().take_while(char::is_ascii_alphanumeric).take(10).collect();
        if BLOCKS.contains(&name.to_lowercase().as_str()) {
            self.letters.push('\n');
            self.bytes.push(self.end);
        }
    }
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

    fn words(html: &str) -> String {
        Html::read(html).words()
    }

    #[test]
    fn words_are_taken_out_of_html() {
        assert_eq!(
            words("<p>Elle &amp; moi&#8239;: <b>ok</b></p><p>قالت &#x41;</p>"),
            "Elle & moi\u{202f}: ok\n\nقالت A"
        );
        assert_eq!(words("a < b & c; d"), "a < b & c; d");
        assert_eq!(words("R&D ; <i>x</i> &&amp;"), "R&D ; x &&");
        assert_eq!(words("fin <b"), "fin <b");
        assert_eq!(words("<pre>un\r\ndeux\rtrois</pre>"), "un\ndeux\ntrois");
    }

    #[test]
    fn bytes_are_counted_as_they_are_read() {
        let html = Html::read("\n <p>ما <b>تخا</b>فيش &amp; 🌱</p>\n<p>L’<i>une</i></p>");
        let cut = |start, end| {
            html.between(start, end)
                .map(|range| html.letters[range].iter().collect::<String>())
        };
        // Two bytes a letter, a space, one byte for the entity, four for the plant.
        assert_eq!(cut(0, 4).as_deref(), Some("ما"));
        assert_eq!(cut(5, 17).as_deref(), Some("تخافيش"));
        assert_eq!(cut(18, 24).as_deref(), Some("& 🌱"));
        assert_eq!(cut(21, 22).as_deref(), Some("🌱"), "half a letter is the letter");
        assert_eq!(cut(25, 32).as_deref(), Some("L’une"));
        assert_eq!((cut(25, 33), cut(4, 4), cut(9, 3)), (None, None, None));
    }
}
