//! What the gateway refuses, and who may ask.

use std::time::Duration;

use drs_status_sim::{Job, Sim, Throttle};

use crate::client::{Reply, Request, connect};

const A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn sim() -> Sim {
    Sim::builder()
        .job(Job::new(A).status("PAUSING"))
        .start()
        .expect("a simulator")
}

#[test]
fn refusals() {
    let sim = sim();
    let good = || Request::ids(&sim, &[A]);
    let path = good().path;
    let many = (0..5).map(|n| (format!("X-{n}"), "x".repeat(27_000)));
    let mut long_header = good();
    long_header.headers.extend(many);
    let mut long_body = good();
    long_body.body = vec![b' '; 12 * 1024 * 1024 + 1];

    for (what, request, status, code) in [
        ("nothing", good(), 200, "none"),
        ("a query", good().path(path.clone() + "?a=b"), 200, "none"),
        (
            "no token",
            good().without("X-Auth-Token"),
            401,
            "APIGW.0301",
        ),
        (
            "empty token",
            good().header("X-Auth-Token", ""),
            401,
            "APIGW.0301",
        ),
        (
            "wrong token",
            good().header("X-Auth-Token", "MII"),
            401,
            "APIGW.0301",
        ),
        ("other path", good().path("/v3/jobs"), 404, "APIG.0101"),
        (
            "no project",
            good().path("/v3//jobs/batch-status"),
            404,
            "APIG.0101",
        ),
        (
            "a folder more",
            good().path("/v3/a/b/jobs/batch-status"),
            404,
            "APIG.0101",
        ),
        (
            "slash at the end",
            good().path(path.clone() + "/"),
            404,
            "APIG.0101",
        ),
        (
            "wrong project",
            good().path(path.replacen("/v3/", "/v3/0", 1)),
            400,
            "DRS.M00261",
        ),
        ("GET", good().method("GET"), 405, "APIG.0101"),
        ("PUT", good().method("PUT"), 405, "APIG.0101"),
        ("no type", good().without("Content-Type"), 415, "DRS.M00202"),
        (
            "other type",
            good().header("Content-Type", "text/json"),
            415,
            "DRS.M00202",
        ),
        (
            "type with charset",
            good().header("Content-Type", "Application/JSON; charset=utf-8"),
            200,
            "none",
        ),
        (
            "long field",
            good().header("X-Long", &"x".repeat(32_769)),
            494,
            "APIG.0201",
        ),
        (
            "field as long as can be",
            good().header("X-Long", &"x".repeat(32_768)),
            200,
            "none",
        ),
        ("long header", long_header, 494, "APIG.0201"),
        ("long body", long_body, 413, "APIG.0201"),
    ] {
        let reply = request.ask(&sim);
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (status, code),
            "{what}"
        );
        assert!(reply.header("x-request-id").is_some(), "{what}");
    }
}

#[test]
fn the_gateway_says_its_request_id_twice() {
    let sim = sim();
    let ask = || Request::ids(&sim, &[A]).without("X-Auth-Token").ask(&sim);
    let ids: Vec<String> = [ask(), ask()]
        .iter()
        .map(|reply| {
            let id = reply.header("x-request-id").expect("a request id");
            assert_eq!(reply.json()["request_id"], id);
            id.to_owned()
        })
        .collect();
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn what_comes_no_farther_than_http() {
    let sim = sim();
    let mut fields = Request::ids(&sim, &[A]);
    let many = (0..100).map(|n| (format!("X-{n}"), String::new()));
    fields.headers.extend(many);
    let path = Request::ids(&sim, &[A]).path("no path");
    for (request, status) in [(fields, 431), (path, 400)] {
        let reply = request.ask(&sim);
        assert_eq!((reply.status, reply.text().as_str()), (status, ""));
    }
    assert_eq!(sim.request_count(), 0);
}

#[test]
fn tokens_expire() {
    let sim = sim();
    let ask = |token: &str| -> Reply {
        Request::ids(&sim, &[A])
            .header("X-Auth-Token", token)
            .ask(&sim)
    };
    assert_eq!(ask(sim.token()).status, 200);
    sim.expire_tokens();
    let reply = ask(sim.token());
    assert_eq!((reply.status, reply.code().as_str()), (401, "APIGW.0307"));
    let renewed = sim.issue_token().expect("a token");
    assert_eq!(ask(&renewed).status, 200);
    assert_eq!(ask(sim.token()).status, 401);
}

#[test]
fn tokens_expire_by_themselves() {
    let sim = Sim::builder()
        .token_lifetime(Duration::ZERO)
        .start()
        .expect("a simulator");
    let reply = Request::ids(&sim, &[A]).ask(&sim);
    assert_eq!((reply.status, reply.code().as_str()), (401, "APIGW.0307"));
}

#[test]
fn tokens_and_projects_are_of_one_run() {
    let (one, other) = (sim(), sim());
    assert_ne!(one.token(), other.token());
    assert_ne!(one.project_id(), other.project_id());
    let reply = Request::ids(&one, &[A]).ask(&other);
    assert_eq!((reply.status, reply.code().as_str()), (401, "APIGW.0301"));
}

#[test]
fn too_often() {
    let retry_after = Duration::from_millis(1500);
    for (throttle, expected) in [
        (Throttle::Never, [200, 200, 200]),
        (
            Throttle::Next {
                requests: 2,
                retry_after,
            },
            [429, 429, 200],
        ),
        (
            Throttle::After {
                requests: 1,
                retry_after: Duration::from_secs(3600),
            },
            [200, 429, 429],
        ),
    ] {
        let sim = sim();
        sim.throttle(throttle);
        // A request without a token comes no farther, and does not count.
        let refused = Request::ids(&sim, &[A]).without("X-Auth-Token").ask(&sim);
        assert_eq!(refused.status, 401);
        let replies = expected.map(|_| Request::ids(&sim, &[A]).ask(&sim));
        let statuses = replies.each_ref().map(|reply| reply.status);
        assert_eq!(statuses, expected, "{throttle:?}");
        for reply in replies.iter().filter(|reply| reply.status == 429) {
            assert_eq!(reply.code(), "APIGW.0308");
            let seconds = reply.header("retry-after").expect("Retry-After");
            let told = ["2", "3600"].contains(&seconds);
            assert!(told, "{throttle:?}: {seconds}");
        }
    }
}

#[test]
fn a_client_that_waits_is_told_to_continue() {
    use std::io::{Read, Write};
    let sim = sim();
    let request = Request::ids(&sim, &[A]).header("Expect", "100-continue");
    let bytes = request.bytes();
    let (head, body) = bytes.split_at(bytes.len() - request.body.len());
    let mut stream = connect(&sim);
    stream.write_all(head).expect("a head sent");
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).expect("an interim answer");
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body).expect("a body sent");
    assert_eq!(Reply::read(&mut stream).expect("an answer").status, 200);
}
