//! `serde-json-core`, derived: the whole response in memory of fixed size.

use drs_status_core::BatchStatusRequest;
use heapless::{String, Vec};
use serde::Deserialize;

use super::Request;
use crate::case::Failure;
use crate::ledger::Ledger;
use crate::payload::JOBS;

#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow)]
    results: Vec<Job<'a>, JOBS>,
    #[serde(rename = "count")]
    _count: Option<u32>,
}

#[derive(Deserialize)]
struct Job<'a> {
    id: &'a str,
    status: &'a str,
    error_code: Option<&'a str>,
    error_message: Option<String<128>>,
}

#[inline(never)]
pub(crate) fn read(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    let mut unescaped = [0; 128];
    let (response, _) = serde_json_core::from_slice_escaped::<Response<'_>>(body, &mut unescaped)?;
    for job in &response.results {
        let message = job.error_message.as_deref();
        ledger.take_text(job.id, job.status, job.error_code, message);
    }
    Ok(())
}

#[inline(never)]
pub(crate) fn encode(
    request: &BatchStatusRequest<'_>,
    buffer: &mut [u8],
) -> Result<usize, Failure> {
    Ok(serde_json_core::to_slice(&Request::of(request), buffer)?)
}
