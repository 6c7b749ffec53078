//! One call, and what came of it.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::num::NonZeroU8;
use std::time::{Duration, Instant};

use drs_status_core::{
    Cause, Config, Endpoint, Error, JobId, ProjectId, RetryPolicy, Summary, Token,
};
use drs_status_core::{RequestSent, TransportError as _, TransportErrorKind};
use drs_status_sim::{Builder, Job, Sim};
use drs_status_std::{Client, Security, TransportError, UreqTransport};

pub(crate) const JOBS: [JobId<'static>; 2] = JobId::list([
    "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "dc67695a-ee3e-49b8-a022-a099bd81jb21",
]);

/// The body of the request for [`JOBS`].
pub(crate) const BODY: &str = "{\"jobs\":[\"9a470239-2308-4bb5-a6bc-1040402fjb21\",\
    \"dc67695a-ee3e-49b8-a022-a099bd81jb21\"],\"page_req\":{\"cur_page\":1,\"per_page\":2}}";

/// A simulator that knows [`JOBS`].
pub(crate) fn service() -> Builder {
    Sim::builder()
        .job(Job::new(JOBS[0].as_str()).status("INCRE_TRANSFER_STARTED"))
        .job(
            Job::new(JOBS[1].as_str())
                .status("INCRE_TRANSFER_FAILED")
                .error("DRS.M05004", "The task has been deleted.", "任务已删除。"),
        )
}

/// An address where nobody listens: the near end of a connection. It is nobody
/// else's for as long as this lives, which a port that was merely let go is not.
pub(crate) struct Nobody {
    near_end: TcpStream,
    _far_end: TcpListener,
}

impl Nobody {
    pub(crate) fn new() -> Self {
        let far_end = TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            near_end: TcpStream::connect(far_end.local_addr().unwrap()).unwrap(),
            _far_end: far_end,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.near_end.local_addr().unwrap()
    }
}

/// How to ask.
#[derive(Clone, Copy)]
pub(crate) struct Way<'a> {
    pub(crate) endpoint: &'a str,
    pub(crate) attempts: u8,
    pub(crate) time_limit: Duration,
    pub(crate) body_limit: usize,
}

impl<'a> Way<'a> {
    pub(crate) fn to(endpoint: &'a str) -> Self {
        Self {
            endpoint,
            attempts: 1,
            time_limit: Duration::from_secs(20),
            body_limit: 64 * 1024,
        }
    }

    pub(crate) fn config(&self, sim: &'a Sim) -> Config<'a> {
        Config::new(
            Endpoint::new(self.endpoint).unwrap(),
            ProjectId::new(sim.project_id()).unwrap(),
        )
        .retry(
            RetryPolicy::new()
                .attempts(NonZeroU8::new(self.attempts).unwrap())
                .first_wait(Duration::from_millis(1)),
        )
        .time_limit(self.time_limit)
        .body_limit(self.body_limit)
    }
}

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) outcome: Result<Summary, Error<TransportError>>,
    /// The indices that were delivered, in order.
    pub(crate) delivered: Vec<usize>,
    pub(crate) took: Duration,
}

/// Asks `sim` for [`JOBS`].
pub(crate) fn ask<S: Security>(way: Way<'_>, sim: &Sim, transport: UreqTransport<S>) -> Asked {
    let mut buffer = [0; 512];
    let token = Token::new(sim.token()).unwrap();
    let mut client = Client::new(way.config(sim), token, transport, &mut buffer).unwrap();
    let mut delivered = Vec::new();
    let start = Instant::now();
    let outcome = client.for_each(&JOBS, |task| {
        assert_eq!(task.id, JOBS[task.index]);
        delivered.push(task.index);
        std::ops::ControlFlow::Continue(())
    });
    Asked {
        outcome,
        delivered,
        took: start.elapsed(),
    }
}

impl Asked {
    /// The kind of the transport's error, and whether the request was sent.
    pub(crate) fn kind(&self) -> Option<(TransportErrorKind, RequestSent)> {
        match self.outcome.as_ref().err()?.cause() {
            Cause::Transport(error) => Some((error.kind(), error.request_sent())),
            _ => None,
        }
    }

    /// Every job was answered, once.
    pub(crate) fn assert_whole(&self) {
        let summary = self.outcome.as_ref().unwrap();
        assert!(summary.is_exact(), "{summary:?}");
        assert_eq!(self.delivered, [0, 1]);
    }
}
