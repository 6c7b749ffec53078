//! The firmware's address is lent for a while, and the link stays up.

use std::time::Duration;

use drs_status_firmware::Exit;
use drs_status_network::{Lease, Network, Seen};

use crate::link::{WATCH, finish_jobs, going_on};
use crate::service::{JOBS, boot_by_dhcp, on_each};

/// It is renewed after half of that: a busy host has three seconds for it.
const RENEWED: Lease = Lease::For(Duration::from_secs(6));
/// It ends soon.
const SHORT: Lease = Lease::For(Duration::from_secs(2));

#[test]
fn one_that_is_renewed_goes_unnoticed() {
    on_each(|machine| {
        let network = Network::start().unwrap();
        network.set_lease(RENEWED);
        let sim = going_on();
        let boot = boot_by_dhcp(machine, &sim, WATCH);
        let mut running = boot.network(network.socket()).start();
        running.wait_for(JOBS[1].0);
        let discovered = network.count(&Seen::Discover);
        // The one that it began with, and two more.
        assert!(network.wait_for(&Seen::Request, 3, Duration::from_secs(30)));
        finish_jobs(&sim);
        let outcome = running.finish();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        let log = &outcome.log;
        assert!(!log.has("no address") && !log.has("Trouble"), "{log}");
        assert_eq!(sim.connections(), 1);
        let seen = network.seen();
        assert_eq!(network.count(&Seen::Discover), discovered, "{seen:?}");
    });
}

/// It is given up, and nothing is asked without; the watch outlasts that.
#[test]
fn one_that_ends_is_waited_for_anew() {
    on_each(|machine| {
        for then in [Lease::Silent, Lease::Refused] {
            let network = Network::start().unwrap();
            network.set_lease(SHORT);
            let sim = going_on();
            let boot = boot_by_dhcp(machine, &sim, WATCH);
            let mut running = boot.network(network.socket()).start();
            running.wait_for(JOBS[1].0);
            network.set_lease(then);
            running.wait_for("no address");
            running.wait_for("transport: Connect");
            let before = sim.request_count();
            running.wait_for("transport: Connect");
            assert_eq!(sim.request_count(), before, "{then:?}");
            network.set_lease(Lease::For(Duration::from_hours(1)));
            running.wait_for("address 192.0.2.15/24");
            finish_jobs(&sim);
            let outcome = running.finish();
            assert_eq!(outcome.exit, Exit::Done, "{then:?}: {outcome:#?}");
            assert_eq!(sim.connections(), 2, "{then:?}: {}", outcome.log);
            assert!(!outcome.log.has("the link is down"), "{}", outcome.log);
        }
    });
}
