//! Recording, reading, editing, consent, withdrawal.

mod consent;
pub mod drafts;
mod edit;
pub mod narration;
mod reading;
mod record;
mod renewals;
mod setting;
mod sound;
mod talk;
mod withdraw;
