//! Where a host is.

use core::future::poll_fn;
use core::net::{IpAddr, Ipv6Addr};
use core::pin::pin;
use core::task::Poll;

use embassy_net::dns::DnsQueryType;
use embassy_net::{IpAddress, Stack};
use embassy_time::{Duration, Instant};
use heapless::Vec;

/// How many addresses of a host are tried.
const MOST: usize = 4;

/// Addresses of one host, in the order in which they are tried.
pub(crate) type Addresses = Vec<IpAddress, MOST>;

/// What an endpoint names: [`Endpoint::host`](drs_status_core::Endpoint::host).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Host<'h> {
    Literal(IpAddr),
    Name(&'h str),
}

impl<'h> Host<'h> {
    pub(crate) fn new(host: &'h str) -> Self {
        let bare = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        let literal = match bare {
            Some(bare) => bare.parse::<Ipv6Addr>().map(IpAddr::V6).ok(),
            None => host.parse().ok(),
        };
        literal.map_or(Self::Name(host), Self::Literal)
    }

    /// Waits until this device has an address from which it could be reached: for an
    /// address one of its family, for a name any.
    pub(crate) async fn wait_reachable(self, stack: Stack<'_>) {
        poll_fn(|context| {
            if self.is_reachable(stack) {
                return Poll::Ready(());
            }
            // One of these is pending, and wakes when an address comes or goes.
            let _ = pin!(stack.wait_config_up()).poll(context);
            let _ = pin!(stack.wait_config_down()).poll(context);
            Poll::Pending
        })
        .await;
    }

    fn is_reachable(self, stack: Stack<'_>) -> bool {
        match self {
            #[cfg(feature = "ipv4")]
            Self::Literal(IpAddr::V4(_)) => stack.config_v4().is_some(),
            #[cfg(feature = "ipv6")]
            Self::Literal(IpAddr::V6(_)) => stack.config_v6().is_some(),
            // Of a family that is not spoken here it has no address.
            _ => stack.is_config_up(),
        }
    }

    /// Its addresses; none where its name has none, or none of a family that is
    /// spoken here. What of the name servers is asked for depends on what
    /// addresses this device has.
    pub(crate) async fn addresses(self, stack: Stack<'_>) -> Addresses {
        let mut addresses = Addresses::new();
        match self {
            Self::Literal(literal) => addresses.extend(spoken(literal)),
            Self::Name(name) => {
                for kind in kinds(stack).into_iter().flatten() {
                    // What fails has none.
                    let found = stack.dns_query(name, kind).await.unwrap_or_default();
                    add(&mut addresses, &found);
                }
            }
        }
        addresses
    }
}

/// Addresses, one after the other, each with the end of its share of the time that is
/// left until `end` when it is its turn, so that one which does not answer leaves time for
/// the others.
pub(crate) fn in_turn(
    addresses: &[IpAddress],
    end: Instant,
) -> impl Iterator<Item = (IpAddress, Instant)> {
    let with_those_behind = addresses.iter().rev().enumerate().rev();
    with_those_behind.map(move |(behind, address)| {
        let (now, shares) = (Instant::now(), behind as u64 + 1);
        let share = end.saturating_duration_since(now).as_ticks() / shares;
        (*address, now + Duration::from_ticks(share))
    })
}

/// Adds what was found, as far as there is room.
fn add<const FOUND: usize>(addresses: &mut Addresses, found: &Vec<IpAddress, FOUND>) {
    const { assert!(FOUND >= MOST, "smoltcp keeps fewer addresses of a name") }
    for address in found {
        // More than are tried are as good as the others.
        let _ = addresses.push(*address);
    }
}

/// An address, if its family is spoken here.
#[cfg_attr(
    all(feature = "ipv4", feature = "ipv6"),
    expect(clippy::unnecessary_wraps, reason = "of one family alone not all are")
)]
fn spoken(literal: IpAddr) -> Option<IpAddress> {
    match literal {
        #[cfg(feature = "ipv4")]
        IpAddr::V4(address) => Some(IpAddress::Ipv4(address)),
        #[cfg(feature = "ipv6")]
        IpAddr::V6(address) => Some(IpAddress::Ipv6(address)),
        #[cfg(not(all(feature = "ipv4", feature = "ipv6")))]
        _ => None,
    }
}

/// What addresses name servers are asked for.
fn kinds(stack: Stack<'_>) -> [Option<DnsQueryType>; 2] {
    let _ = stack;
    [
        #[cfg(feature = "ipv4")]
        stack.config_v4().map(|_| DnsQueryType::A),
        #[cfg(not(feature = "ipv4"))]
        None,
        #[cfg(feature = "ipv6")]
        stack.config_v6().map(|_| DnsQueryType::Aaaa),
        #[cfg(not(feature = "ipv6"))]
        None,
    ]
}

/// Whether `local` is still an address of this device: another lease may have come.
pub(crate) fn is_ours(stack: Stack<'_>, local: IpAddress) -> bool {
    #[cfg(feature = "ipv4")]
    if let Some(config) = stack.config_v4()
        && local == IpAddress::Ipv4(config.address.address())
    {
        return true;
    }
    #[cfg(feature = "ipv6")]
    if let Some(config) = stack.config_v6()
        && local == IpAddress::Ipv6(config.address.address())
    {
        return true;
    }
    let _ = (stack, local);
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::net::Ipv4Addr;

    #[test]
    fn a_host_is_an_address_or_a_name() {
        let loopback = IpAddr::V6(Ipv6Addr::LOCALHOST);
        for (host, expected) in [
            (
                "192.0.2.2",
                Host::Literal(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2))),
            ),
            ("[::1]", Host::Literal(loopback)),
            ("drs.example.com", Host::Name("drs.example.com")),
            ("192.0.2", Host::Name("192.0.2")),
            ("[192.0.2.2]", Host::Name("[192.0.2.2]")),
        ] {
            assert_eq!(Host::new(host), expected, "{host}");
        }
    }
}
