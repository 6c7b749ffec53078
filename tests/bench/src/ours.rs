//! The codec of this project.

use std::hint::black_box;

use drs_status_core::{BatchStatusRequest, Decoder, Text};

use crate::case::Failure;
use crate::ledger::Ledger;

pub(crate) fn whole(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    read(body, body.len(), ledger)
}

pub(crate) fn chunks_of_1460(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    read(body, 1460, ledger)
}

pub(crate) fn chunks_of_64(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    read(body, 64, ledger)
}

pub(crate) fn chunks_of_1(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    read(body, 1, ledger)
}

/// One function for all lengths, none of which the optimiser knows.
#[inline(never)]
fn read(body: &[u8], len: usize, ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    let mut message = [0; 128];
    let mut decoder = Decoder::new(&mut message);
    for mut chunk in body.chunks(black_box(len)) {
        while let Some(item) = decoder.decode(&mut chunk)? {
            if let (Some(id), Some(status)) = (item.id(), item.status()) {
                let code = item.error_code().map(Text::as_bytes);
                let message = item
                    .error_message()
                    .map(|message| message.text().as_bytes());
                ledger.take(id.as_bytes(), status, code, message);
            }
        }
    }
    decoder.finish()?;
    Ok(())
}

#[inline(never)]
pub(crate) fn encode(
    request: &BatchStatusRequest<'_>,
    buffer: &mut [u8],
) -> Result<usize, Failure> {
    Ok(request.encode(buffer)?.len())
}
