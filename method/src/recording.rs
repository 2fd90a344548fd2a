//! What is written down while a story is told: a sheet of answers, typed on a page or in the field, and the story that it reads as.

mod agreed;
mod draft;
mod dropped;
mod setting;
mod sheet;
mod told;

pub use agreed::{Agreed, CLASS, CLASSES_ASKED, classes, lack_field, purpose_field, talk, until_field};
pub use draft::{Clash, Draft, Written};
pub use dropped::Dropped;
pub use setting::{setting, setting_answers};
pub use sheet::Sheet;
pub use told::{Told, Unread, telling, wording, wording_of};

/// The language of a page, in which the question was put: an answer of every sheet.
pub const ASKED_IN: &str = "asked_in";
/// In which wording the question of a domain stood on the form, once for each: the domain's id, a colon, the number.
pub const WORDING: &str = "wording";
/// Answers that are acted on while she is in the room and kept nowhere: neither in a letter of a tablet nor in a draft
/// (`docs/decisions/044-care-in-the-room.md`).
pub const NEVER_KEPT: [&str; 1] = ["within_72_hours"];
