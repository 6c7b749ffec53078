//! Calls that are dropped wherever they stand, by whoever made them. What comes after
//! them, over the same transport, is not troubled.

use std::io::Read as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use drs_status_firmware::{Exit, Link, Log};
use drs_status_sim::{Answer, Breakage, Point, Proxy};

use crate::said;
use crate::service::{
    answer, assert_requests_are_whole, boot, boot_by_dhcp, endpoint, on_each, service,
};

/// How often a call was dropped.
fn drops(log: &Log) -> usize {
    log.lines
        .iter()
        .filter(|line| line.text == "dropped")
        .count()
}

#[test]
fn what_is_dropped_in_an_exchange_leaves_its_connection_to_nobody() {
    let never = Answer::empty(200).delay(Duration::from_mins(5));
    let rows = [
        ("before the answer", vec![never.clone()], 1, vec![0, 1, 1]),
        (
            "in the body",
            vec![answer().stall_after(50)],
            1,
            vec![0, 1, 1],
        ),
        (
            "on a kept connection",
            vec![answer(), never],
            1,
            vec![0, 0, 1],
        ),
        ("twice", vec![answer().stall_after(50); 2], 2, vec![0, 1, 2]),
    ];
    on_each(|machine| {
        for (name, answers, dropped, expected) in &rows {
            let sim = service().start().unwrap();
            sim.next_answers(answers.clone());
            let outcome = boot(machine, &sim, "times=3 drop=1500").run();
            assert_eq!(outcome.exit, Exit::Done, "{name}: {outcome:#?}");
            assert_eq!(drops(&outcome.log), *dropped, "{name}: {}", outcome.log);
            assert_eq!(said::failures(&outcome.log), [], "{name}");
            let requests = sim.requests();
            let over: Vec<usize> = requests.iter().map(|seen| seen.connection).collect();
            assert_eq!(over, *expected, "{name}");
            assert_requests_are_whole(&sim);
        }
    });
}

/// The first connection stands still in the request.
#[test]
fn what_is_dropped_in_a_request_is_not_sent_to_its_end() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let stall = Breakage::StallAfter(Point::ToServer(100));
        let once = Breakage::Sequence(vec![stall, Breakage::None]);
        let proxy = Proxy::start(sim.address(), once).unwrap();
        let words = format!("times=2 drop=1500 endpoint={}", endpoint(proxy.address()));
        let outcome = boot(machine, &sim, &words).run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert_eq!(drops(&outcome.log), 1, "{}", outcome.log);
        assert_eq!((sim.request_count(), proxy.connections()), (1, 2));
        assert_requests_are_whole(&sim);
    });
}

/// A stack has room for few names at once, and few connections: one that was not given
/// back would be missed.
#[test]
fn what_is_dropped_on_the_way_to_a_connection_gives_all_back() {
    on_each(|machine| {
        for way in [
            "endpoint=http://no-such-host.invalid:80 dns=192.0.2.77",
            "endpoint=http://192.0.2.77:80",
        ] {
            let sim = service().start().unwrap();
            let words = format!("{way} times=20 drop=50");
            let outcome = boot(machine, &sim, &words).run();
            assert_eq!(outcome.exit, Exit::TimedOut, "{way}: {outcome:#?}");
            assert_eq!(drops(&outcome.log), 20, "{way}: {}", outcome.log);
        }
    });
}

#[test]
fn what_is_dropped_without_an_address_connects_when_there_is_one() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let boot = boot_by_dhcp(machine, &sim, "times=60 drop=1500 pause=20");
        let mut running = boot.link(Link::Down).start();
        running.wait_for("dropped");
        running.link(Link::Up);
        let outcome = running.finish();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        let asked = 60 - drops(&outcome.log);
        let answered = format!("answered {asked} of 60 times");
        assert!(outcome.log.has(&answered), "{answered}: {}", outcome.log);
        assert_eq!((sim.request_count(), sim.connections()), (asked, 1));
    });
}

/// Whoever was given up for his silence need not find out by himself.
#[test]
fn a_peer_that_was_given_up_is_told() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let (silent, told) = silent();
        let words = format!(
            "times=2 pause=50000 silence=300 endpoint={}",
            endpoint(silent)
        );
        let mut running = boot(machine, &sim, &words).start();
        running.wait_for("Transport(Timeout) in");
        let told = told.recv_timeout(Duration::from_secs(10));
        told.expect("the end of the connection, long before the next");
    });
}

/// Where somebody listens and says nothing, and who says here when the connection has
/// ended.
fn silent() -> (SocketAddr, Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has an address");
    let (ended, told) = mpsc::channel();
    thread::spawn(move || {
        let (mut peer, _) = listener.accept().expect("a peer");
        while let Ok(1..) = peer.read(&mut [0; 1024]) {}
        // The test may have failed before.
        _ = ended.send(());
    });
    (address, told)
}
