//! Tablets of the field: enrolling, letters, drafts, files.

mod abandoned;
mod drafts;
mod groups;
mod late;
mod letters;
mod second;
mod shell;
pub(crate) mod tablet;
mod tablets;
