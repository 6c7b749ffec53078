//! What the services of a segment answer; it can be changed while they run.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::time::Duration;

/// What the DHCP server does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lease {
    /// It gives the address for as long; whole seconds count. A renewal gets as long
    /// again.
    For(Duration),
    /// It refuses what is requested, by DHCPNAK (RFC 2131, section 4.3.2), and
    /// offers as before.
    Refused,
    /// It answers nothing.
    Silent,
}

/// What the DNS server answers when it is asked for a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Name {
    /// These addresses, in this order.
    Addresses(Vec<Ipv4Addr>),
    /// There is no such name: NXDOMAIN. So it is for each name that was not set.
    Unknown,
    /// The server is in trouble: SERVFAIL.
    Failing,
    /// Nothing.
    Silent,
}

/// What the NTP server answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Time {
    /// The time of the host.
    OfHost,
    /// This time since 1970-01-01 00:00 UTC, whenever it is asked.
    At(Duration),
    /// That it knows no time: leap indicator 3, stratum 16 (RFC 5905, section 7.3).
    Unsynchronised,
    /// Nothing.
    Silent,
}

#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) lease: Lease,
    pub(crate) names: HashMap<String, Name>,
    /// Questions to come that are lost.
    pub(crate) lost_questions: usize,
    pub(crate) time: Time,
    /// Ports of 127.0.0.1 that stand behind others of the host's.
    pub(crate) ports: HashMap<u16, u16>,
}

impl Plan {
    /// What is answered for `name`, in any case of its letters.
    pub(crate) fn name(&mut self, name: &str) -> Name {
        if self.lost_questions > 0 {
            self.lost_questions -= 1;
            return Name::Silent;
        }
        let name = name.to_ascii_lowercase();
        self.names.get(&name).cloned().unwrap_or(Name::Unknown)
    }

    /// Where a connection to `port` goes.
    pub(crate) fn port(&self, port: u16) -> u16 {
        self.ports.get(&port).copied().unwrap_or(port)
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            lease: Lease::For(Duration::from_hours(24)),
            names: HashMap::new(),
            lost_questions: 0,
            time: Time::OfHost,
            ports: HashMap::new(),
        }
    }
}
