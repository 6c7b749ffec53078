//! Room for a signature.

use core::fmt;

use heapless::Vec;
use zeroize::Zeroize;

use super::authorization_header::MAX_LEN;
use crate::civil_time::{CIVIL_TIME_LEN, CivilTime};
use crate::put::Put;

/// Room for a signature: for the date that it bears and the header that it
/// travels in.
///
/// About 300 bytes. They are wiped when another signature takes their place, and
/// when they are dropped: for a quarter of an hour a signature is as good as the
/// request that it was made for. `Debug` shows `***`.
#[derive(Default)]
pub struct Signature {
    date: [u8; CIVIL_TIME_LEN],
    authorization: Vec<u8, MAX_LEN>,
}

impl Signature {
    /// Room, as yet empty.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            date: [0; CIVIL_TIME_LEN],
            authorization: Vec::new(),
        }
    }

    /// Keeps the date and what `write` writes, and gives both as text.
    pub(super) fn keep(
        &mut self,
        date: CivilTime,
        write: impl FnOnce(&mut Vec<u8, MAX_LEN>) -> fmt::Result,
    ) -> (&str, &str) {
        self.wipe();
        self.date = *date.as_bytes();
        // There is room for the longest that can be.
        let _ = write(&mut self.authorization);
        (text(&self.date), text(&self.authorization))
    }

    fn wipe(&mut self) {
        self.date.zeroize();
        self.authorization.as_mut_slice().zeroize();
        self.authorization.clear();
    }
}

/// What was written here as text.
fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

/// What does not fit is left out whole: nothing is that long.
impl Put for Vec<u8, MAX_LEN> {
    fn put(&mut self, bytes: &[u8]) -> fmt::Result {
        self.extend_from_slice(bytes).map_err(|_| fmt::Error)
    }
}

impl Drop for Signature {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(***)")
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Signature {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "Signature(***)");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;

    fn kept<'s>(signature: &'s mut Signature, text: &str) -> (&'s str, &'s str) {
        let date = CivilTime::at(core::time::Duration::ZERO).unwrap();
        signature.keep(date, |room| room.put(text.as_bytes()))
    }

    #[test]
    fn another_signature_leaves_nothing_of_the_last() {
        let mut signature = Signature::new();
        let longest = "x".repeat(MAX_LEN);
        assert_eq!(
            kept(&mut signature, &longest),
            ("19700101T000000Z", longest.as_str())
        );
        assert_eq!(kept(&mut signature, "short").1, "short");
        assert_eq!(format!("{signature:?}"), "Signature(***)");
    }

    #[test]
    fn what_is_wiped_is_nought() {
        let mut signature = Signature::new();
        kept(&mut signature, "a signature");
        signature.wipe();
        assert_eq!(signature.date, [0; CIVIL_TIME_LEN]);
        // Its bytes are looked at where they were.
        signature
            .authorization
            .resize_default("a signature".len())
            .unwrap();
        assert!(signature.authorization.iter().all(|byte| *byte == 0));
    }
}
