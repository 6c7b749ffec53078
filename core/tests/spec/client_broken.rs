//! An answer that arrives broken is asked again: nothing is delivered twice,
//! and the first answer of a job stands.

use core::num::NonZeroU8;

use drs_status_core::{
    Blame, Cause, Config, DecodeErrorKind, ProtocolError, RetryPolicy, TransportErrorKind,
};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Ending, Port, PortError, Recorder, client, item, results, run};

const JOBS: usize = 4;

fn attempts(attempts: u8) -> Config<'static> {
    CONFIG.retry(RetryPolicy::new().attempts(NonZeroU8::new(attempts).unwrap()))
}

/// All jobs with this status, in order or from the last to the first.
fn first_answer() -> String {
    results((0..JOBS).map(|job| item(&text(job), "CREATING")))
}
fn second_answer() -> String {
    results((0..JOBS).rev().map(|job| item(&text(job), "DELETED")))
}

/// Ways in which a body can break behind its first `at` bytes.
fn broken_at(at: usize) -> [Answer; 4] {
    let body = first_answer().into_bytes();
    let cut = body[..at].to_vec();
    let garbage = [&body[..at], b"\0", &body[at..]].concat();
    [
        Answer::ok(cut.clone()).ending(Ending::Breaks(TransportErrorKind::Truncated)),
        Answer::ok(cut.clone()).ending(Ending::Breaks(TransportErrorKind::Closed)),
        Answer::ok(cut),
        Answer::ok(garbage),
    ]
}

/// How many items are whole in the first `at` bytes of the first answer.
fn whole_items(at: usize) -> usize {
    first_answer()[..at].matches('}').count().min(JOBS)
}

#[test]
fn broken_at_any_byte_and_then_whole_each_job_is_delivered_once() {
    let texts = texts(JOBS);
    for at in 0..first_answer().len() {
        for answer in broken_at(at) {
            let mut buffer = [0; 256];
            let port = Port::answering([answer, Answer::ok(second_answer())]);
            let mut client = client(CONFIG, port, &mut buffer);
            let mut recorder = Recorder::default();
            let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
            assert!(summary.is_exact(), "broken at {at}");
            assert_eq!(summary.delivered, JOBS);
            assert_eq!(summary.requests, 1, "one was answered");

            let first = whole_items(at);
            let before = (0..first).map(|job| (job, "CREATING"));
            let after = (first..JOBS).rev().map(|job| (job, "DELETED"));
            assert!(recorder.tasks().eq(before.chain(after)), "broken at {at}");
            assert_eq!(recorder.told.len(), JOBS);

            let port = client.transport();
            let sent: Vec<_> = port.sent().collect();
            assert_eq!(sent.len(), 2);
            assert_eq!(sent[0], sent[1], "the same is asked again");
            assert_eq!(port.closes(), 1, "over another connection");
            assert!(port.is_open());
        }
    }
}

#[test]
fn broken_each_time_the_error_says_how_much_was_delivered() {
    let texts = texts(JOBS);
    let whole = first_answer().len();
    for at in [0, 1, whole / 3, whole / 2, whole - 10, whole - 1] {
        for allowed in [1, 2, 3, 11] {
            let mut buffer = [0; 256];
            let port = Port::responding(|_| {
                let [cut, ..] = broken_at(at);
                cut
            });
            let mut client = client(attempts(allowed), port, &mut buffer);
            let mut recorder = Recorder::default();
            let error = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap_err();
            assert_eq!(error.delivered(), whole_items(at));
            assert_eq!(recorder.tasks().count(), whole_items(at));
            assert_eq!(recorder.told.len(), whole_items(at), "nothing is missing");
            assert_eq!(
                *error.cause(),
                Cause::Transport(PortError(TransportErrorKind::Truncated))
            );
            assert_eq!(error.blame(), Blame::Transport);
            let port = client.transport();
            assert_eq!(port.sent().count(), usize::from(allowed));
            assert_eq!(port.closes(), usize::from(allowed));
            assert!(!port.is_open());
        }
    }
}

#[test]
fn each_attempt_may_deliver_some_more() {
    let texts = texts(JOBS);
    let mut at = 0;
    let port = Port::responding(|_| {
        at += item(&text(0), "CREATING").len() + 8;
        let [cut, ..] = broken_at(at.min(first_answer().len() - 1));
        cut
    });
    let mut buffer = [0; 256];
    let mut client = client(attempts(9), port, &mut buffer);
    let mut recorder = Recorder::default();
    let error = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap_err();
    assert_eq!(error.delivered(), JOBS);
    assert!(recorder.tasks().map(|(index, _)| index).eq(0..JOBS));
}

#[test]
fn what_may_go_well_the_next_time_is_asked_again() {
    use TransportErrorKind::{
        Closed, Config, Connect, Resolve, Timeout, Tls, TlsVerify, Truncated,
    };
    let texts = texts(1);
    let whole = || results([item(&text(0), "CREATING")]);
    for (kind, blame, again) in [
        (Closed, Blame::Transport, true),
        (Truncated, Blame::Transport, true),
        (Resolve, Blame::Transport, true),
        (Connect, Blame::Transport, true),
        (Timeout, Blame::Transport, true),
        (Tls, Blame::Transport, false),
        (TlsVerify, Blame::Transport, false),
        (Config, Blame::Configuration, false),
    ] {
        let broken: [fn(_) -> Answer; 2] = [Answer::none, |kind| {
            Answer::ok("").ending(Ending::Breaks(kind))
        }];
        for broken in broken {
            let mut buffer = [0; 256];
            let port = Port::answering([broken(kind), Answer::ok(whole())]);
            let mut client = client(CONFIG, port, &mut buffer);
            let outcome = run(client.batch_status(&ids(&texts), &mut Recorder::default()));
            if again {
                assert!(outcome.unwrap().is_exact(), "{kind:?}");
            } else {
                let error = outcome.unwrap_err();
                assert_eq!(error.blame(), blame, "{kind:?}");
                assert_eq!(*error.cause(), Cause::Transport(PortError(kind)));
            }
            let sent = client.transport().sent().count();
            assert_eq!(sent, if again { 2 } else { 1 }, "{kind:?}");
            assert_eq!(client.transport().closes(), 1, "{kind:?}");
        }
    }
}

#[test]
fn what_has_no_room_is_not_asked_again() {
    let texts = texts(1);
    let body = format!("{{\"results\":[{{\"status\":\"{}\"}}]}}", "S".repeat(41));
    let mut buffer = [0; 256];
    let mut client = client(
        attempts(9),
        Port::answering([Answer::ok(body)]),
        &mut buffer,
    );
    let error = run(client.batch_status(&ids(&texts), &mut Recorder::default())).unwrap_err();
    assert_eq!(error.blame(), Blame::Capacity);
    let Cause::Protocol(ProtocolError::Decode(decode)) = error.cause() else {
        panic!("another cause");
    };
    assert!(matches!(
        decode.kind(),
        DecodeErrorKind::Capacity {
            needed: 41,
            available: 40,
            ..
        }
    ));
    assert_eq!(client.transport().closes(), 1);
}

#[test]
fn what_came_twice_or_unasked_in_a_broken_answer_is_counted_with_the_whole_one_only() {
    let texts = texts(2);
    let broken = results([
        item(&text(0), "CREATING"),
        item(&text(0), "DELETED"),
        item(&text(7), "DELETED"),
    ]);
    let whole = results([item(&text(0), "PAUSING"), item(&text(1), "PAUSING")]);
    let mut buffer = [0; 256];
    let port = Port::answering([Answer::ok(&broken[..broken.len() - 1]), Answer::ok(whole)]);
    let mut client = client(CONFIG, port, &mut buffer);
    let mut recorder = Recorder::default();
    let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
    assert!(summary.is_exact());
    assert!(recorder.tasks().eq([(0, "CREATING"), (1, "PAUSING")]));
}

#[test]
fn a_job_that_only_the_broken_answer_had_is_not_missing() {
    let texts = texts(2);
    let [broken, ..] = broken_at(whole_items_end(1));
    let whole = Answer::ok(results([item(&text(1), "PAUSING")]));
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::answering([broken, whole]), &mut buffer);
    let mut recorder = Recorder::default();
    let summary = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap();
    assert!(recorder.tasks().eq([(0, "CREATING"), (1, "PAUSING")]));
    assert!(summary.is_exact());
    assert_eq!(recorder.told.len(), 2);
}

/// Where the first so many items of the first answer end.
fn whole_items_end(items: usize) -> usize {
    let ends = first_answer();
    let (at, _) = ends.match_indices('}').nth(items - 1).unwrap();
    at + 1
}

#[test]
fn a_later_request_has_attempts_of_its_own_and_indices_of_the_whole_list() {
    let texts = texts(2 * JOBS);
    let jobs = ids(&texts);
    let half = |jobs: core::ops::Range<usize>, status: &str| {
        results(jobs.map(|job| item(&text(job), status)))
    };
    let cut = |body: &str| Answer::ok(&body[..body.len() / 2]);
    let answers = [
        cut(&half(0..JOBS, "CREATING")),
        Answer::ok(half(0..JOBS, "DELETED")),
        cut(&half(JOBS..2 * JOBS, "CREATING")),
        Answer::ok(half(JOBS..2 * JOBS, "DELETED")),
    ];
    let mut buffer = [0; 256];
    let config = CONFIG.ids_per_request(JOBS);
    let mut client = client(config, Port::answering(answers), &mut buffer);
    let mut recorder = Recorder::default();
    let summary = run(client.batch_status(&jobs, &mut recorder)).unwrap();
    assert!(summary.is_exact());
    assert_eq!(summary.requests, 2);
    assert!(recorder.tasks().map(|(index, _)| index).eq(0..2 * JOBS));
    assert_eq!(client.transport().sent().count(), 4);
}

#[test]
fn after_an_error_the_next_call_begins_anew() {
    let texts = texts(JOBS);
    let jobs = ids(&texts);
    let [broken, ..] = broken_at(whole_items_end(2));
    let mut buffer = [0; 256];
    let port = Port::answering([broken, Answer::ok(second_answer())]);
    let mut client = client(attempts(1), port, &mut buffer);
    let error = run(client.batch_status(&jobs, &mut Recorder::default())).unwrap_err();
    assert_eq!(error.delivered(), 2);
    let mut recorder = Recorder::default();
    assert!(
        run(client.batch_status(&jobs, &mut recorder))
            .unwrap()
            .is_exact()
    );
    assert_eq!(recorder.tasks().count(), JOBS);
}
