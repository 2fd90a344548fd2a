//! The sheet of consent: everything that the form on the page says and asks of it, so that whoever types a sheet in later has
//! nothing to invent.

use super::{heading, line, lines};
use crate::briefs::addressee;
use crate::stories::pictograms::outline;
use crate::stories::record::aloud;
use crate::stories::{manners, purpose_label, talk};
use crate::words::{consent, paper as words, talk as talk_words};
use archive::desk::programmes::paper::{Entry, Form};
use method::brief::Addressee;
use method::consent::Purpose;
use method::language::PageLanguage;
use method::sound::Passage;

pub(super) fn form(language: PageLanguage) -> Form {
    let mut entries = vec![line(words::number(language))];
    entries.extend(about_her(language));
    entries.extend([
        heading(words::uses(language)),
        Entry::Say(aloud::said(language, Passage::Opening).to_owned()),
    ]);
    for purpose in Purpose::ALL {
        entries.push(asked(language, purpose));
        if purpose == Purpose::AdvocacyBrief {
            entries.push(readers(language));
        }
    }
    entries.extend(understood(language));
    entries.push(lines(words::until(language), consent::until_hint(language), 1));
    Form {
        title: words::consent(language).to_owned(),
        script: consent::script(language).to_owned(),
        entries,
    }
}

/// How old she is and who agrees with her; who else can be recognised.
fn about_her(language: PageLanguage) -> [Entry; 7] {
    let guardians = [talk_words::guardian_agrees(language), talk_words::guardian_mature(language)];
    [
        tick(talk_words::age(language), "", talk::ages(language)),
        heading(words::if_minor(language)),
        Entry::Say(talk_words::minor(language).to_owned()),
        Entry::Tick {
            label: talk_words::guardian(language).to_owned(),
            hint: String::new(),
            options: guardians.map(str::to_owned).to_vec(),
        },
        lines(
            talk_words::guardian_reason(language),
            talk_words::guardian_reason_hint(language),
            2,
        ),
        heading(words::others(language)),
        tick(
            talk_words::others(language),
            &words::follows(
                language,
                talk_words::others_not_agreed(language),
                talk_words::others_stay(language),
            ),
            talk::others(language),
        ),
    ]
}

/// A purpose: what is said to her, her answer, and a last day of its own if she wants.
fn asked(language: PageLanguage, purpose: Purpose) -> Entry {
    let lifetime = purpose.lifetime();
    Entry::Picture {
        outline: outline(purpose),
        label: purpose_label(language, purpose),
        said: aloud::said(language, Passage::Purpose(purpose)).to_owned(),
        options: [words::yes(language), words::no(language), consent::later(language)]
            .map(str::to_owned)
            .to_vec(),
        line: words::own_until(language, lifetime.longest, lifetime.shipped),
    }
}

/// To whom a yes to advocacy goes.
fn readers(language: PageLanguage) -> Entry {
    let classes = Addressee::of_advocacy().map(|class| addressee(language, class).1.to_owned());
    Entry::Tick {
        label: talk_words::classes(language).to_owned(),
        hint: String::new(),
        options: classes.collect(),
    }
}

/// Whether she understood, how she said it and before whom.
fn understood(language: PageLanguage) -> [Entry; 3] {
    let manners = manners(language).map(|(_, name, words)| (name.to_owned(), words.to_owned()));
    [
        tick(
            talk_words::teach_back(language),
            &words::follows(
                language,
                talk_words::not_understood(language),
                talk_words::not_understood_grants(language),
            ),
            talk::teach_backs(language),
        ),
        tick(words::manner(language), "", manners.to_vec()),
        lines(talk_words::witness(language), talk_words::witness_hint(language), 1),
    ]
}

/// Boxes for the answers of a form, without their names in it.
fn tick(label: &str, hint: &str, answers: Vec<(String, String)>) -> Entry {
    Entry::Tick {
        label: label.to_owned(),
        hint: hint.to_owned(),
        options: answers.into_iter().map(|(_, words)| words).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::form;
    use crate::briefs::addressee;
    use crate::stories::record::aloud;
    use crate::stories::{manners, purpose_label, talk};
    use crate::words::{consent, paper as words, talk as talk_words};
    use archive::desk::programmes::paper::Entry;
    use method::brief::Addressee;
    use method::consent::Purpose;
    use method::language::PageLanguage;
    use method::sound::Passage;

    /// What stands on the sheet, each text by itself.
    fn printed(language: PageLanguage) -> Vec<String> {
        let form = form(language);
        let texts = form.entries.into_iter().flat_map(|entry| match entry {
            Entry::Heading(words) | Entry::Say(words) => vec![words],
            Entry::Write { label, hint, .. } => vec![label, hint],
            Entry::Tick { label, hint, options } => [vec![label, hint], options].concat(),
            Entry::Picture {
                label,
                said,
                options,
                line,
                ..
            } => [vec![label, said, line], options].concat(),
            Entry::Tally { .. } => Vec::new(),
        });
        texts.chain([form.title, form.script]).collect()
    }

    #[test]
    fn the_sheet_asks_everything_that_a_yes_needs() {
        for language in PageLanguage::ALL {
            let printed = printed(language);
            let mut asked = vec![
                talk_words::age(language),
                talk_words::guardian(language),
                talk_words::guardian_agrees(language),
                talk_words::guardian_mature(language),
                talk_words::guardian_reason(language),
                talk_words::others(language),
                talk_words::teach_back(language),
                talk_words::witness(language),
                consent::script(language),
                consent::until_hint(language),
                words::until(language),
                talk_words::classes(language),
                consent::later(language),
            ];
            asked.extend(Addressee::of_advocacy().map(|class| addressee(language, class).1));
            asked.extend(manners(language).map(|(.., words)| words));
            asked.extend(Passage::of_talk().map(|passage| aloud::said(language, passage)));
            for words in asked {
                assert!(printed.iter().any(|one| one == words), "{language:?} {words}");
            }
            let answers = [talk::ages(language), talk::others(language), talk::teach_backs(language)].concat();
            let labels = Purpose::ALL.map(|purpose| (String::new(), purpose_label(language, purpose)));
            for (_, words) in answers.into_iter().chain(labels) {
                assert!(printed.contains(&words), "{language:?} {words}");
            }
        }
    }

    #[test]
    fn each_purpose_has_a_line_for_a_day_of_its_own_with_its_bounds() {
        for language in PageLanguage::ALL {
            let printed = printed(language);
            for purpose in Purpose::ALL {
                let lifetime = purpose.lifetime();
                let line = words::own_until(language, lifetime.longest, lifetime.shipped);
                assert!(
                    printed.contains(&line) && line.contains(&lifetime.longest.to_string()),
                    "{line}"
                );
            }
        }
    }
}
