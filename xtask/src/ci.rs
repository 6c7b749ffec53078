//! The chore `ci`: what a submission must pass, the quick checks first.

use crate::shell::{Outcome, cargo};
use crate::steps::Steps;
use crate::{
    bench, boards, device, firmware, footprint, fuzz, licences, matrix, msrv, nopanic, packages,
    rp2040, test,
};

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    format(steps)?;
    steps.step("compilers of TLS", firmware::compilers)?;
    lint(steps)?;
    document(steps)?;
    licences::run(steps)?;
    packages::run(steps)?;
    test::run(steps)?;
    fuzz::run(steps)?;
    bench::gate(steps)?;
    footprint::gate(steps)?;
    boards::gate(steps)?;
    matrix::every_feature(steps)?;
    msrv::run(steps)
}

fn format(steps: &mut Steps) -> Outcome {
    steps.step("format", || {
        cargo("fmt --all --check").run()?;
        cargo("fmt --check").in_dir(nopanic::DIR.as_ref()).run()?;
        cargo("fmt --check").in_dir(bench::DIR.as_ref()).run()?;
        cargo("fmt --check")
            .in_dir(bench::device::DIR.as_ref())
            .run()?;
        cargo("fmt --check").in_dir(device::DIR.as_ref()).run()?;
        cargo("fmt --check").in_dir(firmware::DIR.as_ref()).run()?;
        cargo("fmt --check")
            .in_dir(firmware::SUITE.as_ref())
            .run()?;
        cargo("fmt --check")
            .in_dir(firmware::TESTS.as_ref())
            .run()?;
        for dir in boards::table::DIRS {
            cargo("fmt --check").in_dir(dir.as_ref()).run()?;
        }
        cargo("fmt --check").in_dir(rp2040::TESTS.as_ref()).run()?;
        cargo("fmt --check")
            .in_dir(boards::esp::DIR.as_ref())
            .run()?;
        cargo("fmt --check").in_dir(fuzz::DIR.as_ref()).run()
    })
}

fn lint(steps: &mut Steps) -> Outcome {
    const CLIPPY: &str = "clippy --workspace --all-targets --locked";
    steps.step("clippy, default features", || {
        cargo(CLIPPY).args("-- -D warnings").run()
    })?;
    steps.step("clippy, all features", || {
        cargo(CLIPPY).args("--all-features -- -D warnings").run()
    })?;
    steps.step("clippy, images", nopanic::lint)?;
    steps.step("clippy, bench", bench::lint)?;
    steps.step("clippy, device tests", device::lint)?;
    steps.step("clippy, firmware", firmware::lint)?;
    steps.step("clippy, boards", boards::lint::run)?;
    steps.step("clippy, emulated board", rp2040::lint)?;
    steps.step("clippy, files for an ESP32", boards::esp::lint)?;
    steps.step("clippy, fuzz targets", fuzz::lint)
}

fn document(steps: &mut Steps) -> Outcome {
    steps.step("documents", || {
        cargo("doc --workspace --no-deps --all-features --locked")
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
    })
}
