//! From a question and the means to ask it to a client that is ready.

use std::fs;
use std::path::Path;
use std::time::Duration;

use drs_status_core::{Cause, Endpoint, Scheme};
use drs_status_std::{
    Client, HttpsTransport, Options, PlaintextTransport, Proxy, Security, SetupError,
    TransportError, UreqTransport,
};

use crate::arguments::Way;
use crate::credentials::{Credentials, Secrets};
use crate::failure::Failure;
use crate::question::{MESSAGE_ROOM, Question};

/// Room for a message and for what is read at a time, in bytes.
const BUFFER_LEN: usize = MESSAGE_ROOM + 16 * 1024;

/// The client of the command line, over whatever transport.
pub(crate) type AnyClient<'a, S> = Client<'a, UreqTransport<S>, Credentials<'a>>;

/// What is asked, and by what means.
pub(crate) struct Plan<'a> {
    pub(crate) question: Question<'a>,
    pub(crate) secrets: &'a Secrets,
    pub(crate) options: Options,
    /// For each request.
    pub(crate) time_limit: Duration,
}

/// What is done with a client, whatever it goes over.
///
/// A closure cannot be: TLS and plaintext are transports of two types.
pub(crate) trait Errand {
    /// What comes of it.
    type Outcome;

    fn run<S: Security>(self, client: &mut AnyClient<'_, S>) -> Result<Self::Outcome, Failure>;
}

impl<'a> Plan<'a> {
    /// The plan to ask `question` in the `way` that the arguments say.
    pub(crate) fn new(
        question: Question<'a>,
        secrets: &'a Secrets,
        authorities: Option<&Path>,
        way: &Way,
    ) -> Result<Self, Failure> {
        Ok(Self {
            question,
            secrets,
            options: options(question.endpoint, authorities, way)?,
            time_limit: way.request_timeout,
        })
    }

    /// Makes the client, and hands it to `errand`.
    pub(crate) fn run<E: Errand>(&self, errand: E) -> Result<E::Outcome, Failure> {
        let setup = |error: SetupError| Failure::setup(error, None);
        match self.question.endpoint.scheme() {
            Scheme::Https => {
                self.run_over(HttpsTransport::new(&self.options).map_err(setup)?, errand)
            }
            Scheme::Http => self.run_over(
                PlaintextTransport::new(&self.options).map_err(setup)?,
                errand,
            ),
        }
    }

    /// The failure of a call of this plan, but for ids that cannot be asked.
    pub(crate) fn failure(&self, cause: &Cause<TransportError>) -> Failure {
        let mut failure = Failure::call(cause, self.secrets.kind());
        if let Cause::Transport(_) | Cause::Protocol(_) = cause {
            failure.message = format!("{}: {}", self.question.endpoint, failure.message);
        }
        failure
    }

    fn run_over<S: Security, E: Errand>(
        &self,
        transport: UreqTransport<S>,
        errand: E,
    ) -> Result<E::Outcome, Failure> {
        let mut buffer = vec![0; BUFFER_LEN];
        let config = self.question.config().time_limit(self.time_limit);
        let credentials = self.secrets.credentials()?;
        let mut client = Client::new(config, credentials, transport, &mut buffer)
            .map_err(|error| self.failure(&Cause::Capacity(error)))?;
        errand.run(&mut client)
    }
}

/// How to connect. An argument that protects a connection, or leads it
/// elsewhere, has no meaning for plaintext, and is refused rather than passed
/// over.
fn options(
    endpoint: Endpoint<'_>,
    authorities: Option<&Path>,
    way: &Way,
) -> Result<Options, Failure> {
    let options = Options::new().connect_timeout(way.connect_timeout);
    if endpoint.scheme() == Scheme::Http {
        let given = [
            ("--ca-file", way.ca_file.is_some()),
            ("--proxy", way.proxy.is_some()),
        ];
        return match given.iter().find(|(_, given)| *given) {
            None => Ok(options),
            Some((flag, _)) => Err(Failure::usage(
                format!("{flag} has no meaning for an http:// endpoint"),
                "leave it out, or use https://",
            )),
        };
    }
    let proxy = way.proxy.clone().map_or(Proxy::Environment, Proxy::Url);
    let options = options.proxy(proxy);
    let Some(path) = authorities else {
        return Ok(options);
    };
    let pem =
        fs::read(path).map_err(|error| Failure::reading(&path.display().to_string(), &error))?;
    options
        .ca_pem(&pem)
        .map_err(|error| Failure::setup(error, Some(path)))
}
