//! Date and time of day, in UTC, as signatures write them.

use core::time::Duration;

/// Bytes of `YYYYMMDDTHHMMSSZ`.
pub(crate) const CIVIL_TIME_LEN: usize = 16;

/// A second as `YYYYMMDDTHHMMSSZ`, the basic format of ISO 8601.
///
/// ```
/// use core::time::Duration;
/// use drs_status_core::CivilTime;
///
/// let time = CivilTime::at(Duration::from_secs(1_573_789_015)).unwrap();
/// assert_eq!(time.as_str(), "20191115T033655Z");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct CivilTime([u8; CIVIL_TIME_LEN]);

impl CivilTime {
    /// The second in which `unix_time` lies, counted since
    /// 1970-01-01T00:00:00Z; `None` beyond the year 9999, for which there are no
    /// four digits.
    #[must_use]
    pub fn at(unix_time: Duration) -> Option<Self> {
        // Counted so, seconds up to the year 10000 fit 32 bits, and days divide
        // into them: a division of 64 is a kilobyte of code where none is built in.
        const SPAN: u32 = 128;
        const SPANS_A_DAY: u32 = 24 * 60 * 60 / SPAN;
        const DAYS_TO_YEAR_10000: u32 = 2_932_897;
        let seconds = unix_time.as_secs();
        let spans = u32::try_from(seconds / u64::from(SPAN)).ok()?;
        let days = spans / SPANS_A_DAY;
        if days >= DAYS_TO_YEAR_10000 {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, reason = "it is below `SPAN`")]
        let in_span = (seconds % u64::from(SPAN)) as u32;
        let second = spans % SPANS_A_DAY * SPAN + in_span;
        let (year, month, day) = date(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let mut text = *b"00000000T000000Z";
        for (end, number) in [
            (4, year),
            (6, month),
            (8, day),
            (11, hour),
            (13, minute),
            (15, second),
        ] {
            write_before(&mut text, end, number);
        }
        Some(Self(text))
    }

    /// Year, month from 1 on, day from 1 on.
    #[must_use]
    pub fn date(&self) -> (u16, u8, u8) {
        let century = u16::from(self.pair(0));
        let year = u16::from(self.pair(2));
        (century * 100 + year, self.pair(4), self.pair(6))
    }

    /// Hour, minute, second.
    #[must_use]
    pub fn time_of_day(&self) -> (u8, u8, u8) {
        (self.pair(9), self.pair(11), self.pair(13))
    }

    /// The number of the two digits that stand there.
    fn pair(&self, at: usize) -> u8 {
        let digit = |at| self.0.get(at).map_or(0, |digit| digit & 0xf);
        digit(at) * 10 + digit(at + 1)
    }

    #[cfg(feature = "access-key")]
    pub(crate) const fn as_bytes(&self) -> &[u8; CIVIL_TIME_LEN] {
        &self.0
    }

    /// Its sixteen characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Year, month and day, so many days after 1970-01-01.
///
/// Years are counted from the first of March, so that a leap day is the last of
/// its year, and of its century where that has one. Four years have one day more
/// than 1460, and four centuries one more than 146,096: counted in quarters of a
/// day, all centuries are of one length, and all years of a century.
const fn date(days: u32) -> (u32, u32, u32) {
    const FROM_0000_03_01_TO_1970: u32 = 719_468;
    const QUARTERS_OF_CENTURY: u32 = 400 * 365 + 97;
    const QUARTERS_OF_YEAR: u32 = 4 * 365 + 1;
    let quarters = 4 * (days + FROM_0000_03_01_TO_1970) + 3;
    let century = quarters / QUARTERS_OF_CENTURY;
    let in_century = quarters % QUARTERS_OF_CENTURY / 4;
    let quarters = 4 * in_century + 3;
    let year = 100 * century + quarters / QUARTERS_OF_YEAR;
    let in_year = quarters % QUARTERS_OF_YEAR / 4;
    // From March on, months have 31, 30, 31, 30, 31 days, again and again.
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

/// Writes `number` over the zeros that end there.
fn write_before(text: &mut [u8], end: usize, number: u32) {
    let mut rest = number;
    for place in text.iter_mut().take(end).rev() {
        if rest == 0 {
            break;
        }
        #[allow(clippy::cast_possible_truncation, reason = "a digit is below ten")]
        let digit = (rest % 10) as u8;
        *place = b'0' + digit;
        rest /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::prelude::v1::*;

    #[test]
    fn seconds_as_they_are_written() {
        // From `date -u -d @N +%Y%m%dT%H%M%SZ` of GNU coreutils.
        for (seconds, expected) in [
            (0, "19700101T000000Z"),
            (86_399, "19700101T235959Z"),
            (86_400, "19700102T000000Z"),
            (68_169_599, "19720228T235959Z"),
            (68_169_600, "19720229T000000Z"),
            (68_256_000, "19720301T000000Z"),
            (94_694_399, "19721231T235959Z"),
            (951_782_399, "20000228T235959Z"),
            (951_782_400, "20000229T000000Z"),
            (951_868_800, "20000301T000000Z"),
            (1_573_789_015, "20191115T033655Z"),
            (1_709_164_800, "20240229T000000Z"),
            (1_767_225_599, "20251231T235959Z"),
            (1_767_225_600, "20260101T000000Z"),
            (2_147_483_647, "20380119T031407Z"),
            (2_147_483_648, "20380119T031408Z"),
            (4_107_542_399, "21000228T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
            (4_294_967_296, "21060207T062816Z"),
            (13_574_563_200, "24000229T000000Z"),
            (253_402_300_799, "99991231T235959Z"),
        ] {
            let time = CivilTime::at(Duration::from_secs(seconds)).unwrap();
            assert_eq!(time.as_str(), expected, "{seconds}");
        }
    }

    #[test]
    fn its_parts_are_those_of_its_text() {
        for (seconds, date, time_of_day) in [
            (0, (1970, 1, 1), (0, 0, 0)),
            (951_782_399, (2000, 2, 28), (23, 59, 59)),
            (1_573_789_015, (2019, 11, 15), (3, 36, 55)),
            (253_402_300_799, (9999, 12, 31), (23, 59, 59)),
        ] {
            let time = CivilTime::at(Duration::from_secs(seconds)).unwrap();
            assert_eq!((time.date(), time.time_of_day()), (date, time_of_day));
        }
    }

    #[test]
    fn a_second_is_not_rounded_up() {
        let time = CivilTime::at(Duration::from_nanos(1_999_999_999)).unwrap();
        assert_eq!(time.as_str(), "19700101T000001Z");
    }

    #[test]
    fn beyond_four_digits_of_a_year_there_is_nothing() {
        for seconds in [253_402_300_800, u64::from(u32::MAX) * 86_400, u64::MAX] {
            assert_eq!(CivilTime::at(Duration::from_secs(seconds)), None);
        }
    }

    /// Against a count of days, year for year and month for month. An interpreter is
    /// given those up to a year that leaves its leap day out.
    #[test]
    fn every_day_of_eight_thousand_years() {
        const END: (u32, u32) = if cfg!(miri) {
            (2101, 47_847)
        } else {
            (10_000, 2_932_897)
        };
        let mut days = 0;
        for year in 1970..END.0 {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let february = if leap { 29 } else { 28 };
            let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, len) in (1..).zip(months) {
                for day in 1..=len {
                    assert_eq!(date(days), (year, month, day));
                    days += 1;
                }
            }
        }
        assert_eq!(days, END.1);
    }
}
