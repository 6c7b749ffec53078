//! The faults, by where they are.

use std::time::Duration;

use drs_status_sim::{
    AccessKey, Answer, Breakage, Builder, Certificate, Point, Sim, Throttle, Tls, WallClock,
};

use super::run::{Fault, ROOM, Who};
use super::{KEY, SECRET};

/// The sections of the page. Each has a thread of its own.
pub(super) fn sections() -> [(&'static str, Vec<Fault>); 6] {
    [
        ("On the way", on_the_way()),
        ("Who answers", who_answers()),
        ("A service in trouble", in_trouble()),
        ("Answers that are none", no_answers()),
        ("Refusals", refusals()),
        ("Logging in", logging_in()),
    ]
}

/// The first connection breaks so, those after it are well.
fn once(breakage: Breakage) -> Breakage {
    Breakage::Sequence(vec![breakage, Breakage::None])
}

fn on_the_way() -> Vec<Fault> {
    use Breakage::{CutAfter, ResetAfter, StallAfter};
    use Point::{ToClient, ToServer};
    // A handshake takes some 2,000 bytes, the head of the answer behind it 200.
    vec![
        Fault::new("the name has no address").at("https://nobody.invalid"),
        Fault::new("the port is closed").at("https://127.0.0.1:1"),
        Fault::new("byte by byte").breaks(Breakage::SplitEvery(1)),
        Fault::new("late").breaks(Breakage::Delay(Duration::from_millis(20))),
        Fault::new("reset at once").breaks(ResetAfter(ToServer(0))),
        Fault::new("reset in the handshake").breaks(ResetAfter(ToClient(20))),
        Fault::new("reset in the handshake, once").breaks(once(ResetAfter(ToClient(20)))),
        Fault::new("ended in the handshake").breaks(CutAfter(ToClient(20))),
        Fault::new("silent in the handshake").breaks(StallAfter(ToClient(20))),
        Fault::new("silent before the answer")
            .silent()
            .answers([Answer::empty(200).delay(Duration::from_secs(60))]),
        Fault::new("silent in the body")
            .silent()
            .answers([two().stall_after(120)]),
        Fault::new("cut in the body, once").answers([two().cut_after(120)]),
        Fault::new("cut in the body, always").answers(vec![two().cut_after(120); 3]),
        Fault::new("a kept connection ends under the request")
            .later(|sim| sim.next_answers(vec![Answer::raw("")])),
    ]
}

fn who_answers() -> Vec<Fault> {
    let shows = |name, like| Fault::new(name).service(like);
    vec![
        shows("the certificate is another host's", |service| {
            service.certificate(Certificate::WrongHost)
        }),
        shows("the certificate has expired", |service| {
            service.certificate(Certificate::Expired)
        }),
        shows("the certificate is not valid yet", |service| {
            service.certificate(Certificate::NotYetValid)
        }),
        shows("nobody who is trusted issued the certificate", |service| {
            service.certificate(Certificate::UntrustedIssuer)
        }),
        Fault::new("another protocol on the port")
            .breaks(Breakage::Garbage(b"220 mail ESMTP\r\n".to_vec())),
        Fault::new("HTTP without TLS on the port").breaks(Breakage::Garbage(
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec(),
        )),
    ]
}

fn in_trouble() -> Vec<Fault> {
    let throttled = |name, like| Fault::new(name).service(like);
    let refusal = || Answer::html(503);
    vec![
        throttled("429, `Retry-After: 1`, once", |service| {
            service.throttle(Throttle::Next {
                requests: 1,
                retry_after: Duration::from_secs(1),
            })
        }),
        throttled("429, `Retry-After: 1`, always", |service| {
            service.throttle(Throttle::Next {
                requests: u32::MAX,
                retry_after: Duration::from_secs(1),
            })
        }),
        throttled("429, `Retry-After: 3600`", |service| {
            service.throttle(Throttle::Next {
                requests: 1,
                retry_after: Duration::from_secs(3600),
            })
        }),
        Fault::new("DRS.M01503 in a 400, once").answers([Answer::drs(
            400,
            "DRS.M01503",
            "Too frequent.",
        )]),
        Fault::new("500").answers([Answer::html(500)]),
        Fault::new("502, once").answers([Answer::html(502)]),
        Fault::new("503, twice").answers([refusal(), refusal()]),
        Fault::new("503, always").answers([refusal(), refusal(), refusal()]),
        Fault::new("503, `Retry-After: 2`, once").answers([refusal().header("Retry-After", "2")]),
        Fault::new("504, once").answers([Answer::html(504)]),
        Fault::new("503 without end, once").answers([Answer::endless(503, "<p>no</p>")]),
    ]
}

fn no_answers() -> Vec<Fault> {
    vec![
        Fault::new("an empty 200").answers(vec![Answer::empty(200); 3]),
        Fault::new("a login page, 200").answers(vec![Answer::html(200); 3]),
        Fault::new("half a JSON text, well framed").answers(vec![
            Answer::json(
                200,
                r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","#,
            );
            3
        ]),
        Fault::new("a body without end").answers([Answer::endless(200, "  ")]),
        Fault::new("a redirect")
            .answers([Answer::empty(302).header("Location", "https://elsewhere.example/")]),
        Fault::new("no HTTP").answers(vec![Answer::raw("hello\r\n\r\n"); 3]),
    ]
}

fn refusals() -> Vec<Fault> {
    // And half a minute: not on the edge of one.
    const HOUR: Duration = Duration::from_secs(3630);
    vec![
        Fault::new("a token that was never issued").who(Who::WrongToken),
        Fault::new("a token that has expired").later(Sim::expire_tokens),
        Fault::new("a signature by a wrong secret")
            .service(with_key)
            .who(Who::WrongSecret),
        Fault::new("a signature dated an hour early")
            .service(|service| with_key(service).wall_clock(WallClock::Ahead(HOUR)))
            .who(Who::Key),
        Fault::new("an access key that nobody knows").who(Who::Key),
        Fault::new("a user who may not").answers([Answer::drs(
            403,
            "DRS.M00102",
            "Not allowed.",
        )]),
        Fault::new("no such path").answers([Answer::gateway(404, "APIGW.0101", "No such API.")]),
        Fault::new("a header that is too long").answers([Answer::html(494)]),
        Fault::new("an unknown job, for which all is refused").answers([Answer::json(
            400,
            r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","error_code":"DRS.M05003","error_msg":"The job does not exist."}],"count":1}"#,
        )]),
    ]
}

/// By name and password: what is sent and seen counts the logins too.
fn logging_in() -> Vec<Fault> {
    let login = |name| Fault::new(name).who(Who::Login(ROOM));
    let unavailable = || Answer::iam(503, "Unavailable.");
    vec![
        login("none: a login comes first"),
        login("the token has expired").later(Sim::expire_tokens),
        login("the token is refused, and the next one too")
            .later(|sim| sim.next_answers(vec![expired(), granted(), expired()])),
        Fault::new("a wrong password").who(Who::WrongPassword),
        login("IAM answers 503, once").answers([unavailable()]),
        login("IAM answers 503, always").answers(vec![unavailable(); 3]),
        login("IAM's answer is cut, once").answers([granted().cut_after(5)]),
        login("a kept connection ends under the login")
            .later(|sim| sim.next_answers(vec![expired(), Answer::raw("")])),
        login("IAM grants no token, once").answers([no_token()]),
        login("IAM grants no token, always").answers(vec![no_token(); 3]),
        login("IAM redirects")
            .answers([Answer::empty(307).header("Location", "https://elsewhere.example/")]),
        login("a token longer than its room").service(|service| service.token_length(5_000)),
    ]
}

fn expired() -> Answer {
    Answer::gateway(401, "APIGW.0307", "The token must be updated.")
}

fn no_token() -> Answer {
    Answer::json(201, r#"{"token":{}}"#)
}

/// With a token that the service does not know.
fn granted() -> Answer {
    no_token().header("X-Subject-Token", "MIIabc")
}

fn with_key(service: Builder) -> Builder {
    service
        .tls(Tls::Both)
        .access_key(AccessKey::new(KEY, SECRET))
}

/// What is asked for, whole.
fn two() -> Answer {
    let [one, other] = crate::asking::JOBS;
    Answer::json(
        200,
        format!(
            r#"{{"results":[{{"id":"{one}","status":"PAUSING"}},{{"id":"{other}","status":"PAUSING"}}],"count":2}}"#
        ),
    )
}
