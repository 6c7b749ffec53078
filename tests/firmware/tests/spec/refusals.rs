//! A service that says "later", and is asked again when it has said.

use std::time::Duration;

use drs_status_firmware::Exit;
use drs_status_sim::Answer;

use crate::said::{self, Expected};
use crate::service::{JOBS, boot, on_each, service};

#[test]
fn the_wait_that_it_asks_for_is_kept_over_the_same_connection() {
    let later = |status: u16| Answer::html(status).header("Retry-After", "1");
    on_each(|machine| {
        for status in [429, 503] {
            let sim = service().start().unwrap();
            sim.next_answers(vec![later(status)]);
            let outcome = boot(machine, &sim, "attempts=2 wait=1").run();
            Expected::Answered.of(&status.to_string(), &outcome);
            assert_eq!((sim.request_count(), sim.connections()), (2, 1));
            let waited = said::between(&outcome.log, "the link is up", JOBS[0].0);
            assert!(waited >= Duration::from_secs(1), "{waited:?}");
        }
    });
}

#[test]
fn one_that_is_too_long_or_one_too_many_ends_the_call() {
    on_each(|machine| {
        for (name, status, wait, words, requests) in [
            ("always 503", 503, "0", "attempts=3 wait=1", 3),
            (
                "longer than the call",
                503,
                "60",
                "attempts=3 limit=2000",
                1,
            ),
            (
                "429, longer than the call",
                429,
                "60",
                "attempts=3 limit=2000",
                1,
            ),
        ] {
            let sim = service().start().unwrap();
            let later = Answer::html(status).header("Retry-After", wait);
            sim.next_answers(vec![later; 3]);
            let outcome = boot(machine, &sim, words).run();
            let kind = ["Service(503)", "Service(429)"][usize::from(status == 429)];
            Expected::Failed(kind, Exit::Refused, 0).of(name, &outcome);
            assert_eq!(sim.request_count(), requests, "{name}");
        }
    });
}
