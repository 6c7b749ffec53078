//! What time the gateway thinks it is.

use std::time::Duration;

use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

/// The clock of the service, by which the gateway judges the dates of signatures
/// and IAM says when tokens expire; answers bear its date.
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
    pub(crate) fn now(self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc();
        match self {
            Self::Right => now,
            Self::Ahead(time) => now + time,
            Self::Behind(time) => now - time,
        }
    }

    /// Now, as HTTP writes it (RFC 9110, section 5.6.7).
    pub(crate) fn http_date(self) -> String {
        let format = format_description!(
            "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
        );
        self.now().format(format).unwrap_or_default()
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
    fn a_date_as_http_writes_it() {
        let date = WallClock::Right.http_date();
        let today = OffsetDateTime::now_utc();
        assert_eq!(date.len(), "Sun, 06 Nov 1994 08:49:37 GMT".len());
        assert!(date.contains(&format!(" {} ", today.year())), "{date}");
        assert!(
            date.starts_with(&today.weekday().to_string()[..3]),
            "{date}"
        );
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
