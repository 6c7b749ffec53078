//! The chore `test`.

use crate::shell::{Outcome, cargo};
use crate::steps::Steps;
use crate::{device, firmware, matrix, nopanic};

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    steps.tests(
        "tests",
        cargo("test --workspace --all-features --no-fail-fast --locked"),
    )?;
    device::run(steps)?;
    firmware::run(steps)?;
    nopanic::run(steps)?;
    matrix::bare_metal(steps)
}
