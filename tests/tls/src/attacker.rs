//! A TLS server that does what no TLS server should: `attacker/attacker.py`.

use std::env;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::events::Program;
use crate::pki::Chain;

/// The variable that says which Python has the package `tlslite-ng`.
pub const PYTHON: &str = "TLS_ATTACKER_PYTHON";

/// What the server does. The default is what a server should do.
#[derive(Clone, Debug, Default)]
pub struct Conduct {
    /// The versions of TLS that it speaks, such as `1.2,1.3`, which is the default.
    pub versions: Option<&'static str>,
    /// What it does to messages of the handshake: `KIND:MESSAGE` each. Kinds and
    /// messages stand in `attacker.py`.
    pub edits: Vec<String>,
    /// What it does once it has the request; `answer` is the default.
    pub then: Option<&'static str>,
    /// It speaks no TLS at all.
    pub is_plaintext: bool,
}

/// A server that runs, on 127.0.0.1, and ends with this.
#[derive(Debug)]
pub struct Attacker {
    program: Program,
    address: SocketAddr,
}

/// What the server saw of one connection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Whether the server was through with the handshake. In TLS 1.2 it is before the
    /// client is, which has the server's proof last.
    pub is_through: bool,
    /// Bytes beside those of TLS itself that came.
    pub application_bytes: u64,
    /// Of these, how many before the server was through.
    pub early_bytes: u64,
    /// Records of application data that could not be opened: they may be anything.
    pub unopened: u64,
    /// Bytes that are of no TLS.
    pub foreign_bytes: u64,
    /// The client's alerts, by their names in RFC 8446.
    pub alerts: Vec<String>,
    /// Why the server gave up, if it did.
    pub error: Option<String>,
}

impl Attacker {
    /// Starts one that answers, if ever, with `body`.
    ///
    /// # Errors
    ///
    /// When there is no Python with `tlslite-ng`, which `cargo xtask test` makes, or
    /// the server does not start.
    pub fn start(chain: &Chain, conduct: &Conduct, body: &str) -> io::Result<Self> {
        let python = env::var_os(PYTHON).ok_or_else(|| {
            let how = format!(
                "{PYTHON} does not say which Python has tlslite-ng: cargo xtask test makes one"
            );
            io::Error::new(io::ErrorKind::NotFound, how)
        })?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("attacker/attacker.py");
        let mut command = Command::new(python);
        command
            .arg(script)
            .arg("--certificates")
            .arg(&chain.certificates)
            .arg("--key")
            .arg(&chain.key)
            .args(["--body", body]);
        if let Some(versions) = conduct.versions {
            command.args(["--versions", versions]);
        }
        for edit in &conduct.edits {
            command.args(["--edit", edit]);
        }
        if let Some(then) = conduct.then {
            command.args(["--then", then]);
        }
        if conduct.is_plaintext {
            command.arg("--plaintext");
        }
        let program = Program::start(&mut command)?;
        let listening = program.next()?;
        let port = listening["port"].as_u64();
        let port = port.and_then(|port| u16::try_from(port).ok());
        let port = port.ok_or_else(|| io::Error::other(listening.to_string()))?;
        Ok(Self {
            program,
            address: (Ipv4Addr::LOCALHOST, port).into(),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it. Returns what it saw, connection by connection, each to its end.
    ///
    /// # Errors
    ///
    /// When it ends otherwise.
    pub fn end(mut self) -> io::Result<Vec<Seen>> {
        self.program.end_input();
        let mut seen = Vec::new();
        loop {
            let event = self.program.next()?;
            match event["event"].as_str() {
                Some("connection") => seen.push(Seen::read(&event)?),
                Some("done") => return Ok(seen),
                _ => return Err(io::Error::other(event.to_string())),
            }
        }
    }
}

impl Seen {
    fn read(event: &Value) -> io::Result<Self> {
        let wrong = || io::Error::other(event.to_string());
        let number = |name: &str| event[name].as_u64().ok_or_else(wrong);
        let alerts = event["alerts"].as_array().ok_or_else(wrong)?;
        let alerts = alerts.iter().map(|alert| alert.as_str().map(str::to_owned));
        Ok(Self {
            is_through: event["is_through"].as_bool().ok_or_else(wrong)?,
            application_bytes: number("application_bytes")?,
            early_bytes: number("early_bytes")?,
            unopened: number("sealed")?
                .checked_sub(number("opened")?)
                .ok_or_else(wrong)?,
            foreign_bytes: number("foreign_bytes")?,
            alerts: alerts.collect::<Option<_>>().ok_or_else(wrong)?,
            error: event["error"].as_str().map(str::to_owned),
        })
    }

    /// Whether it may have seen anything of a request.
    #[must_use]
    pub fn may_be_of_a_request(&self) -> bool {
        self.application_bytes + self.unopened + self.foreign_bytes > 0
    }
}
