//! A thousand connections, one after the other.

use std::time::Duration;

use drs_status_firmware::{Exit, Records};
use drs_status_sim::Tls;

use crate::secure::{Trusted, boot, service};
use crate::service::on_each;

const TIMES: usize = 1000;

/// Each is verified anew, and leaves the arena as it was.
#[test]
fn a_thousand_connects_leave_the_arena_flat() {
    for (tls, words) in [(Tls::V12, "resume=0"), (Tls::V12, ""), (Tls::V13, "")] {
        on_each(|machine| {
            let sim = service(tls).remember(8).start().unwrap();
            let trusted = Trusted::new(sim.ca_pem());
            let words = format!("times={TIMES} keep=0 limit=60000 {words}");
            let outcome = boot(machine, &sim, &trusted, &words)
                .firmware(machine.https(Records::Short))
                .time_limit(Duration::from_mins(60))
                .run();
            assert_eq!(outcome.exit, Exit::Done, "{:?}", outcome.log.lines.last());
            assert_eq!(sim.request_count(), TIMES);
            assert_eq!(sim.connections(), TIMES as u64);
            // From the second time on, the first has a session to keep.
            let mut used = Vec::new();
            for line in &outcome.log.lines {
                if line.text.starts_with("TLS: ") {
                    let usage = line.text.split("used: ").nth(1).unwrap();
                    let blocks = line.text.split("blocks: ").nth(1).unwrap();
                    let number = |text: &str| text.split(',').next().unwrap().to_owned();
                    used.push((number(usage), number(blocks)));
                }
            }
            assert_eq!(used.len(), TIMES);
            let flat = used[1..].iter().all(|next| *next == used[1]);
            assert!(flat, "{tls:?} {words}: {used:?}");
            println!("{} {tls:?} {words}: {:?}", machine.name(), used[1]);
        });
    }
}
