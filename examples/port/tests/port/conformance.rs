//! The suite, over this port.

use drs_status_conformance::{
    Answer, CASES, Case, Framing, TOKEN, base_path, check, config, serve,
};
use drs_status_core::{Cause, Client, Endpoint, TransportError, TransportErrorKind};
use drs_status_sim::Sim;

use crate::bench::{Port, clock, on_the_bench, port};
use crate::modem::Manner;

/// The one case that this port does not pass, and must not: what it delivers rests
/// on a body that the end of its connection ends. A refusal of that kind is told by
/// its status.
fn needs_an_end(case: &Case) -> bool {
    let unframed = |answer: &Answer| answer.framing == Framing::UntilClose && answer.status == 200;
    case.answers.iter().any(unframed)
}

/// Runs case `number` and looks at how many requests it took.
async fn holds(sim: &Sim, number: usize, run: u32, port: &mut Port<'_>) {
    let case = &CASES[number];
    let url = format!("{}{}", sim.endpoint(), base_path(number, run));
    let endpoint = Endpoint::new(&url).unwrap();
    let mut buffer = [0; 200];
    let before = sim.requests().len();
    let mut client =
        Client::new(config(case, endpoint), TOKEN, port, clock(), &mut buffer).unwrap();
    if needs_an_end(case) {
        let jobs = &drs_status_conformance::JOBS[..case.ids];
        let mut tasks: heapless::Vec<drs_status_core::TaskStatus, 5> = heapless::Vec::new();
        let error = client.batch_status(jobs, &mut tasks).await.unwrap_err();
        let Cause::Transport(error) = error.cause() else {
            panic!("{}: {error}", case.name);
        };
        assert_eq!(error.kind(), TransportErrorKind::Truncated, "{}", case.name);
        return;
    }
    check(case, &mut client).await.unwrap();
    let requests = sim.requests().len() - before;
    assert_eq!(requests, case.expected.requests, "{}", case.name);
}

#[test]
fn every_case_holds_with_a_call_for_each() {
    let sim = serve(Sim::builder()).start().unwrap();
    on_the_bench(async {
        for number in 0..CASES.len() {
            let mut buffer = [0; 64];
            holds(&sim, number, 0, &mut port(Manner::Usual, &mut buffer)).await;
        }
    });
}

#[test]
fn every_case_holds_over_one_modem() {
    let sim = serve(Sim::builder()).start().unwrap();
    on_the_bench(async {
        let mut buffer = [0; 500];
        let mut shared = port(Manner::Usual, &mut buffer);
        for number in 0..CASES.len() {
            holds(&sim, number, 1, &mut shared).await;
        }
    });
    assert!(sim.connections() < CASES.len() as u64);
}

#[test]
fn one_case_is_refused_and_not_more() {
    assert_eq!(CASES.iter().filter(|case| needs_an_end(case)).count(), 1);
}
