//! SIGINT and SIGTERM end a watch with what is known.

use std::time::{Duration, Instant};

use drs_status_sim::{Answer, Job};

use super::{FIRST, service};
use crate::program::{many_ids, watch};

/// Less than a watch that is not ended would take, and more than any that is.
const LONG: Duration = Duration::from_secs(50);

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[test]
fn a_signal_ends_its_sleep_at_once() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        for (output, word) in [("line", "new -> PAUSING"), ("json", "\"poll\"")] {
            let sleeping = [
                "--every", "1h", "--output", output, "--until", "never", FIRST,
            ];
            let running = watch(&sim, &sleeping).begin();
            running.wait_for(word);
            let before = Instant::now();
            running.signal(signal);
            let ended = running.end();
            assert!(before.elapsed() < LONG);
            assert_eq!(ended.code, code, "{ended}");
            assert!(
                ended.stderr.starts_with("1 job: 1 waiting after "),
                "{ended}"
            );
            let last = format!("s: stopped by SIG{signal}\n");
            assert!(ended.stderr.ends_with(&last), "{ended}");
        }
    }
}

#[test]
fn what_is_known_is_in_the_last_table() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    let running = watch(&sim, &["--output", "table", "--until", "never", FIRST]).begin();
    while sim.requests().len() < 2 {
        std::thread::sleep(Duration::from_millis(10));
    }
    running.signal("TERM");
    let ended = running.end();
    assert_eq!(ended.code, 143, "{ended}");
    assert!(ended.stdout.contains("stopped by SIGTERM\n"), "{ended}");
    assert!(ended.stdout.contains("PAUSING"), "{ended}");
}

/// A request that hangs is waited for, but not to its end.
#[test]
fn a_request_under_way_holds_nothing_up() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    let running = watch(&sim, &["--request-timeout", "24h", FIRST]).begin();
    running.wait_for("PAUSING");
    sim.next_answers(vec![Answer::empty(200).delay(DAY)]);
    let before = Instant::now();
    std::thread::sleep(Duration::from_millis(500));
    running.signal("TERM");
    let ended = running.end();
    assert!(before.elapsed() < LONG);
    assert_eq!(ended.code, 143, "{ended}");
    assert!(ended.stderr.contains("1 job: 1 waiting after "), "{ended}");
}

#[test]
fn a_second_signal_ends_it_without_a_word() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    let running = watch(&sim, &["--request-timeout", "24h", FIRST]).begin();
    running.wait_for("PAUSING");
    sim.next_answers(vec![Answer::empty(200).delay(DAY)]);
    std::thread::sleep(Duration::from_millis(500));
    running.signal("INT");
    std::thread::sleep(Duration::from_millis(300));
    running.signal("TERM");
    let ended = running.end();
    // Unless the machine took five seconds for it.
    if ended.stderr.is_empty() {
        assert_eq!(ended.code, 143, "{ended}");
    }
}

#[test]
fn whoever_does_not_read_our_output_holds_nothing_up() {
    let sim = service()
        .any_job(|id| Some(Job::new(id).status("PAUSING")))
        .start()
        .unwrap();
    // More than a pipe takes.
    let running = watch(&sim, &["--output", "json"])
        .input(&many_ids(1000).join("\n"))
        .begin_unread();
    // The second poll: all of the first was told.
    while sim.request_count() < 11 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let before = Instant::now();
    running.signal("TERM");
    let ended = running.end();
    assert!(before.elapsed() < LONG);
    assert_eq!((ended.code, ended.stderr.as_str()), (143, ""), "{ended}");
}
