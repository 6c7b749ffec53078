//! When a watch is over, and what does not end it.

use core::ops::ControlFlow;

use drs_status_core::{
    Cause, Ended, Pace, Seen, Status, Text, TransportErrorKind, Until, Was, Watch, WatchEvent,
};

use super::{FOR_EVER, Log, ONCE, Poll, answer, over_polls, seconds, watch};
use crate::ids::{ids, texts};
use crate::port::{Answer, CONFIG, Port, PortError, client, run};

#[test]
fn what_does_not_pass_ends_a_watch() {
    let refused = Answer::ok(r#"{"error_code":"APIGW.0301"}"#).status(401);
    let watched = watch(ONCE, 1, vec![refused], &FOR_EVER, |_| {});
    let Err(Cause::Service(refusal)) = &watched.ended else {
        panic!("{:?}", watched.ended);
    };
    assert!(refusal.is_authentication());
    let untrusted = Answer::none(TransportErrorKind::TlsVerify);
    let watched = watch(ONCE, 1, vec![untrusted], &FOR_EVER, |_| {});
    assert_eq!(
        watched.ended,
        Err(Cause::Transport(PortError(TransportErrorKind::TlsVerify)))
    );
    assert_eq!(watched.told, [""; 0]);
}

#[test]
fn a_watch_ends_when_what_it_waits_for_holds_of_all_jobs() {
    const ONE_BY_ONE: [Status<'static>; 2] =
        [Status::Deleted, Status::Other(Text::new("SLEEPING"))];
    let cases: [(Until<'_>, &[Poll<'_>], Ended); 8] = [
        (
            Until::CREATED,
            &[&[Some("CREATING")], &[Some("CONFIGURATION")]],
            Ended::Reached,
        ),
        (
            Until::CREATED,
            &[&[Some("CREATING")], &[Some("CREATE_FAILED")]],
            Ended::Failed,
        ),
        (
            Until::STARTED,
            &[&[Some("STARTJOBING")], &[Some("INCRE_TRANSFER_STARTED")]],
            Ended::Reached,
        ),
        (
            Until::PAUSED,
            &[&[Some("FULL_TRANSFER_STARTED")], &[Some("PAUSEING")]],
            Ended::Reached,
        ),
        (
            Until::RELEASED,
            &[
                &[Some("DELETED"), None],
                &[Some("RELEASE_RESOURCE_COMPLETE"); 2],
            ],
            Ended::Reached,
        ),
        (
            Until::AllOver,
            &[
                &[Some("CREATING"), Some("DELETED")],
                &[Some("CREATE_FAILED"), Some("CREATING")],
                &[Some("CREATE_FAILED"), Some("RELEASE_RESOURCE_COMPLETE")],
            ],
            Ended::Reached,
        ),
        (
            Until::All(&ONE_BY_ONE),
            &[&[Some("PAUSING")], &[Some("DELETED")]],
            Ended::Reached,
        ),
        (
            Until::AllOver,
            &[
                &[Some("SLEEPING"), Some("DELETED")],
                &[None, Some("DELETED")],
            ],
            Ended::Stopped,
        ),
    ];
    for (until, polls, ended) in cases {
        let watched = over_polls(polls, &Watch::until(until));
        assert_eq!(watched.ended, Ok(ended), "{until:?}");
        let told = watched
            .told
            .iter()
            .filter(|line| ["changed", "same"].contains(&line.as_str()));
        assert_eq!(told.count(), polls.len(), "{until:?}");
    }
}

#[test]
fn a_watch_is_over_when_its_time_is() {
    let same: Poll<'_> = &[Some("CREATING")];
    for (within, polls) in [(1, 1), (10, 1), (11, 2), (25, 2), (26, 3)] {
        let how = FOR_EVER.within(seconds(within));
        let answers = (0..polls).map(|_| answer(same)).collect();
        let watched = watch(ONCE, 1, answers, &how, |clock| clock.stop_after(usize::MAX));
        assert_eq!(watched.ended, Ok(Ended::TimeUp), "{within}");
        assert_eq!(watched.now, seconds(within));
    }
}

#[test]
fn a_poll_has_no_more_time_than_the_watch() {
    let texts = texts(1);
    let mut left = Vec::new();
    let port = Port::responding(|sent| {
        left.push(sent.time_left);
        Answer::ok("").status(503)
    });
    let mut buffer = [0; 256];
    let mut client = client(ONCE, port, &mut buffer);
    let how = Watch::until(Until::Never)
        .pace(Pace::every(seconds(50)))
        .within(seconds(90));
    let mut seen = [Seen::NOTHING];
    let ended = run(client.watch(&ids(&texts), &mut seen, &how, |_| ControlFlow::Continue(())));
    assert_eq!(ended, Ok(Ended::TimeUp));
    drop(client);
    assert_eq!(left, [Some(seconds(60)), Some(seconds(40))]);
}

#[test]
fn the_callers_closure_may_end_a_watch_at_any_event() {
    let polls: [Poll<'_>; 2] = [
        &[Some("CREATING"), None],
        &[Some("DELETED"), Some("CREATING")],
    ];
    for events in 0..6 {
        let texts = texts(2);
        let mut seen = [Seen::NOTHING; 2];
        let mut buffer = [0; 256];
        let port = Port::answering(polls.map(answer));
        port.clock.stop_after(1);
        let mut client = client(ONCE, port, &mut buffer);
        let mut log = Log::default();
        let ended = run(client.watch(&ids(&texts), &mut seen, &FOR_EVER, |event| {
            log.tell(event);
            if log.0.len() > events {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }));
        assert_eq!(ended, Ok(Ended::Stopped));
        assert_eq!(log.0.len(), events + 1);
    }
}

#[test]
fn who_asks_to_stop_while_a_poll_is_tried_again_ends_the_watch() {
    let texts = texts(1);
    let port = Port::responding(|_| Answer::ok(""));
    port.clock.stop_after(1);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, port, &mut buffer);
    let mut seen = [Seen::NOTHING];
    let jobs = ids(&texts);
    let ended = run(client.watch(&jobs, &mut seen, &FOR_EVER, |_| panic!("no poll has ended")));
    assert_eq!(ended, Ok(Ended::Stopped));
    assert_eq!(client.transport().sent().count(), 2);
}

/// A fleet of watches asks a service that is sick no more often than one that is
/// well.
#[test]
fn what_the_service_refuses_for_now_is_left_to_the_next_poll() {
    let texts = texts(1);
    for (status, body) in [
        (429, ""),
        (400, r#"{"error_code":"DRS.M01503"}"#),
        (503, ""),
    ] {
        let port = Port::responding(move |_| Answer::ok(body).status(status));
        let mut buffer = [0; 256];
        let mut client = client(CONFIG, port, &mut buffer);
        let mut seen = [Seen::NOTHING];
        let mut polls = 0;
        let ended = run(client.watch(&ids(&texts), &mut seen, &FOR_EVER, |event| {
            assert!(matches!(event, WatchEvent::Trouble(_)), "{event:?}");
            polls += 1;
            if polls == 5 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }));
        assert_eq!(ended, Ok(Ended::Stopped));
        assert_eq!(client.transport().sent().count(), 5);
    }
}

#[test]
fn what_is_missing_after_the_watch_was_ended_is_not_told() {
    let texts = texts(3);
    let mut buffer = [0; 256];
    let port = Port::answering([answer(&[None, None, None])]);
    let mut client = client(ONCE, port, &mut buffer);
    let mut seen = [Seen::NOTHING; 3];
    let mut told = 0;
    let ended = run(client.watch(&ids(&texts), &mut seen, &FOR_EVER, |_| {
        told += 1;
        ControlFlow::Break(())
    }));
    assert_eq!(ended, Ok(Ended::Stopped));
    assert_eq!(told, 1);
    assert_eq!(seen.map(Seen::was), [Was::Missing, Was::New, Was::New]);
}
