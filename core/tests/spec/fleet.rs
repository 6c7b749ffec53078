//! Many devices do not hammer a service that is away.

#[path = "../../examples/fleet/fleet.rs"]
mod devices;

use devices::{Away, Habit, Load, live};

/// An interpreter runs a thousand times slower.
const DEVICES: u32 = if cfg!(miri) { 3 } else { 600 };

fn through_an_outage(away: Away, habit: Habit) -> Load {
    live(DEVICES, 900, 300..600, away, habit)
}

fn load(requests: &[u32]) -> f64 {
    let seconds = u32::try_from(requests.len()).unwrap();
    f64::from(requests.iter().sum::<u32>()) / f64::from(seconds)
}

#[test]
fn an_outage_costs_a_watch_no_request_more_than_it_has_polls() {
    let load = through_an_outage(Away::Unavailable, Habit::Watch);
    let requests: u32 = load.requests.iter().sum();
    assert_eq!(requests, load.answered + load.failed);
    assert!(load.failed >= 4 * DEVICES, "{}", load.failed);
}

#[test]
fn an_outage_costs_each_device_a_few_retries_and_no_more() {
    for (away, habit) in [
        (Away::Unavailable, Habit::Calls),
        (Away::Unreachable, Habit::Calls),
        (Away::Unreachable, Habit::Watch),
    ] {
        let seen = through_an_outage(away, habit);
        let usual = load(&seen.requests[120..300]);
        // Everybody's first request that fails is tried three times.
        assert!(load(&seen.requests[300..360]) <= 3.0 * usual);
        // From then on, and when the service is back, nobody asks more than usual.
        assert!(load(&seen.requests[420..600]) <= 1.05 * usual);
        assert!(load(&seen.requests[600..660]) <= 1.05 * usual);
        assert!(seen.failed >= 4 * DEVICES && seen.answered >= 9 * DEVICES);
    }
}
