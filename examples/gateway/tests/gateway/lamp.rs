//! What an operator sees.

use std::time::Duration;

use drs_status_core::{Pace, TransportErrorKind};

use crate::bench::{Bench, SETTINGS};
use crate::service::Answer;
use crate::{FINE, seconds};

const FAST: [(u128, bool); 4] = [(125, true), (125, false), (125, true), (125, false)];

#[test]
fn the_lamp_shows_the_worst_of_what_is_known() {
    for (statuses, shown) in [
        (
            ["INCRE_TRANSFER_STARTED", "RELEASE_RESOURCE_COMPLETE"],
            &[][..],
        ),
        (["INCRE_TRANSFER_STARTED", "WAITING_FOR_START"], &[]),
        (
            ["INCRE_TRANSFER_STARTED", "PAUSING"],
            &[(1000, true), (1000, false)],
        ),
        (
            ["CONFIGURATION", "INCRE_TRANSFER_STARTED"],
            &[(1000, true), (1000, false)],
        ),
        (
            ["INCRE_TRANSFER_STARTED", "SLEEPING"],
            &[(1000, true), (1000, false)],
        ),
        (
            ["INCRE_TRANSFER_STARTED", ""],
            &[(1000, true), (1000, false)],
        ),
        (["PAUSING", "INCRE_TRANSFER_FAILED"], &FAST[..2]),
        (["PAUSING", "CREATING DRS.M05004"], &FAST[..2]),
    ] {
        let seen = Bench::new(seconds(30), &[(Duration::MAX, Answer::Statuses(statuses))]).run();
        let spans = seen.lamp_after(1);
        assert_eq!(spans.get(..shown.len()), Some(shown), "{statuses:?}");
        if shown.is_empty() {
            // It is lit since the first answer.
            assert_eq!(
                seen.lamp.last().map(|(_, lit)| *lit),
                Some(true),
                "{statuses:?}"
            );
            assert_eq!(spans, [], "{statuses:?}");
        }
        let has_failed = shown == &FAST[..2];
        assert_eq!(seen.is_alarmed(20), has_failed, "{statuses:?}");
    }
}

#[test]
fn a_failure_is_shown_until_the_job_has_recovered() {
    let failed = Answer::Statuses(["INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED"]);
    let lost = Answer::Fails(TransportErrorKind::Connect);
    let seen = Bench::new(
        seconds(7200),
        &[
            (seconds(600), FINE),
            (seconds(1200), failed),
            // Longer than it takes until contact is lost.
            (seconds(6000), lost),
            (Duration::MAX, FINE),
        ],
    )
    .run();
    assert!(!seen.is_alarmed(599));
    for at in [700, 1300, 3000, 5999] {
        assert!(seen.is_alarmed(at), "{at}");
        assert_eq!(seen.lamp_after(at)[..4], FAST, "{at}");
    }
    assert!(!seen.is_alarmed(6200));
    assert_eq!(seen.lamp.last().map(|(_, lit)| *lit), Some(true));
    assert_eq!(seen.alarm.len(), 3, "off, on, off: {:?}", seen.alarm);
}

#[test]
fn without_an_answer_for_long_the_lamp_winks_and_recovers() {
    let lost = Answer::Fails(TransportErrorKind::Connect);
    let seen = Bench::new(
        seconds(3600),
        &[
            (seconds(600), FINE),
            (seconds(1800), lost),
            (Duration::MAX, FINE),
        ],
    )
    .run();
    // Three times a wait and a poll of a minute each, after the last whole poll.
    let dark = seen.lamp.iter().find(|(at, lit)| *at > seconds(60) && !lit);
    let (dark, _) = dark.expect("it goes dark");
    assert!(
        *dark > seconds(540 + 360) && *dark < seconds(600 + 361),
        "{dark:?}"
    );
    assert_eq!(seen.lamp_after(1000)[..2], [(125, true), (3875, false)]);
    assert_eq!(seen.lamp.last().map(|(_, lit)| *lit), Some(true));
    assert!(!seen.is_alarmed(1500));
}

#[test]
fn until_the_first_answer_the_lamp_winks() {
    let mut bench = Bench::new(seconds(100), &[(Duration::MAX, FINE)]);
    bench.network = seconds(50);
    let seen = bench.run();
    assert_eq!(seen.lamp[0], (Duration::ZERO, true));
    assert_eq!(seen.lamp_after(0)[..2], [(125, true), (3875, false)]);
    assert_eq!(seen.lamp.last().map(|(_, lit)| *lit), Some(true));
}

#[test]
fn what_is_shown_anew_begins_lit() {
    let paused = Answer::Statuses(["PAUSING", "INCRE_TRANSFER_STARTED"]);
    let mut bench = Bench::new(
        seconds(120),
        &[(seconds(60), FINE), (Duration::MAX, paused)],
    );
    bench.settings = SETTINGS.pace(Pace::every(seconds(61)));
    let seen = bench.run();
    let (dark, _) = seen.lamp[1];
    assert!(dark >= seconds(62), "{dark:?}");
}
