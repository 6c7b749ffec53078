//! A program for each change.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use drs_status_sim::{Answer, Job};
use serde_json::Value;

use super::{FIRST, SECOND, failing, life, service};
use crate::program::{many_ids, watch};

/// A file of the tests, which is not there yet.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    path
}

#[test]
fn it_gets_the_change_in_its_environment_and_on_its_input() {
    let sim = service()
        .jobs([life(FIRST, &["CREATING", "DELETED"]), failing(SECOND)])
        .start()
        .unwrap();
    let (variables, input) = (fresh("exec-variables.txt"), fresh("exec-input.txt"));
    let script = "printf '%s|' \"$DRS_JOB_ID\" \"$DRS_STATUS_WAS\" \"$DRS_STATUS\" \"$DRS_CLASS\" \
                  \"$DRS_ERROR_CODE\" \"$DRS_ERROR_MESSAGE\" \"$1\" >> exec-variables.txt; \
                  echo >> exec-variables.txt; cat >> exec-input.txt; echo for people";
    let ended = watch(&sim, &[FIRST, SECOND])
        .variable("PATH", "/usr/bin:/bin")
        .exec(&["sh", "-c", script, "sh", "$(an argument); *"])
        .end();
    assert_eq!(ended.code, 1, "{ended}");
    // Its output is not among our data.
    assert!(!ended.stdout.contains("for people"), "{ended}");
    assert_eq!(ended.stderr.matches("for people\n").count(), 4, "{ended}");

    let variables = fs::read_to_string(variables).unwrap();
    let argument = "$(an argument); *";
    let message = "The destination\u{1b}[2J database is out of \"disk\" space.";
    let expected = [
        format!("{FIRST}|new|CREATING|changing|||{argument}|"),
        format!("{SECOND}|new|FULL_TRANSFER_STARTED|running|||{argument}|"),
        format!("{FIRST}|CREATING|DELETED|ended|||{argument}|"),
        format!(
            "{SECOND}|FULL_TRANSFER_STARTED|FULL_TRANSFER_FAILED|failed|DRS.M06004|{message}|{argument}|"
        ),
    ];
    assert!(variables.lines().eq(expected), "{variables}");

    let input = fs::read_to_string(input).unwrap();
    let objects: Vec<Value> = input
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects.len(), 4);
    assert_eq!(objects[3]["event"], "change");
    assert_eq!(objects[3]["status"], "FULL_TRANSFER_FAILED");
    let message = "The destination\u{1b}[2J database is\nout of \"disk\" space.";
    assert_eq!(objects[3]["error_message"], message);
}

#[test]
fn it_does_not_get_our_secrets() {
    let sim = service()
        .job(Job::new(FIRST).status("DELETED"))
        .start()
        .unwrap();
    let seen = fresh("exec-environment.txt");
    let ended = watch(&sim, &[FIRST])
        .variable("OS_PASSWORD", "hush")
        .variable("MAIL_TO", "people")
        .variable("PATH", "/usr/bin:/bin")
        .exec(&["sh", "-c", "env > exec-environment.txt"])
        .end();
    assert_eq!(ended.code, 0, "{ended}");
    let seen = fs::read_to_string(seen).unwrap();
    assert!(seen.contains("MAIL_TO=people\n"), "{seen}");
    assert!(seen.contains(sim.endpoint()), "{seen}");
    assert!(
        !seen.contains(sim.token()) && !seen.contains("hush"),
        "{seen}"
    );
}

#[test]
fn that_it_fails_is_told_and_ends_nothing() {
    let cases: [(&[&str], &str); 4] = [
        (&["/bin/sh", "-c", "exit 3"], "warning: /bin/sh for 9a47"),
        (
            &["/bin/sh", "-c", "kill -s KILL $$"],
            "ended with signal: 9",
        ),
        (&["no-such-program"], "warning: no-such-program for 9a47"),
        (&["/dev/null"], "cannot be started: Permission denied"),
    ];
    for (command, message) in cases {
        let sim = service()
            .job(life(FIRST, &["CREATING", "DELETED"]))
            .start()
            .unwrap();
        let ended = watch(&sim, &[FIRST]).exec(command).end();
        assert_eq!(ended.code, 0, "{ended}");
        assert!(ended.stderr.contains(message), "{ended}");
        assert_eq!(ended.stderr.matches("warning: ").count(), 2, "{ended}");
    }
}

#[test]
fn one_that_reads_nothing_holds_nothing_up() {
    let message = "x".repeat(4000);
    let sim = service()
        .job(
            Job::new(FIRST)
                .status("CREATE_FAILED")
                .error("DRS.M06004", message.as_str(), ""),
        )
        .start()
        .unwrap();
    let ended = watch(&sim, &[FIRST])
        .exec(&["/bin/sh", "-c", "exec 0<&-"])
        .end();
    assert_eq!(ended.code, 1, "{ended}");
    assert!(!ended.stderr.contains("warning"), "{ended}");
}

#[test]
fn one_that_hangs_is_killed_with_what_it_started() {
    let sim = service()
        .job(Job::new(FIRST).status("DELETED"))
        .start()
        .unwrap();
    let before = Instant::now();
    let ended = watch(&sim, &["--exec-timeout", "300ms", FIRST])
        .variable("PATH", "/usr/bin:/bin")
        .exec(&["sh", "-c", "sleep 600 & sleep 600; exit 0"])
        .end();
    // Else the pipe of standard error would still be open.
    assert!(before.elapsed() < Duration::from_secs(300));
    assert_eq!(ended.code, 0, "{ended}");
    assert!(
        ended.stderr.contains("was killed: its time was up"),
        "{ended}"
    );
}

#[test]
fn a_signal_does_not_wait_for_one_that_hangs() {
    let sim = service()
        .job(Job::new(FIRST).status("DELETED"))
        .start()
        .unwrap();
    let before = Instant::now();
    let running = watch(&sim, &[FIRST])
        .variable("PATH", "/usr/bin:/bin")
        .exec(&["sleep", "600"])
        .begin();
    running.wait_for("DELETED");
    running.signal("TERM");
    let ended = running.end();
    assert!(before.elapsed() < Duration::from_secs(300));
    assert_eq!(ended.code, 143, "{ended}");
}

#[test]
fn a_second_signal_kills_it_with_what_it_started() {
    let sim = service()
        .job(Job::new(FIRST).status("DELETED"))
        .start()
        .unwrap();
    let running = watch(&sim, &[FIRST])
        .variable("PATH", "/usr/bin:/bin")
        .exec(&["sh", "-c", "trap '' TERM INT; sleep 600 & sleep 600"])
        .begin();
    running.wait_for("DELETED");
    std::thread::sleep(Duration::from_millis(300));
    let before = Instant::now();
    running.signal("INT");
    std::thread::sleep(Duration::from_millis(300));
    running.signal("TERM");
    let ended = running.end();
    // Else the pipe of standard error would still be open.
    assert!(before.elapsed() < Duration::from_secs(300));
    // The second, unless the machine took two seconds for it.
    if ended.stderr.is_empty() {
        assert_eq!(ended.code, 143, "{ended}");
    }
}

/// The time of a request is none of its time.
#[test]
fn a_slow_one_is_no_trouble() {
    let sim = service()
        .any_job(|id| Some(Job::new(id).status("DELETED")))
        .start()
        .unwrap();
    // Two requests, and before the second a hundred runs would take six seconds.
    let ended = watch(&sim, &["--request-timeout", "2s"])
        .input(&many_ids(101).join("\n"))
        .variable("PATH", "/usr/bin:/bin")
        .exec(&["sleep", "0.06"])
        .end();
    assert_eq!(ended.code, 0, "{ended}");
    assert!(!ended.stderr.contains("warning"), "{ended}");
    assert_eq!(sim.requests().len(), 2);
}

/// The answer to the first of two requests.
fn a_hundred_that_begin() -> Answer {
    let tasks: Vec<Value> = many_ids(100)
        .iter()
        .map(|id| serde_json::json!({"id": id, "status": "CREATING"}))
        .collect();
    Answer::json(200, serde_json::json!({"results": tasks}).to_string())
}

#[test]
fn it_is_run_for_what_was_told_before_an_error() {
    let sim = service().start().unwrap();
    sim.next_answers(vec![
        a_hundred_that_begin(),
        Answer::gateway(401, "APIGW.0301", "Incorrect token."),
    ]);
    let ended = watch(&sim, &[])
        .input(&many_ids(101).join("\n"))
        .exec(&["/bin/echo", "told"])
        .end();
    assert_eq!(ended.code, 3, "{ended}");
    assert_eq!(ended.stderr.matches("told\n").count(), 100, "{ended}");
}

/// Between what is told and the end of the poll.
#[test]
fn none_is_begun_after_a_signal() {
    let sim = service().start().unwrap();
    sim.next_answers(vec![
        a_hundred_that_begin(),
        Answer::empty(503).delay(Duration::from_secs(4)),
    ]);
    let running = watch(&sim, &[])
        .input(&many_ids(101).join("\n"))
        .exec(&["/bin/echo", "told"])
        .begin();
    while sim.request_count() < 2 {
        std::thread::sleep(Duration::from_millis(10));
    }
    running.signal("TERM");
    let ended = running.end();
    assert_eq!(ended.code, 143, "{ended}");
    assert_eq!(ended.stdout.matches("CREATING").count(), 100, "{ended}");
    assert!(!ended.stderr.contains("told"), "{ended}");
}
