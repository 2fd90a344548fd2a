//! The pages that a tablet takes along in one language, as one piece of HTML: what is on the tablet, the sheet of a story, that of a
//! group, the ways out. Nothing here knows a story; `app/recorder` fills it in and wires what is marked with `data-`.

use crate::form::{FormState, Typed};
use crate::gatherings::form::fields;
use crate::stories::record::{Beside, first_answers, sections, session, ways_out};
use crate::words::{gatherings, notes as words, room};
use archive::desk::programmes::Overview;
use chrono::NaiveDate;
use leptos::prelude::*;
use method::gathering::{MOST, NAME_LETTERS};
use method::id::SiteId;
use method::language::PageLanguage;

pub(super) fn view(language: PageLanguage, overview: &Overview, beside: &Beside, site: SiteId, today: NaiveDate) -> AnyView {
    let keep_nothing = view! { <button type="button" class="button" data-kind="danger" data-do="drop">{room::keep_nothing(language)}</button> };
    let sites: Vec<_> = overview.sites.iter().filter(|one| one.id == site).collect();
    let form = FormState::new(first_answers(language, today)).over(Typed::filled([("site", site.to_string())]));
    view! {
        <div lang=language.tag() dir=language.dir() class="stack">
            {list(language)}
            <section data-view="sheet" hidden=true class="stack">
                {bar(language)}
                <form data-sheet class="stack" autocomplete="off">{sections(language, &form, overview, &sites, beside)}</form>
                <p class="field-error" data-lacks hidden=true>{words::lacks(language)}</p>
                <div class="actions">
                    <button type="button" class="button" data-kind="primary" data-size="large" data-do="finish">{words::finish(language)}</button>
                    <button type="button" class="button" data-do="set-aside">{words::set_aside(language)}</button>
                    <button type="button" class="button" data-kind="quiet" data-do="drop">{words::drop(language)}</button>
                </div>
                {ways_out(language, beside, &sites, keep_nothing.into_any())}
            </section>
            {group(language, site, today)}
            {leaving(language)}
            {sentences(language, sites.first().map_or("", |site| site.name.get(language)))}
        </div>
    }
    .into_any()
}

/// What is on the tablet, and what can be done with it.
fn list(language: PageLanguage) -> AnyView {
    view! {
        <section data-view="list" class="stack">
            <h2>{words::here(language)}</h2>
            <p data-say="state" role="status"></p>
            <p data-say="others"></p>
            <div class="actions"><button type="button" class="button" data-kind="primary" data-size="large" data-do="begin">{words::begin(language)}</button>
                <button type="button" class="button" data-do="begin-group">{gatherings::add(language)}</button></div>
            <ul class="rows" data-list></ul>
            <p class="hint" data-empty>{words::nothing_here(language)}</p>
            <template data-row><li><p><strong data-say="row"></strong>" "<span data-say="row-state"></span>
                " "<a data-withdraw hidden=true>{words::withdraw_there(language)}</a></p>
                <div class="actions"><button type="button" class="button" data-do="send-one">{words::send_one(language)}</button></div>
                <details><summary>{words::drop(language)}</summary>
                    <div class="actions">
                        <button type="button" class="button" data-do="drop-mistake">{words::because_mistake(language)}</button>
                        <button type="button" class="button" data-do="drop-refused">{words::because_refused(language)}</button>
                        <button type="button" class="button" data-do="drop-trial">{words::because_trial(language)}</button>
                    </div>
                </details></li></template>
            <div class="actions">
                <button type="button" class="button" data-do="send">{words::send(language)}</button>
                <button type="button" class="button" data-do="hand-over">{words::hand_over(language)}</button>
                <label class="button">{words::bring_in(language)}<input type="file" data-bring hidden=true/></label>
                <button type="button" class="button" data-do="install" hidden=true>{words::install(language)}</button>
                <button type="button" class="button" data-do="leave">{words::leave(language)}</button>
            </div>
            <p class="hint" data-install-by-hand hidden=true>{words::install_by_hand(language)}</p>
            <p data-say="done" role="status"></p>
        </section>
    }
    .into_any()
}

/// What is always in reach while somebody tells.
fn bar(language: PageLanguage) -> AnyView {
    view! {
        <div class="actions" role="group" aria-label=words::sound(language)>
            <button type="button" class="button" data-do="record">{words::record(language)}</button>
            <button type="button" class="button" data-do="pause" hidden=true>{words::pause(language)}</button>
            <button type="button" class="button" data-do="resume" hidden=true>{words::resume(language)}</button>
            <button type="button" class="button" data-do="stop" hidden=true>{words::stop(language)}</button>
            <span data-say="sound" role="status"></span>
            <span data-say="kept" role="status"></span>
        </div>
    }
    .into_any()
}

/// What is written down of a group that comes together here.
fn group(language: PageLanguage, site: SiteId, today: NaiveDate) -> AnyView {
    let form = FormState::new(Typed::filled([
        ("group_held_on", today.to_string()),
        ("group_place", "clinic".to_owned()),
    ]));
    view! {
        <section data-view="group" hidden=true class="stack">
            <h2>{gatherings::add(language)}</h2>
            <p>{gatherings::new_lead(language)}</p>
            <form data-group class="stack" autocomplete="off">
                <input type="hidden" name="site" value=site.to_string()/>
                {fields(language, &form)}
            </form>
            <p class="field-error" data-group-lacks data-say="group-lacks" hidden=true></p>
            <div class="actions">
                <button type="button" class="button" data-kind="primary" data-do="keep-group">{gatherings::save(language)}</button>
                <button type="button" class="button" data-kind="quiet" data-do="back">{words::back(language)}</button>
            </div>
        </section>
    }
    .into_any()
}

/// What is asked of whoever locks the tablet while something on it was not sent.
fn leaving(language: PageLanguage) -> AnyView {
    view! {
        <section data-view="leaving" hidden=true class="stack">
            <h2>{words::not_sent(language)}</h2>
            <p>{words::not_sent_lead(language)}</p>
            <div class="actions">
                <button type="button" class="button" data-kind="primary" data-do="send-and-lock">{words::send(language)}</button>
                <button type="button" class="button" data-do="hand-over">{words::hand_over(language)}</button>
                <button type="button" class="button" data-do="lock">{words::keep_locked(language)}</button>
                <button type="button" class="button" data-kind="quiet" data-do="back">{words::back(language)}</button>
            </div>
        </section>
    }
    .into_any()
}

/// Sentences that the tablet says, with numbers and days that it fills in: `%n`, `%d`, `%p`.
fn sentences(language: PageLanguage, site: &str) -> AnyView {
    let of_groups = [
        ("group", session::called_on_tablet(language, site)),
        ("group-row", words::group_row(language).to_owned()),
        ("group-kept", words::group_kept(language).to_owned()),
        ("group-not-agreed", gatherings::not_agreed_hint(language).to_owned()),
        ("group-day", gatherings::day_needed(language).to_owned()),
        ("group-place", gatherings::place_needed(language).to_owned()),
        ("group-count", gatherings::count_needed(language, MOST)),
        ("group-few", gatherings::too_few(language).to_owned()),
        ("group-ages", gatherings::wrong_ages(language).to_owned()),
        ("group-second", gatherings::second_long(language, NAME_LETTERS)),
    ];
    let all = [
        ("row", words::row(language)),
        ("open", words::is_open(language)),
        ("finished", words::is_finished(language)),
        ("sending", words::is_sending(language)),
        ("waits", words::waits_there(language)),
        ("refused", words::was_refused(language)),
        ("is-story", words::is_story(language)),
        ("not-found", words::was_not_found(language)),
        ("no-room", words::had_no_room(language)),
        ("online", words::is_online(language)),
        ("offline", words::is_offline(language)),
        ("persistent", words::is_persistent(language)),
        ("not-persistent", words::is_not_persistent(language)),
        ("others", words::others(language)),
        ("sound", words::recorded(language)),
        ("sound-lost", words::no_microphone(language)),
        ("sound-ended", words::sound_ended(language)),
        ("kept", words::kept(language)),
        ("not-kept", words::not_kept(language)),
        ("sent", words::sent(language)),
        ("not-reached", words::not_reached(language)),
        ("cut-off", words::is_cut_off(language)),
        ("handed", words::handed_over(language)),
        ("brought", words::brought_in(language)),
        ("not-brought", words::not_brought_in(language)),
    ];
    let all = all.map(|(name, sentence)| (name, sentence.to_owned()));
    let spans = all.into_iter().chain(of_groups);
    let spans = spans.map(|(name, sentence)| view! { <span data-sentence=name>{sentence}</span> });
    view! { <div hidden=true>{spans.collect_view()}</div> }.into_any()
}
