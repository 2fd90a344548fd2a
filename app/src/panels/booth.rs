//! A guest's part of a secret vote. What her telephone does is the island's ([`app_islands::Ballot`]); here stand the choices, the
//! words, and what whoever has no script is told.

use crate::panels::pictures::{nothing, picture};
use crate::panels::{secret, title};
use crate::words::ballot as words;
use app_islands::BallotWords;
use archive::desk::panels::{Booth, Room, RoomStory};
use leptos::prelude::*;
use method::hex::to_hex;
use method::id::StoryId;
use method::language::PageLanguage;
use method::panel::{Attendance, Means, Secret, choice_bytes};

/// The longest that a telephone waits before it casts, in milliseconds.
const LONGEST_WAIT: u32 = 20_000;

/// That the vote is secret, unless the head of the page says so, and what protects from whom.
pub(super) fn note(language: PageLanguage, is_said: bool) -> AnyView {
    let secret = (!is_said).then(|| format!("{} ", words::is_secret(language)));
    view! { <p class="hint">{secret}<a href="/secrecy">{words::which_protects(language)}</a></p> }.into_any()
}

/// What a seat does now in a secret round.
pub(super) fn round(language: PageLanguage, room: &Room) -> AnyView {
    let Some(booth) = &room.booth else { return ().into_any() };
    if booth.secret == Secret::Choosing {
        return view! { <p class="notice">{words::waiting_for_way(language)}</p>{without_script(language)} }.into_any();
    }
    if !booth.takes_part {
        return view! { <p class="notice">{words::not_in_this_vote(language)}</p> }.into_any();
    }
    match booth.secret {
        Secret::Counting(_) => question(language, booth),
        Secret::Casting(_) => {
            // Whoever recused herself casts as all others do: the blank one.
            let may_choose = room.attendance != Attendance::Recused;
            let standing: Vec<_> = room.stories.iter().filter(|one| may_choose && one.stands).collect();
            let alone = (!may_choose).then(|| view! { <p class="hint">{words::blank_alone(language)}</p> });
            view! { {alone}{choices(language, &standing)}{island(language, booth, "cast")} }.into_any()
        }
        _ => island(language, booth, "token"),
    }
}

/// After a round: the telephone looks for its ballot, and may write a reason.
pub(super) fn after(language: PageLanguage, room: &Room) -> AnyView {
    let looks = room.proof.as_ref().filter(|proof| proof.looks).map(|proof| {
        let digests: String = proof.digests.iter().map(|digest| to_hex(digest)).collect();
        let wait = LONGEST_WAIT / 10;
        view! { <app_islands::Ballot mode="look".to_owned() key=String::new() to=String::new() panel=String::new() wait=wait digests=digests words=all(language, false)/> }
    });
    let found = room
        .proof
        .as_ref()
        .map(|proof| view! { <p role="status">{words::found(language, proof.found, proof.of)}</p> });
    let reasons = room.booth.as_ref().filter(|booth| booth.takes_part).map(|booth| match booth.secret {
        Secret::Casting(_) => view! {
            <div class="field"><label for="secret-reason">{words::write_reason(language)}</label>
                <p class="hint" id="secret-reason-hint">{words::style_betrays(language)}</p>
                <textarea id="secret-reason" dir="auto" rows="4" maxlength="500" autocomplete="off" spellcheck="false" autocapitalize="off"
                    aria-describedby="secret-reason-hint"></textarea></div>
            {island(language, booth, "reason")}
        }
        .into_any(),
        _ => island(language, booth, "second_token"),
    });
    view! { {looks}{found}{reasons}{secret::said(language, room.voices.clone())} }.into_any()
}

/// After the end the telephone keeps nothing of the rounds; without script it kept nothing.
pub(super) fn ended(language: PageLanguage, room: &Room) -> AnyView {
    let was_by_telephone = room.rounds.iter().any(|round| round.means == Means::OwnTelephones);
    let forgets = was_by_telephone.then(|| {
        view! {
            <app_islands::Ballot mode="end".to_owned() key=String::new() to=String::new() panel=String::new() wait=0 digests=String::new()
                words=all(language, false)/>
        }
    });
    forgets.into_any()
}

/// "Do you count nine?"
fn question(language: PageLanguage, booth: &Booth) -> AnyView {
    if booth.answer.is_some() {
        return view! { <div class="notice" data-kind="done" role="status"><p>{words::answered(language)}</p></div> }
            .into_any();
    }
    view! {
        <p><strong>{words::count_question(language, booth.seats)}</strong></p>
        <form method="post" action="/room" class="actions">
            <button class="button" data-kind="primary" data-size="large" name="step" value="count_is_right">{words::yes_so_many(language, booth.seats)}</button>
            <button class="button" data-size="large" name="step" value="count_is_wrong">{words::no_not_so_many(language)}</button>
        </form>
        {without_script(language)}
    }
    .into_any()
}

/// The choices, blank among them. No form: nothing here can be sent but by the telephone's own code.
fn choices(language: PageLanguage, standing: &[&RoomStory]) -> AnyView {
    let value = |choice: Option<StoryId>| to_hex(&choice_bytes(choice));
    let choices = standing.iter().map(|one| {
        view! {
            <label class="ballot-choice"><input type="radio" name="choice" value=value(Some(one.story.id)) autocomplete="off"/>
                <span class="ballot-text">{picture(language, one.story.picture)}<strong>{title(language, Some(&one.story))}</strong></span></label>
        }
    });
    view! {
        <fieldset class="ballot" id="secret-choices"><legend>{words::choose(language)}</legend>{choices.collect_view()}
            <label class="ballot-choice"><input type="radio" name="choice" value=value(None) autocomplete="off"/>
                <span class="ballot-text">{nothing()}<strong>{words::blank(language)}</strong></span></label>
        </fieldset>
    }
    .into_any()
}

fn island(language: PageLanguage, booth: &Booth, mode: &'static str) -> AnyView {
    let to = booth.secret.roll().map(|roll| roll.id().to_string()).unwrap_or_default();
    view! {
        <app_islands::Ballot mode=mode.to_owned() key=to_hex(&booth.key) to=to panel=booth.panel.to_string() wait=LONGEST_WAIT
            digests=String::new() words=all(language, mode == "reason")/>
        {without_script(language)}
    }
    .into_any()
}

fn without_script(language: PageLanguage) -> AnyView {
    view! { <noscript><div class="notice" data-kind="warning"><p>{words::needs_script(language)}</p></div></noscript> }
        .into_any()
}

fn all(language: PageLanguage, is_reason: bool) -> BallotWords {
    let (cast, done) = if is_reason {
        (words::send_reason(language), words::reason_in_box(language))
    } else {
        (words::cast_secretly(language), words::in_the_box(language))
    };
    let told = [
        words::fetching(language),
        words::has_token(language),
        words::other_key(language),
        words::no_token(language),
        words::failed(language),
        words::refused_slip(language),
        words::choose(language),
        cast,
        words::on_its_way(language),
        done,
        words::ballot_found(language),
        words::ballot_missing(language),
        words::compare(language),
        words::same_digits(language),
        words::key(language),
    ];
    BallotWords::new(told.map(str::to_owned))
}
