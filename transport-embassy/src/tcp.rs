//! TCP as it is, without any protection.

use core::fmt;

use drs_status_core::{Endpoint, Scheme};
use embassy_net::Stack;
use embassy_net::tcp::TcpSocket;
use embassy_time::Instant;

use crate::dialler::Dialler;
use crate::error::TransportError;
use crate::line::{Line, sealed};

/// A TCP connection without any protection.
pub struct Tcp<'a> {
    dialler: Dialler<'a>,
    socket: TcpSocket<'a>,
}

impl<'a> Tcp<'a> {
    pub(crate) fn new(stack: Stack<'a>, receive: &'a mut [u8], transmit: &'a mut [u8]) -> Self {
        let (dialler, socket) = Dialler::new(stack, receive, transmit);
        Self { dialler, socket }
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
        self.dialler
            .dial(&mut self.socket, endpoint, deadline)
            .await
    }

    fn stream(&mut self) -> &mut TcpSocket<'a> {
        &mut self.socket
    }

    fn is_ours(&self) -> bool {
        self.dialler.is_ours(&self.socket)
    }

    fn close(&mut self) {
        self.dialler.close(&mut self.socket);
    }

    fn abort(&mut self) {
        self.dialler.abort(&mut self.socket);
    }

    async fn settle(&mut self) {
        self.dialler
            .bid_farewell(&mut self.socket, Instant::MAX)
            .await;
    }
}

impl fmt::Debug for Tcp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tcp")
            .field("is_open", &self.socket.may_send())
            .finish_non_exhaustive()
    }
}
