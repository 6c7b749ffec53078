//! The chore `faults`: the table of `docs/faults.md`, written by the test that
//! otherwise compares it.

use crate::shell::{Outcome, cargo};
use crate::steps::Steps;

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.step("faults", || {
        cargo("test --package drs-status-std --all-features --locked --test service fault_table")
            .env("WRITE_FAULTS", "1")
            .run()
    })
}
