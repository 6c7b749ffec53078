//! What every reader does with a job: find its id among those that were asked,
//! name its status, have its texts at hand.

use core::hash::{Hash, Hasher};
use core::hint::black_box;

use drs_status_core::Status;

use crate::payload;

/// Takes the jobs of one response.
#[derive(Debug)]
pub struct Ledger {
    taken: usize,
    sum: Option<u32>,
}

impl Ledger {
    pub(crate) const fn counting() -> Self {
        Self {
            taken: 0,
            sum: None,
        }
    }

    pub(crate) const fn summing() -> Self {
        Self {
            taken: 0,
            sum: Some(0),
        }
    }

    pub(crate) const fn taken(&self) -> usize {
        self.taken
    }

    pub(crate) fn sum(&self) -> u32 {
        self.sum.unwrap_or_default()
    }

    /// Takes a job. One that nobody asked for is dropped.
    pub fn take(
        &mut self,
        id: &[u8],
        status: Status<'_>,
        error_code: Option<&[u8]>,
        error_message: Option<&[u8]>,
    ) {
        let expected = payload::id(self.taken).is_some_and(|asked| asked.as_bytes() == id);
        let index = if expected {
            Some(self.taken)
        } else {
            payload::ids().position(|asked| asked.as_bytes() == id)
        };
        let Some(index) = index else { return };
        self.taken += 1;
        black_box((index, status, error_code, error_message));
        if let Some(before) = self.sum {
            let mut sum = Sum(before);
            // Not the status's text: the table of those belongs to the decoder,
            // and an image that does not read has none.
            (id, status, error_code, error_message).hash(&mut sum);
            self.sum = Some(sum.0);
        }
    }
}

/// A sum of what came of it: FNV-1a.
pub(crate) struct Sum(pub(crate) u32);

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn finish(&self) -> u64 {
        self.0.into()
    }
}
