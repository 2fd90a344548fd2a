//! `hikaya brief attack`: numbers alone, no word of a brief.

use super::{Attack, Failure, access};
use archive::desk::briefs::BriefsError;
use method::anonymise::intruder::{Attack as Found, Odds};
use std::fmt::Write as _;

/// Who asks in a demonstration, unless somebody else is named.
const DEMONSTRATION_LOGIN: &str = "rajae";

pub(super) async fn attack(asked: Attack) -> Result<(), Failure> {
    let archive = access::open(asked.data.data).await?;
    let login = access::named(&archive, asked.login.as_deref(), DEMONSTRATION_LOGIN).await?;
    let person = access::act_as(&archive, &login).await?;
    let programme = person.memberships.first().ok_or(Failure::NoBrief)?.programme;
    let found = archive.briefs().attack(&person.actor, programme, asked.id).await;
    archive.close().await;
    let found = found.map_err(|error| match error {
        BriefsError::Fault(fault) => Failure::Archive(fault),
        _ => Failure::NoBrief,
    })?;
    print!("{}", lines(&found));
    Ok(())
}

/// A line for each quotation in the order of the brief, each teller with all that is quoted of her, and the whole.
fn lines(found: &Found) -> String {
    let mut all = String::new();
    // Writing to a String cannot fail.
    let mut line = |what: String, odds: &Odds| {
        let mark = if odds.is_unsafe() { " unsafe" } else { "" };
        let _ = writeln!(all, "{what} 1 in {}{mark}", odds.one_in());
    };
    for (place, odds) in found.quotations.iter().enumerate() {
        line(format!("quotation {}", place + 1), odds);
    }
    for (place, odds) in found.tellers.iter().enumerate() {
        line(format!("teller {}", place + 1), odds);
    }
    match found.over_all() {
        Some(odds) => line("over all".to_owned(), &odds),
        None => all.push_str("quotes nobody\n"),
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::anonymise::intruder::{Quoted, attack};
    use method::anonymise::jigsaw::{Attribute, Profile, Shown};
    use std::collections::BTreeMap;

    #[test]
    fn numbers_are_printed_and_nothing_else() {
        let age = |n: usize| Profile::from([(Attribute::Age, vec![if n < 4 { "young" } else { "old" }.to_owned()])]);
        let known: BTreeMap<usize, Profile> = (0..12).map(|n| (n, age(n))).collect();
        let shown = Shown::from([(Attribute::Age, 0)]);
        let brief = [0, 5].map(|teller| Quoted {
            teller,
            shown: shown.clone(),
        });
        let expected = "quotation 1 1 in 4 unsafe\nquotation 2 1 in 8\nteller 1 1 in 4 unsafe\nteller 2 1 in 8\nover all 1 in 5 unsafe\n";
        assert_eq!(lines(&attack(&brief, &known)), expected);
        assert_eq!(lines(&Found::default()), "quotes nobody\n");
    }
}
