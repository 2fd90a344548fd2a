//! What can go wrong, as far as a caller can act on it. No variant carries content, key material or a foreign error's text:
//! a JSON error, for one, quotes the very value that it stumbled over.

/// Why the vault refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// No slot opened with this secret. Ask again; never say which slots exist.
    #[error("no slot opens with this secret")]
    WrongSecret,
    /// There is no slot to try: the installation was never set up, or the keyring is not the right file.
    #[error("there is no slot to open")]
    NoSlot,
    /// An empty secret would make a slot that anybody opens.
    #[error("the secret is empty")]
    EmptySecret,
    /// The cost of a slot's key derivation is outside the bounds of [`KdfParams`](crate::KdfParams).
    #[error("the slot's derivation cost is out of bounds")]
    KdfParams,
    /// The machine has not enough free memory for the slot's key derivation (256 MiB for a passphrase).
    #[error("not enough memory to derive the slot's key")]
    Memory,
    /// A slot's kind, as stored, is none that this program knows.
    #[error("unknown kind of slot")]
    UnknownSlotKind,
    /// The sealed bytes begin with a version that this program does not know: written by a newer one, or not sealed at all.
    #[error("unknown version {0} of sealed bytes")]
    UnknownVersion(u8),
    /// The sealed bytes end too early.
    #[error("sealed bytes are cut off")]
    CutOff,
    /// The sealed bytes are damaged, stand in another place than they were sealed for, or belong to another key.
    #[error("sealed bytes do not open here: damaged, moved, or sealed under another key")]
    Refused,
    /// The key is wrapped under another parent than the one that was offered.
    #[error("the key is wrapped under another parent")]
    WrongParent,
    /// The value opened, but it is not of the type that was asked for: an older or newer shape of the column.
    #[error("the opened value has another shape than expected")]
    Shape,
    /// The value cannot be written as JSON (a map whose keys are not text, for instance).
    #[error("the value cannot be written")]
    Unwritable,
    /// The value is longer than [`LARGEST_CONTENT`](crate::LARGEST_CONTENT); sound and pictures are sealed in pieces.
    #[error("the value is too large to be sealed in one piece")]
    TooLarge,
    /// A recovery code was typed with too few or too many letters; holds how many were typed, of
    /// [`RecoveryCode::LETTERS`](crate::RecoveryCode::LETTERS).
    #[error("a recovery code has 36 letters and digits, {0} were typed")]
    CodeLength(usize),
    /// A recovery code holds a sign that no code has; holds its place, counted from 1 without spaces and dashes.
    #[error("letter {0} of the recovery code is none that a code can have")]
    CodeLetter(usize),
    /// The check group of a recovery code does not fit: one or more letters are mistyped.
    #[error("the recovery code is mistyped")]
    CodeMistyped,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    Randomness,
}

/// A result of this crate.
pub(crate) type Result<T, E = VaultError> = std::result::Result<T, E>;
