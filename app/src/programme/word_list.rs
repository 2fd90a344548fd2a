//! The names of people and places that the programme adds to those that the program looks for.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::word_list as words;
use archive::Archive;
use archive::desk::programmes::ProgrammesError;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::anonymise::{IdentifierKind, MOST_WORDS, WORD_LETTERS, WordList, WordListRefused};
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

/// The field of each kind of [`WordList::KINDS`].
const FIELDS: [&str; 4] = ["people", "places", "facilities", "organisations"];

/// Whether somebody keeps the list.
pub(super) fn keeps(caller: &Caller) -> bool {
    may(&caller.actor, Action::KeepWordList, &Subject::Programme(caller.programme)).is_allowed()
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    match archive.programmes().word_list(&caller.actor, caller.programme).await {
        Ok((list, version)) => {
            let typed = Typed::filled([("version", version.to_string())]);
            let lines = FIELDS.into_iter().zip(WordList::KINDS);
            let typed = lines.fold(typed, |typed, (name, kind)| typed.with(name, list.of(kind).join("\n")));
            shown(&caller, &FormState::new(typed))
        }
        Err(error) => refusal::programmes(language, &error),
    }
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    if !keeps(&caller) {
        return refusal::not_found(language);
    }
    let typed = FIELDS.map(|name| form.typed.get(name));
    let list = match WordList::read(typed.each_ref().map(String::as_str)) {
        Ok(list) => list,
        Err(why) => return shown(&caller, &wrong(language, form, why)),
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let desk = archive.programmes();
    match desk.change_word_list(&caller.actor, caller.programme, list, version).await {
        Ok(()) => Redirect::to("/programme/words").into_response(),
        Err(ProgrammesError::Conflict) => shown(&caller, &form.wrong("people", words::conflict(language))),
        Err(error) => refusal::programmes(language, &error),
    }
}

fn wrong(language: PageLanguage, form: FormState, why: WordListRefused) -> FormState {
    let name = |kind: IdentifierKind| {
        let at = WordList::KINDS.into_iter().position(|one| one == kind).unwrap_or_default();
        FIELDS[at]
    };
    match why {
        WordListRefused::TooMany => form.wrong("people", words::too_many(language, MOST_WORDS)),
        WordListRefused::TooLong { kind, line } => form.wrong(name(kind), words::too_long(language, line, WORD_LETTERS)),
        WordListRefused::NoLetter { kind, line } => form.wrong(name(kind), words::no_letter(language, line)),
    }
}

fn shown(caller: &Caller, form: &FormState) -> Response {
    let language = caller.language();
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back("/programme", words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        let labels = [
            words::people(language),
            words::places(language),
            words::facilities(language),
            words::organisations(language),
        ];
        let fields = FIELDS.into_iter().zip(labels);
        let fields = fields.map(|(name, label)| field(form, name, Kind::Long, label, None));
        view! {
            {refused(form, words::refused(language))}
            <p class="hint">{words::how(language)}</p>
            <form method="post" action="/programme/words" class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {fields.collect_view()}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
