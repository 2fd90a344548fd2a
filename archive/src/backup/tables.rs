//! What a backup holds: every table of both stores in the order in which rows can be put back, or the reason to leave it out.
//! A test walks the live schema of both engines against this file (`tests/custody/backup_tables.rs`).

use serde::{Deserialize, Serialize};

/// What a column holds, the same on both engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A UUID.
    Id,
    /// Bytes.
    Bytes,
    /// Text.
    Text,
    /// A number of 32 bits.
    Int,
    /// A number of 64 bits.
    Long,
    /// A time, to the microsecond, in UTC.
    Time,
}

/// A table and its columns.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns; rows are read in the order of the first.
    pub columns: &'static [(&'static str, Kind)],
}

const fn table(name: &'static str, columns: &'static [(&'static str, Kind)]) -> Table {
    Table { name, columns }
}

const ID: (&str, Kind) = ("id", Kind::Id);
const PROGRAMME: (&str, Kind) = ("programme_id", Kind::Id);
const STORY: (&str, Kind) = ("story_id", Kind::Id);
const POSITION: (&str, Kind) = ("position", Kind::Int);
const SEQ: (&str, Kind) = ("seq", Kind::Int);
const VERSION: (&str, Kind) = ("version", Kind::Int);
const SEALED: (&str, Kind) = ("sealed", Kind::Bytes);

const PART: &[(&str, Kind)] = &[ID, PROGRAMME, POSITION, VERSION, SEALED];
const DOCUMENT: &[(&str, Kind)] = &[ID, PROGRAMME, VERSION, SEALED];
const OWN: &[(&str, Kind)] = &[ID, PROGRAMME, ("account_id", Kind::Id), VERSION, SEALED];
const APPENDED: &[(&str, Kind)] = &[ID, STORY, SEQ, SEALED];
const OF_BRIEF: &[(&str, Kind)] = &[ID, PROGRAMME, ("brief_id", Kind::Id), SEALED];
const GROWN: &[(&str, Kind)] = &[ID, PROGRAMME, STORY, VERSION, SEALED];

/// The content store, parents before children.
pub const CONTENT: &[Table] = &[
    table("programme", &[ID, VERSION, SEALED]),
    table("site", PART),
    table("domain", PART),
    table("level", PART),
    table("round", PART),
    table("account", &[ID, ("login", Kind::Bytes), VERSION, SEALED]),
    table(
        "membership",
        &[
            ("account_id", Kind::Id),
            PROGRAMME,
            ("role", Kind::Text),
            ("site_id", Kind::Id),
        ],
    ),
    table("training", &[("depth", Kind::Int), PROGRAMME]),
    table("second_password", &[("account_id", Kind::Id), SEALED]),
    table(
        "attempt",
        &[("login", Kind::Bytes), ("failures", Kind::Int), ("locked_until", Kind::Time)],
    ),
    table(
        "story",
        &[
            ID,
            PROGRAMME,
            ("site_id", Kind::Id),
            ("round_id", Kind::Id),
            ("recorder_id", Kind::Id),
            ("week", Kind::Text),
            SEALED,
        ],
    ),
    table(
        "device",
        &[
            ID,
            PROGRAMME,
            ("site_id", Kind::Id),
            ("account_id", Kind::Id),
            ("name", Kind::Bytes),
            ("cut_off", Kind::Int),
            SEALED,
        ],
    ),
    table(
        "letterbox",
        &[ID, PROGRAMME, ("site_id", Kind::Id), ("address", Kind::Bytes), SEALED],
    ),
    table(
        "draft",
        &[
            ID,
            PROGRAMME,
            ("site_id", Kind::Id),
            ("recorder_id", Kind::Id),
            VERSION,
            SEALED,
        ],
    ),
    table("layer", APPENDED),
    table("decision", APPENDED),
    table("read_back", APPENDED),
    table("sound", &[ID, STORY, ("take_id", Kind::Id), SEQ, SEALED]),
    table("narration", GROWN),
    table("sound_end", GROWN),
    table("layer_draft", GROWN),
    table("panel", DOCUMENT),
    table("codebook", DOCUMENT),
    table("brief", DOCUMENT),
    table("indicator", DOCUMENT),
    table("brief_image", DOCUMENT),
    table("brief_image_file", DOCUMENT),
    table("code_change", DOCUMENT),
    table("reason_codes", DOCUMENT),
    table("join_code", &[("code", Kind::Bytes), ("panel_id", Kind::Id)]),
    table("saved_search", OWN),
    table("batch", OWN),
    table("recent_codes", OWN),
    table("coding", GROWN),
    table("verification", GROWN),
    table("register", GROWN),
    table("person", GROWN),
    table("excerpt", GROWN),
    table("group_feedback", DOCUMENT),
    table("teller_feedback", GROWN),
    table("ledger", GROWN),
    table("population", DOCUMENT),
    table("memo", GROWN),
    table("in_vivo", GROWN),
    table("code_memo", DOCUMENT),
    table(
        "receipt",
        &[ID, PROGRAMME, STORY, ("slip", Kind::Bytes), ("alone", Kind::Bytes)],
    ),
    table("brief_version", OF_BRIEF),
    table("brief_remark", OF_BRIEF),
    table("brief_template", DOCUMENT),
    table("questionnaire", DOCUMENT),
    table("word_list", DOCUMENT),
    table("gathering", DOCUMENT),
    table("referral", DOCUMENT),
    table("issue", OF_BRIEF),
    table("issued_excerpt", &[("issue_id", Kind::Id), ("excerpt_id", Kind::Id), STORY]),
    table("recall_letter", DOCUMENT),
    table("consent_reading", DOCUMENT),
    table("audit", &[("seq", Kind::Long), ID, ("hash", Kind::Bytes), SEALED]),
];

/// The keyring store.
pub const KEYRING: &[Table] = &[
    table("slot", &[ID, ("body", Kind::Text)]),
    table(
        "wrapped_key",
        &[
            ID,
            ("parent_id", Kind::Id),
            ("purpose", Kind::Text),
            ("owner_id", Kind::Id),
            ("bytes", Kind::Bytes),
        ],
    ),
    table("tombstone", &[("mark", Kind::Bytes)]),
];

/// Tables that no backup holds, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "letter",
        "sealed to its site and not under its story's key: an old copy would outlive a withdrawal; tablets keep theirs until it is opened",
    ),
    (
        "exposure",
        "how much somebody read in the last weeks is care for now, and no history of her",
    ),
    (
        "ballot_box",
        "two copies of an open box would tell who voted between them; after a restore the round begins anew",
    ),
    ("session", "a session that was ended must not come back with an old copy"),
    (
        "change_log",
        "the index in memory is built anew at each opening and follows what changes from then on",
    ),
    ("audit_head", "a restored log ends earlier, and that is no fault of it"),
    (
        "_sqlx_migrations",
        "the head of a backup names the migrations; they are applied anew",
    ),
];
