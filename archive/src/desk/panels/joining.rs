//! Taking a seat by code, from an address that may not guess for long.

use super::{Kept, Panels, PanelsError, Ticket, find, save};
use crate::clock::random_id;
use crate::desk::tries::Tries;
use crate::keys::Keys;
use crate::store::documents::{self as rows, Document};
use crate::store::{Tx, join_codes};
use method::id::{ProgrammeId, SeatId};
use method::letters::digits;
use method::limit::Limit;
use method::panel::Category;
use std::net::IpAddr;

/// Wrong codes that may come from one address: a clinic's telephones share one.
const FROM_AN_ADDRESS: Limit = Limit { tries: 30, minutes: 15 };
/// Digits of a code.
const CODE_DIGITS: usize = 6;

/// What somebody types to get a seat.
#[derive(Clone)]
pub struct Trial {
    /// The code, with whatever else was typed around its digits.
    pub code: String,
    /// As what; not needed where the code gives a taken seat again.
    pub category: Option<Category>,
    /// Where it came from, if that is known.
    pub address: Option<IpAddr>,
}

impl Panels<'_> {
    /// Takes a seat by code, or takes a seat again whose telephone died. Whether a code never was, was of a panel that takes no
    /// seat any more, or is wrong, is one answer. Wrong codes are counted before anything else is said.
    ///
    /// # Errors
    /// [`PanelsError::WrongCode`], [`PanelsError::TooManyTries`], [`PanelsError::CategoryMissing`]; `Refused::Full`.
    pub async fn join(&self, trial: Trial) -> Result<Ticket, PanelsError> {
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let address = keys.address_index(&neighbourhood(trial.address));
        let mut tx = self.0.content.write().await?;
        let tries = Tries::of(&mut tx, &address, FROM_AN_ADDRESS, now).await?;
        if let Some(until) = tries.refused_until() {
            return Err(PanelsError::TooManyTries { until });
        }
        let Some((programme, mut kept, version, code)) = by_code(&mut tx, &keys, &trial.code).await? else {
            tries.count(&mut tx).await?;
            tx.commit().await?;
            return Err(PanelsError::WrongCode);
        };
        let ticket = Ticket {
            panel: kept.panel.id(),
            seat: SeatId::new(random_id()),
            door: kept.door,
        };
        if let Some(index) = kept.reseats.iter().position(|one| one.code == code) {
            let waiting = kept.reseats.remove(index);
            kept.panel.reseat(waiting.seat, ticket.seat)?;
            join_codes::remove(&mut tx, &keys.code_index(&code)).await?;
        } else {
            let category = trial.category.ok_or(PanelsError::CategoryMissing)?;
            kept.panel.join(ticket.seat, category)?;
        }
        let saved = save(&mut tx, &keys, programme, ticket.panel, &kept, version).await?;
        tx.commit().await?;
        self.end_box(&keys, saved.ended).await?;
        Ok(ticket)
    }
}

/// The panel that a typed code opens, and the code's digits.
async fn by_code(tx: &mut Tx, keys: &Keys, typed: &str) -> Result<Option<(ProgrammeId, Kept, i32, String)>, PanelsError> {
    let Some(code) = digits(typed, CODE_DIGITS) else {
        return Ok(None);
    };
    let Some(panel) = join_codes::panel(tx, &keys.code_index(&code)).await? else {
        return Ok(None);
    };
    let Some(programme) = rows::programme_of(tx, Document::Panel, panel.uuid()).await? else {
        return Ok(None);
    };
    let found = find(tx, keys, programme, panel).await?;
    Ok(found.map(|(kept, version)| (programme, kept, version, code)))
}

/// Whose guesses are counted together: an IPv4 address, or the half of an IPv6 address that one customer gets.
fn neighbourhood(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => format!("{:x?}", &address.segments()[..4]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customers_addresses_are_one_neighbourhood() {
        let of = |text: &str| neighbourhood(text.parse().ok());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
    }
}
