//! The call itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use drs_status_sim::{Job, Lasts, MissingPage, Sim, UnknownJob};
use serde_json::{Value, json};

use crate::client::{Reply, Request};

const A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const B: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

fn two_jobs() -> Sim {
    Sim::builder()
        .job(Job::new(A).status("INCRE_TRANSFER_STARTED"))
        .job(Job::new(B).status("INCRE_TRANSFER_FAILED").error(
            "DRS.M06010",
            "The log is gone.",
            "日志已被清除。",
        ))
        .start()
        .expect("a simulator")
}

/// A simulator that knows a status for each id, and twelve ids.
fn any_job() -> (Sim, Vec<String>) {
    let sim = Sim::builder()
        .any_job(|id| Some(Job::new(id).status(format!("S{}", &id[..8]))))
        .start()
        .expect("a simulator");
    let ids = (0..12).map(|n| format!("{n:08}-2308-4bb5-a6bc-1040402fjb21"));
    (sim, ids.collect())
}

#[test]
fn a_response_byte_for_byte() {
    let sim = two_jobs();
    let reply = Request::ids(&sim, &[A, B]).ask(&sim);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let expected = format!(
        r#"{{"results":[{{"id":"{A}","status":"INCRE_TRANSFER_STARTED"}},{{"id":"{B}","status":"INCRE_TRANSFER_FAILED","error_code":"DRS.M06010","error_message":"The log is gone."}}],"count":2}}"#
    );
    assert_eq!(reply.text(), expected);
}

#[test]
fn bad_requests() {
    let sim = two_jobs();
    let one = json!([A]);
    for (body, code) in [
        (String::new(), "DRS.M00200"),
        ("nonsense".to_owned(), "DRS.M00200"),
        ("[]".to_owned(), "DRS.M00200"),
        (json!({ "jobs": one }).to_string() + "}", "DRS.M00200"),
        (json!({}).to_string(), "DRS.M00201"),
        (json!({ "jobs": null }).to_string(), "DRS.M00201"),
        (json!({ "jobs": [] }).to_string(), "DRS.M00201"),
        (json!({ "jobs": A }).to_string(), "DRS.M00202"),
        (json!({ "jobs": [1] }).to_string(), "DRS.M00202"),
        (json!({ "jobs": [A, null] }).to_string(), "DRS.M00202"),
        (json!({ "jobs": [""] }).to_string(), "DRS.M00202"),
        (json!({ "jobs": [&A[1..]] }).to_string(), "DRS.M00202"),
        (
            json!({ "jobs": [A.replace('-', "_")] }).to_string(),
            "DRS.M00202",
        ),
        (
            json!({ "jobs": [A.replace('j', "é")] }).to_string(),
            "DRS.M00202",
        ),
        (
            json!({ "jobs": one, "page_req": 1 }).to_string(),
            "DRS.M00202",
        ),
        (json!({ "jobs": [A, B, A] }).to_string(), "DRS.M00301"),
        (
            json!({ "jobs": one, "page_req": { "cur_page": 2 } }).to_string(),
            "DRS.M00210",
        ),
        (
            json!({ "jobs": one, "page_req": { "per_page": 101 } }).to_string(),
            "DRS.M00211",
        ),
    ] {
        let reply = Request::batch_status(&sim, body.clone()).ask(&sim);
        assert_eq!((reply.status, reply.code().as_str()), (400, code), "{body}");
        assert!(reply.json()["error_msg"].is_string(), "{body}");
    }
}

#[test]
fn pages() {
    let (sim, ids) = any_job();
    let statuses = |numbers: std::ops::Range<usize>| -> Vec<String> {
        numbers.map(|number| format!("S{number:08}")).collect()
    };
    for (page_req, expected) in [
        (json!({ "cur_page": 1, "per_page": 100 }), 0..12),
        (json!({ "cur_page": 1, "per_page": 5 }), 0..5),
        (json!({ "cur_page": 3, "per_page": 5 }), 10..12),
        (json!({ "per_page": 0 }), 0..12),
        (json!({ "cur_page": 0 }), 0..12),
        (json!({}), 0..5),
        (Value::Null, 0..5),
    ] {
        let body = json!({ "jobs": ids, "page_req": page_req }).to_string();
        let reply = Request::batch_status(&sim, body).ask(&sim);
        assert_eq!(reply.items(), statuses(expected), "{page_req}");
    }
    // The wrong name that stands in some examples.
    let body = json!({ "jobs": ids, "pageReq": { "per_page": 0 } }).to_string();
    assert_eq!(
        Request::batch_status(&sim, body).ask(&sim).items(),
        statuses(0..5)
    );
}

#[test]
fn a_page_that_is_left_out() {
    let ids: Vec<String> = (0..7)
        .map(|n| format!("{n:08}-2308-4bb5-a6bc-1040402fjb21"))
        .collect();
    for (missing, expected) in [(MissingPage::FirstFive, 5), (MissingPage::All, 7)] {
        let sim = Sim::builder()
            .any_job(|id| Some(Job::new(id).status("PAUSING")))
            .missing_page(missing)
            .start()
            .expect("a simulator");
        let body = json!({ "jobs": ids }).to_string();
        let reply = Request::batch_status(&sim, body).ask(&sim);
        assert_eq!(reply.items().len(), expected, "{missing:?}");
    }
}

#[test]
fn ids_that_belong_to_no_job() {
    for (unknown, status, expected) in [
        (UnknownJob::Item, 200, &["PAUSING", "DRS.M05003"][..]),
        (UnknownJob::LeaveOut, 200, &["PAUSING"]),
        (UnknownJob::Refuse, 400, &["DRS.M05003"]),
    ] {
        let sim = Sim::builder()
            .job(Job::new(A).status("PAUSING"))
            .unknown_job(unknown)
            .start()
            .expect("a simulator");
        let reply = Request::ids(&sim, &[A, NOBODY]).ask(&sim);
        assert_eq!(reply.status, status, "{unknown:?}");
        assert_eq!(reply.items(), expected, "{unknown:?}");
    }
}

#[test]
fn a_refusal_item_by_item_spells_its_message_otherwise() {
    let sim = Sim::builder()
        .unknown_job(UnknownJob::Refuse)
        .start()
        .expect("a simulator");
    let reply = Request::ids(&sim, &[NOBODY]).ask(&sim).json();
    assert_eq!(reply["results"][0]["id"], NOBODY);
    assert_eq!(reply["results"][0]["error_msg"], "The task does not exist.");
    assert_eq!(reply["results"][0].get("error_message"), None);
}

#[test]
fn languages() {
    let sim = two_jobs();
    for (language, of_job, of_unknown, of_refusal) in [
        (
            None,
            "The log is gone.",
            "The task does not exist.",
            "Duplicate task IDs.",
        ),
        (
            Some("en-us"),
            "The log is gone.",
            "The task does not exist.",
            "Duplicate task IDs.",
        ),
        (
            Some("zh-cn"),
            "日志已被清除。",
            "任务不存在。",
            "任务ID重复。",
        ),
        (
            Some("fr-fr"),
            "The log is gone.",
            "The task does not exist.",
            "Duplicate task IDs.",
        ),
    ] {
        let ask = |ids: &[&str]| -> Reply {
            let request = Request::ids(&sim, ids);
            match language {
                Some(language) => request.header("X-Language", language).ask(&sim),
                None => request.ask(&sim),
            }
        };
        let items = ask(&[B, NOBODY]).json();
        assert_eq!(items["results"][0]["error_message"], of_job, "{language:?}");
        assert_eq!(
            items["results"][1]["error_message"], of_unknown,
            "{language:?}"
        );
        assert_eq!(ask(&[A, A]).json()["error_msg"], of_refusal, "{language:?}");
    }
}

#[test]
fn a_life_moves_when_it_is_asked() {
    let sim = Sim::builder()
        .job(Job::new(A).life(&[
            ("CREATING", Lasts::Polls(2)),
            ("CONFIGURATION", Lasts::Polls(1)),
            ("FULL_TRANSFER_STARTED", Lasts::Forever),
        ]))
        .start()
        .expect("a simulator");
    for expected in [
        "CREATING",
        "CREATING",
        "CONFIGURATION",
        "FULL_TRANSFER_STARTED",
        "FULL_TRANSFER_STARTED",
    ] {
        assert_eq!(Request::ids(&sim, &[A]).ask(&sim).items(), [expected]);
    }
    sim.set_status(A, "DELETED");
    assert_eq!(Request::ids(&sim, &[A]).ask(&sim).items(), ["DELETED"]);
}

#[test]
fn a_life_moves_with_time() {
    let sim = Sim::builder().start().expect("a simulator");
    sim.set_job(Job::new(A).life(&[
        ("CREATING", Lasts::For(Duration::from_millis(1))),
        ("CONFIGURATION", Lasts::Forever),
    ]));
    thread::sleep(Duration::from_millis(2));
    assert_eq!(
        Request::ids(&sim, &[A]).ask(&sim).items(),
        ["CONFIGURATION"]
    );
}

#[test]
fn only_the_page_that_is_answered_moves_lives() {
    let life = [
        ("CREATING", Lasts::Polls(1)),
        ("CONFIGURATION", Lasts::Forever),
    ];
    let sim = Sim::builder()
        .jobs([A, B].map(|id| Job::new(id).life(&life)))
        .start()
        .expect("a simulator");
    let body = json!({ "jobs": [A, B], "page_req": { "cur_page": 1, "per_page": 1 } }).to_string();
    let reply = Request::batch_status(&sim, body).ask(&sim);
    assert_eq!(reply.items(), ["CREATING"]);
    let reply = Request::ids(&sim, &[A, B]).ask(&sim);
    assert_eq!(reply.items(), ["CONFIGURATION", "CREATING"]);
}

#[test]
fn any_job_is_not_remembered() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let sim = Sim::builder()
        .any_job(move |id| {
            count.fetch_add(1, Ordering::Relaxed);
            (id != NOBODY).then(|| Job::new(id).status("PAUSING"))
        })
        .start()
        .expect("a simulator");
    for _ in 0..3 {
        let reply = Request::ids(&sim, &[A, NOBODY]).ask(&sim);
        assert_eq!(reply.items(), ["PAUSING", "DRS.M05003"]);
    }
    assert_eq!(asked.load(Ordering::Relaxed), 6);
}

#[test]
fn the_demonstration_shows_each_kind() {
    let jobs = Job::demonstration();
    let sim = Sim::builder()
        .jobs(jobs.clone())
        .start()
        .expect("a simulator");
    let ids: Vec<&str> = jobs.iter().map(Job::id).collect();
    let reply = Request::ids(&sim, &ids).ask(&sim);
    assert_eq!(
        reply.items(),
        [
            "INCRE_TRANSFER_STARTED",
            "FULL_TRANSFER_STARTED",
            "CONFIGURATION",
            "PAUSING",
            "CREATING",
            "RELEASE_RESOURCE_COMPLETE",
            "INCRE_TRANSFER_FAILED",
            "FULL_TRANSFER_FAILED",
        ]
    );
    for item in reply.json()["results"].as_array().expect("results") {
        let failed = item["status"]
            .as_str()
            .is_some_and(|status| status.ends_with("_FAILED"));
        assert_eq!(item["error_code"].is_string(), failed, "{item}");
        assert_eq!(item["error_message"].is_string(), failed, "{item}");
    }
}
