//! The panels desk's pages: the chair's, the guests' room, the record; and the words that they share.

mod booth;
pub(crate) mod cards;
pub(crate) mod console;
pub(crate) mod counts;
mod criteria;
pub(crate) mod events;
pub(crate) mod guide;
mod hands;
pub(crate) mod join;
pub(crate) mod list;
mod marking;
pub(crate) mod minutes;
pub(crate) mod narration;
pub(crate) mod opening;
mod pictures;
mod qr;
pub(crate) mod reasons;
pub(crate) mod record;
pub(crate) mod room;
pub(crate) mod secrecy;
mod secret;
pub(crate) mod story;
pub(crate) mod story_mentions;
pub(crate) mod tablet;
pub(crate) mod token;
pub(crate) mod ways;

use crate::words::{panel_refused as refusals, panels as words};
use archive::desk::panels::{Pulse, Report, Setting, Stage, Titled};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::panel::{Category, Refused};

/// What a category is called, and its name in forms.
pub(crate) fn categories(language: PageLanguage) -> [(Category, &'static str, &'static str); 5] {
    [
        (Category::Survivor, "survivor", words::survivor(language)),
        (Category::PeerEducator, "peer_educator", words::peer_educator(language)),
        (Category::Staff, "staff", words::staff(language)),
        (Category::Partner, "partner", words::partner(language)),
        (Category::Donor, "donor", words::donor(language)),
    ]
}

/// What a category is called.
pub(crate) fn category_label(language: PageLanguage, category: Category) -> &'static str {
    categories(language)
        .into_iter()
        .find(|(one, ..)| *one == category)
        .map_or("", |(.., words)| words)
}

/// What a stage is called, and the kind of its badge.
pub(crate) fn stage_label(language: PageLanguage, stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Gathering => ("waiting", words::gathering(language)),
        Stage::Hearing => ("waiting", words::hearing(language)),
        Stage::Rating => ("waiting", words::rating(language)),
        Stage::Voting => ("waiting", words::voting(language)),
        Stage::Reasoning => ("waiting", words::reasoning(language)),
        Stage::Closed => ("done", words::closed(language)),
    }
}

/// Where a panel sits: the site, or all of them.
pub(crate) fn place(language: PageLanguage, setting: &Setting) -> String {
    match &setting.site {
        Some(site) => site.get(language).to_owned(),
        None => words::all_sites(language).to_owned(),
    }
}

/// Level and place of a panel, in one line.
pub(crate) fn level_and_place(language: PageLanguage, setting: &Setting) -> String {
    format!("{} · {}", setting.level.get(language), place(language, setting))
}

/// A story's title, in its own language.
pub(crate) fn title(language: PageLanguage, story: Option<&Titled>) -> AnyView {
    match story.and_then(|story| story.title.clone()) {
        Some((title, spoken)) => view! { <bdi lang=spoken.tag()>{title}</bdi> }.into_any(),
        None => view! { <em>{words::not_readable(language)}</em> }.into_any(),
    }
}

/// What panels below wrote about a story.
pub(crate) fn reports(language: PageLanguage, reports: Vec<Report>) -> AnyView {
    if reports.is_empty() {
        return ().into_any();
    }
    let quotations = reports.into_iter().map(|report| {
        let reasons = report.reasons.into_iter().map(|reason| view! { <p dir="auto">{reason}</p> });
        view! {
            <blockquote class="reason">{reasons.collect_view()}
                {(report.held_back > 0).then(|| view! { <p class="hint">{words::held_back(language, report.held_back)}</p> })}
                <footer>{words::panel_of(language, report.place.get(language))}</footer></blockquote>
        }
    });
    view! { <section class="section stack"><h2>{words::why_sent_up(language)}</h2>{quotations.collect_view()}</section> }
        .into_any()
}

/// Counters that follow the panel by themselves where the browser can, and a link that asks again where it cannot.
pub(crate) fn live(language: PageLanguage, here: &str, events: String, pulse: &Pulse) -> AnyView {
    let template = match pulse.stage {
        _ if pulse.secret.is_some() => secret::template(language, pulse),
        Stage::Gathering | Stage::Hearing => words::seats_taken(language, "{seats}"),
        Stage::Rating => words::have_marked(language, "{cast}", "{of}"),
        Stage::Voting => words::have_voted(language, "{cast}", "{of}"),
        Stage::Reasoning | Stage::Closed => String::new(),
    };
    view! {
        <app_islands::Room events=events key=pulse.key() template=template seats=pulse.seats cast=pulse.cast of=pulse.of
            moved=words::moved(language).to_owned() again=words::refresh(language).to_owned()/>
        <noscript><p><a href=here.to_owned()>{words::refresh(language)}</a></p></noscript>
    }
    .into_any()
}

/// A code, in two groups of three.
pub(crate) fn grouped(code: &str) -> (String, String) {
    let (first, second) = code.split_at_checked(3).unwrap_or((code, ""));
    (first.to_owned(), second.to_owned())
}

/// Why the technique refuses a step, and what to do. One exhaustive match.
pub(crate) fn sentence(language: PageLanguage, refused: &Refused) -> String {
    let fixed = match refused {
        Refused::NotGathering => refusals::not_gathering(language),
        Refused::NotHearing => refusals::not_hearing(language),
        Refused::NotVoting => refusals::not_voting(language),
        Refused::NotReasoning => refusals::not_reasoning(language),
        Refused::Closed => refusals::closed(language),
        Refused::NoStories => refusals::no_stories(language),
        Refused::SameStoryTwice => refusals::same_story_twice(language),
        Refused::UnknownSeat | Refused::SeatTaken => refusals::unknown_seat(language),
        Refused::NobodySeated => refusals::nobody_seated(language),
        Refused::Absent => refusals::absent(language),
        Refused::Recused => refusals::recused(language),
        Refused::StoryNotInPanel => refusals::story_not_in_panel(language),
        Refused::AlreadyVoted => refusals::already_voted(language),
        Refused::NoBallots => refusals::no_ballots(language),
        Refused::NoTie => refusals::no_tie(language),
        Refused::NoOutcome => refusals::no_outcome(language),
        Refused::NotLeading { .. } => refusals::not_leading(language),
        Refused::NotChosen => refusals::not_chosen(language),
        Refused::Blank => refusals::blank(language),
        Refused::WeightOutOfBounds => refusals::weight(language),
        Refused::DissentNotAsked => refusals::dissent_not_asked(language),
        Refused::DissentRecorded => refusals::dissent_recorded(language),
        Refused::WordsOutOfBounds => refusals::words(language),
        Refused::RoundsOutOfBounds => refusals::rounds(language),
        Refused::ScaleOutOfBounds => refusals::scale(language),
        Refused::NotRating => refusals::not_rating(language),
        Refused::SheetIncomplete => refusals::sheet_incomplete(language),
        Refused::SecretByMajority => refusals::secret_by_majority(language),
        Refused::SecretHidesCounts => refusals::secret_hides_counts(language),
        Refused::NotThisMethod => refusals::not_this_method(language),
        Refused::RoundsOver => refusals::rounds_over(language),
        Refused::NotAgreed => refusals::not_agreed(language),
        Refused::NothingToExplain => refusals::nothing_to_explain(language),
        Refused::NotExplained => refusals::not_explained(language),
        Refused::BallotsCast => refusals::ballots_cast(language),
        Refused::NothingEntered => refusals::nothing_entered(language),
        Refused::EnteredAnew => refusals::entered_anew(language),
        Refused::CountsDiffer => refusals::counts_differ(language),
        Refused::BallotIsSecret => refusals::ballot_is_secret(language),
        Refused::NotNow => refusals::not_now(language),
        Refused::SeatsFrozen => refusals::seats_frozen(language),
        Refused::TokenTaken => refusals::token_taken(language),
        Refused::TokenUnknown => refusals::token_unknown(language),
        Refused::TokenSpent => refusals::token_spent(language),
        Refused::BoxFull => refusals::box_full(language),
        Refused::NotSoMany { present } => return refusals::not_so_many(language, present),
        Refused::TooFewForSecrecy { least } => return refusals::too_few_for_secrecy(language, least),
        Refused::BallotsMissing => refusals::ballots_missing(language),
        Refused::NotConfirmed => refusals::not_confirmed(language),
        Refused::SamePerson => refusals::same_person(language),
        Refused::TooManyVotes { present } => return refusals::too_many_votes(language, present),
        Refused::MarkOutOfBounds { most } => return refusals::mark(language, most),
        Refused::TooFewSheets { missing } => return refusals::too_few_sheets(language, missing),
        Refused::NotAllStated { waiting } => return refusals::not_all_stated(language, waiting),
        Refused::RoundsLeft { left } => return refusals::rounds_left(language, left),
        Refused::Full { most } => return refusals::full(language, most),
        Refused::NotYetHeard { stories } => return refusals::not_yet_heard(language, stories.len()),
        Refused::NotDiscussed { stories } => return refusals::not_discussed(language, stories.len()),
        Refused::StillVoting { waiting } => return refusals::still_voting(language, waiting),
        Refused::Tie { stories } => return refusals::tie(language, stories.len()),
        Refused::NoReason { stories } => return refusals::no_reason(language, stories.len()),
        Refused::ReasonTooShort { needed, words } => return refusals::reason_too_short(language, needed, words),
        Refused::TooLong { most } => return refusals::too_long(language, most),
    };
    fixed.to_owned()
}
