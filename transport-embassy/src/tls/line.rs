//! TLS over TCP.

use core::cell::{RefCell, RefMut};
use core::ffi::CStr;
use core::fmt;

use drs_status_core::{Endpoint, MAX_HOST_LEN, Scheme};
use embassy_net::Stack;
use embassy_net::tcp::TcpSocket;
use embassy_time::{Instant, with_deadline};
use heapless::Vec;
use mbedtls_rs::{Session, TlsVersion};

use super::clocks;
use super::config::Read;
use super::engine::Tls;
use super::error::{Refusal, from_handshake, from_setup};
use super::heap::Moment;
use super::memory::Place;
use super::resumption::Saved;
use super::stream::{TlsStream, Wire};
use crate::dialler::Dialler;
use crate::error::{Step, TransportError};
use crate::line::{Line, sealed};

/// A connection by TLS whose peer is verified before anything is sent.
pub struct TlsLine {
    tls: Tls,
    config: Read,
    dialler: Dialler<'static>,
    socket: &'static RefCell<TcpSocket<'static>>,
    stream: TlsStream,
    saved: Option<Saved>,
    was_resumed: bool,
}

impl TlsLine {
    pub(super) fn new(
        tls: Tls,
        stack: Stack<'static>,
        (receive, transmit): (&'static mut [u8], &'static mut [u8]),
        place: &'static mut Place,
        config: Read,
    ) -> Self {
        let (dialler, socket) = Dialler::new(stack, receive, transmit);
        Self {
            tls,
            config,
            dialler,
            socket: place.insert(RefCell::new(socket)),
            stream: TlsStream(None),
            saved: None,
            was_resumed: false,
        }
    }

    /// Whether the connection that is open, or was last, resumed a session.
    pub(super) const fn was_resumed(&self) -> bool {
        self.was_resumed
    }

    /// Nothing else has it but the library, which does not between two polls.
    fn socket(&self) -> RefMut<'static, TcpSocket<'static>> {
        self.socket.borrow_mut()
    }

    #[allow(
        clippy::await_holding_refcell_ref,
        reason = "there is no session yet that could use it meanwhile"
    )]
    async fn dial(
        &mut self,
        endpoint: &Endpoint<'_>,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        let mut socket = self.socket();
        self.dialler.dial(&mut socket, endpoint, deadline).await
    }

    /// Dials, and shakes hands; a session that is `offered` may be resumed.
    async fn connect(
        &mut self,
        endpoint: &Endpoint<'_>,
        name: &CStr,
        offered: Option<&Saved>,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        self.dial(endpoint, deadline).await?;
        let shaken = self.handshake(endpoint, name, offered, deadline).await;
        if shaken.is_err() {
            self.hang_up().await;
        }
        shaken
    }

    /// Resets what is open, and waits for a moment until the peer was told.
    async fn hang_up(&mut self) {
        self.abort();
        self.settle().await;
    }

    async fn handshake(
        &mut self,
        endpoint: &Endpoint<'_>,
        name: &CStr,
        offered: Option<&Saved>,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        let before = Moment::now();
        let setup = |_| TransportError::tls(from_setup(before, Refusal::NotTls));
        let wire = Wire(self.socket);
        let session = Session::new(self.tls.reference(), wire, &self.config.session());
        let mut session = session.map_err(setup)?;
        session.set_server_name(name).map_err(setup)?;

        clocks::were_asked();
        let shaking = async {
            match offered {
                None => session.connect().await,
                Some(saved) => session.connect_with_session(&saved.session).await,
            }
        };
        let shaken = with_deadline(deadline, shaking)
            .await
            .map_err(|_| TransportError::late(Step::Handshake))?;
        let flags = session.tls_verification_details();
        if let Err(error) = shaken {
            return Err(TransportError::tls(from_handshake(error, flags, before)));
        }

        // A session that is resumed was verified when it began. Every other one was
        // now, and who verifies dates asks what time it is.
        let was_verified = clocks::were_asked();
        let verified = match offered {
            _ if was_verified => Instant::now(),
            Some(saved) => saved.verified(),
            None => return Err(TransportError::tls(Refusal::DatesWereNotVerified)),
        };
        // The library has refused already what it has flags for.
        if flags != 0 {
            return Err(TransportError::tls(Refusal::Certificate(flags)));
        }
        self.was_resumed = !was_verified;
        self.saved = None;
        if session.tls_version() == Some(TlsVersion::Tls1_2) && !self.config.resume_for.is_zero() {
            // Without room for it the next handshake is a full one.
            let saved = session.save().ok();
            self.saved = saved.and_then(|saved| Saved::new(saved, endpoint.host(), verified));
        }
        self.stream.0 = Some(session);
        Ok(())
    }
}

impl sealed::Sealed for TlsLine {}

impl Line for TlsLine {
    const SCHEME: Scheme = Scheme::Https;

    type Stream = TlsStream;

    async fn open(
        &mut self,
        endpoint: &Endpoint<'_>,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        // Also what a dropped future has left behind.
        self.abort();
        if !clocks::can_be_told(self.tls.time()) {
            return Err(TransportError::tls(Refusal::NoTime));
        }
        let name = ServerName::new(endpoint.host());
        let name = name.as_c_str().ok_or(TransportError::UNKNOWN_HOST)?;
        let resume_for = self.config.resume_for;
        let offered = self.saved.take();
        if let Some(saved) = offered.filter(|saved| saved.is_for(endpoint.host(), resume_for)) {
            match self.connect(endpoint, name, Some(&saved), deadline).await {
                Ok(()) => return Ok(()),
                // What the peer made of the ticket is nobody's fault, and no answer:
                // it may have lost it, or speak another version by now. The full
                // handshake verifies everything.
                Err(error) if error.refusal().is_some_and(Refusal::may_be_of_a_ticket) => {}
                Err(error) => {
                    self.saved = Some(saved);
                    return Err(error);
                }
            }
        }
        self.connect(endpoint, name, None, deadline).await
    }

    fn stream(&mut self) -> &mut TlsStream {
        &mut self.stream
    }

    fn is_ours(&self) -> bool {
        self.dialler.is_ours(&self.socket())
    }

    fn close(&mut self) {
        self.stream.end();
        self.dialler.close(&mut self.socket());
    }

    fn abort(&mut self) {
        self.stream.0 = None;
        self.dialler.abort(&mut self.socket());
    }

    #[allow(
        clippy::await_holding_refcell_ref,
        reason = "the session is over that could use it meanwhile"
    )]
    async fn settle(&mut self) {
        let mut socket = self.socket();
        self.dialler.bid_farewell(&mut socket, Instant::MAX).await;
    }
}

impl fmt::Debug for TlsLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsLine")
            .field("is_open", &self.stream.0.is_some())
            .field("was_resumed", &self.was_resumed)
            .finish_non_exhaustive()
    }
}

/// A host as C wants it: an address without brackets, and a zero behind.
struct ServerName(Vec<u8, { MAX_HOST_LEN + 1 }>);

impl ServerName {
    fn new(host: &str) -> Self {
        let bare = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        let bytes = bare.unwrap_or(host).bytes();
        // A host has no more of them.
        Self(bytes.chain([0]).take(MAX_HOST_LEN + 1).collect())
    }

    fn as_c_str(&self) -> Option<&CStr> {
        CStr::from_bytes_with_nul(&self.0).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_named_as_certificates_do() {
        for (host, name) in [
            ("drs.example", Some(c"drs.example")),
            ("192.0.2.1", Some(c"192.0.2.1")),
            ("[2001:db8::1]", Some(c"2001:db8::1")),
            // What would be cut short elsewhere is none.
            ("drs.example\0.evil", None),
        ] {
            assert_eq!(ServerName::new(host).as_c_str(), name, "{host}");
        }
        let longest = "a".repeat(MAX_HOST_LEN);
        let name = ServerName::new(&longest);
        assert_eq!(name.as_c_str().map(CStr::count_bytes), Some(MAX_HOST_LEN));
    }
}
