//! What comes out, as a person and as a program reads it.

use std::fs::File;

use drs_status_sim::{Answer, Job, Sim};
use insta::assert_snapshot;
use serde_json::Value;

use crate::program::{Run, many_ids, query};

const FIRST: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const SECOND: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";
const THIRD: &str = "3b1dc9a2-70f5-4e61-8b0e-5d2f4c6ajb10";

/// A service that answers once, with `results`.
fn answering(results: &str) -> Sim {
    let sim = Sim::builder().start().unwrap();
    sim.next_answers(vec![Answer::json(
        200,
        format!(r#"{{"results":[{results}]}}"#),
    )]);
    sim
}

/// Texts of a service that nobody should trust: they would recolour, retitle,
/// clear, add rows, and turn what follows around.
fn hostile() -> Sim {
    answering(&format!(
        r#"{{"id":"{FIRST}","status":"\u001b[2JFINE","error_code":"\u009b31mDRS",
             "error_message":"\u001b]0;owned\u0007\r\n{SECOND}  INCRE_TRANSFER_STARTED\u202e\u2066\u200f\u0085"}}"#
    ))
}

/// One row of each kind.
fn all_kinds() -> Sim {
    let texts = [
        format!(r#"{{"id":"{FIRST}","status":"INCRE_TRANSFER_STARTED"}}"#),
        format!(r#"{{"id":"{SECOND}","error_code":"DRS.M05003","error_msg":"作业不存在。"}}"#),
        format!(
            r#"{{"id":"{THIRD}","status":"ASLEEP","error_message":"{}"}}"#,
            "z".repeat(5000)
        ),
    ];
    answering(&texts.join(","))
}

#[test]
fn a_table_and_a_line_for_each_class() {
    let classes = [
        "STARTJOBING",
        "PAUSING",
        "FULL_TRANSFER_STARTED",
        "FULL_TRANSFER_COMPLETE",
        "RELEASE_CHILD_TRANSFER_COMPLETE",
        "FULL_TRANSFER_FAILED",
        "SOMETHING_NEW",
    ];
    let ids = many_ids(classes.len());
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sim = ids
        .iter()
        .zip(classes)
        .fold(Sim::builder(), |sim, (id, status)| {
            sim.job(Job::new(*id).status(status))
        })
        .start()
        .unwrap();
    assert_snapshot!("table", query(&sim, &ids).end());
    assert_snapshot!(
        "json",
        query(&sim, &["--output", "json"]).arguments(&ids).end()
    );
    let coloured = query(&sim, &ids).variable("CLICOLOR_FORCE", "1").end();
    assert_snapshot!("colours", coloured.stdout.replace('\u{1b}', "ESC"));
}

#[test]
fn colours_stay_off_where_nobody_sees_them() {
    let sim = Sim::builder()
        .any_job(|id| Some(Job::new(id).status("PAUSING")))
        .start()
        .unwrap();
    let runs = [
        query(&sim, &[FIRST]),
        query(&sim, &[FIRST]).variable("TERM", "xterm-256color"),
        query(&sim, &[FIRST]).variable("CLICOLOR", "1"),
        query(&sim, &[FIRST])
            .variable("CLICOLOR_FORCE", "1")
            .variable("NO_COLOR", "1"),
        query(&sim, &[FIRST, "--output", "json"]).variable("CLICOLOR_FORCE", "1"),
    ];
    for (run, ended) in runs.map(Run::end).iter().enumerate() {
        assert_eq!(ended.code, 0, "{ended}");
        assert!(!ended.stdout.contains('\u{1b}'), "run {run}");
    }
}

#[test]
fn the_language_decides_the_messages() {
    let job = Job::new(FIRST).status("FULL_TRANSFER_FAILED");
    let job = job.error("DRS.M00001", "The task failed.", "任务失败。");
    let sim = Sim::builder().job(job).start().unwrap();
    for (language, message) in [("en-us", "The task failed."), ("zh-cn", "任务失败。")] {
        let ended = query(&sim, &[FIRST, "--language", language]).end();
        assert!(ended.stdout.contains(message), "{ended}");
    }
}

#[test]
fn rows_of_every_kind() {
    let table = query(&all_kinds(), &[FIRST, SECOND, THIRD]).end();
    let cut = "z".repeat(4096) + "…\n";
    assert!(table.stdout.ends_with(&cut));
    assert_snapshot!(
        "kinds_table",
        table.to_string().replace(&cut, "[4096 z]…\n")
    );

    let json = query(&all_kinds(), &[FIRST, SECOND, THIRD, "--output", "json"]).end();
    let whole = "z".repeat(4096);
    assert_snapshot!("kinds_json", json.to_string().replace(&whole, "[4096 z]"));
}

#[test]
fn text_from_the_network_does_nothing_to_a_terminal() {
    let ended = query(&hostile(), &[FIRST]).end();
    assert_snapshot!("hostile_table", ended);
    assert_eq!(ended.stdout.lines().count(), 2);
    let harmless = |text: &str| {
        text.chars()
            .all(|c| c == '\n' || c == ' ' || c.is_ascii_graphic())
    };
    assert!(harmless(&ended.stdout) && harmless(&ended.stderr));

    let ended = query(&hostile(), &[FIRST, "--output", "json"]).end();
    assert_snapshot!("hostile_json", ended);
    assert!(harmless(&ended.stdout));
    let row: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(row["status"], "\u{1b}[2JFINE");
    assert!(
        row["error_message"]
            .as_str()
            .unwrap()
            .ends_with("\u{202e}\u{2066}\u{200f}\u{85}")
    );
}

#[test]
fn a_refusal_in_hostile_words_does_nothing_either() {
    let sim = Sim::builder().start().unwrap();
    let text = "\u{1b}[31mred\u{202e}\r\nerror: forged";
    sim.next_answers(vec![Answer::drs(400, "DRS.\u{1b}c", text)]);
    assert_snapshot!("hostile_refusal", query(&sim, &[FIRST]).end());
}

#[test]
fn a_hostile_file_name_neither() {
    let sim = Sim::builder().start().unwrap();
    let ended = query(&sim, &["--file", "no\u{1b}[2Jwhere\u{202e}"]).end();
    assert_eq!(ended.code, 9, "{ended}");
    assert!(
        ended
            .stderr
            .starts_with(r"error: no\u{1b}[2Jwhere\u{202e} cannot be read"),
        "{ended}"
    );
}

#[test]
fn what_nobody_asked_for_is_told_and_left_out() {
    let sim = answering(&format!(
        r#"{{"id":"{FIRST}","status":"PAUSING"}},{{"id":"{FIRST}","status":"DELETED"}},
           {{"id":"{SECOND}","status":"DELETED"}}"#
    ));
    assert_snapshot!("foreign", query(&sim, &[FIRST]).end());
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let sim = Sim::builder()
        .any_job(|id| Some(Job::new(id).status("INCRE_TRANSFER_FAILED")))
        .start()
        .unwrap();
    let ids = many_ids(10_000).join("\n");
    let ended = query(&sim, &[]).input(&ids).end_after_a_line();
    assert_eq!((ended.code, ended.stderr.as_str()), (141, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let sim = answering(&format!(r#"{{"id":"{FIRST}","status":"PAUSING"}}"#));
    let full = File::options().write(true).open("/dev/full").unwrap();
    assert_snapshot!("full_disk", query(&sim, &[FIRST]).end_into(full));
}
