//! 100,000 devices, each asking once a minute, live through an outage of ten
//! minutes, in virtual time and with the client as it is. Does trying again keep
//! the load flat? Prints the load, and with a file's name draws it.
//!
//! `cargo run --release -p drs-status-core --example fleet -- docs/fleet.svg`

mod fleet;
mod plot;

use std::error::Error;
use std::ops::Range;
use std::{env, fs};

use fleet::{Away, Habit, Load};
use plot::Line;

const DEVICES: u32 = 100_000;
const SECONDS: u32 = 1800;
const OUTAGE: Range<u32> = 600..1200;

const PHASES: [(&str, Range<usize>); 5] = [
    ("before", 120..600),
    ("first minute of the outage", 600..660),
    ("rest of the outage", 660..1200),
    ("first minute after it", 1200..1260),
    ("later", 1260..1800),
];

const FLEETS: [(&str, &str, Away, Habit); 3] = [
    ("watches, 503", "#06c", Away::Unavailable, Habit::Watch),
    (
        "watches, unreachable",
        "#693",
        Away::Unreachable,
        Habit::Watch,
    ),
    ("single calls, 503", "#c60", Away::Unavailable, Habit::Calls),
];

fn main() -> Result<(), Box<dyn Error>> {
    let loads = FLEETS.map(|(.., away, habit)| fleet::live(DEVICES, SECONDS, OUTAGE, away, habit));
    let names: Vec<_> = FLEETS.iter().map(|(name, ..)| *name).collect();
    println!(
        "| requests a second (busiest second) | {} |",
        names.join(" | ")
    );
    println!("|---{}|", "|---".repeat(names.len()));
    for (name, seconds) in PHASES {
        let cells: Vec<_> = loads.iter().map(|load| of(load, seconds.clone())).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
    let polls = |load: &Load| format!("{} of {}", load.failed, load.answered + load.failed);
    let polls: Vec<_> = loads.iter().map(polls).collect();
    println!("| polls that failed | {} |", polls.join(" | "));
    if let Some(path) = env::args().nth(1) {
        let lines: Vec<Line<'_>> = loads
            .iter()
            .enumerate()
            .map(|(fleet, load)| Line {
                name: FLEETS[fleet].0,
                colour: FLEETS[fleet].1,
                load: &load.requests,
            })
            .collect();
        fs::write(path, plot::svg(&lines, OUTAGE))?;
    }
    Ok(())
}

/// Requests a second in these, and in the busiest of them.
fn of(load: &Load, seconds: Range<usize>) -> String {
    let requests = &load.requests[seconds];
    let sum: u64 = requests.iter().copied().map(u64::from).sum();
    let mean = sum / requests.len() as u64;
    let most = requests.iter().max().copied().unwrap_or_default();
    format!("{mean} ({most})")
}
