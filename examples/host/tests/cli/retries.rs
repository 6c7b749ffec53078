//! Trouble that may pass is waited out, as often as is allowed.

use drs_status_sim::{Answer, Job, Sim, Tls};

use crate::program::query;

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

/// A service that refuses the first so many requests for now.
fn busy(refusals: usize) -> Sim {
    let builder = Sim::builder()
        .tls(Tls::Off)
        .job(Job::new(ID).status("PAUSING"));
    let sim = builder.start().unwrap();
    sim.next_answers(vec![Answer::html(503); refusals]);
    sim
}

#[test]
fn a_service_that_is_busy_for_now_is_asked_again() {
    for (refusals, attempts, code, seen) in [(0, "1", 0, 1), (2, "3", 0, 3), (2, "2", 4, 2)] {
        let sim = busy(refusals);
        let ended = query(&sim, &["--attempts", attempts, ID]).end();
        assert_eq!(ended.code, code, "{ended}");
        assert_eq!(sim.requests().len(), seen, "{ended}");
    }
}

#[test]
fn none_is_no_number_of_attempts() {
    let sim = busy(0);
    for attempts in ["0", "256", "-1", "many"] {
        let ended = query(&sim, &["--attempts", attempts, ID]).end();
        assert_eq!(ended.code, 2, "{ended}");
    }
    assert_eq!(sim.requests().len(), 0);
}
