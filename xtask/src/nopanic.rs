//! Images of the core in which no panic can be reached, and no allocator.

use std::path::{Path, PathBuf};

use crate::image::Image;
use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;

/// Where the images are written; a workspace of its own.
pub(crate) const DIR: &str = "tests/nopanic";

const TARGETS: [&str; 2] = ["thumbv6m-none-eabi", "riscv32imc-unknown-none-elf"];

/// What the panic handler of the image `path` calls, and nobody defines.
const UNDEFINED: &str = "a_panic_path_is_reachable";

/// In the names of Rust's own functions that panic.
const PANICKING: &str = "panicking";

/// In the name of the function that a panic comes through, whatever it is.
const PANIC: &str = "panic_fmt";

/// In the name of the panic that is in each `async fn`.
const RESUMED: &str = "panic_const_async_fn_resumed";

/// In the names of a panic of `serde_json_core`, which writes the body of a login,
/// and of the function that it is in: each call of that stands behind a check
/// which the compiler cannot see.
const BOUNDS: &str = "panic_bounds_check";
const WRITER: &str = "serde_json_core3ser10Serializer14push_unchecked";

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    for target in TARGETS {
        steps.step(&format!("no panic, {target}"), || {
            tools::targets(&TARGETS)?;
            build("path", target).run()?;
            without_panic(&read("path", target)?)
        })?;
        steps.step(&format!("no panic of ours in the client, {target}"), || {
            build("client", target).run()?;
            without_panic_of_ours(&read("client", target)?)
        })?;
        steps.step(&format!("a panic is found, {target}"), || prove(target))?;
    }
    Ok(())
}

/// The client as a device has it, to be weighed: with these features of the image.
pub(crate) fn whole(target: &str, features: &str) -> Outcome<Image> {
    tools::targets(&TARGETS)?;
    build("whole", target)
        .arg(format!("--features={features}"))
        .run()?;
    read("whole", target)
}

pub(crate) fn lint() -> Outcome {
    tools::targets(&TARGETS)?;
    command("clippy", TARGETS[0]).args("-- -D warnings").run()
}

fn build(image: &str, target: &str) -> Program {
    command("build", target).arg("--bin").arg(image)
}

fn command(command: &str, target: &str) -> Program {
    cargo(command)
        .args("--release --locked --manifest-path")
        .arg(Path::new(DIR).join("Cargo.toml"))
        // Cargo looks for it where it is called, not where the manifest is.
        .arg("--config")
        .arg(Path::new(DIR).join(".cargo/config.toml"))
        .arg("--target-dir")
        .arg(target_dir("nopanic"))
        .arg("--target")
        .arg(target)
}

fn read(image: &str, target: &str) -> Outcome<Image> {
    let dir: PathBuf = [Path::new("nopanic"), target.as_ref(), "release".as_ref()]
        .iter()
        .collect();
    let image = Image::read(&target_dir("").join(dir).join(image))?;
    println!("{} bytes of code", image.code_len());
    if let Some(name) = image.symbols_with("__rust_alloc").next() {
        return Err(Failure::new(format!("the image has an allocator: {name}")));
    }
    if image.symbols_with("drs_status_core").next().is_none() {
        return Err(Failure::new("the image has nothing of the core in it"));
    }
    Ok(image)
}

/// That the image links says it already; its symbols say it again.
fn without_panic(image: &Image) -> Outcome {
    let mut panics = image
        .symbols_with(PANICKING)
        .chain(image.symbols_with(UNDEFINED));
    panics.next().map_or(Ok(()), |name| {
        Err(Failure::new(format!("the image can panic: {name}")))
    })
}

/// Nothing leads to a panic but the end of an `async fn`, and the writer of
/// another library.
fn without_panic_of_ours(image: &Image) -> Outcome {
    let strange = image.symbols_with(PANICKING).find(|name| {
        ![PANIC, RESUMED, BOUNDS]
            .iter()
            .any(|known| name.contains(known))
    });
    if let Some(name) = strange {
        return Err(Failure::new(format!("the client can panic: {name}")));
    }
    let mut causes = 0;
    for from in image.referrers(PANIC) {
        if !from.contains(RESUMED) && !from.contains(BOUNDS) {
            return Err(Failure::new(format!("the client can panic in: {from}")));
        }
        causes += 1;
    }
    if let Some(from) = image.referrers(BOUNDS).find(|from| !from.contains(WRITER)) {
        return Err(Failure::new(format!("the client can panic in: {from}")));
    }
    // If not even that one is seen, nobody has looked.
    if causes == 0 {
        return Err(Failure::new("the image has no relocations"));
    }
    Ok(())
}

/// Both images, with a panic on purpose, must be found out.
fn prove(target: &str) -> Outcome {
    let error = build("path", target)
        .args("--features prove")
        .read_failure()?;
    if !error.contains(&format!("undefined symbol: {UNDEFINED}")) {
        return Err(Failure::new(format!("failed for another reason:\n{error}")));
    }
    build("client", target).args("--features prove").run()?;
    match without_panic_of_ours(&read("client", target)?) {
        Ok(()) => Err(Failure::new("the panic in the client was not found")),
        Err(_) => Ok(()),
    }
}
