//! What is signed: the scheme, the date, and the hash of the canonical request.

use core::fmt::Display;

use super::canonical::CanonicalRequest;
use super::sha256::{HASH_LEN, HEX_LEN, hex};
use crate::civil_time::{CIVIL_TIME_LEN, CivilTime};
use crate::stored::copy;

/// The scheme. Its key is the secret itself: none is derived from it.
pub(super) const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// Bytes of [`CanonicalRequest::string_to_sign`].
pub const STRING_TO_SIGN_LEN: usize = ALGORITHM.len() + 1 + CIVIL_TIME_LEN + 1 + HEX_LEN;

impl<P: Display> CanonicalRequest<'_, P> {
    /// What is signed, by HMAC-SHA256 with the secret as its key, where `date`
    /// is that of the header `X-Sdk-Date`. Nothing of it is secret.
    #[must_use]
    pub fn string_to_sign(&self, date: CivilTime) -> [u8; STRING_TO_SIGN_LEN] {
        of_hash(date, &self.hash())
    }
}

/// What is signed of the canonical request that has this hash.
pub(super) fn of_hash(date: CivilTime, hash: &[u8; HASH_LEN]) -> [u8; STRING_TO_SIGN_LEN] {
    // What is left of this are the line ends between the parts.
    let mut text = [b'\n'; STRING_TO_SIGN_LEN];
    let parts: [&[u8]; 3] = [ALGORITHM.as_bytes(), date.as_bytes(), &hex(hash)];
    let mut start = 0;
    for part in parts {
        copy(text.get_mut(start..).unwrap_or_default(), part);
        start += part.len() + 1;
    }
    text
}
