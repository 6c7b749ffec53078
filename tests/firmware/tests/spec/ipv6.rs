//! The firmware with IPv6, beside IPv4 or alone. In its network the host's `::1` is
//! `2001:db8::2`.

use std::net::{Ipv6Addr, SocketAddr};

use drs_status_firmware::{Boot, Exit, Machine};
use drs_status_sim::Sim;

use crate::place::Place;
use crate::said::Expected::{Answered, Failed};
use crate::service::{assert_requests_are_whole, boot_by_dhcp, endpoint, on_each, service};

const ALONE: &str = "address=none address6=2001:db8::15/64";
const BESIDE: &str = "address=192.0.2.15/24 address6=2001:db8::15/64";
const BESIDE_DHCP: &str = "address6=2001:db8::15/64";

/// The URL by which firmware reaches a port of `::1`.
fn endpoint_v6(port: u16) -> String {
    format!("endpoint=http://[2001:db8::2]:{port}")
}

/// A simulator that is there by IPv6 alone.
fn service_v6() -> Sim {
    let any = SocketAddr::from((Ipv6Addr::LOCALHOST, 0));
    let sim = service().listen(any).start();
    sim.expect("this machine has ::1, by `sysctl net.ipv6.conf.lo.disable_ipv6=0`")
}

fn boot_full(machine: Machine, sim: &Sim, words: &str) -> Boot {
    boot_by_dhcp(machine, sim, words).firmware(machine.full())
}

#[test]
fn it_asks_by_ipv6() {
    on_each(|machine| {
        for addresses in [ALONE, BESIDE, BESIDE_DHCP] {
            let sim = service_v6();
            let port = sim.address().port();
            let words = format!("{addresses} {}", endpoint_v6(port));
            let outcome = boot_full(machine, &sim, &words).run();
            Answered.of(addresses, &outcome);
            // As defmt writes it.
            let told = "address 2001:0db8:0000:0000:0000:0000:0000:0015/64";
            assert!(outcome.log.has(told), "{}", outcome.log);
            assert_requests_are_whole(&sim);
            let request = &sim.requests()[0];
            assert_eq!(request.peer.ip(), Ipv6Addr::LOCALHOST, "{addresses}");
            let host = format!("[2001:db8::2]:{port}");
            assert_eq!(request.header("Host"), Some(&*host), "{addresses}");
        }
    });
}

/// An address of the other family is no reason not to wait for that of DHCP.
#[test]
fn it_asks_by_ipv4_still() {
    on_each(|machine| {
        for addresses in [BESIDE, BESIDE_DHCP] {
            let sim = service().start().unwrap();
            let outcome = boot_full(machine, &sim, addresses).run();
            Answered.of(addresses, &outcome);
            assert!(sim.requests()[0].peer.is_ipv4(), "{addresses}");
        }
    });
}

#[test]
fn each_way_not_to_connect_has_its_error() {
    let place = Place::v6();
    let refused = endpoint_v6(place.address().port());
    let nowhere = "endpoint=http://[2001:db8::77]:80 connect=400";
    let other_family = format!("connect=400 endpoint={}", endpoint(place.address()));
    let late = |told| (Failed("Transport(Timeout)", Exit::TimedOut, 400), told);
    let connect = |at_least, told| {
        let failed = Failed("Transport(Connect)", Exit::Network, at_least);
        (failed, told)
    };
    let rows = [
        ("refused", ALONE, &*refused, connect(0, "ConnectionReset")),
        ("nobody there", ALONE, nowhere, late("Late(Connect)")),
        ("no IPv4", ALONE, &other_family, connect(400, "NoAddress")),
    ];
    on_each(|machine| {
        let sim = service().start().unwrap();
        for (name, addresses, words, (expected, told)) in rows {
            let words = format!("{addresses} {words}");
            let outcome = boot_full(machine, &sim, &words).run();
            expected.of(name, &outcome);
            assert!(outcome.log.has(told), "{name}: {}", outcome.log);
        }
        assert_eq!(sim.bytes_received(), 0);
    });
}

/// Firmware that does not speak it says so, and does not go on without.
#[test]
fn without_it_its_address_is_a_wrong_argument() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let outcome = boot_by_dhcp(machine, &sim, BESIDE).run();
        assert_eq!(outcome.exit, Exit::Usage, "{outcome:#?}");
        let told = "Unusable(address6)";
        assert!(outcome.log.has(told), "{}", outcome.log);
    });
}
