//! A call has one limit in time, however many requests it takes.

use core::num::NonZeroU8;
use core::time::Duration;

use drs_status_core::{Blame, Cause, DecodeErrorKind, ProtocolError, RetryPolicy};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Port, Recorder, client, item, results, run};

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn each_request_is_given_the_time_that_is_left() {
    let texts = texts(5);
    let answer = |sent: &crate::port::Sent| {
        Answer::ok(results(sent.jobs.iter().map(|id| item(id, "CREATING")))).takes(seconds(3))
    };
    for (limit, left, delivered) in [
        (16, &[16, 13, 10, 7, 4][..], 5),
        // An answer that comes late was given its time: the port sees to that.
        (13, &[13, 10, 7, 4, 1], 5),
        (12, &[12, 9, 6, 3], 4),
        (10, &[10, 7, 4, 1], 4),
        (3, &[3], 1),
        (1, &[1], 1),
        (0, &[], 0),
    ] {
        let mut buffer = [0; 256];
        let config = CONFIG.ids_per_request(1).time_limit(seconds(limit));
        let mut client = client(config, Port::responding(answer), &mut buffer);
        let mut recorder = Recorder::default();
        let outcome = run(client.batch_status(&ids(&texts), &mut recorder));
        match outcome {
            Ok(summary) => assert!(summary.is_exact() && delivered == 5),
            Err(error) => {
                assert_eq!(*error.cause(), Cause::TimedOut);
                assert_eq!(error.blame(), Blame::Transport);
                assert_eq!(error.delivered(), delivered);
            }
        }
        assert_eq!(recorder.told.len(), delivered);
        let given = client.transport().sent().map(|sent| sent.time_left);
        let left = left.iter().map(|left| Some(seconds(*left)));
        assert!(given.eq(left), "{limit} seconds");
    }
}

#[test]
fn asking_again_takes_of_the_same_time() {
    let texts = texts(1);
    let mut buffer = [0; 256];
    let port = Port::responding(|_| Answer::ok("").takes(seconds(4)));
    let config = CONFIG
        .retry(RetryPolicy::new().attempts(NonZeroU8::MAX))
        .time_limit(Duration::from_millis(9500));
    let mut client = client(config, port, &mut buffer);
    let error = run(client.batch_status(&ids(&texts), &mut Recorder::default())).unwrap_err();
    let Cause::Protocol(ProtocolError::Decode(broken)) = error.cause() else {
        panic!("it is what went wrong that is told: {error}");
    };
    assert_eq!(broken.kind(), DecodeErrorKind::Truncated);
    let given: Vec<_> = client
        .transport()
        .sent()
        .map(|sent| sent.time_left)
        .collect();
    assert_eq!(
        given,
        [9500, 5500, 1500].map(|left| Some(Duration::from_millis(left)))
    );
}

#[test]
fn each_call_has_a_limit_of_its_own() {
    let texts = texts(1);
    let whole = || Answer::ok(results([item(&text(0), "CREATING")])).takes(seconds(50));
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::responding(|_| whole()), &mut buffer);
    for _ in 0..3 {
        let summary = run(client.batch_status(&ids(&texts), &mut Recorder::default()));
        assert!(summary.unwrap().is_exact());
    }
    assert!(
        client
            .transport()
            .sent()
            .all(|sent| sent.time_left == Some(seconds(60)))
    );
}

#[test]
fn a_call_whose_time_is_up_before_it_sends_leaves_the_connection_alone() {
    let texts = texts(1);
    let mut buffer = [0; 256];
    let config = CONFIG.time_limit(Duration::ZERO);
    let mut client = client(config, Port::unused(), &mut buffer);
    let error = run(client.batch_status(&ids(&texts), &mut Recorder::default())).unwrap_err();
    assert_eq!(*error.cause(), Cause::TimedOut);
    assert_eq!(error.to_string(), "the time for the call is up");
    assert_eq!(client.transport().log, []);
}
