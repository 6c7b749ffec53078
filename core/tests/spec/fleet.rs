//! Many devices do not hammer a service that is away.

use drs_status_core::RetryPolicy;

#[path = "../../examples/fleet/fleet.rs"]
mod devices;

/// An interpreter runs a thousand times slower.
const DEVICES: u32 = if cfg!(miri) { 3 } else { 600 };

fn load(requests: &[u32]) -> f64 {
    let seconds = u32::try_from(requests.len()).unwrap();
    f64::from(requests.iter().sum::<u32>()) / f64::from(seconds)
}

#[test]
fn an_outage_costs_each_device_a_few_retries_and_no_more() {
    let seen = devices::live(DEVICES, 900, 300..600, RetryPolicy::new());
    let usual = load(&seen.requests[120..300]);
    // Everybody's first request that fails is tried three times.
    assert!(load(&seen.requests[300..360]) <= 3.0 * usual);
    // From then on, and when the service is back, nobody asks more than usual.
    assert!(load(&seen.requests[420..600]) <= 1.05 * usual);
    assert!(load(&seen.requests[600..660]) <= 1.05 * usual);
    assert_eq!(seen.failed, DEVICES * 5, "five minutes of polls");
    assert_eq!(seen.answered, DEVICES * 10);
}
