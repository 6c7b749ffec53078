//! The gateway on a board that is made up, in time that passes as fast as it is waited
//! for.

mod bench;
mod lamp;
mod refusals;
mod rests;
mod service;
mod time;
mod watchdog;
mod world;

use std::time::Duration;

use drs_status_core::JobId;

const JOBS: [JobId<'static>; 2] = JobId::list([
    "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "dc67695a-ee3e-49b8-a022-a099bd81jb21",
]);

/// 2026-11-25T10:00:00Z.
const NOW: Duration = Duration::from_secs(1_795_600_800);

const FINE: service::Answer =
    service::Answer::Statuses(["INCRE_TRANSFER_STARTED", "FULL_TRANSFER_STARTED"]);

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
