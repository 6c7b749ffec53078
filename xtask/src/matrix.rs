//! Each feature alone and all together, on each target.

use crate::metadata::Package;
use crate::shell::{Outcome, cargo};
use crate::steps::Steps;
use crate::tools;

/// Bare metal that the core is built for: cores without and with
/// compare-and-swap, and another architecture.
const BARE_METAL: [&str; 3] = [
    "thumbv6m-none-eabi",
    "thumbv7em-none-eabihf",
    "riscv32imc-unknown-none-elf",
];

/// What runs on bare metal: the core and the transport, with few features and with
/// all, the conformance suite, the port that is an example, and the gateway.
pub(crate) fn bare_metal(steps: &mut Steps) -> Outcome {
    steps.step("libraries for bare metal", || {
        tools::targets(&BARE_METAL)?;
        for target in BARE_METAL {
            build_core(Some(target), "")?;
            for package in [
                "--all-features --package drs-status-core",
                "--all-features --package drs-status-embassy",
                "--package drs-status-embassy",
                "--package drs-status-conformance",
                "--package drs-status-port-example",
                "--package drs-status-gateway",
                "--all-features --package drs-status-gateway",
            ] {
                cargo("build --lib --locked")
                    .args(package)
                    .arg("--target")
                    .arg(target)
                    .run()?;
            }
        }
        Ok(())
    })
}

/// Every package that users choose features of, with each of its feature sets.
pub(crate) fn every_feature(steps: &mut Steps) -> Outcome {
    for target in [
        None,
        Some(BARE_METAL[0]),
        Some(BARE_METAL[1]),
        Some(BARE_METAL[2]),
    ] {
        let name = format!("core, each feature, {}", target.unwrap_or("host"));
        steps.step(&name, || {
            for features in Package::named("drs-status-core")?.feature_sets() {
                build_core(target, &features)?;
            }
            Ok(())
        })?;
    }
    steps.step("drs-status-embassy, each feature", || {
        for features in Package::named("drs-status-embassy")?.feature_sets() {
            // Without a family of addresses it is refused.
            let has_family = features.contains("ipv4") || features.contains("ipv6");
            let features = if has_family {
                features
            } else {
                format!("ipv4,{features}")
            };
            cargo("clippy --all-targets --no-default-features --locked")
                .args("--package drs-status-embassy")
                .arg(format!("--features={features}"))
                .args("-- -D warnings")
                .run()?;
        }
        Ok(())
    })?;
    for name in ["drs-status-std", "drs-status"] {
        steps.step(&format!("{name}, each feature"), || {
            for features in Package::named(name)?.feature_sets() {
                cargo("clippy --all-targets --no-default-features --locked --package")
                    .arg(name)
                    .arg(format!("--features={features}"))
                    .args("-- -D warnings")
                    .run()?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Builds, not only checks: some errors show when code is made.
fn build_core(target: Option<&str>, features: &str) -> Outcome {
    let target = target.map(|target| format!("--target={target}"));
    cargo("rustc --package drs-status-core --lib --no-default-features --locked")
        .arg(format!("--features={features}"))
        .args(target.as_deref().unwrap_or_default())
        .args("-- -D warnings")
        .run()
}
