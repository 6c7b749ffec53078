//! The time of a request is all that it takes, wherever it gets stuck.

use std::time::Duration;

use drs_status_core::{Endpoint, Request, RequestSent, TransportError, TransportErrorKind};
use drs_status_sim::{Answer, Framing, Sim};

use crate::bench::{ask, on_the_bench, port};
use crate::modem::Manner;

/// Long enough to dial in, also where much else runs.
const LIMIT: Duration = Duration::from_secs(3);

#[test]
fn what_stalls_is_late() {
    let whole = || Answer::json(200, "{\"results\":[]}");
    for (what, manner, answer, sent) in [
        (
            "a modem that is silent",
            Manner::Silent,
            whole(),
            RequestSent::No,
        ),
        (
            "no word after the dial",
            Manner::Says("OK"),
            whole(),
            RequestSent::No,
        ),
        (
            // It would come, had the request no limit of its own.
            "no answer",
            Manner::Usual,
            whole().delay(Duration::from_secs(15)),
            RequestSent::Maybe,
        ),
        (
            "half a body",
            Manner::Usual,
            whole().stall_after(5),
            RequestSent::Maybe,
        ),
        (
            "a body without end",
            Manner::Usual,
            Answer::endless(200, " ").framing(Framing::Chunked { size: 10 }),
            RequestSent::Maybe,
        ),
    ] {
        let sim = Sim::builder().start().unwrap();
        sim.next_answers(vec![answer]);
        on_the_bench(async {
            let mut buffer = [0; 100];
            let mut port = port(manner, &mut buffer);
            let endpoint = Endpoint::new(sim.endpoint()).unwrap();
            let request = Request::login(endpoint, b"{}").within(Some(LIMIT));
            let error = ask(&mut port, &request).await.unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Timeout, "{what}: {error}");
            assert_eq!(error.request_sent(), sent, "{what}: {error}");
        });
    }
}

#[test]
fn after_what_was_late_comes_what_is_not() {
    let sim = Sim::builder().start().unwrap();
    let answer = || Answer::json(200, "{\"results\":[]}");
    sim.next_answers(vec![answer().stall_after(5), answer()]);
    on_the_bench(async {
        let mut buffer = [0; 100];
        let mut port = port(Manner::Usual, &mut buffer);
        let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), b"{}");
        let late = request.within(Some(LIMIT));
        ask(&mut port, &late).await.unwrap_err();
        ask(&mut port, &request).await.unwrap();
    });
    assert_eq!(sim.connections(), 2);
}
