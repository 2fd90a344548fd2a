//! Secondary analysis (step 9, p.38–44): all stories that were told, not only those that were chosen. What is computed here is
//! shown through [`crate::figures`] alone.

pub mod acted;
pub mod actors;
pub mod agreement;
pub mod fisher;
pub mod units;
