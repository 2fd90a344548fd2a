//! What the letter says. It is made of the register of issues alone: no word of a story, no reason, no teller.

use crate::briefs::addressee;
use crate::parts::day::spelled;
use crate::parts::paper::{line, plain};
use crate::words::recall_letter as words;
use archive::desk::briefs::Recall;
use archive::desk::paper::Paper;
use chrono::NaiveDate;
use method::brief::{Addressee, quoted};
use method::language::PageLanguage;

/// The letter in a language, as it is written on a day.
pub(super) fn worded(language: PageLanguage, recall: &Recall, today: NaiveDate) -> Paper {
    let issue = &recall.issue;
    let project = plain(&recall.project);
    let (_, class) = addressee(language, issue.to.class);
    let to = match issue.to.words.as_str() {
        "" => class.to_owned(),
        exactly => format!("{class} ({})", plain(exactly)),
    };
    let mut out = String::new();
    line!(out, "{}\n\n{}\n", words::to(language, to), spelled(language, today));
    line!(
        out,
        "{}\n\n{}\n",
        words::greeting(language),
        words::we_sent(language, &project)
    );
    let title = quoted(&plain(&issue.title), issue.language.language());
    line!(out, "- **{}** : {title}", words::name(language));
    if let Some(version) = issue.version {
        line!(out, "- **{}** : {version}", words::version(language));
    }
    let day = spelled(language, issue.at.date_naive());
    line!(out, "- **{}** : {day}", words::day(language));
    line!(out, "- **{}** : {}\n", words::files(language), plain(&issue.name));
    if recall.places.is_empty() {
        line!(out, "{}\n", words::gone_whole(language));
    } else {
        line!(out, "{}\n", words::gone(language));
        for place in &recall.places {
            line!(out, "- {}", words::quotation(language, place));
        }
        out.push('\n');
    }
    line!(out, "{}\n", words::we_ask(language));
    for (number, asked) in (1..).zip(asked(language, issue.to.class)) {
        line!(out, "{number}. {asked}");
    }
    line!(out, "\n{}\n\n{}", words::confirm(language), words::signed(language, &project));
    Paper {
        title: words::title(language).to_owned(),
        language,
        markdown: out,
        foot: words::foot(language).to_owned(),
    }
}

/// What its readers are asked for; who publishes is asked to take back what was published.
fn asked(language: PageLanguage, class: Addressee) -> Vec<&'static str> {
    let used = match class {
        Addressee::Press | Addressee::Public => words::unpublish(language),
        _ => words::strike(language),
    };
    vec![
        words::delete(language),
        used,
        words::pass_on(language),
        words::replace(language),
    ]
}
