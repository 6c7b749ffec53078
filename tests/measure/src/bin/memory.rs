//! Asks for 10,000 ids and for 100,000 ids from a file: does memory grow?
//!
//! `cargo xtask memory`

use std::error::Error;
use std::path::Path;

use drs_status_measure::{Service, run, serve};

/// How much more memory ten times the ids may take.
const ALLOWED: f64 = 1.05;

fn main() -> Result<(), Box<dyn Error>> {
    if serve()? {
        return Ok(());
    }
    let program = std::env::args_os()
        .nth(1)
        .ok_or("the path of drs-status is wanted")?;
    let service = Service::start()?;
    let mut peaks = Vec::new();
    for count in [10_000, 100_000] {
        let file = service.ids(count)?;
        let run = run(service.query(Path::new(&program)).arg("--file").arg(file))?;
        println!("{count:>7} ids: peak memory {}", run.peak);
        #[allow(clippy::cast_precision_loss, reason = "megabytes are exact in an f64")]
        peaks.push(run.peak.0 as f64);
    }
    let [few, many] = peaks[..] else {
        return Err("two runs make two peaks".into());
    };
    println!("ratio: {:.3} (allowed: {ALLOWED})", many / few);
    if many / few > ALLOWED || few / many > ALLOWED {
        return Err("peak memory depends on how many ids there are".into());
    }
    Ok(())
}
