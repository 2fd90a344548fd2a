//! `hikaya detect`: identifiers in each line, each with its reason, offsets in Unicode scalar values, end exclusive.

use super::Failure;
use method::language::Language;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};

#[derive(Deserialize)]
struct Asked {
    id: String,
    lang: String,
    text: String,
}

#[derive(Serialize)]
struct Answered {
    id: String,
    spans: Vec<Span>,
}

#[derive(Serialize)]
struct Span {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    why: archive::Why,
}

/// Answers each line of `input` with a line of `output`; a line that cannot be read ends the run.
pub(super) fn detect(input: impl BufRead, mut output: impl Write) -> Result<(), Failure> {
    for (index, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let refused = || Failure::Line { line: index + 1 };
        let asked: Asked = serde_json::from_str(&line).map_err(|_| refused())?;
        let language = Language::from_tag(&asked.lang).ok_or_else(refused)?;
        let found = archive::detect(&asked.text, language);
        let spans = found
            .iter()
            .map(|one| Span {
                start: one.start,
                end: one.end,
                kind: one.kind.as_str(),
                why: one.why,
            })
            .collect();
        let answer = serde_json::to_string(&Answered { id: asked.id, spans }).map_err(|_| refused())?;
        writeln!(output, "{answer}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_answered_with_scalar_offsets() {
        let input = "{\"id\":\"a\",\"lang\":\"fr\",\"text\":\"é, mon numéro : 06 12 34 56 78\"}\n";
        let mut output = Vec::new();
        detect(input.as_bytes(), &mut output).expect("an answer");
        assert_eq!(
            String::from_utf8(output).expect("text"),
            "{\"id\":\"a\",\"spans\":[{\"start\":16,\"end\":30,\"type\":\"PHONE\",\"why\":\"pattern\"}]}\n"
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_by_its_number_alone() {
        let refused = detect("\nsecret words".as_bytes(), Vec::new()).expect_err("a refusal");
        assert!(refused.to_string().contains("line 2") && !refused.to_string().contains("secret"));
    }
}
