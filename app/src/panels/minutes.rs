//! Minutes of a closed panel as Markdown and as PDF, in three languages: categories and no names, what was considered, how it was
//! chosen, why, and what others think.

use crate::panels::{category_label, counts, hands, level_and_place, ways};
use crate::parts::day;
use crate::parts::paper::{asked, handed, line, plain};
use crate::refusal;
use crate::request::Caller;
use crate::words::{ballot, panel_methods, panel_record as words, panels};
use archive::Archive;
use archive::desk::panels::Recorded;
use archive::desk::paper::Paper;
use axum::extract::{Path, State};
use axum::response::Response;
use method::id::{PanelId, StoryId};
use method::language::PageLanguage;
use method::panel::{Departure, Dissent, Moved, Outcome, Shown, ShownRound, ShownScores, SmallCounts, Words};

/// A file of the minutes: `fr.md`, `ar.pdf` and the like.
pub(crate) async fn file(
    caller: Caller,
    State(archive): State<Archive>,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let language = caller.language();
    let (Ok(id), Some((written, format))) = (id.parse::<PanelId>(), asked(&file)) else {
        return refusal::not_found(language);
    };
    let recorded = match archive.panels().record(&caller.actor, caller.programme, id).await {
        Ok(recorded) => recorded,
        Err(error) => return refusal::panels(language, &error),
    };
    let name = format!("{}-{file}", recorded.record.closed.date_naive());
    let minutes = minutes(written, &recorded);
    let taken = archive
        .panels()
        .hand_over(&caller.actor, caller.programme, id, minutes, format)
        .await;
    match taken {
        Ok(bytes) => handed(bytes, format, &name),
        Err(error) => refusal::panels(language, &error),
    }
}

/// The minutes of a panel that has just been closed, in all three languages: what its log keeps the hashes of.
pub(super) fn all(recorded: &Recorded) -> Vec<Paper> {
    PageLanguage::ALL.map(|language| minutes(language, recorded)).into()
}

fn written(language: PageLanguage, text: &Words) -> String {
    text.text().map_or_else(|| words::taken_out(language).to_owned(), plain)
}

fn named(language: PageLanguage, recorded: &Recorded, story: StoryId) -> String {
    let title = recorded.titled(story).and_then(|story| story.title.clone());
    title.map_or_else(|| panels::not_readable(language).to_owned(), |(title, _)| plain(&title))
}

fn minutes(language: PageLanguage, recorded: &Recorded) -> Paper {
    let mut out = String::new();
    facts(language, recorded, &mut out);
    outcome(language, recorded, &mut out);
    line!(out, "\n## {}\n", words::dissent(language));
    match &recorded.record.dissent {
        Dissent::NotAsked => line!(out, "{}", words::nobody_otherwise(language)),
        Dissent::Declined => line!(out, "{}", words::declined(language)),
        Dissent::Spoken { views } => {
            for view in views {
                line!(out, "> {}\n", written(language, view));
            }
        }
    }
    if !recorded.record.voices.is_empty() {
        line!(out, "\n## {}\n", ballot::voices(language));
        for voice in &recorded.record.voices {
            line!(out, "> {}\n", written(language, voice));
        }
    }
    line!(out, "\n## {}\n", words::votes(language));
    if recorded.record.small_counts == SmallCounts::Shown {
        line!(out, "{}\n", panel_methods::own_rule(language));
    }
    if let Some(scores) = recorded.record.scores() {
        marks(language, recorded, scores, &mut out);
    }
    for (number, round) in (1..).zip(recorded.record.rounds()) {
        counted(language, recorded, (number, &round), &mut out);
    }
    stories(language, recorded, &mut out);
    signatures(language, &mut out);
    Paper {
        title: format!("{} – {}", words::lead(language), recorded.setting.domain.get(language)),
        language,
        markdown: out,
        foot: words::minutes_foot(language).to_owned(),
    }
}

fn facts(language: PageLanguage, recorded: &Recorded, out: &mut String) {
    let record = &recorded.record;
    let members = record
        .members
        .iter()
        .map(|(category, count)| format!("{} × {count}", category_label(language, *category)))
        .collect::<Vec<_>>()
        .join(", ");
    for (name, value) in [
        (words::level(language), plain(&level_and_place(language, &recorded.setting))),
        (words::period(language), plain(&recorded.setting.round)),
        (words::date(language), day::spelled(language, record.started.date_naive())),
        (
            words::duration(language),
            words::minutes(language, record.duration().num_minutes()),
        ),
        (words::members(language), members),
        (words::absent(language), record.absent.to_string()),
        (words::recused(language), record.recused.to_string()),
        (words::method(language), ways::described(language, &record.method)),
    ] {
        line!(out, "- **{name}** : {value}");
    }
}

fn outcome(language: PageLanguage, recorded: &Recorded, out: &mut String) {
    let record = &recorded.record;
    line!(out, "\n## {}\n", words::chosen(language));
    match &record.outcome {
        Outcome::NoStory { why } => {
            line!(out, "{}\n\n> {}", words::no_story(language), written(language, why));
        }
        Outcome::SentBack { story, question } => {
            let name = named(language, recorded, *story);
            line!(
                out,
                "{} {name}\n\n> {}",
                words::sent_back(language),
                written(language, question)
            );
        }
        outcome => {
            for story in outcome.stories() {
                line!(out, "### {}\n", named(language, recorded, story));
                for reason in record.reasons.iter().filter(|reason| reason.about == story) {
                    line!(out, "> {}\n", written(language, &reason.words));
                }
            }
        }
    }
    if let Some((departure, why)) = &record.departure {
        let kind = match departure {
            Departure::Tie => words::tie_decided(language),
            Departure::Marks => words::not_as_marked(language),
            Departure::Unfound => words::unfound(language),
        };
        line!(out, "\n{kind}\n\n> {}", written(language, why));
    }
    if !record.criteria.is_empty() {
        line!(out, "\n## {}\n", words::criteria(language));
        for one in &record.criteria {
            let weight = one.weight().map(|weight| format!(" · {}", words::weighs(language, weight)));
            line!(out, "- {}{}", plain(one.name()), weight.unwrap_or_default());
        }
    }
}

fn marks(language: PageLanguage, recorded: &Recorded, scores: ShownScores, out: &mut String) {
    line!(out, "\n### {}\n", panels::marks(language));
    match scores {
        ShownScores::Means { rows, sheets, missing } => {
            line!(
                out,
                "| {} | {} | {} |\n|---|---|---|",
                panels::story(language),
                panels::mean(language),
                panels::span(language)
            );
            let mark = |hundredths| counts::mark(language, hundredths);
            for row in rows {
                let (mean, lowest, highest) = (mark(row.mean), mark(row.lowest), mark(row.highest));
                line!(
                    out,
                    "| {} | {mean} | {lowest} – {highest} |",
                    named(language, recorded, row.story)
                );
            }
            line!(out, "\n{}", panels::sheets(language, sheets, missing));
        }
        ShownScores::Order(places) => {
            for (place, together) in (1..).zip(places) {
                let names: Vec<_> = together.into_iter().map(|story| named(language, recorded, story)).collect();
                line!(out, "{place}. {}", names.join(", "));
            }
            line!(out, "\n{}", panels::order_only(language));
        }
    }
}

fn counted(language: PageLanguage, recorded: &Recorded, (number, round): (usize, &ShownRound), out: &mut String) {
    line!(out, "\n### {}\n", panels::round_number(language, number));
    match &round.result {
        Shown::Counts(ranked) => {
            line!(
                out,
                "| {} | {} |\n|---|---|",
                panels::story(language),
                panels::votes(language)
            );
            for (story, votes) in ranked {
                let moved = counts::movement(&round.moved, *story).map(|by| format!(" ({by})"));
                let name = named(language, recorded, *story);
                line!(out, "| {name} | {votes}{} |", moved.unwrap_or_default());
            }
        }
        Shown::Lead { leaders, is_clear } => {
            let names: Vec<_> = leaders.iter().map(|story| named(language, recorded, *story)).collect();
            line!(
                out,
                "{} {}\n",
                names.join(", "),
                counts::how(language, leaders.len(), *is_clear)
            );
            line!(out, "{}", panels::counts_hidden(language));
        }
    }
    match round.moved {
        Moved::Lead { has_changed: true } => line!(out, "\n{}", panels::lead_moved(language)),
        Moved::Lead { has_changed: false } => line!(out, "\n{}", panels::lead_stayed(language)),
        Moved::First | Moved::Votes(_) => {}
    }
    if let Some(label) = hands::label(language, round.means) {
        line!(out, "\n{label}");
    }
    if let Some(number) = round.abstained.filter(|number| *number > 0) {
        line!(out, "\n{}", panels::abstained(language, number));
    }
    if round.is_void {
        line!(out, "\n{}", panels::void(language));
    }
}

/// Room for the hands of two: what was written is what was said. Initials or a mark will do, for minutes name nobody.
fn signatures(language: PageLanguage, out: &mut String) {
    line!(
        out,
        "\n## {}\n\n{}\n",
        words::signatures(language),
        words::signatures_hint(language)
    );
    for who in [words::signed_by_chair(language), words::signed_by_member(language)] {
        line!(out, "- {who} : ……………………………………");
    }
}

fn stories(language: PageLanguage, recorded: &Recorded, out: &mut String) {
    line!(out, "\n## {}\n", words::stories(language));
    for one in &recorded.record.stories {
        let name = named(language, recorded, one.story);
        if let Some(text) = one.text {
            line!(out, "- {name} · {} {}", words::version(language), text.hash);
        } else {
            line!(out, "- {name} · {}", words::withdrawn(language));
        }
    }
    if !recorded.record.questions.is_empty() {
        line!(out, "\n## {}\n", words::questions(language));
        for one in &recorded.record.questions {
            line!(
                out,
                "- {} : {}",
                named(language, recorded, one.about),
                written(language, &one.words)
            );
        }
    }
}
