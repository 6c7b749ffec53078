//! The port: one modem, one call at a time, HTTP over it.

use core::convert::Infallible;
use core::fmt;
use core::time::Duration;

use drs_status_core::http1::Connection;
use drs_status_core::{
    CapacityError, Clock, Endpoint, MAX_HOST_LEN, Request, ResponseHead, Scheme, StatusCode,
    Transport,
};
use embedded_hal::digital::OutputPin;
use embedded_io_async::{Read, Write};
use heapless::String;

use crate::error::SerialError;
use crate::modem::Modem;

/// How long a call is kept without a request: one that the network has forgotten
/// says nothing, and would cost a request its time.
const KEEP_FOR: Duration = Duration::from_secs(15);

/// HTTP through a modem on a serial line, without any protection: whoever stands on
/// the way reads the token and forges the answer. Refuses `https`.
///
/// Its futures may be dropped at any moment: the call is hung up then, at the latest
/// when the next request dials.
pub struct SerialPlaintext<'b, S, P, C> {
    modem: Modem<S, P, C>,
    http: Connection<'b>,
    /// Whom the call is with; `None` where there is none that can be relied on.
    peer: Option<Peer>,
}

struct Peer {
    host: String<MAX_HOST_LEN, u8>,
    port: u16,
    /// When it was heard last.
    heard: Duration,
}

impl<'b, S: Read + Write, P: OutputPin<Error = Infallible>, C: Clock> SerialPlaintext<'b, S, P, C> {
    /// A modem at `serial`, which `dtr` makes hang up: high is off. `clock` is for
    /// time limits, so nobody may stop its sleeps. The future of a read of `serial`
    /// must lose no byte when it is dropped.
    ///
    /// # Errors
    ///
    /// [`CapacityError`] for a `buffer` shorter than
    /// [`MIN_BUFFER_LEN`](drs_status_core::http1::MIN_BUFFER_LEN).
    pub fn new(serial: S, dtr: P, clock: C, buffer: &'b mut [u8]) -> Result<Self, CapacityError> {
        Ok(Self {
            modem: Modem::new(serial, dtr, clock),
            http: Connection::new(buffer)?,
            peer: None,
        })
    }

    fn is_kept_for(&self, endpoint: &Endpoint<'_>) -> bool {
        let now = self.modem.now();
        self.peer.as_ref().is_some_and(|peer| {
            peer.host == endpoint.host()
                && peer.port == endpoint.port()
                && now.saturating_sub(peer.heard) < KEEP_FOR
        })
    }

    /// Sees to a call that can carry a request to `endpoint`. `probe` refuses one whose
    /// answer was not read to its end, and one that was heard to be over.
    async fn connect(&mut self, endpoint: &Endpoint<'_>) -> Result<(), SerialError> {
        if self.is_kept_for(endpoint) && self.http.probe(&mut self.modem).await.is_ok() {
            return Ok(());
        }
        self.close();
        self.modem.dial(endpoint.host(), endpoint.port()).await?;
        // Only now: where this future is dropped while it dials, there is no peer.
        self.http.reset();
        let heard = self.modem.now();
        self.peer = String::try_from(endpoint.host()).ok().map(|host| Peer {
            host,
            port: endpoint.port(),
            heard,
        });
        Ok(())
    }
}

impl<S: Read + Write, P: OutputPin<Error = Infallible>, C: Clock> Transport
    for SerialPlaintext<'_, S, P, C>
{
    type Error = SerialError;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, SerialError> {
        let endpoint = request.endpoint();
        if endpoint.scheme() != Scheme::Http {
            return Err(SerialError::Scheme);
        }
        // Holds for everything from here to the end of the body.
        self.modem.limit(request.time_left());
        self.connect(&endpoint).await?;
        let sent = self.http.send(&mut self.modem, request, head).await;
        sent.map_err(SerialError::Http)
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, SerialError> {
        let read = self.http.read(&mut self.modem, buffer).await;
        if let Some(peer) = &mut self.peer {
            peer.heard = self.modem.now();
        }
        read.map_err(SerialError::Http)
    }

    fn close(&mut self) {
        self.peer = None;
        self.modem.hang_up();
    }
}

impl<S, P, C> fmt::Debug for SerialPlaintext<'_, S, P, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SerialPlaintext")
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}
