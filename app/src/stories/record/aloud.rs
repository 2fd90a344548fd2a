//! The question and the consent talk, heard: beside each passage what somebody of the programme read aloud, or a button with which the
//! browser's own voice reads. A tablet takes the readings along in its pages, so that they sound without a network.

use crate::parts::playing::data_address;
use crate::parts::telling;
use crate::refusal;
use crate::request::Caller;
use crate::stories::{language_label, purpose_label, talk};
use crate::words::{consent_reading as words, story_page};
use archive::Archive;
use archive::desk::programmes::{Overview, ProgrammesError, Said};
use axum::response::Response;
use leptos::prelude::*;
use method::id::ProgrammeId;
use method::language::{InThree, PageLanguage};
use method::policy::Actor;
use method::sound::Passage;
use std::collections::BTreeMap;

/// A passage as it is worded now.
pub(crate) struct Spoken {
    pub(crate) passage: Passage,
    /// What it is called.
    pub(crate) label: InThree,
    /// Its words.
    pub(crate) words: InThree,
}

/// All that is read aloud to her, in the order of the form: the question of each domain, then the consent talk.
pub(crate) struct Script(Vec<Spoken>);

impl Script {
    pub(crate) fn of(overview: &Overview) -> Self {
        let questions = overview.domains.iter().map(|one| Spoken {
            passage: Passage::Prompt(one.domain.id),
            label: one.domain.label.clone(),
            words: in_three(|language| one.domain.prompt.render(language).text),
        });
        let talk = Passage::of_talk().map(|passage| Spoken {
            passage,
            label: in_three(|language| label(language, passage)),
            words: in_three(|language| said(language, passage).to_owned()),
        });
        Self(questions.chain(talk).collect())
    }

    pub(crate) fn passages(&self) -> &[Spoken] {
        &self.0
    }

    pub(crate) fn find(&self, passage: Passage) -> Option<&Spoken> {
        self.0.iter().find(|one| one.passage == passage)
    }

    /// The passage after one; none after the last.
    pub(crate) fn after(&self, passage: Passage) -> Option<Passage> {
        let mut from_it = self.0.iter().skip_while(|one| one.passage != passage);
        from_it.nth(1).map(|next| next.passage)
    }

    /// Every passage in every language.
    pub(crate) fn said(&self) -> Vec<Said<'_>> {
        let in_one = |language| self.0.iter().map(move |one| one.said(language));
        PageLanguage::ALL.into_iter().flat_map(in_one).collect()
    }
}

impl Spoken {
    pub(crate) fn said(&self, language: PageLanguage) -> Said<'_> {
        Said {
            language,
            passage: self.passage,
            words: self.words.get(language),
        }
    }
}

fn in_three(word: impl Fn(PageLanguage) -> String) -> InThree {
    InThree {
        fr: word(PageLanguage::French),
        ar: word(PageLanguage::Arabic),
        en: word(PageLanguage::English),
    }
}

/// What was read aloud, each with where it sounds from.
pub(crate) struct Aloud {
    script: Script,
    sources: BTreeMap<(PageLanguage, Passage), String>,
    is_on_tablet: bool,
}

impl Aloud {
    /// For a page that is shown while there is a network.
    pub(crate) async fn of(caller: &Caller, archive: &Archive) -> Result<Self, Response> {
        let refused = |error| refusal::programmes(caller.language(), &error);
        let desk = archive.programmes();
        let overview = desk.overview(&caller.actor, caller.programme).await.map_err(refused)?;
        let script = Script::of(&overview);
        let read = desk.read_aloud(&caller.actor, caller.programme, &script.said()).await;
        let read = read.map_err(refused)?;
        let sources = read
            .into_iter()
            .map(|(language, passage)| ((language, passage), address(language, passage)));
        Ok(Self {
            sources: sources.collect(),
            script,
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
        let script = Script::of(&desk.overview(worker, programme).await?);
        let said = script.said();
        let read = desk.read_aloud(worker, programme, &said).await?;
        let mut sources = BTreeMap::new();
        for one in said.iter().filter(|one| read.contains(&(one.language, one.passage))) {
            let file = desk.reading(worker, programme, one).await?;
            sources.insert((one.language, one.passage), data_address("audio/ogg", &file));
        }
        drop(said);
        Ok(Self {
            sources,
            script,
            is_on_tablet: true,
        })
    }

    /// Whether it is taken along by a tablet.
    pub(super) const fn is_on_tablet(&self) -> bool {
        self.is_on_tablet
    }

    /// Whether the browser's own voice reads something of a page.
    pub(crate) fn needs_voice(&self, language: PageLanguage) -> bool {
        let mut passages = self.script.passages().iter();
        !self.is_on_tablet && passages.any(|one| !self.sources.contains_key(&(language, one.passage)))
    }

    /// How a passage is heard; nothing where the programme has no such passage.
    pub(super) fn view(&self, language: PageLanguage, passage: Passage) -> AnyView {
        let Some(spoken) = self.script.find(passage) else {
            return ().into_any();
        };
        let own = self.sources.get(&(language, passage)).cloned();
        let heard = match own {
            Some(source) => player(language, language, spoken, source),
            None => voice(language, spoken.words.get(language), self.is_on_tablet),
        };
        // A tablet changes the language of the whole sheet without losing a word.
        let others = PageLanguage::ALL
            .into_iter()
            .filter(|one| *one != language && !self.is_on_tablet);
        let others: Vec<_> = others
            .filter_map(|one| Some(player(language, one, spoken, self.sources.get(&(one, passage))?.clone())))
            .collect();
        view! {
            {heard}
            {(!others.is_empty()).then(|| view! { <details class="more"><summary>{words::other_languages(language)}</summary>{others}</details> })}
        }
        .into_any()
    }
}

/// The browser's own controls; nothing is fetched before somebody plays it.
pub(crate) fn player(page: PageLanguage, read_in: PageLanguage, spoken: &Spoken, source: String) -> AnyView {
    let label = words::sound(page, spoken.label.get(page));
    let in_another = (page != read_in).then(|| view! { <p class="hint">{language_label(page, read_in.language())}</p> });
    view! { {in_another}<audio class="story-sound" controls preload="none" lang=read_in.tag() aria-label=label src=source></audio> }
        .into_any()
}

fn voice(language: PageLanguage, text: &str, is_on_tablet: bool) -> AnyView {
    let text = text.to_owned();
    if !is_on_tablet {
        return telling::aloud(language, text, language.language());
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

/// The words of a passage of the talk; a question is worded by its programme.
pub(crate) fn said(language: PageLanguage, passage: Passage) -> &'static str {
    match passage {
        Passage::Opening => words::opening_said(language),
        Passage::Purpose(purpose) => talk::told(language, purpose).0,
        Passage::Prompt(_) => "",
    }
}

/// What a passage of the talk is called; a question has the name of its domain.
fn label(language: PageLanguage, passage: Passage) -> String {
    match passage {
        Passage::Opening => words::opening(language).to_owned(),
        Passage::Purpose(purpose) => purpose_label(language, purpose),
        Passage::Prompt(_) => String::new(),
    }
}

/// Where the reading of a passage is.
pub(crate) fn address(language: PageLanguage, passage: Passage) -> String {
    format!("/programme/consent/{}/{}/sound", language.tag(), passage.name())
}
