//! The way past a proxy, and through one.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use drs_status_core::{RequestSent, TransportErrorKind};
use drs_status_sim::Tls;
use drs_status_std::{HttpsTransport, Options, PlaintextTransport, Proxy};

use crate::asking::{Nobody, Way, ask, service};

/// A proxy that understands `CONNECT` (RFC 9110, section 9.3.6), for one
/// connection. It tells what it was asked for.
fn connect_proxy() -> (SocketAddr, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (asked, received) = mpsc::channel();
    thread::spawn(move || -> io::Result<()> {
        let (client, _) = listener.accept()?;
        let mut lines = BufReader::new(client.try_clone()?);
        let mut request = String::new();
        lines.read_line(&mut request)?;
        let mut field = String::new();
        while lines.read_line(&mut field)? > 2 {
            field.clear();
        }
        let target = request.split(' ').nth(1).unwrap_or_default().to_owned();
        let server = TcpStream::connect(&target)?;
        asked.send(request).map_err(io::Error::other)?;
        (&client).write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
        let (mut up, mut down) = (server.try_clone()?, server);
        thread::spawn(move || io::copy(&mut lines, &mut up));
        io::copy(&mut down, &mut &client)?;
        Ok(())
    });
    (address, received)
}

#[test]
fn https_goes_through_a_proxy_encrypted_end_to_end() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let (proxy, asked) = connect_proxy();
    let options = Options::new()
        .ca_pem(sim.ca_pem().as_bytes())
        .unwrap()
        .proxy(Proxy::Url(format!("http://{proxy}")));
    let transport = HttpsTransport::new(&options).unwrap();
    ask(Way::to(sim.endpoint()), &sim, transport).assert_whole();
    let port = sim.address().port();
    assert_eq!(
        asked.recv().unwrap(),
        format!("CONNECT localhost:{port} HTTP/1.1\r\n")
    );
}

#[test]
fn a_proxy_that_is_not_there_is_no_reason_to_go_past_it() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let nobody = Nobody::new();
    let options = Options::new()
        .ca_pem(sim.ca_pem().as_bytes())
        .unwrap()
        .proxy(Proxy::Url(format!("http://{}", nobody.address())));
    let transport = HttpsTransport::new(&options).unwrap();
    let asked = ask(Way::to(sim.endpoint()), &sim, transport);
    assert_eq!(
        asked.kind(),
        Some((TransportErrorKind::Connect, RequestSent::No)),
        "{asked:?}"
    );
    assert_eq!(sim.connections(), 0);
}

#[test]
fn plaintext_never_takes_a_proxy() {
    let sim = service().start().unwrap();
    let nobody = Nobody::new();
    let options = Options::new().proxy(Proxy::Url(format!("http://{}", nobody.address())));
    let transport = PlaintextTransport::new(&options).unwrap();
    ask(Way::to(sim.endpoint()), &sim, transport).assert_whole();
}
