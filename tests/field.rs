//! Tablets of the field: enrolling, letters, drafts, files.

mod drafts;
mod letters;
mod shell;
pub(crate) mod tablet;
mod tablets;
