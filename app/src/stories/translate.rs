//! Translating a story: each paragraph beside the field for its translation, saved as a draft as often as one likes.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::textarea_content;
use crate::parts::notice::{refused, warning};
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::language_label;
use crate::words::{drafts as words, transcript};
use archive::Archive;
use archive::desk::stories::{NewDraft, StoriesError, Whole};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::{LayerId, StoryId};
use method::language::{Language, PageLanguage};
use method::story::{Draft, Drafted, Layer, LayerKind, Row, Telling, carried, of_rows, rows};

/// What stands on the page.
struct Sheet<'a> {
    source: &'a Layer,
    to: Language,
    written: Telling,
    version: i32,
    /// The story changed since the draft was written.
    is_carried: bool,
}

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let drafts = match archive.stories().drafts(&caller.actor, id).await {
        Ok(drafts) => drafts,
        Err(error) => return refusal::stories(language, &error),
    };
    let whole = match archive.stories().read(&caller.actor, id).await {
        Ok((whole, _)) => whole,
        Err(error) => return refusal::stories(language, &error),
    };
    let Some(source) = whole.newest() else {
        return refusal::not_found(language);
    };
    let to = Language::from_tag(&Typed::new(query).get("to")).filter(|to| *to != source.language);
    let Some(to) = to else {
        return chosen(&caller, id, source);
    };
    let is_hers = |one: &Draft| matches!(one.what, Drafted::Translation { .. }) && one.language == to;
    let draft = drafts.into_iter().find(|one| is_hers(&one.draft));
    let version = draft.as_ref().map_or(0, |one| one.version);
    let before = draft
        .map(|one| (one.draft.what, one.draft.telling))
        .or_else(|| approved(&whole, to));
    let (written, is_carried) = match before {
        Some((Drafted::Translation { of }, telling)) if of == source.id => (telling, false),
        Some((Drafted::Translation { of }, telling)) => (from_older(&whole, of, &telling, source), true),
        _ => (of_rows(&source.telling, &[]), false),
    };
    let sheet = Sheet {
        source,
        to,
        written,
        version,
        is_carried,
    };
    shown(&caller, id, &sheet, &FormState::default())
}

/// The newest approved translation into a language.
fn approved(whole: &Whole, to: Language) -> Option<(Drafted, Telling)> {
    whole.layers.iter().rev().find_map(|layer| match layer.kind {
        LayerKind::Translation { of, .. } if layer.language == to => {
            Some((Drafted::Translation { of }, layer.telling.clone()))
        }
        _ => None,
    })
}

/// What was written beside an older version, beside this one.
pub(super) fn from_older(whole: &Whole, of: LayerId, beside: &Telling, source: &Layer) -> Telling {
    let older = whole.layers.iter().find(|layer| layer.id == of);
    older.map_or_else(
        || of_rows(&source.telling, &[]),
        |older| carried(&older.telling, beside, &source.telling),
    )
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let (Ok(id), Some(to)) = (id.parse::<StoryId>(), Language::from_tag(&typed.get("to"))) else {
        return refusal::not_found(caller.language());
    };
    let kept = keep(&caller, &archive, id, &typed, |source| {
        (Drafted::Translation { of: source.id }, to)
    });
    match kept.await {
        Ok(None) => Redirect::to(&format!("/stories/{id}/translate?to={}", to.tag())).into_response(),
        Ok(Some(unkept)) => {
            let sheet = Sheet {
                source: &unkept.source,
                to,
                written: unkept.written,
                version: unkept.version,
                is_carried: false,
            };
            shown(&caller, id, &sheet, &FormState::new(typed).wrong("row-1", unkept.why))
        }
        Err(refused) => refused,
    }
}

/// What was typed beside a layer and could not be kept.
pub(super) struct Unkept {
    /// The layer.
    pub(super) source: Layer,
    /// What was typed.
    pub(super) written: Telling,
    /// The version of the draft that was read.
    pub(super) version: i32,
    /// Why it was not kept.
    pub(super) why: &'static str,
}

/// Keeps what was typed beside a layer as a draft, or says what was typed and why it is not kept. `becomes` says what the draft of a
/// layer is to become, and in which language.
pub(super) async fn keep(
    caller: &Caller,
    archive: &Archive,
    id: StoryId,
    typed: &Typed,
    becomes: impl FnOnce(&Layer) -> (Drafted, Language),
) -> Result<Option<Unkept>, Response> {
    let language = caller.language();
    let whole = match archive.stories().read(&caller.actor, id).await {
        Ok((whole, _)) if whole.may_tend => whole,
        Ok(_) => return Err(refusal::not_found(language)),
        Err(error) => return Err(refusal::stories(language, &error)),
    };
    let of = typed.get("of").parse::<LayerId>().ok();
    let source = whole.layers.into_iter().find(|layer| Some(layer.id) == of);
    let source = source.ok_or_else(|| refusal::not_found(language))?;
    let written = of_rows(&source.telling, &typed.all("row"));
    let version = typed.get("version").parse().unwrap_or(0);
    let (what, tongue) = becomes(&source);
    let new = NewDraft {
        what,
        language: tongue,
        telling: written.clone(),
    };
    let why = match archive.stories().keep_draft(&caller.actor, id, new, version).await {
        Ok(()) => return Ok(None),
        Err(StoriesError::TooLong) => transcript::too_long(language),
        Err(StoriesError::Conflict) => transcript::conflict(language),
        Err(error) => return Err(refusal::stories(language, &error)),
    };
    Ok(Some(Unkept {
        source,
        written,
        version,
        why,
    }))
}

fn head(language: PageLanguage, id: StoryId) -> Head {
    let link = format!("/stories/{id}");
    Head::new(words::page_title(language), words::page_lead(language)).back(link, transcript::back(language))
}

/// Into which language?
fn chosen(caller: &Caller, id: StoryId, source: &Layer) -> Response {
    let language = caller.language();
    let others = Language::ALL.into_iter().filter(|one| *one != source.language);
    let others = others.map(|one| (one.tag().to_owned(), language_label(language, one).to_owned()));
    let form = FormState::default();
    page(status_of(&form), &caller.visitor, &head(language, id).narrow(), || {
        view! {
            <form method="get" class="stack">
                {select(&form, "to", words::to(language), None, others.collect())}
                <div class="actions"><button class="button" data-kind="primary">{words::choose(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

fn shown(caller: &Caller, id: StoryId, sheet: &Sheet<'_>, form: &FormState) -> Response {
    let language = caller.language();
    let (from, to) = (sheet.source.language, sheet.to);
    let is_saved = sheet.version != 0 && !form.is_refused();
    page(status_of(form), &caller.visitor, &head(language, id).wide(), || {
        view! {
            {refused(form, transcript::refused(language))}
            {sheet.is_carried.then(|| warning(words::changed(language)))}
            {is_saved.then(|| view! { <p class="hint" id="saved">{transcript::saved(language)}</p> })}
            <form method="post" action=format!("/stories/{id}/translate") class="stack">
                <input type="hidden" name="to" value=to.tag()/>
                <input type="hidden" name="of" value=sheet.source.id.to_string()/>
                <input type="hidden" name="version" value=sheet.version.to_string()/>
                <h2>{language_label(language, from)}" → "{language_label(language, to)}</h2>
                {pairs(language, sheet.source, &sheet.written, to)}
                <div class="actions"><button class="button" data-kind="primary">{transcript::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// Each paragraph of a layer, the title first, with the field for what is written beside it in a language.
pub(super) fn pairs(language: PageLanguage, source: &Layer, written: &Telling, to: Language) -> AnyView {
    let pairs = rows(&source.telling, written).into_iter().zip(1_usize..);
    let pairs = pairs.map(|(Row { told, beside }, number)| {
        let id = format!("row-{number}");
        let label = words::row(language, number);
        view! {
            <div class="side-by-side">
                <p lang=source.language.tag() dir="auto">{told.to_owned()}</p>
                <textarea id=id name="row" rows="3" lang=to.tag() dir="auto" autocomplete="off" aria-label=label
                    inner_html=textarea_content(beside)></textarea>
            </div>
        }
    });
    pairs.collect_view().into_any()
}
