//! What is to be done with each identifier of a passage, row by row, as a form holds it: from, to, kind, what to do, what is
//! shown instead. Suggestions begin as "replace"; a person decides.

use crate::form::Typed;
use archive::desk::excerpts::Preparation;
use method::anonymise::IdentifierKind;
use method::anonymise::places::wider;
use method::coding::locate;
use method::excerpt::{Reason, Replacement, ReplacementKind};
use method::language::Language;

/// The name of a kind that is no identifier: it tells more than needed.
pub(super) const DETAIL: &str = "DETAIL";
/// The name of words that are left out.
pub(super) const OMISSION: &str = "OMISSION";

/// What the name of a level begins with.
const LEVEL: &str = "level_";

/// What to do with words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Replace,
    Keep,
    Omit,
}

impl Act {
    pub(super) const ALL: [Self; 3] = [Self::Replace, Self::Keep, Self::Omit];

    /// Its name in forms.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Keep => "keep",
            Self::Omit => "omit",
        }
    }
}

/// Words of the passage and what becomes of them. Letters count in the part's whole text.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: ReplacementKind,
    pub(super) act: Act,
    pub(super) with: String,
}

impl Row {
    /// Its words.
    pub(super) fn words(&self, text: &str) -> String {
        text.chars().skip(self.start).take(self.end - self.start).collect()
    }

    /// What it widens to, if it is a place that is known: what tells most first.
    pub(super) fn levels(&self, text: &str, language: Language) -> Vec<&'static str> {
        match self.kind {
            ReplacementKind::Identifier(IdentifierKind::Location) => wider(&self.words(text), language),
            _ => Vec::new(),
        }
    }

    /// Why it is suggested; a person saw what is not.
    pub(super) fn reason(&self, prepared: &Preparation) -> Reason {
        let mut suggested = prepared.suggestions.iter().zip(&prepared.reasons);
        let found = suggested.find(|(one, _)| self.overlaps(one.start, one.end));
        found.map_or(Reason::Hand, |(_, reason)| *reason)
    }

    fn overlaps(&self, start: usize, end: usize) -> bool {
        self.start < end && start < self.end
    }
}

/// The rows with which a form begins: what was found, or what stands in the excerpt; what was found and is not replaced in it
/// was kept.
pub(super) fn begun(prepared: &Preparation) -> Vec<Row> {
    let suggested = prepared.suggestions.iter().map(row);
    let Some((excerpt, ..)) = &prepared.revised else {
        return suggested.collect();
    };
    let mut rows: Vec<Row> = excerpt.replacements().iter().map(row).collect();
    let kept = suggested.filter(|one| !excerpt.replacements().iter().any(|done| one.overlaps(done.start, done.end)));
    let kept: Vec<Row> = kept.map(|one| Row { act: Act::Keep, ..one }).collect();
    rows.extend(kept);
    rows.sort_by_key(|row| row.start);
    rows
}

fn row(replacement: &Replacement) -> Row {
    let Replacement { start, end, kind, with } = replacement.clone();
    let act = if kind == ReplacementKind::Omission {
        Act::Omit
    } else {
        Act::Replace
    };
    Row {
        start,
        end,
        kind,
        act,
        with,
    }
}

/// The name of a level in forms.
pub(super) fn level_name(level: usize) -> String {
    format!("{LEVEL}{level}")
}

/// What a level says is shown instead; none if there is no such level of this place.
fn widened(act: &str, row: &Row, prepared: &Preparation) -> Option<String> {
    let level: usize = act.strip_prefix(LEVEL)?.parse().ok()?;
    let levels = row.levels(prepared.text(), prepared.layer.language);
    levels.get(level).map(|with| (*with).to_owned())
}

/// The rows of a form; none if they are not what the page asked. A level that was chosen is what is shown instead.
pub(super) fn typed_rows(typed: &Typed, prepared: &Preparation) -> Option<Vec<Row>> {
    let [from, to, kinds, acts, withs] = ["from", "to", "kind", "do", "with"].map(|name| typed.all(name));
    let count = from.len();
    if [&to, &kinds, &acts, &withs].iter().any(|answers| answers.len() != count) {
        return None;
    }
    let rows = (0..count).map(|index| {
        let (start, end) = (from[index].parse().ok()?, to[index].parse().ok()?);
        let kind = named_kind(&kinds[index])?;
        let mut row = Row {
            start,
            end,
            kind,
            act: Act::Replace,
            with: withs[index].clone(),
        };
        if start >= end {
            return None;
        }
        match Act::ALL.into_iter().find(|act| act.name() == acts[index]) {
            Some(act) => row.act = act,
            None => row.with = widened(&acts[index], &row, prepared)?,
        }
        Some(row)
    });
    let mut rows: Vec<Row> = rows.collect::<Option<_>>()?;
    rows.sort_by_key(|row| row.start);
    Some(rows)
}

/// Adds words that were typed by hand, wherever they stand in the passage; they take the place of what was found there. False
/// if they stand nowhere in it.
pub(super) fn add_own(rows: &mut Vec<Row>, prepared: &Preparation, typed: &Typed) -> bool {
    let words = typed.get("own_words");
    if words.trim().is_empty() {
        return true;
    }
    let (passage, text) = (prepared.passage, prepared.text());
    let kind = named_kind(&typed.get("own_kind")).unwrap_or(ReplacementKind::Detail);
    let act = if kind == ReplacementKind::Omission {
        Act::Omit
    } else {
        Act::Replace
    };
    let with = match (typed.get("own_with").trim(), kind) {
        ("", ReplacementKind::Identifier(kind)) => kind.label(prepared.layer.language).to_owned(),
        (with, _) => with.to_owned(),
    };
    let places = locate(passage.layer(), passage.part(), text, &words);
    let inside = places
        .into_iter()
        .filter(|place| passage.start() <= place.start() && place.end() <= passage.end());
    let (mut free, mut is_there) = (0, false);
    for place in inside {
        let (start, end) = (place.start(), place.end());
        if start < free {
            continue;
        }
        rows.retain(|row| !row.overlaps(start, end));
        rows.push(Row {
            start,
            end,
            kind,
            act,
            with: with.clone(),
        });
        (free, is_there) = (end, true);
    }
    rows.sort_by_key(|row| row.start);
    is_there
}

/// What is changed: everything but what is kept.
pub(super) fn replacements(rows: &[Row]) -> Vec<Replacement> {
    let changed = rows.iter().filter(|row| row.act != Act::Keep);
    changed
        .map(|row| {
            let (kind, with) = match (row.act, row.kind) {
                (Act::Omit, _) => (ReplacementKind::Omission, String::new()),
                (_, ReplacementKind::Omission) => (ReplacementKind::Detail, row.with.clone()),
                (_, kind) => (kind, row.with.clone()),
            };
            let (start, end) = (row.start, row.end);
            Replacement { start, end, with, kind }
        })
        .collect()
}

/// The name of a kind in forms.
pub(super) const fn kind_name(kind: ReplacementKind) -> &'static str {
    match kind {
        ReplacementKind::Identifier(kind) => kind.as_str(),
        ReplacementKind::Detail => DETAIL,
        ReplacementKind::Omission => OMISSION,
    }
}

fn named_kind(name: &str) -> Option<ReplacementKind> {
    match name {
        DETAIL => Some(ReplacementKind::Detail),
        OMISSION => Some(ReplacementKind::Omission),
        _ => {
            let kind = IdentifierKind::ALL.iter().find(|kind| kind.as_str() == name)?;
            Some(ReplacementKind::Identifier(*kind))
        }
    }
}
