//! A watch tells each change that stands at a poll, once and in order.

use core::ops::ControlFlow;
use core::time::Duration;

use drs_status_core::{
    Blame, Capacity, Cause, Config, Ended, Pace, Polled, RetryPolicy, Seen, Status, Text,
    TransportErrorKind, Trouble, Until, Was, Watch, WatchEvent,
};

use crate::ids::{ids, text, texts};
use crate::port::{
    Answer, CONFIG, Ending, FakeClock, Port, PortError, client, drop_after, item, results, run,
};

const PACE: Pace = Pace::between(Duration::from_secs(10), Duration::from_secs(60));
const FOR_EVER: Watch<'static> = Watch::until(Until::Never).pace(PACE);
const ONCE: Config<'static> = CONFIG.retry(RetryPolicy::never());

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A poll: the status of each job, `None` for one that is not answered for.
type Poll<'p> = &'p [Option<&'p str>];

fn answer(poll: Poll<'_>) -> Answer {
    let items = poll.iter().enumerate();
    Answer::ok(results(
        items.filter_map(|(job, status)| Some(item(&text(job), (*status)?))),
    ))
}

/// What a watch told, as text.
#[derive(Default)]
struct Log(Vec<String>);

impl Log {
    fn tell(&mut self, event: WatchEvent<'_>) {
        self.0.push(match event {
            WatchEvent::Change(change) => {
                assert_eq!(change.id.as_str(), text(change.index));
                let was = match change.was {
                    Was::New => "new",
                    Was::Missing => "missing",
                    Was::Known(status) => status.as_str(),
                    _ => "other",
                };
                let now = change.now.map_or("missing", |task| {
                    assert_eq!(task.index, change.index);
                    task.status.map_or("none", |status| status.as_str())
                });
                format!("{} {was} {now}", change.index)
            }
            WatchEvent::Polled(Polled::Changed) => "changed".into(),
            WatchEvent::Polled(Polled::Same) => "same".into(),
            WatchEvent::Trouble(trouble) => format!("{trouble:?}"),
            _ => "new kind".into(),
        });
    }

    fn changes(&self) -> Vec<&str> {
        let is_change = |line: &&str| line.contains(' ');
        self.0
            .iter()
            .map(String::as_str)
            .filter(is_change)
            .collect()
    }
}

struct Watched {
    told: Vec<String>,
    ended: Result<Ended, Cause<PortError>>,
    slept: Vec<Duration>,
    now: Duration,
}

/// Watches as many jobs as a poll has over these answers; stopped in the sleep
/// after the last of them.
fn watch(
    config: Config<'_>,
    jobs: usize,
    answers: Vec<Answer>,
    watch: &Watch<'_>,
    set: impl FnOnce(&FakeClock),
) -> Watched {
    let texts = texts(jobs);
    let mut seen = vec![Seen::NOTHING; jobs];
    let polls = answers.len();
    let port = Port::answering(answers);
    let clock = port.clock.clone();
    clock.stop_after(polls - 1);
    set(&clock);
    let mut buffer = [0; 256];
    let mut client = client(config, port, &mut buffer);
    let mut log = Log::default();
    let ended = run(client.watch(&ids(&texts), &mut seen, watch, |event| {
        log.tell(event);
        ControlFlow::Continue(())
    }));
    Watched {
        told: log.0,
        ended: ended.map_err(drs_status_core::Error::into_cause),
        slept: clock.slept(),
        now: drs_status_core::Clock::now(&clock),
    }
}

fn over_polls(polls: &[Poll<'_>], how: &Watch<'_>) -> Watched {
    let jobs = polls[0].len();
    let answers = polls.iter().map(|poll| answer(poll)).collect();
    watch(ONCE, jobs, answers, how, |_| {})
}

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
fn who_asks_to_stop_while_a_poll_is_tried_again_ends_the_watch() {
    let texts = texts(1);
    let port = Port::responding(|_| Answer::ok("").status(503));
    port.clock.stop_after(1);
    let mut buffer = [0; 256];
    let mut client = client(CONFIG, port, &mut buffer);
    let mut seen = [Seen::NOTHING];
    let jobs = ids(&texts);
    let ended = run(client.watch(&jobs, &mut seen, &FOR_EVER, |_| panic!("no poll has ended")));
    assert_eq!(ended, Ok(Ended::Stopped));
    assert_eq!(client.transport().sent().count(), 2);
}

#[test]
fn a_poll_whose_time_is_up_is_trouble_that_may_pass() {
    let slow = || answer(&[Some("CREATING"); 2]).takes(seconds(61));
    let config = ONCE.ids_per_request(1);
    let watched = watch(config, 2, vec![slow()], &FOR_EVER, |_| {});
    assert_eq!(watched.told, ["0 new CREATING", "Connection"]);
    assert_eq!(watched.slept, [seconds(20)]);
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
