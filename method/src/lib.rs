//! The Most Significant Change technique (Davies & Dart, 2005) as pure rules: values in, values out; no I/O, no clock, no
//! chance. It names nobody above it. Page numbers in the documentation are those of the 2005 guide.

pub mod analysis;
pub mod anonymise;
pub mod brief;
pub mod coding;
pub mod consent;
pub mod darija;
pub mod difference;
pub mod excerpt;
pub mod exposure;
pub mod feedback;
pub mod figures;
pub mod gathering;
pub mod hex;
pub mod id;
pub mod indicator;
pub mod language;
pub mod letters;
pub mod limit;
pub mod misspelt;
pub mod panel;
pub mod policy;
pub mod programme;
pub mod prompt;
pub mod questionnaire;
pub mod receipt;
pub mod recording;
pub mod referral;
pub mod round;
pub mod selection;
pub mod sound;
pub mod story;
pub mod template;
pub mod verification;
