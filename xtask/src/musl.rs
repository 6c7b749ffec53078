//! The long run `musl`: a program without a single library beside it, as the
//! documents say how it is made; and it works.

use std::process::Command;

use crate::picture::JOBS;
use crate::service::Service;
use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::tools;

const TARGET: &str = "x86_64-unknown-linux-musl";

pub(crate) fn run() -> Outcome {
    tools::targets(&[TARGET])?;
    // The C compiler that *ring* looks for.
    tools::system("x86_64-linux-musl-gcc", "musl-tools")?;
    cargo("build --release --locked --package drs-status --no-default-features --target")
        .arg(TARGET)
        .run()?;
    let program = target_dir(TARGET).join("release").join("drs-status");
    // An interpreter is what loads libraries.
    let headers = Program::new("readelf").arg("-l").arg(&program).read()?;
    if headers.contains("INTERP") {
        return Err(Failure::new("it is not static"));
    }
    let shown = Service::start(JOBS)?.watched_by(&mut Command::new(program))?;
    print!("{shown}");
    Ok(())
}
