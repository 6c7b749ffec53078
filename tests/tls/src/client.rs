//! Who asks: what a test's client is, and how it reaches a server of this machine.

use std::net::SocketAddr;

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Client {
    /// A program on this machine.
    Host,
    /// Firmware on a machine that QEMU emulates. To it, 192.0.2.2 is this machine's
    /// 127.0.0.1, and no name has an address.
    Device,
}

impl Client {
    /// All names by which clients reach this machine.
    #[must_use]
    pub const fn all_names() -> [&'static str; 3] {
        ["localhost", "127.0.0.1", "192.0.2.2"]
    }

    /// By what it reaches this machine: an address, since only that serves all.
    #[must_use]
    pub const fn host(self) -> &'static str {
        match self {
            Self::Host => "127.0.0.1",
            Self::Device => "192.0.2.2",
        }
    }

    /// The URL by which it reaches a server of this machine.
    #[must_use]
    pub fn endpoint(self, address: SocketAddr) -> String {
        format!("https://{}:{}", self.host(), address.port())
    }
}
