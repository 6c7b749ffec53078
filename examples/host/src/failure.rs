//! A run that ended early: why, who is to blame, what to do.

use std::io;
use std::path::Path;

use drs_status_core::{
    Cause, CredentialsError, ProtocolError, TransportError as _, TransportErrorKind,
};
use drs_status_std::{SetupError, TransportError};

use crate::credentials::Kind;
use crate::escape::Escaped;
use crate::exit::Exit;
use crate::refusal;
use crate::stderr::say;

/// Why a run ended early.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// Who did what.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) advice: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            advice: advice.into(),
        }
    }

    /// What was given cannot be asked.
    pub(crate) fn usage(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message, advice)
    }

    /// A file cannot be read.
    pub(crate) fn reading(name: &str, error: &io::Error) -> Self {
        Self::new(
            Exit::Local,
            format!("{name} cannot be read: {error}"),
            "check its path and who may read it",
        )
    }

    /// Standard output cannot be written.
    pub(crate) fn writing(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(Exit::PipeClosed, "", "");
        }
        Self::new(
            Exit::Local,
            format!("standard output cannot be written: {error}"),
            "check the disk and the file it goes to; what was written is not whole",
        )
    }

    /// A CA file or a proxy that is none.
    pub(crate) fn setup(error: SetupError, ca_file: Option<&Path>) -> Self {
        match (error, ca_file) {
            (SetupError::Certificates, Some(path)) => Self::usage(
                format!("{}: {error}", path.display()),
                "--ca-file wants the certificates of authorities in PEM form",
            ),
            _ => Self::usage(
                error.to_string(),
                "check --proxy, or ALL_PROXY, HTTPS_PROXY and HTTP_PROXY in the environment",
            ),
        }
    }

    /// A call by credentials of this kind that failed; ids that cannot be asked
    /// are not told here, for only their block knows where they stand. `endpoints`
    /// are the arguments that say where it went.
    pub(crate) fn call(cause: &Cause<TransportError>, kind: Kind, endpoints: &str) -> Self {
        match cause {
            Cause::Transport(error) => Self::transport(error, endpoints),
            Cause::TimedOut => Self::new(
                Exit::TimedOut,
                "no answer in time: the time for the request is up",
                "give it more by --request-timeout",
            ),
            Cause::Protocol(error) => Self::new(
                Exit::Untrusted,
                format!("the answer cannot be trusted: {error}"),
                match error {
                    ProtocolError::Redirect(_) => {
                        format!("check {endpoints}: credentials are not carried to another place")
                    }
                    _ => format!(
                        "check {endpoints}, where a proxy or a login page may answer; then ask again"
                    ),
                },
            ),
            Cause::Service(error) => refusal::failure(error, kind),
            Cause::Credentials(error) => Self::credentials(*error, kind),
            other => Self::usage(other.to_string(), "--dry-run shows the request"),
        }
    }

    /// Credentials of this kind that cannot authorize a request.
    pub(crate) fn credentials(error: CredentialsError, kind: Kind) -> Self {
        Self::new(
            Exit::Local,
            format!("the {kind} cannot authorize the request: {error}"),
            match error {
                CredentialsError::NoWallClock => {
                    "set this machine's clock: a signature bears its date"
                }
                _ => "replace them before asking again",
            },
        )
    }

    fn transport(error: &TransportError, endpoints: &str) -> Self {
        use TransportErrorKind as Kind;
        let (exit, advice) = match error.kind() {
            Kind::Resolve => (
                Exit::Network,
                format!("check {endpoints} and this machine's name service"),
            ),
            Kind::Connect => (
                Exit::Network,
                format!("check {endpoints}, the network, and the proxy if there is one"),
            ),
            Kind::TlsVerify => (
                Exit::Network,
                "no request was sent; if the endpoint has an authority of its own, \
                 name its certificate by --ca-file"
                    .to_owned(),
            ),
            Kind::Tls => (
                Exit::Network,
                format!("check that TLS 1.2 or 1.3 is spoken at the port of {endpoints}"),
            ),
            Kind::Timeout => (
                Exit::TimedOut,
                "give it more by --request-timeout or --connect-timeout".to_owned(),
            ),
            Kind::Truncated => (Exit::Untrusted, "ask again".to_owned()),
            Kind::Config => (Exit::Usage, format!("check {endpoints}")),
            _ => (
                Exit::Network,
                format!("check {endpoints} and the network, then ask again"),
            ),
        };
        Self::new(exit, error.to_string(), advice)
    }

    /// Tells it, in two lines, and says how the process ends.
    pub(crate) fn report(&self) -> Exit {
        if self.exit != Exit::PipeClosed {
            say(format_args!("error: {}", Escaped(&self.message)));
            say(format_args!("  help: {}", Escaped(&self.advice)));
        }
        self.exit
    }
}
