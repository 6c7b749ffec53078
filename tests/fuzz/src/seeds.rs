//! The seeds, each through each target, without a fuzzer.

use std::fs;
use std::path::Path;

/// The directories of seeds, below the project's root.
const SEEDS: [&str; 4] = [
    "core/tests/vectors/response",
    "core/tests/vectors/request",
    "core/tests/vectors/refusal",
    "tests/fuzz/seeds",
];

#[test]
fn each_seed_passes_each_target() {
    for dir in SEEDS {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(dir);
        let mut seeds = 0;
        for entry in fs::read_dir(dir).expect("a directory") {
            let seed = fs::read(entry.expect("an entry").path()).expect("a file");
            crate::decode(&seed);
            crate::split(&seed);
            crate::encode(&seed);
            crate::refusal(&seed);
            crate::http1(&seed);
            seeds += 1;
        }
        assert!(seeds > 0);
    }
}
