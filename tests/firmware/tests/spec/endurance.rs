//! Many calls that fail one after the other leave the transport as it was.

use drs_status_firmware::Exit;
use drs_status_sim::{Answer, Sim};

use crate::place::Place;
use crate::said;
use crate::service::{answer, boot, endpoint, on_each};

/// How many calls fail each way.
const MANY: usize = 50;

/// More than fail: how many are refused depends on when the service comes.
const CALLS: usize = 6 * MANY;

/// The first calls are refused, for nobody listens; then comes a service whose answers
/// are cut, one in the head, the next in the body. What is asked after that, over the
/// same transport, is answered. The firmware has no socket to spare: one that was lost
/// would end it.
#[test]
fn a_hundred_failures_leave_room_for_a_success() {
    on_each(|machine| {
        let place = Place::new();
        // What of it is told to the firmware does not matter to a script.
        let elsewhere = Sim::builder().start().unwrap();
        let words = format!(
            "times={CALLS} pause=20 endpoint={}/drs/run",
            endpoint(place.address())
        );
        let mut running = boot(machine, &elsewhere, &words).start();
        for _ in 0..MANY {
            running.wait_for("Transport(Connect) in");
        }
        let cut = [
            Answer::raw("HTTP/1.1 200 OK\r\nContent-"),
            answer().cut_after(100),
        ];
        let mut answers: Vec<Answer> = cut.into_iter().cycle().take(MANY).collect();
        answers.push(answer());
        let sim = Sim::builder().listen(place.address());
        let sim = sim.script("drs", answers).start().unwrap();
        let outcome = running.finish();

        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        let log = &outcome.log;
        let failed = |kind| {
            let failures = said::failures(log).into_iter();
            failures.filter(|failure| failure.kind == kind).count()
        };
        let refused = failed("Transport(Connect)");
        assert!(refused >= MANY, "{refused}");
        assert_eq!(failed("Transport(Closed)"), MANY / 2);
        assert_eq!(failed("Transport(Truncated)"), MANY / 2);
        let answered = CALLS - refused - MANY;
        let told = format!("answered {answered} of {CALLS} times");
        assert!(log.has(&told), "{told}: {log}");
        assert_eq!(sim.request_count(), MANY + answered);
        assert_eq!(sim.connections(), MANY as u64 + 1);
        said::assert_stack_is_flat(log);
    });
}
