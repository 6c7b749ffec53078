//! What TLS takes of a device: counted instructions, the longest wait, memory.

use std::fmt::Write as _;

use crate::figures::{Figures, Held};
use crate::firmware::{self, MACHINES, Machine};
use crate::goal::Goal;
use crate::marked::Marked;
use crate::service::Service;
use crate::shell::{Failure, Outcome};
use crate::steps::Steps;
use crate::tls;

const HELD: Held = Held {
    file: "tests/firmware/handshakes.txt",
    head: "\
# Instructions and bytes of connections by TLS, firmware with records of 4096 bytes.
# `cargo xtask ci` fails where one grows by more than 5 %: keys and signatures are others
# each time. `cargo xtask footprint --accept` writes this file.
",
    chore: "footprint",
    tolerance: 20,
};

const TABLE: Marked = Marked {
    file: "docs/footprint.md",
    begin: "<!-- handshakes: written by `cargo xtask footprint` -->\n",
    end: "<!-- end of handshakes -->\n",
};

/// What is offered and chosen, and by which key: version, key, and what the server is
/// told.
const PEERS: [(&str, &str, &str); 5] = [
    ("1.2", "p256", "p256 1.2 none"),
    ("1.2", "rsa2048", "rsa2048 1.2 none"),
    ("1.3", "p256", "p256 1.3 none"),
    ("1.3", "rsa2048", "rsa2048 1.3 none"),
    ("1.2", "p256-two", "p256 1.2 two"),
];

/// What is told of a connection, what it is called in the figures, and what was set
/// for TLS 1.2 by P-256 on the ARM machine.
const COLUMNS: [(&str, &str, Option<Goal>); 5] = [
    ("instructions", "full", Some(Goal::new(110e6, 100e6))),
    ("resumed", "resumed", None),
    ("the longest wait", "wait", Some(Goal::new(10e6, 10e6))),
    (
        "arena at the highest",
        "arena",
        Some(Goal::new(28_672.0, 20_480.0)),
    ),
    ("stack", "stack", Some(Goal::new(6144.0, 4096.0))),
];

/// Nanoseconds of an instruction: see `Boot::counted` of the tests.
const NANOS: u64 = 64;

pub(crate) fn run(steps: &mut Steps, accept: bool) -> Outcome {
    steps.step("compilers of TLS", firmware::compilers)?;
    steps.step("handshakes", || {
        let figures = measure()?;
        write(&figures)?;
        if accept {
            figures.store(&HELD)?;
        }
        Ok(())
    })
}

/// Fails where one has grown.
pub(crate) fn gate(steps: &mut Steps) -> Outcome {
    steps.step("compilers of TLS", firmware::compilers)?;
    steps.step("handshakes", || measure()?.hold(&HELD))
}

fn measure() -> Outcome<Figures> {
    tls::servers()?;
    let mut figures = Figures::default();
    for machine in MACHINES {
        let name = machine.name;
        let image = firmware::https_image(machine)?;
        figures.weigh(&format!("{name}/flash"), image.loaded_len());
        figures.weigh(&format!("{name}/variables"), image.variables_len());
        for (version, key, words) in PEERS {
            let service = Service::start_nginx(words)?;
            // Over one connection: what a call takes beside TLS.
            let kept = calls(machine, &service, version, "times=2")?;
            let anew = calls(machine, &service, version, "times=2 keep=0")?;
            let [(_, kept), (full, again)] = [pair(&kept)?, pair(&anew)?];
            let row = format!("{name}/{version}/{key}");
            let instructions = |call: &Call| call.busy.saturating_sub(kept.busy) * 1000 / NANOS;
            figures.tally(&format!("{row}/full"), instructions(full));
            if again.resumed {
                figures.tally(&format!("{row}/resumed"), instructions(again));
            }
            figures.tally(&format!("{row}/wait"), full.longest * 1000 / NANOS);
            figures.weigh(&format!("{row}/arena"), again.peak);
            figures.weigh(&format!("{row}/stack"), full.stack);
        }
    }
    Ok(figures)
}

/// What the log tells of a call.
#[derive(PartialEq, Debug)]
struct Call {
    resumed: bool,
    /// Bytes of the arena, at the highest.
    peak: u64,
    /// Microseconds that it had of the core, and the most at once.
    busy: u64,
    longest: u64,
    stack: u64,
}

fn calls(machine: Machine, service: &Service, version: &str, words: &str) -> Outcome<Vec<Call>> {
    let words = format!("do=ask weigh=yes tls={version} {words}");
    read(&firmware::counted(machine, service, &words)?)
}

fn pair(calls: &[Call]) -> Outcome<(&Call, &Call)> {
    match calls {
        [first, second] => Ok((first, second)),
        _ => Err(Failure::new(format!("there are not two calls: {calls:?}"))),
    }
}

fn read(log: &str) -> Outcome<Vec<Call>> {
    let mut calls = Vec::new();
    let mut of_tls = None;
    for line in log.lines() {
        if let Some((_, told)) = line.split_once("TLS: ") {
            let peak = number_behind(told, "peak: ")?;
            of_tls = Some((told.starts_with("resumed"), peak));
        } else if line.contains(" us busy") {
            let numbers: Vec<u64> = line
                .split_once("info")
                .map_or(line, |(_, told)| told)
                .split_whitespace()
                .filter_map(|word| word.parse().ok())
                .collect();
            let (Some((resumed, peak)), [busy, longest, stack]) = (of_tls.take(), &numbers[..])
            else {
                return Err(Failure::new(format!("not as expected: {log}")));
            };
            calls.push(Call {
                resumed,
                peak,
                busy: *busy,
                longest: *longest,
                stack: *stack,
            });
        }
    }
    Ok(calls)
}

fn number_behind(text: &str, words: &str) -> Outcome<u64> {
    let behind = text.split(words).nth(1);
    let number = behind.and_then(|behind| behind.split(',').next());
    let number = number.ok_or_else(|| Failure::new(format!("no word of {words} in: {text}")))?;
    Ok(number.trim().parse()?)
}

fn write(figures: &Figures) -> Outcome {
    let mut text = String::new();
    for machine in MACHINES {
        let name = machine.name;
        writeln!(
            text,
            "\n{name}: firmware of {} bytes of flash, and {} of variables, the arena of \
             65536 among them.\n",
            figures.shown(&format!("{name}/flash"))?,
            figures.shown(&format!("{name}/variables"))?,
        )?;
        let titles: Vec<&str> = COLUMNS.iter().map(|(title, ..)| *title).collect();
        writeln!(text, "| TLS | key | {} |", titles.join(" | "))?;
        writeln!(text, "|---|---|{}", "---|".repeat(COLUMNS.len()))?;
        for (version, key, _) in PEERS {
            write!(text, "| {version} | {key} |")?;
            for (_, column, _) in &COLUMNS {
                let shown = figures.shown(&format!("{name}/{version}/{key}/{column}"));
                write!(text, " {} |", shown.unwrap_or("–"))?;
            }
            writeln!(text)?;
        }
    }
    writeln!(
        text,
        "\n| TLS 1.2, P-256, ARM | | must | aim | reached |\n|---|---|---|---|---|"
    )?;
    for (title, column, goal) in COLUMNS.iter().filter(|(.., goal)| goal.is_some()) {
        let shown = figures.shown(&format!("arm/1.2/p256/{column}"))?;
        let goal = Goal::shown(goal.as_ref(), shown.parse()?);
        writeln!(text, "| {title} | {shown} | {goal} |")?;
    }
    let full: f64 = figures.shown("arm/1.2/p256/full")?.parse()?;
    let resumed: f64 = figures.shown("arm/1.2/p256/resumed")?.parse()?;
    let percent = (resumed / full * 1000.0).round() / 10.0;
    let goal = Goal::shown(Some(&Goal::new(2.0, 1.5)), percent);
    writeln!(text, "| resumed, of a full one | {percent} % | {goal} |")?;
    println!("{text}");
    TABLE.write(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_from_a_log() {
        let log =
            "  7.89 info  TLS: full, ArenaUsage { size: 65536, used: 1, peak: 15788, blocks: 4 }
  7.90 info  6553007 us busy, 262504 us at once, 5060 bytes of stack for the call
  8.07 info  TLS: resumed, ArenaUsage { size: 65536, used: 1, peak: 16844, blocks: 4 }
  8.08 info  137460 us busy, 115451 us at once, 5060 bytes of stack for the call
";
        let call = |resumed, peak, busy, longest| Call {
            resumed,
            peak,
            busy,
            longest,
            stack: 5060,
        };
        let expected = vec![
            call(false, 15_788, 6_553_007, 262_504),
            call(true, 16_844, 137_460, 115_451),
        ];
        assert_eq!(read(log).ok(), Some(expected));
        assert!(read("1 us busy, 2 us at once, 3 bytes of stack").is_err());
    }
}
