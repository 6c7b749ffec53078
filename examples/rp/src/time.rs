//! The time of day, by SNTP.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use drs_status_gateway::TimeSource;
use embassy_net::Stack;
use embassy_net::dns::DnsQueryType;
use embassy_net::udp::{PacketMetadata, UdpSocket};
use embassy_time::Instant;
use sntpc::{NtpContext, NtpTimestampGenerator};
use sntpc_net_embassy::UdpSocketWrapper;

use crate::service::TIME;
use crate::settings::NTP_SERVER;

const PORT: u16 = 123;

/// A client of the time server in the settings.
pub(crate) struct Sntp(pub(crate) Stack<'static>);

/// Why there is no time.
#[derive(Debug)]
pub(crate) enum NoTime {
    Name,
    Socket,
    Answer,
}

impl TimeSource for Sntp {
    type Error = NoTime;

    async fn unix_time(&mut self) -> Result<Duration, NoTime> {
        let addresses = self.0.dns_query(NTP_SERVER, DnsQueryType::A).await;
        let address = addresses
            .ok()
            .and_then(|all| all.first().copied())
            .ok_or(NoTime::Name)?;
        let embassy_net::IpAddress::Ipv4(address) = address;
        let (mut received, mut sent) = ([PacketMetadata::EMPTY; 2], [PacketMetadata::EMPTY; 2]);
        let (mut receive, mut transmit) = ([0; 128], [0; 128]);
        let mut socket = UdpSocket::new(
            self.0,
            &mut received,
            &mut receive,
            &mut sent,
            &mut transmit,
        );
        socket.bind(0).map_err(|_| NoTime::Socket)?;
        let socket = UdpSocketWrapper::new(socket);
        let server = SocketAddr::new(IpAddr::V4(address), PORT);
        let answer = sntpc::get_time(server, &socket, NtpContext::new(Uptime(0))).await;
        let answer = answer.map_err(|_| NoTime::Answer)?;
        Ok(Duration::from_secs(answer.sec()))
    }

    fn set(&mut self, unix_time: Duration) {
        TIME.set(unix_time);
    }
}

#[derive(Clone, Copy)]
struct Uptime(u64);

impl NtpTimestampGenerator for Uptime {
    fn init(&mut self) {
        self.0 = Instant::now().as_micros();
    }

    fn timestamp_sec(&self) -> u64 {
        self.0 / 1_000_000
    }

    fn timestamp_subsec_micros(&self) -> u32 {
        (self.0 % 1_000_000) as u32
    }
}
