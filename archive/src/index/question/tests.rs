//! Questions as they are read: what is typed, and what is meant by it.

use super::{Join, PARTS, Part, Question};

/// A question as a line: `+` joins what must be there, `/` what may, `-` stands before what must not, `~` behind what need not.
fn shape(typed: &str) -> String {
    let question = Question::parse(typed);
    said(&question, &question.join, true)
}

fn said(question: &Question, join: &Join, is_outermost: bool) -> String {
    let several = |joined: &[Join], between: &str| {
        let each: Vec<_> = joined.iter().map(|join| said(question, join, false)).collect();
        each.join(between)
    };
    match join {
        Join::Part(number) => match &question.parts[*number] {
            Part::Word(word) => format!("{}{}", word.forms[0].1, if word.is_frequent { "~" } else { "" }),
            Part::Phrase(words) => format!("[{}]", words.join(" ")),
            Part::Beginning(beginning) => format!("{beginning}*"),
        },
        Join::All(joined) if is_outermost => several(joined, " "),
        Join::All(joined) => format!("({})", several(joined, " ")),
        Join::Any(joined) => format!("({})", several(joined, " / ")),
        Join::Not(join) => format!("-{}", said(question, join, false)),
    }
}

#[test]
fn words_phrases_beginnings_and_exclusions() {
    assert_eq!(shape("plainte police"), "plainte police");
    assert_eq!(shape("\"groupe de parole\" -prison"), "[groupe de parole] -prison");
    assert_eq!(shape("« groupe de parole »"), "[groupe de parole]");
    assert_eq!(shape("béné* 103-13"), "bene* [103 13]");
    assert_eq!(shape("-\"de la honte\""), "-[de la honte]");
    assert_eq!(shape("العنف، الأمان"), "العنف الامان");
}

#[test]
fn frequent_words_need_not_be_there_unless_they_are_all() {
    assert_eq!(shape("la garde des enfants"), "la~ garde des~ enfants");
    assert_eq!(shape("de la"), "de la");
}

#[test]
fn whatever_is_typed_is_a_question() {
    for (typed, meant) in [
        ("", ""),
        ("\"", ""),
        ("\"ouverte", "ouverte"),
        ("* - -- \"\" +", ""),
        ("x\"y", "x y"),
        ("\u{202e}mot\u{0}", "mot"),
        ("AND OR NOT", "and~ or~ not"),
        ("titre:(x OR y)^2~", "titre (x / y) 2"),
        ("mot mot", "mot"),
    ] {
        assert_eq!(shape(typed), meant, "{typed}");
    }
    assert!(Question::parse(&"mot ".repeat(5_000)).parts.len() == 1);
    let many: Vec<String> = (0..5_000).map(|n| format!("w{n}")).collect();
    assert!(Question::parse(&many.join(" ")).parts.len() == PARTS);
    assert!(Question::parse(&"ا".repeat(10_000)).parts.len() == 1);
}

#[test]
fn and_or_not_and_brackets_join() {
    for (typed, meant) in [
        ("plainte AND police", "plainte police"),
        ("couture OR argan", "(couture / argan)"),
        ("couture OU argan", "(couture / argan)"),
        ("justice NOT prison", "justice -prison"),
        ("justice AND NOT prison", "justice -prison"),
        ("justice SAUF (prison OU amende)", "justice -(prison / amende)"),
        ("chantage AND (photos OR menaces)", "chantage (photos / menaces)"),
        ("a1 b1 OR c1", "((a1 b1) / c1)"),
        ("((mot))", "mot"),
        ("(((mot", "mot"),
        ("mot)))", "mot"),
        (") mot (", "mot"),
        ("OR mot AND", "mot"),
        ("NOT", "not"),
        ("mot NOT", "mot"),
        ("-(mot)", "-mot"),
        ("- -mot", "-mot"),
        ("mot OR mot", "mot"),
        ("()", ""),
    ] {
        assert_eq!(shape(typed), meant, "{typed}");
    }
    assert_eq!(shape(&format!("{}mot", "(".repeat(5_000))), "");
    assert_eq!(shape(&format!("{}mot", "(".repeat(50))), "mot");
}
