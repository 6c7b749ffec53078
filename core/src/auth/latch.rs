//! Credentials that were refused are not tried again.

/// Whether a client's credentials may be tried.
///
/// More than five refusals in a row lock an access key for five minutes (IAM,
/// *Troubleshooting*), and a password may be locked for longer. So once a
/// service has refused the credentials the client does not send them again:
/// not in the next call, not in a watch. [`Client::credentials_mut`], by which they
/// are replaced, opens the latch.
///
/// A device that reboots by itself keeps it: [`to_byte`](Self::to_byte) is what
/// to store, and [`Client::set_latch`] what to begin with.
///
/// [`Client::credentials_mut`]: crate::Client::credentials_mut
/// [`Client::set_latch`]: crate::Client::set_latch
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Latch {
    /// They may.
    #[default]
    Open,
    /// They were refused, and wait to be replaced.
    Refused,
}

impl Latch {
    /// What flash reads when it is erased.
    const OPEN: u8 = 0xFF;
    /// What can be written over it without erasing.
    const REFUSED: u8 = 0x00;

    /// The form that is stored: 0xFF, as erased flash reads, while it is open;
    /// 0x00 once it is not, which can be written over the other.
    #[must_use]
    pub const fn to_byte(self) -> u8 {
        match self {
            Self::Open => Self::OPEN,
            Self::Refused => Self::REFUSED,
        }
    }

    /// What was stored. A byte that never was counts as refused: asking for
    /// other credentials does less harm than a lock.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Self {
        match byte {
            Self::OPEN => Self::Open,
            _ => Self::Refused,
        }
    }
}
