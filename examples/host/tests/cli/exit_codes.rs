//! Every exit code, what is said with it, and which of two wins.

use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use drs_status_sim::{Answer, Framing, Job, Sim};
use insta::assert_snapshot;

use crate::program::{Ended, drs_status, file, many_ids, query, query_at};

const RUNS: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const FAILED: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";

fn sim() -> Sim {
    Sim::builder()
        .job(Job::new(RUNS).status("INCRE_TRANSFER_STARTED"))
        .job(Job::new(FAILED).status("INCRE_TRANSFER_FAILED").error(
            "DRS.M00001",
            "The source database does not answer.",
            "源数据库无响应。",
        ))
        .start()
        .unwrap()
}

/// What comes of an answer that the service gives to everything.
fn after(answer: Answer) -> Ended {
    let sim = sim();
    sim.next_answers(vec![answer.clone(), answer]);
    query(&sim, &[RUNS]).end()
}

fn item(id: &str, status: &str) -> String {
    format!(r#"{{"id":"{id}","status":"{status}"}}"#)
}

fn results(items: &[String]) -> String {
    format!(
        r#"{{"results":[{}],"count":{}}}"#,
        items.join(","),
        items.len()
    )
}

#[test]
fn code_0_and_1() {
    let sim = sim();
    assert_eq!(query(&sim, &[RUNS]).end().code, 0);
    assert_snapshot!("code_1", query(&sim, &[RUNS, FAILED]).end());
    let ignored = query(&sim, &["--ignore-failed", RUNS, FAILED]).end();
    assert_eq!(ignored.code, 0);
}

#[test]
fn code_2_usage() {
    let ended = drs_status(&["query", RUNS]).end();
    assert_snapshot!("code_2_no_endpoint", ended);
    let ended = drs_status(&["query", "--password", "secret"]).end();
    assert_snapshot!("code_2_no_such_argument", ended);
    assert_eq!(drs_status(&[]).end().code, 2);
}

#[test]
fn code_3_authentication() {
    let sim = sim();
    let ended = query(&sim, &[RUNS])
        .variable("DRS_STATUS_TOKEN", "of-another-cloud")
        .end();
    assert_snapshot!("code_3_wrong_token", ended);
    sim.expire_tokens();
    let ended = query(&sim, &[RUNS]).end();
    assert_snapshot!("code_3_expired_token", ended);
    // A refusal is not repeated: that may lock an account.
    assert_eq!(sim.requests().len(), 2);
    assert_eq!(
        after(Answer::iam(
            401,
            "The request you have made requires authentication."
        ))
        .code,
        3
    );
}

#[test]
fn code_4_refused() {
    let cases = [
        (
            "bad_parameter",
            Answer::drs(400, "DRS.M00202", "Invalid parameter."),
        ),
        (
            "forbidden",
            Answer::drs(403, "DRS.M00102", "Operation not allowed."),
        ),
        ("forbidden_without_code", Answer::html(403)),
        (
            "wrong_project",
            Answer::drs(400, "DRS.M00261", "Invalid project."),
        ),
        (
            "no_such_call",
            Answer::gateway(404, "APIG.0101", "The API does not exist."),
        ),
        (
            "too_frequent",
            Answer::gateway(429, "APIGW.0308", "Throttled.").header("Retry-After", "7"),
        ),
        ("too_large", Answer::empty(413)),
        (
            "internal",
            Answer::drs(500, "DRS.M00004", "Internal error."),
        ),
        ("bad_gateway", Answer::html(502)),
    ];
    for (name, answer) in cases {
        let ended = after(answer);
        assert_eq!(ended.code, 4, "{name}: {ended}");
        assert_snapshot!(format!("code_4_{name}"), ended);
    }
}

#[test]
fn code_5_network() {
    // Nobody listens at the near end of a connection, and while it stands nobody
    // else gets its port.
    let far_end = TcpListener::bind("127.0.0.1:0").unwrap();
    let near_end = TcpStream::connect(far_end.local_addr().unwrap()).unwrap();
    let nobody = format!("http://{}", near_end.local_addr().unwrap());
    let ended = query_at(&sim(), &nobody, &[RUNS]).end();
    assert_snapshot!("code_5_nobody_listens", ended);

    for answer in [
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    ] {
        let ended = after(Answer::raw(answer));
        assert_eq!(ended.code, 5, "{ended}");
        assert!(ended.stderr.contains("is not HTTP"), "{ended}");
    }
    let ended = after(Answer::raw(""));
    assert_eq!(ended.code, 5, "{ended}");
    assert!(ended.stderr.contains("connection was lost"), "{ended}");
}

#[test]
fn code_6_time_out() {
    let day = Duration::from_secs(24 * 60 * 60);
    let stalls = [
        Answer::json(200, results(&[])).delay(day),
        Answer::json(200, results(&[])).stall_after(0),
        Answer::json(200, results(&[item(RUNS, "PAUSING")])).stall_after(20),
    ];
    for answer in stalls {
        let sim = sim();
        sim.next_answers(vec![answer]);
        let ended = query(&sim, &[RUNS, "--request-timeout", "300ms"]).end();
        assert_eq!(ended.code, 6, "{ended}");
        // Not asked again; not even once where a loaded machine takes longer.
        assert!(sim.requests().len() <= 1);
    }
    // Accepts, and says nothing of TLS.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let https = format!("https://{}", silent.local_addr().unwrap());
    let ended = query_at(&sim(), &https, &[RUNS, "--connect-timeout", "300ms"]).end();
    assert_eq!(ended.code, 6, "{ended}");

    let sim = sim();
    sim.next_answers(vec![Answer::empty(200).delay(day)]);
    let ended = query(&sim, &[RUNS, "--request-timeout", "300ms"]).end();
    assert_snapshot!("code_6", ended);
}

#[test]
fn code_7_untrusted() {
    let whole = results(&[item(RUNS, "PAUSING")]);
    let cases = [
        ("html", Answer::html(200)),
        ("empty", Answer::empty(200)),
        ("cut_json", Answer::json(200, &whole[..40])),
        (
            "cut_connection",
            Answer::json(200, whole.clone()).cut_after(40),
        ),
        (
            "cut_chunks",
            Answer::json(200, whole.clone())
                .framing(Framing::Chunked { size: 8 })
                .cut_after(40),
        ),
        (
            "cut_until_close",
            Answer::json(200, &whole[..40]).framing(Framing::UntilClose),
        ),
        ("trailing", Answer::json(200, whole.clone() + "{}")),
        ("no_results", Answer::json(200, r#"{"jobs":[]}"#)),
        (
            "redirect",
            Answer::empty(302).header("Location", "https://elsewhere.example.com/"),
        ),
        ("endless", Answer::endless(200, " ")),
    ];
    for (name, answer) in cases {
        let ended = after(answer);
        assert_eq!(ended.code, 7, "{name}: {ended}");
        assert_snapshot!(format!("code_7_{name}"), ended);
    }
}

#[test]
fn code_8_unanswered() {
    let sim = sim();
    sim.next_answers(vec![Answer::json(
        200,
        results(&[item(FAILED, "INCRE_TRANSFER_FAILED")]),
    )]);
    // 8 wins over 1.
    assert_snapshot!("code_8", query(&sim, &[RUNS, FAILED]).end());

    sim.next_answers(vec![Answer::json(200, results(&[]))]);
    let json = query(&sim, &["--output", "json", RUNS]).end();
    assert_snapshot!("code_8_json", json);

    sim.next_answers(vec![Answer::json(200, results(&[]))]);
    let page = query(&sim, &["--per-page", "1", RUNS, FAILED]).end();
    assert_snapshot!("code_8_page", page);
}

#[test]
fn code_9_local() {
    let sim = sim();
    assert_snapshot!("code_9_ids", query(&sim, &["--file", "nowhere.txt"]).end());
    assert_eq!(query(&sim, &["--file", "."]).end().code, 9);
    let token = query(&sim, &[RUNS, "--token-file", "nowhere"]).end();
    assert_snapshot!("code_9_token", token);
    let ca = [
        "--endpoint",
        "https://127.0.0.1:9",
        "--ca-file",
        "nowhere.pem",
        RUNS,
    ];
    assert_snapshot!("code_9_ca", query(&sim, &ca).end());
    assert_eq!(sim.bytes_received(), 0);
}

/// What a run with two blocks ends with, when the first holds 8 and 1 and the
/// second an error.
#[test]
fn an_error_wins_over_unanswered_ids_and_failed_jobs() {
    let first_block = many_ids(100).join("\n") + "\n";
    let first_answer = Answer::json(
        200,
        results(&[item(
            "00000000-2308-4bb5-a6bc-1040402fjb21",
            "FULL_TRANSFER_FAILED",
        )]),
    );
    let second_answers = [
        (Answer::drs(400, "DRS.M00202", "Invalid parameter."), 4),
        (Answer::gateway(401, "APIGW.0301", "Incorrect token."), 3),
        (Answer::html(200), 7),
        (
            Answer::empty(200)
                .stall_after(0)
                .delay(Duration::from_secs(60)),
            6,
        ),
    ];
    for (second, code) in second_answers {
        let sim = sim();
        sim.next_answers(vec![first_answer.clone(), second.clone(), second]);
        let ended = query(&sim, &["--request-timeout", "2s"])
            .input(&format!("{first_block}{RUNS}\n"))
            .end();
        assert_eq!(ended.code, code, "{}", ended.stderr);
        assert_eq!(ended.stdout.lines().count(), 1 + 100);
        assert!(ended.stderr.contains("error: "), "{}", ended.stderr);
    }

    let sim = sim();
    sim.next_answers(vec![first_answer]);
    let list = file("bad-second-block.txt", first_block + "no id\n");
    let ended = query(&sim, &["--file", &list]).end();
    assert_eq!(ended.code, 2);
}
