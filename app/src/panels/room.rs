//! The guests' room, stage by stage: what is next, the stories in this seat's own order, the vote, what came of it.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::panels::counts::{rounds, scores};
use crate::panels::pictures::picture;
use crate::panels::{booth, hands, join, level_and_place, live, marking, sentence, title, ways};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Visitor;
use crate::words::{ballot, panel_room as words};
use archive::Archive;
use archive::desk::panels::{Move, PanelsError, Room, RoomStory, Stage, Ticket, Titled};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::panel::{Attendance, Outcome, Refused};

/// The seat's cookie: bound to this host, not readable by script, never sent from elsewhere.
pub(crate) const SEAT_COOKIE: &str = "__Host-seat";

/// The seat that a browser holds.
pub(crate) fn ticket(jar: &CookieJar) -> Option<Ticket> {
    jar.get(SEAT_COOKIE).and_then(|cookie| cookie.value().parse().ok())
}

pub(crate) async fn show(visitor: Visitor, State(archive): State<Archive>, jar: CookieJar) -> Response {
    shown(&visitor, &archive, &jar, &FormState::default()).await
}

pub(crate) async fn submit(visitor: Visitor, State(archive): State<Archive>, jar: CookieJar, form: FormState) -> Response {
    let language = visitor.language;
    let Some(ticket) = ticket(&jar) else {
        return join::without_seat(&visitor);
    };
    let step = match form.typed.get("step").as_str() {
        "vote" => form.typed.get("choice").parse().ok().map(Move::Vote),
        "rate" => marking::parse(&form.typed),
        "confirm_count" => hands::votes(&form.typed).map(Move::ConfirmCount),
        "discard_count" => Some(Move::DisputeCount),
        "count_is_right" => Some(Move::AnswerCount(true)),
        "count_is_wrong" => Some(Move::AnswerCount(false)),
        "confirm_visits" => form.typed.get("visited").parse().ok().map(Move::ConfirmVisits),
        "found" => Some(Move::Look(true)),
        "missed" => Some(Move::Look(false)),
        "recuse" => Some(Move::Recuse),
        "leave" => Some(Move::Leave),
        "back" => Some(Move::ComeBack),
        _ => return refusal::unprocessable(language),
    };
    let Some(step) = step else {
        return shown(
            &visitor,
            &archive,
            &jar,
            &form.wrong("choice", words::choice_needed(language)),
        )
        .await;
    };
    let field = match step {
        Move::Vote(_) => "choice",
        Move::Rate(_) => "mark",
        _ => "next",
    };
    match archive.panels().act(ticket, step).await {
        Ok(()) => Redirect::to("/room").into_response(),
        Err(PanelsError::Refused(refused)) => {
            shown(&visitor, &archive, &jar, &form.wrong(field, sentence(language, &refused))).await
        }
        Err(PanelsError::NotFound) => join::without_seat(&visitor),
        Err(error) => refusal::panels(language, &error),
    }
}

async fn shown(visitor: &Visitor, archive: &Archive, jar: &CookieJar, form: &FormState) -> Response {
    let language = visitor.language;
    let Some(ticket) = ticket(jar) else {
        return join::without_seat(visitor);
    };
    let room = match archive.panels().room(ticket).await {
        Ok(room) => room,
        Err(PanelsError::NotFound) => return join::without_seat(visitor),
        Err(error) => return refusal::panels(language, &error),
    };
    let lead = lead(language, &room);
    let mut head = Head::new(room.setting.domain.get(language), lead).narrow();
    head.has_island = true;
    page(status_of(form), visitor, &head, || {
        let next = match (room.attendance, room.stage) {
            (_, Stage::Closed) => outcome(language, &room),
            (_, Stage::Reasoning) => counted(language, &room),
            (Attendance::Absent, _) => away(language),
            (_, Stage::Gathering) => ().into_any(),
            (_, Stage::Voting) if room.entered.is_some() => room
                .entered
                .as_ref()
                .map(|entered| hands::waiting(language, (entered, room.is_secret), &titles(&room), ("/room", form)))
                .into_any(),
            (_, Stage::Voting) if room.booth.is_some() => booth::round(language, &room),
            (Attendance::Recused, _) => view! { <p class="notice">{words::recused(language)}</p> }.into_any(),
            (Attendance::Present, Stage::Hearing) => view! {
                {scores(language, room.scores.as_ref(), &titles(&room))}
                {stories(language, &room.stories)}
            }
            .into_any(),
            (Attendance::Present, Stage::Rating | Stage::Voting) => turn(language, &room, form),
        };
        let is_frozen = room.booth.as_ref().is_some_and(|booth| booth.seats > 0);
        let takes_part =
            !is_frozen && room.attendance == Attendance::Present && !matches!(room.stage, Stage::Closed | Stage::Reasoning);
        view! {
            {refused(form, words::not_done(language))}
            <p class="hint">{level_and_place(language, &room.setting)}</p>
            <p class="hint">{ways::described(language, &room.method)}</p>
            {room.is_secret.then(|| booth::note(language, lead == ballot::is_secret(language)))}
            {(room.stage != Stage::Closed).then(|| live(language, "/room", "/room/events".to_owned(), &room.pulse))}
            {ways::own_rule(language, room.shows_counts)}
            <div id="next" tabindex="-1" class="stack">{next}</div>
            {takes_part.then(|| quiet_ways(language))}
        }
        .into_any()
    })
}

/// The one next thing.
fn lead(language: PageLanguage, room: &Room) -> &'static str {
    match (room.attendance, room.stage) {
        (_, Stage::Closed) => words::is_over(language),
        (_, Stage::Reasoning) => words::reasons_are_written(language),
        (Attendance::Absent, _) => words::you_are_away(language),
        (_, Stage::Gathering) => words::wait(language),
        (_, Stage::Voting) if room.entered.is_some() && room.is_secret => words::count_waits(language),
        (_, Stage::Voting) if room.entered.is_some() => words::count_is_entered(language),
        (_, Stage::Voting) if room.booth.is_some() => ballot::is_secret(language),
        (Attendance::Recused, _) => words::others_go_on(language),
        (Attendance::Present, Stage::Hearing) => words::hear_each(language),
        (Attendance::Present, Stage::Rating) => match room.turn {
            Ok(()) => words::mark_now(language),
            Err(Refused::AlreadyVoted) => words::marked(language),
            Err(_) => words::hear_before_marking(language),
        },
        (Attendance::Present, Stage::Voting) => match room.turn {
            Ok(()) => words::vote_now(language),
            Err(Refused::AlreadyVoted) => words::voted(language),
            Err(_) => words::hear_first(language),
        },
    }
}

fn stories(language: PageLanguage, stories: &[RoomStory]) -> AnyView {
    let cards = stories.iter().map(|one| {
        let link = format!("/room/stories/{}", one.story.id);
        let (kind, state) = if one.is_heard {
            ("done", words::heard(language))
        } else {
            ("waiting", words::not_heard(language))
        };
        view! {
            <li><article class="story-card">
                <h2>{picture(language, one.story.picture)}<a href=link>{title(language, Some(&one.story))}</a></h2>
                <p class="story-facts"><span class="badge" data-kind=kind>{state}</span></p>
            </article></li>
        }
    });
    if stories.is_empty() {
        return view! { <div class="empty"><p>{words::no_story_left(language)}</p></div> }.into_any();
    }
    view! { <ul class="grid stories">{cards.collect_view()}</ul> }.into_any()
}

/// What this seat does now: hand marks in, vote, hear what it has not heard, or nothing more.
fn turn(language: PageLanguage, room: &Room, form: &FormState) -> AnyView {
    match &room.turn {
        Ok(()) if room.stage == Stage::Rating => marking::sheet(language, room, form),
        Ok(()) => {
            let standing = room.stories.iter().filter(|one| one.stands);
            ballot(language, &standing.collect::<Vec<_>>(), form)
        }
        Err(Refused::AlreadyVoted) => {
            let done = match room.stage {
                Stage::Rating => words::marks_are_in(language),
                _ => words::vote_is_in(language),
            };
            view! { <div class="notice" data-kind="done" role="status"><p>{done}</p></div> }.into_any()
        }
        Err(Refused::NotYetHeard { stories: missing }) => {
            let missing: Vec<_> = room
                .stories
                .iter()
                .filter(|one| missing.contains(&one.story.id))
                .cloned()
                .collect();
            stories(language, &missing)
        }
        Err(other) => view! { <p class="notice">{sentence(language, other)}</p> }.into_any(),
    }
}

fn ballot(language: PageLanguage, standing: &[&RoomStory], form: &FormState) -> AnyView {
    let chosen = form.typed.get("choice");
    let error = form.error("choice");
    let described = error.is_some().then_some("choice-error");
    let choices = standing.iter().enumerate().map(|(index, one)| {
        let value = one.story.id.to_string();
        let checked = value == chosen;
        let id = if index == 0 {
            "choice".to_owned()
        } else {
            format!("choice-{index}")
        };
        view! {
            <label class="ballot-choice"><input type="radio" name="choice" id=id value=value checked=checked/>
                <span class="ballot-text">{picture(language, one.story.picture)}<strong>{title(language, Some(&one.story))}</strong></span></label>
        }
    });
    let again = standing.iter().map(|one| {
        let link = format!("/room/stories/{}", one.story.id);
        view! { <li><a href=link>{title(language, Some(&one.story))}</a></li> }
    });
    view! {
        <form method="post" action="/room" class="ballot"><fieldset aria-describedby=described>
            <legend>{words::which_counts_most(language)}</legend>
            {error.map(|error| view! { <p class="field-error" id="choice-error">{error}</p> })}
            {choices.collect_view()}
            </fieldset>
            <div class="actions"><button class="button" data-kind="primary" data-size="large" name="step" value="vote">{words::cast(language)}</button></div>
            <p class="hint">{words::vote_is_hidden(language)}</p>
        </form>
        <details class="more"><summary>{words::read_again(language)}</summary><ul>{again.collect_view()}</ul></details>
    }
    .into_any()
}

fn counted(language: PageLanguage, room: &Room) -> AnyView {
    let stories = titles(room);
    view! {
        {booth::after(language, room)}
        <section class="section stack"><h2>{words::count(language)}</h2>
            {scores(language, room.scores.as_ref(), &stories)}{rounds(language, &room.rounds, &stories)}</section>
    }
    .into_any()
}

pub(super) fn titles(room: &Room) -> Vec<Titled> {
    room.stories.iter().map(|one| one.story.clone()).collect()
}

fn outcome(language: PageLanguage, room: &Room) -> AnyView {
    let named = |id| room.stories.iter().map(|one| &one.story).find(|one| one.id == id);
    let chosen = match &room.outcome {
        Some(Outcome::NoStory { why }) => {
            let why = why.text().unwrap_or_default().to_owned();
            view! { <p>{words::no_story_chosen(language)}</p><blockquote class="reason"><p dir="auto">{why}</p></blockquote> }.into_any()
        }
        Some(Outcome::SentBack { story, question }) => {
            let question = question.text().unwrap_or_default().to_owned();
            view! {
                <p>{words::sent_back(language)}" "{title(language, named(*story))}</p>
                <blockquote class="reason"><p dir="auto">{question}</p></blockquote>
            }
            .into_any()
        }
        Some(outcome) => {
            let stories = outcome.stories().into_iter().map(|story| {
                let reasons = room.reasons.iter().filter(|reason| reason.about == story);
                let reasons = reasons.filter_map(|reason| reason.words.text()).map(|reason| {
                    view! { <blockquote class="reason"><p dir="auto">{reason.to_owned()}</p></blockquote> }
                });
                view! { <h3>{title(language, named(story))}</h3>{reasons.collect_view()} }
            });
            stories.collect_view().into_any()
        }
        None => ().into_any(),
    };
    view! {
        <section class="section stack"><h2>{words::what_was_chosen(language)}</h2>{chosen}</section>
        {counted(language, room)}
        {booth::ended(language, room)}
    }
    .into_any()
}

fn away(language: PageLanguage) -> AnyView {
    view! {
        <form method="post" action="/room" class="actions">
            <button class="button" data-kind="primary" data-size="large" name="step" value="back">{words::come_back(language)}</button>
        </form>
    }
    .into_any()
}

/// Knowing a teller, and leaving: there, and in nobody's way.
pub(super) fn quiet_ways(language: PageLanguage) -> AnyView {
    view! {
        <details class="more"><summary>{words::i_know_her(language)}</summary>
            <form method="post" action="/room" class="stack">
                <p>{words::recuse_hint(language)}</p>
                <div class="actions"><button class="button" name="step" value="recuse">{words::recuse(language)}</button></div>
            </form>
        </details>
        <details class="more"><summary>{words::i_leave(language)}</summary>
            <form method="post" action="/room" class="stack">
                <p>{words::leave_hint(language)}</p>
                <div class="actions"><button class="button" name="step" value="leave">{words::leave(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}
