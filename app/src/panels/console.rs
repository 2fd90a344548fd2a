//! The chair's console: the one next thing of each stage, who sits there, the stories, the count.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::panels::counts::{rounds, scores};
use crate::panels::minutes;
use crate::panels::pictures::picture;
use crate::panels::{
    categories, category_label, grouped, hands, level_and_place, live, qr, reasons, secret, sentence, title, ways,
};
use crate::parts::field::choices;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::{panel_console as words, panels};
use archive::Archive;
use archive::desk::panels::{Led, LedSeat, LedStory, PanelsError, Stage, Step, Titled};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::PanelId;
use method::language::PageLanguage;
use method::panel::{Closing, Method};

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    shown(&caller, &archive, &id, &headers, FormState::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(panel) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let (step, field) = match parse(language, &form.typed) {
        Ok(parsed) => parsed,
        Err(Wrong::Field(field, sentence)) => {
            return shown(&caller, &archive, &id, &headers, form.wrong(field, sentence)).await;
        }
        Err(Wrong::Nonsense) => return refusal::unprocessable(language),
    };
    // Words that another chair may have written meanwhile name the version over which they are written.
    let read_version = form.typed.get("version").parse().ok();
    let is_over = matches!(step, Step::Close);
    match archive
        .panels()
        .take(&caller.actor, caller.programme, panel, step, read_version)
        .await
    {
        Ok(()) if is_over => match note_minutes(&caller, &archive, panel).await {
            Ok(()) => Redirect::to(&format!("/panels/{panel}/record")).into_response(),
            Err(error) => refusal::panels(language, &error),
        },
        Ok(()) => Redirect::to(&format!("/panels/{panel}")).into_response(),
        Err(PanelsError::Refused(refused)) => {
            let form = form.wrong(field, sentence(language, &refused));
            shown(&caller, &archive, &id, &headers, form).await
        }
        Err(PanelsError::Conflict) => {
            let form = form.wrong(field, words::conflict(language));
            shown(&caller, &archive, &id, &headers, form).await
        }
        Err(error) => refusal::panels(language, &error),
    }
}

/// The log keeps the hashes of a panel's minutes from its end on.
async fn note_minutes(caller: &Caller, archive: &Archive, panel: PanelId) -> Result<(), PanelsError> {
    let recorded = archive.panels().record(&caller.actor, caller.programme, panel).await?;
    let all = minutes::all(&recorded);
    archive
        .panels()
        .note_minutes(&caller.actor, caller.programme, panel, all)
        .await
}

/// Why a form is no step.
pub(super) enum Wrong {
    /// Something is missing in a field.
    Field(&'static str, String),
    /// No form of this page.
    Nonsense,
}

/// The step that was asked for, and the field to which a refusal belongs.
fn parse(language: PageLanguage, typed: &Typed) -> Result<(Step, &'static str), Wrong> {
    let story = || typed.get("story").parse().map_err(|_| Wrong::Nonsense);
    let seat = || typed.get("seat").parse().map_err(|_| Wrong::Nonsense);
    let step = match typed.get("step").as_str() {
        "start" => Step::StartHearing,
        "read_aloud" => Step::ReadAloud(story()?),
        "discuss" => Step::Discuss(story()?),
        "open_vote" => Step::OpenVote,
        "count" => Step::CloseVote(Closing::AllVoted),
        "count_now" => Step::CloseVote(Closing::ByChair),
        "run_off" => Step::RunOff,
        "again" => Step::VoteAgain,
        "seat" => match categories(language).iter().find(|one| one.1 == typed.get("category")) {
            Some((category, ..)) => Step::Seat(*category),
            None => return Err(Wrong::Field("category", words::category_needed(language).to_owned())),
        },
        "enter_count" => match hands::parse(typed) {
            Some(step) => return Ok((step, "votes")),
            None => return Err(Wrong::Field("means", words::means_needed(language).to_owned())),
        },
        "confirm_count" => Step::ConfirmCount(hands::votes(typed).ok_or(Wrong::Nonsense)?),
        "discard_count" => Step::DiscardCount,
        "freeze" | "begin_round_again" | "release" | "release_now" | "enter_tablet" | "confirm_visits" | "open_reasons"
        | "release_reasons" => return secret::parse(language, typed),
        "close" => Step::Close,
        "away" => Step::MarkAway(seat()?),
        "back" => Step::MarkBack(seat()?),
        "reseat" => Step::Reseat(seat()?),
        other => return reasons::parse(language, other, typed),
    };
    Ok((step, "next"))
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, headers: &HeaderMap, form: FormState) -> Response {
    let language = caller.language();
    let Ok(panel) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let led = match archive.panels().lead(&caller.actor, caller.programme, panel).await {
        Ok(led) => led,
        Err(error) => return refusal::panels(language, &error),
    };
    if led.stage == Stage::Closed && !form.is_refused() {
        return Redirect::to(&format!("/panels/{panel}/record")).into_response();
    }
    let mut head =
        Head::new(led.setting.domain.get(language), lead(language, &led)).back("/panels", panels::title(language));
    head.has_island = true;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    page(status_of(&form), &caller.visitor, &head, || {
        let here = format!("/panels/{panel}");
        view! {
            {refused(&form, words::not_done(language))}
            <p class="hint">{level_and_place(language, &led.setting)}</p>
            {live(language, &here, format!("{here}/events"), &led.pulse)}
            <p class="hint">{ways::described(language, &led.method)}</p>
            {ways::own_rule(language, led.shows_counts)}
            {led.is_secret.then(|| secret::note(language, led.fingerprint.as_deref()))}
            <p class="no-print"><a href=format!("{here}/guide")>{words::guide(language)}</a>" · "<a href=format!("{here}/cards")>{words::cards(language)}</a></p>
            <section id="next" tabindex="-1" class="stack">{next(language, &led, host, &form)}</section>
            {(!led.stories.is_empty() && led.stage != Stage::Gathering).then(|| stories(language, &led))}
            {(led.stage != Stage::Closed).then(|| seats(language, &led))}
        }
        .into_any()
    })
}

/// The one next thing, in a sentence.
fn lead(language: PageLanguage, led: &Led) -> &'static str {
    match led.stage {
        Stage::Gathering if led.seats.is_empty() => words::show_the_code(language),
        Stage::Gathering => words::begin_when_all_sit(language),
        Stage::Hearing if led.stories.iter().all(|one| one.is_discussed) => words::open_the_vote_now(language),
        Stage::Rating => words::wait_for_marks(language),
        Stage::Hearing => words::read_and_discuss(language),
        Stage::Voting => words::wait_for_votes(language),
        Stage::Reasoning if led.reasoning.as_ref().is_some_and(|one| one.rounds_left() > 0) => {
            words::say_why_and_vote_again(language)
        }
        Stage::Reasoning if led.method == Method::Negotiation => words::talk_until_agreed(language),
        Stage::Reasoning => words::write_the_reasons(language),
        Stage::Closed => panels::closed(language),
    }
}

fn next(language: PageLanguage, led: &Led, host: &str, form: &FormState) -> AnyView {
    let here = format!("/panels/{}", led.id);
    match led.stage {
        Stage::Gathering => gathering(language, led, host, (&here, form)),
        Stage::Hearing => {
            let is_ready = led.stories.iter().all(|one| one.is_discussed);
            let titles: Vec<Titled> = led.stories.iter().map(|one| one.story.clone()).collect();
            let opens = match led.method {
                Method::Scoring(_) => words::open_marking(language),
                _ => words::open_vote(language),
            };
            view! {
                {scores(language, led.scores.as_ref(), &titles)}
                <form method="post" action=here class="actions">
                    <button class="button" data-kind=is_ready.then_some("primary") name="step" value="open_vote">{opens}</button>
                </form>
            }
            .into_any()
        }
        Stage::Voting if led.is_secret && led.entered.is_none() => secret::next(language, led, &here, form),
        Stage::Rating | Stage::Voting => counting(language, led, &here, form),
        Stage::Reasoning => view! { {secret::after(language, led, &here)}{reasons::forms(language, led, form)} }.into_any(),
        Stage::Closed => {
            view! { <div class="actions"><a class="button" href=format!("{here}/record")>{words::record(language)}</a></div> }
                .into_any()
        }
    }
}

fn gathering(language: PageLanguage, led: &Led, host: &str, (here, form): (&str, &FormState)) -> AnyView {
    let spoken = led.code.as_deref().unwrap_or_default();
    let spelled = spoken.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let (first, second) = grouped(spoken);
    let anybody = !led.seats.is_empty();
    let options = categories(language).map(|(_, value, name)| (value.to_owned(), name.to_owned()));
    view! {
        <p>{words::on_each_phone(language)}" "<strong><bdi dir="ltr">{format!("{host}/join")}</bdi></strong></p>
        <p class="join-code" dir="ltr" role="img" aria-label=spelled><span>{first}</span>" "<span>{second}</span></p>
        {qr::square(language, &qr::address(host, spoken, led.fingerprint.as_deref()))}
        <p class="hint">{words::code_hint(language)}</p>
        <form method="post" action=here.to_owned() class="actions">
            <button class="button" data-kind=anybody.then_some("primary") name="step" value="start">{words::start_hearing(language)}</button>
        </form>
        <details class="more" open=form.error("category").is_some()><summary>{words::without_telephone(language)}</summary>
            <form method="post" action=here.to_owned() class="stack">
                <p class="hint">{words::without_telephone_hint(language)}</p>
                {choices(form, "category", words::as_what(language), options.to_vec(), true)}
                <div class="actions"><button class="button" name="step" value="seat">{words::seat_her(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn counting(language: PageLanguage, led: &Led, here: &str, form: &FormState) -> AnyView {
    let all_in = led.cast_of.is_some_and(|one| one.cast == one.of);
    let round = led.rounds.len() + 1;
    let titles: Vec<Titled> = led.stories.iter().map(|one| one.story.clone()).collect();
    let is_rating = led.stage == Stage::Rating;
    let standing = titles.iter().filter(|one| is_rating || led.candidates.contains(&one.id));
    if let Some(entered) = &led.entered {
        return hands::waiting(language, (entered, led.is_secret), &titles, (here, form));
    }
    let by_hand = (!is_rating && (form.error("votes").is_some() || led.cast_of.is_some_and(|one| one.cast == 0)))
        .then(|| hands::form(language, led, here, form));
    let standing = standing
        .map(|one| view! { <li>{picture(language, one.picture)}{title(language, Some(one))}</li> })
        .collect_view();
    view! {
        <p>{if is_rating { words::to_be_marked(language).to_owned() } else { words::standing(language, round) }}</p>
        <ul>{standing}</ul>
        <form method="post" action=here.to_owned() class="actions">
            <button class="button" data-kind="primary" name="step" value="count">{if is_rating { words::count_marks(language) } else { words::count(language) }}</button>
        </form>
        {(!all_in).then(|| view! {
            <details class="more"><summary>{words::count_without_waiting(language)}</summary>
                <form method="post" action=here.to_owned() class="stack">
                    <p>{words::count_now_hint(language)}</p>
                    <div class="actions"><button class="button" name="step" value="count_now">{words::count_now(language)}</button></div>
                </form>
            </details>
        })}
        {by_hand}
        {rounds(language, &led.rounds, &titles)}
    }
    .into_any()
}

fn stories(language: PageLanguage, led: &Led) -> AnyView {
    let cards = led.stories.iter().map(|one| story(language, led, one)).collect_view();
    view! { <section class="section"><h2>{words::stories(language)}</h2><ul class="grid">{cards}</ul></section> }.into_any()
}

fn story(language: PageLanguage, led: &Led, one: &LedStory) -> AnyView {
    let here = format!("/panels/{}", led.id);
    let link = format!("{here}/stories/{}", one.story.id);
    let id = one.story.id.to_string();
    let is_hearing = led.stage == Stage::Hearing;
    let can_read = is_hearing || led.stage == Stage::Rating;
    let (kind, state) = if one.is_discussed {
        ("done", words::is_discussed(language))
    } else {
        ("waiting", words::not_discussed(language))
    };
    view! {
        <li><article class="card stack">
            <h3>{picture(language, one.story.picture)}<a href=link>{title(language, Some(&one.story))}</a></h3>
            <p class="story-facts"><span>{words::heard_by(language, one.heard, led.present)}</span>" "
                <span class="badge" data-kind=kind>{state}</span>" "
                {(!one.questions.is_empty()).then(|| view! { <span>{words::questions_count(language, one.questions.len())}</span> })}</p>
            {can_read.then(|| view! {
                <form method="post" action=here class="actions"><input type="hidden" name="story" value=id/>
                    <button class="button" name="step" value="read_aloud">{words::read_aloud(language)}</button>
                    {(is_hearing && !one.is_discussed).then(|| view! { <button class="button" name="step" value="discuss">{words::discussed(language)}</button> })}
                </form>
            })}
        </article></li>
    }
    .into_any()
}

fn seats(language: PageLanguage, led: &Led) -> AnyView {
    if led.seats.is_empty() {
        return ().into_any();
    }
    let here = format!("/panels/{}", led.id);
    let rows = led.seats.iter().map(|one| seat(language, &here, one)).collect_view();
    view! {
        <section class="section"><h2>{words::seats(language)}</h2><p class="hint">{words::no_names(language)}</p><ul class="grid">{rows}</ul></section>
    }
    .into_any()
}

fn seat(language: PageLanguage, here: &str, one: &LedSeat) -> AnyView {
    let (step, words_of_step) = if one.is_away {
        ("back", words::mark_back(language))
    } else {
        ("away", words::mark_away(language))
    };
    let code = one.code.as_deref().map(|code| {
        let (first, second) = grouped(code);
        view! {
            <p>{words::reseat_code(language)}</p>
            <p class="code-block" dir="ltr"><code>{format!("{first} {second}")}</code></p>
        }
    });
    view! {
        <li><article class="card stack">
            <h3>{words::seat_number(language, one.number)}</h3>
            <p>{category_label(language, one.category)}" "{one.is_away.then(|| view! { <span class="badge" data-kind="warning">{words::is_away(language)}</span> })}</p>
            {code}
            <details class="more"><summary>{words::seat_help(language)}</summary>
                <form method="post" action=here.to_owned() class="actions"><input type="hidden" name="seat" value=one.number/>
                    <button class="button" name="step" value=step>{words_of_step}</button>
                    <button class="button" name="step" value="reseat">{words::reseat(language)}</button>
                </form>
            </details>
        </article></li>
    }
    .into_any()
}
