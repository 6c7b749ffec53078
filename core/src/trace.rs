//! What the client tells a log. Nothing secret passes through here.

use core::time::Duration;

use crate::error::Cause;
use crate::head::ResponseHead;
use crate::retry::Trouble;
#[cfg(any(feature = "log", feature = "defmt"))]
use crate::span::since;
use crate::transport::{Clock, StatusCode, TransportError};

/// When a request began. Without a log it is nothing, and asks no clock.
#[derive(Clone, Copy, Default)]
pub(crate) struct Began {
    #[cfg(any(feature = "log", feature = "defmt"))]
    at: Duration,
}

impl Began {
    pub(crate) fn now(clock: &impl Clock) -> Self {
        let _ = clock;
        Self {
            #[cfg(any(feature = "log", feature = "defmt"))]
            at: clock.now(),
        }
    }

    /// A request is over: its answer was read, or it failed for this cause.
    pub(crate) fn over<E: TransportError>(
        self,
        clock: &impl Clock,
        head: &ResponseHead<'_>,
        cause: Option<&Cause<E>>,
    ) {
        #[cfg(any(feature = "log", feature = "defmt"))]
        let took = since(self.at, clock.now());
        #[cfg(feature = "log")]
        match cause {
            None => log::info!("request {:?}: answered in {took:?}", head.request_id()),
            Some(cause) if !may_have_gone(cause) => log::info!("no request was sent: {cause}"),
            Some(cause) => log::info!("request {:?}: {cause}, in {took:?}", head.request_id()),
        }
        #[cfg(feature = "defmt")]
        match cause {
            None => defmt::info!("request {=str}: answered in {}", head.request_id(), took),
            Some(cause) if !may_have_gone(cause) => {
                defmt::info!("no request was sent: {}", Told(cause));
            }
            Some(cause) => {
                defmt::info!(
                    "request {=str}: {}, in {}",
                    head.request_id(),
                    Told(cause),
                    took
                );
            }
        }
        let _ = (self, clock, head, cause);
    }
}

/// Whether a request that failed so may have left.
#[cfg(any(feature = "log", feature = "defmt"))]
const fn may_have_gone<E>(cause: &Cause<E>) -> bool {
    matches!(
        cause,
        Cause::Transport(_) | Cause::Protocol(_) | Cause::Service(_)
    )
}

/// A cause whose transport's error is told by its kind: that has a form of its own.
#[cfg(feature = "defmt")]
struct Told<'c, E>(&'c Cause<E>);

#[cfg(feature = "defmt")]
impl<E: TransportError> defmt::Format for Told<'_, E> {
    fn format(&self, f: defmt::Formatter<'_>) {
        match self.0 {
            Cause::Transport(error) => defmt::write!(f, "transport: {}", error.kind()),
            Cause::Service(error) => defmt::write!(f, "refused, HTTP {}", error.status()),
            Cause::Protocol(error) => defmt::write!(f, "{}", error),
            Cause::Config(error) => defmt::write!(f, "{}", error),
            Cause::Credentials(error) => defmt::write!(f, "{}", error),
            Cause::Capacity(error) => defmt::write!(f, "{}", error),
            Cause::TimedOut | Cause::Stopped => defmt::write!(f, "no time was left"),
        }
    }
}

/// The head of an answer has arrived.
pub(crate) fn answered(status: StatusCode, head: &ResponseHead<'_>) {
    #[cfg(feature = "log")]
    log::debug!("HTTP {status}, request {:?}", head.request_id());
    #[cfg(feature = "defmt")]
    defmt::debug!("HTTP {}, request {=str}", status, head.request_id());
    let _ = (status, head);
}

/// The credentials are renewed, by a login say.
pub(crate) fn renewed() {
    #[cfg(feature = "log")]
    log::debug!("the credentials were renewed");
    #[cfg(feature = "defmt")]
    defmt::debug!("the credentials were renewed");
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

#[cfg(all(test, feature = "defmt"))]
mod tests {
    use super::*;
    use crate::auth::CredentialsError;
    use crate::error::{Capacity, CapacityError, ProtocolError};
    use crate::refusal::RefusalDecoder;
    use crate::request::RequestError;
    use crate::transport::{RequestSent, TransportErrorKind};
    use core::fmt;
    use defmt::Format as _;
    use defmt::export::{fetch_bytes, make_formatter};

    /// Nothing of it is for a log.
    #[derive(Debug)]
    struct Secret;

    impl fmt::Display for Secret {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("secret")
        }
    }

    impl core::error::Error for Secret {}

    impl TransportError for Secret {
        fn kind(&self) -> TransportErrorKind {
            TransportErrorKind::Closed
        }

        fn request_sent(&self) -> RequestSent {
            RequestSent::Maybe
        }
    }

    #[test]
    fn of_each_cause_something_is_told_and_of_the_transport_its_kind() {
        let status = StatusCode::new(503).unwrap();
        let refusal = RefusalDecoder::new().finish(status, &ResponseHead::new());
        let causes = [
            Cause::Transport(Secret),
            Cause::Service(refusal),
            Cause::Protocol(ProtocolError::Status(status)),
            Cause::Config(RequestError::NoIds),
            Cause::Credentials(CredentialsError::NoToken),
            Cause::Capacity(CapacityError::new(Capacity::Buffer, 2, 1)),
            Cause::TimedOut,
            Cause::Stopped,
        ];
        for cause in &causes {
            Told(cause).format(make_formatter());
            let written = fetch_bytes();
            assert!(!written.is_empty(), "{cause}");
            assert!(!written.windows(6).any(|window| window == b"secret"));
        }
    }
}
