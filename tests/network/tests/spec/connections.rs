//! TCP, to programs on the host.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use drs_status_network::{HOST, NOBODY, Network, REFUSING, Seen};
use smoltcp::socket::tcp::{Socket, State};

use crate::device::{Device, LONG, SHORT};

/// Somebody who listens on the host, and at which port.
fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    (listener, port)
}

fn accept(listener: &TcpListener) -> TcpStream {
    let (stream, peer) = listener.accept().expect("a connection");
    assert!(peer.ip().is_loopback(), "{peer}");
    stream.set_read_timeout(Some(LONG)).expect("a time-out");
    stream
}

/// Bytes of which none is like its neighbours.
fn bytes(size: usize) -> Vec<u8> {
    (0..251).cycle().take(size).collect()
}

#[test]
fn bytes_go_both_ways_until_each_end_has_ended() {
    let network = Network::start().expect("a segment");
    let (listener, port) = listener();
    let mut device = Device::with_address(&network);
    let connection = device.connect(HOST, port, 50_000);
    assert!(device.comes_to(connection, State::Established, LONG));
    assert_eq!(network.seen(), [Seen::Plugged, Seen::Accepted(port)]);

    let server = thread::spawn(move || {
        let mut stream = accept(&listener);
        let mut asked = Vec::new();
        stream.read_to_end(&mut asked).expect("an end");
        stream.write_all(&bytes(300_000)).expect("written");
        asked
    });
    device.send(connection, &bytes(200_000));
    let socket = device.sockets.get_mut::<Socket<'_>>(connection);
    socket.close();
    let answer = device.read(connection, 300_000);
    assert!(answer == bytes(300_000), "{} bytes", answer.len());
    let asked = server.join().expect("a server");
    assert!(asked == bytes(200_000), "{} bytes", asked.len());
    assert!(device.comes_to(connection, State::TimeWait, LONG));
}

#[test]
fn who_does_not_read_holds_the_other_up() {
    let network = Network::start().expect("a segment");
    let (listener, port) = listener();
    let mut device = Device::with_address(&network);
    let connection = device.connect(HOST, port, 50_000);
    assert!(device.comes_to(connection, State::Established, LONG));
    let server = thread::spawn(move || {
        let mut stream = accept(&listener);
        stream.write_all(&bytes(8_000_000)).expect("written");
    });
    // Nothing is read for a while: no buffer holds all of it.
    device.until(SHORT, |_, _| None::<()>);
    assert!(!server.is_finished());
    let read = device.read(connection, 8_000_000);
    assert!(read == bytes(8_000_000), "{} bytes", read.len());
    server.join().expect("a server");
}

#[test]
fn an_end_of_the_host_is_one_of_the_connection() {
    let network = Network::start().expect("a segment");
    let (listener, port) = listener();
    let mut device = Device::with_address(&network);
    let connection = device.connect(HOST, port, 50_000);
    assert!(device.comes_to(connection, State::Established, LONG));
    accept(&listener).write_all(b"bye").expect("written");
    assert_eq!(device.read(connection, usize::MAX), b"bye");
    assert!(device.comes_to(connection, State::CloseWait, LONG));
}

#[test]
fn a_reset_is_a_reset_at_the_other_end() {
    let network = Network::start().expect("a segment");
    let (listener, port) = listener();
    let mut device = Device::with_address(&network);

    let connection = device.connect(HOST, port, 50_000);
    assert!(device.comes_to(connection, State::Established, LONG));
    let mut stream = accept(&listener);
    device.sockets.get_mut::<Socket<'_>>(connection).abort();
    device.until(SHORT, |_, _| None::<()>);
    let error = stream.read(&mut [0]).expect_err("no end");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);

    let connection = device.connect(HOST, port, 50_001);
    assert!(device.comes_to(connection, State::Established, LONG));
    let stream = accept(&listener);
    device.send(connection, b"unread");
    // What is closed with bytes unread is reset.
    let mut peeked = [0; 6];
    while stream.peek(&mut peeked).expect("bytes") < peeked.len() {}
    drop(stream);
    assert!(device.comes_to(connection, State::Closed, LONG));
}

#[test]
fn a_port_is_refused_for_as_long_as_nobody_listens() {
    let network = Network::start().expect("a segment");
    let (listener, port) = listener();
    drop(listener);
    let mut device = Device::with_address(&network);
    let connection = device.connect(HOST, port, 50_000);
    assert!(device.comes_to(connection, State::Closed, LONG));
    assert_eq!(network.seen(), [Seen::Plugged, Seen::Refused(port)]);

    let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port again");
    let connection = device.connect(HOST, port, 50_001);
    assert!(device.comes_to(connection, State::Established, LONG));
    accept(&listener);
}

#[test]
fn addresses_without_services() {
    let network = Network::start().expect("a segment");
    let (_listener, port) = listener();
    let mut device = Device::with_address(&network);
    let connection = device.connect(REFUSING, port, 50_000);
    assert!(device.comes_to(connection, State::Closed, LONG));
    let connection = device.connect(NOBODY, port, 50_001);
    assert!(!device.comes_to(connection, State::Closed, SHORT));
    assert_eq!(network.seen(), [Seen::Plugged]);
}

#[test]
fn a_port_may_be_used_again_at_once() {
    let network = Network::start().expect("a segment");
    let (listener, port) = listener();
    for run in 0..3 {
        // The device was reset: it knows nothing of its connections.
        let mut device = Device::with_address(&network);
        for from in [50_000, 50_001] {
            let connection = device.connect(HOST, port, from);
            let up = device.comes_to(connection, State::Established, LONG);
            assert!(up, "run {run}, from {from}");
            device.send(connection, b"hello");
            let mut hello = [0; 5];
            let mut stream = accept(&listener);
            stream.read_exact(&mut hello).expect("five bytes");
            assert_eq!(&hello, b"hello");
        }
    }
}

#[test]
fn a_port_may_stand_for_another() {
    let network = Network::start().expect("a segment");
    let (listener, port) = listener();
    network.set_port(443, port);
    let mut device = Device::with_address(&network);
    let connection = device.connect(HOST, 443, 50_000);
    assert!(device.comes_to(connection, State::Established, LONG));
    accept(&listener);
    assert_eq!(network.seen(), [Seen::Plugged, Seen::Accepted(443)]);
}
