//! Times as people and programs read them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use drs_status_core::CivilTime;

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// `2026-11-25T10:00:00Z`, after RFC 3339.
pub(crate) fn utc(time: SystemTime) -> String {
    let time = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    // The same without separators, up to the year 9999.
    let civil = CivilTime::at(time);
    let civil = civil.as_ref().map(CivilTime::as_str).unwrap_or_default();
    let part = |range| civil.get(range).unwrap_or("-");
    let (date, time) = (
        [part(0..4), part(4..6), part(6..8)].join("-"),
        [part(9..11), part(11..13), part(13..15)].join(":"),
    );
    format!("{date}T{time}Z")
}

/// `42s`, `3m05s`, `2h03m`, `5d02h`: as much as matters.
pub(crate) fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    let (days, hours, minutes) = (seconds / DAY, seconds / 3600, seconds / 60);
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3600 => format!("{minutes}m{:02}s", seconds % 60),
        3600..DAY => format!("{hours}h{:02}m", minutes % 60),
        _ => format!("{days}d{:02}h", hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_calendar_says() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_709_210_096, "2024-02-29T12:34:56Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
            (1_795_600_800, "2026-11-25T10:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(utc(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }

    #[test]
    fn a_span_has_two_units_at_most() {
        for (seconds, text) in [
            (0, "0s"),
            (59, "59s"),
            (60, "1m00s"),
            (3599, "59m59s"),
            (3600, "1h00m"),
            (86_399, "23h59m"),
            (86_400, "1d00h"),
            (9_000_000, "104d04h"),
        ] {
            assert_eq!(span(Duration::from_secs(seconds)), text);
        }
    }
}
