//! One client for a long time, over TLS and connections that break: does it stay
//! sound, and as small as it was in the beginning?
//!
//! `cargo xtask verify soak`

mod asking;
mod chance;

use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use drs_status_measure::{Peak, Service, own_peak, serve};
use drs_status_sim::{Breakage, Proxy};

use crate::asking::{Service as Asked, Tally, ask};

/// How much more memory all of the time may take than the first tenth of it.
const ALLOWED: f64 = 1.05;

/// Open files that come and go: a connection on each side of the proxy, and one
/// that is just being closed.
const SPARE_FILES: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    if serve()? {
        return Ok(());
    }
    let seconds = std::env::args()
        .nth(1)
        .ok_or("how many seconds it takes is wanted")?;
    let time = Duration::from_secs(seconds.parse()?);
    let service = Service::start()?;
    let ca_pem = fs::read(service.ca())?;
    let asked = Asked {
        project_id: service.project_id(),
        token: service.token(),
        ca_pem: &ca_pem,
    };
    let proxy = Proxy::start(service.address()?, Breakage::None)?;

    let start = Instant::now();
    let mut early = None;
    let tally = ask(&asked, &proxy, |_| {
        if early.is_none() && start.elapsed() >= time / 10 {
            early = Some(State::now());
        }
        start.elapsed() < time
    })?;
    let early = early.ok_or("it ended before it began")??;
    let late = State::now()?;
    println!("{tally}, over {} connections", proxy.connections());
    println!("after a tenth of the time: {early}");
    println!("at the end:                {late}");
    judge(&tally, early, late)
}

/// What this process holds.
#[derive(Clone, Copy)]
struct State {
    peak: Peak,
    open_files: usize,
}

impl State {
    fn now() -> std::io::Result<Self> {
        Ok(Self {
            peak: own_peak()?,
            open_files: fs::read_dir("/proc/self/fd")?.count(),
        })
    }
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "peak memory {}, {} open files",
            self.peak, self.open_files
        )
    }
}

fn judge(tally: &Tally, early: State, late: State) -> Result<(), Box<dyn Error>> {
    if tally.whole == 0 || tally.broken() == 0 {
        return Err("some calls have to be whole, and some to break".into());
    }
    #[allow(clippy::cast_precision_loss, reason = "megabytes are exact in an f64")]
    let growth = late.peak.0 as f64 / early.peak.0 as f64;
    println!("ratio: {growth:.3} (allowed: {ALLOWED})");
    if growth > ALLOWED {
        return Err("memory grows".into());
    }
    if late.open_files > early.open_files + SPARE_FILES {
        return Err("open files pile up".into());
    }
    Ok(())
}
