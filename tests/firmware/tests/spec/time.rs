//! The firmware asks a time server, and believes it or not, before it asks the
//! service.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use drs_status_firmware::{Boot, Exit, Machine, Outcome};
use drs_status_network::{HOST, NOBODY, Name, Network, Seen, Time};
use drs_status_sim::Sim;

use crate::said::{Expected::Answered, between};
use crate::service::{boot, boot_by_dhcp, on_each, service};
use crate::time_server::{Answers, TimeServer};

/// 2026-01-01T00:00:00Z: what the firmware was built after.
const FLOOR: u64 = 1_767_225_600;
/// A day later.
const NOW: u64 = FLOOR + 86_400;
/// 2036-02-08T06:28:16Z, a day after NTP's first era.
const LATER: u64 = 2_085_978_496 + 86_400;

const V4: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn boot_full(machine: Machine, sim: &Sim, words: &str) -> Boot {
    let words = format!("{words} floor={FLOOR}");
    boot(machine, sim, &words).firmware(machine.full())
}

fn sntp(server: &TimeServer) -> String {
    format!("time=sntp:192.0.2.2:{}", server.port())
}

/// Asserts that the firmware has that time, or a second or two more, as its client's
/// clock says it.
fn assert_time_is(now: u64, outcome: &Outcome) {
    let log = &outcome.log;
    let is_so = (now..now + 5).any(|now| log.has(&format!("time Some(Duration {{ secs: {now},")));
    assert!(is_so, "not {now}: {log}");
}

#[test]
fn the_time_is_that_of_the_server() {
    on_each(|machine| {
        for (name, now, answers) in [
            ("this era", NOW, Answers::Time(NOW)),
            ("the next", LATER, Answers::Time(LATER)),
            ("at the floor", FLOOR, Answers::Time(FLOOR)),
            ("a stranger is faster", NOW, Answers::AfterStranger(NOW)),
        ] {
            let sim = service().start().unwrap();
            let server = TimeServer::start(V4, answers);
            let outcome = boot_full(machine, &sim, &sntp(&server)).run();
            Answered.of(name, &outcome);
            assert_time_is(now, &outcome);
            assert_eq!((server.questions(), sim.request_count()), (1, 1), "{name}");
        }
    });
}

#[test]
fn it_is_asked_by_ipv6_and_waits_for_dhcp() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let server = TimeServer::start(Ipv6Addr::LOCALHOST.into(), Answers::Time(NOW));
        let by_v6 = format!(
            "address6=2001:db8::15/64 time=sntp:[2001:db8::2]:{}",
            server.port()
        );
        let outcome = boot_full(machine, &sim, &by_v6).run();
        Answered.of("by IPv6", &outcome);
        assert_time_is(NOW, &outcome);

        let server = TimeServer::start(V4, Answers::Time(NOW));
        let words = format!("address6=2001:db8::15/64 {}", sntp(&server));
        let outcome = boot_by_dhcp(machine, &sim, &words)
            .firmware(machine.full())
            .run();
        Answered.of("by DHCP", &outcome);
        assert_time_is(NOW, &outcome);
        assert_eq!(server.questions(), 1);
    });
}

#[test]
fn what_is_not_to_be_believed_ends_it_before_the_service_is_asked() {
    let rows = [
        (
            "below the floor",
            Answers::Time(FLOOR - 1),
            "BelowFloor",
            Exit::Untrusted,
        ),
        (
            "not of 1970",
            Answers::Time(0),
            "BelowFloor",
            Exit::Untrusted,
        ),
        (
            "garbage",
            Answers::Bytes(&[0xA5; 48]),
            "WrongOriginate",
            Exit::Untrusted,
        ),
        (
            "too short",
            Answers::Bytes(b"no time"),
            "Malformed",
            Exit::Untrusted,
        ),
        (
            "not ours",
            Answers::ToAnother(NOW),
            "WrongOriginate",
            Exit::Untrusted,
        ),
        (
            "not set",
            Answers::Unsynchronised,
            "Unsynchronised",
            Exit::Untrusted,
        ),
        (
            "go away",
            Answers::Kiss(*b"DENY"),
            "Kiss(Deny)",
            Exit::Refused,
        ),
        (
            "not so fast",
            Answers::Kiss(*b"RATE"),
            "Kiss(Rate)",
            Exit::Refused,
        ),
    ];
    on_each(|machine| {
        let sim = service().start().unwrap();
        for (name, answers, told, exit) in rows {
            let server = TimeServer::start(V4, answers);
            let outcome = boot_full(machine, &sim, &sntp(&server)).run();
            assert_eq!(outcome.exit, exit, "{name}: {outcome:#?}");
            let told = format!("time: {told}");
            assert!(outcome.log.has(&told), "{name}: {}", outcome.log);
            assert_eq!(server.questions(), 1, "{name}");
        }
        assert_eq!(sim.bytes_received(), 0);
    });
}

#[test]
fn a_server_that_is_silent_or_not_there_takes_its_time_and_no_more() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let silent = TimeServer::start(V4, Answers::Nothing);
        for (name, time) in [
            ("silent", sntp(&silent)),
            ("not there", "time=sntp:192.0.2.77:123".to_owned()),
        ] {
            let words = format!("{time} connect=400");
            let outcome = boot_full(machine, &sim, &words).run();
            assert_eq!(outcome.exit, Exit::TimedOut, "{name}: {outcome:#?}");
            assert!(outcome.log.has("time: Silent"), "{name}: {}", outcome.log);
            let took = between(&outcome.log, "address", "time: Silent");
            assert!(took >= Duration::from_millis(300), "{name}: {took:?}");
        }
        assert_eq!((silent.questions(), sim.bytes_received()), (1, 0));
    });
}

/// The time server has a name, of which each address is asked in turn.
#[test]
fn a_name_is_asked_for_the_server() {
    let at = |addresses: &[Ipv4Addr]| Name::Addresses(addresses.to_vec());
    let rows = [
        ("it is there", at(&[HOST]), Ok(())),
        ("the first is not", at(&[NOBODY, HOST]), Ok(())),
        ("none is", at(&[NOBODY]), Err(("Silent", Exit::TimedOut))),
        (
            "no such name",
            Name::Unknown,
            Err(("UnknownHost", Exit::Network)),
        ),
        (
            "no answer",
            Name::Silent,
            Err(("NameServerSilent", Exit::TimedOut)),
        ),
    ];
    on_each(|machine| {
        for (name, stands_for, expected) in &rows {
            let network = Network::start().unwrap();
            network.set_name("time.example.com", stands_for.clone());
            network.set_time(Time::At(Duration::from_secs(NOW)));
            let sim = service().start().unwrap();
            let words = "time=sntp:time.example.com:123 connect=6000 dns=192.0.2.2";
            let outcome = boot_full(machine, &sim, words)
                .network(network.socket())
                .run();
            match expected {
                Ok(()) => {
                    Answered.of(name, &outcome);
                    assert_time_is(NOW, &outcome);
                    assert_eq!(network.count(&Seen::TimeAsked), 1, "{name}");
                }
                Err((told, exit)) => {
                    assert_eq!(outcome.exit, *exit, "{name}: {outcome:#?}");
                    let told = format!("time: {told}");
                    assert!(outcome.log.has(&told), "{name}: {}", outcome.log);
                    assert_eq!(sim.bytes_received(), 0, "{name}");
                }
            }
        }
    });
}

/// Firmware that cannot ask says so, and does not go on without.
#[test]
fn what_cannot_be_asked_is_a_wrong_argument() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        for words in ["time=sntp:192.0.2.2", "time=ntp:192.0.2.2:123", "time=now"] {
            let outcome = boot_full(machine, &sim, words).run();
            assert_eq!(outcome.exit, Exit::Usage, "{words}: {outcome:#?}");
        }
        let outcome = boot(machine, &sim, "time=sntp:192.0.2.2:123").run();
        assert_eq!(outcome.exit, Exit::Usage, "{outcome:#?}");
        assert_eq!(sim.bytes_received(), 0);
    });
}
