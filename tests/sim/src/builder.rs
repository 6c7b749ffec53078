//! What a simulator is to be like.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::access_key::{AccessKey, AccessKeys};
use crate::answer::{Answer, Framing};
use crate::auth::Tokens;
use crate::background::Background;
use crate::batch::{Rules, UnknownJob};
use crate::certificate::{Authority, Certificate};
use crate::iam::Account;
use crate::job::Job;
use crate::jobs::{AnyJob, Jobs};
use crate::key_lock::KeyLock;
use crate::page::MissingPage;
use crate::script::Scripts;
use crate::seen::{MAX_SEEN, Record};
use crate::server::{Connection, Manner, Server, Traffic};
use crate::service::{Changing, Service};
use crate::sim::Sim;
use crate::throttle::{Throttle, Throttling};
use crate::tls::{self, Tls};
use crate::wall_clock::WallClock;

/// How long a token is valid.
///
/// Source: IAM API reference, Obtaining a User Token Through Password
/// Authentication.
const TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The longest that [`Builder::token_lifetime`] takes.
const MAX_TOKEN_LIFETIME: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The characters of a token, unless [`Builder::token_length`] says otherwise:
/// few, so that it can be copied by hand.
const TOKEN_LENGTH: usize = 64;

/// The characters that a token can have: too many to guess, and as many as the
/// longest documented maximum.
const TOKEN_LENGTHS: RangeInclusive<usize> = 32..=32_768;

/// Makes a [`Sim`]. Whatever is not set is as the service does it by default.
#[must_use = "nothing runs until it is started"]
pub struct Builder {
    listen: SocketAddr,
    tls: Tls,
    certificate: Certificate,
    names: Vec<String>,
    authority: Option<Arc<Authority>>,
    project_id: Option<String>,
    token: Option<String>,
    jobs: Vec<Job>,
    any_job: Option<AnyJob>,
    rules: Rules,
    manner: Manner,
    token_lifetime: Duration,
    token_length: usize,
    access_keys: Vec<AccessKey>,
    key_lock: KeyLock,
    wall_clock: WallClock,
    throttle: Throttle,
    scripts: Scripts,
    remembered: usize,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            tls: Tls::default(),
            certificate: Certificate::default(),
            names: Vec::new(),
            authority: None,
            project_id: None,
            token: None,
            jobs: Vec::new(),
            any_job: None,
            rules: Rules::default(),
            manner: Manner {
                framing: Framing::Length,
                connection: Connection::default(),
                latency: Duration::ZERO,
            },
            token_lifetime: TOKEN_LIFETIME,
            token_length: TOKEN_LENGTH,
            access_keys: Vec::new(),
            key_lock: KeyLock::default(),
            wall_clock: WallClock::default(),
            throttle: Throttle::default(),
            scripts: Scripts::default(),
            remembered: MAX_SEEN,
        }
    }

    /// Where it listens: `127.0.0.1:0` by default, a free port. Loopback only.
    pub fn listen(self, address: SocketAddr) -> Self {
        Self {
            listen: address,
            ..self
        }
    }

    /// Which TLS it speaks.
    pub fn tls(self, tls: Tls) -> Self {
        Self { tls, ..self }
    }

    /// Which certificate it shows.
    pub fn certificate(self, certificate: Certificate) -> Self {
        Self {
            certificate,
            ..self
        }
    }

    /// Another host, by name or address, that a good certificate is for: what
    /// those call this machine whose way leads around loopback, such as a machine
    /// that is emulated.
    pub fn also_named(mut self, host: impl Into<String>) -> Self {
        self.names.push(host.into());
        self
    }

    /// Has its certificate issued by the authority of another, as when a service
    /// comes back.
    pub fn authority_of(mut self, other: &Sim) -> Self {
        self.authority = Some(Arc::clone(&other.authority));
        self
    }

    /// Has its certificate issued by this authority, in place of one made for this
    /// run.
    pub fn authority(self, authority: Authority) -> Self {
        Self {
            authority: Some(Arc::new(authority)),
            ..self
        }
    }

    /// The id of the project, in place of one made up at random: that of a device
    /// which was told before the simulator started.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }

    /// The token that is valid from the start, in place of one made up at random; as
    /// above. Whoever knows it may ask.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Adds a job, in place of one with the same id.
    pub fn job(mut self, job: Job) -> Self {
        self.jobs.push(job);
        self
    }

    /// Adds jobs.
    pub fn jobs(mut self, jobs: impl IntoIterator<Item = Job>) -> Self {
        self.jobs.extend(jobs);
        self
    }

    /// Answers for ids that no job was added for, without a memory of them: the
    /// life of such a job begins anew each time it is asked.
    pub fn any_job(self, any: impl Fn(&str) -> Option<Job> + Send + Sync + 'static) -> Self {
        Self {
            any_job: Some(Arc::new(any)),
            ..self
        }
    }

    /// What a request without `page_req` gets.
    pub fn missing_page(mut self, missing: MissingPage) -> Self {
        self.rules.missing_page = missing;
        self
    }

    /// What an id that belongs to no job gets.
    pub fn unknown_job(mut self, unknown: UnknownJob) -> Self {
        self.rules.unknown_job = unknown;
        self
    }

    /// How the end of a body is told.
    pub fn framing(mut self, framing: Framing) -> Self {
        self.manner.framing = framing;
        self
    }

    /// What becomes of a connection after an answer.
    pub fn connection(mut self, connection: Connection) -> Self {
        self.manner.connection = connection;
        self
    }

    /// How long each answer is in coming.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.manner.latency = latency;
        self
    }

    /// How long a token is valid: 24 hours by default, at most 366 days.
    pub fn token_lifetime(self, lifetime: Duration) -> Self {
        Self {
            token_lifetime: lifetime,
            ..self
        }
    }

    /// How many characters a token has: from 32 to 32,768, by default 64.
    pub fn token_length(self, characters: usize) -> Self {
        Self {
            token_length: characters,
            ..self
        }
    }

    /// Adds a key that requests may be signed by, in place of a token.
    pub fn access_key(mut self, key: AccessKey) -> Self {
        self.access_keys.push(key);
        self
    }

    /// Whether an access key is locked when it fails too often.
    pub fn key_lock(self, key_lock: KeyLock) -> Self {
        Self { key_lock, ..self }
    }

    /// The clock of the service.
    pub fn wall_clock(self, wall_clock: WallClock) -> Self {
        Self { wall_clock, ..self }
    }

    /// How often one may ask.
    pub fn throttle(self, throttle: Throttle) -> Self {
        Self { throttle, ..self }
    }

    /// Answers the k-th request for
    /// `/{prefix}/{run}/v3/{project}/jobs/batch-status` with the k-th of these
    /// answers, counted for each `{run}`, and with the last from then on. No
    /// token is asked for, and nothing is checked.
    ///
    /// # Panics
    ///
    /// When there is no answer.
    pub fn script(mut self, prefix: &str, answers: Vec<Answer>) -> Self {
        assert!(!answers.is_empty(), "a script has an answer at least");
        self.scripts.put(prefix, answers);
        self
    }

    /// How many requests are remembered, the newest: by default, and at most,
    /// [`MAX_SEEN`].
    pub fn remember(self, requests: usize) -> Self {
        Self {
            remembered: requests.min(MAX_SEEN),
            ..self
        }
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// `InvalidInput` when it would listen beyond loopback, or when lifetime or
    /// length of tokens is out of bounds; otherwise whatever keeps it from
    /// listening, or from making keys.
    pub fn start(self) -> io::Result<Sim> {
        self.check()?;
        let now = Instant::now();
        let mut tokens = Tokens::new(self.token_lifetime, self.token_length);
        let token = match self.token {
            Some(token) => tokens.know(token, now),
            None => tokens.issue(now)?,
        };
        let service = Arc::new(Service::new(
            Account::new(self.project_id)?,
            self.rules,
            Changing {
                tokens,
                keys: AccessKeys::new(self.access_keys, self.key_lock, self.wall_clock),
                jobs: Jobs::new(self.jobs, self.any_job, now),
                scripts: self.scripts,
                next: VecDeque::new(),
                throttling: Throttling::new(self.throttle),
                record: Record::new(self.remembered),
            },
        ));

        let authority = match self.authority {
            Some(authority) => authority,
            None => Arc::new(Authority::new()?),
        };
        let acceptor = match self.tls {
            Tls::Off => None,
            tls => Some(tls::acceptor(
                tls,
                authority.issue(self.certificate, &self.names)?,
            )?),
        };
        let listener = TcpListener::bind(self.listen).map_err(|error| {
            let what = format!("cannot listen on {}: {error}", self.listen);
            io::Error::new(error.kind(), what)
        })?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let traffic = Traffic::default();
        let background = Background::start("drs-sim", || {
            let server = Server {
                listener: tokio::net::TcpListener::from_std(listener)?,
                acceptor,
                service: Arc::clone(&service),
                manner: self.manner,
                traffic: traffic.clone(),
            };
            Ok(server.run())
        })?;
        Ok(Sim {
            endpoint: endpoint(self.tls, address),
            address,
            token,
            ca_pem: authority.pem(),
            authority,
            service,
            traffic,
            _background: background,
        })
    }

    fn check(&self) -> io::Result<()> {
        let invalid = |what: String| Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        if !self.listen.ip().is_loopback() {
            return invalid(format!(
                "the simulator listens on loopback addresses only, not on {}",
                self.listen.ip()
            ));
        }
        if !TOKEN_LENGTHS.contains(&self.token_length) {
            return invalid(format!(
                "a token has from {} to {} characters, not {}",
                TOKEN_LENGTHS.start(),
                TOKEN_LENGTHS.end(),
                self.token_length
            ));
        }
        if self.token_lifetime > MAX_TOKEN_LIFETIME {
            return invalid("a token is valid for 366 days at most".to_owned());
        }
        Ok(())
    }
}

/// The URL that clients are given. By name where the certificate has the name
/// and it leads to this address.
fn endpoint(tls: Tls, address: SocketAddr) -> String {
    match tls {
        Tls::Off => format!("http://{address}"),
        _ if address.ip() == Ipv4Addr::LOCALHOST => format!("https://localhost:{}", address.port()),
        _ => format!("https://{address}"),
    }
}
