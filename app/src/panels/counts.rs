//! Results, as far as they may be shown: rounds of voting with what moved between them, and the table of marks.

use crate::panels::{hands, title};
use crate::words::panels as words;
use archive::desk::panels::Titled;
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::panel::{Moved, Shown, ShownRound, ShownScores};

/// The count of each round that is over, newest last; a round over one story needs no bar but gets one.
pub(crate) fn rounds(language: PageLanguage, rounds: &[ShownRound], stories: &[Titled]) -> AnyView {
    let shown = (1..).zip(rounds).map(|(number, round)| {
        let abstained = round
            .abstained
            .filter(|number| *number > 0)
            .map(|number| view! { <p class="hint">{words::abstained(language, number)}</p> });
        let void = round
            .is_void
            .then(|| view! { <p><span class="badge" data-kind="warning">{words::void(language)}</span></p> });
        let result = match &round.result {
            Shown::Counts(ranked) => table(language, number, ranked, &round.moved, stories),
            Shown::Lead { leaders, is_clear } => lead(language, number, (leaders, *is_clear), &round.moved, stories),
        };
        let means = hands::label(language, round.means).map(|label| view! { <p class="hint">{label}</p> });
        view! { {result}{means}{abstained}{void} }
    });
    shown.collect_view().into_any()
}

fn named(stories: &[Titled], story: StoryId) -> Option<&Titled> {
    stories.iter().find(|one| one.id == story)
}

fn table(language: PageLanguage, number: usize, ranked: &[(StoryId, usize)], moved: &Moved, stories: &[Titled]) -> AnyView {
    let total = ranked.iter().map(|one| one.1).sum::<usize>().max(1);
    let most = ranked.first().map_or(0, |one| one.1);
    let by = match moved {
        Moved::Votes(by) => Some(by),
        Moved::First | Moved::Lead { .. } => None,
    };
    let rows = ranked.iter().map(|(story, votes)| {
        let leads = most > 0 && *votes == most;
        let width = (votes * 100 / total).to_string();
        let by = by.map(|by| moved_by(by, *story));
        // Where it stood in the round before, a line across the bar.
        let stood = by.map(|by| votes.saturating_add_signed(isize::try_from(by).map_or(0, isize::wrapping_neg)) * 100 / total);
        let stood = stood.map(|share| view! { <path class="bar-before" d=format!("M{share} 0v8")/> });
        view! {
            <tr data-winner=leads><th scope="row">{title(language, named(stories, *story))}</th><td class="number">{*votes}</td>
                {by.map(|by| view! { <td class="number" dir="ltr">{signed(by)}</td> })}
                <td class="tally-bar"><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar-track" width="100" height="8"/><rect class="bar-fill" width=width height="8"/>{stood}</svg></td></tr>
        }
    });
    view! {
        <table class="table tally"><caption>{words::round_number(language, number)}</caption>
            <thead><tr><th scope="col">{words::story(language)}</th><th scope="col" class="number">{words::votes(language)}</th>
                {by.map(|_| view! { <th scope="col" class="number">{words::moved_by(language)}</th> })}
                <th scope="col" class="tally-bar"><span class="visually-hidden">{words::share(language)}</span></th></tr></thead>
            <tbody>{rows.collect_view()}</tbody></table>
    }
    .into_any()
}

/// How many votes a story won or lost.
fn moved_by(by: &[(StoryId, i64)], story: StoryId) -> i64 {
    by.iter().find(|one| one.0 == story).map_or(0, |one| one.1)
}

fn signed(by: i64) -> String {
    match by {
        0 => "=".to_owned(),
        1.. => format!("+{by}"),
        _ => format!("−{}", by.unsigned_abs()),
    }
}

/// What a story won or lost since the round before, with its sign; nothing where that may not be told.
pub(super) fn movement(moved: &Moved, story: StoryId) -> Option<String> {
    match moved {
        Moved::Votes(by) => Some(signed(moved_by(by, story))),
        Moved::First | Moved::Lead { .. } => None,
    }
}

/// How so many lead.
pub(super) fn how(language: PageLanguage, leaders: usize, is_clear: bool) -> &'static str {
    match leaders {
        0 => words::nobody_leads(language),
        1 if is_clear => words::leads_clearly(language),
        1 => words::leads_narrowly(language),
        _ => words::lead_together(language),
    }
}

fn lead(
    language: PageLanguage,
    number: usize,
    (leaders, is_clear): (&[StoryId], bool),
    moved: &Moved,
    stories: &[Titled],
) -> AnyView {
    let how = how(language, leaders.len(), is_clear);
    let names = leaders
        .iter()
        .map(|story| view! { <li><strong>{title(language, named(stories, *story))}</strong></li> });
    let moved = match moved {
        Moved::Lead { has_changed: true } => Some(words::lead_moved(language)),
        Moved::Lead { has_changed: false } => Some(words::lead_stayed(language)),
        Moved::First | Moved::Votes(_) => None,
    };
    view! {
        <div class="card stack tally">
            <p><strong>{words::round_number(language, number)}</strong></p>
            <ul>{names.collect_view()}</ul>
            <p>{how}" "{moved}</p>
            <p class="hint">{words::counts_hidden(language)}</p>
        </div>
    }
    .into_any()
}

/// The table of marks, once it is counted.
pub(crate) fn scores(language: PageLanguage, scores: Option<&ShownScores>, stories: &[Titled]) -> AnyView {
    match scores {
        None => ().into_any(),
        Some(ShownScores::Means { rows, sheets, missing }) => {
            let rows = rows.iter().map(|row| {
                let span = format!("{} – {}", mark(language, row.lowest), mark(language, row.highest));
                view! {
                    <tr><th scope="row">{title(language, named(stories, row.story))}</th>
                        <td class="number">{mark(language, row.mean)}</td><td class="number" dir="ltr">{span}</td></tr>
                }
            });
            view! {
                <table class="table"><caption>{words::marks(language)}</caption>
                    <thead><tr><th scope="col">{words::story(language)}</th><th scope="col" class="number">{words::mean(language)}</th>
                        <th scope="col" class="number">{words::span(language)}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody></table>
                <p class="hint">{words::sheets(language, sheets, missing)}</p>
            }
            .into_any()
        }
        Some(ShownScores::Order(places)) => {
            let places = places.iter().map(|together| {
                let names = together
                    .iter()
                    .map(|story| view! { <p>{title(language, named(stories, *story))}</p> });
                view! { <li>{names.collect_view()}</li> }
            });
            view! {
                <div class="card stack tally">
                    <p><strong>{words::marks(language)}</strong></p>
                    <ol>{places.collect_view()}</ol>
                    <p class="hint">{words::order_only(language)}</p>
                </div>
            }
            .into_any()
        }
    }
}

/// A mark in hundredths, with the decimal sign of the language.
pub(super) fn mark(language: PageLanguage, hundredths: u32) -> String {
    let sign = match language {
        PageLanguage::English => '.',
        PageLanguage::French | PageLanguage::Arabic => ',',
    };
    format!("{}{sign}{:02}", hundredths / 100, hundredths % 100)
}
