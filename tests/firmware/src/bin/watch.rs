//! Boots firmware for a person to watch: `watch arm do=ask` prints what it says
//! as it says it, and ends as it does. With `--counted` its time is a count of
//! instructions.

use std::env;
use std::process::ExitCode;
use std::time::Duration;

use drs_status_firmware::{Boot, Exit, Machine};

/// Whoever watches ends it when it is enough.
const A_DAY: Duration = Duration::from_hours(24);

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let Some(machine) = words.next().as_deref().and_then(Machine::named) else {
        return usage();
    };
    let mut boot = Boot::new(machine).time_limit(A_DAY);
    for word in words {
        if word == "--counted" {
            boot = boot.counted();
            continue;
        }
        let Some((name, value)) = word.split_once('=') else {
            return usage();
        };
        boot = boot.argument(name, value);
    }
    let mut running = boot.start();
    while let Some(line) = running.line() {
        println!("{:>10} {line}", line.time);
    }
    let outcome = running.finish();
    eprint!("{}", outcome.emulator);
    eprintln!("{:?}", outcome.exit);
    if outcome.exit == Exit::Done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: watch arm|riscv [--counted] [name=value]...");
    ExitCode::from(2)
}
