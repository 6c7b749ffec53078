//! A port without a network: how it answers is written down beforehand, and
//! what the client did with it can be read afterwards.

mod answer;
mod clock;
mod poll;
mod recorder;

use std::fmt;
use std::time::Duration;

use drs_status_core::{
    Call, Client, Config, Endpoint, ProjectId, Request, RequestSent, ResponseHead, RetryPolicy,
    StatusCode, Token, Transport, TransportError, TransportErrorKind,
};

pub(crate) use answer::{Answer, Ending, item, results};
pub(crate) use clock::FakeClock;
pub(crate) use poll::{drop_after, pending_once, run};
pub(crate) use recorder::{Recorder, Told};

pub(crate) const CONFIG: Config<'static> = Config::new(
    Endpoint::literal("https://drs.example.com:8443/base"),
    ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
);

/// With one attempt for each request.
pub(crate) const ONCE: Config<'static> = CONFIG.retry(RetryPolicy::never());

/// A client over `port`, which lives in `buffer`.
pub(crate) fn client<'a>(
    config: Config<'a>,
    port: Port<'a>,
    buffer: &'a mut [u8],
) -> Client<'a, Port<'a>, FakeClock> {
    let token = Token::new("MIIE-secret").unwrap();
    let clock = port.clock.clone();
    Client::new(config, token, port, clock, buffer).unwrap()
}

/// What the client did.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Did {
    Send(Sent),
    Close,
}

/// A request as it went out.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Sent {
    pub(crate) call: Call,
    /// Empty for a login.
    pub(crate) jobs: Vec<String>,
    /// `cur_page` and `per_page`.
    pub(crate) page: Option<(u64, u64)>,
    pub(crate) time_left: Option<Duration>,
    /// Names and values, the secret ones too.
    pub(crate) headers: Vec<(String, String)>,
    /// Line, headers and body, what is secret hidden.
    pub(crate) shown: String,
    /// The body.
    pub(crate) body: String,
}

impl Sent {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let header = headers.find(|(found, _)| found.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }

    fn of(request: &Request<'_>) -> Self {
        let mut body = Vec::new();
        for piece in request.body().pieces() {
            body.extend_from_slice(piece.as_ref());
        }
        assert_eq!(body.len(), request.body().encoded_len());
        let body = String::from_utf8(body).unwrap();
        let json: serde_json::Value = serde_json::from_str(&body).unwrap();
        let jobs = json["jobs"].as_array().cloned().unwrap_or_default();
        let number = |key| json["page_req"][key].as_u64();
        Self {
            call: request.call(),
            jobs: jobs.iter().map(|id| id.as_str().unwrap().into()).collect(),
            page: number("cur_page").zip(number("per_page")),
            time_left: request.time_left(),
            headers: request
                .headers()
                .map(|header| (header.name().into(), header.value().into()))
                .collect(),
            shown: request.to_string(),
            body,
        }
    }
}

/// Carries requests to whoever answers them.
pub(crate) struct Port<'a> {
    pub(crate) clock: FakeClock,
    pub(crate) log: Vec<Did>,
    respond: Box<dyn FnMut(&Sent) -> Answer + 'a>,
    connection: Connection,
}

enum Connection {
    Closed,
    /// An answer was read to its end.
    Open,
    Sending,
    Reading {
        rest: Vec<u8>,
        piece: usize,
        ending: Ending,
    },
}

impl<'a> Port<'a> {
    /// Each request is answered by `respond`.
    pub(crate) fn responding(respond: impl FnMut(&Sent) -> Answer + 'a) -> Self {
        Self {
            clock: FakeClock::default(),
            log: Vec::new(),
            respond: Box::new(respond),
            connection: Connection::Closed,
        }
    }

    /// The requests are answered in turn; no more come than there are answers.
    pub(crate) fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers = answers.into_iter().collect::<Vec<_>>().into_iter();
        Self::responding(move |_| answers.next().expect("one request more than answers"))
    }

    /// Nothing may be sent.
    pub(crate) fn unused() -> Self {
        Self::answering([])
    }

    pub(crate) fn sent(&self) -> impl Iterator<Item = &Sent> {
        self.log.iter().filter_map(|did| match did {
            Did::Send(sent) => Some(sent),
            Did::Close => None,
        })
    }

    pub(crate) fn closes(&self) -> usize {
        self.log.iter().filter(|did| **did == Did::Close).count()
    }

    /// Whether a connection is kept for the next request.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.connection, Connection::Open)
    }
}

impl Transport for Port<'_> {
    type Error = PortError;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, PortError> {
        assert!(
            matches!(self.connection, Connection::Closed | Connection::Open),
            "a dirty connection is used again"
        );
        self.connection = Connection::Sending;
        let sent = Sent::of(request);
        let answer = (self.respond)(&sent);
        self.log.push(Did::Send(sent));
        pending_once().await;
        self.clock.advance(answer.takes);
        pending_once().await;
        if let Some(kind) = answer.refuses_to_send {
            return Err(PortError(kind));
        }
        for (name, value) in answer.headers {
            head.name(name);
            for piece in value.as_bytes().chunks(answer.header_piece) {
                head.value(piece);
            }
        }
        self.connection = Connection::Reading {
            rest: answer.body,
            piece: answer.piece,
            ending: answer.ending,
        };
        Ok(StatusCode::new(answer.status).unwrap())
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, PortError> {
        pending_once().await;
        if buffer.is_empty() {
            return Ok(0);
        }
        let Connection::Reading {
            rest,
            piece,
            ending,
        } = &mut self.connection
        else {
            panic!("a body is read where there is none");
        };
        let len = rest.len().min(*piece).min(buffer.len());
        if len > 0 {
            buffer[..len].copy_from_slice(&rest[..len]);
            rest.drain(..len);
            return Ok(len);
        }
        match *ending {
            Ending::Whole => self.connection = Connection::Open,
            Ending::Breaks(kind) => return Err(PortError(kind)),
            Ending::Never => {
                buffer.fill(b' ');
                return Ok(buffer.len());
            }
        }
        Ok(0)
    }

    fn close(&mut self) {
        self.log.push(Did::Close);
        self.connection = Connection::Closed;
    }
}

/// The port failed as it was told to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PortError(pub(crate) TransportErrorKind);

impl TransportError for PortError {
    fn kind(&self) -> TransportErrorKind {
        self.0
    }

    fn request_sent(&self) -> RequestSent {
        RequestSent::Maybe
    }
}

impl fmt::Display for PortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the port failed: {:?}", self.0)
    }
}

impl std::error::Error for PortError {}
