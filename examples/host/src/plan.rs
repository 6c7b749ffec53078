//! From a question and the means to ask it to a client that is ready.

use std::fs;
use std::path::Path;
use std::time::Duration;

use drs_status_core::{Cause, Endpoint, NameOrId, Scheme};
use drs_status_std::{
    Client, HttpsTransport, Options, PlaintextTransport, Proxy, Security, SetupError,
    TransportError, UreqTransport,
};

use crate::arguments::Reach;
use crate::credentials::{Credentials, Iam, Secrets};
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
    /// The arguments that say where requests go, for advice.
    pub(crate) endpoints: &'static str,
    /// Where a login goes, and the project that its token is for.
    pub(crate) login: Option<(Endpoint<'a>, NameOrId<'a>)>,
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

impl Plan<'_> {
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
        let mut failure = Failure::call(cause, self.secrets.kind(), self.endpoints);
        if let Cause::Transport(_) | Cause::Protocol(_) = cause {
            let service = self.question.endpoint;
            let place = match self.login {
                Some((iam, _)) if iam != service => format!("{service}, or {iam}"),
                _ => service.to_string(),
            };
            failure.message = format!("{place}: {}", failure.message);
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
        let mut room = self.secrets.token_room();
        let iam = self.login.map(|(endpoint, project)| Iam {
            endpoint,
            project,
            room: &mut room,
        });
        let credentials = self.secrets.credentials(iam)?;
        let mut client = Client::new(config, credentials, transport, &mut buffer)
            .map_err(|error| self.failure(&Cause::Capacity(error)))?;
        errand.run(&mut client)
    }
}

/// How to connect. An argument that protects a connection, or leads it
/// elsewhere, has no meaning for plaintext, and is refused rather than passed
/// over.
pub(crate) fn options(
    endpoint: Endpoint<'_>,
    authorities: Option<&Path>,
    reach: &Reach,
) -> Result<Options, Failure> {
    let options = Options::new().connect_timeout(reach.connect_timeout);
    if endpoint.scheme() == Scheme::Http {
        let given = [
            ("--ca-file", reach.ca_file.is_some()),
            ("--proxy", reach.proxy.is_some()),
        ];
        return match given.iter().find(|(_, given)| *given) {
            None => Ok(options),
            Some((flag, _)) => Err(Failure::usage(
                format!("{flag} has no meaning for an http:// endpoint"),
                "leave it out, or use https://",
            )),
        };
    }
    let proxy = reach.proxy.clone().map_or(Proxy::Environment, Proxy::Url);
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
