//! DNS, asked by smoltcp's client.

use std::net::Ipv4Addr;

use drs_status_network::{HOST, Name, Network, REFUSING, Seen};
use smoltcp::socket::dns::{GetQueryResultError, Socket};
use smoltcp::wire::{DnsQueryType, IpAddress};

use crate::device::{Device, LONG, SHORT};

#[derive(PartialEq, Eq, Debug)]
enum Answer {
    Addresses(Vec<IpAddress>),
    Failed,
    NotYet,
}

fn ask(network: &Network, name: &str, time: std::time::Duration) -> Answer {
    let mut device = Device::with_address(network);
    let client = device.sockets.add(Socket::new(&[HOST.into()], Vec::new()));
    let mut query = None;
    let answer = device.until(time, |interface, sockets| {
        let client = sockets.get_mut::<Socket<'_>>(client);
        let query = *query.get_or_insert_with(|| {
            client
                .start_query(interface.context(), name, DnsQueryType::A)
                .expect("room for a query")
        });
        match client.get_query_result(query) {
            Ok(addresses) => Some(Answer::Addresses(addresses.to_vec())),
            Err(GetQueryResultError::Pending) => None,
            Err(GetQueryResultError::Failed) => Some(Answer::Failed),
        }
    });
    answer.unwrap_or(Answer::NotYet)
}

#[test]
fn what_is_answered_is_what_was_set() {
    let network = Network::start().expect("a segment");
    network.set_name("drs.example.com", Name::Addresses(vec![HOST]));
    network.set_name("Two.example.com", Name::Addresses(vec![REFUSING, HOST]));
    network.set_name("gone.example.com", Name::Unknown);
    network.set_name("failing.example.com", Name::Failing);
    network.set_name("silent.example.com", Name::Silent);
    let addresses = |addresses: &[Ipv4Addr]| {
        Answer::Addresses(addresses.iter().map(|address| (*address).into()).collect())
    };
    for (name, time, expected) in [
        ("drs.example.com", LONG, addresses(&[HOST])),
        ("DRS.example.com", LONG, addresses(&[HOST])),
        ("two.example.com", LONG, addresses(&[REFUSING, HOST])),
        ("gone.example.com", LONG, Answer::Failed),
        ("never-set.example.com", LONG, Answer::Failed),
        ("failing.example.com", LONG, Answer::Failed),
        ("silent.example.com", SHORT, Answer::NotYet),
    ] {
        assert_eq!(ask(&network, name, time), expected, "{name}");
        let question = Seen::Question(name.to_owned());
        assert_eq!(network.count(&question), 1, "{:?}", network.seen());
    }
}

#[test]
fn a_question_that_was_lost_is_asked_again() {
    let network = Network::start().expect("a segment");
    network.set_name("drs.example.com", Name::Addresses(vec![HOST]));
    network.lose_questions(1);
    let answer = ask(&network, "drs.example.com", LONG);
    assert_eq!(answer, Answer::Addresses(vec![HOST.into()]));
    let question = Seen::Question("drs.example.com".to_owned());
    assert_eq!(network.count(&question), 2);
}
