//! A server that waits to be attacked from, and whoever stands before it.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use drs_status_sim::Job;

use super::{Attack, Clock};
use crate::attacker::{Attacker, Seen};
use crate::client::Client;
use crate::middle::Middle;
use crate::pki::{Issued, Pki};

/// A server that does what a row says. It ends with this.
#[derive(Debug)]
pub struct Scene {
    /// The URL that the client is to ask.
    pub endpoint: String,
    /// The time that the client is to believe, if it is to have one. A host has its
    /// own, which this is.
    pub now: Option<SystemTime>,
    root: Issued,
    attacker: Attacker,
    /// What is not used lives as long as the server.
    _pki: Pki,
}

impl Attack {
    /// Starts its server, for `client`.
    ///
    /// A device is told the time that the row says. A host has the time of this
    /// machine, so there the certificates are made as if it was another time: the
    /// client's clock and the certificates differ by the same.
    ///
    /// # Errors
    ///
    /// When a program that it needs is not there, or does not do its part.
    pub fn start(&self, client: Client) -> io::Result<Scene> {
        let off = Duration::from_secs(Clock::OFF * 24 * 60 * 60);
        let now = SystemTime::now();
        let (pki, now) = match (client, self.clock) {
            (_, Clock::Right) => (Pki::new()?, Some(now)),
            (_, Clock::Absent) => (Pki::new()?, None),
            (Client::Host, Clock::Ahead) => (Pki::new()?.earlier(off), Some(now)),
            (Client::Host, Clock::Behind) => (Pki::new()?.later(off), Some(now)),
            (Client::Device, Clock::Ahead) => (Pki::new()?, Some(now + off)),
            (Client::Device, Clock::Behind) => (Pki::new()?, Some(now - off)),
        };
        let shown = (self.show)(&pki)?;
        let attacker = Attacker::start(&shown.chain, &self.conduct, &answer())?;
        let address = match self.middle {
            Some(change) => Middle::start(attacker.address(), change)?.address(),
            None => attacker.address(),
        };
        Ok(Scene {
            endpoint: client.endpoint(address),
            now,
            root: shown.root,
            attacker,
            _pki: pki,
        })
    }
}

impl Scene {
    /// Whom the client is to trust, as PEM.
    ///
    /// # Errors
    ///
    /// Those of files.
    pub fn ca_pem(&self) -> io::Result<String> {
        self.root.pem()
    }

    /// The same as a file, PEM.
    #[must_use]
    pub fn ca_file(&self) -> PathBuf {
        self.root.path().to_owned()
    }

    /// The same as DER, in a file.
    ///
    /// # Errors
    ///
    /// Those of files, and what `openssl` says.
    pub fn ca_der_file(&self) -> io::Result<PathBuf> {
        let path = self.root.path().with_extension("root.der");
        fs::write(&path, self.root.der()?)?;
        Ok(path)
    }

    /// Ends it. Returns what the server saw, connection by connection.
    ///
    /// # Errors
    ///
    /// When the server ends otherwise.
    pub fn end(self) -> io::Result<Vec<Seen>> {
        self.attacker.end()
    }
}

/// The answer for [`jobs`]: whoever takes it for the service's has been deceived.
fn answer() -> String {
    let items: Vec<String> = jobs()
        .iter()
        .map(|job| {
            let (id, status) = (job.id(), job.first_status().unwrap_or_default());
            format!(r#"{{"id":"{id}","status":"{status}"}}"#)
        })
        .collect();
    let count = items.len();
    format!(r#"{{"results":[{}],"count":{count}}}"#, items.join(","))
}

/// The jobs that a client is to ask for.
#[must_use]
pub fn jobs() -> Vec<Job> {
    let mut jobs = Job::demonstration();
    jobs.truncate(2);
    jobs
}
