//! The audit log, whether its chain holds, and the button that seals the server.

use super::index;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::log as words;
use archive::Archive;
use archive::audit::{Deed, Entry, Verified};
use archive::desk::search::Rebuilding;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

/// How many entries the page shows.
const SHOWN: usize = 50;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let entries = match archive.custody().newest_entries(&caller.actor, caller.programme, SHOWN).await {
        Ok(entries) => entries,
        Err(error) => return refusal::custody(language, &error),
    };
    let verified = match archive.custody().verify_audit().await {
        Ok(verified) => verified,
        Err(fault) => return refusal::fault(language, &fault),
    };
    let may_seal = may(&caller.actor, Action::Seal, &Subject::Programme(caller.programme)).is_allowed();
    let index = archive.search().state(&caller.actor, caller.programme).ok();
    let mut head = Head::new(words::title(language), words::lead(language));
    head.has_island = index.is_some_and(|(rebuilding, _)| rebuilding == Rebuilding::Running);
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            {chain(language, &verified)}
            {index.as_ref().map(|state| index::section(language, state))}
            {may_seal.then(|| view! {
                <form method="post" action="/custody/seal" class="actions">
                    <button class="button" data-kind="danger">{words::seal(language)}</button>
                    <span class="hint">{words::seal_hint(language)}</span>
                </form>
            })}
            <ol class="timeline">{entries.iter().rev().map(|entry| row(language, entry)).collect_view()}</ol>
        }
        .into_any()
    })
}

pub(crate) async fn seal(caller: Caller, State(archive): State<Archive>) -> Response {
    match archive.custody().seal(&caller.actor, caller.programme).await {
        Ok(()) => Redirect::to("/unseal").into_response(),
        Err(error) => refusal::custody(caller.language(), &error),
    }
}

fn chain(language: PageLanguage, verified: &Verified) -> AnyView {
    match verified {
        // Not how many entries: there are more than one reader sees, whoever she is.
        Verified::Whole { .. } => {
            view! { <div class="notice" data-kind="done"><p>{words::whole(language)}</p></div> }.into_any()
        }
        Verified::BrokenAt { seq } => {
            view! { <div class="notice" data-kind="refused" role="alert"><p>{words::broken(language, seq)}</p></div> }
                .into_any()
        }
    }
}

fn row(language: PageLanguage, entry: &Entry) -> AnyView {
    view! {
        <li>
            <p><strong>{deed(language, entry.deed)}</strong></p>
            {hash(entry.deed)}
            {day::moment(language, entry.at)}
        </li>
    }
    .into_any()
}

/// The hash of minutes, to be compared with that of a copy.
fn hash(deed: Deed) -> Option<AnyView> {
    let (Deed::MinutesWritten(hash) | Deed::MinutesTaken(hash)) = deed else {
        return None;
    };
    Some(
        view! { <p class="hint"><bdi dir="ltr"><code>{crate::parts::groups::of_eight(&hash.to_string())}</code></bdi></p> }
            .into_any(),
    )
}

fn deed(language: PageLanguage, deed: Deed) -> &'static str {
    match deed {
        Deed::SetUp => words::set_up(language),
        Deed::Unsealed => words::unsealed(language),
        Deed::Sealed => words::sealed(language),
        Deed::SignedIn => words::signed_in(language),
        Deed::SignedOutEverywhere => words::signed_out_everywhere(language),
        Deed::AccountAdded => words::account_added(language),
        Deed::RoleGiven => words::role_given(language),
        Deed::RoleTaken => words::role_taken(language),
        Deed::SiteAdded => words::site_added(language),
        Deed::RoundAdded => words::round_added(language),
        Deed::RoundAdvanced => words::round_advanced(language),
        Deed::PlanChanged => words::plan_changed(language),
        Deed::ProgrammeAdded => words::programme_added(language),
        Deed::DomainChanged => words::domain_changed(language),
        Deed::DomainAdded => words::domain_added(language),
        Deed::DomainRemoved => words::domain_removed(language),
        Deed::QuestionsChanged => words::questions_changed(language),
        Deed::WordListChanged => words::word_list_changed(language),
        Deed::GatheringOpened => words::gathering_opened(language),
        Deed::GatheringChanged => words::gathering_changed(language),
        Deed::StoryRecorded => words::story_recorded(language),
        Deed::StoryRead => words::story_read(language),
        Deed::DeviceEnrolled => words::device_enrolled(language),
        Deed::DeviceCutOff => words::device_cut_off(language),
        Deed::RecordingDropped(_) => words::recording_dropped(language),
        Deed::DraftWritten => words::draft_written(language),
        Deed::LatePutAway => words::late_put_away(language),
        Deed::StoryVerified => words::story_verified(language),
        Deed::LayerAdded => words::layer_added(language),
        Deed::SettingNoted => words::setting_noted(language),
        Deed::ReadBack => words::read_back(language),
        Deed::ReferralChanged => words::referral_changed(language),
        Deed::DraftKept => words::draft_kept(language),
        Deed::DraftDropped => words::draft_dropped(language),
        Deed::SoundHeard => words::sound_heard(language),
        Deed::NarrationKept => words::narration_kept(language),
        Deed::NarrationDropped => words::narration_dropped(language),
        Deed::ConsentReadingKept => words::consent_reading_kept(language),
        Deed::ConsentReadingDropped => words::consent_reading_dropped(language),
        Deed::SoundDestroyed => words::sound_destroyed(language),
        Deed::SoundDaysChanged => words::sound_days_changed(language),
        Deed::ConsentRecorded => words::consent_recorded(language),
        Deed::StoryWithdrawn => words::story_withdrawn(language),
        Deed::SlipGiven => words::slip_given(language),
        Deed::SlipShown => words::slip_shown(language),
        Deed::WordsFollowed => words::words_followed(language),
        Deed::PanelOpened => words::panel_opened(language),
        Deed::PanelVoteClosed => words::panel_vote_closed(language),
        Deed::PanelClosed => words::panel_closed(language),
        Deed::ToldBack => words::told_back(language),
        Deed::MinutesWritten(_) => words::minutes_written(language),
        Deed::MinutesTaken(_) => words::minutes_taken(language),
        Deed::CodebookChanged => words::codebook_changed(language),
        Deed::CodeGiven => words::code_given(language),
        Deed::CodeTaken => words::code_taken(language),
        Deed::ReasonsCoded => words::reasons_coded(language),
        Deed::MemoWritten => words::memo_written(language),
        Deed::MemoTakenBack => words::memo_taken_back(language),
        Deed::BlindCodingChanged => words::blind_coding_changed(language),
        Deed::CodingSettled => words::coding_settled(language),
        Deed::PassagesRead => words::passages_read(language),
        Deed::CodingsHandedOver => words::codings_handed_over(language),
        Deed::CodingsTakenIn => words::codings_taken_in(language),
        Deed::ExcerptMade => words::excerpt_made(language),
        Deed::PseudonymKept => words::pseudonym_kept(language),
        Deed::DetailMarked => words::detail_marked(language),
        Deed::ExcerptWeighed => words::excerpt_weighed(language),
        Deed::PopulationChanged => words::population_changed(language),
        Deed::ExcerptApproved => words::excerpt_approved(language),
        Deed::ExcerptSentBack => words::excerpt_sent_back(language),
        Deed::BriefWritten => words::brief_written(language),
        Deed::BriefRemarked => words::brief_remarked(language),
        Deed::BriefSignedOff => words::brief_signed_off(language),
        Deed::BriefSignOffTakenBack => words::brief_sign_off_taken_back(language),
        Deed::BriefIssued => words::brief_issued(language),
        Deed::RecallSent => words::recall_sent(language),
        Deed::BriefTemplateChanged => words::brief_template_changed(language),
        Deed::IndicatorChanged => words::indicator_changed(language),
        Deed::ImageChanged => words::image_changed(language),
        Deed::IndexRebuilt => words::index_rebuilt(language),
        Deed::Searched => words::searched(language),
        Deed::BackedUp => words::backed_up(language),
    }
}
