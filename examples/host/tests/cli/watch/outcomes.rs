//! What ends a watch, and by which code.

use drs_status_sim::{Answer, Job};

use super::{FIRST, SECOND, life, service};
use crate::program::{many_ids, watch};

#[test]
fn what_is_waited_for_comes_or_cannot_come() {
    let ends = &[
        "CREATING",
        "INCRE_TRANSFER_STARTED",
        "RELEASE_RESOURCE_COMPLETE",
    ];
    let fails = &["CREATING", "CREATE_FAILED"];
    for (until, first, second, code) in [
        ("over", ends, &ends[2..], 0),
        // It is over, and not well.
        ("over", ends, &fails[..], 1),
        ("started", ends, &["FULL_TRANSFER_COMPLETE"], 0),
        // At once, though the other job goes on.
        ("started", ends, &fails[..], 1),
        (
            "created",
            &["CREATING", "CONFIGURATION", "PAUSING"],
            &["CONFIGURATION"],
            0,
        ),
        // As Open Telekom Cloud spells it.
        (
            "paused",
            &["CREATING", "PAUSING", "PAUSEING"],
            &["PAUSEING"],
            0,
        ),
        ("released", ends, &["RELEASE_RESOURCE_COMPLETE"], 0),
        (
            "DELETED,RELEASE_RESOURCE_COMPLETE",
            ends,
            &["RELEASE_RESOURCE_STARTED", "DELETED"],
            0,
        ),
    ] {
        let sim = service()
            .jobs([life(FIRST, first), life(SECOND, second)])
            .start()
            .unwrap();
        let ended = watch(&sim, &["--until", until, FIRST, SECOND]).end();
        assert_eq!(ended.code, code, "{until}: {ended}");
    }
}

#[test]
fn the_time_is_up() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    for until in ["never", "over", "released"] {
        let ended = watch(&sim, &["--until", until, "--timeout", "300ms", FIRST]).end();
        assert_eq!(ended.code, 6, "{ended}");
        assert!(ended.stderr.ends_with("s: time is up\n"), "{ended}");
    }
}

#[test]
fn trouble_that_may_pass_ends_nothing() {
    let sim = service()
        .job(life(FIRST, &["CREATING", "DELETED"]))
        .start()
        .unwrap();
    sim.next_answers(vec![
        Answer::html(503),
        Answer::raw(""),
        Answer::drs(500, "DRS.M00004", "Internal error."),
        Answer::gateway(429, "APIGW.0308", "Throttled.").header("Retry-After", "0"),
    ]);
    let ended = watch(&sim, &[FIRST]).end();
    assert_eq!(ended.code, 0, "{ended}");
    // A connection that was kept, and lost, is replaced without a word.
    assert_eq!(ended.stderr.matches("warning: ").count(), 3, "{ended}");
    assert_eq!(ended.stdout.lines().count(), 2, "{ended}");
}

#[test]
fn trouble_that_does_not_pass_ends_it_with_what_is_known() {
    for (answer, code) in [
        (Answer::gateway(401, "APIGW.0301", "Incorrect token."), 3),
        (Answer::drs(400, "DRS.M00261", "Invalid project."), 4),
        (Answer::html(404), 4),
        (
            Answer::empty(302).header("Location", "https://elsewhere.example.com/"),
            7,
        ),
    ] {
        let sim = service()
            .job(Job::new(FIRST).status("CREATING"))
            .start()
            .unwrap();
        let running = watch(&sim, &[FIRST]).begin();
        running.wait_for("new -> CREATING");
        sim.next_answers(vec![answer]);
        let ended = running.end();
        assert_eq!(ended.code, code, "{ended}");
        assert!(ended.stderr.contains("1 job: 1 changing after"), "{ended}");
        assert!(ended.stderr.contains("error: "), "{ended}");
    }
}

#[test]
fn a_refusal_is_not_repeated() {
    let sim = service().start().unwrap();
    let ended = watch(&sim, &[FIRST])
        .variable("DRS_STATUS_TOKEN", "of-another-cloud")
        .end();
    assert_eq!(ended.code, 3, "{ended}");
    assert_eq!(sim.requests().len(), 1);
}

#[test]
fn more_jobs_than_a_request_takes() {
    let sim = service()
        .any_job(|id| Some(Job::new(id).status("DELETED")))
        .start()
        .unwrap();
    let ended = watch(&sim, &[]).input(&many_ids(250).join("\n")).end();
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(ended.stdout.lines().count(), 250);
    assert_eq!(sim.requests().len(), 3);
}

#[test]
fn what_cannot_be_watched() {
    let sim = service().start().unwrap();
    let far_apart = [many_ids(101), vec![many_ids(1).remove(0)]].concat();
    let far_apart: Vec<&str> = far_apart.iter().map(String::as_str).collect();
    let cases: [(&[&str], &str); 8] = [
        (&["--until", "gone", FIRST], "never, over, created"),
        (&["--until", "over", "not-an-id"], "no job id"),
        (&[FIRST, FIRST], "the same job as argument 1"),
        (&far_apart, "argument 102: the same job as argument 1"),
        (&["--timeout", "366d", FIRST], "at most 365d"),
        (&["--fastest", "1m", FIRST], "cannot be used with"),
        (&["--exec", FIRST], "COMMAND"),
        (&[FIRST, "--", "true"], "--exec"),
    ];
    for (arguments, message) in cases {
        let ended = watch(&sim, arguments).end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.stderr.contains(message), "{ended}");
    }
    let ended = crate::program::drs_status(&["watch", "--fastest", "2m", "--slowest", "1m", FIRST])
        .variable("DRS_STATUS_ENDPOINT", sim.endpoint())
        .variable("OS_PROJECT_ID", sim.project_id())
        .variable("DRS_STATUS_TOKEN", sim.token())
        .end();
    assert!(
        ended.stderr.contains("--slowest is less than --fastest"),
        "{ended}"
    );
    assert_eq!(sim.requests().len(), 0);
}
