//! `sonic-rs`, derived, with what has no escapes borrowed.

use super::Response;
use crate::case::Failure;
use crate::ledger::Ledger;

#[inline(never)]
pub(crate) fn read(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    sonic_rs::from_slice::<Response<'_>>(body)?.hand_to(ledger);
    Ok(())
}
