//! The cable is pulled out and plugged in again.

use drs_status_firmware::{Boot, Exit, Link, Machine};

use crate::server::{ANSWER, Server, nobody};

#[test]
fn a_link_that_comes_back_carries_the_connection_on() {
    for machine in Machine::ALL {
        let server = Server::waiting(ANSWER);
        let boot = Boot::new(machine).argument("address", "192.0.2.15/24");
        let mut running = boot.argument("port", server.port()).start();
        running.wait_for("connected");
        running.link(Link::Down);
        running.wait_for("the link is down");
        running.link(Link::Up);
        running.wait_for("the link is up");
        server.answer();
        let outcome = running.finish();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
    }
}

/// Whoever got an address by DHCP asks for it anew, and has none until then: a
/// connection from it is no more.
#[test]
fn a_link_that_goes_takes_an_address_by_dhcp_with_it() {
    for machine in Machine::ALL {
        let server = Server::waiting(ANSWER);
        let mut running = Boot::new(machine).argument("port", server.port()).start();
        running.wait_for("connected");
        running.link(Link::Down);
        let outcome = running.finish();
        assert_eq!(outcome.exit, Exit::Network, "{outcome:#?}");
        let log = outcome.log;
        assert!(log.has("Broken(ConnectionReset)"), "{log}");
    }
}

/// The firmware asks for an address until its patience ends.
#[test]
fn without_a_link_there_is_no_address() {
    for machine in Machine::ALL {
        let boot = Boot::new(machine).argument("port", nobody());
        let outcome = boot.argument("patience", 1).link(Link::Down).run();
        assert_eq!(outcome.exit, Exit::Network, "{outcome:#?}");
        let log = outcome.log;
        assert!(log.has("NoAddress") && !log.has("the link is up"), "{log}");
    }
}
