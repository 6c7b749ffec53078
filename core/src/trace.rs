//! What the client tells a log. Nothing secret passes through here.

use crate::head::ResponseHead;
use crate::transport::StatusCode;

/// The head of an answer has arrived.
pub(crate) fn answered(status: StatusCode, head: &ResponseHead) {
    #[cfg(feature = "log")]
    log::debug!("HTTP {status}, request {:?}", head.request_id());
    #[cfg(feature = "defmt")]
    defmt::debug!("HTTP {}, request {=str}", status, head.request_id());
    let _ = (status, head);
}

/// An answer broke on its way, and the same is asked again.
pub(crate) fn answer_broken() {
    #[cfg(feature = "log")]
    log::warn!("the answer arrived broken: asking again");
    #[cfg(feature = "defmt")]
    defmt::warn!("the answer arrived broken: asking again");
}
