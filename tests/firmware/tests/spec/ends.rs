//! Ends that are no success are noticed, each as what it is.

use std::time::{Duration, Instant};

use drs_status_firmware::{Boot, Exit, Machine};

use crate::service::{booted, on_each};

#[test]
fn a_panic_is_told_and_ends_with_101() {
    for machine in Machine::ALL {
        let outcome = Boot::new(machine).argument("fail", "panic").run();
        assert_eq!(outcome.exit, Exit::Panicked, "{outcome:#?}");
        let last = outcome.log.lines.last().expect("it says so");
        assert_eq!(last.level, "error");
        assert!(last.text.ends_with(":\non purpose"), "{last}");
    }
}

#[test]
fn a_fault_is_told_and_ends_with_102() {
    for machine in Machine::ALL {
        let outcome = Boot::new(machine).argument("fail", "fault").run();
        assert_eq!(outcome.exit, Exit::Faulted, "{outcome:#?}");
        assert!(outcome.log.has("fault at 0x"), "{}", outcome.log);
    }
}

#[test]
fn one_that_hangs_is_ended() {
    for machine in Machine::ALL {
        let start = Instant::now();
        let boot = Boot::new(machine).argument("fail", "hang");
        let outcome = boot.time_limit(Duration::from_secs(1)).run();
        assert_eq!(outcome.exit, Exit::Hung, "{outcome:#?}");
        assert!(start.elapsed() >= Duration::from_secs(1));
        assert!(outcome.log.has(""), "what it said before is kept");
    }
}

#[test]
fn arguments_that_are_none_are_told() {
    let good = "endpoint=http://192.0.2.2:80 project=p token=t jobs=j";
    on_each(|machine| {
        for (words, told) in [
            ("project=p token=t jobs=j", "Missing(endpoint)"),
            (
                "endpoint=http://192.0.2.2:80 token=t jobs=j",
                "Missing(project)",
            ),
            (
                "endpoint=http://192.0.2.2:80 project=p jobs=j",
                "Missing(token)",
            ),
            (
                "endpoint=http://192.0.2.2:80 project=p token=t",
                "Missing(jobs)",
            ),
            ("endpoint=192.0.2.2", "Unusable(endpoint)"),
            ("endpoint=http://192.0.2.2:65536", "Unusable(endpoint)"),
            (&format!("do=nothing {good}"), "Unusable(do)"),
            (&format!("connect=soon {good}"), "Unusable(connect)"),
            (&format!("attempts=0 {good}"), "Unusable(attempts)"),
            ("address=192.0.2", "Unusable(address)"),
            (&format!("token={}", "1".repeat(4096)), "Unreadable"),
        ] {
            let outcome = booted(machine, words).run();
            assert_eq!(outcome.exit, Exit::Usage, "{outcome:#?}");
            assert!(outcome.log.has(told), "{told}: {}", outcome.log);
        }
    });
}
