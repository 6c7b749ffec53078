//! Connections that break, with TLS and without. Each row says how the
//! connection breaks, what the call ends with, and how many requests the service
//! has seen; of those that it has seen the body is the whole one.

use std::time::Duration;

use drs_status_core::TransportErrorKind::{self, Closed, Timeout, Tls as TlsFailed, Truncated};
use drs_status_sim::{Breakage, Point, Proxy, Sim, Tls};
use drs_status_std::{HttpsTransport, Options, PlaintextTransport};

use crate::asking::{Asked, BODY, Way, ask, service};

const LIMIT: Duration = Duration::from_secs(3);

/// What a loaded machine may add to a limit.
const SLACK: Duration = Duration::from_secs(5);

/// Asks once through a proxy, over the scheme that `sim` speaks.
fn ask_through(proxy: &Proxy, sim: &Sim, attempts: u8) -> Asked {
    let port = proxy.address().port();
    let way = |endpoint| Way {
        attempts,
        time_limit: LIMIT,
        ..Way::to(endpoint)
    };
    if sim.endpoint().starts_with("https") {
        let options = Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap();
        let transport = HttpsTransport::new(&options).unwrap();
        return ask(way(&format!("https://localhost:{port}")), sim, transport);
    }
    let transport = PlaintextTransport::new(&Options::new()).unwrap();
    ask(way(&format!("http://127.0.0.1:{port}")), sim, transport)
}

fn assert_bodies_are_whole(sim: &Sim) {
    for request in sim.requests() {
        assert_eq!(str::from_utf8(&request.body), Ok(BODY));
    }
}

/// A row: its name, how the connection breaks, how the call ends, and how many
/// requests the service has seen.
type Row = (&'static str, Breakage, Option<TransportErrorKind>, usize);

fn each_row_holds(tls: Tls, rows: Vec<Row>) {
    for (name, breakage, expected, requests) in rows {
        let sim = service().tls(tls).start().unwrap();
        let proxy = Proxy::start(sim.address(), breakage).unwrap();
        let asked = ask_through(&proxy, &sim, 1);
        match expected {
            None => asked.assert_whole(),
            Some(_) => assert_eq!(
                asked.kind().map(|(kind, _)| kind),
                expected,
                "{name}: {asked:?}"
            ),
        }
        assert!(asked.took < LIMIT + SLACK, "{name}: {:?}", asked.took);
        assert_eq!(sim.request_count(), requests, "{name}");
        assert_bodies_are_whole(&sim);
    }
}

#[test]
fn broken_without_tls() {
    each_row_holds(
        Tls::Off,
        vec![
            ("byte by byte", Breakage::SplitEvery(1), None, 1),
            ("seven bytes at a time", Breakage::SplitEvery(7), None, 1),
            ("late", Breakage::Delay(Duration::from_millis(50)), None, 1),
            (
                "silent from the start",
                Breakage::StallAfter(Point::ToClient(0)),
                Some(Timeout),
                1,
            ),
            (
                "silent in the head",
                Breakage::StallAfter(Point::ToClient(20)),
                Some(Timeout),
                1,
            ),
            (
                "silent in the body",
                Breakage::StallAfter(Point::ToClient(300)),
                Some(Timeout),
                1,
            ),
            (
                "reset at once",
                Breakage::ResetAfter(Point::ToServer(0)),
                Some(Closed),
                0,
            ),
            (
                "reset in the request",
                Breakage::ResetAfter(Point::ToServer(100)),
                Some(Closed),
                0,
            ),
            (
                "reset in the head",
                Breakage::ResetAfter(Point::ToClient(20)),
                Some(Closed),
                1,
            ),
            (
                "reset in the body",
                Breakage::ResetAfter(Point::ToClient(300)),
                Some(Truncated),
                1,
            ),
            (
                "ended at once",
                Breakage::CutAfter(Point::ToClient(0)),
                Some(Closed),
                1,
            ),
            (
                "garbage",
                Breakage::Garbage(b"\x00\xff garbage\r\n\r\n".to_vec()),
                Some(Closed),
                0,
            ),
            (
                "another protocol",
                Breakage::Garbage(b"220 mail ESMTP\r\n".to_vec()),
                Some(Closed),
                0,
            ),
        ],
    );
}

#[test]
fn broken_with_tls() {
    each_row_holds(
        Tls::V13,
        vec![
            ("byte by byte", Breakage::SplitEvery(1), None, 1),
            ("late", Breakage::Delay(Duration::from_millis(20)), None, 1),
            (
                "silent in the handshake",
                Breakage::StallAfter(Point::ToClient(20)),
                Some(Timeout),
                0,
            ),
            (
                "reset in the handshake",
                Breakage::ResetAfter(Point::ToClient(20)),
                Some(Closed),
                0,
            ),
            (
                "ended in the handshake",
                Breakage::CutAfter(Point::ToClient(20)),
                Some(Closed),
                0,
            ),
            (
                "garbage",
                Breakage::Garbage(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
                Some(TlsFailed),
                0,
            ),
        ],
    );
}

/// How many bytes a whole answer takes on its way to the client.
fn bytes_of_an_answer(sim: &Sim) -> usize {
    let proxy = Proxy::start(sim.address(), Breakage::None).unwrap();
    ask_through(&proxy, sim, 1).assert_whole();
    usize::try_from(proxy.bytes_to_client()).unwrap()
}

#[test]
fn an_answer_that_is_cut_is_never_a_whole_one() {
    let sim = service().start().unwrap();
    let len = bytes_of_an_answer(&sim);
    for bytes in 0..len {
        let proxy =
            Proxy::start(sim.address(), Breakage::CutAfter(Point::ToClient(bytes))).unwrap();
        let asked = ask_through(&proxy, &sim, 1);
        let kind = asked.kind().map(|(kind, _)| kind);
        assert!(
            matches!(kind, Some(Closed | Truncated)),
            "after {bytes} of {len}: {asked:?}"
        );
        let delivered = asked.outcome.unwrap_err().delivered();
        assert_eq!(delivered, asked.delivered.len());
    }
}

#[test]
fn what_was_cut_is_asked_again_and_nothing_comes_twice() {
    let sim = service().start().unwrap();
    let len = bytes_of_an_answer(&sim);
    for bytes in 0..len {
        let before = sim.request_count();
        let cut = Breakage::CutAfter(Point::ToClient(bytes));
        let breakage = Breakage::Sequence(vec![cut, Breakage::None]);
        let proxy = Proxy::start(sim.address(), breakage).unwrap();
        ask_through(&proxy, &sim, 2).assert_whole();
        assert_eq!(sim.request_count() - before, 2, "after {bytes} of {len}");
        assert_eq!(proxy.connections(), 2);
    }
    assert_bodies_are_whole(&sim);
}

#[test]
fn with_tls_too_what_was_cut_is_asked_again() {
    for tls in [Tls::V12, Tls::V13] {
        let sim = service().tls(tls).start().unwrap();
        let len = bytes_of_an_answer(&sim);
        // The last record may be the alert that says goodbye: an answer that
        // lacks but that is whole.
        for bytes in (0..len.saturating_sub(64)).step_by(37) {
            let cut = Breakage::CutAfter(Point::ToClient(bytes));
            let breakage = Breakage::Sequence(vec![cut, Breakage::None]);
            let proxy = Proxy::start(sim.address(), breakage).unwrap();
            ask_through(&proxy, &sim, 2).assert_whole();
            assert_eq!(proxy.connections(), 2, "{tls:?}, after {bytes} of {len}");
        }
        assert_bodies_are_whole(&sim);
    }
}
