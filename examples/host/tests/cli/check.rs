//! `check`, as a monitor reads it.

use drs_status_sim::{Answer, Job, Sim};
use insta::assert_snapshot;

use crate::program::{Ended, Run, command, drs_status, many_ids};

const RUNS: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const WAITS: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";
const FAILED: &str = "31fa62a5-8d6c-4b8e-9c1e-5be4f1a2jb20";
const ENDED: &str = "4f0b2d6e-77aa-4c3d-8e55-0d1c2b3ajb10";
const NEW: &str = "7be1c7d2-19f0-4d3b-b3a4-62c0e95djb20";

fn sim() -> Sim {
    Sim::builder()
        .job(Job::new(RUNS).status("INCRE_TRANSFER_STARTED"))
        .job(Job::new(WAITS).status("PAUSING"))
        .job(Job::new(FAILED).status("INCRE_TRANSFER_FAILED").error(
            "DRS.M06010",
            "The log is gone | purged\nbefore it was read\u{1b}[31m.",
            "日志已被清除。",
        ))
        .job(Job::new(ENDED).status("RELEASE_RESOURCE_COMPLETE"))
        .job(Job::new(NEW).status("NEVER_SEEN_BEFORE"))
        .start()
        .unwrap()
}

fn check(sim: &Sim, arguments: &[&str]) -> Run {
    command("check", sim, arguments)
}

/// The time differs from run to run.
fn without_time(ended: &Ended) -> String {
    let text = ended.to_string();
    let Some((before, rest)) = text.split_once("time=") else {
        return text;
    };
    let (time, rest) = rest.split_once("s;;;0").unwrap();
    assert!(time.parse::<f64>().unwrap() < 60.0);
    format!("{before}time=[TIME]s;;;0{rest}")
}

/// Code and state of a run, whose output is as a monitor wants it.
fn outcome(ended: &Ended) -> (i32, &str) {
    let first = ended.stdout.lines().next().unwrap();
    let state = first.strip_prefix("DRS ").unwrap();
    let (state, rest) = state.split_once(" - ").unwrap();
    assert!(ended.stdout.matches('|').count() <= 1, "{ended}");
    if let Some((_, data)) = rest.split_once(" | ") {
        let labels: Vec<&str> = data
            .split(' ')
            .map(|item| {
                let (label, values) = item.split_once('=').unwrap();
                let values: Vec<&str> = values.split(';').collect();
                assert!((1..=5).contains(&values.len()), "{item}");
                values[0].trim_end_matches('s').parse::<f64>().unwrap();
                label
            })
            .collect();
        assert!(matches!(labels.len(), 1 | 9), "{ended}");
    }
    (ended.code, state)
}

#[test]
fn what_is_worst_decides() {
    let sim = sim();
    let cases: [(&[&str], i32, &str); 6] = [
        (&[RUNS, ENDED], 0, "OK"),
        (&[RUNS, WAITS], 1, "WARNING"),
        (&[RUNS, NEW], 1, "WARNING"),
        (&[RUNS, WAITS, FAILED], 2, "CRITICAL"),
        // An id that the service does not know comes with an error.
        (&["00000000-2308-4bb5-a6bc-1040402fjb21"], 2, "CRITICAL"),
        (&["no-id"], 3, "UNKNOWN"),
    ];
    for (ids, code, state) in cases {
        let ended = check(&sim, ids).end();
        assert_eq!(outcome(&ended), (code, state), "{ended}");
        assert_eq!(ended.stderr, "", "{ended}");
    }
    assert_snapshot!("check_ok", without_time(&check(&sim, &[RUNS, ENDED]).end()));
    let all = check(&sim, &[RUNS, WAITS, FAILED, ENDED, NEW]).end();
    assert_snapshot!("check_all", without_time(&all));
}

#[test]
fn an_id_without_an_answer_is_unknown() {
    let sim = sim();
    let without = |jobs: &str| Answer::json(200, format!(r#"{{"results":[{jobs}],"count":1}}"#));
    let item = |id, status| format!(r#"{{"id":"{id}","status":"{status}"}}"#);
    sim.next_answers(vec![without(&item(WAITS, "PAUSING"))]);
    let ended = check(&sim, &[WAITS, RUNS]).end();
    assert_snapshot!("check_unanswered", without_time(&ended));
    assert_eq!(outcome(&ended), (3, "UNKNOWN"));
    sim.next_answers(vec![without(&item(FAILED, "INCRE_TRANSFER_FAILED"))]);
    let ended = check(&sim, &[FAILED, RUNS]).end();
    assert_eq!(outcome(&ended), (2, "CRITICAL"));
}

#[test]
fn what_is_critical_is_for_people_to_say() {
    let sim = sim();
    let cases: [(&[&str], i32); 7] = [
        (&["--ok", "waiting", WAITS], 0),
        (&["--critical", "waiting", WAITS], 2),
        (&["--critical", "waiting,running", RUNS], 2),
        (&["--warning", "failed", FAILED], 1),
        (&["--warning", "ended", "--ok", "failed", ENDED, FAILED], 1),
        (&["--critical", "waiting", "--ok", "waiting", WAITS], 3),
        (&["--critical", "paused", WAITS], 3),
    ];
    for (arguments, code) in cases {
        let ended = check(&sim, arguments).end();
        assert_eq!(outcome(&ended).0, code, "{ended}");
    }
    let ended = check(&sim, &["--critical", "waiting", "--ok", "failed", WAITS]).end();
    assert_snapshot!("check_thresholds", without_time(&ended));
}

#[test]
fn whatever_goes_wrong_is_unknown() {
    let sim = sim();
    let ended = check(&sim, &[RUNS]).variable("DRS_STATUS_TOKEN", "x").end();
    assert_snapshot!("check_refused", without_time(&ended));
    let cases: [(&str, Run); 6] = [
        ("no endpoint", drs_status(&["check", RUNS])),
        (
            "no credentials",
            check(&sim, &[RUNS]).without_variable("DRS_STATUS_TOKEN"),
        ),
        ("no ids", check(&sim, &["--file", "nowhere.txt"])),
        (
            "no metrics",
            check(&sim, &[RUNS, "--metrics", "nowhere/m.prom"]),
        ),
        ("no such argument", check(&sim, &["--no-such-argument"])),
        (
            "nobody listens",
            check(&sim, &[RUNS]).arguments(&["--endpoint", "http://127.0.0.1:9"]),
        ),
    ];
    for (name, run) in cases {
        let ended = run.end();
        assert_eq!(outcome(&ended), (3, "UNKNOWN"), "{name}: {ended}");
    }
    let ended = drs_status(&["check", "--no-such-argument"]).end();
    assert_snapshot!("check_usage", ended);
    let help = drs_status(&["check", "--help"]).end();
    assert_eq!(help.code, 0);
    assert_snapshot!("check_help", help);
}

#[test]
fn what_was_critical_before_an_error_stays_so() {
    let first = Answer::json(
        200,
        r#"{"results":[{"id":"00000000-2308-4bb5-a6bc-1040402fjb21","status":"CREATE_FAILED"}]}"#,
    );
    for (second, code, state) in [
        (Answer::html(502), 2, "CRITICAL"),
        (Answer::json(200, "{"), 2, "CRITICAL"),
    ] {
        let sim = sim();
        sim.next_answers(vec![first.clone(), second]);
        let ids = many_ids(101).join("\n");
        let ended = check(&sim, &[]).input(&ids).end();
        assert_eq!(outcome(&ended), (code, state), "{ended}");
    }
}

#[test]
fn a_monitor_is_not_flooded() {
    let sim = Sim::builder()
        .any_job(|id| {
            let status = if id.starts_with("0000000") {
                "PAUSING"
            } else {
                "CREATE_FAILED"
            };
            let long = "words ".repeat(500);
            Some(
                Job::new(id)
                    .status(status)
                    .error("DRS.M00001", &long, &long),
            )
        })
        .start()
        .unwrap();
    let ids = many_ids(250).join("\n");
    let ended = check(&sim, &[]).input(&ids).end();
    assert_eq!(outcome(&ended), (2, "CRITICAL"));
    assert_eq!(ended.stdout.lines().count(), 1 + 20 + 1);
    assert!(
        ended.stdout.ends_with("and 230 more that are not OK\n"),
        "{ended}"
    );
    assert!(ended.stdout.len() < 8 * 1024, "{}", ended.stdout.len());
}
