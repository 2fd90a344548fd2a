//! A value as it stands in a row. Another type than the value itself, so that nobody prints or serialises one for the other.

use std::fmt;
use std::marker::PhantomData;

/// A value sealed for a row; the format stands at [`Vault::seal`](crate::Vault::seal). Says nothing of itself but its size.
pub struct Sealed<T> {
    bytes: Vec<u8>,
    value: PhantomData<fn() -> T>,
}

/// Stands for content that is sealed as it is, byte for byte, without JSON around it: a piece of sound, a page of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raw {}

impl<T> Sealed<T> {
    /// The sealed bytes of a row. Whether they open, and as a `T`, is found out by opening.
    pub const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            value: PhantomData,
        }
    }

    /// The bytes, for a row.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, for a row.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self::from_bytes(self.bytes.clone())
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.bytes.len())
    }
}
