//! The chore `test`.

use crate::shell::{Outcome, cargo};
use crate::steps::Steps;
use crate::{device, firmware, matrix, nopanic, rp2040, tls};

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    steps.step("compilers of TLS", firmware::compilers)?;
    let tests = cargo("test --workspace --all-features --no-fail-fast --locked");
    steps.tests("tests", tls::with_tools(tests)?)?;
    device::run(steps)?;
    firmware::run(steps)?;
    rp2040::run(steps)?;
    nopanic::run(steps)?;
    matrix::bare_metal(steps)
}
