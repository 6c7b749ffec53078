//! SHA-256 and HMAC-SHA256, and how their values are written.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::put::Put;

/// Bytes of a hash, and of a message authentication code.
pub(super) const HASH_LEN: usize = 32;

/// Characters of a hash that is written in hexadecimal digits.
pub(super) const HEX_LEN: usize = 2 * HASH_LEN;

/// Hashes what is written to it. What it keeps of that is wiped with it.
pub(super) struct Hasher(Sha256);

impl Hasher {
    pub(super) fn new() -> Self {
        Self(Sha256::new())
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        Digest::update(&mut self.0, bytes);
    }

    pub(super) fn finish(self) -> [u8; HASH_LEN] {
        self.0.finalize().into()
    }
}

impl Put for Hasher {
    fn put(&mut self, bytes: &[u8]) -> fmt::Result {
        self.update(bytes);
        Ok(())
    }
}

/// A code of `message` by `key`.
pub(super) fn hmac(key: &[u8], message: &[u8]) -> [u8; HASH_LEN] {
    // Keys of any length will do (RFC 2104, section 2): there is no other case.
    Hmac::<Sha256>::new_from_slice(key).map_or([0; HASH_LEN], |mut hmac| {
        hmac.update(message);
        hmac.finalize().into_bytes().into()
    })
}

/// `bytes` in hexadecimal digits, in lower case.
pub(super) fn hex(bytes: &[u8; HASH_LEN]) -> [u8; HEX_LEN] {
    core::array::from_fn(|at| {
        let byte = bytes.get(at / 2).copied().unwrap_or_default();
        hex_digit(if at % 2 == 0 { byte >> 4 } else { byte & 15 })
    })
}

/// The digit for a value below 16.
pub(super) const fn hex_digit(value: u8) -> u8 {
    match value {
        0..=9 => b'0' + value,
        _ => b'a' + (value & 15) - 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::prelude::v1::*;

    fn text(bytes: [u8; HASH_LEN]) -> String {
        String::from_utf8(hex(&bytes).to_vec()).unwrap()
    }

    /// FIPS 180-2, appendix B.1 and B.2.
    #[test]
    fn a_hash() {
        for (pieces, expected) in [
            (
                &["abc"][..],
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                &[
                    "abcdbcdecdefdefgefghfghighijhi",
                    "jkijkljklmklmnlmnomnopnopq",
                ],
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ] {
            let mut hasher = Hasher::new();
            for piece in pieces {
                hasher.update(piece.as_bytes());
            }
            assert_eq!(text(hasher.finish()), expected);
        }
    }

    /// RFC 4231, sections 4.2, 4.3 and 4.7: a key shorter than a block, and one
    /// that is longer.
    #[test]
    fn a_code() {
        for (key, message, expected) in [
            (
                &[0x0b; 20][..],
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            assert_eq!(text(hmac(key, message.as_bytes())), expected);
        }
    }
}
