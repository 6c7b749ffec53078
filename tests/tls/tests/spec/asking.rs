//! One call over `drs-status-std`.

use std::num::NonZeroU8;
use std::ops::ControlFlow;
use std::time::Duration;

use drs_status_core::{
    Cause, Config, Endpoint, Error, JobId, ProjectId, RequestSent, RetryPolicy, Token,
    TransportErrorKind,
};
use drs_status_std::{Client, HttpsTransport, Options, TransportError};
use drs_status_tls::jobs;

/// A project and a token for servers that look at neither.
pub(crate) const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
pub(crate) const TOKEN: &str = "a-token-that-nobody-may-see";

/// Longer than a server needs on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(90);

/// What came of a call.
#[derive(Debug)]
pub(crate) enum Came {
    /// Each job was told of, once.
    Whole,
    /// It has failed. There is a kind if it was the transport that failed.
    Failed {
        kind: Option<TransportErrorKind>,
        sent: Option<RequestSent>,
        says: String,
    },
}

/// Asks for all jobs, once.
pub(crate) fn ask(endpoint: &str, ca_pem: &str, project: &str, token: &str) -> Came {
    let jobs = jobs();
    let ids: Vec<JobId<'_>> = jobs
        .iter()
        .map(|job| JobId::new(job.id()).unwrap())
        .collect();
    let options = Options::new().ca_pem(ca_pem.as_bytes()).unwrap();
    let options = options.connect_timeout(PATIENCE);
    let config = Config::new(
        Endpoint::new(endpoint).unwrap(),
        ProjectId::new(project).unwrap(),
    )
    .retry(RetryPolicy::new().attempts(NonZeroU8::MIN))
    .time_limit(PATIENCE);
    let transport = HttpsTransport::new(&options).unwrap();
    let mut buffer = [0; 512];
    let token = Token::new(token).unwrap();
    let mut client = Client::new(config, token, transport, &mut buffer).unwrap();
    let mut told = Vec::new();
    let outcome = client.for_each(&ids, |task| {
        told.push((
            task.index,
            task.status.map(|status| status.as_str().to_owned()),
        ));
        ControlFlow::Continue(())
    });
    match outcome {
        Ok(_) => {
            let expected: Vec<_> = jobs
                .iter()
                .map(|job| job.first_status().map(str::to_owned))
                .enumerate()
                .collect();
            assert_eq!(told, expected);
            Came::Whole
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error<TransportError>) -> Came {
    let transport = match error.cause() {
        Cause::Transport(transport) => Some(transport),
        _ => None,
    };
    Came::Failed {
        kind: transport.map(drs_status_core::TransportError::kind),
        sent: transport.map(drs_status_core::TransportError::request_sent),
        says: error.to_string(),
    }
}
