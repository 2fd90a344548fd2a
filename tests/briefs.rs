//! Writing briefs, issuing them, calling them back; tables of indicators.

mod balance;
mod cast;
mod consent;
mod files;
mod guard;
mod import;
mod indicators;
mod library;
mod recall;
mod rights;
mod sign_off;
mod templates;
mod versions;
mod writing;
