//! The conformance suite over embassy-net: the one that every transport passes.

use drs_status_conformance::{CASES, serve};
use drs_status_firmware::{Boot, Exit, Machine};
use drs_status_sim::Sim;

#[test]
fn every_case_holds_over_one_transport() {
    every_case_holds(None);
}

#[test]
fn every_case_holds_on_a_connection_of_its_own() {
    every_case_holds(Some("0"));
}

fn every_case_holds(keep: Option<&str>) {
    for machine in Machine::ALL {
        let sim = serve(Sim::builder()).start().unwrap();
        let mut boot = Boot::new(machine).firmware(machine.suite()).argument(
            "endpoint",
            format!("http://192.0.2.2:{}", sim.address().port()),
        );
        if let Some(keep) = keep {
            boot = boot.argument("keep", keep);
        }
        let outcome = boot.run();
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.log);
        let all = format!("{0} of {0} cases hold", CASES.len());
        assert!(outcome.log.has(&all), "{}", outcome.log);
        for (number, case) in CASES.iter().enumerate() {
            let path = format!("/case/{number}/");
            let seen = sim.requests();
            let seen = seen.iter().filter(|seen| seen.path.starts_with(&path));
            assert_eq!(seen.count(), case.expected.requests, "{}", case.name);
        }
        if keep.is_some() {
            let requests: usize = CASES.iter().map(|case| case.expected.requests).sum();
            assert_eq!(sim.connections(), requests as u64);
        }
    }
}
