#![doc = include_str!("../README.md")]

mod carried;
mod dhcp;
mod dns;
mod guest;
mod network;
mod ntp;
mod plan;
mod seen;
mod segment;

pub use network::Network;
pub use plan::{Lease, Name, Time};
pub use seen::Seen;

use std::net::Ipv4Addr;

/// The host: every service is here, and a TCP connection to one of its ports goes to
/// that port of 127.0.0.1.
pub const HOST: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 2);

/// An address that refuses every TCP connection.
pub const REFUSING: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 3);

/// An address without anybody: no ARP request for it is answered.
pub const NOBODY: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 4);

/// The address that a device gets by DHCP, with a prefix of 24 bits.
pub const GUEST: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 15);
