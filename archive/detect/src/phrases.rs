//! How the files of `data/` are read, and phrases that are looked for word by word.
//!
//! A `#` opens a comment, `[name]` a section, `_` is a blank; entries stand apart by blanks and are folded as texts are.

use crate::text::{Text, Token};
use std::collections::HashMap;

/// Phrases by their first word; the longest is found first. Hyphens and apostrophes between words do not count.
#[derive(Default)]
pub struct Phrases(HashMap<String, Vec<Vec<String>>>);

/// A phrase that was found: it covers tokens up to `end` (exclusive) and leaves `skip` bytes of the first one, a fused particle, outside.
#[derive(Clone, Copy)]
pub struct Hit {
    /// Token after the last.
    pub end: usize,
    /// Bytes of the first token that are a fused particle.
    pub skip: usize,
    /// Words in the phrase.
    pub words: usize,
}

/// Entries of a file, each with its section.
pub fn sections(data: &str) -> impl Iterator<Item = (&str, &str)> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .scan("", |section, line| {
            let opened = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            *section = opened.unwrap_or(section);
            Some((*section, if opened.is_some() { "" } else { line }))
        })
        .flat_map(|(section, line)| line.split_whitespace().map(move |entry| (section, entry)))
}

/// Words of an entry; hyphens and apostrophes between them do not count.
pub fn words(entry: &str) -> Vec<String> {
    Text::new(&entry.replace('_', " "))
        .tokens
        .into_iter()
        .map(|token| token.low)
        .filter(|low| !matches!(low.as_str(), "-" | "'"))
        .collect()
}

/// A phrase, and in Arabic letters how it is said as well: "عين العودة" without the article, "أولاد" without its first letter.
fn variants(phrase: Vec<String>) -> Vec<Vec<String>> {
    let mut all = vec![phrase];
    let short = all[0].iter().enumerate().map(|(at, word)| match word.strip_prefix("ال") {
        Some(bare) if at > 0 && bare.chars().count() > 3 => bare.to_owned(),
        _ => word.clone(),
    });
    let short: Vec<String> = short.collect();
    if short != all[0] && short.len() > 1 {
        all.push(short);
    }
    for at in 0..all.len() {
        if all[at].len() > 1 && all[at][0] == "اولاد" {
            let mut spoken = all[at].clone();
            "ولاد".clone_into(&mut spoken[0]);
            all.push(spoken);
        }
    }
    all
}

impl Phrases {
    /// Phrases of these entries.
    pub fn of<'a>(entries: impl Iterator<Item = &'a str>) -> Self {
        let mut phrases = Self::default();
        for entry in entries.map(words).flat_map(variants) {
            if let Some(first) = entry.first() {
                phrases.0.entry(first.clone()).or_default().push(entry);
            }
        }
        for list in phrases.0.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            list.dedup();
        }
        phrases
    }

    /// The longest phrase that begins at token `at`, exactly as written.
    pub fn exact(&self, tokens: &[Token], at: usize) -> Option<Hit> {
        self.0
            .get(&tokens.get(at)?.low)?
            .iter()
            .find_map(|phrase| follow(phrase, tokens, at, 0))
    }

    /// The longest phrase at token `at`, with or without a fused particle before it.
    pub fn fused(&self, tokens: &[Token], at: usize) -> Option<Hit> {
        let token = tokens.get(at)?;
        token
            .stems()
            .find_map(|(skip, stem)| self.0.get(stem)?.iter().find_map(|phrase| follow(phrase, tokens, at, skip)))
    }

    /// Is this single word an entry?
    pub fn has(&self, low: &str) -> bool {
        self.0
            .get(low)
            .is_some_and(|list| list.iter().any(|phrase| phrase.len() == 1))
    }

    /// Entries of one word.
    pub fn singles(&self) -> impl Iterator<Item = &String> {
        self.0
            .iter()
            .filter(|(_, list)| list.iter().any(|phrase| phrase.len() == 1))
            .map(|(word, _)| word)
    }
}

/// A phrase from token `at` on, whose first word was compared already.
pub fn follow(phrase: &[String], tokens: &[Token], at: usize, skip: usize) -> Option<Hit> {
    let mut end = at + 1;
    for word in &phrase[1..] {
        while tokens.get(end).is_some_and(|token| token.is("-") || token.is("'")) {
            end += 1;
        }
        if tokens.get(end)?.low != *word {
            return None;
        }
        end += 1;
    }
    Some(Hit {
        end,
        skip,
        words: phrase.len(),
    })
}
