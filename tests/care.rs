//! Care in the room: for her who tells, and for who listens.

mod exposure;
mod referrals;
mod room;
