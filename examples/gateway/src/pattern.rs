//! What a lamp does over time.

use core::time::Duration;

use embedded_hal::digital::PinState;

/// What a lamp does over time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Pattern {
    /// Always lit.
    Steady,
    /// Lit for a second, dark for a second.
    SlowBlink,
    /// Four times a second.
    FastBlink,
    /// Dark, with a short light every four seconds: the lamp itself is alive.
    Wink,
    /// The same with two short lights.
    DoubleWink,
}

/// Into how many steps a second is divided.
const STEPS_A_SECOND: u32 = 8;

impl Pattern {
    /// The shortest time for which a lamp is lit or dark.
    pub const STEP: Duration = Duration::from_millis(1000 / STEPS_A_SECOND as u64);

    /// How many steps it takes until it begins again, and which of them are lit: the
    /// first is the lowest bit.
    const fn steps(self) -> (u64, u32) {
        match self {
            Self::Steady => (1, 0b1),
            Self::SlowBlink => (16, 0b1111_1111),
            Self::FastBlink => (2, 0b1),
            Self::Wink => (32, 0b1),
            Self::DoubleWink => (32, 0b101),
        }
    }

    /// The level of the pin so long after it began: high is lit.
    #[must_use]
    pub fn at(self, elapsed: Duration) -> PinState {
        let (len, lit) = self.steps();
        let of_second = elapsed.subsec_millis() * STEPS_A_SECOND / 1000;
        // Whatever time has passed: only its place among the steps counts.
        let seconds = elapsed.as_secs() % len;
        let step = (seconds * u64::from(STEPS_A_SECOND) + u64::from(of_second)) % len;
        PinState::from(lit >> step & 1 == 1)
    }
}
