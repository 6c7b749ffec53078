//! An arena with too little room, and allocations that fail one by one.

use std::time::Duration;

use drs_status_firmware::{Exit, Machine, Records};
use drs_status_sim::{Certificate, Sim, Tls};

use crate::secure::{Trusted, boot, service};
use crate::service::on_each;

/// What is told of a call for which there was no room.
const EXHAUSTED: &str = "Tls(ArenaExhausted)";

fn start(tls: Tls, certificate: Certificate) -> (Sim, Trusted) {
    let sim = service(tls).certificate(certificate);
    let sim = sim.remember(8).start().unwrap();
    let trusted = Trusted::new(sim.ca_pem());
    (sim, trusted)
}

/// Down to nothing, in steps: each is enough, or said to be too small; and who is
/// not trusted is not, however little room there is.
#[test]
fn an_arena_of_any_size_is_enough_or_said_to_be_too_small() {
    const STEP: usize = 256;
    const LARGEST: usize = 24 * 1024;

    for tls in [Tls::V12, Tls::V13] {
        on_each(|machine| {
            let (good, trusted) = start(tls, Certificate::Good);
            let (bad, believed) = start(tls, Certificate::UntrustedIssuer);
            let mut enough = None;
            for len in (0..=LARGEST).step_by(STEP) {
                let asked = |sim, trusted| {
                    boot(machine, sim, trusted, &format!("arena={len}"))
                        .firmware(machine.https(Records::Short))
                        .run()
                };
                let outcome = asked(&good, &trusted);
                match outcome.exit {
                    Exit::Done => _ = enough.get_or_insert(len),
                    Exit::Network => assert!(outcome.log.has(EXHAUSTED), "{len}: {}", outcome.log),
                    // There is no room for whom to trust.
                    Exit::Usage => {
                        assert!(outcome.log.has("ArenaExhausted"), "{len}: {}", outcome.log);
                    }
                    _ => panic!("{len}: {outcome:#?}"),
                }
                // What was enough is.
                assert_eq!(outcome.exit == Exit::Done, enough.is_some(), "{len}");

                let outcome = asked(&bad, &believed);
                let refused = [Exit::Network, Exit::Usage].contains(&outcome.exit);
                assert!(refused, "{len}: {outcome:#?}");
                if enough.is_some() {
                    assert!(outcome.log.has("Tls(Untrusted)"), "{len}: {}", outcome.log);
                }
            }
            assert_eq!((bad.request_count(), bad.plain_bytes_received()), (0, 0));
            let enough = enough.expect("the largest is enough");
            println!("{} {tls:?}: {enough} bytes are enough", machine.name());
        });
    }
}

/// Calls, and how many allocations further on that is which fails in each.
const CALLS: u32 = 1200;
const STEP: u32 = 5;

/// Each fails with a word of room, or succeeds where what failed was none that it
/// needed; whatever fails, who is not trusted is not asked.
#[test]
fn an_allocation_that_fails_is_an_error_and_no_more() {
    for tls in [Tls::V12, Tls::V13] {
        on_each(|machine| {
            let (good, trusted) = start(tls, Certificate::Good);
            let told = failing(machine, &good, &trusted);
            let (mut answered, mut exhausted) = (0, 0);
            for line in &told {
                if line.contains("answered in") {
                    answered += 1;
                } else if line.contains("after 0 tasks") {
                    assert!(line.contains(EXHAUSTED), "{line}");
                    exhausted += 1;
                }
            }
            assert_eq!(answered + exhausted, CALLS, "{told:#?}");
            // A call has so many allocations that most calls had theirs.
            assert!(exhausted > CALLS / 2, "{exhausted}");
            assert_eq!(good.request_count(), answered as usize);

            let (bad, believed) = start(tls, Certificate::UntrustedIssuer);
            let told = failing(machine, &bad, &believed);
            let refused = told.iter().filter(|line| line.contains("after 0 tasks"));
            assert_eq!(refused.count(), CALLS as usize);
            assert_eq!((bad.request_count(), bad.plain_bytes_received()), (0, 0));
            println!("{} {tls:?}: {exhausted} of {CALLS} failed", machine.name());
        });
    }
}

/// What is said of so many calls, in each of which another allocation fails. Nothing
/// of one is left for the next.
fn failing(machine: Machine, sim: &Sim, trusted: &Trusted) -> Vec<String> {
    let words = format!("times={CALLS} fails=0 step={STEP} keep=0 resume=0 limit=60000");
    let outcome = boot(machine, sim, trusted, &words)
        .firmware(machine.failing())
        .time_limit(Duration::from_mins(60))
        .run();
    let ended = [Exit::Done, Exit::Network].contains(&outcome.exit);
    assert!(ended, "{:?}: {:?}", outcome.exit, outcome.log.lines.last());
    outcome
        .log
        .lines
        .into_iter()
        .map(|line| line.text)
        .collect()
}
