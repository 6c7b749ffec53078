//! The form of what survives a reset.

use core::time::Duration;

use drs_status_core::Latch;

/// How many bytes survive a reset: what the four free scratch registers of an RP2040's
/// watchdog hold.
pub const KEPT_LEN: usize = 16;

/// What survives a reset.
///
/// | bytes | what |
/// |---|---|
/// | 0 | the version of this form, 1 |
/// | 1 | the [`Latch`] |
/// | 2, 3 | the check over all of them with these two as zeros: CRC-16/IBM-3740 |
/// | 4 to 7 | which credentials the latch is of |
/// | 8 to 15 | the time of day that was proven last, in seconds since 1970 |
///
/// Numbers are little-endian.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Kept {
    pub(crate) latch: Latch,
    pub(crate) mark: u32,
    pub(crate) time: Duration,
}

impl Kept {
    const VERSION: u8 = 1;

    /// Nothing was kept of these credentials.
    pub(crate) const fn nothing(mark: u32) -> Self {
        Self {
            latch: Latch::Open,
            mark,
            time: Duration::ZERO,
        }
    }

    pub(crate) fn to_bytes(self) -> [u8; KEPT_LEN] {
        let head = [Self::VERSION, self.latch.to_byte(), 0, 0];
        let mark = self.mark.to_le_bytes();
        let time = self.time.as_secs().to_le_bytes();
        let mut bytes = [0; KEPT_LEN];
        for (byte, of) in bytes.iter_mut().zip(head.iter().chain(&mark).chain(&time)) {
            *byte = *of;
        }
        [bytes[2], bytes[3]] = check(&bytes).to_le_bytes();
        bytes
    }

    /// What was kept; `None` for what never was, such as what memory reads after the
    /// power came, erased flash, or another version's.
    pub(crate) fn from_bytes(bytes: &[u8; KEPT_LEN]) -> Option<Self> {
        let (head, mark_and_time) = bytes.split_first_chunk::<4>()?;
        let (mark, time) = mark_and_time.split_first_chunk::<4>()?;
        let kept = Self {
            latch: Latch::from_byte(head[1]),
            mark: u32::from_le_bytes(*mark),
            time: Duration::from_secs(u64::from_le_bytes(*time.first_chunk()?)),
        };
        (kept.to_bytes() == *bytes).then_some(kept)
    }
}

/// CRC-16/IBM-3740.
fn check(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |mut crc: u16, byte| {
        crc ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            let is_out = crc & 0x8000 != 0;
            crc <<= 1;
            if is_out {
                crc ^= 0x1021;
            }
        }
        crc
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: Kept = Kept {
        latch: Latch::Refused,
        mark: 0x1234_5678,
        time: Duration::from_secs(1_795_600_800),
    };

    #[test]
    fn the_form_is_version_1() {
        let bytes = [
            0x01, 0x00, 0x23, 0x9C, 0x78, 0x56, 0x34, 0x12, 0xA0, 0xB1, 0x06, 0x6B, 0, 0, 0, 0,
        ];
        assert_eq!(KEPT.to_bytes(), bytes);
        assert_eq!(Kept::from_bytes(&bytes), Some(KEPT));
        // The check of the catalogue of CRCs.
        assert_eq!(check(b"123456789"), 0x29B1);
    }

    #[test]
    fn whatever_bit_is_another_it_is_not_taken() {
        for kept in [KEPT, Kept::nothing(0)] {
            let bytes = kept.to_bytes();
            assert_eq!(Kept::from_bytes(&bytes), Some(kept));
            for bit in 0..8 * KEPT_LEN {
                let mut other = bytes;
                other[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(Kept::from_bytes(&other), None, "bit {bit}");
            }
        }
        for byte in [0x00, 0xFF] {
            assert_eq!(Kept::from_bytes(&[byte; KEPT_LEN]), None, "{byte}");
        }
    }
}
