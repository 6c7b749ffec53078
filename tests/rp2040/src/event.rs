//! What happens on a board: what it logs, and what the emulator's trace tells.

use std::fmt;
use std::time::Duration;

use drs_status_firmware::Line;

/// The level of a pin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Driven high.
    High,
    /// Driven low, or not driven.
    Low,
}

/// Why the chip starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reset {
    /// The power came.
    PowerOn,
    /// The watchdog was not fed in time.
    Watchdog,
    /// The program asked the watchdog for it.
    Forced,
}

/// One thing that happened. Times are emulated, since the first power-on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The firmware said this.
    Log(Line),
    /// A pin has changed.
    Pin {
        /// When.
        at: Duration,
        /// Which, by its GPIO number.
        pin: u8,
        /// To which level.
        level: Level,
    },
    /// The chip starts.
    Reset {
        /// When.
        at: Duration,
        /// Why.
        why: Reset,
    },
    /// Another second has passed.
    Tick {
        /// So many seconds after the first power-on.
        at: Duration,
    },
    /// Another line of the trace: a command that was carried out, a fault, the end.
    Other {
        /// When.
        at: Duration,
        /// In the trace's words.
        what: String,
    },
    /// What the emulator had to say itself, which is nothing if all is well.
    Complaint(String),
}

impl Event {
    /// A line of the emulator's standard error.
    pub(crate) fn parse(line: &str) -> Self {
        Self::trace(line).unwrap_or_else(|| Self::Complaint(line.to_owned()))
    }

    fn trace(line: &str) -> Option<Self> {
        let (at, what) = line.strip_prefix('@')?.split_once(' ')?;
        let at = Duration::try_from_secs_f64(at.parse().ok()?).ok()?;
        let words: Vec<&str> = what.split(' ').collect();
        Some(match words[..] {
            ["pin", pin, level] => Self::Pin {
                at,
                pin: pin.parse().ok()?,
                level: match level {
                    "high" => Level::High,
                    "low" => Level::Low,
                    _ => return None,
                },
            },
            ["reset", ref why @ ..] => Self::Reset {
                at,
                why: match why {
                    ["power-on"] => Reset::PowerOn,
                    ["watchdog", "timer"] => Reset::Watchdog,
                    ["watchdog", "forced"] => Reset::Forced,
                    _ => return None,
                },
            },
            ["tick"] => Self::Tick { at },
            _ => Self::Other {
                at,
                what: what.to_owned(),
            },
        })
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Log(line) => write!(f, "{:>10} {line}", line.time),
            Self::Pin { at, pin, level } => write!(f, "{at:.3?} pin {pin} {level:?}"),
            Self::Reset { at, why } => write!(f, "{at:.3?} reset: {why:?}"),
            Self::Tick { at } => write!(f, "{at:.3?}"),
            Self::Other { at, what } => write!(f, "{at:.3?} {what}"),
            Self::Complaint(text) => write!(f, "complaint: {text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_trace() {
        let at = Duration::from_micros(12_345_678);
        for (line, expected) in [
            (
                "@12.345678 pin 25 high",
                Event::Pin {
                    at,
                    pin: 25,
                    level: Level::High,
                },
            ),
            (
                "@12.345678 reset watchdog timer",
                Event::Reset {
                    at,
                    why: Reset::Watchdog,
                },
            ),
            ("@12.345678 tick", Event::Tick { at }),
            (
                "@12.345678 link down",
                Event::Other {
                    at,
                    what: "link down".to_owned(),
                },
            ),
            (
                "emulator: something is not there",
                Event::Complaint("emulator: something is not there".to_owned()),
            ),
            (
                "@12.345678 reset moon",
                Event::Complaint("@12.345678 reset moon".to_owned()),
            ),
        ] {
            assert_eq!(Event::parse(line), expected);
        }
    }
}
