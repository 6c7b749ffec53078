//! One fault: what is set up, what is done, and what is seen of it.

use std::fmt;
use std::ops::ControlFlow;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use drs_status_core::{
    AccessKey, Client, Clock, Config, Credentials, Endpoint, Error, IamLogin, IamUser, NameOrId,
    ProjectId, Request, ResponseHead, StatusCode, Summary, Token, Transport, TransportError as _,
    TransportErrorKind, Wake,
};
use drs_status_sim::{Answer, Breakage, Builder, Proxy, Sim};
use drs_status_std::{HttpsTransport, Options, SystemClock, TransportError};

use super::{KEY, SECRET};
use crate::asking::{JOBS, service};

/// Above the rows.
pub(super) const HEADER: &str = "\
| fault | sent | seen | answers | time | ends with |
|---|---|---|---|---|---|
";

/// No row takes as long, on whatever machine.
pub(super) const NO_HANG: Duration = Duration::from_secs(30);

/// The time for a call.
const LIMIT: Duration = Duration::from_secs(20);

/// The time for a call where the fault is silence.
const SILENCE_LIMIT: Duration = Duration::from_secs(3);

/// The time for a connection to come about.
const CONNECT_LIMIT: Duration = Duration::from_secs(2);

/// Room for the token of a login.
pub(super) const ROOM: usize = 1024;

/// Who asks.
#[derive(Clone, Copy)]
pub(super) enum Who {
    /// The token that the service issued.
    Token,
    /// A token that it did not.
    WrongToken,
    /// An access key that it knows, and its secret.
    Key,
    /// The same with another secret.
    WrongSecret,
    /// The user whom IAM knows, and room for a token of so many bytes.
    Login(usize),
    /// The same with another password.
    WrongPassword,
}

/// A fault, and how to meet it: two jobs are asked for, each time.
pub(super) struct Fault {
    pub(super) name: &'static str,
    service: Builder,
    before: fn(&Sim),
    answers: Vec<Answer>,
    breakage: Option<Breakage>,
    endpoint: Option<&'static str>,
    limit: Duration,
    who: Who,
    calls: usize,
}

impl Fault {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            service: service().tls(drs_status_sim::Tls::Both),
            before: |_| {},
            answers: Vec::new(),
            breakage: None,
            endpoint: None,
            limit: LIMIT,
            who: Who::Token,
            calls: 1,
        }
    }

    /// The service is like this.
    pub(super) fn service(self, like: fn(Builder) -> Builder) -> Self {
        Self {
            service: like(self.service),
            ..self
        }
    }

    /// This happens before the last call, when there are two: one that is well,
    /// and this.
    pub(super) fn later(self, before: fn(&Sim)) -> Self {
        Self {
            before,
            calls: 2,
            ..self
        }
    }

    /// The service gives these answers first.
    pub(super) fn answers(self, answers: impl Into<Vec<Answer>>) -> Self {
        Self {
            answers: answers.into(),
            ..self
        }
    }

    /// The connections break like this.
    pub(super) fn breaks(self, breakage: Breakage) -> Self {
        Self {
            breakage: Some(breakage),
            ..self
        }
    }

    /// Somebody else is asked.
    pub(super) fn at(self, endpoint: &'static str) -> Self {
        Self {
            endpoint: Some(endpoint),
            ..self
        }
    }

    /// The fault is silence: the call gets less time.
    pub(super) fn silent(self) -> Self {
        Self {
            limit: SILENCE_LIMIT,
            ..self
        }
    }

    pub(super) fn who(self, who: Who) -> Self {
        Self { who, ..self }
    }

    pub(super) fn run(self) -> Observed {
        let sim = self.service.start().unwrap();
        let proxy = self
            .breakage
            .map(|breakage| Proxy::start(sim.address(), breakage).unwrap());
        let through = proxy
            .as_ref()
            .map(|proxy| format!("https://localhost:{}", proxy.address().port()));
        let endpoint = self
            .endpoint
            .or(through.as_deref())
            .unwrap_or(sim.endpoint());
        let config = Config::new(
            Endpoint::new(endpoint).unwrap(),
            ProjectId::new(sim.project_id()).unwrap(),
        )
        .time_limit(self.limit);
        sim.next_answers(self.answers);
        let asking = Asking {
            sim: &sim,
            config,
            before: self.before,
            calls: self.calls,
        };
        match self.who {
            Who::Token => asking.ask(Token::new(sim.token()).unwrap()),
            Who::WrongToken => asking.ask(Token::new("a-wrong-token").unwrap()),
            Who::Key => asking.ask(AccessKey::new(KEY, SECRET).unwrap()),
            Who::WrongSecret => asking.ask(AccessKey::new(KEY, "a-wrong-secret").unwrap()),
            Who::Login(room) => asking.log_in(&sim.account().password, endpoint, room),
            Who::WrongPassword => asking.log_in("a-wrong-password", endpoint, ROOM),
        }
    }
}

/// Whom to ask, and how often.
struct Asking<'a> {
    sim: &'a Sim,
    config: Config<'a>,
    before: fn(&Sim),
    calls: usize,
}

impl Asking<'_> {
    /// Logs in at `endpoint`, which is IAM's too.
    fn log_in(self, password: &str, endpoint: &str, room: usize) -> Observed {
        let account = self.sim.account();
        let user = IamUser {
            name: &account.user,
            password,
            domain: NameOrId::Name(&account.domain),
        };
        let mut room = vec![0; room];
        let iam = Endpoint::new(endpoint).unwrap();
        let project = NameOrId::Name(&account.project);
        self.ask(IamLogin::new(iam, user, project, &mut room))
    }

    fn ask(self, credentials: impl Credentials) -> Observed {
        let options = Options::new()
            .ca_pem(self.sim.ca_pem().as_bytes())
            .unwrap()
            .connect_timeout(CONNECT_LIMIT);
        let transport = Counting {
            inner: HttpsTransport::new(&options).unwrap(),
            sent: 0,
            timed_out: 0,
        };
        let mut buffer = [0; 512];
        let clock = Patient::new();
        let mut client =
            Client::new(self.config, credentials, transport, clock, &mut buffer).unwrap();
        for _ in 1..self.calls {
            ready(client.for_each(&JOBS, |_| ControlFlow::Continue(()))).unwrap();
        }
        (self.before)(self.sim);
        let sent_before = client.transport().sent;
        let seen_before = self.sim.request_count();
        let mut delivered = Vec::new();
        let start = Instant::now();
        let outcome = ready(client.for_each(&JOBS, |task| {
            delivered.push(task.index);
            ControlFlow::Continue(())
        }));
        let took = start.elapsed();
        let (transport, clock) = client.into_parts();
        Observed {
            sent: transport.sent - sent_before,
            seen: self.sim.request_count() - seen_before,
            waits: clock.waits,
            timed_out: transport.timed_out,
            delivered,
            outcome,
            took,
        }
    }
}

/// What was seen of a fault.
pub(super) struct Observed {
    sent: usize,
    seen: usize,
    waits: Vec<Duration>,
    timed_out: usize,
    pub(super) delivered: Vec<usize>,
    pub(super) outcome: Result<Summary, Error<TransportError>>,
    pub(super) took: Duration,
}

impl Observed {
    /// What took time: the waits, and the silences that were waited out.
    fn time(&self) -> String {
        let mut parts: Vec<String> = self
            .waits
            .iter()
            .map(|wait| format!("{} s", wait.as_secs_f64()))
            .collect();
        if self.timed_out > 0 {
            parts.push(format!("{} × limit", self.timed_out));
        }
        if parts.is_empty() {
            return "–".to_owned();
        }
        parts.join(" + ")
    }
}

/// The cells behind the name.
impl fmt::Display for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ending = match &self.outcome {
            Ok(_) => "success".to_owned(),
            Err(error) => without_details(&error.cause().to_string()),
        };
        write!(
            f,
            "| {} | {} | {} | {} | {ending} |",
            self.sent,
            self.seen,
            self.delivered.len(),
            self.time(),
        )
    }
}

/// A message without what differs from run to run or from system to system: the
/// id of the request, and what the system says.
fn without_details(message: &str) -> String {
    let end = [" (io: ", " (timeout: ", " (protocol: "]
        .iter()
        .filter_map(|detail| message.find(detail))
        .min();
    let message = end.map_or(message, |end| &message[..end]);
    let Some((before, rest)) = message.split_once(" [request ") else {
        return message.to_owned();
    };
    let behind = rest.split_once(']').map_or("", |(_, behind)| behind);
    format!("{before}{behind}")
}

/// Counts what is sent.
struct Counting {
    inner: HttpsTransport,
    sent: usize,
    timed_out: usize,
}

impl Counting {
    fn note<R>(&mut self, outcome: Result<R, TransportError>) -> Result<R, TransportError> {
        if let Err(error) = &outcome
            && error.kind() == TransportErrorKind::Timeout
        {
            self.timed_out += 1;
        }
        outcome
    }
}

impl Transport for Counting {
    type Error = TransportError;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, TransportError> {
        self.sent += 1;
        let outcome = self.inner.send(request, head).await;
        self.note(outcome)
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, TransportError> {
        let outcome = self.inner.read(buffer).await;
        self.note(outcome)
    }

    fn close(&mut self) {
        self.inner.close();
    }
}

/// A clock whose sleeps are over at once, and whose chance is always the worst:
/// each wait is the longest that it can be.
struct Patient {
    clock: SystemClock,
    waits: Vec<Duration>,
}

impl Patient {
    fn new() -> Self {
        Self {
            clock: SystemClock::new(),
            waits: Vec::new(),
        }
    }
}

impl Clock for Patient {
    fn now(&self) -> Duration {
        self.clock.now() + self.waits.iter().sum::<Duration>()
    }

    fn unix_time(&self) -> Option<Duration> {
        self.clock.unix_time()
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        self.waits.push(time);
        Wake::Elapsed
    }

    fn entropy(&mut self) -> u32 {
        u32::MAX
    }
}

/// Polls a future of a blocking port once.
fn ready<R>(future: impl Future<Output = R>) -> R {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("a blocking port is always ready"),
    }
}
