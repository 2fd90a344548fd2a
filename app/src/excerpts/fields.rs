//! The sheet on which an excerpt is made or revised: the passage, what becomes of each identifier in it, the name under which
//! she is quoted, and how it reads then.

use super::review::reason;
use super::rows::{Act, DETAIL, OMISSION, Row, kind_name, level_name, replacements};
use super::said::quoted;
use super::{advocacy_notice, kind_label};
use crate::coding::part_name;
use crate::form::FormState;
use crate::parts::field::{Kind, field};
use crate::parts::notice::{refused, warning};
use crate::parts::select::{choices_of, select};
use crate::stories::language_label;
use crate::words::excerpt_form as words;
use archive::desk::excerpts::{ExcerptsError, Preparation};
use leptos::prelude::*;
use method::anonymise::{IdentifierKind, NotAPseudonym};
use method::excerpt::{Excerpt, NotAnExcerpt, ReplacementKind};
use method::language::{Language, PageLanguage};

/// The sheet. `action` is the page's own address.
pub(super) fn sheet(
    language: PageLanguage,
    prepared: &Preparation,
    rows: &[Row],
    form: &FormState,
    action: String,
) -> AnyView {
    let passage = prepared.passage;
    let hidden = [
        ("layer", passage.layer().to_string()),
        ("part", part_name(passage.part()).to_owned()),
        ("start", passage.start().to_string()),
        ("end", passage.end().to_string()),
        ("version", form.typed.get("version")),
    ];
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        {refused(form, words::refused(language))}
        {advocacy_notice(language, prepared.advocacy)}
        {(!prepared.is_newest).then(|| warning(words::older_layer(language)))}
        <form method="post" action=action class="stack">
            {hidden.into_iter().collect_view()}
            <section class="section"><h2>{words::passage(language)}</h2>{passage_text(prepared, rows)}</section>
            {prepared.told.as_ref().map(|told| as_told(language, told))}
            <section class="section" id="rows"><h2>{words::identifiers(language)}</h2>
                <p>{if rows.is_empty() { words::nothing_found(language) } else { words::machine_only_suggests(language) }}</p>
                <ul class="identifiers">{rows.iter().enumerate().map(|(index, row)| decision(language, prepared, index, row)).collect_view()}</ul>
            </section>
            {own(language, form)}
            <p><a href=format!("/stories/{}/names", prepared.story)>{words::people_behind(language)}</a></p>
            {field(form, "pseudonym", Kind::Text, words::pseudonym(language), Some(words::pseudonym_hint(language)))}
            {preview(language, prepared, rows)}
            <div class="actions"><button class="button" data-kind="primary" accesskey="s" name="step" value="save">{words::save(language)}</button></div>
            <p class="hint no-print">{words::keys(language)}</p>
        </form>
    }
    .into_any()
}

/// The passage as it was said, with what was found in it.
fn passage_text(prepared: &Preparation, rows: &[Row]) -> AnyView {
    let (passage, text) = (prepared.passage, prepared.text());
    let cut = |start: usize, end: usize| text.chars().skip(start).take(end.saturating_sub(start)).collect::<String>();
    let (mut at, mut pieces) = (passage.start(), Vec::new());
    for row in rows.iter().filter(|row| row.end <= passage.end()) {
        if row.start < at {
            continue;
        }
        pieces.push(cut(at, row.start).into_any());
        let state = (row.act == Act::Keep).then_some("kept");
        pieces.push(
            view! { <mark class="identifier" data-kind=kind_name(row.kind) data-state=state>{row.words(text)}</mark> }
                .into_any(),
        );
        at = row.end;
    }
    pieces.push(cut(at, passage.end()).into_any());
    view! { <div class="story-text" lang=prepared.layer.language.tag() dir="auto"><p dir="auto">{pieces}</p></div> }
        .into_any()
}

/// The words of which the passage is a translation.
pub(super) fn as_told(language: PageLanguage, (told, tongue): &(String, Language)) -> AnyView {
    let heading = words::as_told(language, language_label(language, *tongue));
    let tag = tongue.tag();
    let lines = told.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.map(|line| view! { <p dir="auto">{line.to_owned()}</p> });
    view! {
        <section class="section text-pane" id="told"><h2>{heading}</h2>
            <div class="story-text" lang=tag dir="auto">{lines.collect_view()}</div></section>
    }
    .into_any()
}

/// One find: its words, what is shown instead, what to do.
fn decision(language: PageLanguage, prepared: &Preparation, index: usize, row: &Row) -> AnyView {
    let (with_id, do_id) = (format!("with-{index}"), format!("do-{index}"));
    let tag = prepared.layer.language.tag();
    let found = row.words(prepared.text());
    let mut options = Act::ALL
        .map(|act| (act.name().to_owned(), act_label(language, act).to_owned()))
        .to_vec();
    let levels = row.levels(prepared.text(), prepared.layer.language);
    let levels = levels.into_iter().enumerate();
    let levels = levels.map(|(place, with)| (level_name(place), words::show_level(language, with)));
    options.splice(1..1, levels);
    view! {
        <li>
            <div><mark class="identifier" data-kind=kind_name(row.kind) lang=tag dir="auto">{found.clone()}</mark>
                <p class="hint">{reason(language, row.reason(prepared))}</p></div>
            <div class="field">
                <label for=with_id.clone()>{replacement_label(language, row.kind)}<span class="visually-hidden">" "<bdi>{found.clone()}</bdi></span></label>
                <input id=with_id name="with" value=row.with.clone() dir="auto" autocomplete="off" spellcheck="false"/>
            </div>
            <div class="field">
                <label for=do_id.clone()>{words::what_to_do(language)}<span class="visually-hidden">" "<bdi>{found}</bdi></span></label>
                <select id=do_id name="do">{choices_of(options, row.act.name())}</select>
                <input type="hidden" name="from" value=row.start.to_string()/>
                <input type="hidden" name="to" value=row.end.to_string()/>
                <input type="hidden" name="kind" value=kind_name(row.kind)/>
            </div>
        </li>
    }
    .into_any()
}

/// Words that nothing was found in, typed by hand.
fn own(language: PageLanguage, form: &FormState) -> AnyView {
    let kinds = IdentifierKind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), kind_label(language, *kind).to_owned()));
    let mut kinds: Vec<(String, String)> = kinds.collect();
    kinds.push((DETAIL.to_owned(), words::detail(language).to_owned()));
    kinds.push((OMISSION.to_owned(), words::omission(language).to_owned()));
    view! {
        <section class="section stack"><h2>{words::own(language)}</h2>
            {field(form, "own_words", Kind::Text, words::own_words(language), Some(words::own_words_hint(language)))}
            {select(form, "own_kind", words::own_kind(language), None, kinds)}
            {field(form, "own_with", Kind::Text, words::own_with(language), Some(words::own_with_hint(language)))}
            <div class="actions"><button class="button" accesskey="p" name="step" value="preview">{words::preview(language)}</button></div>
        </section>
    }
    .into_any()
}

/// How it reads with these decisions; nothing while they make no excerpt.
fn preview(language: PageLanguage, prepared: &Preparation, rows: &[Row]) -> AnyView {
    let made = Excerpt::new(prepared.passage, prepared.text(), replacements(rows)).ok();
    let shown = made.map(|excerpt| {
        let text = quoted(&excerpt, prepared.text(), prepared.layer.language);
        view! { <section class="section text-pane" id="preview"><h2>{words::reads(language)}</h2>{text}</section> }
    });
    shown.into_any()
}

/// What is wrong with the decisions: a field and the sentence beside it. None if it is nothing that a field can say.
pub(super) fn wrong(
    language: PageLanguage,
    error: &ExcerptsError,
    prepared: &Preparation,
    rows: &[Row],
) -> Option<(&'static str, String)> {
    let about = |index: &usize| {
        let mut changed = rows.iter().filter(|row| row.act != Act::Keep);
        changed.nth(*index).map(|row| row.words(prepared.text())).unwrap_or_default()
    };
    let say = |index: &Option<usize>, sentence: String| match index {
        None => ("pseudonym", sentence),
        Some(index) => ("rows", words::about(language, sentence, about(index))),
    };
    Some(match error {
        ExcerptsError::Marks(refused) => match refused {
            NotAnExcerpt::NothingLeft => ("rows", words::nothing_left(language).to_owned()),
            NotAnExcerpt::TooMany => ("rows", words::too_many(language).to_owned()),
            NotAnExcerpt::NotItsText => ("rows", words::outside(language).to_owned()),
            NotAnExcerpt::Outside { index } => say(&Some(*index), words::outside(language).to_owned()),
            NotAnExcerpt::Overlap { index } => say(&Some(*index), words::overlap(language).to_owned()),
            NotAnExcerpt::Words { index } => say(&Some(*index), words::words_needed(language).to_owned()),
            NotAnExcerpt::Unmarkable { index } => say(&Some(*index), words::unmarkable(language).to_owned()),
        },
        ExcerptsError::Name { index, why } => say(index, pseudonym_sentence(language, *why).to_owned()),
        ExcerptsError::CalledOtherwise { index, with } => say(index, words::called_otherwise(language, with)),
        ExcerptsError::Conflict => ("rows", words::conflict(language).to_owned()),
        ExcerptsError::Stage(refused) => ("rows", super::excerpt::sentence(language, *refused).to_owned()),
        ExcerptsError::NotFound
        | ExcerptsError::Passage(_)
        | ExcerptsError::NotAFigure
        | ExcerptsError::Flag(_)
        | ExcerptsError::TooManyPeople
        | ExcerptsError::Fault(_) => {
            return None;
        }
    })
}

fn pseudonym_sentence(language: PageLanguage, why: NotAPseudonym) -> &'static str {
    match why {
        NotAPseudonym::Blank => words::words_needed(language),
        NotAPseudonym::Unmarkable => words::unmarkable(language),
        NotAPseudonym::SaysTheName => words::says_the_name(language),
        NotAPseudonym::Taken => words::taken(language),
    }
}

fn act_label(language: PageLanguage, act: Act) -> &'static str {
    match act {
        Act::Replace => words::replace(language),
        Act::Keep => words::keep(language),
        Act::Omit => words::omit(language),
    }
}

fn replacement_label(language: PageLanguage, kind: ReplacementKind) -> String {
    let kind = match kind {
        ReplacementKind::Identifier(kind) => kind_label(language, kind),
        ReplacementKind::Detail => words::detail(language),
        ReplacementKind::Omission => words::omission(language),
    };
    words::shown_instead(language, kind)
}
