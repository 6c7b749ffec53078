//! What failed is tried again as the policy says, in the time that the call has.

use core::num::NonZeroU8;
use core::time::Duration;

use drs_status_core::{Cause, Config, Internal, RetryPolicy, TransportErrorKind};

use crate::ids::{ids, text, texts};
use crate::port::{
    Answer, CONFIG, Did, Ending, FakeClock, Port, Recorder, client, item, results, run,
};

const POLICY: RetryPolicy = RetryPolicy::new()
    .attempts(NonZeroU8::MAX)
    .first_wait(Duration::from_secs(1))
    .longest_wait(Duration::from_secs(10));

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn whole() -> Answer {
    Answer::ok(results([item(&text(0), "CREATING")]))
}

fn refusal(status: u16, body: &str) -> Answer {
    Answer::ok(body).status(status)
}

/// Asks for one job; the waits, and how it ended.
fn ask(
    config: Config<'_>,
    answers: Vec<Answer>,
    set: impl FnOnce(&FakeClock),
) -> (
    Vec<Duration>,
    Result<(), Cause<crate::port::PortError>>,
    usize,
) {
    let texts = texts(1);
    let port = Port::answering(answers);
    let clock = port.clock.clone();
    set(&clock);
    let mut buffer = [0; 256];
    let mut client = client(config, port, &mut buffer);
    let outcome = run(client.batch_status(&ids(&texts), &mut Recorder::default()));
    let outcome = outcome
        .map(|summary| assert!(summary.is_exact()))
        .map_err(drs_status_core::Error::into_cause);
    (clock.slept(), outcome, client.transport().sent().count())
}

#[test]
fn refusals_that_may_pass_are_tried_again_and_no_others() {
    for (status, body, passing) in [
        (429, "", true),
        (502, "<html>", true),
        (503, "", true),
        (504, "{}", true),
        (
            403,
            r#"{"error_code":"DRS.M01503","error_msg":"too frequent"}"#,
            true,
        ),
        (400, r#"{"error_code":"APIG.0308"}"#, true),
        (500, r#"{"error_code":"DRS.M00004"}"#, false),
        (501, "", false),
        (505, "", false),
        (400, r#"{"error_code":"DRS.M00202"}"#, false),
        (401, r#"{"error_code":"APIGW.0307"}"#, false),
        (403, "", false),
        (404, "", false),
        (494, "", false),
    ] {
        let answers = || vec![refusal(status, body), whole()];
        let (_, outcome, sent) = ask(CONFIG.retry(POLICY), answers(), |_| {});
        assert_eq!(outcome.is_ok(), passing, "{status} {body}");
        assert_eq!(sent, if passing { 2 } else { 1 }, "{status} {body}");
        if status == 500 {
            let policy = POLICY.internal(Internal::Passing);
            let (_, outcome, _) = ask(CONFIG.retry(policy), answers(), |_| {});
            assert!(outcome.is_ok(), "by choice");
        }
    }
}

#[test]
fn waits_grow_as_far_as_chance_has_it() {
    let refusals = |times| {
        (0..times)
            .map(|_| refusal(503, ""))
            .chain([whole()])
            .collect()
    };
    let longest = |clock: &FakeClock| clock.set_chance(u32::MAX);
    let config = CONFIG.retry(POLICY).time_limit(seconds(3600));
    let (slept, outcome, _) = ask(config, refusals(6), longest);
    assert_eq!(outcome, Ok(()));
    assert_eq!(slept, [1, 2, 4, 8, 10, 10].map(seconds));
    let (slept, outcome, _) = ask(config, refusals(3), |_| {});
    assert_eq!(outcome, Ok(()));
    assert_eq!(slept, [seconds(0); 3]);
}

#[test]
fn the_service_is_left_alone_as_long_as_it_asks() {
    // Sun, 06 Nov 1994 08:49:37 GMT is 784111777 s.
    let known = Some(seconds(784_111_770));
    for (value, unix_time, waits) in [
        ("7", None, 7),
        ("0", None, 0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", known, 7),
        // It was then.
        ("Sun, 06 Nov 1994 08:49:30 GMT", known, 0),
        // Nobody knows when that is.
        ("Sun, 06 Nov 1994 08:49:37 GMT", None, 0),
        ("soon", known, 0),
    ] {
        let answer = refusal(429, "").header("Retry-After", value);
        let (slept, outcome, _) = ask(CONFIG.retry(POLICY), vec![answer, whole()], |clock| {
            clock.set_unix_time(unix_time);
        });
        assert_eq!(outcome, Ok(()), "{value}");
        assert_eq!(slept, [seconds(waits)], "{value}");
    }
}

#[test]
fn no_wait_goes_beyond_the_time_of_the_call() {
    for (asked, waits) in [("59", 1), ("60", 0), ("3600", 0), ("99999999999", 0)] {
        let answer = || refusal(503, "").header("Retry-After", asked);
        let (slept, outcome, sent) = ask(
            CONFIG.retry(POLICY).time_limit(seconds(60)),
            vec![answer(), whole()],
            |_| {},
        );
        assert_eq!(slept.len(), waits, "{asked}");
        assert_eq!(sent, waits + 1);
        match outcome {
            Ok(()) => assert_eq!(waits, 1),
            Err(Cause::Service(refusal)) => assert_eq!(refusal.status().get(), 503),
            Err(cause) => panic!("{asked}: {cause}"),
        }
    }
}

#[test]
fn who_asks_to_stop_is_not_kept_waiting() {
    let answers = vec![refusal(503, ""), refusal(503, "")];
    let (slept, outcome, sent) = ask(CONFIG.retry(POLICY), answers, |clock| clock.stop_after(1));
    let stopped = outcome.unwrap_err();
    assert_eq!(stopped.to_string(), "stopped while waiting to try again");
    assert_eq!(stopped, Cause::Stopped);
    assert_eq!((slept.len(), sent), (2, 2));
}

#[test]
fn a_dirty_connection_is_not_held_while_waiting() {
    let texts = texts(1);
    let cut = Answer::ok("{").ending(Ending::Breaks(TransportErrorKind::Closed));
    let port = Port::answering([cut]);
    port.clock.stop_after(0);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG.retry(POLICY), port, &mut buffer);
    let error = run(client.batch_status(&ids(&texts), &mut Recorder::default())).unwrap_err();
    assert_eq!(*error.cause(), Cause::Stopped);
    assert_eq!(client.transport().log.last(), Some(&Did::Close));
    assert_eq!(client.transport().closes(), 1);
}

#[test]
fn a_connection_that_went_stale_costs_no_attempt_and_no_wait() {
    let texts = texts(1);
    let jobs = ids(&texts);
    let stale = || Answer::none(TransportErrorKind::Closed);
    let port = Port::answering([whole(), stale(), whole(), stale(), stale()]);
    let clock = port.clock.clone();
    clock.set_chance(u32::MAX);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG.retry(RetryPolicy::never()), port, &mut buffer);
    let mut ask = || run(client.batch_status(&jobs, &mut Recorder::default()));
    // A connection of its own, and then one that was closed in the meantime.
    assert!(ask().unwrap().is_exact());
    assert!(ask().unwrap().is_exact());
    // What is lost at once over a new one as well is lost.
    let error = ask().unwrap_err();
    assert!(
        matches!(error.cause(), Cause::Transport(error) if error.0 == TransportErrorKind::Closed)
    );
    assert_eq!(clock.slept(), []);
    assert_eq!(client.transport().sent().count(), 5);
}

#[test]
fn what_was_lost_in_the_middle_of_an_answer_was_not_stale() {
    let texts = texts(1);
    let jobs = ids(&texts);
    let cut = Answer::ok("{").ending(Ending::Breaks(TransportErrorKind::Closed));
    let mut buffer = [0; 256];
    let port = Port::answering([whole(), cut]);
    let mut client = client(CONFIG.retry(RetryPolicy::never()), port, &mut buffer);
    assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_ok());
    assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_err());
}

#[test]
fn a_service_that_stays_sick_is_soon_asked_once_a_call() {
    let texts = texts(1);
    let jobs = ids(&texts);
    let port = Port::responding(|_| refusal(503, ""));
    let mut buffer = [0; 256];
    let policy = POLICY.attempts(NonZeroU8::new(4).unwrap());
    let mut client = client(CONFIG.retry(policy), port, &mut buffer);
    let mut sent = Vec::new();
    for _ in 0..6 {
        let before = client.transport().sent().count();
        run(client.batch_status(&jobs, &mut Recorder::default())).unwrap_err();
        sent.push(client.transport().sent().count() - before);
    }
    assert_eq!(sent, [4, 1, 1, 1, 1, 1]);
}
