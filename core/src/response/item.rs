//! An item of `results`, looked at where the decoder has it.

use core::fmt;

use super::texts::Texts;
use crate::status::Status;
use crate::task::Message;
use crate::text::Text;

/// An item of `results` as it stands in the response. It borrows from the
/// decoder until the next one is read; [`Outcome::of`](crate::Outcome::of)
/// keeps it.
///
/// A pointer: each text is found when it is asked for.
#[derive(Clone, Copy)]
pub struct Item<'t> {
    texts: &'t Texts<'t>,
}

impl<'t> Item<'t> {
    pub(super) const fn of(texts: &'t Texts<'t>) -> Self {
        Self { texts }
    }

    /// The id, whatever it is. No document declares it required.
    #[must_use]
    pub fn id(&self) -> Option<Text<'t>> {
        self.texts.id()
    }

    /// The status, where there is one.
    #[must_use]
    pub fn status(&self) -> Option<Status<'t>> {
        self.texts.status()
    }

    /// The service code, such as `DRS.M05004`, where something is wrong.
    #[must_use]
    pub fn error_code(&self) -> Option<Text<'t>> {
        self.texts.error_code()
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn error_message(&self) -> Option<Message<'t>> {
        self.texts.error_message()
    }
}

/// Two items are the same if they say the same.
impl PartialEq for Item<'_> {
    fn eq(&self, other: &Item<'_>) -> bool {
        self.id() == other.id()
            && self.status() == other.status()
            && self.error_code() == other.error_code()
            && self.error_message() == other.error_message()
    }
}

impl Eq for Item<'_> {}

impl fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("id", &self.id())
            .field("status", &self.status())
            .field("error_code", &self.error_code())
            .field("error_message", &self.error_message())
            .finish()
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Item<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(
            f,
            "Item {{ id: {}, status: {}, error_code: {}, error_message: {} }}",
            self.id(),
            self.status(),
            self.error_code(),
            self.error_message()
        );
    }
}
