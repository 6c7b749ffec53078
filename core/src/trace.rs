//! What the client tells a log. Nothing secret passes through here.

use core::time::Duration;

use crate::head::ResponseHead;
use crate::retry::Trouble;
use crate::transport::StatusCode;

/// The head of an answer has arrived.
pub(crate) fn answered(status: StatusCode, head: &ResponseHead) {
    #[cfg(feature = "log")]
    log::debug!("HTTP {status}, request {:?}", head.request_id());
    #[cfg(feature = "defmt")]
    defmt::debug!("HTTP {}, request {=str}", status, head.request_id());
    let _ = (status, head);
}

/// A connection that had been kept was closed in the meantime: the same is asked
/// at once over another.
pub(crate) fn connection_was_stale() {
    #[cfg(feature = "log")]
    log::debug!("the connection was closed in the meantime: asking again");
    #[cfg(feature = "defmt")]
    defmt::debug!("the connection was closed in the meantime: asking again");
}

/// An attempt failed, and the same is asked again after a while.
pub(crate) fn trying_again(trouble: Trouble, wait: Duration) {
    #[cfg(feature = "log")]
    log::warn!("{trouble:?} trouble: asking again in {wait:?}");
    #[cfg(feature = "defmt")]
    defmt::warn!("{} trouble: asking again in {}", trouble, wait);
    let _ = (trouble, wait);
}
