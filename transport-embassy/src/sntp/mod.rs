//! The time of day, asked of a time server by SNTP (RFC 4330; RFC 5905, section 14).

mod error;
mod exchange;
mod socket;

use core::net::SocketAddr;
use core::time::Duration;

use embassy_net::udp::{PacketMetadata, UdpSocket};
use embassy_net::{IpAddress, IpEndpoint, Stack};
use embassy_time::{Instant, with_deadline};

use crate::address::{Host, in_turn};
use crate::clock::in_ticks;

pub use error::{Kiss, SntpError};
use exchange::Exchange;
use socket::{LONGEST, Socket};

/// The port of time servers: RFC 5905, section 7.2.
const PORT: u16 = 123;

/// Asks a time server what time it is, once each time that it is asked to. What it
/// says is not authenticated: see [Time of day](crate#time-of-day).
///
/// ```no_run
/// use core::time::Duration;
/// use drs_status_embassy::{Sntp, SntpError, TimeOfDay};
/// use embassy_net::Stack;
///
/// static TIME: TimeOfDay = TimeOfDay::new();
///
/// /// `built` is when the firmware was built, `stored` what the device has kept of an
/// /// earlier answer, `nonce` of the random number generator.
/// async fn learn(
///     stack: Stack<'_>,
///     built: Duration,
///     stored: Duration,
///     nonce: u64,
/// ) -> Result<(), SntpError> {
///     let sntp = Sntp::new("pool.ntp.org", built).not_before(stored);
///     TIME.set(sntp.ask(stack, nonce).await?);
///     Ok(())
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Sntp<'h> {
    server: &'h str,
    port: u16,
    floor: Duration,
    time_limit: Duration,
}

impl<'h> Sntp<'h> {
    /// Asks `server`, at port 123, for five seconds at most: a name, an IPv4 address, or
    /// an IPv6 address in brackets. No answer is believed that is earlier than `floor`,
    /// time since 1970: when the firmware was built.
    ///
    /// The floor also tells the eras of NTP apart, which begin anew each 136 years, in
    /// 2036 for the first time: an answer lies in the 68 years from it on.
    #[must_use]
    pub const fn new(server: &'h str, floor: Duration) -> Self {
        Self {
            server,
            port: PORT,
            floor,
            time_limit: Duration::from_secs(5),
        }
    }

    /// Raises the floor to `floor`, if that is later: what an earlier answer was, kept
    /// where it outlasts a restart.
    #[must_use]
    pub fn not_before(self, floor: Duration) -> Self {
        Self {
            floor: self.floor.max(floor),
            ..self
        }
    }

    /// Sets another port.
    #[must_use]
    pub const fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Sets how long it may take, with an address of our own and the server's.
    #[must_use]
    pub const fn time_limit(self, time_limit: Duration) -> Self {
        Self { time_limit, ..self }
    }

    /// The earliest time that is believed.
    #[must_use]
    pub const fn floor(&self) -> Duration {
        self.floor
    }

    /// Asks, and returns the time since 1970-01-01T00:00:00Z as it is at its end: right
    /// to half of the time that the answer took. Each address that the server has is
    /// asked once, until one gives the time; a question or an answer that is lost is not
    /// sent again. It may be dropped at any moment.
    ///
    /// `nonce` stands in the question and has to stand in the answer: who cannot read
    /// the question must guess it, so it should be of a random number generator that
    /// nobody can guess. About 52 of its bits count.
    ///
    /// The future has 1152 bytes at most.
    ///
    /// # Errors
    ///
    /// [`SntpError`]; of several addresses that of the last.
    ///
    /// # Panics
    ///
    /// Where the resources that were lent to the stack have no socket left: it takes
    /// one, until its end.
    pub async fn ask(&self, stack: Stack<'_>, nonce: u64) -> Result<Duration, SntpError> {
        let end = Instant::now().saturating_add(in_ticks(self.time_limit));
        let host = Host::new(self.server);
        with_deadline(end, host.wait_reachable(stack))
            .await
            .map_err(|_| SntpError::NoAddress)?;
        let addresses = with_deadline(end, host.addresses(stack))
            .await
            .map_err(|_| SntpError::NameServerSilent)?;
        let mut outcome = Err(SntpError::UnknownHost);
        for (address, end) in in_turn(&addresses, end) {
            outcome = with_deadline(end, self.ask_at(stack, address, nonce))
                .await
                .unwrap_or(Err(SntpError::Silent));
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    async fn ask_at(
        &self,
        stack: Stack<'_>,
        address: IpAddress,
        nonce: u64,
    ) -> Result<Duration, SntpError> {
        let mut places = [PacketMetadata::EMPTY; 2];
        let mut received = [0; LONGEST];
        let mut place = [PacketMetadata::EMPTY];
        let mut sent = [0; Exchange::LEN];
        let mut socket = UdpSocket::new(stack, &mut places, &mut received, &mut place, &mut sent);
        // Any port that is free, and the socket is new: that cannot fail.
        socket.bind(0).map_err(|_| SntpError::NoRoute)?;
        let server = IpEndpoint::new(address, self.port);
        let exchange = Exchange {
            server: SocketAddr::new(address.into(), self.port),
            floor: self.floor,
            nonce,
        };
        let asked = Instant::now();
        let told = exchange.run(&Socket::new(socket, server)).await?;
        let way_back = asked.elapsed() / 2;
        Ok(told.saturating_add(Duration::from_micros(way_back.as_micros())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOR: Duration = Duration::from_secs(1_767_225_601);

    #[test]
    fn the_floor_is_the_later_of_both() {
        let sntp = Sntp::new("time.example", FLOOR);
        for (stored, expected) in [
            (Duration::ZERO, FLOOR),
            (FLOOR, FLOOR),
            (FLOOR * 2, FLOOR * 2),
        ] {
            assert_eq!(sntp.not_before(stored).floor(), expected);
            // It does not go down again.
            let twice = sntp.not_before(stored).not_before(FLOOR / 2);
            assert_eq!(twice.floor(), expected);
        }
    }

    /// Of what `ask` returns, without asking.
    fn size_of_future<F>(_: impl FnOnce(Stack<'static>) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn the_future_is_as_small_as_is_promised() {
        static SNTP: Sntp<'_> = Sntp::new("time.example", FLOOR);
        let size = size_of_future(|stack| SNTP.ask(stack, 0));
        assert!(size <= 1152, "{size} bytes");
    }
}
