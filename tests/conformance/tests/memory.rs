//! The suite over the port without a network.

use drs_status_conformance::{
    CASES, Case, MemoryClock, MemoryTransport, TOKEN, base_path, check, config, drop_after, run,
};
use drs_status_core::{Client, Endpoint, Latch};

const ENDPOINT: &str = "https://drs.example.com";

fn client(number: usize, buffer: &mut [u8]) -> Client<'_, MemoryTransport, MemoryClock> {
    Client::new(
        config(&CASES[number], Endpoint::new(ENDPOINT).unwrap()),
        TOKEN,
        MemoryTransport::new(number),
        MemoryClock,
        buffer,
    )
    .unwrap()
}

fn each_case(mut test: impl FnMut(usize, &Case)) {
    for (number, case) in CASES.iter().enumerate() {
        test(number, case);
    }
}

#[test]
fn every_case_holds() {
    each_case(|number, case| {
        for room in [192, 193, 256, 4096] {
            let mut buffer = vec![0; room];
            let mut client = client(number, &mut buffer);
            run(check(case, &mut client)).unwrap();
            assert_eq!(
                client.transport().requests(),
                case.expected.requests,
                "{}",
                case.name
            );
        }
    });
}

/// The future is dropped after each number of polls; the same client then runs
/// the whole case as if nothing had been.
#[test]
fn the_next_call_is_sound_wherever_the_last_was_dropped() {
    let mut dropped = 0;
    each_case(|number, case| {
        let mut buffer = [0; 192];
        for polls in 0.. {
            let mut client = client(number, &mut buffer);
            let finished = drop_after(check(case, &mut client), polls).is_some();
            client.transport_mut().rewind();
            // What was refused before it was dropped is refused again.
            client.set_latch(Latch::Open);
            run(check(case, &mut client)).unwrap_or_else(|mismatch| {
                panic!("after {polls} polls: {mismatch}");
            });
            if finished {
                break;
            }
            dropped += 1;
        }
    });
    assert!(dropped > 500, "only {dropped} futures were dropped");
}

#[test]
fn a_mismatch_is_seen() {
    let (one, none) = (&CASES[0], &CASES[12]);
    assert_eq!((one.name, none.name), ("one job", "no answer at all"));
    let mut buffer = [0; 256];
    let mut client = client(0, &mut buffer);
    let wrong = Case {
        expected: none.expected,
        ..*one
    };
    let mismatch = run(check(&wrong, &mut client)).unwrap_err();
    assert!(
        mismatch.to_string().starts_with("one job: Task"),
        "{mismatch}"
    );
}

#[test]
fn paths_of_cases_are_base_paths() {
    let url = format!("{ENDPOINT}{}", base_path(usize::MAX, u32::MAX));
    assert!(
        Endpoint::new(&url)
            .unwrap()
            .base_path()
            .starts_with("/case/18446744073709551615/")
    );
}
