//! Ends that are no success are noticed, each as what it is.

use std::time::{Duration, Instant};

use drs_status_firmware::{Boot, Exit, Machine};

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
    for machine in Machine::ALL {
        for (name, value, told) in [
            ("host", "192.0.2.2", "Missing(port)"),
            ("port", "65536", "Unusable(port)"),
            ("address", "192.0.2", "Unusable(address)"),
            ("port", &"1".repeat(4096), "Unreadable"),
        ] {
            let outcome = Boot::new(machine).argument(name, value).run();
            assert_eq!(outcome.exit, Exit::Usage, "{outcome:#?}");
            assert!(outcome.log.has(told), "{told}: {}", outcome.log);
        }
    }
}
