//! Claims, means and verdicts.

use super::*;
use crate::language::Language;
use crate::story::{LayerKind, Telling};
use chrono::{DateTime, Utc};
use uuid::Uuid;

const NO: Reachable = Reachable {
    may_be_contacted: false,
    heard_it_read: false,
};

fn layer(n: u128) -> Layer {
    Layer {
        id: LayerId::new(Uuid::from_u128(n)),
        kind: LayerKind::Verbatim,
        language: Language::French,
        author: AccountId::new(Uuid::nil()),
        at: DateTime::<Utc>::MIN_UTC,
        reason: String::new(),
        telling: Telling {
            title: "Titre.".into(),
            context: "Je n’avais rien.".into(),
            description: "J’ai obtenu ma carte. Le guichet m’a reçue !\nJ’ai dormi.".into(),
            significance: "J’existe.".into(),
        },
    }
}

fn houda() -> (AccountId, NaiveDate) {
    (
        AccountId::new(Uuid::from_u128(7)),
        NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"),
    )
}

fn found(means: Means, finding: Finding) -> Answer {
    Answer {
        means: Some(means),
        finding: Some(finding),
    }
}

fn sheet(answers: &[(usize, Answer)]) -> Result<Sheet, Vec<(usize, NotChecked)>> {
    Sheet::filled(&layer(1), None, &answers.iter().copied().collect(), NO, houda())
}

#[test]
fn each_sentence_of_what_was_told_can_be_a_claim_and_the_title_cannot() {
    let layer = layer(1);
    let words: Vec<String> = Sentence::all(&layer).into_iter().map(|one| one.words(&layer)).collect();
    assert_eq!(
        words,
        [
            "Je n’avais rien.",
            "J’ai obtenu ma carte.",
            "Le guichet m’a reçue !",
            "J’ai dormi.",
            "J’existe."
        ]
    );
}

#[test]
fn the_verdict_follows_from_what_was_found() {
    use Finding::{Confirmed, Corrected, NotCheckable, NotConfirmed};
    for (findings, verdict) in [
        (vec![], Verdict::Open),
        (vec![None], Verdict::Open),
        (vec![Some(Confirmed), None], Verdict::Open),
        (vec![Some(Confirmed), Some(Corrected)], Verdict::Verified),
        (vec![Some(Confirmed), Some(NotCheckable)], Verdict::InPart),
        (vec![Some(Corrected), Some(NotConfirmed)], Verdict::InPart),
        (vec![Some(NotConfirmed), Some(NotCheckable)], Verdict::NotConfirmed),
        (vec![Some(NotCheckable)], Verdict::NotCheckable),
    ] {
        let answers = findings.iter().map(|finding| Answer {
            means: finding.map(|_| Means::Consistency),
            finding: *finding,
        });
        let answers: Vec<_> = answers.enumerate().collect();
        let sheet = sheet(&answers).expect("a sheet");
        assert_eq!(sheet.verdict(layer(1).id), verdict, "{findings:?}");
        assert_eq!(sheet.verdict(layer(2).id), Verdict::Open, "another text was not checked");
    }
}

#[test]
fn what_needs_her_is_closed_while_she_does_not_allow_contact() {
    let reached = |may_be_contacted, heard_it_read| Reachable {
        may_be_contacted,
        heard_it_read,
    };
    for (teller, open) in [
        (reached(false, false), [false, true, true, false]),
        (reached(false, true), [true, true, true, false]),
        (reached(true, false), [true; 4]),
    ] {
        assert_eq!(Means::ALL.map(|means| means.is_open(teller)), open);
    }
    let asked = [
        (1, found(Means::FollowUp, Finding::Confirmed)),
        (2, found(Means::ServiceFact, Finding::Confirmed)),
    ];
    assert_eq!(sheet(&asked), Err(vec![(1, NotChecked::DoNotContact)]));
}

#[test]
fn a_finding_says_how_it_was_found() {
    let only_finding = Answer {
        finding: Some(Finding::Confirmed),
        ..Answer::default()
    };
    let only_means = Answer {
        means: Some(Means::Consistency),
        ..Answer::default()
    };
    assert_eq!(
        sheet(&[(0, only_finding), (3, only_means)]),
        Err(vec![(0, NotChecked::Half), (3, NotChecked::Half)])
    );
    let none = sheet(&[(0, found(Means::FollowUp, Finding::NotCheckable))]).expect("a sheet");
    assert_eq!(
        none.claims[0].check.and_then(|check| check.means),
        None,
        "no means told anything"
    );
}

#[test]
fn what_was_found_keeps_its_finder_and_stays_when_she_closes_the_door_later() {
    let open = Reachable {
        may_be_contacted: true,
        heard_it_read: false,
    };
    let answers = BTreeMap::from([(1, found(Means::FollowUp, Finding::Confirmed))]);
    let first = Sheet::filled(&layer(1), None, &answers, open, houda()).expect("a sheet");
    let zineb = (AccountId::new(Uuid::from_u128(8)), houda().1.succ_opt().expect("a day"));
    let answers = BTreeMap::from([
        (1, found(Means::FollowUp, Finding::Confirmed)),
        (2, found(Means::Consistency, Finding::Corrected)),
    ]);
    let second = Sheet::filled(&layer(1), Some(&first), &answers, NO, zineb).expect("a sheet");
    let finders = second
        .claims
        .iter()
        .map(|claim| claim.check.map(|check| (check.by, check.on)));
    assert_eq!(finders.collect::<Vec<_>>(), [Some(houda()), Some(zineb)]);
    assert_eq!(
        Sheet::filled(&layer(2), Some(&first), &answers, NO, zineb),
        Err(vec![(1, NotChecked::DoNotContact)]),
        "another text begins anew"
    );
}

#[test]
fn names_lead_back() {
    for means in Means::ALL {
        assert_eq!(Means::of(means.name()), Some(means));
    }
    for finding in Finding::ALL {
        assert_eq!(Finding::of(finding.name()), Some(finding));
    }
    assert_eq!(Means::of("police"), None);
}
