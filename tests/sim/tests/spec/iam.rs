//! Tokens from IAM.

use drs_status_sim::{Job, Sim};
use serde_json::{Value, json};

use crate::client::{Reply, Request};

const A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn sim() -> Sim {
    Sim::builder()
        .job(Job::new(A).status("PAUSING"))
        .start()
        .expect("a simulator")
}

/// The request of a user who knows everything.
fn good(sim: &Sim) -> Value {
    let account = sim.account();
    json!({ "auth": {
        "identity": {
            "methods": ["password"],
            "password": { "user": {
                "name": account.user,
                "password": account.password,
                "domain": { "name": account.domain },
            } },
        },
        "scope": { "project": { "name": account.project } },
    } })
}

/// The same, with `value` at `pointer`.
fn with(sim: &Sim, pointer: &str, value: Value) -> Value {
    let mut body = good(sim);
    *body.pointer_mut(pointer).expect("a field") = value;
    body
}

#[test]
fn a_token_is_issued_and_lets_in() {
    let sim = sim();
    sim.expire_tokens();
    let issued = Request::token(&good(&sim)).ask(&sim);
    assert_eq!(issued.status, 201);
    let token = issued.header("x-subject-token").expect("a token");
    assert_ne!(token, sim.token());
    let reply = Request::ids(&sim, &[A])
        .header("X-Auth-Token", token)
        .ask(&sim);
    assert_eq!(reply.items(), ["PAUSING"]);

    let body = issued.json();
    for (pointer, expected) in [
        ("/token/project/id", sim.project_id()),
        ("/token/user/name", &sim.account().user),
        ("/token/user/domain/name", &sim.account().domain),
    ] {
        let found = body.pointer(pointer).and_then(Value::as_str);
        assert_eq!(found, Some(expected), "{pointer}");
    }
    assert!(!issued.text().contains(token));
}

#[test]
fn the_expiry_is_written_as_documented() {
    let sim = sim();
    let body = Request::token(&good(&sim)).ask(&sim).json();
    let instant = |field: &str| -> String {
        body["token"][field]
            .as_str()
            .expect("an instant")
            .to_owned()
    };
    let shape = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
    assert_eq!(shape(&instant("expires_at")), "0000-00-00T00:00:00.000000Z");
    // A day later, at the same time of day.
    assert_eq!(instant("expires_at")[11..], instant("issued_at")[11..]);
    assert!(instant("issued_at") < instant("expires_at"));
}

#[test]
fn a_password_is_of_one_run() {
    let (one, other) = (sim(), sim());
    let body = good(&one);
    assert_eq!(Request::token(&body).ask(&one).status, 201);
    assert_eq!(Request::token(&body).ask(&other).status, 401);
}

#[test]
fn ids_do_in_place_of_names() {
    let sim = sim();
    let issued = Request::token(&good(&sim)).ask(&sim).json();
    let id = |pointer: &str| json!({ "id": issued.pointer(pointer).expect("an id") });
    let project = id("/token/project/id");
    let domain = id("/token/user/domain/id");
    let user = json!({
        "id": issued["token"]["user"]["id"],
        "password": sim.account().password,
        "domain": domain,
    });
    for (pointer, value) in [
        ("/auth/scope/project", project),
        ("/auth/identity/password/user/domain", domain),
        ("/auth/identity/password/user", user),
    ] {
        let reply = Request::token(&with(&sim, pointer, value)).ask(&sim);
        assert_eq!(reply.status, 201, "{pointer}");
    }
}

#[test]
fn refusals() {
    let sim = sim();
    let user = "/auth/identity/password/user";
    let wrong = || json!("wrong");
    for (body, status) in [
        (json!({}), 400),
        (json!([]), 400),
        (with(&sim, "/auth/identity/methods", json!(["token"])), 400),
        (with(&sim, "/auth/scope", Value::Null), 400),
        (with(&sim, user, Value::Null), 400),
        (with(&sim, &format!("{user}/name"), wrong()), 401),
        (with(&sim, &format!("{user}/password"), wrong()), 401),
        (with(&sim, &format!("{user}/password"), Value::Null), 401),
        (with(&sim, &format!("{user}/domain/name"), wrong()), 401),
        (with(&sim, "/auth/scope/project/name", wrong()), 401),
    ] {
        let reply = Request::token(&body).ask(&sim);
        assert_eq!(reply.status, status, "{body}");
        assert_eq!(reply.header("x-subject-token"), None, "{body}");
        let error = &reply.json()["error"];
        assert_eq!(error["code"], status, "{body}");
        assert!(error["message"].is_string(), "{body}");
        let title = if status == 400 {
            "Bad Request"
        } else {
            "Unauthorized"
        };
        assert_eq!(error["title"], title, "{body}");
    }
}

#[test]
fn a_token_may_be_long() {
    for length in [32, 5000, 32_768] {
        let sim = Sim::builder()
            .job(Job::new(A).status("PAUSING"))
            .token_length(length)
            .start()
            .expect("a simulator");
        let issued = Request::token(&good(&sim)).ask(&sim);
        let token = issued.header("x-subject-token").expect("a token");
        assert_eq!(token.len(), length);
        let reply = Request::ids(&sim, &[A])
            .header("X-Auth-Token", token)
            .ask(&sim);
        assert_eq!(reply.status, 200, "{length}");
    }
}

#[test]
fn the_catalog_can_be_left_out() {
    let sim = sim();
    let request = Request::token(&good(&sim));
    let has_catalog = |reply: &Reply| reply.json()["token"]["catalog"].is_array();
    for (query, expected) in [
        ("", true),
        ("?catalog=0", true),
        ("?nocatalog=1", false),
        ("?a&nocatalog", false),
    ] {
        let path = format!("/v3/auth/tokens{query}");
        let reply = request.clone().path(path).ask(&sim);
        assert_eq!(reply.status, 201, "{query}");
        assert_eq!(has_catalog(&reply), expected, "{query}");
    }
}

#[test]
fn bounds_of_tokens_are_checked() {
    use std::io::ErrorKind::InvalidInput;
    use std::time::Duration;
    for (builder, blamed) in [
        (Sim::builder().token_length(31), "31"),
        (Sim::builder().token_length(32_769), "32769"),
        (Sim::builder().token_lifetime(Duration::MAX), "366 days"),
        (Sim::builder().listen(([0, 0, 0, 0], 0).into()), "loopback"),
    ] {
        let error = builder.start().expect_err(blamed);
        assert_eq!(error.kind(), InvalidInput);
        assert!(error.to_string().contains(blamed), "{error}");
    }
}
