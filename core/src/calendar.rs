//! From the parts of a date to the time that it names.

use core::time::Duration;

/// The time since 1970-01-01T00:00:00Z of a date (year, month, day) and a time of
/// day (hour, minute, second), in UTC; `None` where there is none such, and for what
/// was before 1970. A leap second counts as the one before it.
pub(crate) fn unix_time(date: [u32; 3], time_of_day: [u32; 3]) -> Option<Duration> {
    let ([year, month, day], [hour, minute, second]) = (date, time_of_day);
    if hour >= 24 || minute >= 60 || second > 60 {
        return None;
    }
    let days = days_since_1970(year, month, day)?;
    let seconds = u64::from(hour * 3600 + minute * 60 + second.min(59));
    Some(Duration::from_secs(u64::from(days) * 86_400 + seconds))
}

/// The number that these digits write, at most nine of them.
pub(crate) fn decimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, byte| {
        let digit = char::from(*byte).to_digit(10)?;
        Some(number * 10 + digit)
    })
}

/// The days from 1970-01-01 to a day of the Gregorian calendar.
fn days_since_1970(year: u32, month: u32, day: u32) -> Option<u32> {
    const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days_of_month = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day == 0 || day > days_of_month {
        return None;
    }
    let years = year.checked_sub(1970)?;
    // Leap days of whole years, counted from the year 1.
    let leap_days = |year: u32| year / 4 - year / 100 + year / 400;
    let leap_days = leap_days(year - 1) - leap_days(1969);
    let this_year = BEFORE.get((month as usize).checked_sub(1)?)? + u32::from(is_leap && month > 2);
    Some(years * 365 + leap_days + this_year + day - 1)
}
