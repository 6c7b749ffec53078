//! A UDP socket, as what asks wants it.

use core::net::SocketAddr;

use embassy_net::IpEndpoint;
use embassy_net::udp::UdpSocket;
use sntpc::NtpUdpSocket;

/// The longest datagram that is received: an answer, and as much again of extensions,
/// which nobody asked for. A longer one is lost.
pub(super) const LONGEST: usize = 96;

/// Speaks with one server; what others send is passed over.
pub(super) struct Socket<'s> {
    socket: UdpSocket<'s>,
    server: IpEndpoint,
}

impl<'s> Socket<'s> {
    pub(super) const fn new(socket: UdpSocket<'s>, server: IpEndpoint) -> Self {
        Self { socket, server }
    }
}

impl NtpUdpSocket for Socket<'_> {
    async fn send_to(&self, bytes: &[u8], _: SocketAddr) -> sntpc::Result<usize> {
        match self.socket.send_to(bytes, self.server).await {
            Ok(()) => Ok(bytes.len()),
            Err(_) => Err(sntpc::Error::Network),
        }
    }

    async fn recv_from(&self, buffer: &mut [u8]) -> sntpc::Result<(usize, SocketAddr)> {
        let mut datagram = [0; LONGEST];
        loop {
            let Ok((len, from)) = self.socket.recv_from(&mut datagram).await else {
                continue;
            };
            if from.endpoint == self.server {
                let bytes = datagram.get(..len).unwrap_or_default();
                for (to, byte) in buffer.iter_mut().zip(bytes) {
                    *to = *byte;
                }
                let address = self.server.addr.into();
                return Ok((len, SocketAddr::new(address, self.server.port)));
            }
        }
    }
}
