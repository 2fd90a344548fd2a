//! The desks: one file each, one method a use case, and that method is the only place where the order of its steps stands.

pub mod analysis;
mod batches;
pub mod briefs;
pub mod coding;
pub mod custody;
pub mod excerpts;
pub mod exposure;
pub mod feedback;
pub mod field;
pub mod gatherings;
pub mod images;
pub mod indicators;
pub mod interchange;
pub mod panels;
pub mod paper;
pub mod people;
pub mod programmes;
pub mod receipts;
pub mod referrals;
mod rhythm;
pub mod search;
pub mod sound;
pub mod stories;
pub mod training;
mod tries;
