//! Nobody is reached: the firmware says why, in its time.

use std::time::Duration;

use crate::place::Place;
use crate::said::{self, Expected::Failed, SLACK};
use drs_status_firmware::Exit::{Network, TimedOut};

use crate::service::{boot, boot_by_dhcp, endpoint, on_each, service};

/// An address of the emulated network that is nobody's.
const BLACK_HOLE: &str = "192.0.2.77";

#[test]
fn each_way_not_to_connect_has_its_error_and_its_time() {
    let place = Place::new();
    let refused = format!("endpoint={}", endpoint(place.address()));
    let nowhere = format!("endpoint=http://{BLACK_HOLE}:80");
    let named = "endpoint=http://no-such-host.invalid:80";
    let late = |at_least| Failed("Transport(Timeout)", TimedOut, at_least);
    let rows = [
        (
            "refused",
            refused,
            Failed("Transport(Connect)", Network, 0),
            "ConnectionReset",
        ),
        (
            "no answer to TCP",
            format!("{nowhere} connect=400"),
            late(400),
            "Late(Connect)",
        ),
        (
            "the same, for the whole call",
            format!("{nowhere} limit=400"),
            late(400),
            "Late(Connect)",
        ),
        (
            "no name server",
            named.into(),
            Failed("Transport(Resolve)", Network, 0),
            "UnknownHost",
        ),
        (
            "a silent name server",
            format!("{named} dns={BLACK_HOLE} connect=400"),
            late(400),
            "Late(Resolve)",
        ),
        (
            "the same, for the whole call",
            format!("{named} dns={BLACK_HOLE} limit=400"),
            late(400),
            "Late(Resolve)",
        ),
    ];
    on_each(|machine| {
        let sim = service().start().unwrap();
        for (name, words, expected, told) in &rows {
            let outcome = boot(machine, &sim, words).run();
            expected.of(name, &outcome);
            assert!(outcome.log.has(told), "{name}: {}", outcome.log);
        }
        assert_eq!(sim.bytes_received(), 0);
    });
}

/// Whom nobody has heard of need not be told of the end: each call takes its time and
/// no more, and so does the run.
#[test]
fn ten_calls_to_nobody_take_ten_times_as_long_as_one() {
    let words = format!("endpoint=http://{BLACK_HOLE}:80 times=10 limit=300");
    on_each(|machine| {
        let sim = service().start().unwrap();
        let outcome = boot(machine, &sim, &words).run();
        assert_eq!(outcome.exit, TimedOut, "{outcome:#?}");
        let log = &outcome.log;
        let failures = said::failures(log);
        assert_eq!(failures.len(), 10, "{log}");
        for failure in &failures {
            assert_eq!(failure.kind, "Transport(Timeout)", "{log}");
            assert!(failure.took >= Duration::from_millis(300), "{failure:?}");
        }
        let all = said::between(log, "the link is up", "TimedOut");
        assert!(all < Duration::from_secs(3) + SLACK, "{all:?}: {log}");
    });
}

/// The name server of DHCP asks that of the host, which may be silent itself: a name
/// that nobody can have has no address, or none in time.
#[test]
fn a_name_that_nobody_has_is_told_in_time() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let words = "endpoint=http://no-such-host.invalid:80 connect=3000";
        let outcome = boot_by_dhcp(machine, &sim, words).run();
        let log = &outcome.log;
        let [failure] = &said::failures(log)[..] else {
            panic!("not one error, but {log}")
        };
        let has = |what| log.has(what);
        match failure.kind.as_str() {
            "Transport(Resolve)" => assert!(has("UnknownHost"), "{log}"),
            "Transport(Timeout)" => assert!(has("Late(Resolve)"), "{log}"),
            other => panic!("{other}: {log}"),
        }
        assert!(failure.took < Duration::from_secs(3) + SLACK, "{failure:?}");
    });
}
