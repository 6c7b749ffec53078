//! The value of the header `Authorization`.

use core::fmt::{self, Display, Write};

use super::canonical::CanonicalRequest;
use super::id::{AccessKeyId, MAX_ACCESS_KEY_ID_LEN};
use super::percent::write_ascii;
use super::sha256::{HASH_LEN, HEX_LEN, hex};
use super::signing::MAX_SIGNED_HEADERS_LEN;
use super::string_to_sign::ALGORITHM;

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

/// Writes the value for the signature `mac` of `request`.
pub(super) fn write<P: Display>(
    id: AccessKeyId<'_>,
    request: &CanonicalRequest<'_, P>,
    mac: &[u8; HASH_LEN],
    sink: &mut impl Write,
) -> fmt::Result {
    for text in [ALGORITHM, ACCESS, id.as_str(), SIGNED_HEADERS] {
        sink.write_str(text)?;
    }
    request.write_signed_headers(sink)?;
    sink.write_str(SIGNATURE)?;
    write_ascii(&hex(mac), sink)
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
