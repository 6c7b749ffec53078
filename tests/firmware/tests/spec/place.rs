//! A port of this machine that is kept free.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Socket, Type};

/// A port on which nobody listens, and which is nobody else's for as long as this
/// lives. A service may come to listen on it, and go again.
pub(crate) struct Place {
    /// Has the port without listening, and leaves it to those that want to.
    _keeper: Socket,
    address: SocketAddr,
}

impl Place {
    /// One of 127.0.0.1.
    pub(crate) fn new() -> Self {
        Self::of(Ipv4Addr::LOCALHOST.into())
    }

    /// One of `::1`.
    pub(crate) fn v6() -> Self {
        Self::of(Ipv6Addr::LOCALHOST.into())
    }

    fn of(host: IpAddr) -> Self {
        let any = SocketAddr::new(host, 0);
        let domain = Domain::for_address(any);
        let keeper = Socket::new(domain, Type::STREAM, None).expect("a socket");
        keeper.set_reuse_address(true).expect("it may be shared");
        keeper.bind(&any.into()).expect("a free port");
        let address = keeper.local_addr().ok().and_then(|place| place.as_socket());
        Self {
            _keeper: keeper,
            address: address.expect("it has an address"),
        }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }
}
