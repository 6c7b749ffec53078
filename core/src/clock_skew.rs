//! How far two clocks are from each other.

use core::fmt;
use core::time::Duration;

use crate::span::since;

/// How far the clock here is from the service's, where that is too far for a
/// signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum ClockSkew {
    /// It is ahead by so much.
    Ahead(Duration),
    /// It is behind by so much.
    Behind(Duration),
}

impl ClockSkew {
    /// How far the date of a signature may be from the service's time (API
    /// Gateway developer guide, *AK/SK Signing and Authentication Algorithm*).
    const ALLOWED: Duration = Duration::from_secs(15 * 60);

    /// `None` where it is not too far.
    pub(crate) fn between(here: Duration, service: Duration) -> Option<Self> {
        let (ahead, behind) = (since(service, here), since(here, service));
        if ahead > Self::ALLOWED {
            Some(Self::Ahead(ahead))
        } else if behind > Self::ALLOWED {
            Some(Self::Behind(behind))
        } else {
            None
        }
    }
}

/// Such as `the clock here is 61 minutes behind the service's`.
impl fmt::Display for ClockSkew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (span, direction) = match self {
            Self::Ahead(span) => (span, "ahead of"),
            Self::Behind(span) => (span, "behind"),
        };
        let minutes = span.as_secs() / 60;
        let (number, unit) = match minutes {
            0..120 => (minutes, "minutes"),
            120..2880 => (minutes / 60, "hours"),
            _ => (minutes / 1440, "days"),
        };
        write!(
            f,
            "the clock here is {number} {unit} {direction} the service's"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;
    use std::prelude::v1::*;

    #[test]
    fn a_quarter_of_an_hour_is_allowed_both_ways() {
        let base = 1_800_000_000;
        let at = Duration::from_secs;
        for (here, expected) in [
            (base, None),
            (base + 900, None),
            (base + 901, Some(ClockSkew::Ahead(at(901)))),
            (base - 900, None),
            (base - 901, Some(ClockSkew::Behind(at(901)))),
            (0, Some(ClockSkew::Behind(at(base)))),
        ] {
            assert_eq!(ClockSkew::between(at(here), at(base)), expected, "{here}");
        }
    }

    #[test]
    fn it_is_shown_in_a_unit_that_fits() {
        for (seconds, shown) in [
            (901, "15 minutes"),
            (7199, "119 minutes"),
            (7200, "2 hours"),
            (172_799, "47 hours"),
            (172_800, "2 days"),
        ] {
            let span = Duration::from_secs(seconds);
            assert_eq!(
                ClockSkew::Ahead(span).to_string(),
                format!("the clock here is {shown} ahead of the service's")
            );
            assert_eq!(
                ClockSkew::Behind(span).to_string(),
                format!("the clock here is {shown} behind the service's")
            );
        }
    }
}
