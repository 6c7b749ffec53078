//! The table of what a client must get along with: versions, keys, chains, lengths.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use drs_status_sim::{Answer, Builder, Sim, Tls};

use crate::attacks::{below, jobs};
use crate::certificate::{Certificate, Digest, Key};
use crate::client::Client;
use crate::nginx::Nginx;
use crate::pki::Pki;

/// Which versions a server speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Versions {
    /// TLS 1.2 alone.
    V12,
    /// TLS 1.3 alone.
    V13,
    /// TLS 1.2 and 1.3.
    Both,
}

impl Versions {
    const ALL: [Self; 3] = [Self::V12, Self::V13, Self::Both];

    const fn of_nginx(self) -> &'static str {
        match self {
            Self::V12 => "TLSv1.2",
            Self::V13 => "TLSv1.3",
            Self::Both => "TLSv1.2 TLSv1.3",
        }
    }

    const fn of_sim(self) -> Tls {
        match self {
            Self::V12 => Tls::V12,
            Self::V13 => Tls::V13,
            Self::Both => Tls::Both,
        }
    }
}

/// Who answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Server {
    /// The simulator: rustls.
    Sim,
    /// A real nginx before it: OpenSSL.
    Nginx,
}

/// What stands between a server's certificate and its root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Intermediates {
    /// Nothing.
    None,
    /// One authority.
    One,
    /// Two authorities.
    Two,
    /// Three authorities with long names and keys, below a certificate with 100
    /// names: longer than 8 KB in all.
    Long,
}

/// How long an answer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    /// Some hundred bytes.
    Short,
    /// 16 KB of body and more, so that records are as long as they can be.
    Long,
}

/// A row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer {
    /// Who answers.
    pub server: Server,
    /// Which versions it speaks.
    pub versions: Versions,
    /// Its key, and that of its issuers.
    pub key: Key,
    /// What vouches for it.
    pub intermediates: Intermediates,
    /// How long its answer is.
    pub answer: Length,
}

/// All that a client must get along with.
#[must_use]
pub fn matrix() -> Vec<Peer> {
    let mut rows = Vec::new();
    for versions in Versions::ALL {
        let peer = Peer {
            server: Server::Nginx,
            versions,
            key: Key::P256,
            intermediates: Intermediates::None,
            answer: Length::Short,
        };
        for answer in [Length::Short, Length::Long] {
            let server = Server::Sim;
            rows.push(Peer {
                server,
                answer,
                ..peer
            });
            rows.push(Peer { answer, ..peer });
        }
        for key in [Key::P384, Key::Rsa2048, Key::Rsa3072] {
            rows.push(Peer { key, ..peer });
        }
        for intermediates in [Intermediates::One, Intermediates::Two, Intermediates::Long] {
            rows.push(Peer {
                intermediates,
                ..peer
            });
        }
        rows.push(Peer {
            key: Key::Rsa2048,
            intermediates: Intermediates::Two,
            answer: Length::Long,
            ..peer
        });
    }
    rows
}

/// A server that does what a row says. It ends with this.
#[derive(Debug)]
pub struct Service {
    /// The service itself, behind nginx or not: it knows [`jobs`].
    pub sim: Sim,
    /// The URL that the client is to ask.
    pub endpoint: String,
    ca: PathBuf,
    _nginx: Option<Nginx>,
    _pki: Pki,
}

impl Peer {
    /// Starts it, for `client`.
    ///
    /// # Errors
    ///
    /// When a program that it needs is not there, or does not start.
    pub fn start(self, client: Client) -> io::Result<Service> {
        let pki = Pki::new()?;
        let builder = Sim::builder()
            .jobs(jobs())
            .also_named(Client::Device.host());
        let (sim, nginx, address, ca) = match self.server {
            Server::Sim => {
                let sim = builder.tls(self.versions.of_sim()).start()?;
                let ca = pki.file("ca.pem", sim.ca_pem())?;
                let address = sim.address();
                (sim, None, address, ca)
            }
            Server::Nginx => self.before(builder, &pki)?,
        };
        if self.answer == Length::Long {
            sim.next_answers(vec![long_answer()]);
        }
        Ok(Service {
            sim,
            endpoint: client.endpoint(address),
            ca,
            _nginx: nginx,
            _pki: pki,
        })
    }

    fn before(
        self,
        service: Builder,
        pki: &Pki,
    ) -> io::Result<(Sim, Option<Nginx>, SocketAddr, PathBuf)> {
        let sim = service.start()?;
        let server = Certificate::server().key(self.key);
        let authority =
            |number: u8| Certificate::authority(&format!("authority {number}")).key(self.key);
        let (authorities, server) = match self.intermediates {
            Intermediates::None => (vec![], server),
            Intermediates::One => (vec![authority(1)], server),
            Intermediates::Two => (
                vec![authority(1), authority(2).digest(Digest::Sha384)],
                server,
            ),
            Intermediates::Long => {
                let long = |number| {
                    let name = format!("authority {number} of {}", "many words ".repeat(4));
                    Certificate::authority(&name).key(Key::Rsa3072)
                };
                let authorities = [1, 2, 3].map(long).into();
                (authorities, server.and_names(100))
            }
        };
        let shown = below(pki, &authorities, &server)?;
        let nginx = Nginx::start(&shown.chain, self.versions.of_nginx(), sim.address())?;
        let address = nginx.address();
        Ok((sim, Some(nginx), address, shown.root.path().to_owned()))
    }
}

impl Service {
    /// Whom the client is to trust, a PEM file.
    #[must_use]
    pub fn ca_file(&self) -> PathBuf {
        self.ca.clone()
    }
}

/// The answer for [`jobs`], with more behind it than anybody asked for.
fn long_answer() -> Answer {
    let items: Vec<String> = jobs()
        .iter()
        .map(|job| {
            let (id, status) = (job.id(), job.first_status().unwrap_or_default());
            let more = "x".repeat(9 * 1024);
            format!(r#"{{"id":"{id}","status":"{status}","more":"{more}"}}"#)
        })
        .collect();
    Answer::json(
        200,
        format!(
            r#"{{"results":[{}],"count":{}}}"#,
            items.join(","),
            items.len()
        ),
    )
}
