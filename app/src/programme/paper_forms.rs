//! What stands on the forms for paper, in the order of the form on the page: cards, story, consent, attendance.

mod consent;

use crate::gatherings::places;
use crate::pictograms::outline;
use crate::stories::record::questions::hint;
use crate::stories::setting::{self, Answered};
use crate::stories::{directions, language_label, sessions};
use crate::words::{gatherings, paper as words, questions, record, setting as setting_words, story};
use archive::desk::programmes::Overview;
use archive::desk::programmes::paper::{Card, Entry, Form, Kit};
use method::language::{InThree, Language, PageLanguage};
use method::questionnaire::{Kind, Put, Questionnaire};

/// Lines of the long list, as on the page.
const CHANGES: usize = 5;

/// The kit of a programme in a language.
pub(super) fn kit(language: PageLanguage, overview: &Overview, asked: &Questionnaire) -> Kit {
    let cards = (1..).zip(&overview.domains).map(|(number, one): (usize, _)| Card {
        heading: format!("{number} · {}", one.domain.label.get(language)),
        question: one.domain.prompt.render(language).text,
        outline: one.domain.pictogram.map(outline),
    });
    Kit {
        title: words::title(language).to_owned(),
        language,
        cards_title: words::cards(language).to_owned(),
        cards: cards.collect(),
        forms: vec![
            told(language, overview, asked),
            consent::form(language),
            attended(language, overview),
        ],
        foot: words::foot(language).to_owned(),
    }
}

fn line(label: &str) -> Entry {
    lines(label, "", 1)
}

fn lines(label: &str, hint: &str, lines: u8) -> Entry {
    Entry::Write {
        label: label.to_owned(),
        hint: hint.to_owned(),
        lines,
    }
}

fn tick(label: &str, options: impl IntoIterator<Item = impl Into<String>>) -> Entry {
    Entry::Tick {
        label: label.to_owned(),
        hint: String::new(),
        options: options.into_iter().map(Into::into).collect(),
    }
}

fn heading(words: &str) -> Entry {
    Entry::Heading(words.to_owned())
}

fn sites(language: PageLanguage, overview: &Overview) -> Vec<String> {
    overview.sites.iter().map(|site| site.name.get(language).to_owned()).collect()
}

fn told(language: PageLanguage, overview: &Overview, asked: &Questionnaire) -> Form {
    let mut entries = vec![
        line(words::number(language)),
        line(words::collected_by(language)),
        heading(record::where_and_when(language)),
        tick(record::site(language), sites(language, overview)),
        tick(
            record::language(language),
            Language::ALL.map(|one| language_label(language, one)),
        ),
        tick(record::session(language), sessions(language).map(|(.., words)| words)),
        line(record::told_on(language)),
        line(words::domain(language)),
        heading(record::changes(language)),
    ];
    for number in 1..=CHANGES {
        entries.push(line(&record::change_number(language, number)));
        entries.push(tick("", [record::the_most_significant(language)]));
    }
    entries.extend([
        lines(record::happened(language), record::happened_hint(language), 1),
        tick(record::direction(language), directions(language).map(|(.., words)| words)),
        heading(record::story(language)),
        lines(story::title(language), story::title_hint(language), 1),
        lines(story::context(language), story::context_hint(language), 6),
        lines(story::description(language), story::description_hint(language), 18),
        lines(story::significance(language), story::significance_hint(language), 6),
    ]);
    let put = asked.put(&[]);
    if !put.is_empty() {
        entries.push(heading(questions::on_the_form(language)));
        entries.extend(put.iter().map(|one| extra(language, one, overview)));
    }
    entries.extend([
        heading(record::read_back(language)),
        tick(record::approved(language), [words::yes(language), words::no(language)]),
        line(record::corrections(language)),
    ]);
    entries.extend(around(language));
    Form {
        title: words::form(language).to_owned(),
        script: format!("{} {}", record::lead(language), record::no_names(language)),
        entries,
    }
}

/// What may be noted around a telling.
fn around(language: PageLanguage) -> Vec<Entry> {
    let asked = setting::all(language).into_iter().map(|one| match one.answer {
        Answered::Chosen(answers) => tick(one.label, answers.into_iter().map(|(_, words)| words)),
        Answered::Written(hint) => lines(one.label, hint, 3),
    });
    std::iter::once(heading(setting_words::title(language)))
        .chain(asked)
        .collect()
}

fn extra(language: PageLanguage, put: &Put, overview: &Overview) -> Entry {
    let (label, hint) = (put.wording.label.get(language), hint(language, put, overview));
    let ticks = |options| Entry::Tick {
        label: label.to_owned(),
        hint: hint.clone(),
        options,
    };
    let offered = |options: &[InThree]| {
        let words = options.iter().map(|one| one.get(language).to_owned());
        words.filter(|words| !words.is_empty()).collect()
    };
    match &put.wording.kind {
        Kind::Text => lines(label, &hint, 3),
        Kind::Number { .. } | Kind::Date => lines(label, &hint, 1),
        Kind::Choice(options) | Kind::Several(options) => ticks(offered(options)),
        Kind::Scale { steps, .. } => ticks((1..=*steps).map(|step| step.to_string()).collect()),
    }
}

fn attended(language: PageLanguage, overview: &Overview) -> Form {
    let rows = [
        gatherings::women(language),
        gatherings::men(language),
        gatherings::others(language),
        gatherings::under_25(language),
        gatherings::under_40(language),
        gatherings::over_39(language),
    ];
    Form {
        title: words::attendance(language).to_owned(),
        script: words::group_script(language).to_owned(),
        entries: vec![
            tick(
                gatherings::consent(language),
                [gatherings::all_agreed(language), gatherings::not_all_agreed(language)],
            ),
            tick(gatherings::site(language), sites(language, overview)),
            line(gatherings::held_on(language)),
            tick(
                gatherings::place(language),
                places(language).into_iter().map(|(_, words)| words),
            ),
            line(words::collector(language)),
            line(gatherings::second(language)),
            Entry::Tally {
                head: [
                    gatherings::who_came(language),
                    words::strokes(language),
                    words::total(language),
                ]
                .map(str::to_owned),
                rows: rows.map(str::to_owned).to_vec(),
            },
            lines(words::stories(language), "", 2),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_may_be_noted_around_a_telling_stands_on_paper_too() {
        for language in PageLanguage::ALL {
            let printed = around(language);
            for one in setting::all(language) {
                let stands = |entry: &Entry| match (entry, &one.answer) {
                    (Entry::Tick { label, options, .. }, Answered::Chosen(answers)) => {
                        label == one.label && options.iter().eq(answers.iter().map(|(_, words)| words))
                    }
                    (Entry::Write { label, hint, .. }, Answered::Written(help)) => label == one.label && hint == help,
                    _ => false,
                };
                assert!(printed.iter().any(stands), "{}", one.label);
            }
        }
    }
}
