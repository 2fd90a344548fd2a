//! Memos beside what they are about: a story, a coding, a code. Each is a list and a form for one more.

use super::{code, story};
use crate::form::FormState;
use crate::parts::day;
use crate::parts::field::textarea_content;
use crate::refusal;
use crate::request::Caller;
use crate::words::memos as words;
use archive::Archive;
use archive::desk::coding::{CodedStory, CodingError, MEMO_LETTERS, MOST_MEMOS, Mark, Memo};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::{CodeId, CodingId, MemoId, StoryId};
use method::language::PageLanguage;

pub(crate) async fn on_story(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let named = form.typed.get("about");
    let about = if named.is_empty() {
        None
    } else {
        named.parse::<CodingId>().ok()
    };
    if about.is_none() && !named.is_empty() {
        return refusal::unprocessable(language);
    }
    let (desk, text) = (archive.coding(), form.typed.get("memo"));
    let done = match form.typed.get("take_back").parse::<MemoId>() {
        Ok(memo) => desk.take_memo_back(&caller.actor, id, memo).await,
        Err(_) => desk.write_memo(&caller.actor, id, about, &text).await,
    };
    match done {
        Ok(()) => Redirect::to(&format!("/stories/{id}/code#{}", list_id(&named))).into_response(),
        Err(error) => match wrong(language, &error) {
            Some(sentence) => story::refused_form(&caller, &archive, id, form.wrong("memo", sentence)).await,
            None => refusal::coding(language, &error),
        },
    }
}

pub(crate) async fn on_code(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(about) = id.parse::<CodeId>() else {
        return refusal::not_found(language);
    };
    let (desk, of) = (archive.coding(), caller.programme);
    let done = match form.typed.get("take_back").parse::<MemoId>() {
        Ok(memo) => desk.take_code_memo_back(&caller.actor, of, memo).await,
        Err(_) => desk.write_code_memo(&caller.actor, of, about, &form.typed.get("memo")).await,
    };
    match done {
        Ok(()) => Redirect::to(&format!("/codebook/{about}#{}", list_id(&about.to_string()))).into_response(),
        Err(error) => match wrong(language, &error) {
            Some(sentence) => code::shown(&caller, &archive, &id, Some(form.wrong("memo", sentence))).await,
            None => refusal::coding(language, &error),
        },
    }
}

fn wrong(language: PageLanguage, error: &CodingError) -> Option<String> {
    match error {
        CodingError::MemoLength => Some(words::length(language, MEMO_LETTERS)),
        CodingError::TooManyMemos => Some(words::too_many(language, MOST_MEMOS)),
        _ => None,
    }
}

/// What memos are about, and where they are sent.
struct Subject {
    action: String,
    about: String,
}

/// Memos on the story as a whole.
pub(super) fn of_story(language: PageLanguage, story: &CodedStory, form: &FormState) -> AnyView {
    let subject = Subject {
        action: format!("/stories/{}/memos", story.id),
        about: String::new(),
    };
    let inside = inside(language, &subject, &story.memos, form);
    view! {
        <section class="section" id=list_id("")><h2>{words::on_story(language)}</h2><div class="stack">{inside}</div></section>
    }
    .into_any()
}

/// Memos on a coding, and below them those on its code, to be read; a form for one more where it was asked for. None where there
/// is nothing to read and nothing was asked.
pub(super) fn of_coding(language: PageLanguage, story: &CodedStory, mark: &Mark, form: &FormState) -> Option<AnyView> {
    let own = story.coding_memos.get(&mark.id).map_or(&[][..], Vec::as_slice);
    let of_code = story.code_memos.get(&mark.code).map_or(&[][..], Vec::as_slice);
    let subject = Subject {
        action: format!("/stories/{}/memos", story.id),
        about: mark.id.to_string(),
    };
    let is_asked = form.typed.get("about") == subject.about;
    if own.is_empty() && of_code.is_empty() && !is_asked {
        return None;
    }
    let own_memos = if is_asked {
        inside(language, &subject, own, form)
    } else {
        let path = super::path(language, &story.book, mark.code);
        view! { {list(language, &subject.action, own, true)}<p>{begin(language, story, mark, &path)}</p> }.into_any()
    };
    let link = story.may_keep.then(|| {
        let link = format!("/codebook/{}#{}", mark.code, list_id(&mark.code.to_string()));
        view! { <p><a href=link>{words::to_code(language)}</a></p> }
    });
    let of_code = (!of_code.is_empty()).then(|| {
        view! { <h3>{words::on_code(language)}</h3>{list(language, &subject.action, of_code, false)} }
    });
    let shown = view! {
        <details class="more" id=list_id(&subject.about) open=is_asked><summary>{summary(language, own.len())}</summary>
            <div class="stack">{own_memos}{of_code}{link}</div>
        </details>
    };
    Some(shown.into_any())
}

/// The way to the form for a memo on a coding: a page has many codings, and one form at a time.
pub(super) fn begin(language: PageLanguage, story: &CodedStory, mark: &Mark, path: &str) -> AnyView {
    let link = format!("{}#{}", asking(story.id, &mark.id.to_string()), list_id(&mark.id.to_string()));
    let name = format!("{} {path}", words::write(language));
    view! { <a href=link aria-label=name>{words::write(language)}</a> }.into_any()
}

/// The coder's page, with the form for a memo on a coding if one is named.
pub(super) fn asking(story: StoryId, about: &str) -> String {
    match about {
        "" => format!("/stories/{story}/code"),
        coding => format!("/stories/{story}/code?about={coding}"),
    }
}

/// Memos on a code, on its own page.
pub(super) fn of_code(language: PageLanguage, code: CodeId, memos: &[Memo], form: &FormState) -> AnyView {
    let subject = Subject {
        action: format!("/codebook/{code}/memos"),
        about: code.to_string(),
    };
    view! {
        <section class="section" id=list_id(&subject.about)><h2>{words::on_code(language)}</h2>
            <div class="stack">{inside(language, &subject, memos, form)}</div>
        </section>
    }
    .into_any()
}

fn summary(language: PageLanguage, count: usize) -> String {
    match count {
        0 => words::memos(language).to_owned(),
        _ => words::memos_count(language, count),
    }
}

/// The name of a list of memos, to be gone to.
fn list_id(about: &str) -> String {
    format!("memos-{}", if about.is_empty() { "story" } else { about })
}

fn is_refused(form: &FormState, subject: &Subject) -> bool {
    form.error("memo").is_some() && form.typed.get("about") == subject.about
}

fn inside(language: PageLanguage, subject: &Subject, memos: &[Memo], form: &FormState) -> AnyView {
    let error = form.error("memo").filter(|_| is_refused(form, subject));
    let is_refused = error.is_some();
    let typed = if is_refused { form.typed.get("memo") } else { String::new() };
    let name = format!("memo-{}", subject.about);
    let error_id = format!("{name}-error");
    let described = is_refused.then(|| error_id.clone());
    view! {
        {list(language, &subject.action, memos, true)}
        <form method="post" action=subject.action.clone() class="stack">
            <input type="hidden" name="about" value=subject.about.clone()/>
            <div class="field" id=is_refused.then_some("memo") data-invalid=is_refused>
                <label for=name.clone()>{words::write(language)}</label>
                {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
                <textarea id=name name="memo" dir="auto" rows="2" autocomplete="off" aria-describedby=described
                    aria-invalid=is_refused.then_some("true") inner_html=textarea_content(&typed)></textarea>
            </div>
            <div class="actions"><button class="button">{words::keep(language)}</button></div>
        </form>
    }
    .into_any()
}

fn list(language: PageLanguage, action: &str, memos: &[Memo], may_take_back: bool) -> AnyView {
    if memos.is_empty() {
        return ().into_any();
    }
    let rows = memos.iter().map(|memo| {
        let lines = memo.text.split('\n').filter(|line| !line.trim().is_empty());
        let lines = lines.map(|line| view! { <p dir="auto">{line.to_owned()}</p> }).collect_view();
        let take_back = (memo.is_own && may_take_back).then(|| {
            view! {
                <form method="post" action=action.to_owned()>
                    <button class="button" data-kind="quiet" name="take_back" value=memo.id.to_string()>{words::take_back(language)}</button>
                </form>
            }
        });
        view! { <li>{lines}<p class="hint"><bdi>{memo.by.clone()}</bdi>" · "{day::moment(language, memo.at)}</p>{take_back}</li> }
    });
    view! { <ol class="timeline">{rows.collect_view()}</ol> }.into_any()
}
