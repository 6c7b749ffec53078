//! DHCP, asked by smoltcp's client.

use std::time::Duration;

use drs_status_network::{GUEST, HOST, Lease, Network, Seen};
use smoltcp::iface::SocketHandle;
use smoltcp::socket::dhcpv4::{Event, Socket};
use smoltcp::wire::{IpCidr, Ipv4Address};

use crate::device::{Device, LONG, SHORT};

/// What a client was given, or that it has lost it.
#[derive(PartialEq, Eq, Debug)]
enum Change {
    Given {
        router: Option<Ipv4Address>,
        names: Vec<Ipv4Address>,
    },
    Lost,
}

/// A device whose client has an address.
fn leased(network: &Network) -> (Device, SocketHandle) {
    let mut device = Device::new(network);
    let client = client(&mut device);
    assert_eq!(change(&mut device, client, SHORT), Some(Change::Lost));
    assert_eq!(change(&mut device, client, LONG), Some(given()));
    (device, client)
}

fn client(device: &mut Device) -> SocketHandle {
    device.sockets.add(Socket::new())
}

fn change(device: &mut Device, client: SocketHandle, time: Duration) -> Option<Change> {
    let (change, address) = device.until(time, |_, sockets| {
        match sockets.get_mut::<Socket<'_>>(client).poll()? {
            Event::Configured(config) => {
                let given = Change::Given {
                    router: config.router,
                    names: config.dns_servers.to_vec(),
                };
                Some((given, Some(config.address)))
            }
            Event::Deconfigured => Some((Change::Lost, None)),
        }
    })?;
    if let Some(address) = address {
        assert_eq!(IpCidr::from(address), IpCidr::new(GUEST.into(), 24));
        device.set_address(address.into());
    }
    Some(change)
}

fn given() -> Change {
    Change::Given {
        router: Some(HOST),
        names: vec![HOST],
    }
}

#[test]
fn an_address_is_given() {
    let network = Network::start().expect("a segment");
    leased(&network);
    assert_eq!(
        network.seen(),
        [Seen::Plugged, Seen::Discover, Seen::Request]
    );
}

#[test]
fn a_lease_is_renewed_and_kept() {
    let network = Network::start().expect("a segment");
    network.set_lease(Lease::For(Duration::from_secs(2)));
    let (mut device, client) = leased(&network);
    // Longer than it lasts: it was asked for again, and nothing has changed.
    assert_eq!(change(&mut device, client, Duration::from_secs(3)), None);
    assert!(network.count(&Seen::Request) > 1, "{:?}", network.seen());
    assert_eq!(network.count(&Seen::Discover), 1);
}

#[test]
fn a_lease_is_lost_by_its_age_and_by_refusal() {
    for end in [Lease::Silent, Lease::Refused] {
        let network = Network::start().expect("a segment");
        network.set_lease(Lease::For(Duration::from_secs(2)));
        let (mut device, client) = leased(&network);
        network.set_lease(end);
        let lost = change(&mut device, client, LONG);
        assert_eq!(lost, Some(Change::Lost), "{end:?}");
    }
}

#[test]
fn a_silent_server_gives_nothing() {
    let network = Network::start().expect("a segment");
    network.set_lease(Lease::Silent);
    let mut device = Device::new(&network);
    let client = client(&mut device);
    assert_eq!(change(&mut device, client, SHORT), Some(Change::Lost));
    assert_eq!(change(&mut device, client, SHORT), None);
    assert_eq!(network.count(&Seen::Discover), 1);
}
