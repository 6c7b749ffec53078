//! [`Transport`] over embassy-net.

use core::fmt;

use drs_status_core::http1::{CloseReason, Connection};
use drs_status_core::{Endpoint, MAX_HOST_LEN, Request, ResponseHead, StatusCode, Transport};
use embassy_net::Stack;
use embassy_time::Instant;
use heapless::String;

use crate::buffers::{BufferError, Buffers};
use crate::clock::in_ticks;
use crate::error::TransportError;
use crate::line::Line;
use crate::options::Options;
use crate::tcp::Tcp;
use crate::timed::{Limits, Timed};

/// HTTP without any protection: whoever stands on the way reads the token and
/// forges the answer. For a simulator on a network of one's own, or for a tunnel.
/// Refuses `https`.
pub type PlaintextTransport<'a> = HttpTransport<'a, Tcp<'a>>;

/// Carries requests by HTTP/1.1. A connection whose answer was read to its end is
/// kept for a while, and used again.
///
/// Its futures may be dropped at any moment: the connection is closed then, at the
/// latest when the next request needs one. Dropped itself it leaves the peer to
/// find out; [`disconnect`](Self::disconnect) tells it.
pub struct HttpTransport<'a, L> {
    line: L,
    http: Connection<'a>,
    options: Options,
    /// To whom the connection goes; `None` where none is open.
    peer: Option<Peer>,
    /// When the request has to be over.
    deadline: Option<Instant>,
}

// What the documentation promises.
#[cfg(target_pointer_width = "32")]
const _: () = assert!(size_of::<PlaintextTransport<'_>>() <= 440);

/// To whom a connection goes.
struct Peer {
    host: String<MAX_HOST_LEN, u8>,
    port: u16,
    /// When it was used last.
    used: Instant,
}

impl<'a> HttpTransport<'a, Tcp<'a>> {
    /// A transport over a socket of `stack`, which has to have room for one more.
    ///
    /// # Errors
    ///
    /// [`BufferError`] for a buffer that is too short.
    ///
    /// # Panics
    ///
    /// Where the resources that were lent to the stack have no socket left.
    pub fn new(
        stack: Stack<'a>,
        buffers: Buffers<'a>,
        options: &Options,
    ) -> Result<Self, BufferError> {
        let (receive, transmit, http) = buffers.split()?;
        let line = Tcp::new(stack, receive, transmit);
        Ok(Self::from_parts(line, http, options))
    }
}

#[cfg(feature = "mbedtls")]
impl<L> HttpTransport<'_, L> {
    pub(crate) const fn line(&self) -> &L {
        &self.line
    }
}

impl<'a, L: Line> HttpTransport<'a, L> {
    pub(crate) fn from_parts(line: L, http: Connection<'a>, options: &Options) -> Self {
        Self {
            line,
            http,
            options: *options,
            peer: None,
            deadline: None,
        }
    }

    /// Closes the connection, if there is one, and tells the peer.
    pub async fn disconnect(&mut self) {
        self.close();
        self.line.settle().await;
    }

    /// Why there is no connection that the next request could use, or why it is
    /// not going to be used.
    #[must_use]
    pub fn close_reason(&self) -> Option<CloseReason> {
        self.http.close_reason()
    }

    fn limits(&self) -> Limits {
        Limits {
            silence: in_ticks(self.options.silence_time_limit()),
            deadline: self.deadline,
        }
    }

    /// Whether the connection goes to `endpoint`, and may be used.
    fn is_kept_for(&self, endpoint: &Endpoint<'_>) -> bool {
        let idle = in_ticks(self.options.idle_time_limit());
        self.peer.as_ref().is_some_and(|peer| {
            peer.port == endpoint.port()
                && peer.host == endpoint.host()
                && peer.used.elapsed() < idle
        }) && self.line.is_ours()
    }

    /// Sees to a connection that can carry a request to `endpoint`.
    async fn connect(&mut self, endpoint: &Endpoint<'_>) -> Result<(), TransportError> {
        if self.is_kept_for(endpoint) && self.http.probe(self.line.stream()).await.is_ok() {
            return Ok(());
        }
        self.close();
        let end = self
            .limits()
            .within(in_ticks(self.options.connect_time_limit()));
        self.line.open(endpoint, end).await?;
        self.http.reset();
        // A host has no more bytes than that.
        self.peer = String::try_from(endpoint.host()).ok().map(|host| Peer {
            host,
            port: endpoint.port(),
            used: Instant::now(),
        });
        Ok(())
    }

    fn used(&mut self) {
        if let Some(peer) = &mut self.peer {
            peer.used = Instant::now();
        }
    }
}

impl<L: Line> Transport for HttpTransport<'_, L> {
    type Error = TransportError;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, TransportError> {
        let endpoint = request.endpoint();
        if endpoint.scheme() != L::SCHEME {
            return Err(TransportError::SCHEME);
        }
        let time_left = request.time_left();
        self.deadline = time_left.map(|left| Instant::now().saturating_add(in_ticks(left)));
        self.connect(&endpoint).await?;
        let limits = self.limits();
        let mut stream = Timed {
            stream: self.line.stream(),
            limits,
        };
        let sent = self.http.send(&mut stream, request, head).await;
        self.used();
        sent.map_err(TransportError::http)
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, TransportError> {
        let limits = self.limits();
        let mut stream = Timed {
            stream: self.line.stream(),
            limits,
        };
        let read = self.http.read(&mut stream, buffer).await;
        self.used();
        read.map_err(TransportError::http)
    }

    fn close(&mut self) {
        if self.peer.take().is_none() {
            return;
        }
        if self.http.is_reusable() {
            self.line.close();
        } else {
            self.line.abort();
        }
    }
}

impl<L: Line + fmt::Debug> fmt::Debug for HttpTransport<'_, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("line", &self.line)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}
