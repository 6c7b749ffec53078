//! TCP as it is, without any protection.

use core::fmt;
use core::mem;

use drs_status_core::{Endpoint, Scheme};
use embassy_net::tcp::{State, TcpSocket};
use embassy_net::{IpAddress, Stack};
use embassy_time::{Duration, Instant, with_deadline};

use crate::address::{Host, is_ours};
use crate::error::{Step, TransportError};
use crate::line::{Line, sealed};

/// How long the end of a connection may take to be told: the peer would find out
/// by itself.
const FAREWELL: Duration = Duration::from_secs(1);

/// A TCP connection without any protection.
pub struct Tcp<'a> {
    stack: Stack<'a>,
    socket: TcpSocket<'a>,
    /// Whether there is a peer that may not know of the end yet. It is waited for
    /// once: where the way to it is gone it will never be told.
    owes_farewell: bool,
}

impl<'a> Tcp<'a> {
    pub(crate) fn new(stack: Stack<'a>, receive: &'a mut [u8], transmit: &'a mut [u8]) -> Self {
        let mut socket = TcpSocket::new(stack, receive, transmit);
        // A request is written in few pieces; the last one is not to wait until the
        // one before is confirmed.
        socket.set_nagle_enabled(false);
        Self {
            stack,
            socket,
            owes_farewell: false,
        }
    }

    async fn connect(
        &mut self,
        address: IpAddress,
        port: u16,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        let connecting = self.socket.connect((address, port));
        let failed = match with_deadline(deadline, connecting).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => TransportError::connect(error),
            Err(_) => TransportError::late(Step::Connect),
        };
        // Nobody has answered: there is nobody to wait for.
        self.abort();
        Err(failed)
    }

    /// Waits until the peer was told of the end, but not for long.
    async fn bid_farewell(&mut self, deadline: Instant) {
        if mem::take(&mut self.owes_farewell) {
            let end = deadline.min(Instant::now() + FAREWELL);
            // Whether the peer takes note changes nothing.
            let _ = with_deadline(end, self.socket.flush()).await;
        }
    }
}

impl sealed::Sealed for Tcp<'_> {}

impl<'a> Line for Tcp<'a> {
    const SCHEME: Scheme = Scheme::Http;

    type Stream = TcpSocket<'a>;

    async fn open(
        &mut self,
        endpoint: &Endpoint<'_>,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        // Also one that a dropped future has left behind.
        self.abort();
        self.bid_farewell(deadline).await;
        with_deadline(deadline, self.stack.wait_config_up())
            .await
            .map_err(|_| TransportError::NO_ADDRESS)?;
        let host = Host::new(endpoint.host());
        let addresses = with_deadline(deadline, host.addresses(self.stack))
            .await
            .map_err(|_| TransportError::late(Step::Resolve))?;
        let mut outcome = Err(TransportError::UNKNOWN_HOST);
        let mut rest: &[IpAddress] = &addresses;
        while let ([address, behind @ ..], Err(_)) = (rest, outcome) {
            // One that does not answer leaves time for the others.
            let (now, shares) = (Instant::now(), behind.len() as u64 + 1);
            let share = deadline.saturating_duration_since(now).as_ticks() / shares;
            let end = now + Duration::from_ticks(share);
            outcome = self.connect(*address, endpoint.port(), end).await;
            rest = behind;
        }
        outcome
    }

    fn stream(&mut self) -> &mut TcpSocket<'a> {
        &mut self.socket
    }

    fn is_ours(&self) -> bool {
        self.stack.is_config_up()
            && self
                .socket
                .local_endpoint()
                .is_some_and(|local| is_ours(self.stack, local.addr))
    }

    fn close(&mut self) {
        self.socket.close();
        self.owes_farewell = true;
    }

    fn abort(&mut self) {
        match self.socket.state() {
            State::Closed => return,
            // No peer has been heard of.
            State::SynSent => {}
            _ => self.owes_farewell = true,
        }
        self.socket.abort();
    }

    async fn settle(&mut self) {
        self.bid_farewell(Instant::MAX).await;
    }
}

impl fmt::Debug for Tcp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tcp")
            .field("is_open", &self.socket.may_send())
            .finish_non_exhaustive()
    }
}
