//! A device on a segment: smoltcp, as firmware has it.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::net::Ipv4Addr;
use std::os::unix::net::UnixStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use drs_status_network::{GUEST, HOST, Network};
use smoltcp::iface::{Config, Interface, PollResult, SocketHandle, SocketSet};
use smoltcp::phy::{self, DeviceCapabilities, Medium};
use smoltcp::socket::{tcp, udp};
use smoltcp::wire::{EthernetAddress, IpCidr};

/// However busy the host is, what comes at all comes within it.
pub(crate) const LONG: Duration = Duration::from_secs(10);

/// What does not come within it does not come.
pub(crate) const SHORT: Duration = Duration::from_millis(300);

pub(crate) struct Device {
    wire: Wire,
    interface: Interface,
    pub(crate) sockets: SocketSet<'static>,
}

impl Device {
    /// Without an address.
    pub(crate) fn new(network: &Network) -> Self {
        let stream = UnixStream::connect(network.socket()).expect("a segment");
        stream.set_nonblocking(true).expect("it does not block");
        let mut wire = Wire {
            stream,
            bytes: VecDeque::new(),
        };
        let config = Config::new(EthernetAddress([2, 0, 0, 0, 0, 1]).into());
        let interface = Interface::new(config, &mut wire, now());
        Self {
            wire,
            interface,
            sockets: SocketSet::new(Vec::new()),
        }
    }

    /// With the address that DHCP would give.
    pub(crate) fn with_address(network: &Network) -> Self {
        let mut device = Self::new(network);
        device.set_address(IpCidr::new(GUEST.into(), 24));
        device
    }

    pub(crate) fn set_address(&mut self, address: IpCidr) {
        self.interface.update_ip_addrs(|addresses| {
            addresses.clear();
            addresses.push(address).expect("room for one");
        });
        let routes = self.interface.routes_mut();
        routes.add_default_ipv4_route(HOST).expect("room for one");
    }

    /// Polls until `done` gives something, or `time` has passed.
    pub(crate) fn until<T>(
        &mut self,
        time: Duration,
        mut done: impl FnMut(&mut Interface, &mut SocketSet<'static>) -> Option<T>,
    ) -> Option<T> {
        let start = Instant::now();
        while start.elapsed() < time {
            let (now, wire) = (now(), &mut self.wire);
            let polled = self.interface.poll(now, wire, &mut self.sockets);
            if let Some(what) = done(&mut self.interface, &mut self.sockets) {
                // What was done may have something to send.
                self.interface.poll(now, wire, &mut self.sockets);
                return Some(what);
            }
            if polled == PollResult::None {
                sleep(Duration::from_millis(1));
            }
        }
        None
    }

    /// Begins a connection.
    pub(crate) fn connect(&mut self, address: Ipv4Addr, port: u16, from: u16) -> SocketHandle {
        let buffer = || tcp::SocketBuffer::new(vec![0; 8192]);
        let mut socket = tcp::Socket::new(buffer(), buffer());
        let context = self.interface.context();
        socket
            .connect(context, (address, port), from)
            .expect("a socket that was closed");
        self.sockets.add(socket)
    }

    /// Polls until the connection is in `state`, and says whether it came to be.
    pub(crate) fn comes_to(
        &mut self,
        connection: SocketHandle,
        state: tcp::State,
        time: Duration,
    ) -> bool {
        let is = |_: &mut _, sockets: &mut SocketSet<'static>| {
            (sockets.get::<tcp::Socket<'_>>(connection).state() == state).then_some(())
        };
        self.until(time, is).is_some()
    }

    /// Sends `bytes`, whole.
    pub(crate) fn send(&mut self, connection: SocketHandle, bytes: &[u8]) {
        let mut rest = bytes;
        let sent = self.until(LONG, |_, sockets| {
            let socket = sockets.get_mut::<tcp::Socket<'_>>(connection);
            rest = &rest[socket.send_slice(rest).expect("it may send")..];
            rest.is_empty().then_some(())
        });
        sent.expect("all is sent");
    }

    /// Reads until `size` bytes are there, or the other end has ended.
    pub(crate) fn read(&mut self, connection: SocketHandle, size: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let read = self.until(LONG, |_, sockets| {
            let socket = sockets.get_mut::<tcp::Socket<'_>>(connection);
            let mut buffer = [0; 1024];
            while let Ok(size @ 1..) = socket.recv_slice(&mut buffer) {
                bytes.extend(&buffer[..size]);
            }
            (bytes.len() >= size || !socket.may_recv()).then_some(())
        });
        let state = self.sockets.get::<tcp::Socket<'_>>(connection).state();
        assert!(read.is_some(), "{} of {size} bytes, {state}", bytes.len());
        bytes
    }

    /// Sends one datagram from a port of its own, and reads the answer.
    pub(crate) fn exchange(&mut self, port: u16, bytes: &[u8], time: Duration) -> Option<Vec<u8>> {
        let buffer = || udp::PacketBuffer::new(vec![udp::PacketMetadata::EMPTY; 4], vec![0; 2048]);
        let mut socket = udp::Socket::new(buffer(), buffer());
        socket.bind(40_000).expect("a port that is free");
        socket
            .send_slice(bytes, (HOST, port))
            .expect("room for one");
        let socket = self.sockets.add(socket);
        let answer = self.until(time, |_, sockets| {
            let socket = sockets.get_mut::<udp::Socket<'_>>(socket);
            socket.recv().ok().map(|(bytes, _)| bytes.to_vec())
        });
        self.sockets.remove(socket);
        answer
    }
}

fn now() -> smoltcp::time::Instant {
    smoltcp::time::Instant::now()
}

/// Frames, each after its length.
struct Wire {
    stream: UnixStream,
    bytes: VecDeque<u8>,
}

impl Wire {
    fn frame(&mut self) -> Option<Vec<u8>> {
        let mut buffer = [0; 4096];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => break,
                Ok(size) => self.bytes.extend(&buffer[..size]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => panic!("the segment is gone: {error}"),
            }
        }
        let length: Vec<u8> = self.bytes.iter().take(4).copied().collect();
        let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
        (self.bytes.len() >= 4 + length).then(|| self.bytes.drain(..4 + length).skip(4).collect())
    }
}

impl phy::Device for Wire {
    type RxToken<'a> = Frame;
    type TxToken<'a> = Sending<'a>;

    fn receive(&mut self, _: smoltcp::time::Instant) -> Option<(Frame, Self::TxToken<'_>)> {
        let frame = self.frame()?;
        Some((Frame(frame), Sending(&mut self.stream)))
    }

    fn transmit(&mut self, _: smoltcp::time::Instant) -> Option<Self::TxToken<'_>> {
        Some(Sending(&mut self.stream))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ethernet;
        capabilities.max_transmission_unit = 1514;
        capabilities
    }
}

struct Frame(Vec<u8>);

impl phy::RxToken for Frame {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        read(&self.0)
    }
}

struct Sending<'a>(&'a mut UnixStream);

impl phy::TxToken for Sending<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, length: usize, write: F) -> R {
        let mut bytes = vec![0; 4 + length];
        let (before, frame) = bytes.split_at_mut(4);
        before.copy_from_slice(&u32::try_from(length).expect("a frame").to_be_bytes());
        let result = write(frame);
        self.0.write_all(&bytes).expect("room on the wire");
        result
    }
}
