//! Small components that several desks use.

pub(crate) mod day;
pub(crate) mod difference;
pub(crate) mod field;
pub(crate) mod groups;
pub(crate) mod news;
pub(crate) mod notice;
pub(crate) mod select;
pub(crate) mod telling;
