//! What the modem says is never a part of a body, and never its end.

use drs_status_core::{Endpoint, Request, TransportError, TransportErrorKind};
use drs_status_sim::{Answer, Framing, Sim};

use crate::bench::{ask, on_the_bench, port};
use crate::modem::Manner;

/// Ends in what the modem's words begin with.
const BODY: &str = "{\"results\":[]}\r\n\r\n";

fn sim(answers: Vec<Answer>) -> Sim {
    let sim = Sim::builder().start().unwrap();
    sim.next_answers(answers);
    sim
}

#[test]
fn a_body_that_lacks_any_bytes_is_truncated() {
    for (manner, framing) in [
        (Manner::Usual, Framing::Length),
        (Manner::Ends("CLOSED"), Framing::Length),
        (Manner::Usual, Framing::Chunked { size: 5 }),
    ] {
        let cuts = 1..BODY.len();
        let answer = |cut| Answer::json(200, BODY).framing(framing).cut_after(cut);
        let sim = sim(cuts.clone().map(answer).collect());
        on_the_bench(async {
            let mut buffer = [0; 100];
            let mut port = port(manner, &mut buffer);
            let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), b"{}");
            for cut in cuts {
                let error = ask(&mut port, &request).await.unwrap_err();
                let shown = format!("{manner:?}, {framing:?}, {cut}: {error}");
                assert_eq!(error.kind(), TransportErrorKind::Truncated, "{shown}");
            }
        });
    }
}

#[test]
fn a_whole_body_is_whole_whatever_follows_it() {
    for framing in [Framing::Length, Framing::Chunked { size: 3 }] {
        let answer = Answer::json(200, BODY)
            .framing(framing)
            .header("Connection", "close");
        let sim = sim(vec![answer.clone(), answer]);
        on_the_bench(async {
            let mut buffer = [0; 100];
            let mut port = port(Manner::Usual, &mut buffer);
            let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), b"{}");
            for _ in 0..2 {
                let (status, body) = ask(&mut port, &request).await.unwrap();
                assert_eq!((status.get(), &*body), (200, BODY.as_bytes()));
            }
        });
        assert_eq!(sim.connections(), 2);
    }
}

/// Asks `sim` twice over one port: each time it ends as `kind`.
fn ends_twice_as(kind: TransportErrorKind, sim: &Sim) {
    on_the_bench(async {
        let mut buffer = [0; 100];
        let mut port = port(Manner::Usual, &mut buffer);
        let request = Request::login(Endpoint::new(sim.endpoint()).unwrap(), b"{}");
        for _ in 0..2 {
            let error = ask(&mut port, &request).await.unwrap_err();
            assert_eq!(error.kind(), kind);
        }
    });
}

#[test]
fn a_body_that_its_connection_ends_is_refused() {
    let sim = sim(vec![
        Answer::json(200, BODY).framing(Framing::UntilClose),
        Answer::json(200, "").framing(Framing::UntilClose),
    ]);
    ends_twice_as(TransportErrorKind::Truncated, &sim);
}

#[test]
fn an_answer_that_is_cut_before_its_body_is_closed() {
    let sim = sim(vec![Answer::raw(""), Answer::raw("HTTP/1.1 200 OK\r\n")]);
    ends_twice_as(TransportErrorKind::Closed, &sim);
}
