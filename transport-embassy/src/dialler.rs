//! Opens connections by TCP, and ends them.

use core::mem;

use drs_status_core::Endpoint;
use embassy_net::tcp::{State, TcpSocket};
use embassy_net::{IpAddress, Stack};
use embassy_time::{Duration, Instant, with_deadline};

use crate::address::{Host, in_turn, is_ours};
use crate::error::{Step, TransportError};

/// How long the end of a connection may take to be told: the peer would find out
/// by itself.
const FAREWELL: Duration = Duration::from_secs(1);

/// Opens connections by TCP on a socket, one at a time, and ends them.
pub(crate) struct Dialler<'a> {
    stack: Stack<'a>,
    /// Whether there is a peer that may not know of the end yet. It is waited for
    /// once: where the way to it is gone it will never be told.
    owes_farewell: bool,
}

impl<'a> Dialler<'a> {
    /// One for `stack`, and its socket.
    pub(crate) fn new(
        stack: Stack<'a>,
        receive: &'a mut [u8],
        transmit: &'a mut [u8],
    ) -> (Self, TcpSocket<'a>) {
        let mut socket = TcpSocket::new(stack, receive, transmit);
        // A request is written in few pieces; the last one is not to wait until the
        // one before is confirmed.
        socket.set_nagle_enabled(false);
        let dialler = Self {
            stack,
            owes_farewell: false,
        };
        (dialler, socket)
    }

    /// Opens a connection to `endpoint`, before `deadline`. What was open before is
    /// closed.
    pub(crate) async fn dial(
        &mut self,
        socket: &mut TcpSocket<'a>,
        endpoint: &Endpoint<'_>,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        // Also one that a dropped future has left behind.
        self.abort(socket);
        self.bid_farewell(socket, deadline).await;
        let host = Host::new(endpoint.host());
        with_deadline(deadline, host.wait_reachable(self.stack))
            .await
            .map_err(|_| TransportError::NO_ADDRESS)?;
        let addresses = with_deadline(deadline, host.addresses(self.stack))
            .await
            .map_err(|_| TransportError::late(Step::Resolve))?;
        let mut outcome = Err(TransportError::UNKNOWN_HOST);
        for (address, end) in in_turn(&addresses, deadline) {
            outcome = self.connect(socket, address, endpoint.port(), end).await;
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    async fn connect(
        &mut self,
        socket: &mut TcpSocket<'a>,
        address: IpAddress,
        port: u16,
        deadline: Instant,
    ) -> Result<(), TransportError> {
        let failed = match with_deadline(deadline, socket.connect((address, port))).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => TransportError::connect(error),
            Err(_) => TransportError::late(Step::Connect),
        };
        // Nobody has answered: there is nobody to wait for.
        self.abort(socket);
        Err(failed)
    }

    /// Whether the connection that was open may still be: this device has the
    /// address that it had then.
    pub(crate) fn is_ours(&self, socket: &TcpSocket<'a>) -> bool {
        self.stack.is_config_up()
            && socket
                .local_endpoint()
                .is_some_and(|local| is_ours(self.stack, local.addr))
    }

    /// Begins to close the connection.
    pub(crate) fn close(&mut self, socket: &mut TcpSocket<'a>) {
        socket.close();
        self.owes_farewell = true;
    }

    /// Closes the connection at once: the peer is told that it is reset.
    pub(crate) fn abort(&mut self, socket: &mut TcpSocket<'a>) {
        match socket.state() {
            State::Closed => return,
            // No peer has been heard of.
            State::SynSent => {}
            _ => self.owes_farewell = true,
        }
        socket.abort();
    }

    /// Waits until the peer was told of the end, but not for long.
    pub(crate) async fn bid_farewell(&mut self, socket: &mut TcpSocket<'a>, deadline: Instant) {
        if mem::take(&mut self.owes_farewell) {
            let end = deadline.min(Instant::now() + FAREWELL);
            // Whether the peer takes note changes nothing.
            let _ = with_deadline(end, socket.flush()).await;
        }
    }
}
