//! Time and length have an end.

use std::time::Duration;

use drs_status_core::{
    Cause, Latch, ProtocolError, RequestSent, TaskStatus, Token, TransportErrorKind,
};
use drs_status_sim::{Answer, Breakage, Point, Proxy, Tls};
use drs_status_std::{Client, HttpsTransport, Options, PlaintextTransport};

use crate::asking::{JOBS, Nobody, Way, ask, service};

/// What a loaded machine may add to a limit.
const SLACK: Duration = Duration::from_secs(5);

const LIMIT: Duration = Duration::from_millis(400);

#[test]
fn a_silent_service_is_given_up_in_time() {
    let whole = r#"{"results":[],"count":0}"#;
    let cases = [
        (
            "no head",
            Answer::json(200, whole).delay(Duration::from_secs(60)),
        ),
        ("half a body", Answer::json(200, whole).stall_after(10)),
        ("no body", Answer::json(200, whole).stall_after(0)),
    ];
    for (name, answer) in cases {
        let sim = service().start().unwrap();
        sim.next_answers(vec![answer]);
        let transport = PlaintextTransport::new(&Options::new()).unwrap();
        let way = Way {
            time_limit: LIMIT,
            attempts: 3,
            ..Way::to(sim.endpoint())
        };
        let asked = ask(way, &sim, transport);
        let expected = (TransportErrorKind::Timeout, RequestSent::Maybe);
        assert_eq!(asked.kind(), Some(expected), "{name}: {asked:?}");
        assert!(
            asked.took >= LIMIT && asked.took < LIMIT + SLACK,
            "{name}: {:?}",
            asked.took
        );
        // Time that is up is not spent again. A loaded machine may spend it before
        // the first request is out.
        assert!(sim.request_count() <= 1, "{name}");
    }
}

#[test]
fn a_handshake_that_stalls_is_given_up_in_time() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let proxy = Proxy::start(sim.address(), Breakage::StallAfter(Point::ToClient(0))).unwrap();
    let options = Options::new()
        .ca_pem(sim.ca_pem().as_bytes())
        .unwrap()
        .connect_timeout(LIMIT);
    let url = format!("https://localhost:{}", proxy.address().port());
    let asked = ask(Way::to(&url), &sim, HttpsTransport::new(&options).unwrap());
    let expected = (TransportErrorKind::Timeout, RequestSent::No);
    assert_eq!(asked.kind(), Some(expected), "{asked:?}");
    assert!(
        asked.took >= LIMIT && asked.took < LIMIT + SLACK,
        "{:?}",
        asked.took
    );
    assert_eq!(sim.plain_bytes_received(), 0);
}

#[test]
fn a_body_without_end_is_given_up() {
    let sim = service().start().unwrap();
    sim.next_answers(vec![Answer::endless(200, "   ")]);
    let transport = PlaintextTransport::new(&Options::new()).unwrap();
    let way = Way {
        body_limit: 100_000,
        ..Way::to(sim.endpoint())
    };
    let asked = ask(way, &sim, transport);
    let error = asked.outcome.unwrap_err();
    assert_eq!(
        error.cause_of_protocol(),
        Some(ProtocolError::BodyTooLong { limit: 100_000 })
    );
}

trait CauseOfProtocol {
    fn cause_of_protocol(&self) -> Option<ProtocolError>;
}

impl<E> CauseOfProtocol for drs_status_core::Error<E> {
    fn cause_of_protocol(&self) -> Option<ProtocolError> {
        match self.cause() {
            Cause::Protocol(error) => Some(*error),
            _ => None,
        }
    }
}

#[test]
fn nobody_there() {
    let sim = service().start().unwrap();
    let nobody = Nobody::new();
    let refused = format!("http://{}", nobody.address());
    let cases = [
        (refused.as_str(), TransportErrorKind::Connect),
        ("http://nobody.invalid", TransportErrorKind::Resolve),
    ];
    for (url, kind) in cases {
        let transport = PlaintextTransport::new(&Options::new()).unwrap();
        let asked = ask(Way::to(url), &sim, transport);
        assert_eq!(
            asked.kind(),
            Some((kind, RequestSent::No)),
            "{url}: {asked:?}"
        );
    }
    assert_eq!(sim.connections(), 0);
}

/// A device with a wrong token reboots again and again, and stores one byte.
#[test]
fn ten_restarts_with_a_wrong_token_are_one_attempt() {
    let sim = service().start().unwrap();
    let mut stored = Latch::Open.to_byte();
    for _ in 0..10 {
        let transport = PlaintextTransport::new(&Options::new()).unwrap();
        let mut buffer = [0; 512];
        let token = Token::new("a-wrong-token").unwrap();
        let config = Way::to(sim.endpoint()).config(&sim);
        let mut client = Client::new(config, token, transport, &mut buffer).unwrap();
        client.set_latch(Latch::from_byte(stored));
        let mut tasks: heapless::Vec<TaskStatus<0>, 2> = heapless::Vec::new();
        assert!(client.batch_status(&JOBS, &mut tasks).is_err());
        stored = client.latch().to_byte();
    }
    assert_eq!(sim.requests().len(), 1);
}
