//! NTP.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use drs_status_network::{Network, Seen, Time};

use crate::device::{Device, LONG, SHORT};

const NTP: u16 = 123;

/// What a client asks: version 4, mode 3.
fn question() -> [u8; 48] {
    let mut question = [0; 48];
    question[0] = 0x23;
    question
}

/// Seconds since 1970, as the transmit timestamp has them.
fn seconds(answer: &[u8]) -> u64 {
    let seconds = answer[40..44].try_into().expect("four bytes");
    u64::from(u32::from_be_bytes(seconds)) - 2_208_988_800
}

#[test]
fn the_time_of_the_host_or_the_one_that_was_set() {
    let network = Network::start().expect("a segment");
    let mut device = Device::with_address(&network);
    let before = SystemTime::now().duration_since(UNIX_EPOCH);
    let before = before.expect("a time").as_secs();
    let answer = device.exchange(NTP, &question(), LONG);
    assert!(seconds(&answer.expect("an answer")) >= before);

    network.set_time(Time::At(Duration::from_secs(1_800_000_001)));
    let answer = device.exchange(NTP, &question(), LONG);
    assert_eq!(seconds(&answer.expect("an answer")), 1_800_000_001);

    network.set_time(Time::Silent);
    assert_eq!(device.exchange(NTP, &question(), SHORT), None);
    assert_eq!(network.count(&Seen::TimeAsked), 3);
}
