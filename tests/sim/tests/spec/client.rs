//! A client that writes its requests by hand and reads whatever comes, so that
//! nothing stands between a test and the bytes.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use drs_status_sim::Sim;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::pem::PemObject;
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion,
};
use serde_json::Value;

/// No test waits longer for a byte: what hangs fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection with TLS.
pub(crate) type TlsStream = StreamOwned<ClientConnection, TcpStream>;

/// A request, as yet without a connection.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// An answer, taken apart.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Status line and header fields.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A request for the statuses of a project's jobs.
    pub(crate) fn of(project: &str, token: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            method: "POST",
            path: format!("/v3/{project}/jobs/batch-status"),
            headers: vec![
                ("Content-Type".to_owned(), "application/json".to_owned()),
                ("X-Auth-Token".to_owned(), token.to_owned()),
            ],
            body: body.into(),
        }
    }

    /// What a good client asks of `sim`, with this body.
    pub(crate) fn batch_status(sim: &Sim, body: impl Into<Vec<u8>>) -> Self {
        Self::of(sim.project_id(), sim.token(), body)
    }

    /// The same, for these ids, all on one page.
    pub(crate) fn ids(sim: &Sim, ids: &[&str]) -> Self {
        let body = serde_json::json!({ "jobs": ids, "page_req": { "per_page": 0 } });
        Self::batch_status(sim, body.to_string())
    }

    /// A request to IAM.
    pub(crate) fn token(body: &Value) -> Self {
        Self {
            method: "POST",
            path: "/v3/auth/tokens?nocatalog=1".to_owned(),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: body.to_string().into_bytes(),
        }
    }

    pub(crate) fn path(self, path: impl Into<String>) -> Self {
        let path = path.into();
        Self { path, ..self }
    }

    pub(crate) fn method(self, method: &'static str) -> Self {
        Self { method, ..self }
    }

    /// Sets a header field, in place of the one of this name.
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        let mut request = self.without(name);
        request.headers.push((name.to_owned(), value.to_owned()));
        request
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(field, _)| field != name);
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let length = ("Content-Length".to_owned(), self.body.len().to_string());
        let fields: String = self
            .headers
            .iter()
            .chain([&length])
            .map(|(name, value)| [name, ": ", value, "\r\n"].concat())
            .collect();
        let head = format!(
            "{} {} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n",
            self.method, self.path
        );
        [head.as_bytes(), &self.body].concat()
    }

    /// Sends it over a connection of its own, without TLS.
    pub(crate) fn ask(&self, sim: &Sim) -> Reply {
        self.ask_over(&mut connect(sim)).expect("a whole answer")
    }

    pub(crate) fn ask_over<S: Read + Write>(&self, stream: &mut S) -> io::Result<Reply> {
        stream.write_all(&self.bytes())?;
        Reply::read(stream)
    }
}

impl Reply {
    /// Reads one answer, and nothing behind it.
    pub(crate) fn read<S: Read>(stream: &mut S) -> io::Result<Self> {
        let head = read_until(stream, b"\r\n\r\n")?;
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .ok_or_else(|| io::Error::other(format!("no status: {head}")))?;
        let mut reply = Self {
            status,
            head,
            body: Vec::new(),
        };
        if let Some(length) = reply.header("content-length") {
            let length = length.parse().map_err(io::Error::other)?;
            reply.body = read_exact(stream, length)?;
        } else if reply.header("transfer-encoding").is_some() {
            while let Some(chunk) = read_chunk(stream)? {
                reply.body.extend(chunk);
            }
        } else if status != 204 {
            stream.read_to_end(&mut reply.body)?;
        }
        Ok(reply)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The field of an error that says which.
    pub(crate) fn code(&self) -> String {
        self.json()["error_code"]
            .as_str()
            .unwrap_or("none")
            .to_owned()
    }

    /// Status or error code of each item, in order.
    pub(crate) fn items(&self) -> Vec<String> {
        let body = self.json();
        let results = body["results"].as_array().expect("results");
        assert_eq!(body["count"], results.len(), "{body}");
        results
            .iter()
            .map(|item| {
                let says = if item["status"].is_null() {
                    "error_code"
                } else {
                    "status"
                };
                item[says].as_str().expect("a text").to_owned()
            })
            .collect()
    }
}

/// The next chunk, unless it is the last.
pub(crate) fn read_chunk<S: Read>(stream: &mut S) -> io::Result<Option<Vec<u8>>> {
    let size = read_until(stream, b"\r\n")?;
    let size = usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
    let mut chunk = read_exact(stream, size + 2)?;
    chunk.truncate(size);
    Ok((size > 0).then_some(chunk))
}

fn read_until<S: Read>(stream: &mut S, end: &[u8]) -> io::Result<String> {
    let mut read = Vec::new();
    while !read.ends_with(end) {
        read.extend(read_exact(stream, 1)?);
    }
    String::from_utf8(read).map_err(io::Error::other)
}

fn read_exact<S: Read>(stream: &mut S, length: usize) -> io::Result<Vec<u8>> {
    let mut read = vec![0; length];
    stream.read_exact(&mut read)?;
    Ok(read)
}

pub(crate) fn connect(sim: &Sim) -> TcpStream {
    connect_to(sim.address())
}

pub(crate) fn connect_to(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    stream
        .set_write_timeout(Some(PATIENCE))
        .expect("a time-out");
    stream.set_nodelay(true).expect("no delay");
    stream
}

/// A connection with TLS that trusts the authority of `sim` alone.
pub(crate) fn connect_tls(
    sim: &Sim,
    address: SocketAddr,
    versions: &[&'static SupportedProtocolVersion],
) -> TlsStream {
    connect_tls_to(address, sim.ca_pem(), versions)
}

/// The same, for an authority as PEM.
pub(crate) fn connect_tls_to(
    address: SocketAddr,
    pem: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> TlsStream {
    connect_tls_as(&trusting(pem, versions), address)
}

/// What a client trusts and speaks; it remembers sessions.
pub(crate) fn trusting(
    pem: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(pem.as_bytes()).expect("PEM");
    roots.add(authority).expect("an authority");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

/// A connection with TLS of that client.
pub(crate) fn connect_tls_as(client: &Arc<ClientConfig>, address: SocketAddr) -> TlsStream {
    let name = ServerName::try_from("localhost").expect("a name");
    let tls = ClientConnection::new(Arc::clone(client), name).expect("a client");
    StreamOwned::new(tls, connect_to(address))
}
