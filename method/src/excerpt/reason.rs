//! Why words were replaced: what the reviewer reads beside each replacement, and what the log of replacements keeps.

use serde::{Deserialize, Serialize};

/// Why words were replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The register of pseudonyms knows the person.
    Register,
    /// A number or an address of a fixed form.
    Pattern,
    /// Of a fixed form, and its check digits are right.
    Checksum,
    /// It stands in a list of names or places.
    List,
    /// The programme added it to those lists.
    Added,
    /// The words around announce it.
    Context,
    /// It looks like a name and is no known word.
    Shape,
    /// The same name was found elsewhere in the story.
    Again,
    /// A person saw it.
    Hand,
}
