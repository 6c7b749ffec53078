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

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::String;

    /// A step a character: `#` for lit.
    fn drawn(pattern: Pattern, steps: u32) -> String {
        let at = |step| pattern.at(Pattern::STEP * step);
        (0..steps)
            .map(|step| match at(step) {
                PinState::High => '#',
                PinState::Low => '.',
            })
            .collect()
    }

    #[test]
    fn what_a_lamp_does_in_four_seconds_and_again() {
        for (pattern, in_four_seconds) in [
            (Pattern::Steady, "################################"),
            (Pattern::SlowBlink, "########........########........"),
            (Pattern::FastBlink, "#.#.#.#.#.#.#.#.#.#.#.#.#.#.#.#."),
            (Pattern::Wink, "#..............................."),
            (Pattern::DoubleWink, "#.#............................."),
        ] {
            let once = drawn(pattern, 32);
            assert_eq!(once, in_four_seconds, "{pattern:?}");
            assert_eq!(drawn(pattern, 64), once.repeat(2), "{pattern:?}");
        }
    }

    #[test]
    fn within_a_step_nothing_changes_and_after_years_it_goes_on() {
        let millis = Duration::from_millis;
        let years = Duration::from_secs(4 * 1_000_000_000);
        for start in [Duration::ZERO, years] {
            assert_eq!(Pattern::Wink.at(start), PinState::High);
            assert_eq!(Pattern::Wink.at(start + millis(124)), PinState::High);
            assert_eq!(Pattern::Wink.at(start + millis(125)), PinState::Low);
            assert_eq!(Pattern::Wink.at(start + millis(3999)), PinState::Low);
        }
        assert_eq!(Pattern::Steady.at(Duration::MAX), PinState::High);
    }
}
