//! The suite over ureq, against the simulator: over plain TCP and over TLS.

use drs_status_conformance::{CASES, TOKEN, base_path, check, config, run, serve};
use drs_status_core::{Client, Endpoint};
use drs_status_sim::{Sim, Tls};
use drs_status_std::{
    HttpsTransport, Options, PlaintextTransport, Security, SystemClock, UreqTransport,
};

/// Each case on a connection of its own, then all of them on one transport.
fn every_case_holds<S: Security>(sim: &Sim, transport: impl Fn() -> UreqTransport<S>) {
    let mut shared = transport();
    for (number, case) in CASES.iter().enumerate() {
        let mut buffer = [0; 200];
        for (round, carrier) in [&mut transport(), &mut shared].into_iter().enumerate() {
            let run_number = u32::try_from(round).unwrap();
            let url = format!("{}{}", sim.endpoint(), base_path(number, run_number));
            let endpoint = Endpoint::new(&url).unwrap();
            let before = sim.requests().len();
            let mut client = Client::new(
                config(case, endpoint),
                TOKEN,
                carrier,
                SystemClock::new(),
                &mut buffer,
            )
            .unwrap();
            run(check(case, &mut client)).unwrap();
            let requests = sim.requests().len() - before;
            assert_eq!(
                requests, case.expected.requests,
                "{}, round {round}",
                case.name
            );
        }
    }
}

#[test]
fn every_case_holds_over_http() {
    let sim = serve(Sim::builder()).start().unwrap();
    every_case_holds(&sim, || PlaintextTransport::new(&Options::new()).unwrap());
}

#[test]
fn every_case_holds_over_tls_1_2() {
    every_case_holds_over_tls(Tls::V12);
}

#[test]
fn every_case_holds_over_tls_1_3() {
    every_case_holds_over_tls(Tls::V13);
}

fn every_case_holds_over_tls(tls: Tls) {
    let sim = serve(Sim::builder().tls(tls)).start().unwrap();
    let options = Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap();
    every_case_holds(&sim, || HttpsTransport::new(&options).unwrap());
}
