//! Text of a response, borrowed while it passes.

use core::fmt;

/// Text of a response: UTF-8, checked while it arrived.
///
/// [`as_bytes`](Self::as_bytes) costs nothing, and is enough to compare it or to
/// send it on. [`as_str`](Self::as_str) costs a look at each byte: there is no
/// other way to a `str` without `unsafe`.
///
/// It comes from the network: escape control and bidirectional characters
/// before a person sees it. [`Debug`](fmt::Debug) does.
///
/// ```
/// use drs_status_core::Text;
///
/// let text = Text::new("DRS.M05004");
/// assert_eq!(text, *"DRS.M05004");
/// assert_eq!(text.as_str(), "DRS.M05004");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Text<'t>(&'t [u8]);

impl<'t> Text<'t> {
    /// The text that `text` is.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self(text.as_bytes())
    }

    /// What a decoder stored: whole characters of UTF-8, and nothing else.
    pub(crate) const fn of_stored(bytes: &'t [u8]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(self) -> &'t [u8] {
        self.0
    }

    /// Its characters.
    #[must_use]
    pub const fn as_str(self) -> &'t str {
        // An empty text is never the fallback of a broken one: see `of_stored`.
        match core::str::from_utf8(self.0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other.as_bytes()
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(text: &'t str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Text<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        self.as_str().format(f);
    }
}
