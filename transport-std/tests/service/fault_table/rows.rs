//! The faults, by where they are.

use std::time::Duration;

use drs_status_sim::{
    AccessKey, Answer, Breakage, Builder, Certificate, Point, Sim, Throttle, Tls, WallClock,
};

use super::run::{Fault, Who};
use super::{KEY, SECRET};

/// The sections of the page. Each has a thread of its own.
pub(super) fn sections() -> [(&'static str, Vec<Fault>); 5] {
    [
        ("On the way", on_the_way()),
        ("Who answers", who_answers()),
        ("A service in trouble", in_trouble()),
        ("Answers that are none", no_answers()),
        ("Refusals", refusals()),
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
    const HOUR: Duration = Duration::from_secs(3600);
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
