//! Somewhere for bytes to go.

use core::fmt;

/// Takes bytes as they come.
///
/// `fmt::Write` with less behind it: a `dyn` of that brings the machinery of
/// `core::fmt` into every image, whether anything is formatted or not.
pub(crate) trait Put {
    /// Each call has whole characters, where they are text.
    fn put(&mut self, bytes: &[u8]) -> fmt::Result;
}

/// What is text goes where text goes.
pub(crate) struct AsText<'w>(pub(crate) &'w mut dyn fmt::Write);

impl Put for AsText<'_> {
    fn put(&mut self, bytes: &[u8]) -> fmt::Result {
        let text = core::str::from_utf8(bytes).map_err(|_| fmt::Error)?;
        self.0.write_str(text)
    }
}
