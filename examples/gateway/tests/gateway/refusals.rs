//! Credentials that were refused.

use std::time::Duration;

use crate::bench::{Bench, SETTINGS};
use crate::service::Answer;
use crate::{FINE, NOW, seconds};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// An hour after [`NOW`].
const LATER: &str = "Wed, 25 Nov 2026 11:00:00 GMT";

const DOUBLE_WINK: [(u128, bool); 4] = [(125, true), (125, false), (125, true), (3625, false)];

#[test]
fn they_are_not_tried_again_not_even_after_a_reset() {
    let bench = Bench::new(
        seconds(3 * HOUR),
        &[(Duration::MAX, Answer::Refuses(401, ""))],
    );
    let seen = bench.run();
    assert_eq!((seen.asked.len(), seen.saved.len()), (1, 1));
    assert_eq!(seen.lamp_after(HOUR)[..4], DOUBLE_WINK);
    assert!(!seen.is_alarmed(HOUR));
    // After a reset, though the service would take them.
    let mut bench = bench;
    bench.script = vec![(Duration::MAX, FINE)];
    let seen = bench.run();
    assert_eq!(seen.asked, []);
    assert_eq!(seen.lamp_after(HOUR)[..4], DOUBLE_WINK);
    // With others.
    bench.settings = SETTINGS.mark(2);
    let seen = bench.run();
    assert!(seen.asked.len() > 1);
    assert_eq!(seen.lamp.last().map(|(_, lit)| *lit), Some(true));
}

#[test]
fn of_what_memory_reads_after_the_power_came_nothing_is_taken() {
    for byte in [0x00, 0x5A, 0xFF] {
        let bench = Bench::new(seconds(60), &[(Duration::MAX, FINE)]);
        bench.memory.set([byte; 16]);
        assert!(!bench.run().asked.is_empty(), "{byte:02X}");
    }
}

#[test]
fn a_clock_that_was_wrong_is_set_and_they_have_another_chance() {
    let mut bench = Bench::new(
        seconds(3 * HOUR),
        &[
            (seconds(600), Answer::Refuses(401, LATER)),
            (Duration::MAX, FINE),
        ],
    );
    bench.times = vec![
        (Duration::ZERO, Some(NOW)),
        (seconds(600), Some(NOW + seconds(HOUR))),
    ];
    let seen = bench.run();
    // At once, then each quarter of an hour.
    assert_eq!(seen.time_asked[..3], [0, 0, 900].map(seconds));
    assert_eq!(seen.asked[..2], [0, 900].map(seconds));
    assert!(seen.asked.len() > 100);
    assert_eq!(seen.lamp.last().map(|(_, lit)| *lit), Some(true));
    // Closed, and open again, and the time of day.
    assert_eq!(seen.saved[..2], [0, 900].map(seconds));
}

#[test]
fn chances_after_a_wrong_clock_are_fewer_than_what_locks_a_key() {
    let mut bench = Bench::new(
        seconds(3 * HOUR),
        &[(Duration::MAX, Answer::Refuses(401, LATER))],
    );
    // A server that says something else each time, always far from the service's.
    bench.times = (0..96)
        .map(|n| (seconds(n * 900), Some(NOW + seconds(n * DAY))))
        .collect();
    let mut seen = bench.run();
    assert_eq!(seen.asked.len(), 4, "{:?}", seen.asked);
    // Not after a reset either.
    seen = bench.run();
    assert_eq!(seen.asked, []);
}

#[test]
fn an_answer_gives_the_chances_back() {
    const ROUND: u64 = 10_000;
    let rounds = 0..5;
    let script = |round: u64| {
        let refused = Answer::Refuses(401, LATER);
        [
            (seconds(round * ROUND + 600), refused),
            (seconds((round + 1) * ROUND), FINE),
        ]
    };
    let script: Vec<_> = rounds.clone().flat_map(script).collect();
    let mut bench = Bench::new(seconds(5 * ROUND - 1), &script);
    // In each round the clock is set to another day after the refusal.
    let set = |round| {
        (
            seconds(round * ROUND + 300),
            Some(NOW + seconds((round + 1) * DAY)),
        )
    };
    bench.times.extend(rounds.map(set));
    let seen = bench.run();
    let last = *seen.asked.last().expect("it was asked");
    assert!(last > seconds(5 * ROUND - 100), "{last:?}");
}
