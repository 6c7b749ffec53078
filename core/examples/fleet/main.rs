//! 100,000 devices, each polling once a minute, live through an outage of ten
//! minutes, in virtual time and with the client as it is. Does trying again keep
//! the load flat? Prints the load, and with a file's name draws it.
//!
//! `cargo run --release -p drs-status-core --example fleet -- docs/fleet.svg`

mod fleet;
mod plot;

use std::error::Error;
use std::ops::Range;
use std::{env, fs};

use drs_status_core::RetryPolicy;

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

fn main() -> Result<(), Box<dyn Error>> {
    let seen = fleet::live(DEVICES, SECONDS, OUTAGE, RetryPolicy::new());
    println!("| time | requests a second | in the busiest second |");
    println!("|---|---|---|");
    for (name, seconds) in PHASES {
        let requests = &seen.requests[seconds];
        let sum: u32 = requests.iter().sum();
        let mean = f64::from(sum) / f64::from(u32::try_from(requests.len())?);
        let most = requests.iter().max().copied().unwrap_or_default();
        println!("| {name} | {mean:.0} | {most} |");
    }
    println!("\n{} polls answered, {} not", seen.answered, seen.failed);
    if let Some(path) = env::args().nth(1) {
        fs::write(path, plot::svg(&seen.requests, OUTAGE))?;
    }
    Ok(())
}
