//! The table of field contracts: every column of bytes or text is sealed under one of these, or stands plain with a reason.
//! A test walks the schema of both engines against this file (`tests/src/custody/schema_inventory.rs`).

use archive_vault::{Contract, Scope};

pub(crate) const PROGRAMME: Contract = Contract::new("programme", "sealed", Scope::Programme);
pub(crate) const SITE: Contract = Contract::new("site", "sealed", Scope::Programme);
pub(crate) const DOMAIN: Contract = Contract::new("domain", "sealed", Scope::Programme);
pub(crate) const LEVEL: Contract = Contract::new("level", "sealed", Scope::Programme);
pub(crate) const ROUND: Contract = Contract::new("round", "sealed", Scope::Programme);
pub(crate) const ACCOUNT: Contract = Contract::new("account", "sealed", Scope::Installation);
/// Rewritten in place, without a version that would tell how often.
pub(crate) const SECOND_PASSWORD: Contract = Contract::new("second_password", "sealed", Scope::Installation);
pub(crate) const STORY: Contract = Contract::new("story", "sealed", Scope::Story);
pub(crate) const LAYER: Contract = Contract::new("layer", "sealed", Scope::Story);
pub(crate) const DECISION: Contract = Contract::new("decision", "sealed", Scope::Story);
pub(crate) const READ_BACK: Contract = Contract::new("read_back", "sealed", Scope::Story);
pub(crate) const SOUND: Contract = Contract::new("sound", "sealed", Scope::Story);
pub(crate) const SOUND_END: Contract = Contract::new("sound_end", "sealed", Scope::Story);
/// By the id of its layer.
pub(crate) const NARRATION: Contract = Contract::new("narration", "sealed", Scope::Story);
pub(crate) const LAYER_DRAFT: Contract = Contract::new("layer_draft", "sealed", Scope::Story);
pub(crate) const PANEL: Contract = Contract::new("panel", "sealed", Scope::Programme);
/// Under the key of one box, which is destroyed when it is released.
pub(crate) const BALLOT_BOX: Contract = Contract::new("ballot_box", "sealed", Scope::Box);
pub(crate) const CODEBOOK: Contract = Contract::new("codebook", "sealed", Scope::Programme);
pub(crate) const CODE_CHANGE: Contract = Contract::new("code_change", "sealed", Scope::Programme);
pub(crate) const REASON_CODES: Contract = Contract::new("reason_codes", "sealed", Scope::Programme);
pub(crate) const BRIEF: Contract = Contract::new("brief", "sealed", Scope::Programme);
pub(crate) const BRIEF_VERSION: Contract = Contract::new("brief_version", "sealed", Scope::Programme);
pub(crate) const BRIEF_REMARK: Contract = Contract::new("brief_remark", "sealed", Scope::Programme);
pub(crate) const BRIEF_TEMPLATE: Contract = Contract::new("brief_template", "sealed", Scope::Programme);
pub(crate) const BRIEF_IMAGE: Contract = Contract::new("brief_image", "sealed", Scope::Programme);
pub(crate) const BRIEF_IMAGE_FILE: Contract = Contract::new("brief_image_file", "sealed", Scope::Programme);
pub(crate) const QUESTIONNAIRE: Contract = Contract::new("questionnaire", "sealed", Scope::Programme);
pub(crate) const WORD_LIST: Contract = Contract::new("word_list", "sealed", Scope::Programme);
pub(crate) const GATHERING: Contract = Contract::new("gathering", "sealed", Scope::Programme);
pub(crate) const INDICATOR: Contract = Contract::new("indicator", "sealed", Scope::Programme);
pub(crate) const REFERRAL: Contract = Contract::new("referral", "sealed", Scope::Programme);
pub(crate) const ISSUE: Contract = Contract::new("issue", "sealed", Scope::Programme);
/// By the passage that is read and its exact words.
pub(crate) const CONSENT_READING: Contract = Contract::new("consent_reading", "sealed", Scope::Programme);
pub(crate) const RECALL_LETTER: Contract = Contract::new("recall_letter", "sealed", Scope::Programme);
pub(crate) const SAVED_SEARCH: Contract = Contract::new("saved_search", "sealed", Scope::Programme);
pub(crate) const BATCH: Contract = Contract::new("batch", "sealed", Scope::Programme);
pub(crate) const RECENT_CODES: Contract = Contract::new("recent_codes", "sealed", Scope::Programme);
pub(crate) const CODING: Contract = Contract::new("coding", "sealed", Scope::Story);
pub(crate) const VERIFICATION: Contract = Contract::new("verification", "sealed", Scope::Story);
pub(crate) const REGISTER: Contract = Contract::new("register", "sealed", Scope::Story);
pub(crate) const PERSON: Contract = Contract::new("person", "sealed", Scope::Story);
pub(crate) const EXCERPT: Contract = Contract::new("excerpt", "sealed", Scope::Story);
pub(crate) const GROUP_FEEDBACK: Contract = Contract::new("group_feedback", "sealed", Scope::Programme);
pub(crate) const TELLER_FEEDBACK: Contract = Contract::new("teller_feedback", "sealed", Scope::Story);
pub(crate) const LEDGER: Contract = Contract::new("ledger", "sealed", Scope::Story);
pub(crate) const POPULATION: Contract = Contract::new("population", "sealed", Scope::Programme);
pub(crate) const MEMO: Contract = Contract::new("memo", "sealed", Scope::Story);
pub(crate) const CODE_MEMO: Contract = Contract::new("code_memo", "sealed", Scope::Programme);
pub(crate) const IN_VIVO: Contract = Contract::new("in_vivo", "sealed", Scope::Programme);
pub(crate) const DEVICE: Contract = Contract::new("device", "sealed", Scope::Programme);
pub(crate) const LETTERBOX: Contract = Contract::new("letterbox", "sealed", Scope::Programme);
pub(crate) const DRAFT: Contract = Contract::new("draft", "sealed", Scope::Story);
pub(crate) const AUDIT: Contract = Contract::new("audit", "sealed", Scope::Installation);
pub(crate) const AUDIT_HEAD: Contract = Contract::new("audit_head", "sealed", Scope::Installation);

/// Every sealed column.
pub const CONTRACTS: &[Contract] = &[
    PROGRAMME,
    SITE,
    DOMAIN,
    LEVEL,
    ROUND,
    ACCOUNT,
    SECOND_PASSWORD,
    STORY,
    LAYER,
    DECISION,
    READ_BACK,
    SOUND,
    SOUND_END,
    NARRATION,
    LAYER_DRAFT,
    PANEL,
    BALLOT_BOX,
    CODEBOOK,
    CODE_CHANGE,
    REASON_CODES,
    BRIEF,
    BRIEF_VERSION,
    BRIEF_REMARK,
    BRIEF_TEMPLATE,
    BRIEF_IMAGE,
    BRIEF_IMAGE_FILE,
    QUESTIONNAIRE,
    WORD_LIST,
    GATHERING,
    INDICATOR,
    REFERRAL,
    ISSUE,
    CONSENT_READING,
    RECALL_LETTER,
    SAVED_SEARCH,
    BATCH,
    RECENT_CODES,
    CODING,
    VERIFICATION,
    REGISTER,
    PERSON,
    EXCERPT,
    GROUP_FEEDBACK,
    TELLER_FEEDBACK,
    LEDGER,
    POPULATION,
    MEMO,
    CODE_MEMO,
    IN_VIVO,
    DEVICE,
    LETTERBOX,
    DRAFT,
    AUDIT,
    AUDIT_HEAD,
];

/// Columns of bytes or text that stand plain: table, column, why. Ids (UUID) are random or ordered as `method::id` says and
/// carry no content.
pub const PLAIN: &[(&str, &str, &str)] = &[
    (
        "account",
        "login",
        "keyed hash of the sign-in name; the name itself is sealed",
    ),
    (
        "membership",
        "role",
        "one of seven names; the person behind the account is sealed",
    ),
    (
        "session",
        "token",
        "SHA-256 of 128 random bits; the bits are in the cookie alone",
    ),
    (
        "attempt",
        "login",
        "keyed hash of whatever was typed as a sign-in name, or of an address that guesses at codes of panels",
    ),
    (
        "story",
        "week",
        "ISO week of recording, so that a list has an order; the day is sealed",
    ),
    (
        "join_code",
        "code",
        "keyed hash of a code that is taken away once it gives no seat any more",
    ),
    (
        "receipt",
        "slip",
        "keyed hash of a slip's number, the sign of whoever carries it, and the clinic",
    ),
    (
        "receipt",
        "alone",
        "keyed hash of sixteen random digits; the digits are on her slip alone",
    ),
    (
        "device",
        "name",
        "public key of a tablet: a closed vault tells its letters from forgeries",
    ),
    ("letterbox", "address", "public key; its private half is sealed"),
    ("letter", "body", "sealed on the tablet to its site's letterbox"),
    ("letter", "signature", "its tablet's signature over sealed bytes"),
    (
        "exposure",
        "mark",
        "keyed hash of a worker, a week and a story: one story counts once a week; it names none",
    ),
    (
        "exposure",
        "week",
        "ISO week, so that old weeks are forgotten; how many stories a worker read in it is for her coordinator to see",
    ),
    ("audit", "hash", "link of the chain over sealed bytes"),
    (
        "slot",
        "body",
        "salt, cost and wrapped root key of a slot; opens only with its secret",
    ),
    (
        "wrapped_key",
        "purpose",
        "what a key is for: installation, programme, site, story, its sound or an open box",
    ),
    ("wrapped_key", "bytes", "a key wrapped under another"),
    ("tombstone", "mark", "keyed hash of a forgotten story's id"),
];
