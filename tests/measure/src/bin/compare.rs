//! One call from a shell, beside curl: the same URL, the same certificate
//! authority, interleaved.
//!
//! `cargo xtask compare`

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use drs_status_measure::{Peak, Run, Service, job_id, median, run, serve};

const RUNS: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    if serve()? {
        return Ok(());
    }
    let program = std::env::args_os()
        .nth(1)
        .ok_or("the path of drs-status is wanted")?;
    let service = Service::start()?;
    let id = job_id(0);
    let mut ours = Vec::new();
    let mut curls = Vec::new();
    for _ in 0..RUNS {
        ours.push(run(service.query(Path::new(&program)).arg(&id))?);
        curls.push(run(&mut service.curl(&id))?);
    }
    let (our_wall, our_peak) = medians(&ours)?;
    let (curl_wall, curl_peak) = medians(&curls)?;
    println!("median of {RUNS} runs, interleaved, over TLS 1.3");
    println!(
        "drs-status: {:.2} ms, peak memory {our_peak}",
        milliseconds(our_wall)
    );
    println!(
        "curl:       {:.2} ms, peak memory {curl_peak}",
        milliseconds(curl_wall)
    );
    #[allow(clippy::cast_precision_loss, reason = "megabytes are exact in an f64")]
    let memory = our_peak.0 as f64 / curl_peak.0 as f64;
    println!(
        "ratio:      wall {:.2}, memory {memory:.2}",
        our_wall.as_secs_f64() / curl_wall.as_secs_f64(),
    );
    Ok(())
}

fn medians(runs: &[Run]) -> Result<(Duration, Peak), &'static str> {
    let wall = median(runs.iter().map(|run| run.wall));
    let peak = median(runs.iter().map(|run| run.peak));
    wall.zip(peak).ok_or("there were no runs")
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
