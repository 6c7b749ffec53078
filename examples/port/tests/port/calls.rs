//! Calls: made, kept, given up, refused; and what does not end one.

use std::pin::pin;
use std::task::Poll;

use drs_status_core::{
    Endpoint, Request, RequestSent, Transport, TransportError, TransportErrorKind,
};
use drs_status_port_example::SerialError;
use drs_status_sim::{Answer, Sim};

use crate::bench::{ask, on_the_bench, port};
use crate::modem::Manner;

const ANSWER: &str = "{\"results\":[]}";

fn sim() -> Sim {
    let sim = Sim::builder().start().unwrap();
    sim.next_answers(vec![Answer::json(200, ANSWER); 500]);
    sim
}

/// Polls `future` so many times, and lets everything else go on in between.
async fn drop_after<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    for _ in 0..polls {
        let polled = std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context)));
        if let Poll::Ready(output) = polled.await {
            return Some(output);
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    None
}

#[test]
fn a_call_is_kept_and_used_again() {
    let sim = sim();
    on_the_bench(async {
        let mut buffer = [0; 100];
        let mut port = port(Manner::Usual, &mut buffer);
        let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), b"{}");
        for _ in 0..3 {
            let (_, body) = ask(&mut port, &request).await.unwrap();
            assert_eq!(body, ANSWER.as_bytes());
        }
        assert_eq!((sim.connections(), sim.request_count()), (1, 3));
        port.close();
        ask(&mut port, &request).await.unwrap();
        assert_eq!((sim.connections(), sim.request_count()), (2, 4));
    });
}

#[test]
fn another_endpoint_is_another_call() {
    let sims = [sim(), sim()];
    on_the_bench(async {
        let mut buffer = [0; 100];
        let mut port = port(Manner::Usual, &mut buffer);
        for sim in [&sims[0], &sims[1], &sims[0]] {
            let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), b"{}");
            ask(&mut port, &request).await.unwrap();
        }
    });
    assert_eq!(
        sims.map(|sim| (sim.connections(), sim.request_count())),
        [(2, 2), (1, 1)]
    );
}

#[test]
fn a_call_that_was_left_in_the_middle_is_not_used_again() {
    let sim = sim();
    on_the_bench(async {
        let mut buffer = [0; 100];
        let mut port = port(Manner::Usual, &mut buffer);
        let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), b"{}");
        let mut polls = 1;
        // Dropped while it dials, writes and reads: what comes next is sound each time.
        while drop_after(ask(&mut port, &request), polls).await.is_none() {
            let (status, body) = ask(&mut port, &request).await.unwrap();
            assert_eq!((status.get(), &*body), (200, ANSWER.as_bytes()), "{polls}");
            port.close();
            polls += 1;
        }
        assert!(polls > 5, "{polls}");
    });
    let whole = sim.requests().iter().all(|request| request.body == b"{}");
    assert!(whole, "a request was sent into another");
}

#[test]
fn no_body_hangs_up() {
    const BODIES: [&[u8]; 4] = [
        b"{\"password\":\"\r\n+++\"}",
        b"\r\n+++",
        b"+++",
        b"+++ATH\r\nNO CARRIER\r\n\r\nCLOSED\r\n+++\r",
    ];
    let sim = sim();
    on_the_bench(async {
        // The pieces in which the request is written begin and end anywhere in it.
        for len in (64..140).step_by(7) {
            let mut buffer = vec![0; len];
            let mut port = port(Manner::Usual, &mut buffer);
            for body in BODIES {
                let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), body);
                ask(&mut port, &request).await.unwrap();
                assert_eq!(sim.requests().last().unwrap().body, body);
            }
        }
    });
}

#[test]
fn https_is_refused_before_a_byte_has_left() {
    on_the_bench(async {
        let mut buffer = [0; 100];
        let mut port = port(Manner::Silent, &mut buffer);
        let request = Request::login(Endpoint::literal("https://localhost"), b"{}");
        let error = ask(&mut port, &request).await.unwrap_err();
        assert_eq!(error, SerialError::Scheme);
        assert_eq!(error.kind(), TransportErrorKind::Config);
        assert_eq!(error.request_sent(), RequestSent::No);
    });
}

#[test]
fn a_modem_that_says_no_does_not_connect() {
    for answer in [
        "ERROR",
        "NO CARRIER",
        "CONNECT FAIL",
        "CLOSED",
        "OK\r\n\r\nBUSY",
    ] {
        on_the_bench(async {
            let mut buffer = [0; 100];
            let mut port = port(Manner::Says(answer), &mut buffer);
            let request = Request::login(Endpoint::literal("http://localhost:1"), b"{}");
            let error = ask(&mut port, &request).await.unwrap_err();
            assert_eq!(error, SerialError::Refused, "{answer}");
            assert_eq!(error.kind(), TransportErrorKind::Connect);
            assert_eq!(error.request_sent(), RequestSent::No);
        });
    }
}
