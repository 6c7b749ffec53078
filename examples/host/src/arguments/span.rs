//! Times as people write them.

use std::time::Duration;

/// Longest time that a request may be given.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A time such as `500ms`, `30s`, `2m`, `1h`; seconds where no unit is named.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    time_until(DAY, text).ok_or_else(|| {
        "a time is a number with ms, s, m or h, above 0 and at most a day".to_owned()
    })
}

/// As [`time`], of up to a year.
pub(crate) fn long_time(text: &str) -> Result<Duration, String> {
    time_until(365 * DAY, text).ok_or_else(|| {
        "a time is a number with ms, s, m, h or d, above 0 and at most 365d".to_owned()
    })
}

fn time_until(longest: Duration, text: &str) -> Option<Duration> {
    let unit_at = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(unit_at);
    let unit = match unit {
        "ms" => Duration::from_millis(1),
        "" | "s" => Duration::from_secs(1),
        "m" => Duration::from_secs(60),
        "h" => Duration::from_secs(60 * 60),
        "d" => DAY,
        _ => return None,
    };
    let time = unit.checked_mul(number.parse().ok()?)?;
    (!time.is_zero() && time <= longest).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_time_is() {
        for (text, milliseconds) in [
            ("1ms", 1),
            ("30", 30_000),
            ("30s", 30_000),
            ("2m", 120_000),
            ("1440m", 86_400_000),
            ("24h", 86_400_000),
            ("1d", 86_400_000),
        ] {
            assert_eq!(
                time(text),
                Ok(Duration::from_millis(milliseconds)),
                "{text}"
            );
        }
        for text in [
            "",
            "s",
            "0",
            "0ms",
            "-1",
            "+1",
            "1.5",
            "1 s",
            "25h",
            "2d",
            "1441m",
            "4294967296",
            "é",
        ] {
            assert!(time(text).is_err(), "{text}");
        }
        assert_eq!(long_time("365d"), Ok(365 * DAY));
        assert!(long_time("366d").is_err());
    }
}
