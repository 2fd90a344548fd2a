use super::*;
use crate::pdf::set;
use crate::pdf::tests::{has, words};
use crate::sample::hostile;
use proptest::prelude::*;

fn texts(language: PageLanguage) -> [&'static str; 4] {
    match language {
        PageLanguage::French => ["Question", "Avez-vous changé ?", "Oui", "Santé"],
        PageLanguage::Arabic => ["السؤال", "ما الذي تغير؟", "نعم", "الصحة"],
        PageLanguage::English => ["Question", "What has changed?", "Yes", "Health"],
    }
}

/// A kit with one of each entry.
fn sample(language: PageLanguage) -> Kit {
    let [heading, question, yes, health] = texts(language).map(str::to_owned);
    let hint = String::new();
    let entries = vec![
        Entry::Heading(heading.clone()),
        Entry::Write {
            label: question.clone(),
            hint: hint.clone(),
            lines: 12,
        },
        Entry::Tick {
            label: question.clone(),
            hint,
            options: vec![yes.clone()],
        },
        Entry::Picture {
            outline: "M4 24h40M24 4v40",
            label: health.clone(),
            said: "« A »".into(),
            options: vec![yes.clone(), heading.clone()],
            line: "B".into(),
        },
        Entry::Say("C".into()),
        Entry::Tally {
            head: [heading.clone(), question.clone(), yes.clone()],
            rows: vec![health.clone(); 3],
        },
    ];
    Kit {
        title: heading.clone(),
        language,
        cards_title: heading.clone(),
        cards: vec![
            Card {
                heading: health,
                question,
                outline: Some("M4 24h40"),
            };
            5
        ],
        forms: vec![Form {
            title: heading,
            script: yes,
            entries,
        }],
        foot: "•".into(),
    }
}

fn printed(kit: &Kit) -> Vec<String> {
    set(source(kit))
        .unwrap()
        .pages()
        .iter()
        .map(|page| words(&page.frame))
        .collect()
}

#[test]
fn a_kit_is_tagged_universal_and_in_its_language() {
    for language in PageLanguage::ALL {
        let file = kit(&sample(language)).unwrap();
        for part in [
            "/StructTreeRoot",
            "/Marked true",
            "pdfuaid:part>1<",
            &format!("/Lang({})", language.tag()),
        ] {
            assert!(has(&file, part), "{language:?} {part}");
        }
        for part in ["/Author", "/CreationDate", "/ModDate"] {
            assert!(!has(&file, part), "{part}");
        }
    }
    let side = |language| has(&kit(&sample(language)).unwrap(), "/Direction/R2L");
    assert_eq!(PageLanguage::ALL.map(side), [false, true, false]);
}

#[test]
fn everything_that_is_asked_is_printed() {
    let pages = printed(&sample(PageLanguage::French));
    let form = pages.last().unwrap();
    for part in texts(PageLanguage::French) {
        assert!(form.contains(part), "{part}: {form}");
    }
    for part in ["« A »", "B", "C"] {
        assert!(form.contains(part), "{part}: {form}");
    }
    assert_eq!(pages.concat().matches("Avez-vous changé").count(), 5 + 3);
}

#[test]
fn a_card_is_never_cut_by_the_edge_of_a_page() {
    let question = "Qu’est-ce qui a changé pour vous depuis six mois ? ".repeat(6);
    let cards = ["un", "deux", "trois", "quatre"].map(|heading| Card {
        heading: heading.into(),
        question: format!("{question} fin {heading}."),
        outline: (heading == "trois").then_some("M24 4v40"),
    });
    let pages = printed(&Kit {
        cards: cards.to_vec(),
        ..sample(PageLanguage::French)
    });
    for heading in ["un", "deux", "trois", "quatre"] {
        let ends: Vec<usize> = (0..pages.len())
            .filter(|page| pages[*page].contains(&format!("fin {heading}.")))
            .collect();
        assert_eq!(ends.len(), 1);
        assert!(
            pages[ends[0]].contains(&format!("{heading}Qu")),
            "{heading} begins where it ends"
        );
    }
}

#[test]
fn the_same_kit_gives_the_same_bytes() {
    for language in PageLanguage::ALL {
        assert_eq!(kit(&sample(language)), kit(&sample(language)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_words_can_be_printed(words in hostile()) {
        let mut any = sample(PageLanguage::French);
        any.cards = vec![Card { heading: words.clone(), question: words.clone(), outline: Some("M24 4v40") }];
        any.forms[0].script = words.clone();
        any.forms[0].entries.push(Entry::Say(words.clone()));
        any.forms[0].entries.push(Entry::Picture {
            outline: "M4 24h40",
            label: words.clone(),
            said: words.clone(),
            options: vec![words.clone()],
            line: words.clone(),
        });
        any.forms[0].entries.push(Entry::Tick { label: words.clone(), hint: words.clone(), options: vec![words] });
        prop_assert!(kit(&any).is_ok());
    }
}
