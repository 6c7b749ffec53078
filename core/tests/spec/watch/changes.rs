//! Each change that stands at a poll is told once and in order.

use core::ops::ControlFlow;
use core::time::Duration;

use drs_status_core::{
    Blame, Capacity, Cause, Ended, Seen, TransportErrorKind, Trouble, Until, Watch, WatchEvent,
};

use super::{FOR_EVER, Log, ONCE, Poll, answer, over_polls, seconds, watch};
use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Ending, Port, client, drop_after, item, results, run};

#[test]
fn what_differs_from_the_poll_before_is_told_and_nothing_else() {
    let watched = over_polls(
        &[
            &[Some("CREATING"), Some("PAUSING"), None],
            &[Some("CREATING"), Some("PAUSEING"), None],
            &[Some("CREATE_FAILED"), None, Some("SLEEPING")],
            &[Some("CREATE_FAILED"), Some("PAUSING"), Some("SNORING")],
            &[Some("CREATE_FAILED"), Some("PAUSING"), Some("SNORING")],
            &[Some("DELETED"), Some("PAUSING"), Some("CREATING")],
        ],
        &FOR_EVER,
    );
    assert_eq!(watched.ended, Ok(Ended::Stopped));
    assert_eq!(
        watched.told,
        [
            "0 new CREATING",
            "1 new PAUSING",
            "2 new missing",
            "changed",
            "same",
            "0 CREATING CREATE_FAILED",
            "2 missing SLEEPING",
            "1 PAUSING missing",
            "changed",
            "1 missing PAUSING",
            "2 other SNORING",
            "changed",
            "same",
            "0 CREATE_FAILED DELETED",
            "2 other CREATING",
            "changed",
        ]
    );
}

#[test]
fn another_error_code_is_a_change_and_another_message_is_none() {
    let failed = |code: &str, message: &str| {
        let id = text(0);
        Answer::ok(format!(
            r#"{{"results":[{{"id":"{id}","status":"INCRE_TRANSFER_FAILED","error_code":"{code}","error_message":"{message}"}}]}}"#
        ))
    };
    let answers = vec![failed("A", "x"), failed("A", "y"), failed("B", "y")];
    let watched = watch(ONCE, 1, answers, &FOR_EVER, |_| {});
    assert_eq!(
        watched.told,
        [
            "0 new INCRE_TRANSFER_FAILED",
            "changed",
            "same",
            "0 INCRE_TRANSFER_FAILED INCRE_TRANSFER_FAILED",
            "changed",
        ]
    );
}

#[test]
fn polls_come_soon_while_things_change_and_later_while_nothing_does() {
    let same: Poll<'_> = &[Some("CREATING")];
    let other: Poll<'_> = &[Some("DELETED")];
    let polls = [same, same, same, same, same, same, same, other, other];
    let watched = over_polls(&polls, &FOR_EVER);
    let waits = [
        10_000, 15_000, 22_500, 33_750, 50_625, 60_000, 60_000, 10_000, 15_000,
    ];
    assert_eq!(watched.slept, waits.map(Duration::from_millis));
    let answers = polls.iter().map(|poll| answer(poll)).collect();
    let spread = watch(ONCE, 1, answers, &FOR_EVER, |clock| {
        clock.set_chance(u32::MAX);
    });
    for (wait, less) in waits.iter().zip(&spread.slept) {
        let least = Duration::from_millis(wait - wait / 8);
        assert!((least..least + seconds(1)).contains(less), "{less:?}");
    }
}

#[test]
fn trouble_that_may_pass_slows_a_watch_down_and_does_not_end_it() {
    let up: Poll<'_> = &[Some("CREATING")];
    let answers = vec![
        answer(up),
        Answer::none(TransportErrorKind::Connect),
        Answer::ok("{"),
        Answer::ok("").status(503).header("Retry-After", "300"),
        Answer::ok("").status(500),
        answer(up),
    ];
    let watched = watch(ONCE, 1, answers, &FOR_EVER, |_| {});
    assert_eq!(watched.ended, Ok(Ended::Stopped));
    let told = [
        "0 new CREATING",
        "changed",
        "Connection",
        "Connection",
        "Unavailable",
        "Internal",
        "same",
    ];
    assert_eq!(watched.told, told);
    assert_eq!(watched.slept, [10, 20, 40, 300, 60, 60].map(seconds));
}

#[test]
fn dropped_anywhere_and_begun_again_each_change_is_told_once() {
    const JOBS: usize = 5;
    let texts = texts(JOBS);
    let jobs = ids(&texts);
    let poll = |status: &str| {
        let items = (0..JOBS).map(|job| item(&text(job), status));
        let body = results(items);
        let half = body.len() / 2;
        [
            Answer::ok(&body[..half])
                .in_pieces(20)
                .ending(Ending::Breaks(TransportErrorKind::Closed)),
            Answer::ok(body).in_pieces(20),
        ]
    };
    for polls in 0.. {
        let mut seen = [Seen::NOTHING; JOBS];
        let mut log = Log::default();
        let port = Port::answering(poll("CREATING").into_iter().chain(poll("DELETED")));
        let clock = port.clock.clone();
        clock.stop_after(3);
        let mut buffer = [0; 256];
        let mut first = client(CONFIG, port, &mut buffer);
        let outcome = drop_after(
            polls,
            first.watch(&jobs, &mut seen, &FOR_EVER, |event| {
                log.tell(event);
                ControlFlow::Continue(())
            }),
        );
        drop(first);
        // The device goes on, perhaps after a reboot: with what it had stored.
        let mut seen = seen.map(|job| Seen::from_bytes(job.to_bytes()).unwrap());
        let port = Port::answering([poll("DELETED").into_iter().last().unwrap()]);
        port.clock.stop_after(0);
        let mut buffer = [0; 256];
        let mut second = client(CONFIG, port, &mut buffer);
        run(second.watch(&jobs, &mut seen, &FOR_EVER, |event| {
            log.tell(event);
            ControlFlow::Continue(())
        }))
        .unwrap();
        for job in 0..JOBS {
            let mine = |line: &&&str| line.starts_with(&format!("{job} "));
            let changes: Vec<_> = log
                .changes()
                .iter()
                .filter(mine)
                .copied()
                .map(str::to_owned)
                .collect();
            let direct = [format!("{job} new DELETED")];
            let both = [
                format!("{job} new CREATING"),
                format!("{job} CREATING DELETED"),
            ];
            assert!(changes == direct || changes == both, "{polls}: {changes:?}");
        }
        if outcome.is_some() {
            assert!(polls > 20, "there were many places to be dropped");
            return;
        }
    }
}

#[test]
fn each_job_needs_an_entry() {
    let texts = texts(2);
    let mut seen = [Seen::NOTHING];
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, Port::unused(), &mut buffer);
    let error = run(client.watch(&ids(&texts), &mut seen, &FOR_EVER, |_| {
        ControlFlow::Continue(())
    }))
    .unwrap_err();
    let Cause::Capacity(capacity) = error.cause() else {
        panic!("another cause");
    };
    assert_eq!(
        (capacity.what(), capacity.needed(), capacity.available()),
        (Capacity::Seen, 2, 1)
    );
    assert_eq!(error.blame(), Blame::Capacity);
    assert_eq!(
        error.to_string(),
        "no room for what is seen of the jobs: 2 needed, 1 available"
    );
}

#[test]
fn ten_thousand_jobs_are_watched_in_four_bytes_each() {
    const JOBS: usize = if cfg!(miri) { 101 } else { 10_000 };
    let texts = texts(JOBS);
    let mut polls = 0;
    let port = Port::responding(|sent| {
        polls += 1;
        let status = if polls > JOBS.div_ceil(100) {
            "DELETED"
        } else {
            "CREATING"
        };
        Answer::ok(results(sent.jobs.iter().map(|id| item(id, status))))
    });
    let mut buffer = [0; 1024];
    let mut client = client(CONFIG, port, &mut buffer);
    let mut seen = vec![Seen::NOTHING; JOBS];
    let mut changes = 0;
    let how = Watch::until(Until::AllOver);
    let ended = run(client.watch(&ids(&texts), &mut seen, &how, |event| {
        changes += usize::from(matches!(event, WatchEvent::Change(_)));
        ControlFlow::Continue(())
    }));
    assert_eq!(ended, Ok(Ended::Reached));
    assert_eq!(changes, 2 * JOBS);
    assert_eq!(size_of::<Seen>(), 4);
}

#[test]
fn trouble_is_told_by_its_kind() {
    let refused = Answer::ok("").status(429);
    let watched = watch(ONCE, 1, vec![refused], &FOR_EVER, |_| {});
    assert_eq!(watched.told, [format!("{:?}", Trouble::Throttled)]);
}

#[test]
fn a_poll_whose_time_is_up_is_trouble_that_may_pass() {
    let slow = || answer(&[Some("CREATING"); 2]).takes(seconds(61));
    let config = ONCE.ids_per_request(1);
    let watched = watch(config, 2, vec![slow()], &FOR_EVER, |_| {});
    assert_eq!(watched.told, ["0 new CREATING", "Connection"]);
    assert_eq!(watched.slept, [seconds(20)]);
}
