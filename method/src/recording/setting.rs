//! What a sheet says of the setting of a telling, and a setting as a sheet says it.

use super::Sheet;
use crate::gathering::PlaceKind;
use crate::story::{CameBy, CameSince, Distress, HappenedAt, Interpreter, SaidBy, SentOn, Setting};

/// The setting of a sheet. What was not answered is none.
pub fn setting(sheet: &Sheet) -> Setting {
    let (answer, text) = (|name| sheet.get(name), |name| sheet.get(name).trim().to_owned());
    Setting {
        version: answer("setting").parse().unwrap_or(0),
        interpreter: Interpreter::from_name(&answer("interpreter")),
        told_at: PlaceKind::from_name(&answer("told_at")),
        happened_at: HappenedAt::from_name(&answer("happened_at")),
        came_by: CameBy::from_name(&answer("came_by")),
        came_since: CameSince::from_name(&answer("came_since")),
        contribution: text("contribution"),
        contribution_by: SaidBy::from_name(&answer("contribution_by")),
        notes: text("worker_notes"),
        distress: Distress::from_name(&answer("distress")),
        sent_on: SentOn::from_name(&answer("sent_on")),
    }
}

/// The answers with which a form begins that changes a setting; empty where nothing was noted.
pub fn setting_answers(setting: &Setting) -> [(&'static str, String); 11] {
    let Setting {
        version,
        interpreter,
        told_at,
        happened_at,
        came_by,
        came_since,
        contribution,
        contribution_by,
        notes,
        distress,
        sent_on,
    } = setting;
    let chosen = |name: Option<&'static str>| name.unwrap_or_default().to_owned();
    [
        ("setting", version.to_string()),
        ("interpreter", chosen(interpreter.map(Interpreter::name))),
        ("told_at", chosen(told_at.map(PlaceKind::name))),
        ("happened_at", chosen(happened_at.map(HappenedAt::name))),
        ("came_by", chosen(came_by.map(CameBy::name))),
        ("came_since", chosen(came_since.map(CameSince::name))),
        ("contribution", contribution.clone()),
        ("contribution_by", chosen(contribution_by.map(SaidBy::name))),
        ("worker_notes", notes.clone()),
        ("distress", chosen(distress.map(Distress::name))),
        ("sent_on", chosen(sent_on.map(SentOn::name))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(answers: &[(&str, String)]) -> Sheet {
        Sheet::new(
            answers
                .iter()
                .map(|(name, answer)| ((*name).to_owned(), answer.clone()))
                .collect(),
        )
    }

    #[test]
    fn a_setting_reads_as_it_was_filled_in() {
        let noted = Setting {
            version: 3,
            interpreter: Some(Interpreter::Hers),
            told_at: Some(PlaceKind::Outreach),
            happened_at: Some(HappenedAt::Authority),
            came_by: Some(CameBy::WordOfMouth),
            came_since: Some(CameSince::Longer),
            contribution: "le relais".into(),
            contribution_by: Some(SaidBy::Herself),
            notes: "elle parlait bas".into(),
            distress: Some(Distress::Some),
            sent_on: Some(SentOn::Declined),
        };
        assert_eq!(setting(&sheet(&setting_answers(&noted))), noted);
        assert_eq!(setting(&Sheet::default()), Setting::default());
        let wrong = [
            ("interpreter", "somebody".to_owned()),
            ("told_at", "12, rue du Port".to_owned()),
        ];
        assert_eq!(setting(&sheet(&wrong)), Setting::default(), "an address is no kind of place");
    }
}
