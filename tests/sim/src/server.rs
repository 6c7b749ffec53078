//! Connections: TCP, TLS where wanted, HTTP/1.1.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls::HandshakeKind;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

use crate::answer::{Answer, Framing, Head};
use crate::counted::{Count, Counted};
use crate::gateway::MAX_BODY;
use crate::pieces::Pieces;
use crate::raw;
use crate::seen::Seen;
use crate::service::Service;

/// What becomes of a connection after an answer.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Connection {
    /// It takes the next request, if the client wants that.
    #[default]
    KeepAlive,
    /// It is closed, and the answer says so beforehand.
    Close,
}

/// How answers go out, if they do not say it themselves.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) framing: Framing,
    pub(crate) connection: Connection,
    pub(crate) latency: Duration,
}

/// What came in so far, over all connections.
#[derive(Clone, Default, Debug)]
pub(crate) struct Traffic {
    pub(crate) connections: Count,
    /// Those of them that have resumed a session of TLS.
    pub(crate) resumptions: Count,
    /// Bytes from sockets.
    pub(crate) raw: Count,
    /// Bytes from sockets, or what TLS made of them.
    pub(crate) plain: Count,
}

/// A connection, as a request tells of it.
#[derive(Clone, Copy)]
struct Origin {
    /// Of those before it there are so many.
    number: u64,
    peer: SocketAddr,
}

pub(crate) struct Server {
    pub(crate) listener: TcpListener,
    pub(crate) acceptor: Option<TlsAcceptor>,
    pub(crate) service: Arc<Service>,
    pub(crate) manner: Manner,
    pub(crate) traffic: Traffic,
}

impl Server {
    pub(crate) async fn run(self) {
        let server = Arc::new(self);
        loop {
            let Ok((stream, peer)) = server.listener.accept().await else {
                // No file descriptor left, as a rule. Some will be.
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            };
            let number = server.traffic.connections.add(1);
            let from = Origin { number, peer };
            let server = Arc::clone(&server);
            // A connection that fails is its client's business.
            tokio::spawn(async move { server.converse(stream, from).await });
        }
    }

    async fn converse(&self, stream: TcpStream, from: Origin) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let stream = Counted::new(stream, self.traffic.raw.clone());
        let Some(acceptor) = &self.acceptor else {
            return self.serve(stream, from).await;
        };
        let stream = acceptor.accept(stream).await?;
        if stream.get_ref().1.handshake_kind() == Some(HandshakeKind::Resumed) {
            self.traffic.resumptions.add(1);
        }
        self.serve(stream, from).await
    }

    /// Answers the requests of one connection, until the first answer that takes
    /// the connection for itself.
    async fn serve<S>(&self, stream: S, from: Origin) -> io::Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let stream = TokioIo::new(Counted::new(stream, self.traffic.plain.clone()));
        let (disorderly, mut taken) = mpsc::channel(1);
        let service = service_fn(|request| {
            let disorderly = disorderly.clone();
            async move {
                let answer = self.answer(request, from).await?;
                let framing = answer.framing.unwrap_or(self.manner.framing);
                if answer.is_orderly(framing) {
                    return Ok::<_, io::Error>(response(answer, framing));
                }
                // Cannot fail: the other end lives as long as this future.
                let _ = disorderly.send((answer, framing)).await;
                pending().await
            }
        });
        let mut http = http1::Builder::new()
            .keep_alive(self.manner.connection == Connection::KeepAlive)
            .title_case_headers(true)
            .header_read_timeout(None)
            .serve_connection(stream, service);
        let (answer, framing) = tokio::select! {
            biased;
            Some(answer) = taken.recv() => answer,
            outcome = pin!(&mut http) => return outcome.map_err(io::Error::other),
        };
        raw::write(http.into_parts().io.into_inner(), answer, framing).await
    }

    async fn answer(&self, request: http::Request<Incoming>, from: Origin) -> io::Result<Answer> {
        let request = see(request, from).await?;
        let answer = self.service.answer(request).with_request_id()?;
        let delay = self.manner.latency.saturating_add(answer.delay);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        Ok(answer)
    }
}

/// The whole request, or as much of it as shows that it is too long.
async fn see(request: http::Request<Incoming>, from: Origin) -> io::Result<Seen> {
    let (head, mut incoming) = request.into_parts();
    let mut body = Vec::new();
    while body.len() <= MAX_BODY
        && let Some(frame) = incoming.frame().await
    {
        if let Ok(data) = frame.map_err(io::Error::other)?.into_data() {
            body.extend_from_slice(&data);
        }
    }
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Ok(Seen {
        connection: usize::try_from(from.number).unwrap_or(usize::MAX),
        peer: from.peer,
        method: head.method.to_string(),
        path: head
            .uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
        body,
    })
}

fn response(answer: Answer, framing: Framing) -> http::Response<Pieces> {
    let mut response = http::Response::new(Pieces::new(answer.body, framing));
    if let Head::Written(status, headers) = answer.head {
        *response.status_mut() = status;
        *response.headers_mut() = headers;
    }
    response
}
