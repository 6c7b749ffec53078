//! Somebody between client and server, who changes what they say to each other.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::thread;

use crate::hello;

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// The client offers this version alone, by its two bytes.
    Offer([u8; 2]),
    /// The client offers this suite alone, by its two bytes.
    OfferSuite([u8; 2]),
    /// The server takes this version, by its two bytes.
    Take([u8; 2]),
}

/// Listens on 127.0.0.1, for as long as the program runs.
#[derive(Debug)]
pub struct Middle {
    address: SocketAddr,
}

impl Middle {
    /// Starts one before `server`.
    ///
    /// # Errors
    ///
    /// Those of listening.
    pub fn start(server: SocketAddr, change: Change) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // Whoever is cut off by a failure in here sees so; nobody else is
                // to be told.
                let _ = stand_between(client, server, change);
            }
        });
        Ok(Self { address })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Changes the first record of each way, and hands on all others.
fn stand_between(mut client: TcpStream, server: SocketAddr, change: Change) -> io::Result<()> {
    let mut server = TcpStream::connect(server)?;
    let mut record = hello::read_record(&mut client)?;
    match change {
        Change::Offer(version) => hello::offer(&mut record, version)?,
        Change::OfferSuite(suite) => hello::offer_suite(&mut record, suite)?,
        Change::Take(_) => {}
    }
    server.write_all(&record)?;

    let (from_client, to_server) = (client.try_clone()?, server.try_clone()?);
    let onwards = thread::spawn(move || hand_on(from_client, to_server));
    if let Change::Take(version) = change {
        let mut record = hello::read_record(&mut server)?;
        if hello::is_hello(&record) {
            hello::take(&mut record, version)?;
        }
        client.write_all(&record)?;
    }
    hand_on(server, client);
    // A thread that panics has said so.
    let _ = onwards.join();
    Ok(())
}

/// Until there is no more, or nobody takes it.
fn hand_on(mut from: TcpStream, mut to: TcpStream) {
    let mut buffer = [0; 4096];
    while let Ok(some @ 1..) = from.read(&mut buffer) {
        if to.write_all(&buffer[..some]).is_err() {
            break;
        }
    }
    // It may be closed already.
    let _ = to.shutdown(Shutdown::Write);
}
