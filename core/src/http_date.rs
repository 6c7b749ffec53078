//! Dates as HTTP writes them.

use core::time::Duration;

use crate::calendar::{decimal, unix_time};

const MONTHS: [&[u8]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

/// The time since 1970-01-01T00:00:00Z that `text` says, in any of the three
/// forms that a recipient must know (RFC 9110, section 5.6.7):
///
/// ```text
/// Sun, 06 Nov 1994 08:49:37 GMT
/// Sunday, 06-Nov-94 08:49:37 GMT
/// Sun Nov  6 08:49:37 1994
/// ```
///
/// `None` for anything else, and for what was before 1970. The name of the day
/// is not looked at. A year of two digits is one of 1970 to 2069: the rule of
/// the RFC, which asks what year it is, needs a clock.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    // The parts of all three are told apart by the same marks.
    let text_parts = text
        .as_bytes()
        .split(|byte| matches!(byte, b' ' | b',' | b'-'))
        .filter(|part| !part.is_empty());
    let mut parts: [&[u8]; 6] = [b""; 6];
    for (at, part) in text_parts.enumerate() {
        *parts.get_mut(at)? = part;
    }
    let [_day_of_week, first, second, third, fourth, fifth] = parts;
    let (day, month_of_year, year, time) = match month(first) {
        Some(found) if fifth.is_empty() => (second, found, number(fourth)?, third),
        None if fifth == b"GMT" => {
            let year = match number(third)? {
                year @ 0..70 if year_is_short(text) => year + 2000,
                year @ 70..100 if year_is_short(text) => year + 1900,
                year => year,
            };
            (first, month(second)?, year, fourth)
        }
        _ => return None,
    };
    unix_time([year, month_of_year, number(day)?], time_of_day(time)?)
}

/// Hour, minute and second.
fn time_of_day(text: &[u8]) -> Option<[u32; 3]> {
    let mut time = [None; 3];
    for (at, part) in text.split(|byte| *byte == b':').enumerate() {
        *time.get_mut(at)? = Some(number(part)?);
    }
    let [hour, minute, second] = time;
    Some([hour?, minute?, second?])
}

/// In the second form alone the parts of the date are joined.
fn year_is_short(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'-')
}

/// From 1 for January.
fn month(name: &[u8]) -> Option<u32> {
    let at = MONTHS.iter().position(|month| *month == name)?;
    u32::try_from(at + 1).ok()
}

/// At most four digits and nothing else.
fn number(digits: &[u8]) -> Option<u32> {
    match digits.len() {
        1..=4 => decimal(digits),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_http_writes_them() {
        for (text, expected) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(784_111_777)),
            ("Sun Nov  6 08:49:37 1994", Some(784_111_777)),
            ("Sun Nov 16 08:49:37 1994", Some(784_975_777)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Tue, 29 Feb 2000 23:59:59 GMT", Some(951_868_799)),
            ("Wed, 01 Mar 2000 00:00:00 GMT", Some(951_868_800)),
            ("Sat, 31 Dec 2016 23:59:60 GMT", Some(1_483_228_799)),
            ("Tue, 19 Jan 2038 03:14:08 GMT", Some(2_147_483_648)),
            ("Mon, 01 Mar 2100 00:00:00 GMT", Some(4_107_542_400)),
            ("Monday, 31-Dec-69 23:59:59 GMT", Some(3_155_759_999)),
            ("Thursday, 01-Jan-70 00:00:01 GMT", Some(1)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(253_402_300_799)),
            ("", None),
            ("120", None),
            ("Sun, 06 Nov 1994 08:49:37", None),
            ("Sun, 06 Nov 1994 08:49:37 CET", None),
            ("Sun, 06 Nov 1994 08:49:37 GMT x", None),
            ("Sun Nov  6 08:49:37 1994 GMT", None),
            ("Sun, 06 Nov 1994 08:49 GMT", None),
            ("Sun, 06 Nov 1994 08::37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:37:00 GMT", None),
            ("Sun, 06 Nov 1994 24:00:00 GMT", None),
            ("Sun, 06 Nov 1994 23:60:00 GMT", None),
            ("Sun, 06 Nov 1994 23:00:61 GMT", None),
            ("Sun, 00 Nov 1994 08:49:37 GMT", None),
            ("Sun, 31 Nov 1994 08:49:37 GMT", None),
            ("Sun, 29 Feb 2001 08:49:37 GMT", None),
            ("Sun, 29 Feb 2100 08:49:37 GMT", None),
            ("Sun, 32 Dec 1994 08:49:37 GMT", None),
            ("Sun, 06 nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1969 08:49:37 GMT", None),
            ("Sun, 06 Nov 19945 08:49:37 GMT", None),
            ("Sun, 06 Nov 94 08:49:37 GMT", None),
            ("Sun, 06 Nov 24 08:49:37 GMT", None),
            ("Sun, +6 Nov 1994 08:49:37 GMT", None),
        ] {
            assert_eq!(parse(text), expected.map(Duration::from_secs), "{text}");
        }
    }
}
