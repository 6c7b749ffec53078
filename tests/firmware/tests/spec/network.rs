//! The firmware finds its address and asks a server.

use drs_status_firmware::{Boot, Exit, Machine};

use crate::server::{ANSWER, Server, nobody};

#[test]
fn it_gets_an_address_by_dhcp_and_asks_a_server() {
    for machine in Machine::ALL {
        let server = Server::answering(ANSWER);
        let port = server.port();
        let outcome = Boot::new(machine).argument("port", port).run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert_eq!(
            server.request(),
            "GET / HTTP/1.1\r\nHost: drs-status\r\nConnection: close\r\n\r\n"
        );
        let log = outcome
            .log
            .to_string()
            .replace(&format!(":{port}"), ":PORT");
        insta::assert_snapshot!(format!("asked_{}", machine.name()), log);
        assert_eq!(outcome.emulator, "");
    }
}

#[test]
fn it_takes_the_address_that_it_is_given() {
    for machine in Machine::ALL {
        let server = Server::answering(ANSWER);
        let outcome = Boot::new(machine)
            .argument("address", "192.0.2.99/24")
            .argument("gateway", "192.0.2.2")
            .argument("port", server.port())
            .run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert!(outcome.log.has("address 192.0.2.99/24"), "{}", outcome.log);
    }
}

#[test]
fn a_long_answer_arrives_whole() {
    let mut answer = ANSWER.as_bytes().to_vec();
    answer.resize(300_000, b'.');
    for machine in Machine::ALL {
        let server = Server::answering(answer.clone());
        let outcome = Boot::new(machine).argument("port", server.port()).run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        let log = outcome.log;
        assert!(log.has("answered with 300000 bytes"), "{log}");
    }
}

#[test]
fn a_port_on_which_nobody_listens_is_an_end_of_its_own() {
    for machine in Machine::ALL {
        let outcome = Boot::new(machine).argument("port", nobody()).run();
        assert_eq!(outcome.exit, Exit::Network, "{outcome:#?}");
        insta::assert_snapshot!(format!("nobody_{}", machine.name()), outcome.log);
    }
}

#[test]
fn what_is_answered_decides_how_it_ends() {
    for (answer, exit) in [
        ("HTTP/1.1 404 Not Found\r\n\r\n", Exit::Refused),
        ("HTTP/1.1 20", Exit::Untrusted),
        ("220 mail.example.com ESMTP\r\n", Exit::Untrusted),
        ("", Exit::Untrusted),
    ] {
        for machine in Machine::ALL {
            let server = Server::answering(answer);
            let outcome = Boot::new(machine).argument("port", server.port()).run();
            assert_eq!(outcome.exit, exit, "{answer}: {outcome:#?}");
        }
    }
}

#[test]
fn a_server_that_says_nothing_costs_the_time_that_is_given() {
    for machine in Machine::ALL {
        let server = Server::waiting(ANSWER);
        let outcome = Boot::new(machine)
            // By DHCP it might be that which takes too long, on a host that is busy.
            .argument("address", "192.0.2.15/24")
            .argument("port", server.port())
            .argument("patience", 1)
            .run();
        assert_eq!(outcome.exit, Exit::TimedOut, "{outcome:#?}");
    }
}
