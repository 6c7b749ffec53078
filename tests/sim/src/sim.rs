//! A simulator that runs.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::answer::Answer;
use crate::background::Background;
use crate::builder::Builder;
use crate::certificate::Authority;
use crate::iam::Account;
use crate::job::Job;
use crate::seen::Seen;
use crate::server::Traffic;
use crate::service::Service;
use crate::throttle::Throttle;
use crate::wall_clock::WallClock;

/// A simulated DRS and IAM service, on a thread of its own. Dropping it stops the
/// thread and closes its sockets.
///
/// `Debug` does not show the token.
pub struct Sim {
    pub(crate) endpoint: String,
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
    pub(crate) ca_pem: String,
    pub(crate) authority: Arc<Authority>,
    pub(crate) service: Arc<Service>,
    pub(crate) traffic: Traffic,
    pub(crate) _background: Background,
}

impl Sim {
    /// A simulator to be set up.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// The URL of DRS and of IAM: `http://127.0.0.1:port`, or
    /// `https://localhost:port` with TLS.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The project whose jobs it knows: 32 hexadecimal digits, random for this
    /// run.
    #[must_use]
    pub fn project_id(&self) -> &str {
        &self.account().project_id
    }

    /// A token, random for this run, valid from its start on.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The certificate that a client is to trust, as PEM; made for this run.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// Whom IAM issues tokens to.
    #[must_use]
    pub fn account(&self) -> &Account {
        self.service.account()
    }

    /// Issues another token, as IAM does.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers.
    pub fn issue_token(&self) -> io::Result<String> {
        self.service.issue_token()
    }

    /// Ends the validity of all tokens issued so far. Those issued later are
    /// valid.
    pub fn expire_tokens(&self) {
        self.service.expire_tokens();
    }

    /// Puts a job into a status that stays, and without an error; adds the job if
    /// there is none of this id.
    pub fn set_status(&self, id: &str, status: &str) {
        self.set_job(Job::new(id).status(status.to_owned()));
    }

    /// Adds a job, in place of the one with its id. Its life begins now.
    pub fn set_job(&self, job: Job) {
        self.service.put_job(job);
    }

    /// Forgets the job with this id, if there is one.
    pub fn remove_job(&self, id: &str) {
        self.service.remove_job(id);
    }

    /// Answers the next requests, to whatever path, with these, once each.
    pub fn next_answers(&self, answers: Vec<Answer>) {
        self.service.put_answers(answers);
    }

    /// Says anew how often one may ask.
    pub fn throttle(&self, throttle: Throttle) {
        self.service.throttle(throttle);
    }

    /// Sets the clock of the service: see [`WallClock`].
    pub fn set_wall_clock(&self, clock: WallClock) {
        self.service.set_wall_clock(clock);
    }

    /// The requests that it saw, in order: the newest, at most
    /// [`MAX_SEEN`](crate::MAX_SEEN).
    #[must_use]
    pub fn requests(&self) -> Vec<Seen> {
        self.service.requests()
    }

    /// How many requests it saw in all.
    #[must_use]
    pub fn request_count(&self) -> usize {
        self.service.request_count()
    }

    /// How many connections it accepted.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.traffic.connections.get()
    }

    /// How many connections have resumed a session of TLS, without a certificate.
    #[must_use]
    pub fn resumptions(&self) -> u64 {
        self.traffic.resumptions.get()
    }

    /// How many bytes came in over its sockets, those of TLS handshakes among
    /// them.
    #[must_use]
    pub fn bytes_received(&self) -> u64 {
        self.traffic.raw.get()
    }

    /// How many bytes came in after TLS was taken off: none where a client broke
    /// off the handshake. Without TLS the same as [`Sim::bytes_received`].
    #[must_use]
    pub fn plain_bytes_received(&self) -> u64 {
        self.traffic.plain.get()
    }
}

impl fmt::Debug for Sim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sim")
            .field("endpoint", &self.endpoint)
            .field("account", self.account())
            .field("token", &"***")
            .field("traffic", &self.traffic)
            .finish_non_exhaustive()
    }
}
