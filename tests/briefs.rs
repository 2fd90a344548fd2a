//! Writing briefs, issuing them, calling them back; tables of indicators.

mod balance;
mod cards;
mod cast;
mod consent;
mod files;
mod guard;
mod images;
mod import;
mod indicators;
mod lattice;
mod letter;
mod library;
mod markers;
mod prose;
mod readers;
mod recall;
mod rights;
mod sign_off;
mod templates;
mod verification;
mod versions;
mod went;
mod writing;
