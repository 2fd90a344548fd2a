//! Recording, reading, editing, consent, withdrawal.

mod consent;
mod edit;
mod reading;
mod record;
mod withdraw;
