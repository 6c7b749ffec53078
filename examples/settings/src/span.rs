//! Times as people write them.

use std::time::Duration;

/// A time between two polls, such as `30s`, `5m` or `1h`; a second at least, a day at
/// most.
pub(crate) fn wait(text: &str) -> Result<Duration, &'static str> {
    const WANTED: &str = "a time is a number with s, m or h, from 1s to 24h";
    let (number, unit) = text
        .split_at_checked(text.len().saturating_sub(1))
        .ok_or(WANTED)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        _ => return Err(WANTED),
    };
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(WANTED);
    }
    let seconds = number
        .parse()
        .ok()
        .and_then(|number: u32| number.checked_mul(unit));
    match seconds {
        Some(seconds @ 1..=86_400) => Ok(Duration::from_secs(seconds.into())),
        _ => Err(WANTED),
    }
}
