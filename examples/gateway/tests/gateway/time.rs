//! The time of day.

use std::time::Duration;

use crate::bench::Bench;
use crate::{FINE, NOW, seconds};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// Until when it is asked how often, and what is asked then.
fn waits(asked: &[Duration]) -> Vec<u64> {
    let pairs = asked.windows(2);
    pairs
        .map(|pair| pair[1].abs_diff(pair[0]).as_secs())
        .collect()
}

#[test]
fn nothing_is_asked_without_it_and_the_waits_for_it_grow() {
    let mut bench = Bench::new(seconds(2000), &[(Duration::MAX, FINE)]);
    bench.times = vec![(Duration::ZERO, None), (seconds(1300), Some(NOW))];
    let seen = bench.run();
    assert_eq!(
        waits(&seen.time_asked)[..12],
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    );
    assert_eq!(seen.asked[0], seen.time_asked[12]);
    // In the meantime it is shown that there is no contact.
    assert_eq!(seen.lamp_after(1000)[..2], [(125, true), (3875, false)]);
}

#[test]
fn a_server_that_does_not_answer_has_ten_seconds() {
    let mut bench = Bench::new(seconds(60), &[(Duration::MAX, FINE)]);
    bench.times = vec![(seconds(20), Some(NOW))];
    let seen = bench.run();
    assert_eq!(waits(&seen.time_asked), [11, 12]);
    assert_eq!(seen.asked[0], seconds(23));
}

#[test]
fn it_is_asked_again_every_six_hours_and_sooner_where_nobody_answers() {
    let mut bench = Bench::new(seconds(DAY), &[(Duration::MAX, FINE)]);
    bench.times = vec![
        (Duration::ZERO, Some(NOW)),
        (seconds(5 * HOUR), None),
        (seconds(7 * HOUR), Some(NOW)),
    ];
    let seen = bench.run();
    assert_eq!(
        waits(&seen.time_asked),
        [21_600, 900, 900, 900, 900, 21_600, 21_600]
    );
    // The watch goes on.
    let longest = waits(&seen.asked).into_iter().max();
    assert!(longest <= Some(60), "{longest:?}");
}

#[test]
fn what_is_earlier_than_the_build_is_not_believed() {
    let mut bench = Bench::new(seconds(120), &[(Duration::MAX, FINE)]);
    // It becomes late enough only after the end.
    let early = NOW.abs_diff(seconds(120 + 1));
    bench.times = vec![(Duration::ZERO, Some(early)), (seconds(60), Some(NOW))];
    let seen = bench.run();
    assert_eq!(seen.asked[0], seconds(63));
    assert_eq!(seen.unix_time, Some(NOW + seconds(120)));
}

#[test]
fn what_is_earlier_than_what_was_proven_before_a_reset_is_not_believed() {
    let mut bench = Bench::new(seconds(120), &[(Duration::MAX, FINE)]);
    let year = NOW + seconds(365 * DAY);
    bench.times = vec![(Duration::ZERO, Some(year))];
    let first = bench.run();
    assert_eq!(first.saved.len(), 1);
    // After a reset.
    bench.times = vec![(Duration::ZERO, Some(year.abs_diff(seconds(HOUR))))];
    let second = bench.run();
    assert_eq!((second.asked, second.unix_time), (vec![], None));
    bench.times = vec![(Duration::ZERO, Some(year))];
    assert!(!bench.run().asked.is_empty());
}

#[test]
fn a_time_that_no_answer_has_proven_is_not_stored() {
    let connect = drs_status_core::TransportErrorKind::Connect;
    let script = [(Duration::MAX, crate::service::Answer::Fails(connect))];
    let bench = Bench::new(seconds(HOUR), &script);
    assert_eq!(bench.run().saved, []);
}

#[test]
fn it_is_stored_once_a_day() {
    let bench = Bench::new(seconds(4 * DAY), &[(Duration::MAX, FINE)]);
    let seen = bench.run();
    assert_eq!(seen.saved.len(), 4, "{:?}", seen.saved);
    // After a reset not at once.
    let seen = bench.run();
    assert!(
        seen.saved.iter().all(|at| *at > seconds(3 * DAY)),
        "{:?}",
        seen.saved
    );
}
