//! From a story that was found to what is shown of it, and the names of domains and codes under which stories are found: asked
//! when somebody searches, so that a name that was changed is found at once.

use super::{Hit, InOlder, Label};
use crate::desk::programmes::Overview;
use crate::desk::stories::opened::Opened;
use crate::index::forms::{self, Form};
use crate::index::question::{Part, Question};
use crate::index::read::{older, texts};
use crate::index::snippet::{Marked, Marker};
use crate::index::words::{Word, words};
use method::coding::Codebook;
use method::id::{CodeId, DomainId};
use method::language::{InThree, Language};
use method::story::Layer;

/// How many of the searched texts are parts of a layer: the first ones.
const PARTS: usize = 3;

/// The names of a programme's domains and codes, ready to be looked through.
pub(super) struct Labels {
    domains: Vec<(DomainId, Name)>,
    codes: Vec<(CodeId, Name)>,
    pub(super) codebook: Codebook,
    pub(super) overview: Overview,
}

/// A name in three languages, with its words.
struct Name {
    label: InThree,
    words: Vec<(Vec<Word>, Vec<Vec<Form>>)>,
}

impl Name {
    /// The words of all names in a language are looked at together: a stemmer is made once.
    fn all(labels: &[&InThree]) -> Vec<Self> {
        let name = |label: &&InThree| Self {
            label: InThree::clone(label),
            words: Vec::new(),
        };
        let mut names: Vec<Self> = labels.iter().map(name).collect();
        let languages = [Language::French, Language::Arabic, Language::English];
        for (at, language) in languages.into_iter().enumerate() {
            let each = labels.iter().map(|label| words([&label.fr, &label.ar, &label.en][at]));
            let each: Vec<Vec<Word>> = each.collect();
            let mut forms = forms::of_text(&each.concat(), language).into_iter();
            for (name, words) in names.iter_mut().zip(each) {
                let forms = forms.by_ref().take(words.len()).collect();
                name.words.push((words, forms));
            }
        }
        names
    }

    fn holds(&self, part: &Part) -> bool {
        self.words.iter().any(|(words, forms)| part.names(words, forms))
    }
}

impl Labels {
    pub(super) fn new(overview: Overview, codebook: Codebook) -> Self {
        let (domains, codes) = (&overview.domains, codebook.codes());
        let labels = domains.iter().map(|one| &one.domain.label);
        let labels: Vec<&InThree> = labels.chain(codes.iter().map(|code| &code.words.labels)).collect();
        let mut names = Name::all(&labels).into_iter();
        Self {
            domains: domains.iter().map(|one| one.domain.id).zip(names.by_ref()).collect(),
            codes: codes.iter().map(|code| code.id).zip(names).collect(),
            codebook,
            overview,
        }
    }

    /// The domains with a part of a question in their name, and the codes with all below them.
    pub(super) fn named(&self, part: &Part) -> (Vec<DomainId>, Vec<CodeId>) {
        let domains = self.domains.iter().filter(|(_, name)| name.holds(part)).map(|(id, _)| *id);
        let codes = self.codes.iter().filter(|(_, name)| name.holds(part));
        let mut codes: Vec<CodeId> = codes.flat_map(|(id, _)| self.codebook.with_all_below(*id)).collect();
        codes.sort_unstable();
        codes.dedup();
        (domains.collect(), codes)
    }

    /// The names of a story's domain and codes that hold a part of a question.
    fn of_story(&self, part: &Part, story: &Opened, given: &[CodeId]) -> Vec<Label> {
        let domain = self.domains.iter().find(|(id, _)| *id == story.circumstances.domain);
        let domain = domain.filter(|(_, name)| name.holds(part));
        let above: Vec<CodeId> = given
            .iter()
            .flat_map(|code| self.codebook.path(*code))
            .map(|code| code.id)
            .collect();
        let codes = self.codes.iter().filter(|(id, name)| above.contains(id) && name.holds(part));
        domain
            .map(|(_, name)| Label::Domain(name.label.clone()))
            .into_iter()
            .chain(codes.map(|(_, name)| Label::Code(name.label.clone())))
            .collect()
    }
}

/// What is shown of the stories that were found, each with the codes that it bears.
pub(super) fn hits(question: &Question, labels: &Labels, stories: &[(Opened, Vec<CodeId>)]) -> Vec<Hit> {
    let mut marker = Marker::new(question);
    let stories = stories.iter();
    stories
        .map(|(story, given)| hit(question, &mut marker, labels, story, given))
        .collect()
}

fn hit(question: &Question, marker: &mut Marker<'_>, labels: &Labels, story: &Opened, given: &[CodeId]) -> Hit {
    let mut hit = Hit {
        id: story.id,
        title: Vec::new(),
        language: Language::French,
        site: story.site,
        domain: story.circumstances.domain,
        told_on: story.circumstances.told_on,
        snippet: Vec::new(),
        standing: None,
        older: Vec::new(),
        labels: Vec::new(),
    };
    let mut missing = question.wanted();
    missing.retain(|number| !question.parts[*number].is_frequent());
    if let Some((layer, told)) = story.newest().zip(story.told()) {
        let title = marker.mark(&layer.telling.title, layer.language);
        let texts: Vec<Marked<'_>> = texts(layer, &story.circumstances)
            .map(|text| marker.mark(text, layer.language))
            .collect();
        let is_of_layer = texts.iter().take(PARTS).chain([&title]).any(Marked::has_hits);
        missing.retain(|number| texts.iter().chain([&title]).all(|text| !text.found.contains(number)));
        hit.snippet = best(&texts).or(texts.first()).map(Marked::passage).unwrap_or_default();
        hit.standing = is_of_layer.then(|| layer.standing(told));
        hit.older = in_older(marker, story, told, &mut missing);
        hit.title = title.whole();
        hit.language = layer.language;
    }
    for number in missing {
        for label in labels.of_story(&question.parts[number], story, given) {
            if !hit.labels.contains(&label) {
                hit.labels.push(label);
            }
        }
    }
    hit
}

/// The text with the most parts of the question; of equals, the first.
fn best<'a, 'b>(texts: &'b [Marked<'a>]) -> Option<&'b Marked<'a>> {
    let with_hits = texts.iter().rev().filter(|text| text.has_hits());
    with_hits.max_by_key(|text| text.found.len())
}

/// The older layers that hold what was missing from the newest, each with a passage; what is found there is missing no more.
fn in_older(marker: &mut Marker<'_>, story: &Opened, told: &Layer, missing: &mut Vec<usize>) -> Vec<InOlder> {
    let mut found = Vec::new();
    for (layer, texts) in older(&story.layers) {
        if missing.is_empty() {
            break;
        }
        let texts = texts.into_iter().map(|text| marker.mark(text, layer.language));
        let is_new = |text: &Marked<'_>| text.found.iter().any(|number| missing.contains(number));
        let texts: Vec<Marked<'_>> = texts.filter(is_new).collect();
        let number = story.layers.iter().position(|one| one.id == layer.id);
        if let Some((best, at)) = best(&texts).zip(number) {
            found.push(InOlder {
                number: at + 1,
                standing: layer.standing(told),
                language: layer.language,
                passage: best.passage(),
            });
            missing.retain(|number| texts.iter().all(|text| !text.found.contains(number)));
        }
    }
    found
}
