//! The cable is pulled out and plugged in again.

use drs_status_firmware::{Exit, Link};
use drs_status_sim::Sim;

use crate::said::Expected;
use crate::service::{JOBS, boot, boot_by_dhcp, on_each, service};

/// What each row watches with.
pub(crate) const WATCH: &str = "do=watch every=100 silence=1000 connect=1000";

/// Lets all jobs be over.
pub(crate) fn finish_jobs(sim: &Sim) {
    for (id, _) in JOBS {
        sim.set_status(id, "RELEASE_RESOURCE_COMPLETE");
    }
}

/// A job that goes on, so that the watch does.
pub(crate) fn going_on() -> Sim {
    let sim = service().start().unwrap();
    for (id, _) in JOBS {
        sim.set_status(id, "INCRE_TRANSFER_STARTED");
    }
    sim
}

/// Shorter than the firmware waits for an answer: TCP sends again what was lost.
#[test]
fn a_link_that_comes_back_at_once_carries_the_connection_on() {
    on_each(|machine| {
        let sim = going_on();
        let mut running = boot(machine, &sim, "do=watch every=100").start();
        running.wait_for(JOBS[1].0);
        running.link(Link::Down);
        running.wait_for("the link is down");
        running.link(Link::Up);
        running.wait_for("the link is up");
        finish_jobs(&sim);
        let outcome = running.finish();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert!(!outcome.log.has("Trouble"), "{}", outcome.log);
        assert_eq!(sim.connections(), 1);
    });
}

/// With an address that was given, nobody answers. One by DHCP goes with the link, and
/// there is none to connect from until the link is back: as after a lease that was
/// lost.
#[test]
fn a_watch_outlasts_the_time_without_a_link() {
    on_each(|machine| {
        for (address, trouble) in [
            ("address=192.0.2.15/24", "transport: Timeout"),
            ("", "transport: Connect"),
        ] {
            let sim = going_on();
            let words = format!("{WATCH} {address}");
            let mut running = boot_by_dhcp(machine, &sim, &words).start();
            running.wait_for(JOBS[1].0);
            running.link(Link::Down);
            running.wait_for(trouble);
            running.wait_for(trouble);
            running.link(Link::Up);
            running.wait_for("the link is up");
            finish_jobs(&sim);
            let outcome = running.finish();
            assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
            assert_eq!(sim.connections(), 2, "{}", outcome.log);
        }
    });
}

/// No link, so no address, so no connection, when the time for it is up.
#[test]
fn without_a_link_there_is_no_address() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let boot = boot_by_dhcp(machine, &sim, "connect=500");
        let outcome = boot.link(Link::Down).run();
        Expected::Failed("Transport(Connect)", Exit::Network, 500).of("no link", &outcome);
        let log = outcome.log;
        assert!(log.has("NoAddress") && !log.has("the link is up"), "{log}");
        assert_eq!(sim.connections(), 0);
    });
}

/// The cable is plugged in while the firmware waits for an address.
#[test]
fn a_link_that_comes_late_is_in_time() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let boot = boot_by_dhcp(machine, &sim, "connect=20000 limit=25000");
        let running = boot.link(Link::Down).start();
        running.link(Link::Up);
        Expected::Answered.of("a late link", &running.finish());
        assert_eq!((sim.request_count(), sim.connections()), (1, 1));
    });
}
