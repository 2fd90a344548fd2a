use super::*;
use crate::coding::Passage;
use crate::excerpt::Excerpt;
use crate::id::LayerId;
use crate::story::TextPart;
use proptest::prelude::*;
use uuid::Uuid;

use IdentifierKind::{Date, Location, Person, Phone};

/// The first places of words in a text, as a search for identifiers would find them.
fn finds(text: &str, words: &[(&str, IdentifierKind)]) -> Vec<(usize, usize, IdentifierKind)> {
    let place = |(word, kind): &(&str, IdentifierKind)| {
        let start = text[..text.find(word).unwrap()].chars().count();
        (start, start + word.chars().count(), *kind)
    };
    words.iter().map(place).collect()
}

fn replaced(text: &str, language: Language, words: &[(&str, IdentifierKind)], register: &mut Register) -> String {
    let marks = suggest(text, language, &finds(text, words), register);
    let letters = text.chars().count();
    let whole = Passage::new(LayerId::new(Uuid::nil()), TextPart::Context, text, 0, letters).unwrap();
    Excerpt::new(whole, text, marks).unwrap().render(text).unwrap()
}

#[test]
fn one_person_has_one_pseudonym_in_every_part_of_her_story() {
    let mut register = Register::new(0);
    let context = "Aïcha Benali est venue à Tanger le 3 mai.";
    assert_eq!(
        replaced(
            context,
            Language::French,
            &[("Aïcha Benali", Person), ("Tanger", Location), ("3 mai", Date)],
            &mut register
        ),
        "[Nour] est venue à [ville] le [date]."
    );
    let description = "AICHA a appelé Samira au 0612345678. Aicha pleurait.";
    assert_eq!(
        replaced(
            description,
            Language::French,
            &[("AICHA", Person), ("Samira", Person), ("0612345678", Phone)],
            &mut register
        ),
        "[Nour] a appelé [Ihsane] au [numéro de téléphone]. [Nour] pleurait."
    );
}

#[test]
fn arabic_names_are_the_same_with_prepositions_and_other_spellings() {
    let mut register = Register::new(0);
    let text = "التقيت بأمينة في طنجة، ثم جاءت امينه وقلتُ لأَمينة: نعم";
    assert_eq!(
        replaced(
            text,
            Language::Arabic,
            &[("بأمينة", Person), ("امينه", Person), ("طنجة", Location)],
            &mut register
        ),
        "التقيت ب[نور] في [مدينة]، ثم جاءت [نور] وقلتُ ل[نور]: نعم"
    );
    assert_eq!(register.get(Person, "وأَمِينَة"), Some("نور"));
}

#[test]
fn two_persons_of_one_first_name_are_kept_apart() {
    let mut register = Register::new(0);
    let text = "Amina Rami et Amina Benali. Puis Amina, et M. Benali.";
    let shown = replaced(
        text,
        Language::French,
        &[
            ("Amina Rami", Person),
            ("Amina Benali", Person),
            ("Amina,", Person),
            ("M. Benali", Person),
        ],
        &mut register,
    );
    let pseudonyms: BTreeSet<&str> = ["Amina Rami", "Amina Benali", "M. Benali"]
        .iter()
        .map(|name| register.get(Person, name).unwrap())
        .collect();
    assert_eq!(pseudonyms.len(), 3, "{shown}");
}

#[test]
fn a_second_full_name_is_another_person_though_the_first_name_was_known_before() {
    let mut register = Register::new(0);
    assert_eq!(
        replaced("Amina est là.", Language::French, &[("Amina", Person)], &mut register),
        "[Nour] est là."
    );
    let both = &[("Amina Rami", Person), ("Amina Benali", Person)];
    let shown = replaced("Amina Rami, Amina Benali, oui.", Language::French, both, &mut register);
    assert_eq!(shown, "[Nour], [Ihsane], oui.");
}

#[test]
fn a_name_that_stands_in_the_text_is_no_pseudonym() {
    let mut register = Register::new(0);
    let text = "Samira et Nour, puis Ihsane.";
    let shown = replaced(text, Language::French, &[("Samira", Person), ("Nour", Person)], &mut register);
    assert_eq!(shown, "[Wiam] et [Sabah], puis Ihsane.");
}

#[test]
fn the_pool_begins_elsewhere_for_another_story_and_does_not_end() {
    let mut register = Register::new(usize::MAX);
    let names: Vec<String> = (b'a'..=b'z').map(|letter| format!("Xx{}", char::from(letter))).collect();
    let text = names.join(", ");
    let words: Vec<(&str, IdentifierKind)> = names.iter().map(|name| (name.as_str(), Person)).collect();
    let marks = suggest(&text, Language::English, &finds(&text, &words), &mut register);
    let shown: BTreeSet<&str> = marks.iter().map(|mark| mark.with.as_str()).collect();
    assert_eq!(shown.len(), 26);
    assert_ne!(marks[0].with, "Nour");
    assert_eq!(marks[25].with, "person 26");
}

#[test]
fn the_teller_chooses_and_the_choice_gives_nobody_away() {
    let mut register = Register::new(0);
    assert_eq!(register.insert(Person, "Amina Benali", "Rose"), Ok(()));
    assert_eq!(
        register.insert(Person, "Amina Benali", "AMINA"),
        Err(NotAPseudonym::SaysTheName)
    );
    assert_eq!(register.insert(Person, "Samira", "rose"), Err(NotAPseudonym::Taken));
    assert_eq!(register.insert(Person, "Samira", " ! "), Err(NotAPseudonym::Blank));
    assert_eq!(register.insert(Person, "Samira", "[Rose]"), Err(NotAPseudonym::Unmarkable));
    let shown = replaced("Amina est là.", Language::French, &[("Amina", Person)], &mut register);
    assert_eq!(shown, "[Rose] est là.");
}

#[test]
fn a_person_with_several_names_keeps_one_pseudonym_when_it_changes() {
    let mut register = Register::new(0);
    replaced(
        "Amina Benali, puis Amina.",
        Language::French,
        &[("Amina Benali", Person)],
        &mut register,
    );
    assert!(register.is_also("Amina", "أمينة"));
    assert!(!register.is_also("Samira", "سميرة") && !register.is_also("Amina", " "));
    assert_eq!(register.get(Person, "لأمينة"), Some("Nour"));
    assert_eq!(register.insert(Person, "أمينة", "Benali"), Err(NotAPseudonym::SaysTheName));
    assert_eq!(register.insert(Person, "أمينة", "Rose"), Ok(()));
    let names = ["Amina", "Amina Benali", "بأمينة"].map(|name| register.get(Person, name));
    assert_eq!(names, [Some("Rose"); 3]);
}

#[test]
fn a_name_that_was_left_is_reported() {
    let mut register = Register::new(0);
    register.insert(Person, "أمينة", "نور").unwrap();
    register.insert(Location, "Derb Ghallef", "quartier").unwrap();
    assert_eq!(register.still_named(&Words::of("[نور] في [quartier]")), []);
    assert_eq!(register.still_named(&Words::of("قلت لأمينة")), [(5, 10, Person)]);
    assert_eq!(register.still_named(&Words::of("au derb-ghallef")), [(3, 15, Location)]);
}

#[test]
fn a_register_is_kept_whole_and_shows_no_name() {
    let mut register = Register::new(3);
    register.insert(Person, "Amina", "Rose").unwrap();
    let stored = serde_json::to_string(&register).unwrap();
    assert_eq!(serde_json::from_str::<Register>(&stored).unwrap(), register);
    assert_eq!(format!("{register:?}"), "Register(1 names)");
}

#[test]
fn finds_that_do_not_lie_in_the_text_or_overlap_are_left_out() {
    let found = [
        (0, 6, Person),
        (3, 8, Location),
        (9, 4, Person),
        (5, 5, Date),
        (7, 900, Date),
        (usize::MAX, 2, Date),
    ];
    let marks = suggest("Samira, hier", Language::French, &found, &mut Register::new(0));
    assert_eq!(marks.len(), 1);
    assert_eq!((marks[0].start, marks[0].end), (0, 6));
}

#[test]
fn a_long_story_is_answered_whole() {
    let text = "وقالت لها أمينة إن الطريق طويل. ".repeat(3_000);
    let marks = suggest(
        &text,
        Language::Arabic,
        &finds(&text, &[("أمينة", Person)]),
        &mut Register::new(0),
    );
    assert_eq!(marks.len(), 3_000);
}

proptest! {
    #[test]
    fn whatever_is_found_the_suggestions_are_an_excerpt_and_repeat_themselves(
        text in "[abوبلاأةنé' \u{64E}]{1,40}",
        found in prop::collection::vec((0usize..45, 0usize..45, 0usize..15), 0..8),
    ) {
        let found: Vec<_> = found.into_iter().map(|(start, end, kind)| (start, end, IdentifierKind::ALL[kind])).collect();
        let mut register = Register::new(0);
        let marks = suggest(&text, Language::Darija, &found, &mut register);
        let mut free = 0;
        for mark in &marks {
            prop_assert!(free <= mark.start && mark.start < mark.end && mark.end <= text.chars().count());
            prop_assert!(!mark.with.is_empty());
            free = mark.end;
        }
        prop_assert_eq!(suggest(&text, Language::Darija, &found, &mut register), marks);
    }
}
