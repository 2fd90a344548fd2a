//! Taking a seat by code, from an address that may not guess for long.

use super::{Kept, Panels, PanelsError, Ticket, find, save};
use crate::clock::random_id;
use crate::keys::Keys;
use crate::store::accounts::{self, AttemptRow};
use crate::store::documents::{self as rows, Document};
use crate::store::{Tx, join_codes};
use chrono::TimeDelta;
use method::id::{ProgrammeId, SeatId};
use method::panel::Category;
use std::net::IpAddr;

/// Wrong codes are counted for this long.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// So many wrong codes may come from one address within [`WINDOW`]: a clinic's telephones share one.
const TRIES: i32 = 30;

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
        let tried = accounts::attempts(&mut tx, &address).await?;
        let tried = tried.filter(|tried| tried.locked_until > now).unwrap_or(AttemptRow {
            failures: 0,
            locked_until: now + WINDOW,
        });
        if tried.failures >= TRIES {
            return Err(PanelsError::TooManyTries {
                until: tried.locked_until,
            });
        }
        let Some((programme, mut kept, version, code)) = by_code(&mut tx, &keys, &trial.code).await? else {
            let counted = AttemptRow {
                failures: tried.failures + 1,
                ..tried
            };
            accounts::set_attempts(&mut tx, &address, counted).await?;
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
        save(&mut tx, &keys, programme, ticket.panel, &kept, version).await?;
        tx.commit().await?;
        Ok(ticket)
    }
}

/// The panel that a typed code opens, and the code's digits.
async fn by_code(tx: &mut Tx, keys: &Keys, typed: &str) -> Result<Option<(ProgrammeId, Kept, i32, String)>, PanelsError> {
    let code: String = typed.chars().take(64).filter_map(digit).collect();
    let Some(panel) = join_codes::panel(tx, &keys.code_index(&code)).await? else {
        return Ok(None);
    };
    let Some(programme) = rows::programme_of(tx, Document::Panel, panel.uuid()).await? else {
        return Ok(None);
    };
    let found = find(tx, keys, programme, panel).await?;
    Ok(found.map(|(kept, version)| (programme, kept, version, code)))
}

/// A digit in whichever script a telephone writes it.
fn digit(letter: char) -> Option<char> {
    let value = match letter {
        '0'..='9' => u32::from(letter) - u32::from('0'),
        '٠'..='٩' => u32::from(letter) - u32::from('٠'),
        '۰'..='۹' => u32::from(letter) - u32::from('۰'),
        _ => return None,
    };
    char::from_digit(value, 10)
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
    fn a_code_is_its_digits_in_any_script() {
        let read = |typed: &str| typed.chars().filter_map(digit).collect::<String>();
        assert_eq!(read("482 915"), "482915");
        assert_eq!(read("٤٨٢-٩١٥"), "482915");
        assert_eq!(read("۴۸۲۹۱۵"), "482915");
    }

    #[test]
    fn one_customers_addresses_are_one_neighbourhood() {
        let of = |text: &str| neighbourhood(text.parse().ok());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
    }
}
