//! `watch`, against a service whose jobs lead the lives that a test gives them.

#[cfg(unix)]
mod exec;
mod logs;
mod outcomes;
mod output;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod unit;

use drs_status_sim::{Builder, Job, Lasts, Sim};

const FIRST: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const SECOND: &str = "dc67695a-ee3e-49b8-a022-a099bd81jb21";

/// A service, over TLS.
fn service() -> Builder {
    Sim::builder().tls(drs_status_sim::Tls::Both)
}

/// A job with one status after the other, each of them reported once, and the
/// last for ever.
fn life(id: &str, statuses: &[&str]) -> Job {
    let stages: Vec<(&str, Lasts)> = statuses
        .iter()
        .map(|status| (*status, Lasts::Polls(1)))
        .collect();
    Job::new(id).life(&stages)
}

/// A job that begins, and fails.
fn failing(id: &str) -> Job {
    life(id, &["FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED"]).error(
        "DRS.M06004",
        "The destination\u{1b}[2J database is\nout of \"disk\" space.",
        "目标数据库磁盘空间不足。",
    )
}
