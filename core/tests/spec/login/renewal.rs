//! A token is renewed before it expires, and once when it is refused.

use core::ops::ControlFlow;
use core::time::Duration;

use drs_status_core::{Call, Cause, CredentialsError, Latch, Seen, Until, Watch, WatchEvent};

use super::{
    DAY, ISSUED, ask, calls, client, granted, granted_with, granting, refusal, tokens, whole,
};
use crate::ids::{ids, texts};
use crate::port::{Answer, CONFIG, Port, Recorder, item, results, run};

const SECOND: Duration = Duration::from_secs(1);
/// Until a token of a day is renewed: five minutes before its end.
const USED: Duration = Duration::from_secs(24 * 3600 - 300);
const USED_ALMOST: Duration = Duration::from_secs(24 * 3600 - 301);

#[test]
fn it_is_renewed_five_minutes_before_its_end_by_either_clock() {
    // Without a wall clock, with one that is right, and with two that are not.
    for unix_time in [
        None,
        Some(ISSUED),
        Some(Duration::ZERO),
        Some(ISSUED + 3 * DAY),
    ] {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let port = Port::responding(granting(|_| whole()));
        let clock = port.clock.clone();
        clock.set_unix_time(unix_time);
        let mut client = client(CONFIG, port, &mut room, &mut buffer);
        for (wait, token) in [
            (Duration::ZERO, "t1"),
            (USED_ALMOST, "t1"),
            (SECOND, "t2"),
            (SECOND, "t2"),
        ] {
            clock.advance(wait);
            assert!(ask(&mut client).unwrap().is_exact());
            assert_eq!(
                tokens(client.transport()).last(),
                Some(&token),
                "{unix_time:?}"
            );
        }
    }
}

#[test]
fn without_the_time_of_issue_the_wall_clock_decides() {
    let body = r#"{"token":{"expires_at":"2015-11-09T01:42:57.000000Z"}}"#;
    for (unix_time, renewed) in [(Some(ISSUED), true), (None, false)] {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let answers = [granted_with("t1", body), whole(), granted("t2"), whole()];
        let answers = answers.into_iter().filter({
            let mut number = 0;
            move |_| {
                number += 1;
                renewed || number != 3
            }
        });
        let port = Port::answering(answers);
        let clock = port.clock.clone();
        clock.set_unix_time(unix_time);
        let mut client = client(CONFIG, port, &mut room, &mut buffer);
        assert!(ask(&mut client).unwrap().is_exact());
        clock.advance(USED);
        assert!(ask(&mut client).unwrap().is_exact());
        let again: &[Call] = if renewed { &[Call::Login] } else { &[] };
        let expected = [
            &[Call::Login, Call::BatchStatus],
            again,
            &[Call::BatchStatus],
        ]
        .concat();
        assert_eq!(calls(client.transport()), expected);
    }
}

#[test]
fn a_token_that_does_not_say_is_used_until_it_is_refused() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let answers = [
        granted_with("t1", "{}"),
        whole(),
        whole(),
        refusal(401),
        granted_with("t2", "{}"),
        whole(),
    ];
    let port = Port::answering(answers);
    let clock = port.clock.clone();
    clock.set_unix_time(Some(ISSUED));
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    for _ in 0..3 {
        assert!(ask(&mut client).unwrap().is_exact());
        clock.advance(100 * DAY);
    }
    assert_eq!(tokens(client.transport()), ["t1", "t1", "t1", "t2"]);
}

fn refusals() -> [Answer; 3] {
    [
        refusal(401),
        Answer::ok(r#"{"error_code":"APIGW.0307"}"#).status(401),
        Answer::ok(r#"{"error_code":"DRS.M00103"}"#).status(400),
    ]
}

#[test]
fn one_that_is_refused_is_renewed_and_the_request_sent_again_at_once() {
    for refused in refusals() {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let answers = [
            granted("t1"),
            whole(),
            refused,
            granted("t2"),
            whole(),
            whole(),
        ];
        let mut client = client(CONFIG, Port::answering(answers), &mut room, &mut buffer);
        for _ in 0..3 {
            assert!(ask(&mut client).unwrap().is_exact());
        }
        let port = client.transport();
        assert_eq!(tokens(port), ["t1", "t1", "t2", "t2"]);
        assert_eq!((port.closes(), port.clock.slept().len()), (0, 0));
        assert_eq!(client.latch(), Latch::Open);
    }
}

#[test]
fn one_that_is_refused_between_two_requests_of_a_call_costs_it_nothing() {
    let texts = texts(5);
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let mut requests = 0;
    let port = Port::responding(granting(|sent| {
        requests += 1;
        if requests == 3 {
            return refusal(401);
        }
        Answer::ok(results(sent.jobs.iter().map(|id| item(id, "CREATING"))))
    }));
    let config = CONFIG.ids_per_request(2);
    let mut client = client(config, port, &mut room, &mut buffer);
    let mut recorder = Recorder::default();
    let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
    assert!(summary.is_exact());
    assert!(recorder.tasks().map(|(index, _)| index).eq(0..5));
    assert_eq!(tokens(client.transport()), ["t1", "t1", "t1", "t2"]);
}

#[test]
fn what_was_renewed_and_is_refused_again_closes_the_latch() {
    for refused in [|| refusal(401), || Answer::ok("").status(401)] {
        let (mut room, mut buffer) = ([0; 64], [0; 512]);
        let mut good = true;
        let port = Port::responding(granting(|_| {
            if std::mem::replace(&mut good, false) {
                whole()
            } else {
                refused()
            }
        }));
        let mut client = client(CONFIG, port, &mut room, &mut buffer);
        assert!(ask(&mut client).unwrap().is_exact());
        let error = ask(&mut client).unwrap_err();
        let Cause::Service(said) = error.cause() else {
            panic!("{error}")
        };
        assert_eq!((said.call(), said.status().get()), (Call::BatchStatus, 401));
        assert_eq!(client.latch(), Latch::Refused);
        for _ in 0..3 {
            let error = ask(&mut client).unwrap_err();
            let refused = Cause::Credentials(CredentialsError::Refused);
            assert_eq!(*error.cause(), refused);
        }
        assert_eq!(
            calls(client.transport()),
            [
                Call::Login,
                Call::BatchStatus,
                Call::BatchStatus,
                Call::Login,
                Call::BatchStatus
            ]
        );
    }
}

#[test]
fn one_that_is_refused_at_first_is_not_renewed() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::responding(granting(|_| refusal(401)));
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    assert!(ask(&mut client).is_err());
    assert!(ask(&mut client).is_err());
    assert_eq!(calls(client.transport()), [Call::Login, Call::BatchStatus]);
    assert_eq!(client.latch(), Latch::Refused);

    // Whoever opens the latch wants it tried: once more, with a renewal.
    client.set_latch(Latch::Open);
    assert!(ask(&mut client).is_err());
    assert!(ask(&mut client).is_err());
    assert_eq!(calls(client.transport()).len(), 2 + 3);
}

#[test]
fn one_that_is_refused_in_the_call_after_its_own_is_not_renewed_either() {
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let answers = [granted("t1"), Answer::ok("").status(400), refusal(401)];
    let mut client = client(CONFIG, Port::answering(answers), &mut room, &mut buffer);
    assert!(ask(&mut client).is_err());
    assert_eq!(client.latch(), Latch::Open);
    assert!(ask(&mut client).is_err());
    assert_eq!(client.latch(), Latch::Refused);
}

#[test]
fn a_watch_goes_on_over_many_tokens() {
    let texts = texts(1);
    let (mut room, mut buffer) = ([0; 64], [0; 512]);
    let port = Port::responding(granting(|_| whole()));
    let mut client = client(CONFIG, port, &mut room, &mut buffer);
    let watch = Watch::until(Until::Never).within(10 * DAY);
    let mut seen = [Seen::NOTHING];
    let mut troubles = 0;
    let ended = run(client.watch(&ids(&texts), &mut seen, &watch, |event| {
        troubles += u32::from(matches!(event, WatchEvent::Trouble(_)));
        ControlFlow::Continue(())
    }));
    assert!(ended.is_ok());
    assert_eq!(troubles, 0);
    let logins = calls(client.transport());
    let logins = logins.iter().filter(|call| **call == Call::Login);
    assert_eq!(logins.count(), 11);
}
