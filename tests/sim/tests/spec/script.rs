//! Paths that answer as they are told.

use drs_status_sim::{Answer, Sim};

use crate::client::Request;

fn status(sim: &Sim, path: &str) -> u16 {
    let request = Request::ids(sim, &["1"]).path(path).without("X-Auth-Token");
    request.ask(sim).status
}

#[test]
fn each_run_has_its_own_count() {
    let sim = Sim::builder()
        .script("case/7", vec![Answer::empty(503), Answer::json(200, "{}")])
        .script("/case/8/", vec![Answer::empty(502)])
        .start()
        .expect("a simulator");
    for (path, expected) in [
        ("/case/7/1/v3/p/jobs/batch-status", 503),
        ("/case/7/2/v3/p/jobs/batch-status", 503),
        ("/case/7/1/v3/q/jobs/batch-status", 200),
        ("/case/7/1/v3/p/jobs/batch-status?query", 200),
        ("/case/7/2/v3/p/jobs/batch-status", 200),
        ("/case/8/1/v3/p/jobs/batch-status", 502),
        ("/case/8/1/v3/p/jobs/batch-status", 502),
        // None of a script.
        ("/case/9/1/v3/p/jobs/batch-status", 404),
        ("/case/7/v3/p/jobs/batch-status", 404),
        ("/case/7/1/2/v3/p/jobs/batch-status", 404),
        ("/case/7/1/v3/p/q/jobs/batch-status", 404),
        ("/case/7/1/v3/p/jobs", 404),
        ("case/7/1/v3/p/jobs/batch-status", 400),
    ] {
        assert_eq!(status(&sim, path), expected, "{path}");
    }
}

#[test]
fn one_shot_answers_come_before_scripts() {
    let sim = Sim::builder()
        .script("a", vec![Answer::empty(503)])
        .start()
        .expect("a simulator");
    sim.next_answers(vec![Answer::empty(500), Answer::empty(501)]);
    let path = "/a/1/v3/p/jobs/batch-status";
    let seen: Vec<u16> = (0..3).map(|_| status(&sim, path)).collect();
    assert_eq!(seen, [500, 501, 503]);
}

#[test]
#[should_panic(expected = "a script has an answer at least")]
fn a_script_without_answers() {
    let _ = Sim::builder().script("a", vec![]);
}
