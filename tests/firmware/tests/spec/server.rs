//! A server of one connection.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A good answer, which ends with the connection.
pub(crate) const ANSWER: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello\r\n";

/// How long a peer may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers the first who asks.
pub(crate) struct Server {
    port: u16,
    thread: JoinHandle<String>,
    permit: Sender<()>,
}

impl Server {
    /// Sends `answer` when a whole request is there.
    pub(crate) fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let server = Self::waiting(answer);
        server.answer();
        server
    }

    /// Sends `answer` when a whole request is there, and [`Server::answer`] was
    /// called.
    pub(crate) fn waiting(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it has an address").port();
        let answer = answer.into();
        let (permit, permitted) = mpsc::channel();
        let thread = thread::spawn(move || {
            let (mut peer, _) = listener.accept().expect("a peer");
            let request = request(&mut peer);
            permitted.recv().expect("somebody permits it");
            peer.write_all(&answer).expect("it is still there");
            request
        });
        Self {
            port,
            thread,
            permit,
        }
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn answer(&self) {
        self.permit.send(()).expect("it is still there");
    }

    /// What it was asked.
    pub(crate) fn request(self) -> String {
        self.thread.join().expect("it was asked")
    }
}

fn request(peer: &mut TcpStream) -> String {
    let time = peer.set_read_timeout(Some(PATIENCE));
    time.expect("any time but none will do");
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        peer.read_exact(&mut byte).expect("a whole request");
        head.extend(byte);
    }
    String::from_utf8(head).expect("a request is text")
}

/// A port on which nobody listens.
pub(crate) fn nobody() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it has an address").port()
}
