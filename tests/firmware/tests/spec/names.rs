//! The firmware on a network that answers for names, where QEMU's own asks the host's
//! name server.

use std::net::Ipv4Addr;

use drs_status_firmware::{Boot, Exit, Machine};
use drs_status_network::{HOST, NOBODY, Name, Network, REFUSING, Seen};
use drs_status_sim::Sim;

use crate::said::Expected::{self, Answered, Failed};
use crate::service::{assert_requests_are_whole, boot_by_dhcp, on_each, service};

const NAME: &str = "drs.example.com";

const STATIC: &str = "address=192.0.2.99/24 dns=192.0.2.2";

/// Firmware on that network, which is told of the simulator by its name.
fn boot_named(machine: Machine, sim: &Sim, network: &Network, words: &str) -> Boot {
    let endpoint = format!("endpoint=http://{NAME}:{}", sim.address().port());
    boot_by_dhcp(machine, sim, &format!("{words} {endpoint}")).network(network.socket())
}

fn addresses(addresses: &[Ipv4Addr]) -> Name {
    Name::Addresses(addresses.to_vec())
}

#[test]
fn a_name_is_asked_for_and_the_service_by_it() {
    on_each(|machine| {
        for words in ["", STATIC] {
            let network = Network::start().unwrap();
            network.set_name(NAME, addresses(&[HOST]));
            let sim = service().start().unwrap();
            let outcome = boot_named(machine, &sim, &network, words).run();
            Answered.of(words, &outcome);
            assert_requests_are_whole(&sim);
            let host = format!("{NAME}:{}", sim.address().port());
            assert_eq!(sim.requests()[0].header("Host"), Some(&*host));
            assert_eq!(network.count(&Seen::Question(NAME.to_owned())), 1);
        }
    });
}

/// A row: what it is, what the name stands for, how many questions are lost before,
/// what the firmware is told beside, what comes of it, and what the log says.
type Row = (
    &'static str,
    Name,
    usize,
    &'static str,
    Expected,
    &'static str,
);

#[test]
fn what_a_name_stands_for_decides_who_is_asked() {
    let resolve = Failed("Transport(Resolve)", Exit::Network, 0);
    let connect = Failed("Transport(Connect)", Exit::Network, 0);
    let late = |at_least| Failed("Transport(Timeout)", Exit::TimedOut, at_least);
    let rows: [Row; 9] = [
        (
            "the first refuses",
            addresses(&[REFUSING, HOST]),
            0,
            "",
            Answered,
            "Done",
        ),
        (
            "the first three refuse",
            addresses(&[REFUSING, REFUSING, REFUSING, HOST]),
            0,
            "",
            Answered,
            "Done",
        ),
        (
            "the first does not answer",
            addresses(&[NOBODY, HOST]),
            0,
            "connect=6000",
            Answered,
            "Done",
        ),
        (
            "all refuse",
            addresses(&[REFUSING, REFUSING]),
            0,
            "",
            connect,
            "ConnectionReset",
        ),
        (
            "the last does not answer",
            addresses(&[REFUSING, NOBODY]),
            0,
            "connect=400",
            late(400),
            "Late(Connect)",
        ),
        (
            "there is no such name",
            Name::Unknown,
            0,
            "",
            resolve,
            "UnknownHost",
        ),
        (
            "the name server fails",
            Name::Failing,
            0,
            "",
            resolve,
            "UnknownHost",
        ),
        (
            "the name server is silent",
            Name::Silent,
            0,
            "connect=400",
            late(400),
            "Late(Resolve)",
        ),
        (
            "the first question is lost",
            addresses(&[HOST]),
            1,
            "",
            Answered,
            "Done",
        ),
    ];
    on_each(|machine| {
        for (name, stands_for, lost, words, expected, told) in &rows {
            let network = Network::start().unwrap();
            network.set_name(NAME, stands_for.clone());
            network.lose_questions(*lost);
            let sim = service().start().unwrap();
            // An address that is given: DHCP would take of the time.
            let words = format!("{words} {STATIC}");
            let outcome = boot_named(machine, &sim, &network, &words).run();
            expected.of(name, &outcome);
            assert!(outcome.log.has(told), "{name}: {}", outcome.log);
            let requests = u64::from(*expected == Answered);
            assert_eq!(u64::try_from(sim.request_count()), Ok(requests), "{name}");
        }
    });
}
