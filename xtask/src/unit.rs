//! The long run `unit`: the systemd unit of the command line, read by systemd's
//! own tools.

use std::env::current_dir;
use std::fs;

use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::tools;

const UNIT: &str = "examples/host/drs-status-watch.service";

/// Where the unit says that the program is.
const INSTALLED: &str = "/usr/local/bin/drs-status";

/// The exposure that `systemd-analyze security` may find, in tenths: from 0 for a
/// service that can do nothing to 100 for one that can do all.
const EXPOSURE: &str = "15";

pub(crate) fn run() -> Outcome {
    tools::system("systemd-analyze", "systemd")?;
    cargo("build --locked --package drs-status").run()?;
    let program = current_dir()?.join(target_dir("debug").join("drs-status"));
    let unit = fs::read_to_string(UNIT)?;
    let unit = unit.replace(INSTALLED, &program.display().to_string());
    let copy = target_dir("unit");
    fs::create_dir_all(&copy)?;
    let copy = copy.join("drs-status-watch.service");
    fs::write(&copy, unit)?;
    let said = Program::new("systemd-analyze")
        .args("verify --man=no")
        .arg(&copy)
        .read_errors()?;
    // It ends with 0 for what it passes over, too, and says so.
    if let Some(line) = said.lines().find(|line| line.contains("drs-status-watch")) {
        return Err(Failure::new(format!("{UNIT}: {line}")));
    }
    Program::new("systemd-analyze")
        .args("security --no-pager --offline=true")
        .arg(format!("--threshold={EXPOSURE}"))
        .arg(&copy)
        .run()
}
