//! The consent talk, heard: beside each passage what somebody of the programme read aloud, or a button with which the browser's own
//! voice reads. A tablet takes the readings along in its pages, so that they sound without a network.

use crate::parts::playing::data_address;
use crate::parts::telling;
use crate::refusal;
use crate::request::Caller;
use crate::stories::{language_label, purpose_label, talk};
use crate::words::{consent_reading as words, story_page};
use archive::Archive;
use archive::desk::programmes::{ProgrammesError, Said};
use axum::response::Response;
use leptos::prelude::*;
use method::id::ProgrammeId;
use method::language::PageLanguage;
use method::policy::Actor;
use method::sound::Passage;
use std::collections::BTreeMap;

/// What was read aloud, each with where it sounds from.
pub(crate) struct Aloud {
    sources: BTreeMap<(PageLanguage, Passage), String>,
    is_on_tablet: bool,
}

impl Aloud {
    /// For a page that is shown while there is a network.
    pub(crate) async fn of(caller: &Caller, archive: &Archive) -> Result<Self, Response> {
        let read = archive.programmes().read_aloud(&caller.actor, caller.programme, &all()).await;
        let read = read.map_err(|error| refusal::programmes(caller.language(), &error))?;
        let sources = read
            .into_iter()
            .map(|(language, passage)| ((language, passage), address(language, passage)));
        Ok(Self {
            sources: sources.collect(),
            is_on_tablet: false,
        })
    }

    /// For a tablet, with the sound itself.
    pub(crate) async fn taken_along(
        worker: &Actor,
        programme: ProgrammeId,
        archive: &Archive,
    ) -> Result<Self, ProgrammesError> {
        let desk = archive.programmes();
        let said = all();
        let read = desk.read_aloud(worker, programme, &said).await?;
        let mut sources = BTreeMap::new();
        for one in said.iter().filter(|one| read.contains(&(one.language, one.passage))) {
            let file = desk.reading(worker, programme, one).await?;
            sources.insert((one.language, one.passage), data_address("audio/ogg", &file));
        }
        Ok(Self {
            sources,
            is_on_tablet: true,
        })
    }

    /// Whether it is taken along by a tablet.
    pub(super) const fn is_on_tablet(&self) -> bool {
        self.is_on_tablet
    }

    /// Whether the browser's own voice reads something of a page.
    pub(crate) fn needs_voice(&self, language: PageLanguage) -> bool {
        !self.is_on_tablet && Passage::all().any(|passage| !self.sources.contains_key(&(language, passage)))
    }

    /// How a passage is heard.
    pub(super) fn view(&self, language: PageLanguage, passage: Passage) -> AnyView {
        let own = self.sources.get(&(language, passage)).cloned();
        let heard = match own {
            Some(source) => player(language, language, passage, source),
            None => voice(language, passage, self.is_on_tablet),
        };
        // A tablet changes the language of the whole sheet without losing a word.
        let others = PageLanguage::ALL
            .into_iter()
            .filter(|one| *one != language && !self.is_on_tablet);
        let others: Vec<_> = others
            .filter_map(|one| Some(player(language, one, passage, self.sources.get(&(one, passage))?.clone())))
            .collect();
        view! {
            {heard}
            {(!others.is_empty()).then(|| view! { <details class="more"><summary>{words::other_languages(language)}</summary>{others}</details> })}
        }
        .into_any()
    }
}

/// The browser's own controls; nothing is fetched before somebody plays it.
pub(crate) fn player(page: PageLanguage, read_in: PageLanguage, passage: Passage, source: String) -> AnyView {
    let label = words::sound(page, label(page, passage));
    let spoken = (page != read_in).then(|| view! { <p class="hint">{language_label(page, read_in.language())}</p> });
    view! { {spoken}<audio class="story-sound" controls preload="none" lang=read_in.tag() aria-label=label src=source></audio> }
        .into_any()
}

fn voice(language: PageLanguage, passage: Passage, is_on_tablet: bool) -> AnyView {
    let text = said(language, passage);
    if !is_on_tablet {
        return telling::aloud(language, text.to_owned(), language.language());
    }
    let button = language.language().voice().map(|voice| {
        view! {
            <button type="button" class="button" data-do="say" data-text=text data-voice=voice data-missing=story_page::no_voice(language)>
                {story_page::listen(language)}
            </button>
        }
    });
    button.into_any()
}

/// Every passage in every language, as it is worded now.
pub(crate) fn all() -> Vec<Said<'static>> {
    let in_one = |language| {
        Passage::all().map(move |passage| Said {
            language,
            passage,
            words: said(language, passage),
        })
    };
    PageLanguage::ALL.into_iter().flat_map(in_one).collect()
}

/// The words of a passage.
pub(crate) fn said(language: PageLanguage, passage: Passage) -> &'static str {
    match passage {
        Passage::Opening => words::opening_said(language),
        Passage::Purpose(purpose) => talk::told(language, purpose).0,
    }
}

/// What a passage is called.
pub(crate) fn label(language: PageLanguage, passage: Passage) -> String {
    match passage {
        Passage::Opening => words::opening(language).to_owned(),
        Passage::Purpose(purpose) => purpose_label(language, purpose),
    }
}

/// Where the reading of a passage is.
pub(crate) fn address(language: PageLanguage, passage: Passage) -> String {
    format!("/programme/consent/{}/{}/sound", language.tag(), passage.name())
}
