//! The value of the header `Authorization`.

use core::fmt;

use super::canonical::{SignedHeader, write_names};
use super::id::{AccessKeyId, MAX_ACCESS_KEY_ID_LEN};
use super::sha256::{HASH_LEN, HEX_LEN, hex};
use super::signing::MAX_SIGNED_HEADERS_LEN;
use super::string_to_sign::ALGORITHM;
use crate::put::Put;

const ACCESS: &str = " Access=";
const SIGNED_HEADERS: &str = ", SignedHeaders=";
const SIGNATURE: &str = ", Signature=";

/// The longest value for a request of this crate, in bytes.
pub(super) const MAX_LEN: usize = ALGORITHM.len()
    + ACCESS.len()
    + MAX_ACCESS_KEY_ID_LEN
    + SIGNED_HEADERS.len()
    + MAX_SIGNED_HEADERS_LEN
    + SIGNATURE.len()
    + HEX_LEN;

/// Writes the value for the signature `mac` of a request with these headers.
pub(super) fn write(
    id: AccessKeyId<'_>,
    headers: &[SignedHeader<'_>],
    mac: &[u8; HASH_LEN],
    sink: &mut dyn Put,
) -> fmt::Result {
    for text in [ALGORITHM, ACCESS, id.as_str(), SIGNED_HEADERS] {
        sink.put(text.as_bytes())?;
    }
    write_names(headers, sink)?;
    sink.put(SIGNATURE.as_bytes())?;
    sink.put(&hex(mac))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;
    use std::prelude::v1::*;

    #[test]
    fn the_longest_is_that_of_the_longest_parts() {
        let longest = format!(
            "SDK-HMAC-SHA256 Access={}, SignedHeaders={}, Signature={}",
            "A".repeat(MAX_ACCESS_KEY_ID_LEN),
            "h".repeat(MAX_SIGNED_HEADERS_LEN),
            "0".repeat(64),
        );
        assert_eq!(MAX_LEN, longest.len());
    }
}
