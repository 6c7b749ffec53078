//! Cases by chance: many, and the same ones on each run.

use std::fmt::Debug;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

/// Runs `test` with so many cases of `strategy`; a case that fails is made
/// smaller and shown.
pub(crate) fn try_cases<S: Strategy<Value: Debug>>(
    cases: u32,
    strategy: &S,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config {
        // An interpreter runs a thousand times slower.
        cases: if cfg!(miri) { 3 } else { cases },
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    };
    if let Err(error) = TestRunner::new(config).run(strategy, test) {
        panic!("{error}");
    }
}
