//! Which column is sealed, under which key, and what binds a sealed value to the one place where it may be opened.

use uuid::Uuid;

/// Which key a column is sealed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The story's own key, destroyed when she withdraws.
    Story,
    /// The programme's key: rounds, panels, codebooks, minutes.
    Programme,
    /// The key of one box of ballots, destroyed when it is released.
    Box,
    /// The installation's key: accounts, settings.
    Installation,
}

/// The contract of a sealed column. A table of them is the list of all that is sealed; a test walks the schema against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Contract {
    /// The table, in lower-case letters, digits and `_`.
    pub table: &'static str,
    /// The column, in lower-case letters, digits and `_`.
    pub column: &'static str,
    /// Which key it is sealed under.
    pub scope: Scope,
}

impl Contract {
    /// A contract. Its names are part of every value sealed by it: a column that is renamed must be sealed anew.
    ///
    /// # Panics
    /// When compiled, if used in a `const`: names must be of lower-case letters, digits and `_`, so that no two contracts
    /// can be bound to the same bytes.
    pub const fn new(table: &'static str, column: &'static str, scope: Scope) -> Self {
        assert!(is_name(table) && is_name(column), "a name is made of a-z, 0-9 and _");
        Self { table, column, scope }
    }

    /// `table.column`, the name under which a column's key is derived and which may stand in a log.
    pub fn domain(&self) -> String {
        [self.table, ".", self.column].concat()
    }

    /// Where one value lives: the row's id and version. Rows that are never rewritten have version 0.
    pub const fn place(self, row: Uuid, version: u32) -> Place {
        Place {
            contract: self,
            row,
            version,
        }
    }
}

/// The one place where a sealed value may be opened; moved anywhere else it is refused, and so is an older version put back.
///
/// ```text
/// associated data = "hikaya|1|" table "|" column "|" row (16) version (4, big-endian) key id (16)
/// ```
/// No two places have the same bytes: names hold no `|`, and all that follows them has a fixed length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    contract: Contract,
    row: Uuid,
    version: u32,
}

impl Place {
    /// The contract of the column.
    pub const fn contract(&self) -> Contract {
        self.contract
    }

    /// The id of the row.
    pub const fn row(&self) -> Uuid {
        self.row
    }

    /// The version of the row; 0 where rows are never rewritten.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// What the value is bound to, see [`Place`].
    pub(crate) fn associated(&self, key: Uuid) -> Vec<u8> {
        let Contract { table, column, .. } = self.contract;
        let names = ["hikaya|1|", table, "|", column, "|"].concat();
        [
            names.as_bytes(),
            self.row.as_bytes(),
            &self.version.to_be_bytes(),
            key.as_bytes(),
        ]
        .concat()
    }
}

const fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'_') {
            return false;
        }
        at += 1;
    }
    !bytes.is_empty()
}
