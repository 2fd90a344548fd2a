//! The talk about consent, as forms ask for it: her age, who else can be recognised, whether she understood, before whom she spoke.
//! The same fields stand where a story is recorded, where its consent is changed and where she comes back.

use crate::briefs::addressee;
use crate::form::FormState;
use crate::parts::field::{Kind, choices, field, opening};
use crate::parts::notice::warning;
use crate::stories::manners;
use crate::words::{consent as purposes, talk as words};
use leptos::prelude::*;
use method::brief::Addressee;
use method::consent::{AgeGroup, Lack, Limit, Others, Purpose, TeachBack};
use method::language::PageLanguage;
use method::recording::{CLASS, CLASSES_ASKED, lack_field};
use std::collections::BTreeSet;

/// What is read aloud about a purpose, and its picture for whoever does not read: an outline in a square of 48.
pub(crate) fn told(language: PageLanguage, purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::CareTeam => (
            words::aloud_care_team(language),
            "M24 42C8 31 6 22 8 16a8 8 0 0 1 16-1a8 8 0 0 1 16 1c2 6 0 15-16 26zM24 20v12M18 26h12",
        ),
        Purpose::SitePanel => (
            words::aloud_site_panel(language),
            "M12 28a12 6 0 1 0 24 0a12 6 0 1 0-24 0M20 10a4 4 0 1 0 8 0a4 4 0 1 0-8 0M3 24a4 4 0 1 0 8 0a4 4 0 1 0-8 0M37 24a4 4 0 1 0 8 0a4 4 0 1 0-8 0M20 42a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
        ),
        Purpose::NationalPanel => (
            words::aloud_national_panel(language),
            "M4 24a20 20 0 1 0 40 0a20 20 0 1 0-40 0M16 18a3 3 0 1 0 6 0a3 3 0 1 0-6 0M28 24a3 3 0 1 0 6 0a3 3 0 1 0-6 0M17 33a3 3 0 1 0 6 0a3 3 0 1 0-6 0M21 20l8 3M19 21l1 9M29 26l-7 5",
        ),
        Purpose::DonorReport => (
            words::aloud_donor_report(language),
            "M10 4h20l8 8v32H10zM30 4v8h8M16 22h16M16 29h16M16 36h9",
        ),
        Purpose::AdvocacyBrief => (
            words::aloud_advocacy_brief(language),
            "M6 20v9h8l18 10V10L14 20zM14 29l3 12h5l-3-10M37 18c3 3 3 10 0 13",
        ),
        Purpose::Public => (
            words::aloud_public(language),
            "M5 9h30v32H9a4 4 0 0 1-4-4zM35 17h8v20a4 4 0 0 1-8 0M11 16h18v8H11zM11 30h18M11 35h18",
        ),
        Purpose::Training => (
            words::aloud_training(language),
            "M6 6h36v24H6zM24 30v5M12 43a4 4 0 0 1 8 0M28 43a4 4 0 0 1 8 0M13 14h18M13 21h11",
        ),
        Purpose::AudioKept => (
            words::aloud_audio_kept(language),
            "M18 10a6 6 0 0 1 12 0v12a6 6 0 0 1-12 0zM11 22a13 13 0 0 0 26 0M24 35v8M16 43h16",
        ),
        Purpose::Contact => (
            words::aloud_contact(language),
            "M15 4h18a3 3 0 0 1 3 3v34a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3zM12 10h24M12 36h24M22 40h4",
        ),
    }
}

/// How old she is and who agrees with her; who else can be recognised. What follows from an answer is said below it.
pub(crate) fn about_her(language: PageLanguage, form: &FormState) -> AnyView {
    let guardians = vec![
        ("agrees".to_owned(), words::guardian_agrees(language).to_owned()),
        ("mature".to_owned(), words::guardian_mature(language).to_owned()),
    ];
    view! {
        {opening(form, "age", words::age(language), ages(language), true, &["16_17", "under_16"])}
        <div class="opened stack">
            {warning(words::minor(language))}
            {choices(form, "guardian", words::guardian(language), guardians, false)}
            {field(form, "guardian_reason", Kind::Text, words::guardian_reason(language), Some(words::guardian_reason_hint(language)))}
        </div>
        {opening(form, "others", words::others(language), others(language), false, &["not_agreed"])}
        <div class="opened">{warning(words::others_stay(language))}</div>
    }
    .into_any()
}

/// Whether she understood, how she said it and before whom.
pub(crate) fn understood(language: PageLanguage, form: &FormState) -> AnyView {
    let manners = manners(language)
        .map(|(_, value, words)| (value.to_owned(), words.to_owned()))
        .to_vec();
    view! {
        {opening(form, "teach_back", words::teach_back(language), teach_backs(language), true, &["not_understood"])}
        <div class="opened">{warning(words::not_understood_grants(language))}</div>
        {choices(form, "manner", purposes::manner(language), manners, true)}
        {field(form, "witness", Kind::Text, words::witness(language), Some(words::witness_hint(language)))}
    }
    .into_any()
}

/// To which classes of readers a yes to advocacy goes: none is ticked until she names it. The form says that it asks, so that a yes to
/// nobody is told from one of a form that did not ask.
pub(crate) fn classes(language: PageLanguage, form: &FormState) -> AnyView {
    let said = form.typed.all(CLASS);
    let error = form.error(CLASS);
    let invalid = error.is_some();
    let boxes = Addressee::of_advocacy().enumerate().map(|(index, class)| {
        let (name, words) = addressee(language, class);
        let (id, checked) = ((index == 0).then_some(CLASS), said.iter().any(|one| one == name));
        view! {
            <label class="choice"><input type="checkbox" id=id name=CLASS value=name checked=checked/>
                <span class="choice-text">{words}</span></label>
        }
    });
    view! {
        <fieldset class="choices" data-invalid=invalid>
            <legend>{words::classes(language)}</legend>
            {error.map(|error| view! { <p class="field-error">{error}</p> })}
            {boxes.collect_view()}
            <input type="hidden" name=CLASSES_ASKED value="yes"/>
        </fieldset>
    }
    .into_any()
}

/// The classes of readers that she named, one after the other.
pub(crate) fn named(language: PageLanguage, classes: &BTreeSet<Addressee>) -> String {
    let named: Vec<&str> = classes.iter().map(|class| addressee(language, *class).1).collect();
    purposes::readers(language, named.join(" · "))
}

/// Answers to how old she is: name in forms, words.
pub(crate) fn ages(language: PageLanguage) -> Vec<(String, String)> {
    let named = |age: AgeGroup| match age {
        AgeGroup::Adult => words::adult(language),
        AgeGroup::SixteenOrSeventeen => words::sixteen(language),
        AgeGroup::UnderSixteen => words::younger(language),
    };
    AgeGroup::ALL
        .map(|age| (age.name().to_owned(), named(age).to_owned()))
        .to_vec()
}

/// Answers to who else can be recognised: name in forms, words.
pub(crate) fn others(language: PageLanguage) -> Vec<(String, String)> {
    let named = |others: Others| match others {
        Others::Nobody => words::others_nobody(language),
        Others::Agreed => words::others_agreed(language),
        Others::NotAgreed => words::others_not_agreed(language),
    };
    Others::ALL.map(|one| (one.name().to_owned(), named(one).to_owned())).to_vec()
}

/// Answers to the teach-back question: name in forms, words.
pub(crate) fn teach_backs(language: PageLanguage) -> Vec<(String, String)> {
    let named = |teach_back: TeachBack| match teach_back {
        TeachBack::Understood => words::understood(language),
        TeachBack::ExplainedAgain => words::explained_again(language),
        TeachBack::NotUnderstood => words::not_understood(language),
    };
    TeachBack::ALL
        .map(|one| (one.name().to_owned(), named(one).to_owned()))
        .to_vec()
}

/// The field that a yes lacks, and the sentence beside it.
pub(crate) fn lack(language: PageLanguage, lack: Lack) -> (&'static str, &'static str) {
    let sentence = match lack {
        Lack::TeachBack => words::teach_back_needed(language),
        Lack::Witness => words::witness_needed(language),
        Lack::Age => words::age_needed(language),
        Lack::Guardian => words::guardian_needed(language),
        Lack::Others => words::others_needed(language),
        Lack::PublicForMinor => words::public_for_minor(language),
        Lack::Classes => words::classes_needed(language),
        Lack::TooLong => words::too_long(language),
    };
    (lack_field(lack), sentence)
}

/// Why a yes does not count, as a badge says it.
pub(crate) fn held(language: PageLanguage, limit: Limit) -> &'static str {
    match limit {
        Limit::NotUnderstood => words::held_not_understood(language),
        Limit::NoGuardian => words::held_no_guardian(language),
        Limit::Minor => words::held_minor(language),
        Limit::Others => words::held_others(language),
    }
}
