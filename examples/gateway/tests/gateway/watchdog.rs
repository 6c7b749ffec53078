//! The watchdog is fed while progress is made, and starves once it is not.

use std::time::Duration;

use drs_status_core::{Pace, TransportErrorKind};

use crate::bench::{Bench, SETTINGS};
use crate::service::Answer;
use crate::{FINE, seconds};

const HOURS: u64 = 3 * 60 * 60;
const DAY: u64 = 24 * 60 * 60;

#[test]
fn whatever_the_service_says_it_is_fed_each_second() {
    let connect = Answer::Fails(TransportErrorKind::Connect);
    let unverified = Answer::Fails(TransportErrorKind::TlsVerify);
    for (case, answer) in [
        ("fine", FINE),
        ("no connection", connect),
        ("a certificate of another", unverified),
        ("no such project", Answer::Refuses(404, "")),
        ("trouble", Answer::Refuses(503, "")),
        ("refused", Answer::Refuses(401, "")),
    ] {
        let seen = Bench::new(seconds(HOURS), &[(Duration::MAX, answer)]).run();
        assert!(seen.longest_hunger(HOURS) <= seconds(2), "{case}");
        assert!(!seen.asked.is_empty(), "{case}");
    }
}

#[test]
fn a_long_wait_is_no_hang() {
    let mut bench = Bench::new(seconds(DAY), &[(Duration::MAX, FINE)]);
    bench.settings = SETTINGS.pace(Pace::every(seconds(4 * 60 * 60)));
    let seen = bench.run();
    assert!(seen.longest_hunger(DAY) <= seconds(2));
    assert!(seen.asked.len() >= 6, "{:?}", seen.asked);
}

#[test]
fn a_transport_that_hangs_starves_it() {
    let mut bench = Bench::new(
        seconds(7200),
        &[(seconds(1200), FINE), (Duration::MAX, Answer::Hangs)],
    );
    let seen = bench.run();
    let hung = *seen.asked.last().expect("it was asked");
    let last = *seen.fed.last().expect("it was fed");
    // A call has a minute, and half a minute is given beside.
    assert!(last > hung + seconds(60), "{hung:?} {last:?}");
    assert!(last <= hung + seconds(91), "{hung:?} {last:?}");
    // From the first request on it is the same.
    bench.script = vec![(Duration::MAX, Answer::Hangs)];
    let last = *bench.run().fed.last().expect("it was fed");
    assert!(last <= seconds(92), "{last:?}");
}

#[test]
fn a_network_that_does_not_come_up_in_an_hour_starves_it() {
    let mut bench = Bench::new(seconds(7200), &[(Duration::MAX, FINE)]);
    bench.network = Duration::MAX;
    let seen = bench.run();
    assert_eq!(seen.asked, []);
    assert!(seen.longest_hunger(3600) <= seconds(2));
    let last = *seen.fed.last().expect("it was fed");
    assert!(last < seconds(3600 + 120), "{last:?}");

    bench.network = seconds(3500);
    let seen = bench.run();
    assert!(seen.longest_hunger(7200) <= seconds(2));
}

#[test]
fn no_time_of_day_in_an_hour_starves_it() {
    let mut bench = Bench::new(seconds(3 * 3600), &[(Duration::MAX, FINE)]);
    bench.times = vec![(Duration::ZERO, None)];
    let seen = bench.run();
    assert_eq!(seen.asked, []);
    assert!(seen.longest_hunger(3600) <= seconds(2));
    let last = *seen.fed.last().expect("it was fed");
    assert!(last < seconds(3600 + 360), "{last:?}");
}

#[test]
fn a_hang_after_a_long_wait_is_noticed_as_soon() {
    let mut bench = Bench::new(
        seconds(HOURS),
        &[(seconds(60), FINE), (Duration::MAX, Answer::Hangs)],
    );
    bench.settings = SETTINGS.pace(Pace::every(seconds(3600)));
    let seen = bench.run();
    assert_eq!(seen.asked[1], seconds(3600));
    let last = *seen.fed.last().expect("it was fed");
    assert!(last > seconds(3660) && last <= seconds(3691), "{last:?}");
}
