//! A connection is kept between calls, and one that the service ended is
//! replaced.

use drs_status_core::{TaskStatus, Token};
use drs_status_sim::{Answer, Connection, Sim, Tls};
use drs_status_std::{
    Client, HttpsTransport, Options, PlaintextTransport, Security, UreqTransport,
};

use crate::asking::{JOBS, Way, service};

/// Makes so many calls over one client, each of which must be whole, and does
/// `before` before each of them: it is told how many there were.
fn call_again_and_again(sim: &Sim, attempts: u8, calls: usize, before: impl FnMut(usize)) {
    let way = Way {
        attempts,
        ..Way::to(sim.endpoint())
    };
    if sim.endpoint().starts_with("https") {
        let options = Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap();
        call_over(
            HttpsTransport::new(&options).unwrap(),
            way,
            sim,
            calls,
            before,
        );
    } else {
        let transport = PlaintextTransport::new(&Options::new()).unwrap();
        call_over(transport, way, sim, calls, before);
    }
}

fn call_over<S: Security>(
    transport: UreqTransport<S>,
    way: Way<'_>,
    sim: &Sim,
    calls: usize,
    mut before: impl FnMut(usize),
) {
    let mut buffer = [0; 512];
    let token = Token::new(sim.token()).unwrap();
    let mut client = Client::new(way.config(sim), token, transport, &mut buffer).unwrap();
    for call in 0..calls {
        before(call);
        let mut tasks: heapless::Vec<TaskStatus<0>, 2> = heapless::Vec::new();
        assert!(client.batch_status(&JOBS, &mut tasks).unwrap().is_exact());
    }
}

/// The connection, from 0, over which each request came.
fn connections(sim: &Sim) -> Vec<usize> {
    sim.requests().iter().map(|seen| seen.connection).collect()
}

const EACH_WAY: [Tls; 3] = [Tls::Off, Tls::V12, Tls::V13];

#[test]
fn one_connection_serves_many_calls() {
    for tls in EACH_WAY {
        let sim = service().tls(tls).start().unwrap();
        call_again_and_again(&sim, 1, 5, |_| {});
        assert_eq!(connections(&sim), [0; 5], "{tls:?}");
    }
}

#[test]
fn a_service_that_closes_gets_a_new_connection_each_time() {
    for tls in EACH_WAY {
        let closing = service().tls(tls).connection(Connection::Close);
        let sim = closing.start().unwrap();
        call_again_and_again(&sim, 1, 3, |_| {});
        assert_eq!(connections(&sim), [0, 1, 2], "{tls:?}");
    }
}

/// A whole answer, after which the connection ends although nothing said so.
fn last_words() -> Answer {
    let [one, other] = JOBS;
    let body = format!(
        r#"{{"results":[{{"id":"{one}","status":"PAUSING"}},{{"id":"{other}","status":"PAUSING"}}],"count":2}}"#
    );
    let length = body.len();
    Answer::raw(format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"
    ))
}

/// The service ends the connection while nobody asks: the next call notices, and
/// asks on a new one. It has one attempt, so nothing is sent in vain.
#[test]
fn a_connection_that_went_stale_costs_nothing() {
    for tls in EACH_WAY {
        let sim = service().tls(tls).start().unwrap();
        sim.next_answers(vec![last_words()]);
        call_again_and_again(&sim, 1, 2, |call| {
            if call == 1 {
                // The simulator does one thing after the other: once it has
                // answered somebody else, that end is out.
                call_again_and_again(&sim, 1, 1, |_| {});
            }
        });
        assert_eq!(connections(&sim), [0, 1, 2], "{tls:?}");
    }
}

/// A connection that was kept ends when the request is already on its way over
/// it: the request is sent again on a new one at once, and no attempt is spent.
#[test]
fn a_kept_connection_that_ends_under_a_request_costs_no_attempt() {
    for tls in EACH_WAY {
        let sim = service().tls(tls).start().unwrap();
        call_again_and_again(&sim, 1, 3, |call| {
            if call == 1 {
                sim.next_answers(vec![Answer::raw("")]);
            }
        });
        assert_eq!(connections(&sim), [0, 0, 1, 1], "{tls:?}");
    }
}
