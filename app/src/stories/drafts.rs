//! On a story's page, for those who tend it: what is being written beside its text, to be read, approved or thrown
//! away.

use crate::form::{FormState, Typed};
use crate::parts::day;
use crate::parts::telling::{paragraphs, texts};
use crate::refusal;
use crate::request::Caller;
use crate::stories::layers::{beside, name};
use crate::stories::{lack, language_label, story};
use crate::words::{drafts as words, transcript};
use archive::Archive;
use archive::desk::stories::{KeptDraft, StoriesError, Whole};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::{DraftId, StoryId};
use method::language::PageLanguage;
use method::story::Drafted;

/// Approves a draft, or throws it away.
pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let (Ok(id), Ok(draft)) = (id.parse::<StoryId>(), typed.get("draft").parse::<DraftId>()) else {
        return refusal::not_found(language);
    };
    let version = typed.get("version").parse().unwrap_or(0);
    let stories = archive.stories();
    let done = match typed.get("act").as_str() {
        "approve" => stories.approve_draft(&caller.actor, id, draft, version).await,
        "drop" => stories.drop_draft(&caller.actor, id, draft, version).await,
        _ => return refusal::unprocessable(language),
    };
    let wrong: Vec<&str> = match done {
        Ok(()) => return Redirect::to(&format!("/stories/{id}")).into_response(),
        Err(StoriesError::Lacks(lacks)) => lacks.into_iter().map(|one| lack(language, one).1).collect(),
        Err(StoriesError::NoSound) => vec![transcript::no_sound(language)],
        Err(StoriesError::NotAligned) => vec![words::not_aligned(language)],
        Err(StoriesError::OwnWork) => vec![words::own_work(language)],
        Err(error) => return refusal::stories(language, &error),
    };
    let form = wrong
        .into_iter()
        .fold(FormState::default(), |form, one| form.wrong("drafts", one));
    story::shown(&caller, &archive, &id.to_string(), &form).await
}

/// The drafts of a story.
pub(super) fn section(language: PageLanguage, whole: &Whole, drafts: &[KeptDraft], form: &FormState) -> Option<AnyView> {
    let wrong = form
        .errors()
        .iter()
        .filter(|(field, _)| *field == "drafts")
        .map(|(_, sentence)| view! { <li>{sentence.clone()}</li> });
    let wrong = form.error("drafts").map(|_| {
        view! {
            <div class="notice" data-kind="refused" role="alert" tabindex="-1"><h3>{words::not_ready(language)}</h3><ul>{wrong.collect_view()}</ul></div>
        }
    });
    let rows = drafts.iter().map(|kept| row(language, whole, kept));
    let rows = rows.collect_view();
    (!drafts.is_empty()).then(|| {
        view! { <section class="section" id="drafts"><h2>{words::title(language)}</h2>{wrong}<ul class="timeline">{rows}</ul></section> }
            .into_any()
    })
}

fn row(language: PageLanguage, whole: &Whole, kept: &KeptDraft) -> AnyView {
    let draft = &kept.draft;
    let link = format!("/stories/{}", whole.id);
    let (kind, go_on, hint) = match draft.what {
        Drafted::Transcript => (
            words::transcript(language),
            format!("{link}/transcript"),
            words::approve_hint(language),
        ),
        Drafted::Translation { .. } => (
            words::translation(language),
            format!("{link}/translate?to={}", draft.language.tag()),
            words::beside_hint(language),
        ),
        Drafted::Anonymised { .. } => (
            words::anonymised(language),
            format!("{link}/anonymise"),
            words::another_approves(language),
        ),
    };
    let text = match draft.what {
        Drafted::Transcript => {
            let text = texts(&draft.telling).into_iter().map(paragraphs).collect_view();
            view! { <div class="story-text" lang=draft.language.tag() dir="auto">{text}</div> }.into_any()
        }
        Drafted::Translation { of } | Drafted::Anonymised { of } => {
            beside(language, whole, of, draft.language, &draft.telling)
        }
    };
    view! {
        <li>
            <p><strong>{kind}</strong>" · "{language_label(language, draft.language)}" "<span class="badge" data-kind="draft">{words::draft(language)}</span></p>
            <p class="hint">{name(whole, draft.author)}" · "{day::moment(language, draft.at)}</p>
            <details class="more"><summary>{words::read_it(language)}</summary>{text}</details>
            <form method="post" action=format!("{link}/drafts") class="actions">
                <input type="hidden" name="draft" value=kept.id.to_string()/>
                <input type="hidden" name="version" value=kept.version.to_string()/>
                <a class="button" href=go_on>{words::go_on(language)}</a>
                <button class="button" name="act" value="approve">{words::approve(language)}</button>
                <button class="button" data-kind="danger" name="act" value="drop">{words::drop(language)}</button>
            </form>
            <p class="hint">{hint}</p>
        </li>
    }
    .into_any()
}
