//! The stream, as far as it is trusted.

use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;

use embedded_io_async::{Read, Write};

use crate::http1::error::Fault;

/// Writes all of `bytes`.
pub(super) async fn write_all<S: Write>(
    stream: &mut S,
    bytes: &[u8],
) -> Result<(), Fault<S::Error>> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let len = stream.write(rest).await.map_err(Fault::Write)?;
        rest = match rest.get(len..) {
            Some(rest) if len > 0 => rest,
            _ => return Err(Fault::Miscounted),
        };
    }
    Ok(())
}

/// Reads some bytes into `room`, which is not empty; none at the end of the
/// stream.
pub(super) async fn read<S: Read>(
    stream: &mut S,
    room: &mut [u8],
    fault: fn(S::Error) -> Fault<S::Error>,
) -> Result<usize, Fault<S::Error>> {
    let len = stream.read(room).await.map_err(fault)?;
    if len > room.len() {
        return Err(Fault::Miscounted);
    }
    Ok(len)
}

/// Reads what has arrived, if anything has, without waiting for more; `None` where
/// nothing has.
pub(super) async fn read_now<S: Read>(
    stream: &mut S,
    room: &mut [u8],
) -> Option<Result<usize, S::Error>> {
    poll_fn(|context| {
        Poll::Ready(match pin!(stream.read(room)).poll(context) {
            Poll::Ready(read) => Some(read),
            Poll::Pending => None,
        })
    })
    .await
}
