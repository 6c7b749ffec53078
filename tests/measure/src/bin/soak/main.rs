//! Clients for a long time, over TLS and connections that break: do they stay
//! sound, and as small as they were in the beginning?
//!
//! `cargo xtask verify soak watch`

mod asking;
mod chance;
mod watching;

use std::error::Error;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use drs_status_measure::{Peak, Service, own_peak, serve};
use drs_status_sim::{Breakage, Proxy};

use crate::asking::{Service as Asked, ask};
use crate::watching::Who;

/// How much more memory all of the time may take than the first tenth of it.
const ALLOWED: f64 = 1.05;

/// Open files that come and go: a connection on each side of the proxy, and one
/// that is just being closed.
const SPARE_FILES: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    if serve()? {
        return Ok(());
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, seconds] = &arguments[..] else {
        return Err("wanted: calls or watch, and how many seconds it takes".into());
    };
    let time = Duration::from_secs(seconds.parse()?);
    let (early, late) = match what.as_str() {
        "calls" => calls(time)?,
        "watch" => watch(time)?,
        _ => return Err(format!("there is no soak {what}").into()),
    };
    println!("after a tenth of the time: {early}");
    println!("at the end:                {late}");
    judge(early, late)
}

/// One client, call after call.
fn calls(time: Duration) -> Result<(State, State), Box<dyn Error>> {
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
    println!("{tally}, over {} connections", proxy.connections());
    if tally.whole == 0 || tally.broken() == 0 {
        return Err("some calls have to be whole, and some to break".into());
    }
    Ok((early, State::now()?))
}

/// A watch by each kind of credentials, side by side. Their services are in this
/// process too, since they lead the lives of the jobs.
fn watch(time: Duration) -> Result<(State, State), Box<dyn Error>> {
    let start = Instant::now();
    let watches = Who::ALL.map(|who| {
        thread::spawn(move || {
            watching::watch(who, |_| start.elapsed() < time).map_err(|error| error.to_string())
        })
    });
    thread::sleep(time / 10);
    let early = State::now()?;
    for (who, watch) in Who::ALL.iter().zip(watches) {
        let tally = watch.join().map_err(|_| "a watch has panicked")??;
        println!("{who:?}: {tally}");
        if tally.whole == 0 || tally.broken == 0 {
            return Err("some polls have to be whole, and some to break".into());
        }
    }
    Ok((early, State::now()?))
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

fn judge(early: State, late: State) -> Result<(), Box<dyn Error>> {
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
