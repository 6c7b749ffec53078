//! A service that speaks TLS, and firmware that does.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use drs_status_firmware::{Boot, Log, Machine, Records};
use drs_status_sim::{Builder, Job, Sim, Tls};
use drs_status_tls::jobs;
use tempfile::NamedTempFile;

use crate::service;

/// What the emulated network calls this machine.
pub(crate) const HOST: &str = "192.0.2.2";

/// A simulator with a certificate for what firmware calls it.
pub(crate) fn service(tls: Tls) -> Builder {
    service::service().tls(tls).also_named(HOST)
}

/// Whom firmware is to trust, in a file that is there for as long as this is.
pub(crate) struct Trusted(NamedTempFile);

impl Trusted {
    pub(crate) fn new(pem: &str) -> Self {
        let mut file = NamedTempFile::new().expect("a file");
        file.write_all(pem.as_bytes()).expect("it is written");
        Self(file)
    }

    fn path(&self) -> &str {
        self.0.path().to_str().expect("its path is text")
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("it is later than 1970").as_secs()
}

/// Firmware that knows the time, trusts the simulator's authority and asks once, with
/// one attempt. `words` count for more than that; `now=` takes the time away.
pub(crate) fn boot(machine: Machine, sim: &Sim, trusted: &Trusted, words: &str) -> Boot {
    let endpoint = format!("https://{HOST}:{}", sim.address().port());
    let time = if words.contains("now=") {
        String::new()
    } else {
        format!("now={}", now())
    };
    let words = format!(
        "{words} {time} endpoint={endpoint} ca={} connect=30000",
        trusted.path()
    );
    let words = words.replace("now= ", "");
    service::boot(machine, sim, &words).firmware(machine.https(Records::Whole))
}

/// What a machine may take whose host is busy with others.
const PATIENCE: Duration = Duration::from_mins(3);

/// Firmware that asks a server of `drs-status-tls` for its jobs, once. The arguments
/// of a service that looks at who asks are still to be named.
pub(crate) fn boot_to(machine: Machine, endpoint: &str, ca: &Path, now: Option<u64>) -> Boot {
    let jobs = jobs();
    let ids: Vec<_> = jobs.iter().map(Job::id).collect();
    let words = format!(
        "do=ask attempts=1 address=192.0.2.15/24 connect=90000 silence=90000 limit=170000 \
         endpoint={endpoint} ca={} jobs={}",
        ca.display(),
        ids.join(",")
    );
    let boot = service::booted(machine, &words)
        .firmware(machine.https(Records::Whole))
        .time_limit(PATIENCE);
    match now {
        Some(now) => boot.argument("now", now),
        None => boot,
    }
}

/// Whether it was told of each of these jobs, once.
pub(crate) fn told_of_all(log: &Log) -> bool {
    jobs().iter().all(|job| {
        let told = format!("{}: {}", job.id(), job.first_status().unwrap_or_default());
        log.lines.iter().filter(|line| line.text == told).count() == 1
    })
}
