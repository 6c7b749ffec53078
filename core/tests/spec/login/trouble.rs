//! A login that fails in a way that may pass is tried again as any request is.

use core::num::NonZeroU8;
use core::time::Duration;

use drs_status_core::{Call, Cause, RetryPolicy, TransportErrorKind};

use super::{ask, calls, client, granted, granted_with, refusal, tokens, whole};
use crate::port::{Answer, CONFIG, Ending, ONCE, Port};

const RETRY: RetryPolicy = RetryPolicy::new().attempts(NonZeroU8::MIN.saturating_add(2));

#[test]
fn trouble_at_the_login_is_trouble_of_the_request_that_it_comes_before() {
    let broken = || granted("t0").ending(Ending::Breaks(TransportErrorKind::Truncated));
    let troubles: [fn() -> Answer; 5] = [
        || refusal(503),
        || refusal(429),
        || Answer::none(TransportErrorKind::Connect),
        || Answer::none(TransportErrorKind::Closed),
        || granted("t0").ending(Ending::Breaks(TransportErrorKind::Truncated)),
    ];
    for trouble in troubles {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let port = Port::answering([trouble(), trouble(), granted("t1"), whole()]);
        let config = CONFIG.retry(RETRY);
        let mut good = client(config, port, &mut room, &mut buffer);
        assert!(ask(&mut good).unwrap().is_exact());
        assert_eq!(
            tokens(good.transport()),
            ["t1"],
            "never that of a broken answer"
        );
        drop(good);

        let port = Port::answering([trouble(), trouble(), trouble()]);
        let mut bad = client(config, port, &mut room, &mut buffer);
        assert!(ask(&mut bad).is_err());
        assert_eq!(calls(bad.transport()), [Call::Login; 3]);
    }
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let mut once = client(ONCE, Port::answering([broken()]), &mut room, &mut buffer);
    assert!(ask(&mut once).is_err());
}

#[test]
fn attempts_are_counted_together() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let answers = [refusal(503), granted("t1"), refusal(503), refusal(503)];
    let mut client = client(
        CONFIG.retry(RETRY),
        Port::answering(answers),
        &mut room,
        &mut buffer,
    );
    assert!(ask(&mut client).is_err());
    assert_eq!(
        calls(client.transport()),
        [
            Call::Login,
            Call::Login,
            Call::BatchStatus,
            Call::BatchStatus
        ]
    );
}

#[test]
fn trouble_at_a_renewal_after_a_refusal_is_tried_again_too() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let answers = [
        granted("t1"),
        whole(),
        refusal(401),
        refusal(503),
        granted("t2"),
        whole(),
    ];
    let mut client = client(
        CONFIG.retry(RETRY),
        Port::answering(answers),
        &mut room,
        &mut buffer,
    );
    assert!(ask(&mut client).unwrap().is_exact());
    assert!(ask(&mut client).unwrap().is_exact());
    assert_eq!(tokens(client.transport()), ["t1", "t1", "t2"]);
    assert_eq!(client.transport().clock.slept().len(), 1);
}

#[test]
fn a_kept_connection_that_is_gone_is_replaced_at_once() {
    let lost = || Answer::none(TransportErrorKind::Closed);
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    // Between the login and its request, and between two calls.
    let answers = [
        granted("t1"),
        lost(),
        whole(),
        refusal(401),
        lost(),
        granted("t2"),
        whole(),
    ];
    let mut client = client(ONCE, Port::answering(answers), &mut room, &mut buffer);
    assert!(ask(&mut client).unwrap().is_exact());
    assert!(ask(&mut client).unwrap().is_exact());
    assert_eq!(client.transport().clock.slept(), []);
}

#[test]
fn a_token_that_is_over_at_once_and_a_connection_that_is_lost_each_time_have_an_end() {
    // Two tenths of a thousandth of a second.
    let body = r#"{"token":{"issued_at":"2015-11-08T01:42:57.001Z",
        "expires_at":"2015-11-08T01:42:57.002Z"}}"#;
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::responding(|sent| match sent.call {
        Call::Login => granted_with("t", body).takes(Duration::from_millis(2)),
        Call::BatchStatus => Answer::none(TransportErrorKind::Closed),
    });
    let mut client = client(CONFIG.retry(RETRY), port, &mut room, &mut buffer);
    let error = ask(&mut client).unwrap_err();
    assert!(matches!(error.cause(), Cause::Transport(_)));
    let requests = calls(client.transport()).len();
    assert!((3..=12).contains(&requests), "{requests}");
}

#[test]
fn the_login_takes_of_the_time_of_the_call() {
    let second = Duration::from_secs(1);
    let cases: [(u32, &[u32]); 5] = [(10, &[10, 7]), (4, &[4, 1]), (3, &[3]), (1, &[1]), (0, &[])];
    for (limit, sent) in cases {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let port = Port::responding(|sent| match sent.call {
            Call::Login => granted("t1").takes(3 * second),
            Call::BatchStatus => whole(),
        });
        let config = ONCE.time_limit(limit * second);
        let mut client = client(config, port, &mut room, &mut buffer);
        let outcome = ask(&mut client);
        assert_eq!(outcome.is_ok(), sent.len() == 2, "{limit}");
        if let Err(error) = outcome {
            assert_eq!(*error.cause(), Cause::TimedOut);
        }
        let left = client.transport().sent().map(|sent| sent.time_left);
        let expected = sent.iter().map(|left| Some(*left * second));
        assert!(left.eq(expected), "{limit}");
    }
}
