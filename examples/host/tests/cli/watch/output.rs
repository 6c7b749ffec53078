//! What a watch shows.

use std::time::Duration;

use drs_status_sim::{Answer, Job};
use insta::assert_snapshot;
use serde_json::Value;

use super::{FIRST, SECOND, failing, life, service};
use crate::program::{Ended, watch};

/// Two jobs: one ends well, one does not.
fn shown(arguments: &[&str]) -> Ended {
    let ends = life(
        FIRST,
        &["CREATING", "CREATING", "RELEASE_RESOURCE_COMPLETE"],
    );
    let sim = service().jobs([ends, failing(SECOND)]).start().unwrap();
    watch(&sim, &[arguments, &[FIRST, SECOND]].concat()).end()
}

/// With `TIME` in place of each time, and `SPAN` in place of each span.
fn timeless(text: &str) -> String {
    let is_time = |word: &str| {
        let shape = word
            .bytes()
            .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
        shape.eq(b"0000-00-00T00:00:00Z".iter().copied())
    };
    let is_span = |word: &str| {
        word.strip_suffix('s')
            .is_some_and(|number| number.parse::<u8>().is_ok())
    };
    let word = |word: &str| {
        let bare = word.trim_matches([',', ':', '"', '{', '}']);
        if is_time(bare) {
            word.replace(bare, "TIME")
        } else if is_span(bare) {
            word.replace(bare, "0s")
        } else {
            word.to_owned()
        }
    };
    let lines = text
        .lines()
        .map(|line| line.split(' ').map(word).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn lines_for_people() {
    let ended = shown(&[]);
    assert_eq!(ended.code, 1, "{ended}");
    assert_snapshot!("watch_lines", timeless(&ended.to_string()));
    assert_eq!(
        timeless(&shown(&["--output", "line"]).stdout),
        timeless(&ended.stdout)
    );
}

#[test]
fn objects_for_programs() {
    let ended = shown(&["--output", "json"]);
    assert_eq!(ended.code, 1, "{ended}");
    let events: Vec<Value> = ended
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let names: Vec<&str> = events
        .iter()
        .map(|event| event["event"].as_str().unwrap())
        .collect();
    // Two changes, one change, another change, the end.
    let expected = "change change poll change poll change poll end";
    assert_eq!(names.join(" "), expected);
    let failed = &events[3];
    assert_eq!(failed["id"], SECOND);
    assert_eq!(failed["was"], "FULL_TRANSFER_STARTED");
    assert_eq!(failed["class"], "failed");
    assert_eq!(failed["failed"], true);
    let message = "The destination\u{1b}[2J database is\nout of \"disk\" space.";
    assert_eq!(failed["error_message"], message);
    assert!(!ended.stdout.contains('\u{1b}'), "{ended}");
    assert_eq!(events[7]["outcome"], "reached");
}

#[test]
fn a_table_once_where_there_is_no_terminal() {
    let ended = shown(&["--output", "table"]);
    assert_eq!(ended.code, 1, "{ended}");
    // A longer time has more digits and fewer spaces after it.
    let shown = timeless(&ended.to_string()).replace("0s      ", "0s  ");
    let shown = shown.replace("0s     ", "0s  ");
    assert_snapshot!("watch_table", shown);
}

#[test]
fn whoever_closes_the_pipe_ends_it() {
    let sim = service().job(life(FIRST, &["CREATING", "PAUSING", "CREATING", "PAUSING"]));
    let sim = sim.start().unwrap();
    let ended = watch(&sim, &["--output", "json", FIRST]).end_after_a_line();
    assert_eq!((ended.code, ended.stderr.as_str()), (141, ""), "{ended}");
}

/// Even where nothing is written any more that it could be noticed by.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_noticed_though_nothing_happens() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    let sleeping = ["--every", "1h", "--timeout", "60s", "--until", "never"];
    for output in ["line", "json"] {
        let asks = [&sleeping[..], &["--output", output, FIRST]].concat();
        let ended = watch(&sim, &asks).end_after_a_line();
        assert_eq!((ended.code, ended.stderr.as_str()), (141, ""), "{ended}");
    }
}

#[cfg(unix)]
#[test]
fn a_request_under_way_does_not_hold_up_whoever_closed_the_pipe() {
    let sim = service()
        .job(Job::new(FIRST).status("PAUSING"))
        .start()
        .unwrap();
    let day = Duration::from_secs(24 * 60 * 60);
    let task = serde_json::json!({"results": [{"id": FIRST, "status": "PAUSING"}]});
    sim.next_answers(vec![
        Answer::json(200, task.to_string()),
        Answer::empty(200).delay(day),
    ]);
    let mut running = watch(&sim, &["--request-timeout", "24h", FIRST]).begin_unread();
    while sim.request_count() < 2 {
        std::thread::sleep(Duration::from_millis(10));
    }
    running.close();
    let ended = running.end();
    assert_eq!((ended.code, ended.stderr.as_str()), (141, ""), "{ended}");
}
