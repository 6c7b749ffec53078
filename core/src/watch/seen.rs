//! What was last seen of a job, in four bytes.

use crate::status::{Class, Status};
use crate::task::Task;
use crate::text::Text;

/// What was last seen of one job, in four bytes.
///
/// A caller may store them, such as in flash: [`to_bytes`](Self::to_bytes) and
/// [`from_bytes`](Self::from_bytes) are version [`VERSION`](Self::VERSION) of
/// this form, and another form will have another number.
///
/// | byte | what |
/// |---|---|
/// | 0 | 0: nothing yet; 1 to 29: the status, by its place in [`Status::ALL`] counted from 1; 253: an item without a status; 254: a status that is not in the table; 255: no answer for the id |
/// | 1 | bit 7: the job has failed; bits 6 to 0, with bytes 2 and 3: a hash of the error code and of a status that is not in the table |
///
/// The hash has 23 bits: of two answers that differ in nothing else, one in
/// 8,388,608 is taken for the other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Seen([u8; 4]);

/// What a job was before it changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Was {
    /// It was not known: this is the first that is seen of it.
    New,
    /// The service did not answer for it.
    Missing,
    /// It had this status.
    Known(Status<'static>),
    /// It had a status that is not in the table, or none.
    Other,
}

const NOTHING: u8 = 0;
const WITHOUT_STATUS: u8 = 253;
const OTHER: u8 = 254;
const MISSING: u8 = 255;

/// In byte 1.
const FAILED: u8 = 0x80;

impl Seen {
    /// The version of the form that is stored.
    pub const VERSION: u8 = 1;

    /// Nothing was seen yet.
    pub const NOTHING: Self = Self([NOTHING; 4]);

    pub(crate) const MISSING: Self = Self([MISSING, 0, 0, 0]);

    /// The form that is stored.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 4] {
        self.0
    }

    /// What was stored; `None` for what this version does not store.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 4]) -> Option<Self> {
        let [first, second, third, fourth] = bytes;
        match first {
            NOTHING | MISSING if second | third | fourth != 0 => None,
            NOTHING | WITHOUT_STATUS.. => Some(Self(bytes)),
            _ if first as usize <= Status::ALL.len() => Some(Self(bytes)),
            _ => None,
        }
    }

    /// What `task` is.
    pub(crate) fn of(task: &Task<'_>) -> Self {
        let (first, other) = match task.status {
            None => (WITHOUT_STATUS, None),
            Some(status) => match place(status) {
                Some(place) => (place + 1, None),
                None => (OTHER, Some(Text::new(status.as_str()))),
            },
        };
        let mut hash = Hash::NOTHING;
        for text in [other, task.error_code].into_iter().flatten() {
            hash = hash.with(text.as_bytes());
        }
        let [second, third, fourth] = hash.low_bits();
        let failed = if task.has_failed() { FAILED } else { 0 };
        Self([first, failed + (second & !FAILED), third, fourth])
    }

    /// What it says of the job before a change.
    #[must_use]
    pub fn was(self) -> Was {
        match self.0[0] {
            NOTHING => Was::New,
            MISSING => Was::Missing,
            _ => self.status().map_or(Was::Other, Was::Known),
        }
    }

    /// The status, if it is a documented one.
    #[must_use]
    pub fn status(self) -> Option<Status<'static>> {
        let place = usize::from(self.0[0]).checked_sub(1)?;
        Status::ALL.get(place).copied()
    }

    /// Whether the job has failed: see [`Task::has_failed`].
    #[must_use]
    pub const fn has_failed(self) -> bool {
        self.0[1] & FAILED != 0
    }

    /// Whether the job has ended: see [`Status::has_ended`].
    #[must_use]
    pub fn has_ended(self) -> bool {
        let class = self.status().map(|status| status.class());
        class == Some(Class::Ended)
    }
}

/// The place of a documented status in the table.
fn place(status: Status<'_>) -> Option<u8> {
    let same = |known: &Status<'_>| known.as_str() == status.as_str();
    let place = Status::ALL.iter().position(same)?;
    u8::try_from(place).ok()
}

/// FNV-1a of 32 bits, of texts that are told apart from one another.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    const NOTHING: Self = Self(0);

    fn with(self, text: &[u8]) -> Self {
        let start = match self.0 {
            0 => 0x811C_9DC5,
            before => before,
        };
        // A byte that no text has ends each of them.
        let bytes = text.iter().chain(&[0xFF]);
        Self(bytes.fold(start, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        }))
    }

    /// Folded together, so that all bits count.
    const fn low_bits(self) -> [u8; 3] {
        let [_, a, b, c] = (self.0 ^ self.0 >> 23).to_be_bytes();
        [a, b, c]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::JobId;
    use std::collections::HashSet;
    use std::format;
    use std::prelude::v1::*;

    fn seen(status: Option<&str>, error_code: Option<&str>) -> Seen {
        Seen::of(&Task {
            index: 0,
            id: JobId::literal("9a470239-2308-4bb5-a6bc-1040402fjb21"),
            status: status.map(Status::from_text),
            error_code: error_code.map(Text::new),
            error_message: None,
        })
    }

    #[test]
    fn the_stored_form_is_version_1() {
        for (seen, bytes, was) in [
            (Seen::NOTHING, [0, 0, 0, 0], Was::New),
            (Seen::MISSING, [255, 0, 0, 0], Was::Missing),
            (
                seen(Some("CREATING"), None),
                [1, 0, 0, 0],
                Was::Known(Status::Creating),
            ),
            (
                seen(Some("NODE_UPGRADE_FAILED"), None),
                [29, 0x80, 0, 0],
                Was::Known(Status::NodeUpgradeFailed),
            ),
            (
                seen(Some("PAUSEING"), None),
                [7, 0, 0, 0],
                Was::Known(Status::Pausing),
            ),
            (
                seen(Some("DELETED"), Some("DRS.M05004")),
                [20, 0x98, 0x9C, 0x66],
                Was::Known(Status::Deleted),
            ),
            (
                seen(Some("SLEEPING"), None),
                [254, 0x42, 0x90, 0xA6],
                Was::Other,
            ),
            (
                seen(None, Some("DRS.M05004")),
                [253, 0x98, 0x9C, 0x66],
                Was::Other,
            ),
        ] {
            assert_eq!(seen.to_bytes(), bytes, "{was:?}");
            assert_eq!(Seen::from_bytes(bytes), Some(seen));
            assert_eq!(seen.was(), was);
        }
        for strange in [
            [0, 0, 0, 1],
            [0, 1, 1, 0],
            [0, 0, 1, 1],
            [30, 0, 0, 0],
            [252, 0, 0, 0],
            [255, 1, 0, 0],
            [255, 1, 0, 1],
        ] {
            assert_eq!(Seen::from_bytes(strange), None);
        }
    }

    #[test]
    fn whatever_is_not_in_the_table_tells_answers_apart() {
        // An interpreter is given fewer.
        const ANSWERS: u32 = if cfg!(miri) { 200 } else { 2000 };
        let mut all = HashSet::new();
        for number in 0..ANSWERS {
            assert!(all.insert(seen(Some(&format!("STATUS_{number}")), None)));
            assert!(all.insert(seen(Some("CREATING"), Some(&format!("DRS.M{number:05}")))));
        }
        assert_ne!(seen(Some("AB"), Some("C")), seen(Some("A"), Some("BC")));
        assert_ne!(seen(None, Some("A")), seen(Some("A"), None));
    }

    #[test]
    fn what_a_condition_asks() {
        assert!(seen(Some("CREATE_FAILED"), None).has_failed());
        assert!(seen(Some("CREATING"), Some("DRS.M05004")).has_failed());
        assert!(!seen(Some("CREATING"), None).has_failed());
        assert!(seen(Some("DELETED"), None).has_ended());
        assert!(!seen(Some("SLEEPING"), None).has_ended());
        assert!(!Seen::NOTHING.has_ended() && !Seen::MISSING.has_ended());
    }
}
