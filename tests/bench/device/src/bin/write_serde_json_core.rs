//! `serde-json-core`, derived.

#![no_std]
#![no_main]

use drs_status_bench_device::{count_write, image};
use drs_status_core::{BatchStatusRequest, JobId};
use serde::{Serialize, Serializer};

image!(count_write(|request, buffer| {
    let request = Request { jobs: Ids(request) };
    serde_json_core::to_slice(&request, buffer).unwrap_or_default()
}));

#[derive(Serialize)]
struct Request<'r> {
    jobs: Ids<'r>,
}

struct Ids<'r>(&'r BatchStatusRequest<'r>);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.jobs().iter().map(JobId::as_str))
    }
}
