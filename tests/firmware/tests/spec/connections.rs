//! A connection is kept between calls, and one that has ended is replaced.

use std::time::Duration;

use drs_status_firmware::{Exit, Log, Machine};
use drs_status_sim::{Answer, Connection, Sim};

use crate::place::Place;
use crate::said;
use crate::service::{
    JOBS, answer, assert_requests_are_whole, boot, endpoint, last_words, on_each, service,
};

/// The connection, from 0, over which each request came.
fn connections(sim: &Sim) -> Vec<usize> {
    sim.requests().iter().map(|seen| seen.connection).collect()
}

/// Asks as often as `words` say; each time it is answered.
fn asks(machine: Machine, sim: &Sim, words: &str) -> Log {
    let outcome = boot(machine, sim, words).run();
    assert_eq!(outcome.exit, Exit::Done, "{words}: {outcome:#?}");
    assert_eq!(said::failures(&outcome.log), [], "{words}: {}", outcome.log);
    assert_requests_are_whole(sim);
    outcome.log
}

#[test]
fn a_connection_is_kept_for_as_long_as_is_wanted() {
    on_each(|machine| {
        for (words, expected) in [
            ("times=3", [0, 0, 0]),
            ("times=3 pause=50", [0, 0, 0]),
            ("times=3 keep=0", [0, 1, 2]),
            ("times=3 keep=100 pause=300", [0, 1, 2]),
        ] {
            let sim = service().start().unwrap();
            asks(machine, &sim, words);
            assert_eq!(connections(&sim), expected, "{words}");
        }
    });
}

#[test]
fn one_connection_carries_a_thousand_polls() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let log = asks(machine, &sim, "times=1000");
        assert!(log.has("answered 1000 of 1000 times"), "{log}");
        assert_eq!((sim.request_count(), sim.connections()), (1000, 1));
        said::assert_stack_is_flat(&log);
    });
}

#[test]
fn a_service_that_closes_gets_a_new_connection_each_time() {
    on_each(|machine| {
        let closing = service().connection(Connection::Close);
        let sim = closing.start().unwrap();
        asks(machine, &sim, "times=3");
        assert_eq!(connections(&sim), [0, 1, 2]);
    });
}

/// It ends while nobody asks: the next call notices before it sends anything.
#[test]
fn a_kept_connection_that_has_ended_costs_nothing() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        sim.next_answers(vec![last_words()]);
        asks(machine, &sim, "times=2 pause=1000");
        assert_eq!(connections(&sim), [0, 1]);
    });
}

/// It ends when the request is already on its way: that costs an attempt.
#[test]
fn a_kept_connection_that_ends_under_a_request_is_replaced() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        sim.next_answers(vec![answer(), Answer::raw("")]);
        asks(machine, &sim, "times=2 attempts=2 wait=10");
        assert_eq!(connections(&sim), [0, 0, 1]);
    });
}

/// A kept connection that carries nothing any more, such as one that a router has
/// forgotten, costs the call its time. The next call does not use it again.
#[test]
fn a_kept_connection_that_falls_silent_is_not_used_again() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let never = answer().delay(Duration::from_mins(5));
        sim.next_answers(vec![answer(), never]);
        let outcome = boot(machine, &sim, "times=3 silence=1500").run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        let failures = said::failures(&outcome.log);
        assert_eq!(failures.len(), 1, "{}", outcome.log);
        assert_eq!(failures[0].kind, "Transport(Timeout)");
        assert_eq!(connections(&sim), [0, 0, 1]);
    });
}

/// The service goes and comes back at the same place: the poll after that succeeds.
#[test]
fn a_service_that_was_restarted_is_asked_over_a_new_connection() {
    on_each(|machine| {
        let place = Place::new();
        let start = || {
            let sim = Sim::builder().listen(place.address());
            sim.script("drs", vec![answer()]).start().unwrap()
        };
        let before = start();
        let words = format!(
            "times=6 pause=300 attempts=4 wait=200 endpoint={}/drs/run",
            endpoint(place.address())
        );
        let mut running = boot(machine, &before, &words).start();
        running.wait_for(JOBS[1].0);
        running.wait_for(JOBS[1].0);
        drop(before);
        let after = start();
        let outcome = running.finish();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert!(outcome.log.has("answered 6 of 6 times"), "{}", outcome.log);
        assert_eq!(after.connections(), 1);
        assert!(after.request_count() >= 3, "{}", after.request_count());
    });
}
