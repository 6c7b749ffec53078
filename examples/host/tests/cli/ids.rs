//! Where ids come from.

use drs_status_sim::{Job, Sim};
use insta::assert_snapshot;

use crate::program::{Run, drs_status, file, many_ids, query};

const FIRST: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const SECOND: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";

/// A service at which every job runs.
fn running() -> Sim {
    Sim::builder()
        .any_job(|id| Some(Job::new(id).status("INCRE_TRANSFER_STARTED")))
        .start()
        .unwrap()
}

/// This many ids, a line each.
fn many(len: usize) -> String {
    many_ids(len).join("\n") + "\n"
}

fn asked_jobs(sim: &Sim) -> Vec<usize> {
    let count = |body: &[u8]| body.windows(5).filter(|window| window == b"fjb21").count();
    sim.requests()
        .iter()
        .map(|seen| count(&seen.body))
        .collect()
}

#[test]
fn from_arguments_a_file_or_standard_input() {
    let sim = running();
    let list = format!("# two jobs\n{FIRST}\n\n  {SECOND}\r\n");
    let name = file("two.txt", &list);
    let runs = [
        query(&sim, &[FIRST, SECOND]),
        query(&sim, &["--file", &name]),
        query(&sim, &["--file", "-"]).input(&list),
        query(&sim, &["-"]).input(&list),
        query(&sim, &[]).input(&list),
    ];
    for (run, ended) in runs.map(Run::end).iter().enumerate() {
        assert_eq!(ended.code, 0, "run {run}: {ended}");
        let rows: Vec<&str> = ended.stdout.lines().skip(1).map(|row| &row[..36]).collect();
        assert_eq!(rows, [FIRST, SECOND], "run {run}");
    }
}

#[test]
fn a_hundred_in_one_request_over_one_connection() {
    let sim = running();
    let ended = query(&sim, &["--output", "json"]).input(&many(250)).end();
    assert_eq!(ended.code, 0, "{ended}");
    let ids: Vec<&str> = ended.stdout.lines().map(|row| &row[7..43]).collect();
    assert_eq!(ids, many_ids(250));
    assert_eq!(asked_jobs(&sim), [100, 100, 50]);
    assert_eq!(sim.connections(), 1);
}

#[test]
fn a_page_of_them() {
    let sim = running();
    let page = ["--per-page", "10", "--page", "2"];
    let ended = query(&sim, &page).input(&many(15)).end();
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(ended.stdout.lines().count(), 1 + 5);

    let cases: [(&[&str], usize, &str); 4] = [
        (&page, 10, "beyond the last page"),
        (&page, 101, "at most 100 ids"),
        (&["--per-page", "10", "--page", "0"], 1, "count from 1"),
        (&["--per-page", "101"], 1, "1 to 100 tasks"),
    ];
    for (arguments, ids, message) in cases {
        let ended = query(&sim, arguments).input(&many(ids)).end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.stderr.contains(message), "{ended}");
    }
    assert_eq!(sim.requests().len(), 1);
}

#[test]
fn what_cannot_be_asked_is_told_with_its_place() {
    let sim = running();
    let bad = file("bad.txt", format!("{FIRST}\n# next\n9a470239\n"));
    let twice = file("twice.txt", format!("{FIRST}\n\n{SECOND}\n{FIRST}\n"));
    assert_snapshot!("bad_id", query(&sim, &["--file", &bad]).end());
    assert_snapshot!("id_twice", query(&sim, &["--file", &twice]).end());
    assert_snapshot!("bad_argument", query(&sim, &[FIRST, "9a470239"]).end());
    assert_snapshot!("no_ids", query(&sim, &[]).input("# none\n").end());
    assert_snapshot!("ids_from_two_places", query(&sim, &[FIRST, "-"]).end());
    assert_eq!(sim.bytes_received(), 0);
}

#[test]
fn what_was_printed_before_an_error_holds() {
    let sim = running();
    let list = many(100) + "no id\n";
    let ended = query(&sim, &[]).input(&list).end();
    assert_eq!(ended.code, 2);
    assert_eq!(ended.stdout.lines().count(), 1 + 100);
    assert!(
        ended.stderr.contains("standard input, line 101: no job id"),
        "{ended}"
    );
}

#[test]
fn a_dry_run_shows_every_request_and_sends_none() {
    let list = many(101);
    let run = drs_status(&["query", "--dry-run", "--language", "zh-cn"])
        .variable("DRS_STATUS_ENDPOINT", "https://drs.example.com:8443/base")
        .variable("OS_PROJECT_ID", "054ba152d480d55b2f5dc0069e7ddef0")
        .variable("DRS_STATUS_TOKEN", "never-shown");
    let ended = run.input(&list).end();
    assert_eq!(ended.code, 0, "{ended}");
    let (first, second) = ended.stdout.split_once("\n\nPOST ").unwrap();
    assert_eq!(first.matches("fjb21").count(), 100);
    assert_snapshot!("dry_run", second);
    assert!(!ended.stdout.contains("never-shown"));
}
