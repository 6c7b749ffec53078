//! One job's answer, kept in memory of fixed size.

use heapless::String;

use crate::response::Item;
use crate::response::MAX_ERROR_CODE_LEN;
use crate::status::{MAX_STATUS_LEN, Status};
use crate::task::{Message, Task};
use crate::text::Text;

/// The answer for a job that was asked, kept.
///
/// `MESSAGE` is the room for the error message in bytes; 0 keeps none of it.
/// It takes about 100 bytes and the message.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct TaskStatus<const MESSAGE: usize = 128> {
    /// Where its id stands in the list that was asked, counted from 0.
    pub index: usize,
    /// What was answered.
    pub outcome: Outcome<MESSAGE>,
}

impl<const MESSAGE: usize> TaskStatus<MESSAGE> {
    /// Keeps `task`.
    #[must_use]
    pub fn of(task: &Task<'_>) -> Self {
        Self {
            index: task.index,
            outcome: Outcome::new(task.status, task.error_code, task.error_message),
        }
    }
}

impl<const MESSAGE: usize> core::ops::Deref for TaskStatus<MESSAGE> {
    type Target = Outcome<MESSAGE>;

    fn deref(&self) -> &Self::Target {
        &self.outcome
    }
}

/// A status and what went wrong, kept; whose it is stands beside it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Outcome<const MESSAGE: usize = 128> {
    pub(crate) status: Option<KeptStatus>,
    pub(crate) error_code: Option<String<MAX_ERROR_CODE_LEN, u8>>,
    pub(crate) error_message: Option<KeptMessage<MESSAGE>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) enum KeptStatus {
    Known(Status<'static>),
    Other(String<MAX_STATUS_LEN, u8>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) struct KeptMessage<const MESSAGE: usize> {
    pub(crate) text: String<MESSAGE, u16>,
    pub(crate) full_len: u32,
}

impl<const MESSAGE: usize> Outcome<MESSAGE> {
    /// Keeps what `item` says.
    #[must_use]
    pub fn of(item: &Item<'_>) -> Self {
        Self::new(item.status(), item.error_code(), item.error_message())
    }

    /// Keeps what a decoder handed out: its status and code always fit.
    pub(crate) fn new(
        status: Option<Status<'_>>,
        error_code: Option<Text<'_>>,
        error_message: Option<Message<'_>>,
    ) -> Self {
        Self {
            status: status.map(KeptStatus::of),
            error_code: error_code.map(|code| prefix(code.as_str())),
            error_message: error_message.map(|message| KeptMessage {
                text: prefix(message.text().as_str()),
                full_len: u32::try_from(message.full_len()).unwrap_or(u32::MAX),
            }),
        }
    }

    /// The status. An item may come with an error and no status.
    #[must_use]
    pub fn status(&self) -> Option<Status<'_>> {
        self.status.as_ref().map(|status| match status {
            KeptStatus::Known(status) => *status,
            KeptStatus::Other(text) => Status::Other(Text::new(text)),
        })
    }

    /// The service code, such as `DRS.M05004`, where something is wrong.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.error_code.as_deref()
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn error_message(&self) -> Option<Message<'_>> {
        self.error_message
            .as_ref()
            .map(|message| Message::new(Text::new(&message.text), message.full_len as usize))
    }

    /// Whether something is wrong with the job: see [`Task::has_failed`].
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.error_code.is_some()
            || match self.status() {
                Some(status) => status.has_failed(),
                None => self.error_message.is_some(),
            }
    }
}

impl KeptStatus {
    pub(crate) fn of(status: Status<'_>) -> Self {
        match Status::ALL
            .iter()
            .find(|known| known.as_str() == status.as_str())
        {
            Some(known) => Self::Known(*known),
            None => Self::Other(prefix(status.as_str())),
        }
    }
}

/// As much of `text` as fits, up to a character boundary.
pub(crate) fn prefix<const N: usize, L: heapless::LenType>(text: &str) -> String<N, L> {
    let mut kept = String::new();
    // It fits.
    let _ = kept.push_str(cut(text, N));
    kept
}

/// The longest prefix of `text` that has at most `len` bytes.
fn cut(text: &str, len: usize) -> &str {
    let mut lens = (0..=len.min(text.len())).rev();
    lens.find_map(|len| text.get(..len)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::prelude::v1::*;

    #[test]
    fn a_message_is_cut_at_a_character_boundary_and_says_so() {
        fn kept<const ROOM: usize>() -> Outcome<ROOM> {
            let message = Message::new("abc状态".into(), 9);
            let status = Status::Other("SLEEPING".into());
            Outcome::new(Some(status), Some("DRS.M05004".into()), Some(message))
        }
        let cut = kept::<8>();
        let message = cut.error_message().unwrap();
        assert_eq!(
            (
                message.text().as_str(),
                message.is_cut(),
                message.full_len()
            ),
            ("abc状", true, 9)
        );
        assert_eq!(message.to_string(), "abc状…");
        assert_eq!(cut.status(), Some(Status::Other("SLEEPING".into())));
        assert_eq!(cut.error_code(), Some("DRS.M05004"));

        let whole = kept::<9>();
        assert!(!whole.error_message().unwrap().is_cut());
        let none = kept::<0>();
        assert_eq!(none.error_message().unwrap().text().as_str(), "");
        assert!(none.error_message().unwrap().is_cut());
    }

    #[test]
    fn a_known_status_survives_being_kept() {
        for status in Status::ALL {
            let kept = Outcome::<0>::new(Some(status), None, None);
            assert_eq!(kept.status(), Some(status));
            assert_eq!(kept.has_failed(), status.has_failed());
        }
    }
}
