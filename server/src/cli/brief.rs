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

/// A line for each quotation in the order of the brief, each teller with all that is known to be quoted of her, and the whole. What
/// nobody has recorded gives no number.
fn lines(found: &Found) -> String {
    if found.quotations.is_empty() {
        return "quotes nobody\n".to_owned();
    }
    let mut all = String::new();
    // Writing to a String cannot fail.
    let mut line = |what: String, odds: Option<Odds>| {
        let _ = match odds {
            Some(odds) if odds.is_unsafe() => writeln!(all, "{what} 1 in {} unsafe", odds.one_in()),
            Some(odds) => writeln!(all, "{what} 1 in {}", odds.one_in()),
            None => writeln!(
                all,
                "{what} not known: nobody has recorded what it shows or what is known of her"
            ),
        };
    };
    for (place, odds) in found.quotations.iter().enumerate() {
        line(format!("quotation {}", place + 1), *odds);
    }
    for (place, odds) in found.tellers.iter().enumerate() {
        line(format!("teller {}", place + 1), Some(*odds));
    }
    if found.unknown == 0 {
        line("over all".to_owned(), found.over_all());
    } else {
        let _ = writeln!(
            all,
            "over all not known: nobody has recorded enough of {} of the tellers",
            found.unknown
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::anonymise::intruder::{Quoted, attack};
    use method::anonymise::jigsaw::{Attribute, Profile, Shown, Woman};
    use std::collections::BTreeMap;

    #[test]
    fn numbers_are_printed_and_nothing_else() {
        let age = |n: usize| Profile::from([(Attribute::Age, vec![if n < 4 { "young" } else { "old" }.to_owned()])]);
        let known: BTreeMap<usize, Woman> = (0..12).map(|n| (n, Woman::from(age(n)))).collect();
        let shown = Shown::from([(Attribute::Age, 0)]);
        let mut brief = [0, 5].map(|teller| Quoted {
            teller,
            told: age(teller),
            shown: Some(shown.clone()),
        });
        let expected = "quotation 1 1 in 4 unsafe\nquotation 2 1 in 8\nteller 1 1 in 4 unsafe\nteller 2 1 in 8\nover all 1 in 5 unsafe\n";
        assert_eq!(lines(&attack(&brief, &known)), expected);
        assert_eq!(lines(&Found::default()), "quotes nobody\n");
        brief[1].shown = None;
        let expected = "quotation 1 1 in 4 unsafe\n\
            quotation 2 not known: nobody has recorded what it shows or what is known of her\n\
            teller 1 1 in 4 unsafe\n\
            over all not known: nobody has recorded enough of 1 of the tellers\n";
        assert_eq!(lines(&attack(&brief, &known)), expected);
    }
}
