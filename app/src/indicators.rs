//! The indicators desk's pages, and the words for what is wrong with a table.

pub(crate) mod file;
pub(crate) mod list;
pub(crate) mod table;
