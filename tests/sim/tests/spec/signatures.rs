//! Requests that are signed by an access key.

use std::time::Duration;

use drs_status_sim::{AccessKey, Builder, Job, KeyLock, Sim, WallClock};

use crate::client::{Reply, Request};
use crate::signer::{GOOD, ID, SECRET, Signer};

const A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

const WRONG: &str = "APIGW.0301 verify aksk signature fail";

fn builder() -> Builder {
    Sim::builder()
        .job(Job::new(A).status("PAUSING"))
        .access_key(AccessKey::new(ID, SECRET))
        .access_key(AccessKey::new("TEMPORARY", SECRET).security_token("a-security-token"))
}

fn sim() -> Sim {
    builder().start().expect("a simulator")
}

fn outcome(reply: &Reply) -> (u16, String) {
    let code = reply.code();
    let message = match reply.status {
        200 => String::new(),
        _ => reply.json()["error_msg"]
            .as_str()
            .expect("a message")
            .to_owned(),
    };
    let message = message.replace("Incorrect IAM authentication information: ", "");
    (reply.status, format!("{code} {message}"))
}

/// What is asked, with which request, and what comes back.
type Case<'c> = (&'c str, Request, u16, &'c str);

fn check<'c>(sim: &Sim, cases: impl IntoIterator<Item = Case<'c>>) {
    for (what, request, status, code) in cases {
        let reply = request.ask(sim);
        assert_eq!(outcome(&reply), (status, code.to_owned()), "{what}");
    }
}

#[test]
fn who_is_let_in_and_who_is_not() {
    let sim = builder().key_lock(KeyLock::Never).start();
    let sim = sim.expect("a simulator");
    let good = || Request::ids(&sim, &[A]);
    let minutes = |minutes: i64| Signer {
        date: minutes * 60,
        ..GOOD
    };
    let type_unsigned = Signer {
        headers: &["host", "x-sdk-date"],
        ..GOOD
    };
    check(
        &sim,
        [
            ("signed", GOOD.sign(good()), 200, "none "),
            ("no type signed", type_unsigned.sign(good()), 200, "none "),
            (
                "a token too, which is wrong",
                GOOD.sign(good()).header("X-Auth-Token", "MII"),
                200,
                "none ",
            ),
            ("14 minutes ago", minutes(-14).sign(good()), 200, "none "),
            ("in 14 minutes", minutes(14).sign(good()), 200, "none "),
            (
                "16 minutes ago",
                minutes(-16).sign(good()),
                401,
                "APIGW.0301 signature expired",
            ),
            (
                "in 16 minutes",
                minutes(16).sign(good()),
                401,
                "APIGW.0301 signature expired",
            ),
            (
                "no date",
                GOOD.sign(good()).header("X-Sdk-Date", "today"),
                401,
                "APIGW.0301 x-sdk-date is invalid",
            ),
            (
                "another secret",
                Signer {
                    secret: "other",
                    ..GOOD
                }
                .sign(good()),
                401,
                WRONG,
            ),
            (
                "an unknown key",
                Signer {
                    id: "UNKNOWN",
                    ..GOOD
                }
                .sign(good()),
                401,
                "APIGW.0301 Get secretKey failed,ak:UNKNOWN,err:ak not exist",
            ),
        ],
    );
}

#[test]
fn what_must_be_signed_and_how() {
    let sim = builder().key_lock(KeyLock::Never).start();
    let sim = sim.expect("a simulator");
    let good = || Request::ids(&sim, &[A]);
    let headers = |headers| Signer { headers, ..GOOD };
    check(
        &sim,
        [
            (
                "date not signed",
                headers(&["content-type", "host"]).sign(good()),
                401,
                WRONG,
            ),
            (
                "host not signed",
                headers(&["content-type", "x-sdk-date"]).sign(good()),
                401,
                WRONG,
            ),
            (
                "not in order",
                headers(&["x-sdk-date", "host"]).sign(good()),
                401,
                WRONG,
            ),
            (
                "another body",
                {
                    let mut request = GOOD.sign(good());
                    request.body.push(b' ');
                    request
                },
                401,
                WRONG,
            ),
            (
                "another type",
                GOOD.sign(good())
                    .header("Content-Type", "application/json;"),
                401,
                WRONG,
            ),
            (
                "no signature in it",
                GOOD.sign(good())
                    .header("Authorization", "SDK-HMAC-SHA256 Access=x"),
                401,
                "APIGW.0305 Incorrect authentication information.",
            ),
            (
                "another scheme, and no token",
                GOOD.sign(good()).header("Authorization", "Basic eA=="),
                401,
                "APIGW.0301 Incorrect IAM authentication information.",
            ),
        ],
    );
}

#[test]
fn a_project_that_is_sent_is_signed_and_is_that_of_the_path() {
    let sim = builder().key_lock(KeyLock::Never).start();
    let sim = sim.expect("a simulator");
    let good = || Request::ids(&sim, &[A]);
    let project = sim.project_id();
    let other = "00000000000000000000000000000000";
    let with_project = Signer {
        headers: &["content-type", "host", "x-project-id", "x-sdk-date"],
        ..GOOD
    };
    check(
        &sim,
        [
            (
                "its project",
                with_project.sign(good().header("X-Project-Id", project)),
                200,
                "none ",
            ),
            (
                "another project",
                with_project.sign(good().header("X-Project-Id", other)),
                401,
                "APIGW.0301 project id is invalid",
            ),
            (
                "its project, not signed",
                GOOD.sign(good().header("X-Project-Id", project)),
                401,
                WRONG,
            ),
        ],
    );
}

#[test]
fn a_temporary_key_sends_and_signs_its_token() {
    let sim = builder().key_lock(KeyLock::Never).start();
    let sim = sim.expect("a simulator");
    let good = || Request::ids(&sim, &[A]);
    let temporary = Signer {
        id: "TEMPORARY",
        headers: &["host", "x-sdk-date", "x-security-token"],
        ..GOOD
    };
    check(
        &sim,
        [
            (
                "temporary",
                temporary.sign(good().header("X-Security-Token", "a-security-token")),
                200,
                "none ",
            ),
            (
                "temporary, another token",
                temporary.sign(good().header("X-Security-Token", "another")),
                401,
                "APIGW.0301 decrypt token fail",
            ),
            (
                "temporary, without a token",
                Signer {
                    id: "TEMPORARY",
                    ..GOOD
                }
                .sign(good()),
                401,
                WRONG,
            ),
            (
                "temporary, token not signed",
                Signer {
                    id: "TEMPORARY",
                    ..GOOD
                }
                .sign(good().header("X-Security-Token", "a-security-token")),
                401,
                WRONG,
            ),
        ],
    );
}

#[test]
fn a_signature_goes_no_farther_than_the_gateway() {
    let sim = sim();
    let path = format!("/v3/{}x/jobs/batch-status", sim.project_id());
    let reply = GOOD.sign(Request::ids(&sim, &[A]).path(path)).ask(&sim);
    assert_eq!((reply.status, reply.code().as_str()), (400, "DRS.M00261"));
}

#[test]
fn a_clock_that_is_set_makes_signatures_expire() {
    let sim = sim();
    let hour = Duration::from_secs(3600);
    for (clock, date, status) in [
        (WallClock::Ahead(hour), 0, 401),
        (WallClock::Ahead(hour), 3600, 200),
        (WallClock::Behind(hour), 0, 401),
        (WallClock::Right, 0, 200),
    ] {
        sim.set_wall_clock(clock);
        let reply = Signer { date, ..GOOD }.ask(&sim, &[A]);
        assert_eq!(reply.status, status, "{clock:?}");
    }
    let started_so = builder().wall_clock(WallClock::Ahead(hour)).start();
    assert_eq!(
        GOOD.ask(&started_so.expect("a simulator"), &[A]).status,
        401
    );
}

#[test]
fn more_than_five_failures_in_a_row_lock_a_key() {
    const LOCKED: &str = "APIGW.0301 AK access failed to reach the limit,forbidden.";
    let wrong = Signer {
        secret: "other",
        ..GOOD
    };
    let fail = |sim: &Sim, times| {
        for _ in 0..times {
            assert_eq!(wrong.ask(sim, &[A]).status, 401);
        }
    };

    let sim = builder().start().expect("a simulator");
    fail(&sim, 5);
    assert_eq!(
        GOOD.ask(&sim, &[A]).status,
        200,
        "and the count begins anew"
    );
    fail(&sim, 6);
    assert_eq!(outcome(&GOOD.ask(&sim, &[A])), (401, LOCKED.to_owned()));
    assert_eq!(outcome(&wrong.ask(&sim, &[A])), (401, LOCKED.to_owned()));
    let token = Request::ids(&sim, &[A]).ask(&sim);
    assert_eq!(token.status, 200, "a token is not locked");

    let sim = builder().key_lock(KeyLock::Never).start();
    let sim = sim.expect("a simulator");
    fail(&sim, 20);
    assert_eq!(GOOD.ask(&sim, &[A]).status, 200);
}
