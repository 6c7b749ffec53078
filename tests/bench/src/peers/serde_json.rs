//! `serde_json`, derived, with what has no escapes borrowed.

use drs_status_core::BatchStatusRequest;

use super::{Request, Response};
use crate::case::Failure;
use crate::ledger::Ledger;

#[inline(never)]
pub(crate) fn read(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    serde_json::from_slice::<Response<'_>>(body)?.hand_to(ledger);
    Ok(())
}

#[inline(never)]
pub(crate) fn encode(
    request: &BatchStatusRequest<'_>,
    buffer: &mut [u8],
) -> Result<usize, Failure> {
    let available = buffer.len();
    let mut rest = buffer;
    serde_json::to_writer(&mut rest, &Request::of(request))?;
    Ok(available - rest.len())
}
