//! JSON lines `{"id","lang","text"}` in, `{"id","spans":[{"start","end","type","why"}]}` out.
//!
//! `cargo run -p archive-detect --example detect < sentences.jsonl > found.jsonl`

use archive_detect::detect;
use method::language::Language;
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let sentence: Value = serde_json::from_str(&line)?;
        let language = sentence["lang"]
            .as_str()
            .and_then(Language::from_tag)
            .unwrap_or(Language::French);
        let text = sentence["text"].as_str().unwrap_or_default();
        let spans: Vec<Value> = detect(text, language)
            .into_iter()
            .map(|found| json!({"start": found.start, "end": found.end, "type": found.kind, "why": found.why}))
            .collect();
        writeln!(out, "{}", json!({"id": sentence["id"], "spans": spans}))?;
    }
    Ok(())
}
