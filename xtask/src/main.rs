//! Every chore of the project by one name: `cargo xtask <chore>`.

mod bench;
mod boards;
mod ci;
mod coverage;
mod device;
mod examples;
mod faults;
mod figures;
mod firmware;
mod footprint;
mod fuzz;
mod goal;
mod handshakes;
mod image;
mod licences;
mod marked;
mod matrix;
mod measure;
mod metadata;
mod miri;
mod msrv;
mod musl;
mod mutants;
mod nopanic;
mod packages;
mod panics;
mod picture;
mod reasons;
mod rp2040;
mod service;
mod shell;
mod sources;
mod steps;
mod test;
mod tls;
mod tools;
mod unit;
mod verify;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use shell::Outcome;
use steps::Steps;

/// A chore: what it is called, what it does in one line, and its code.
struct Chore {
    name: &'static str,
    about: &'static str,
    run: fn(&mut Steps, &[String]) -> Outcome,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "test",
        about: "all tests, here and on emulated cores and machines, the images without a panic, the builds for bare metal",
        run: |steps, _| test::run(steps),
    },
    Chore {
        name: "ci",
        about: "what a submission must pass: test, and all that can be checked beside it",
        run: |steps, _| ci::run(steps),
    },
    Chore {
        name: "device",
        about: "the core's own tests on a Cortex-M0 and on RV32IMC, emulated",
        run: |steps, _| device::run(steps),
    },
    Chore {
        name: "firmware",
        about: "the tests of the firmware on two emulated machines with a network",
        run: |steps, _| firmware::run(steps),
    },
    Chore {
        name: "tls",
        about: "the tests against TLS servers that are right and that are wrong, on this machine",
        run: |steps, _| tls::run(steps),
    },
    Chore {
        name: "rp2040",
        about: "the tests of the image of a board, in an RP2040 emulator",
        run: |steps, _| rp2040::run(steps),
    },
    Chore {
        name: "qemu",
        about: "lets the firmware ask while you watch: `[arm | riscv] [name=value]...`",
        run: firmware::watch,
    },
    Chore {
        name: "image",
        about: "the file to flash onto a board, from your own settings: `BOARD`",
        run: boards::image,
    },
    Chore {
        name: "boards",
        about: "what the pages of the boards say, and how large the images are: all, or those named; `--accept` makes them the measure",
        run: boards::run,
    },
    Chore {
        name: "footprint",
        about: "flash, RAM and stack of the client and of whole firmware; `--accept` makes them the measure",
        run: footprint::run,
    },
    Chore {
        name: "msrv",
        about: "every package with the oldest Rust that it promises",
        run: |steps, _| msrv::run(steps),
    },
    Chore {
        name: "verify",
        about: "the long runs, all of them or those named behind it: coverage, examples, fuzz, miri, musl, mutants, soak, unit, watch",
        run: verify::run,
    },
    Chore {
        name: "memory",
        about: "peak memory of the command line over 10,000 and over 100,000 ids",
        run: |steps, _| measure::memory(steps),
    },
    Chore {
        name: "compare",
        about: "time and memory of one call by the command line, beside curl",
        run: |steps, _| measure::compare(steps),
    },
    Chore {
        name: "faults",
        about: "meets each fault of docs/faults.md again, and writes its table",
        run: |steps, _| faults::run(steps),
    },
    Chore {
        name: "picture",
        about: "what `watch` shows, as a picture for the front page",
        run: |steps, _| picture::run(steps),
    },
    Chore {
        name: "bench",
        about: "instructions of the codec, beside its peers; `--accept` makes them the measure",
        run: bench::run,
    },
];

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "help".into());
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        return help(&name);
    };
    let arguments: Vec<String> = arguments.collect();
    let mut steps = Steps::default();
    let outcome = enter_root().and_then(|()| (chore.run)(&mut steps, &arguments));
    steps.conclude(&outcome)
}

fn help(name: &str) -> ExitCode {
    println!("cargo xtask <chore>\n");
    for chore in CHORES {
        println!("  {:10}{}", chore.name, chore.about);
    }
    println!("  {:10}this list", "help");
    if ["help", "--help", "-h"].contains(&name) {
        return ExitCode::SUCCESS;
    }
    eprintln!("\nerror: there is no chore `{name}`");
    ExitCode::FAILURE
}

/// All paths in here are relative to the root of the project.
fn enter_root() -> Outcome {
    let root = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    Ok(env::set_current_dir(root)?)
}
