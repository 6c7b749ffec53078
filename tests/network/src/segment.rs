//! The segment itself: one loop over all that may happen on it.

use std::io::{self, ErrorKind, Read};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use smoltcp::iface::{Config, Interface, SocketHandle, SocketSet};
use smoltcp::socket::udp;
use smoltcp::time::Instant;
use smoltcp::wire::{
    DhcpMessageType, EthernetAddress, IpAddress, IpCidr, IpEndpoint, IpListenEndpoint,
};

use crate::carried::{Asked, Carried};
use crate::guest::Guest;
use crate::network::Shared;
use crate::plan::Plan;
use crate::seen::Seen;
use crate::{HOST, REFUSING, dhcp, dns, ntp};

/// Of the services. The second lowest bit of the first byte says that nobody
/// assigned it.
const HARDWARE: EthernetAddress = EthernetAddress([0x02, 0x64, 0x72, 0x73, 0, 2]);

const PREFIX: u8 = 24;

/// The segment with whoever is plugged in.
pub(crate) struct Segment {
    listener: UnixListener,
    /// Its other end is written to, or dropped, to end the segment.
    stop: UnixStream,
    shared: Arc<Shared>,
    plugged: Option<Plugged>,
}

impl Segment {
    /// Neither may block.
    pub(crate) fn new(listener: UnixListener, stop: UnixStream, shared: Arc<Shared>) -> Self {
        Self {
            listener,
            stop,
            shared,
            plugged: None,
        }
    }

    /// Runs until it is stopped.
    pub(crate) fn run(self) {
        self.turns().expect("the sockets of the segment work");
    }

    fn turns(mut self) -> io::Result<()> {
        loop {
            self.wait()?;
            match self.stop.read(&mut [0]) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                _ => return Ok(()),
            }
            if let Some(plugged) = &mut self.plugged {
                if plugged.turn(&self.shared).is_err() {
                    self.plugged = None;
                    self.shared.see(Seen::Unplugged);
                }
            } else {
                match self.listener.accept() {
                    Ok((stream, _)) => {
                        stream.set_nonblocking(true)?;
                        self.plugged = Some(Plugged::new(stream));
                        self.shared.see(Seen::Plugged);
                    }
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }

    /// Until something may be done.
    fn wait(&mut self) -> io::Result<()> {
        let mut sources = vec![PollFd::new(&self.stop, PollFlags::IN)];
        let mut time = None;
        if let Some(plugged) = &mut self.plugged {
            time = plugged.time_left();
            plugged.sources(&mut sources);
        } else {
            sources.push(PollFd::new(&self.listener, PollFlags::IN));
        }
        // What does not fit is long enough for never.
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        match poll(&mut sources, time.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// A device, and the services as it sees them.
struct Plugged {
    guest: Guest,
    interface: Interface,
    sockets: SocketSet<'static>,
    dhcp: SocketHandle,
    dns: SocketHandle,
    ntp: SocketHandle,
    carried: Vec<Carried>,
}

impl Plugged {
    fn new(stream: UnixStream) -> Self {
        let mut guest = Guest::new(stream);
        let mut config = Config::new(HARDWARE.into());
        // Sequence numbers differ from run to run.
        config.random_seed = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| u64::from(time.subsec_nanos()));
        let mut interface = Interface::new(config, &mut guest, Instant::now());
        interface.update_ip_addrs(|addresses| {
            for address in [HOST, REFUSING] {
                addresses
                    .push(IpCidr::new(address.into(), PREFIX))
                    .expect("room for two addresses");
            }
        });
        let mut sockets = SocketSet::new(Vec::new());
        let at_host = |port| IpListenEndpoint {
            addr: Some(HOST.into()),
            port,
        };
        Self {
            guest,
            interface,
            // Discoveries go to all.
            dhcp: sockets.add(socket(dhcp::PORT.into())),
            dns: sockets.add(socket(at_host(dns::PORT))),
            ntp: sockets.add(socket(at_host(ntp::PORT))),
            sockets,
            carried: Vec::new(),
        }
    }

    fn time_left(&mut self) -> Option<Duration> {
        let time = self.interface.poll_delay(Instant::now(), &self.sockets)?;
        Some(time.into())
    }

    fn sources<'a>(&'a self, sources: &mut Vec<PollFd<'a>>) {
        let mut flags = PollFlags::IN;
        flags.set(PollFlags::OUT, self.guest.has_unwritten());
        sources.push(PollFd::new(self.guest.stream(), flags));
        for carried in &self.carried {
            let flags = carried.interest(&self.sockets);
            // Waited for nothing, it would still tell of its end, again and again.
            if !flags.is_empty() {
                sources.push(PollFd::new(carried.host(), flags));
            }
        }
    }

    /// Does all that can be done now.
    fn turn(&mut self, shared: &Shared) -> io::Result<()> {
        self.guest.read()?;
        while let Some(frame) = self.guest.next() {
            if let Some(asked) = Asked::parse(frame) {
                self.open(asked, shared);
            }
            let (now, guest) = (Instant::now(), &mut self.guest);
            self.interface
                .poll_ingress_single(now, guest, &mut self.sockets);
        }
        self.serve(shared);
        for carried in &mut self.carried {
            carried.carry(&mut self.sockets);
        }
        self.interface
            .poll(Instant::now(), &mut self.guest, &mut self.sockets);
        self.carried
            .retain(|carried| !carried.is_over(&mut self.sockets));
        self.guest.write()
    }

    fn open(&mut self, asked: Asked, shared: &Shared) {
        if self.carried.iter().any(|carried| carried.is(asked)) {
            return;
        }
        let port = shared.plan().port(asked.port);
        if let Some(carried) = Carried::open(asked, port, &mut self.sockets) {
            self.carried.push(carried);
            shared.see(Seen::Accepted(asked.port));
        } else {
            shared.see(Seen::Refused(asked.port));
        }
    }

    fn serve(&mut self, shared: &Shared) {
        let socket = self.sockets.get_mut(self.dhcp);
        serve(socket, shared, |_, bytes, plan| {
            let message = dhcp::Message::parse(bytes)?;
            let seen = match message.kind {
                DhcpMessageType::Discover => Seen::Discover,
                DhcpMessageType::Request => Seen::Request,
                _ => Seen::OtherDhcp,
            };
            let answer = message.answer(plan.lease).map(|(to, bytes)| {
                let to = IpEndpoint::new(to.into(), dhcp::CLIENT_PORT);
                (to, bytes)
            });
            Some((seen, answer))
        });
        let socket = self.sockets.get_mut(self.dns);
        serve(socket, shared, |from, bytes, plan| {
            let question = dns::Question::parse(bytes)?;
            let answer = question.answer(&plan.name(&question.name));
            let answer = answer.map(|bytes| (from, bytes));
            Some((Seen::Question(question.name), answer))
        });
        let socket = self.sockets.get_mut(self.ntp);
        serve(socket, shared, |from, bytes, plan| {
            let answer = ntp::answer(bytes, plan.time).map(|bytes| (from, bytes));
            Some((Seen::TimeAsked, answer))
        });
    }
}

/// An answer and where it goes.
type Answer = (IpEndpoint, Vec<u8>);

/// Answers all that has come to `socket`. `answer` is told from whom what came, and
/// says what was seen, if it was anything.
fn serve(
    socket: &mut udp::Socket<'_>,
    shared: &Shared,
    answer: impl Fn(IpEndpoint, &[u8], &mut Plan) -> Option<(Seen, Option<Answer>)>,
) {
    while let Ok((bytes, from)) = socket.recv() {
        let Some((seen, answer)) = answer(from.endpoint, bytes, &mut shared.plan()) else {
            continue;
        };
        if let Some((to, bytes)) = answer {
            let mut to = udp::UdpMetadata::from(to);
            to.local_address = Some(IpAddress::Ipv4(HOST));
            // Where there is no room, it is lost, as on any network.
            let _ = socket.send_slice(&bytes, to);
        }
        shared.see(seen);
    }
}

fn socket(at: IpListenEndpoint) -> udp::Socket<'static> {
    let buffer = || {
        let packets = vec![udp::PacketMetadata::EMPTY; 8];
        udp::PacketBuffer::new(packets, vec![0; 8 * 1024])
    };
    let mut socket = udp::Socket::new(buffer(), buffer());
    socket.bind(at).expect("a port that is not 0, bound once");
    socket
}
