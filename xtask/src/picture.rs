//! The chore `picture`: `docs/watch.svg`, which shows what `watch` shows. The
//! built program watches jobs that lead the lives of `picture/jobs.json`, and its
//! last table is drawn, in its colours.

mod svg;

use std::fs;
use std::process::Command;

use crate::service::Service;
use crate::shell::{Outcome, cargo, target_dir};
use crate::steps::Steps;

const PICTURE: &str = "docs/watch.svg";

/// Jobs that lead lives.
pub(crate) const JOBS: &str = "xtask/src/picture/jobs.json";

/// Columns of the terminal that there seems to be.
const COLUMNS: &str = "132";

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.step("picture", || {
        cargo("build --locked --package drs-status").run()?;
        let mut program = Command::new(target_dir("debug").join("drs-status"));
        program.env("COLUMNS", COLUMNS).env("CLICOLOR_FORCE", "1");
        let shown = Service::start(JOBS)?.watched_by(&mut program)?;
        Ok(fs::write(PICTURE, svg::of(&shown))?)
    })
}
