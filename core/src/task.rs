//! One job's answer, borrowed while it passes.

use core::fmt;

use crate::job::JobId;
use crate::status::Status;
use crate::text::Text;

/// The answer for a job that was asked. It borrows until the next one is read;
/// [`TaskStatus`](crate::TaskStatus) keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Task<'t> {
    /// Where its id stands in the list that was asked, counted from 0.
    pub index: usize,
    /// The id that was asked.
    pub id: JobId<'t>,
    /// The status. An item may come with an error and no status.
    pub status: Option<Status<'t>>,
    /// The service code, such as `DRS.M05004`, where something is wrong.
    pub error_code: Option<Text<'t>>,
    /// What is wrong, in words.
    pub error_message: Option<Message<'t>>,
}

impl Task<'_> {
    /// Whether something is wrong with the job: its status says so, or an
    /// error came with it.
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        self.error_code.is_some()
            || match self.status {
                Some(status) => status.has_failed(),
                None => self.error_message.is_some(),
            }
    }
}

/// What the service wrote for people, or as much of it as there was room for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Message<'t> {
    text: Text<'t>,
    full_len: usize,
}

impl<'t> Message<'t> {
    pub(crate) const fn new(text: Text<'t>, full_len: usize) -> Self {
        Self { text, full_len }
    }

    /// The text, or as much of it as there was room for.
    #[must_use]
    pub const fn text(&self) -> Text<'t> {
        self.text
    }

    /// Whether the text was longer than its room.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.text.as_bytes().len() < self.full_len
    }

    /// The length of the whole message in bytes.
    #[must_use]
    pub const fn full_len(&self) -> usize {
        self.full_len
    }
}

/// The text, with `…` after it where it was cut.
impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.as_str())?;
        if self.is_cut() {
            f.write_str("…")
        } else {
            Ok(())
        }
    }
}
