//! What names an access key.

use core::fmt;

/// Longest id of an access key that is accepted, in bytes.
///
/// Inferred: the documents name no limit, and each id in them has 20.
pub const MAX_ACCESS_KEY_ID_LEN: usize = 64;

/// The id of an access key, its AK: what names the key, and is no secret.
///
/// It is checked to be letters, digits, `-` and `_`, so that it ends neither its
/// header line nor its place in it. `Debug` and `defmt` show it all the same as
/// no more than its first four characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessKeyId<'a>(&'a str);

impl<'a> AccessKeyId<'a> {
    /// Checks `text`.
    ///
    /// # Errors
    ///
    /// [`AccessKeyError`]; it repeats nothing of the id.
    pub const fn new(text: &'a str) -> Result<Self, AccessKeyError> {
        let bytes = text.as_bytes();
        if bytes.is_empty() {
            return Err(AccessKeyError::EmptyId);
        }
        if bytes.len() > MAX_ACCESS_KEY_ID_LEN {
            return Err(AccessKeyError::LongId { found: bytes.len() });
        }
        let mut at = 0;
        while at < bytes.len() {
            if !matches!(bytes[at], b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_') {
                return Err(AccessKeyError::IdByte { at });
            }
            at += 1;
        }
        Ok(Self(text))
    }

    /// The id.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.0
    }

    /// As much of it as tells people which key it is.
    pub(super) fn shown(&self) -> &'a str {
        self.0.get(..4).unwrap_or_default()
    }
}

impl fmt::Debug for AccessKeyId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKeyId({}***)", self.shown())
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for AccessKeyId<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "AccessKeyId({=str}***)", self.shown());
    }
}

/// Why an [`AccessKeyId`] or an [`AccessKey`](crate::AccessKey) was not
/// accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum AccessKeyError {
    /// There is nothing in the id.
    EmptyId,
    /// The id is longer than [`MAX_ACCESS_KEY_ID_LEN`].
    LongId {
        /// Its length in bytes.
        found: usize,
    },
    /// A character that no id has.
    IdByte {
        /// Its offset in the id.
        at: usize,
    },
    /// There is nothing in the secret.
    EmptySecret,
    /// A space, a control character or a byte beyond ASCII in the secret; often
    /// the newline at the end of a file.
    SecretByte {
        /// Its offset in the secret.
        at: usize,
    },
}

impl fmt::Display for AccessKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyId => f.write_str("the access key's id is empty"),
            Self::LongId { found } => write!(
                f,
                "the access key's id has {found} bytes, at most {MAX_ACCESS_KEY_ID_LEN} are accepted"
            ),
            Self::IdByte { at } => write!(
                f,
                "the access key's id has a character that no id has at byte {at}"
            ),
            Self::EmptySecret => f.write_str("the access key's secret is empty"),
            Self::SecretByte { at } => write!(
                f,
                "the access key's secret has a space, a line end or another character that no secret has at byte {at}"
            ),
        }
    }
}

impl core::error::Error for AccessKeyError {}
