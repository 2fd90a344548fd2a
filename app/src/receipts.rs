//! The receipts desk's pages: giving a storyteller a slip, and answering her when she comes back.

pub(crate) mod alone;
pub(crate) mod desk;
pub(crate) mod give;
mod sign;
mod standing;

use crate::form::Typed;
use method::consent::{Answer, Purpose};

/// What is asked of a slip's page beside how it stands.
enum Step {
    /// Nothing: look.
    Look,
    /// She decides about a purpose.
    Decide(Purpose, Answer),
    /// A day is missing, or is none, until when she agrees.
    NoDay,
    /// Withdraw the story.
    Withdraw,
}

/// The step that a pressed button asks for: `withdraw`, `back-N` or `agree-N`, N the number of a purpose.
fn step(typed: &Typed) -> Step {
    let step = typed.get("step");
    let purpose = |number: &str| {
        let number = number.parse::<usize>().ok()?;
        Purpose::ALL.into_iter().find(|purpose| purpose.number() == number)
    };
    if step == "withdraw" {
        return Step::Withdraw;
    }
    if let Some(purpose) = step.strip_prefix("back-").and_then(purpose) {
        return Step::Decide(purpose, Answer::Withdrawn);
    }
    match step.strip_prefix("agree-").and_then(purpose) {
        None => Step::Look,
        Some(purpose) => match typed.get("until").parse() {
            Ok(until) => Step::Decide(purpose, Answer::Yes { until }),
            Err(_) => Step::NoDay,
        },
    }
}
