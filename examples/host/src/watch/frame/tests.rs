use std::time::Duration;

use drs_status_core::{JobId, Status};
use insta::assert_snapshot;

use super::super::told::Changed;
use super::super::until::Goal;
use super::*;

/// A watch of so many jobs, as long ago as the first of them was seen.
fn view(len: usize, goal: Goal) -> (View, Instant) {
    let ids: Vec<String> = (0..len)
        .map(|n| format!("{n:08}-2308-4bb5-a6bc-1040402fjb21"))
        .collect();
    let jobs: Vec<JobId<'_>> = ids.iter().map(|id| JobId::new(id).unwrap()).collect();
    let start = Instant::now();
    (View::new(&jobs, goal, start), start)
}

fn answer(view: &mut View, index: usize, status: &str, error: Option<(&str, &str)>, at: Instant) {
    let known = Status::from_text(status);
    let changed = Changed {
        index,
        id: view.jobs[index].id.clone(),
        was: "new",
        now: Some(Answer {
            status: Some(status.to_owned()),
            class: Some(known.class()),
            failed: error.is_some() || known.has_failed(),
            error_code: error.map(|(code, _)| code.to_owned()),
            error_message: error.map(|(_, message)| message.to_owned()),
            message_cut: false,
        }),
    };
    view.change(changed, at);
}

/// Jobs of each kind, one of which has failed, and one in Chinese.
fn mixed(len: usize) -> (View, Instant) {
    let (mut view, start) = view(len, Goal::Over);
    let kinds = [
        "INCRE_TRANSFER_STARTED",
        "CONFIGURATION",
        "RELEASE_RESOURCE_COMPLETE",
        "CREATING",
    ];
    for index in 0..len {
        let at = start + Duration::from_secs(index as u64 * 7);
        answer(&mut view, index, kinds[index % kinds.len()], None, at);
    }
    let purged = "The binary log was purged\u{1b}[2J before it was read.";
    let at = start + Duration::from_secs(100);
    let error = Some(("DRS.M06010", purged));
    answer(&mut view, len / 2, "INCRE_TRANSFER_FAILED", error, at);
    let error = Some(("DRS.M06004", "目标数据库磁盘空间不足。"));
    answer(&mut view, len - 1, "FULL_TRANSFER_FAILED", error, at);
    view.polled(start + Duration::from_secs(300));
    (view, start + Duration::from_secs(304))
}

/// What a person reads; and no line may be as wide as the terminal, nor all
/// as many as it has.
fn shown(view: &View, now: Instant, width: usize, height: usize) -> String {
    let lines = frame(view, now, Size { width, height });
    assert!(lines.len() < height, "{} lines", lines.len());
    let lines: Vec<String> = lines
        .iter()
        .map(|line| anstream::adapter::strip_str(line).to_string())
        .collect();
    for line in &lines {
        assert!(line.width() < width, "{} columns: {line}", line.width());
    }
    lines.join("\n")
}

#[test]
fn a_usual_terminal() {
    let (view, now) = mixed(8);
    assert_snapshot!("80x24", shown(&view, now, 80, 24));
}

#[test]
fn a_wide_terminal() {
    let (view, now) = mixed(8);
    assert_snapshot!("140x24", shown(&view, now, 140, 24));
}

#[test]
fn a_narrow_terminal() {
    let (view, now) = mixed(8);
    assert_snapshot!("40x24", shown(&view, now, 40, 24));
}

#[test]
fn more_jobs_than_rows() {
    let (view, now) = mixed(50);
    assert_snapshot!("50_jobs_in_80x12", shown(&view, now, 80, 12));
}

#[test]
fn no_terminal_is_too_small() {
    let (view, now) = mixed(9);
    for (width, height) in [(1, 2), (2, 3), (5, 4), (12, 5), (30, 13)] {
        shown(&view, now, width, height);
    }
}

#[test]
fn in_colours() {
    let (view, now) = mixed(4);
    let size = Size {
        width: 140,
        height: 24,
    };
    let lines = frame(&view, now, size).join("\n");
    assert_snapshot!("in_colours", lines.replace('\u{1b}', "ESC"));
}

#[test]
fn before_the_first_answer_in_trouble_and_at_the_end() {
    let (mut view, start) = view(2, Goal::parse("started").unwrap());
    let now = start + Duration::from_secs(3);
    assert_snapshot!("asking", shown(&view, now, 100, 24));
    view.failed(Trouble::Connection);
    view.failed(Trouble::Throttled);
    assert_snapshot!("trouble", shown(&view, now, 100, 24));
    answer(&mut view, 0, "INCRE_TRANSFER_STARTED", None, now);
    view.change(
        Changed {
            index: 1,
            id: view.jobs[1].id.clone(),
            was: "new",
            now: None,
        },
        now,
    );
    view.polled(now);
    view.end = Some("stopped by SIGTERM".to_owned());
    let now = start + Duration::from_secs(90);
    assert_snapshot!("end", shown(&view, now, 100, 24));
}

#[test]
fn a_cut_counts_columns_and_not_characters() {
    for (text, width, expected) in [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("目标数据", 8, "目标数据"),
        ("目标数据", 7, "目标数…"),
        ("目标数据", 6, "目标…"),
        ("目标", 1, "…"),
        ("目标", 0, ""),
    ] {
        assert_eq!(cut(text, width), expected, "{text} in {width}");
    }
}
