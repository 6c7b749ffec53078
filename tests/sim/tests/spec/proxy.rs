//! Connections that break on order.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use drs_status_sim::{Breakage, Job, Point, Proxy, Sim, Tls};
use rustls::version::{TLS12, TLS13};

use crate::client::{Reply, Request, connect_tls, connect_to};

const A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn sim(tls: Tls) -> Sim {
    Sim::builder()
        .tls(tls)
        .job(Job::new(A).status("PAUSING"))
        .start()
        .expect("a simulator")
}

fn proxy(sim: &Sim, breakage: Breakage) -> Proxy {
    Proxy::start(sim.address(), breakage).expect("a proxy")
}

/// Sends a request through `proxy`.
fn ask(sim: &Sim, proxy: &Proxy) -> TcpStream {
    let mut stream = connect_to(proxy.address());
    let request = Request::ids(sim, &[A]).bytes();
    stream.write_all(&request).expect("a request sent");
    stream
}

/// What comes until the end, and how that comes.
fn rest(mut stream: TcpStream) -> (String, Option<ErrorKind>) {
    let mut rest = Vec::new();
    let end = stream.read_to_end(&mut rest);
    let text = String::from_utf8(rest).expect("UTF-8");
    (text, end.err().map(|error| error.kind()))
}

#[test]
fn whole_answers_come_through() {
    let delay = Breakage::Delay(Duration::from_millis(1));
    for breakage in [
        Breakage::None,
        Breakage::SplitEvery(0),
        Breakage::SplitEvery(1),
        Breakage::SplitEvery(7),
        Breakage::SplitEvery(100_000),
        delay,
        Breakage::StallAfter(Point::ToClient(100_000)),
        Breakage::ResetAfter(Point::ToServer(100_000)),
        Breakage::CutAfter(Point::ToServer(100_000)),
        Breakage::Sequence(vec![]),
    ] {
        let sim = sim(Tls::Off);
        let proxy = proxy(&sim, breakage.clone());
        let reply = Reply::read(&mut ask(&sim, &proxy)).expect("an answer");
        assert_eq!(reply.items(), ["PAUSING"], "{breakage:?}");
        let asked = Request::ids(&sim, &[A]).bytes().len() as u64;
        assert_eq!(proxy.bytes_to_server(), asked, "{breakage:?}");
        assert_eq!(sim.bytes_received(), asked, "{breakage:?}");
    }
}

#[test]
fn whole_answers_come_through_under_tls() {
    for (tls, version) in [(Tls::V12, &TLS12), (Tls::V13, &TLS13)] {
        for breakage in [Breakage::None, Breakage::SplitEvery(1)] {
            let sim = sim(tls);
            let proxy = proxy(&sim, breakage.clone());
            let mut stream = connect_tls(&sim, proxy.address(), &[version]);
            let reply = Request::ids(&sim, &[A]).ask_over(&mut stream);
            let reply = reply.expect("an answer");
            assert_eq!(reply.items(), ["PAUSING"], "{tls:?}, {breakage:?}");
        }
    }
}

#[test]
fn several_answers_over_one_connection() {
    let sim = sim(Tls::Off);
    let proxy = proxy(&sim, Breakage::SplitEvery(3));
    let mut stream = connect_to(proxy.address());
    for _ in 0..3 {
        let reply = Request::ids(&sim, &[A]).ask_over(&mut stream);
        assert_eq!(reply.expect("an answer").status, 200);
    }
    assert_eq!((proxy.connections(), sim.connections()), (1, 1));
}

#[test]
fn breaks_toward_the_client() {
    for bytes in [0, 1, 12, 100] {
        let start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: ";
        let expected = &start[..bytes.min(start.len())];
        let point = Point::ToClient(bytes);
        for (breakage, end) in [
            (Breakage::CutAfter(point), None),
            (
                Breakage::ResetAfter(point),
                Some(ErrorKind::ConnectionReset),
            ),
        ] {
            let sim = sim(Tls::Off);
            let proxy = proxy(&sim, breakage.clone());
            let (text, ended) = rest(ask(&sim, &proxy));
            assert_eq!(text.len(), bytes, "{breakage:?}");
            assert!(text.starts_with(expected), "{breakage:?}: {text}");
            assert_eq!(ended, end, "{breakage:?}");
            assert_eq!(proxy.bytes_to_client(), bytes as u64, "{breakage:?}");
            assert_eq!(sim.request_count(), 1, "{breakage:?}");
        }
    }
}

#[test]
fn breaks_toward_the_service() {
    for bytes in [0, 1, 40] {
        let point = Point::ToServer(bytes);
        for breakage in [Breakage::CutAfter(point), Breakage::ResetAfter(point)] {
            let sim = sim(Tls::Off);
            let proxy = proxy(&sim, breakage.clone());
            let (text, _) = rest(ask(&sim, &proxy));
            assert_eq!(text, "", "{breakage:?}");
            assert_eq!(proxy.bytes_to_server(), bytes as u64, "{breakage:?}");
            assert_eq!(sim.request_count(), 0, "{breakage:?}");
        }
    }
}

#[test]
fn stalls() {
    for (point, expected) in [
        (Point::ToClient(0), ""),
        (Point::ToClient(15), "HTTP/1.1 200 OK"),
        (Point::ToServer(10), ""),
    ] {
        let sim = sim(Tls::Off);
        let proxy = proxy(&sim, Breakage::StallAfter(point));
        let mut stream = ask(&sim, &proxy);
        let mut read = vec![0; expected.len()];
        stream.read_exact(&mut read).expect("what comes before");
        assert_eq!(read, expected.as_bytes(), "{point:?}");
        stream
            .set_read_timeout(Some(Duration::from_millis(50)))
            .expect("a time-out");
        let kind = stream.read(&mut [0]).expect_err("silence").kind();
        let silence = [ErrorKind::WouldBlock, ErrorKind::TimedOut];
        assert!(silence.contains(&kind), "{point:?}: {kind:?}");
    }
}

#[test]
fn delays() {
    let delay = Duration::from_millis(30);
    let sim = sim(Tls::Off);
    let proxy = proxy(&sim, Breakage::Delay(delay));
    let started = Instant::now();
    let reply = Reply::read(&mut ask(&sim, &proxy)).expect("an answer");
    assert_eq!(reply.status, 200);
    // There and back.
    assert!(started.elapsed() >= 2 * delay);
}

#[test]
fn garbage() {
    let sim = sim(Tls::Off);
    for garbage in ["", "\0\x01nonsense", "HTTP/1.1 200 OK\r\n\r\n"] {
        let proxy = proxy(&sim, Breakage::Garbage(garbage.into()));
        let (text, end) = rest(ask(&sim, &proxy));
        assert_eq!((text.as_str(), end), (garbage, None));
    }
    assert_eq!(sim.connections(), 0);
}

#[test]
fn one_after_the_other() {
    let sim = sim(Tls::Off);
    let cut = Breakage::CutAfter(Point::ToClient(1));
    let proxy = proxy(&sim, Breakage::Sequence(vec![cut.clone(), Breakage::None]));
    let statuses = || -> Vec<Option<u16>> {
        (0..3)
            .map(|_| Reply::read(&mut ask(&sim, &proxy)).ok())
            .map(|reply| reply.map(|reply| reply.status))
            .collect()
    };
    assert_eq!(statuses(), [None, Some(200), Some(200)]);
    proxy.set(Breakage::Sequence(vec![Breakage::None, cut]));
    assert_eq!(statuses(), [Some(200), None, None]);
    assert_eq!(proxy.connections(), 6);
}

#[test]
fn a_service_that_is_not_there() {
    // Nobody listens on this port.
    let proxy = Proxy::start(([127, 0, 0, 1], 1).into(), Breakage::None).expect("a proxy");
    let mut stream = connect_to(proxy.address());
    let read = stream.read(&mut [0]).expect("an end");
    assert_eq!(read, 0);
}

#[test]
fn a_proxy_that_is_dropped_lets_go() {
    let sim = sim(Tls::Off);
    let proxy = proxy(&sim, Breakage::None);
    let mut kept = connect_to(proxy.address());
    let request = Request::ids(&sim, &[A]);
    assert_eq!(request.ask_over(&mut kept).expect("an answer").status, 200);
    drop(proxy);
    assert!(request.ask_over(&mut kept).is_err());
    assert_eq!(sim.request_count(), 1);
}
