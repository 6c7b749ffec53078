//! Connections that break. Each row says where, what the call comes to, and how many
//! requests the service has seen; of those that it has seen all are whole.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use std::{iter, thread};

use drs_status_firmware::Exit::{Done, Network, TimedOut, Untrusted};
use drs_status_firmware::Machine;
use drs_status_sim::Breakage::{self, CutAfter, Garbage, ResetAfter, StallAfter};
use drs_status_sim::Point::{ToClient, ToServer};
use drs_status_sim::Proxy;

use crate::said;
use crate::said::Expected::{self, Answered, Failed};
use crate::service::{assert_requests_are_whole, boot, endpoint, on_each, service};

/// A row: its name, how the connection breaks, what the firmware is told beside, what
/// the call comes to, and how many requests the service has seen.
type Row = (&'static str, Breakage, &'static str, Expected, usize);

/// The head of an answer has some 200 bytes.
const IN_THE_HEAD: usize = 20;
const IN_THE_BODY: usize = 300;

fn each_row_holds(rows: &[Row]) {
    on_each(|machine| {
        for row in rows {
            holds(machine, row);
        }
    });
}

fn holds(machine: Machine, (name, breakage, words, expected, requests): &Row) {
    let sim = service().start().unwrap();
    let proxy = Proxy::start(sim.address(), breakage.clone()).unwrap();
    let words = format!("{words} endpoint={}", endpoint(proxy.address()));
    let outcome = boot(machine, &sim, &words).run();
    expected.of(name, &outcome);
    assert_eq!(sim.request_count(), *requests, "{name}");
    assert_requests_are_whole(&sim);
    let connections = match breakage {
        Breakage::Sequence(each) => each.len(),
        _ => 1,
    };
    assert_eq!(proxy.connections(), connections as u64, "{name}");
}

#[test]
fn a_peer_that_falls_silent_costs_the_time_that_is_given() {
    let late = |at_least| Failed("Transport(Timeout)", TimedOut, at_least);
    each_row_holds(&[
        (
            "in the request",
            StallAfter(ToServer(100)),
            "silence=400",
            late(400),
            0,
        ),
        (
            "before the answer",
            StallAfter(ToClient(0)),
            "silence=400",
            late(400),
            1,
        ),
        (
            "in the head",
            StallAfter(ToClient(IN_THE_HEAD)),
            "silence=400",
            late(400),
            1,
        ),
        (
            "in the body",
            StallAfter(ToClient(IN_THE_BODY)),
            "silence=400",
            late(400),
            1,
        ),
        (
            "before the answer, for the whole call",
            StallAfter(ToClient(0)),
            "limit=1500",
            late(1500),
            1,
        ),
        (
            "in the body, for the whole call",
            StallAfter(ToClient(IN_THE_BODY)),
            "limit=1500",
            late(1500),
            1,
        ),
    ]);
}

#[test]
fn a_reset_is_told_at_once() {
    let lost = Failed("Transport(Closed)", Network, 0);
    let torn = Failed("Transport(Truncated)", Untrusted, 0);
    each_row_holds(&[
        ("at once", ResetAfter(ToServer(0)), "", lost, 0),
        ("in the request", ResetAfter(ToServer(100)), "", lost, 0),
        ("before the answer", ResetAfter(ToClient(0)), "", lost, 1),
        (
            "in the head",
            ResetAfter(ToClient(IN_THE_HEAD)),
            "",
            lost,
            1,
        ),
        (
            "in the body",
            ResetAfter(ToClient(IN_THE_BODY)),
            "",
            torn,
            1,
        ),
    ]);
}

#[test]
fn an_answer_that_is_cut_is_never_a_whole_one() {
    let lost = Failed("Transport(Closed)", Network, 0);
    let torn = Failed("Transport(Truncated)", Untrusted, 0);
    let page = b"220 mail.example.com ESMTP\r\n";
    each_row_holds(&[
        ("before the answer", CutAfter(ToClient(0)), "", lost, 1),
        ("after a byte", CutAfter(ToClient(1)), "", lost, 1),
        ("in the head", CutAfter(ToClient(IN_THE_HEAD)), "", lost, 1),
        ("in the body", CutAfter(ToClient(IN_THE_BODY)), "", torn, 1),
        ("another protocol", Garbage(page.to_vec()), "", lost, 0),
        (
            "no bytes of text",
            Garbage(b"\x00\xFF".to_vec()),
            "",
            lost,
            0,
        ),
    ]);
}

/// A connection for each byte of an answer ends after it, and the next is reset there;
/// the last one is well.
#[test]
fn an_answer_that_ends_after_any_byte_is_never_a_whole_one() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let proxy = Proxy::start(sim.address(), Breakage::None).unwrap();
        let words = format!("endpoint={}", endpoint(proxy.address()));
        Answered.of("whole", &boot(machine, &sim, &words).run());
        let len = usize::try_from(proxy.bytes_to_client()).unwrap();

        let ends = (0..len).flat_map(|len| [CutAfter(ToClient(len)), ResetAfter(ToClient(len))]);
        proxy.set(Breakage::Sequence(ends.chain([Breakage::None]).collect()));
        let calls = 2 * len + 1;
        let outcome = boot(machine, &sim, &format!("{words} times={calls}")).run();
        assert_eq!(outcome.exit, Done, "{outcome:#?}");
        let log = &outcome.log;
        let failures = said::failures(log);
        assert_eq!(failures.len(), calls - 1, "{log}");
        for failure in failures {
            let kind = failure.kind.as_str();
            let lost = ["Transport(Closed)", "Transport(Truncated)"].contains(&kind);
            assert!(lost, "{failure:?}");
        }
        assert_eq!(sim.request_count(), 1 + calls);
        said::assert_stack_is_flat(log);
    });
}

/// The first connection breaks, the second one is well.
#[test]
fn what_broke_is_asked_again_and_nothing_is_told_twice() {
    let words = "attempts=2 wait=10 silence=1500";
    let once = |breakage| Breakage::Sequence(vec![breakage, Breakage::None]);
    each_row_holds(&[
        (
            "reset at once",
            once(ResetAfter(ToServer(0))),
            words,
            Answered,
            1,
        ),
        (
            "reset in the head",
            once(ResetAfter(ToClient(IN_THE_HEAD))),
            words,
            Answered,
            2,
        ),
        (
            "cut before the answer",
            once(CutAfter(ToClient(0))),
            words,
            Answered,
            2,
        ),
        (
            "cut in the body",
            once(CutAfter(ToClient(IN_THE_BODY))),
            words,
            Answered,
            2,
        ),
        (
            "silent in the head",
            once(StallAfter(ToClient(IN_THE_HEAD))),
            words,
            Answered,
            2,
        ),
        (
            "silent in the body",
            once(StallAfter(ToClient(IN_THE_BODY))),
            words,
            Answered,
            2,
        ),
    ]);
}

/// A peer that says a byte now and then is never silent: what ends the call is its own
/// limit.
#[test]
fn a_peer_that_drips_costs_the_time_of_the_call() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let words = format!("silence=1500 limit=2500 endpoint={}", endpoint(drip()));
        let outcome = boot(machine, &sim, &words).run();
        Failed("Transport(Timeout)", TimedOut, 2500).of("drip", &outcome);
    });
}

/// Where somebody answers with a head that has no end, a byte each tenth of a second,
/// for as long as it is heard.
fn drip() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has an address");
    thread::spawn(move || {
        let (mut peer, _) = listener.accept().expect("a peer");
        let endless = b"HTTP/1.1 200 OK\r\nDrip: "
            .iter()
            .chain(iter::repeat(&b'.'));
        for byte in endless {
            thread::sleep(Duration::from_millis(100));
            if peer.write_all(&[*byte]).is_err() {
                return;
            }
        }
    });
    address
}
