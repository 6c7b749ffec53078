//! The chore `footprint`: what the client takes of a device, and what whole firmware
//! does; and the check that neither grows.

use std::fmt::Write as _;

use crate::bench::page::first_line;
use crate::figures::{Figures, Held, TOLERANCE};
use crate::goal::Goal;
use crate::marked::Marked;
use crate::service::Service;
use crate::shell::{Failure, Outcome};
use crate::steps::Steps;
use crate::{device, firmware, handshakes, nopanic};

/// The figures that CI holds us to.
const HELD: Held = Held {
    file: "tests/firmware/footprint.txt",
    head: "\
# Bytes of flash, RAM and stack, of the client and of whole firmware. `cargo xtask
# ci` fails where one grows by more than 1 %; `cargo xtask footprint --accept`
# writes this file.
",
    chore: "footprint",
    tolerance: TOLERANCE,
};

const TABLE: Marked = Marked {
    file: "docs/footprint.md",
    begin: "<!-- table: written by `cargo xtask footprint` -->\n",
    end: "<!-- end of table -->\n",
};

/// Jobs that are over: a watch of them ends with its first poll.
const JOBS: &str = "xtask/src/footprint/jobs.json";

/// The client alone: what it is, what it is called in the figures, for which target,
/// with which features of its image, and what was set.
const CLIENTS: [(&str, &str, &str, &str, Option<Goal>); 3] = [
    (
        "flash of the client, thumbv6m",
        "client/thumbv6m/flash",
        "thumbv6m-none-eabi",
        "",
        Some(Goal::new(20_000.0, 14_000.0)),
    ),
    (
        "the same by a token, which signs nothing",
        "client/thumbv6m/token/flash",
        "thumbv6m-none-eabi",
        "by-token",
        None,
    ),
    (
        "flash of the client, riscv32imc",
        "client/riscv32imc/flash",
        "riscv32imc-unknown-none-elf",
        "",
        None,
    ),
];

/// One row: what it is, what it is called in the figures, and what was set.
struct Row {
    what: String,
    name: String,
    goal: Option<Goal>,
}

pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    let accept = match arguments {
        [] => false,
        [flag] if flag == "--accept" => true,
        [flag] if flag == "--check" => return gate(steps),
        _ => {
            return Err(Failure::new(
                "usage: cargo xtask footprint [--accept | --check]",
            ));
        }
    };
    steps.step("emulators", device::emulators)?;
    steps.step("footprint", || {
        let (figures, rows) = measure()?;
        write(&figures, &rows)?;
        if accept {
            figures.store(&HELD)?;
        }
        Ok(())
    })?;
    handshakes::run(steps, accept)
}

/// Fails where something has grown.
pub(crate) fn gate(steps: &mut Steps) -> Outcome {
    steps.step("emulators", device::emulators)?;
    steps.step("footprint", || measure()?.0.hold(&HELD))?;
    handshakes::gate(steps)
}

fn measure() -> Outcome<(Figures, Vec<Row>)> {
    let mut figures = Figures::default();
    let mut rows = Vec::new();
    let mut row = |what: String, name: String, bytes: u64, goal: Option<Goal>| {
        figures.weigh(&name, bytes);
        rows.push(Row { what, name, goal });
    };
    for (what, name, target, features, goal) in CLIENTS {
        let image = nopanic::whole(target, features)?;
        row(what.into(), name.into(), image.flash_len(), goal);
    }
    let service = Service::start_plain(JOBS)?;
    for machine in firmware::MACHINES {
        let name = machine.name;
        let (image, log) = firmware::watched(machine, &service)?;
        let watch = number_before(&log, " bytes of watch")?;
        let stack = number_before(&log, " bytes of stack")?;
        let variables = image.variables_len();
        let goal = Some(Goal::new(2048.0, 1024.0));
        row(
            format!("the future of a watch, {name}"),
            format!("watch/{name}/future"),
            watch,
            goal,
        );
        for (what, key, bytes) in [
            ("flash of whole firmware", "flash", image.loaded_len()),
            ("its variables", "variables", variables),
            ("its stack at the highest", "stack", stack),
            ("all of its RAM", "ram", variables + stack),
        ] {
            row(
                format!("{what}, {name}"),
                format!("firmware/{name}/{key}"),
                bytes,
                None,
            );
        }
    }
    Ok((figures, rows))
}

fn number_before(log: &str, words: &str) -> Outcome<u64> {
    let number = log.split(words).next().filter(|before| *before != log);
    let number = number.and_then(|before| before.split_whitespace().last());
    let number = number.ok_or_else(|| Failure::new(format!("no word of{words} in: {log}")))?;
    Ok(number.parse()?)
}

fn write(figures: &Figures, rows: &[Row]) -> Outcome {
    let mut text = format!(
        "\nBytes, by {} and {}; the client with `opt-level = \"z\"`, firmware with \
         `opt-level = \"s\"`; fat LTO, one codegen unit.\n\n",
        first_line("rustc")?,
        first_line("qemu-system-arm")?,
    );
    writeln!(text, "| what | bytes | must | aim | reached |")?;
    writeln!(text, "|---|---|---|---|---|")?;
    for Row { what, name, goal } in rows {
        let bytes = figures.shown(name)?;
        let goal = Goal::shown(goal.as_ref(), bytes.parse()?);
        writeln!(text, "| {what} | {bytes} | {goal} |")?;
    }
    println!("{text}");
    TABLE.write(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_from_a_log() {
        let log = "info  1688 bytes of watch\ninfo  4096 bytes of stack\n";
        assert_eq!(number_before(log, " bytes of watch").ok(), Some(1688));
        assert_eq!(number_before(log, " bytes of stack").ok(), Some(4096));
        assert!(number_before(log, " bytes of heap").is_err());
    }
}
