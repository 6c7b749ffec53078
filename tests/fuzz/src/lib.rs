//! What the fuzz targets demand of the core, callable from ordinary tests too.
//!
//! | file | what it is |
//! |---|---|
//! | `tree` | any JSON as `serde_json` reads it, with order and duplicates |
//! | `expected` | what a decoder should make of that, by a second reading of the schema |
//! | `decoded` | what the decoder makes of it |
//! | `chance` | how bytes are cut into pieces: derived from the bytes themselves |
//! | `encode`, `refusal` | two other ways through the core |
//! | `http1`, `stream` | answers as they come over a stream |

mod chance;
mod decoded;
mod encode;
mod expected;
mod http1;
mod refusal;
#[cfg(test)]
mod seeds;
mod stream;
mod tree;

pub use encode::encode;
pub use http1::http1;
pub use refusal::refusal;

use chance::Chance;
use decoded::decode_pieces;
use expected::{Expected, expect};

/// Demands that the decoder and the oracle agree on `bytes`, which arrive in
/// pieces: on whether they are accepted, on every field, and, where they are
/// JSON, on the reason to refuse them.
///
/// # Panics
///
/// If they do not.
pub fn decode(bytes: &[u8]) {
    let mut chance = Chance::of(bytes);
    let room = chance.below(200);
    let decoded = decode_pieces(room, chance.pieces(bytes));
    match (expect(bytes, room), decoded) {
        (Expected::Response(expected), Ok(decoded)) => assert_eq!(decoded, expected),
        (Expected::Refused(expected), Err(error)) => assert_eq!(error.kind(), expected),
        // Which is said where both JSON and schema are broken is the order in
        // which they stand: the oracle sees the first only.
        (Expected::NotJson, Err(_)) => {}
        (expected, decoded) => panic!("decoded: {decoded:?}\nexpected: {expected:?}"),
    }
}

/// Demands that the decoder says the same of `bytes`, errors and offsets too,
/// however they arrive.
///
/// # Panics
///
/// If it does not.
pub fn split(bytes: &[u8]) {
    let mut chance = Chance::of(bytes);
    let room = chance.below(200);
    let whole = decode_pieces(room, [bytes]);
    for len in [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 64] {
        assert_eq!(
            decode_pieces(room, bytes.chunks(len)),
            whole,
            "pieces of {len}"
        );
    }
    for _ in 0..8 {
        let (front, back) = bytes.split_at(chance.below(bytes.len() + 1));
        let at = front.len();
        assert_eq!(
            decode_pieces(room, [front, b"", back]),
            whole,
            "split at {at}"
        );
    }
    assert_eq!(
        decode_pieces(room, chance.pieces(bytes)),
        whole,
        "pieces by chance"
    );
}
