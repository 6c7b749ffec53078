//! An NTP server, as a function from what is asked to what is answered (RFC 5905,
//! section 7.3, for clients as simple as those of RFC 4330).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::plan::Time;

pub(crate) const PORT: u16 = 123;

const SIZE: usize = 48;

/// From 1900-01-01, where NTP's first era begins, to 1970-01-01.
const UNIX_EPOCH_IN_NTP: u64 = 2_208_988_800;

/// Mode, the three low bits of the first byte.
const CLIENT: u8 = 3;
const SERVER: u8 = 4;

const TRANSMIT: std::ops::Range<usize> = 40..48;

/// What is answered to `request`: `None` to silence, to other modes and to what is
/// too short.
pub(crate) fn answer(request: &[u8], time: Time) -> Option<Vec<u8>> {
    let first = *request.get(..SIZE)?.first()?;
    if first & 0b111 != CLIENT {
        return None;
    }
    let (leap, stratum, now) = match time {
        Time::Silent => return None,
        Time::OfHost => (0, 1, SystemTime::now().duration_since(UNIX_EPOCH).ok()?),
        Time::At(now) => (0, 1, now),
        Time::Unsynchronised => (3, 16, Duration::ZERO),
    };
    let now = timestamp(now).to_be_bytes();
    let version = first & 0b0011_1000;
    let mut answer = vec![0; SIZE];
    answer[0] = leap << 6 | version | SERVER;
    answer[1] = stratum;
    answer[2] = request[2];
    // The precision: 2^-20 s.
    answer[3] = 0xec;
    answer[12..16].copy_from_slice(b"TEST");
    // Reference, originate, receive and transmit.
    answer[16..24].copy_from_slice(&now);
    answer[24..32].copy_from_slice(&request[TRANSMIT]);
    answer[32..40].copy_from_slice(&now);
    answer[TRANSMIT].copy_from_slice(&now);
    Some(answer)
}

/// Seconds and 2^-32 seconds of the era that `now` is in.
fn timestamp(now: Duration) -> u64 {
    let seconds = now.as_secs().wrapping_add(UNIX_EPOCH_IN_NTP);
    let fraction = (u64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
    seconds << 32 | fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Vec<u8> {
        let mut request = vec![0; SIZE];
        request[0] = 4 << 3 | CLIENT;
        request[TRANSMIT].copy_from_slice(b"whenwhen");
        request
    }

    #[test]
    fn the_time_that_is_set_is_answered_with_the_originate_timestamp() {
        // 2026-01-01 00:00:00.5 UTC; the seconds are those of RFC 5905, figure 4,
        // for 1970, added by hand.
        let time = Time::At(Duration::from_millis(1_767_225_600_500));
        let answer = answer(&request(), time).expect("an answer");
        assert_eq!(answer[0], 4 << 3 | SERVER);
        assert_eq!(answer[1], 1);
        assert_eq!(answer[24..32], *b"whenwhen");
        for field in [16, 32, 40] {
            let seconds = answer[field..field + 4].try_into().expect("four bytes");
            assert_eq!(u32::from_be_bytes(seconds), 3_976_214_400);
            assert_eq!(answer[field + 4..field + 8], [0x80, 0, 0, 0]);
        }
    }

    #[test]
    fn the_second_era_begins_in_2036() {
        let last_of_the_first = Duration::from_secs(u64::from(u32::MAX) - UNIX_EPOCH_IN_NTP);
        assert_eq!(timestamp(last_of_the_first) >> 32, u64::from(u32::MAX));
        assert_eq!(timestamp(last_of_the_first + Duration::from_secs(1)), 0);
    }

    #[test]
    fn without_a_time_it_says_so() {
        let answer = answer(&request(), Time::Unsynchronised).expect("an answer");
        assert_eq!(answer[0] >> 6, 3);
        assert_eq!(answer[1], 16);
    }

    #[test]
    fn nothing_is_answered_to_silence_and_to_what_is_no_question() {
        let mut from_server = request();
        from_server[0] = 4 << 3 | SERVER;
        for (request, time) in [
            (request(), Time::Silent),
            (from_server, Time::OfHost),
            (request()[..SIZE - 1].to_vec(), Time::OfHost),
            (Vec::new(), Time::OfHost),
        ] {
            assert_eq!(answer(&request, time), None);
        }
    }
}
