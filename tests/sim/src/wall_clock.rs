//! What time the gateway thinks it is.

use std::time::Duration;

use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

/// The clock of the gateway, by which it judges the dates of signatures.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum WallClock {
    /// As that of this machine.
    #[default]
    Right,
    /// Ahead of it by so much, as seen by a client that is behind.
    Ahead(Duration),
    /// Behind it by so much.
    Behind(Duration),
}

impl WallClock {
    fn now(self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc();
        match self {
            Self::Right => now,
            Self::Ahead(time) => now + time,
            Self::Behind(time) => now - time,
        }
    }

    /// How far `date`, as `YYYYMMDDTHHMMSSZ`, is from now; `None` if it is no
    /// date.
    pub(crate) fn distance_to(self, date: &str) -> Option<Duration> {
        let format = format_description!("[year][month][day]T[hour][minute][second]Z");
        let date = PrimitiveDateTime::parse(date, format).ok()?;
        Some((self.now() - date.assume_utc()).unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_date() {
        for (text, is_one) in [
            ("20260101T000000Z", true),
            ("20240229T235959Z", true),
            ("20230229T000000Z", false),
            ("2026-01-01T00:00:00Z", false),
            ("20260101T000000", false),
            ("20260101T240000Z", false),
            ("", false),
        ] {
            let distance = WallClock::Right.distance_to(text);
            assert_eq!(distance.is_some(), is_one, "{text:?}");
        }
    }

    #[test]
    fn both_directions_count() {
        let hour = Duration::from_secs(3600);
        for clock in [WallClock::Ahead(hour), WallClock::Behind(hour)] {
            let now = OffsetDateTime::now_utc();
            let format = format_description!("[year][month][day]T[hour][minute][second]Z");
            let distance = clock.distance_to(&now.format(format).unwrap()).unwrap();
            assert!(
                distance.abs_diff(hour) < Duration::from_secs(60),
                "{clock:?}"
            );
        }
    }
}
