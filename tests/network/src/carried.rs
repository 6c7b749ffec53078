//! A TCP connection of a device, carried to a program on the host.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::time::Duration;

use rustix::event::PollFlags;
use smoltcp::iface::{SocketHandle, SocketSet};
use smoltcp::socket::tcp::{Socket, SocketBuffer, State};
use smoltcp::wire::{
    EthernetFrame, EthernetProtocol, IpEndpoint, IpProtocol, Ipv4Packet, TcpPacket,
};

use crate::HOST;

/// Bytes that may be under way, each direction.
const BUFFER: usize = 64 * 1024;

/// The host is near: who does not accept within it is not there.
const CONNECT_TIME: Duration = Duration::from_secs(1);

/// A frame that asks for a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Asked {
    from: IpEndpoint,
    pub(crate) port: u16,
}

impl Asked {
    /// `None` if `frame` asks for none, or not [`HOST`].
    pub(crate) fn parse(frame: &[u8]) -> Option<Self> {
        let frame = EthernetFrame::new_checked(frame).ok()?;
        if frame.ethertype() != EthernetProtocol::Ipv4 {
            return None;
        }
        let packet = Ipv4Packet::new_checked(frame.payload()).ok()?;
        if packet.next_header() != IpProtocol::Tcp || packet.dst_addr() != HOST {
            return None;
        }
        let segment = TcpPacket::new_checked(packet.payload()).ok()?;
        (segment.syn() && !segment.ack()).then(|| Self {
            from: (packet.src_addr(), segment.src_port()).into(),
            port: segment.dst_port(),
        })
    }
}

/// A connection and what stands for it on the host.
#[derive(Debug)]
pub(crate) struct Carried {
    asked: Asked,
    socket: SocketHandle,
    host: TcpStream,
    /// What each end has said to be its last.
    ended_by_guest: bool,
    ended_by_host: bool,
}

impl Carried {
    /// Connects to `port` of the host, and has `sockets` listen for what asks. `None`
    /// if the host refuses: then nobody listens, and the device is refused too.
    pub(crate) fn open(asked: Asked, port: u16, sockets: &mut SocketSet<'_>) -> Option<Self> {
        let address = (Ipv4Addr::LOCALHOST, port).into();
        let host = TcpStream::connect_timeout(&address, CONNECT_TIME).ok()?;
        host.set_nonblocking(true).ok()?;
        host.set_nodelay(true).ok()?;
        let mut socket = Socket::new(buffer(), buffer());
        socket.set_nagle_enabled(false);
        socket.listen((HOST, asked.port)).ok()?;
        Some(Self {
            asked,
            socket: sockets.add(socket),
            host,
            ended_by_guest: false,
            ended_by_host: false,
        })
    }

    pub(crate) fn host(&self) -> &TcpStream {
        &self.host
    }

    /// Whether `asked` is this connection's first frame once more.
    pub(crate) fn is(&self, asked: Asked) -> bool {
        self.asked == asked
    }

    /// What is waited for on the host's side.
    pub(crate) fn interest(&self, sockets: &SocketSet<'_>) -> PollFlags {
        let socket = sockets.get::<Socket<'_>>(self.socket);
        let mut flags = PollFlags::empty();
        flags.set(PollFlags::OUT, socket.can_recv());
        flags.set(PollFlags::IN, socket.can_send() && !self.ended_by_host);
        flags
    }

    /// Carries what can be carried now, both ways.
    pub(crate) fn carry(&mut self, sockets: &mut SocketSet<'_>) {
        let socket = sockets.get_mut::<Socket<'_>>(self.socket);
        self.carry_to_host(socket);
        self.carry_to_guest(socket);
    }

    fn carry_to_host(&mut self, socket: &mut Socket<'_>) {
        let host = &mut self.host;
        while socket.can_recv() {
            let written = socket.recv(|bytes| match host.write(bytes) {
                Ok(size) => (size, Ok(size)),
                Err(error) => (0, Err(error)),
            });
            match written {
                Ok(Ok(0)) | Err(_) => break,
                Ok(Ok(_)) => {}
                Ok(Err(error)) if error.kind() == ErrorKind::Interrupted => {}
                Ok(Err(error)) if error.kind() == ErrorKind::WouldBlock => return,
                Ok(Err(_)) => return socket.abort(),
            }
        }
        let last = matches!(
            socket.state(),
            State::CloseWait | State::LastAck | State::Closing | State::TimeWait
        );
        if last && !self.ended_by_guest {
            self.ended_by_guest = true;
            // It fails where the host has gone: then reading says so.
            let _ = self.host.shutdown(Shutdown::Write);
        }
    }

    fn carry_to_guest(&mut self, socket: &mut Socket<'_>) {
        let host = &mut self.host;
        while socket.can_send() && !self.ended_by_host {
            let read = socket.send(|room| match host.read(room) {
                Ok(size) => (size, Ok(size)),
                Err(error) => (0, Err(error)),
            });
            match read {
                Ok(Ok(0)) => self.ended_by_host = true,
                Ok(Ok(_)) => {}
                Ok(Err(error)) if error.kind() == ErrorKind::Interrupted => {}
                Ok(Err(error)) if error.kind() == ErrorKind::WouldBlock => break,
                // A reset of the host's is one of ours.
                Ok(Err(_)) => {
                    self.ended_by_host = true;
                    socket.abort();
                }
                Err(_) => break,
            }
        }
        // In LAST-ACK smoltcp 0.13.1 passes over window updates: told the end before all
        // is acknowledged, a device that reads slowly would not get the rest.
        if self.ended_by_host && socket.send_queue() == 0 {
            socket.close();
        }
    }

    /// Whether it is over, and told so to both ends. Then its socket is removed.
    pub(crate) fn is_over(&self, sockets: &mut SocketSet<'_>) -> bool {
        let socket = sockets.get_mut::<Socket<'_>>(self.socket);
        let reset = match socket.state() {
            // What an abort has to say is still to go while there is a remote end.
            State::Closed if socket.remote_endpoint().is_none() => {
                !self.ended_by_host || !self.ended_by_guest
            }
            // What was to come has not come, or was taken back.
            State::Listen => true,
            State::TimeWait => false,
            _ => return false,
        };
        if reset {
            // Closing it then resets it. It fails where it is reset already.
            let _ = rustix::net::sockopt::set_socket_linger(&self.host, Some(Duration::ZERO));
        }
        sockets.remove(self.socket);
        true
    }
}

fn buffer() -> SocketBuffer<'static> {
    SocketBuffer::new(vec![0; BUFFER])
}
