//! Firmware for emulated machines that have a network: built, tested from outside,
//! and watched.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use crate::image::Image;
use crate::picture::JOBS;
use crate::service::Service;
use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;
use crate::{device, panics, tls};

/// Where the firmware is; a workspace of its own. Its cargo configuration says how
/// much it logs.
pub(crate) const DIR: &str = "examples/qemu";

/// Where its tests are, and what boots it; a workspace of its own, too.
pub(crate) const TESTS: &str = "tests/firmware";

/// Where the firmware is that runs the conformance suite; a workspace of its own.
pub(crate) const SUITE: &str = "tests/firmware/suite";

/// What is built for each machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// Where it is.
    dir: &'static str,
    /// What cargo calls it there.
    binary: &'static str,
    /// With which features, and how it is called here: cargo keeps the last one that
    /// was built, so that each is copied.
    features: &'static str,
    name: &'static str,
    /// What the variable begins with that says where it was built.
    prefix: &'static str,
}

const FIRMWARE: Kind = Kind {
    dir: DIR,
    binary: "firmware",
    features: "",
    name: "http",
    prefix: "FIRMWARE",
};

/// The same with TLS, which takes records of any length.
pub(crate) const HTTPS: Kind = Kind {
    features: "tls",
    name: "https",
    prefix: "HTTPS",
    ..FIRMWARE
};

/// The same with short records.
pub(crate) const HTTPS_SMALL: Kind = Kind {
    features: "tls,small-records",
    name: "https-small",
    prefix: "HTTPS_SMALL",
    ..FIRMWARE
};

/// The same, in which allocations can be made to fail.
const HTTPS_FAILING: Kind = Kind {
    features: "tls,small-records,fail-allocation",
    name: "https-failing",
    prefix: "HTTPS_FAILING",
    ..FIRMWARE
};

/// The same with IPv6 and SNTP, which many devices do without.
const FULL: Kind = Kind {
    features: "ipv6,sntp",
    name: "full",
    prefix: "FULL",
    ..FIRMWARE
};

const KINDS: [Kind; 5] = [
    FIRMWARE,
    FULL,
    HTTPS,
    HTTPS_SMALL,
    Kind {
        dir: SUITE,
        binary: "suite",
        features: "",
        name: "suite",
        prefix: "SUITE",
    },
];

/// Where the network of an emulated machine has this one.
const HOST: &str = "192.0.2.2";

/// An emulated machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Machine {
    pub(crate) name: &'static str,
    target: &'static str,
    /// How the variable ends that says where an image of it is.
    suffix: &'static str,
}

pub(crate) const MACHINES: [Machine; 2] = [
    Machine {
        name: "arm",
        target: "thumbv6m-none-eabi",
        suffix: "ARM",
    },
    Machine {
        name: "riscv",
        target: "riscv32imc-unknown-none-elf",
        suffix: "RISCV",
    },
];

/// Builds the firmware for each machine, and tests it.
pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    steps.step("emulators", device::emulators)?;
    steps.step("compilers of TLS", compilers)?;
    for machine in MACHINES {
        for kind in KINDS {
            steps.step(&format!("{}, {}", kind.name, machine.target), || {
                build(kind, machine)
            })?;
        }
    }
    let tests = tls::with_tools(with_firmware(host("test")?)?)?;
    steps.tests("firmware tests", tests)
}

/// Sees to it that Mbed TLS can be built from its source.
pub(crate) fn compilers() -> Outcome {
    for program in ["clang", "cmake", "make", "gcc"] {
        tools::system(program, program)?;
    }
    Ok(())
}

/// The long run over TLS: many connections, little room.
pub(crate) fn verify_tls() -> Outcome {
    device::emulators()?;
    compilers()?;
    for machine in MACHINES {
        for kind in KINDS.into_iter().chain([HTTPS_FAILING]) {
            build(kind, machine)?;
        }
    }
    let mut program = with_firmware(host("test")?)?;
    for machine in MACHINES {
        let (name, image) = variable(HTTPS_FAILING, machine)?;
        program = program.env(&name, image);
    }
    program.args("--test long -- --nocapture").run()
}

/// Lets a person watch the firmware: `[arm|riscv] [name=value]...`. Without an
/// endpoint it asks a simulator that is started for it.
pub(crate) fn watch(steps: &mut Steps, words: &[String]) -> Outcome {
    let (machine, arguments) = asked(words)?;
    steps.step("emulators", device::emulators)?;
    steps.step("firmware", || build(FIRMWARE, machine))?;
    steps.step("watch", || {
        let mut program = with_firmware(host("run")?)?.args("-- ").arg(machine.name);
        let mut service = None;
        if !arguments.iter().any(|word| word.starts_with("endpoint=")) {
            let started = service.insert(Service::start_plain(JOBS)?);
            for argument in started.arguments(HOST)? {
                program = program.arg(argument);
            }
        }
        if !arguments.iter().any(|word| word.starts_with("seed=")) {
            program = program.arg(format!("seed={}", seed()?));
        }
        for word in arguments {
            program = program.arg(word);
        }
        program.run()
    })
}

/// The firmware of a machine, and what it says of a watch of all jobs of `service`.
pub(crate) fn watched(machine: Machine, service: &Service) -> Outcome<(Image, String)> {
    build(FIRMWARE, machine)?;
    let mut program = with_firmware(host("run")?)?.args("-- ").arg(machine.name);
    for argument in service.arguments(HOST)? {
        program = program.arg(argument);
    }
    let log = program.arg("weigh=yes").read()?;
    let image = Image::read(&built(FIRMWARE, machine)?)?;
    panics::judge(&image)?;
    Ok((image, log))
}

/// The firmware of a machine that speaks TLS with short records.
pub(crate) fn https_image(machine: Machine) -> Outcome<Image> {
    build(HTTPS_SMALL, machine)?;
    Image::read(&built(HTTPS_SMALL, machine)?)
}

/// What it says of calls to `service`, its time being a count of instructions.
pub(crate) fn counted(machine: Machine, service: &Service, words: &str) -> Outcome<String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let mut program = with_firmware(host("run")?)?
        .env(
            &format!("FIRMWARE_{}", machine.suffix),
            built(HTTPS_SMALL, machine)?,
        )
        .args("-- ")
        .arg(machine.name)
        .arg("--counted")
        .arg(format!("now={now}"));
    // Minutes, of its time.
    let patience = "connect=200000 silence=200000 limit=1000000 address=192.0.2.15/24";
    for word in patience.split_whitespace().chain(words.split_whitespace()) {
        program = program.arg(word);
    }
    for argument in service.secure_arguments() {
        program = program.arg(argument);
    }
    program.read()
}

pub(crate) fn lint() -> Outcome {
    for machine in MACHINES {
        tools::targets(&[machine.target])?;
        for kind in KINDS {
            bare("clippy", kind, machine)?
                .args("-- -D warnings")
                .run()?;
        }
    }
    host("clippy")?.args("--all-targets -- -D warnings").run()
}

/// The machine that is named, or the first, and what else is said.
fn asked(words: &[String]) -> Outcome<(Machine, &[String])> {
    let Some((word, rest)) = words.split_first() else {
        return Ok((MACHINES[0], words));
    };
    if let Some(machine) = MACHINES.into_iter().find(|machine| machine.name == word) {
        return Ok((machine, rest));
    }
    if word.contains('=') {
        return Ok((MACHINES[0], words));
    }
    let why = "usage: cargo xtask qemu [arm | riscv] [name=value]...";
    Err(Failure::new(why))
}

/// What the firmware's chance starts from, so that no two runs are the same.
fn seed() -> Outcome<u64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(u64::from(now.subsec_nanos()) << 32 ^ now.as_secs())
}

fn build(kind: Kind, machine: Machine) -> Outcome {
    bare("build", kind, machine)?.run()?;
    fs::copy(place(kind.binary, machine)?, built(kind, machine)?)?;
    Ok(())
}

/// Cargo for the firmware, where it finds the configuration.
fn bare(command: &str, kind: Kind, machine: Machine) -> Outcome<Program> {
    Ok(cargo(command)
        .args("--release --locked --target-dir")
        .arg(dir("qemu")?)
        .arg("--target")
        .arg(machine.target)
        .arg(format!("--features={}", kind.features))
        .in_dir(kind.dir.as_ref()))
}

/// Cargo for what boots the firmware.
fn host(command: &str) -> Outcome<Program> {
    Ok(cargo(command)
        .args("--locked --target-dir")
        .arg(dir("firmware")?)
        .args("--manifest-path")
        .arg(format!("{TESTS}/Cargo.toml")))
}

/// Says where each image of each machine is.
fn with_firmware(mut program: Program) -> Outcome<Program> {
    for machine in MACHINES {
        for kind in KINDS {
            let (name, image) = variable(kind, machine)?;
            program = program.env(&name, image);
        }
    }
    Ok(program)
}

/// What the variable is called that says where an image was built, and what it says.
fn variable(kind: Kind, machine: Machine) -> Outcome<(String, PathBuf)> {
    let name = format!("{}_{}", kind.prefix, machine.suffix);
    Ok((name, built(kind, machine)?))
}

/// Where an image was built.
fn built(kind: Kind, machine: Machine) -> Outcome<PathBuf> {
    let name = format!("{}.elf", kind.name);
    place(&name, machine)
}

fn place(name: &str, machine: Machine) -> Outcome<PathBuf> {
    Ok(dir("qemu")?.join(machine.target).join("release").join(name))
}

/// A target directory, by a path that holds in any directory.
fn dir(name: &str) -> Outcome<PathBuf> {
    Ok(env::current_dir()?.join(target_dir(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_may_be_left_out() {
        for (line, expected) in [
            ("", Some(("arm", 0))),
            ("riscv", Some(("riscv", 0))),
            ("riscv do=ask", Some(("riscv", 1))),
            ("do=ask times=3", Some(("arm", 2))),
            ("mips", None),
        ] {
            let words: Vec<String> = line.split_whitespace().map(String::from).collect();
            let asked = asked(&words).ok();
            let asked = asked.map(|(machine, arguments)| (machine.name, arguments.len()));
            assert_eq!(asked, expected, "{line}");
        }
    }
}
