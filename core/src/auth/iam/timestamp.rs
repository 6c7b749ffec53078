//! Dates as IAM writes them.

use core::time::Duration;

use crate::calendar::{decimal, unix_time};

/// Longest that is read: with nine digits behind the second.
pub(super) const MAX_TIMESTAMP_LEN: usize = "2015-11-09T01:42:57.527363000Z".len();

/// The time since 1970-01-01T00:00:00Z that `text` says, in the form of
/// `2015-11-09T01:42:57.527363Z`, with whatever stands behind the second or
/// without; down to the millisecond. `None` for anything else.
pub(super) fn parse(text: &[u8]) -> Option<Duration> {
    let [text @ .., b'Z'] = text else {
        return None;
    };
    let (date, time) = split(text, b'T')?;
    let (year, rest) = split(date, b'-')?;
    let (month, day) = split(rest, b'-')?;
    let (hour, rest) = split(time, b':')?;
    let (minute, second) = split(rest, b':')?;
    let (second, millis) = match split(second, b'.') {
        Some((second, fraction)) => (second, millis(fraction)?),
        None => (second, 0),
    };
    let date = [number(year, 4)?, number(month, 2)?, number(day, 2)?];
    let time_of_day = [number(hour, 2)?, number(minute, 2)?, number(second, 2)?];
    unix_time(date, time_of_day)?.checked_add(Duration::from_millis(millis.into()))
}

fn split(text: &[u8], mark: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|byte| *byte == mark)?;
    let (before, behind) = text.split_at_checked(at)?;
    Some((before, behind.get(1..)?))
}

/// So many digits and nothing else.
fn number(digits: &[u8], len: usize) -> Option<u32> {
    if digits.len() == len {
        decimal(digits)
    } else {
        None
    }
}

/// Of a fraction of a second, whose digits are any number but none.
fn millis(fraction: &[u8]) -> Option<u32> {
    if fraction.is_empty() || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits = fraction.iter().chain(b"00").take(3);
    Some(digits.fold(0, |millis, digit| millis * 10 + u32::from(*digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_iam_writes_them() {
        for (text, expected) in [
            ("2015-11-09T01:42:57.527363Z", Some(1_447_033_377_527)),
            ("2015-11-09T01:42:57Z", Some(1_447_033_377_000)),
            ("2015-11-09T01:42:57.5Z", Some(1_447_033_377_500)),
            ("2015-11-09T01:42:57.05Z", Some(1_447_033_377_050)),
            ("2015-11-09T01:42:57.999999999Z", Some(1_447_033_377_999)),
            ("1970-01-01T00:00:00.000000Z", Some(0)),
            ("2000-02-29T23:59:59Z", Some(951_868_799_000)),
            ("2016-12-31T23:59:60Z", Some(1_483_228_799_000)),
            ("9999-12-31T23:59:59Z", Some(253_402_300_799_000)),
            ("", None),
            ("Z", None),
            ("2015-11-09T01:42:57.Z", None),
            ("2015-11-09T01:42:57.5xZ", None),
            ("2015-11-09T01:42:57+01:00", None),
            ("2015-11-09T01:42:57", None),
            ("2015-11-09 01:42:57Z", None),
            ("2015-11-09T01:42Z", None),
            ("2015-11T01:42:57Z", None),
            ("2015-11-9T01:42:57Z", None),
            ("15-11-09T01:42:57Z", None),
            ("2015-00-09T01:42:57Z", None),
            ("2015-13-09T01:42:57Z", None),
            ("2015-11-00T01:42:57Z", None),
            ("2015-11-31T01:42:57Z", None),
            ("2015-02-29T01:42:57Z", None),
            ("2015-11-09T24:42:57Z", None),
            ("2015-11-09T01:60:57Z", None),
            ("2015-11-09T01:42:61Z", None),
            ("1969-11-09T01:42:57Z", None),
            ("2015-11-09T01:42:+7Z", None),
            ("2015-11-09T01:42:57:00Z", None),
        ] {
            let expected = expected.map(Duration::from_millis);
            assert_eq!(parse(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn the_longest_fits() {
        let longest = b"9999-12-31T23:59:59.999999999Z";
        assert_eq!(longest.len(), MAX_TIMESTAMP_LEN);
        assert!(parse(longest).is_some());
    }
}
