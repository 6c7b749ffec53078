//! What may not pass by itself is tried again, less and less often.

use std::time::Duration;

use drs_status_core::TransportErrorKind;

use crate::bench::Bench;
use crate::service::Answer;
use crate::{FINE, seconds};

#[test]
fn rests_double_up_to_an_hour_and_begin_anew_after_an_answer() {
    let no = Answer::Refuses(404, "");
    let seen = Bench::new(
        seconds(20_000),
        &[
            (seconds(8000), no),
            (seconds(12_000), FINE),
            (Duration::MAX, no),
        ],
    )
    .run();
    let asked: Vec<_> = seen.asked.iter().map(Duration::as_secs).collect();
    let first = [0, 60, 180, 420, 900, 1860, 3780, 7380, 10_980];
    assert_eq!(asked[..first.len()], first);
    // It is well by then, is asked each minute, and refuses again.
    let refused = asked
        .iter()
        .position(|at| *at >= 12_000)
        .expect("it was asked");
    let again: Vec<_> = asked[refused..]
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    assert_eq!(again[..4], [60, 120, 240, 480]);
}

#[test]
fn for_a_certificate_that_is_not_accepted_the_time_is_asked_anew() {
    let unverified = Answer::Fails(TransportErrorKind::TlsVerify);
    let seen = Bench::new(
        seconds(300),
        &[(seconds(100), unverified), (Duration::MAX, FINE)],
    )
    .run();
    assert_eq!(seen.asked[..3], [0, 60, 180].map(seconds));
    assert_eq!(seen.time_asked, [0, 60, 180].map(seconds));
}
