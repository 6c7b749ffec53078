//! What we depend on: its licences, packages that are banned, where it comes
//! from. `deny.toml` says what is allowed.

use crate::shell::{Outcome, Program};
use crate::steps::Steps;
use crate::{bench, boards, device, firmware, fuzz, nopanic, rp2040, tools};

/// The one that is used, so that its judgement stays the same.
const CARGO_DENY: &str = "0.20.2";

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.step("licences, bans, sources", || {
        deny(".")?.run()?;
        // These have fewer dependencies, and so fewer licences.
        for workspace in [
            nopanic::DIR,
            bench::DIR,
            bench::device::DIR,
            device::DIR,
            firmware::DIR,
            firmware::SUITE,
            firmware::TESTS,
            fuzz::DIR,
            rp2040::TESTS,
            boards::esp::DIR,
        ]
        .into_iter()
        .chain(boards::table::DIRS)
        {
            deny(workspace)?
                .args("--allow license-not-encountered")
                .run()?;
        }
        Ok(())
    })
}

fn deny(workspace: &str) -> Outcome<Program> {
    Ok(tools::program("cargo-deny", CARGO_DENY)?
        .args("--locked --all-features --config deny.toml --manifest-path")
        .arg(format!("{workspace}/Cargo.toml"))
        .args("check licenses bans sources")
        // Not every workspace has the packages that are excepted.
        .args("--allow license-exception-not-encountered"))
}
