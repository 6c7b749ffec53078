//! A service whose answers are written down.

use std::cell::RefCell;
use std::fmt;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use drs_status_core::{
    Clock as _, Request, RequestSent, ResponseHead, StatusCode, Transport, TransportError,
    TransportErrorKind,
};

use crate::JOBS;
use crate::world::World;

/// What the service does with one request.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// Says these statuses of the jobs, each perhaps with a space and an error code
    /// behind it; `""` for one that it leaves out.
    Statuses([&'static str; 2]),
    /// Says no, with a date.
    Refuses(u16, &'static str),
    /// Fails on the way.
    Fails(TransportErrorKind),
    /// Never is ready, and keeps no time.
    Hangs,
}

/// Answers each request by the first that is not over yet: an answer, and until when it
/// is given.
#[derive(Clone)]
pub(crate) struct Service {
    world: World,
    script: Rc<[(Duration, Answer)]>,
    body: Rc<RefCell<Vec<u8>>>,
    /// When requests came.
    pub(crate) asked: Rc<RefCell<Vec<Duration>>>,
}

impl Service {
    pub(crate) fn new(world: &World, script: &[(Duration, Answer)]) -> Self {
        Self {
            world: world.clone(),
            script: script.into(),
            body: Rc::default(),
            asked: Rc::default(),
        }
    }
}

impl Transport for Service {
    type Error = Failure;

    async fn send(
        &mut self,
        _: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Failure> {
        let now = self.world.now();
        self.asked.borrow_mut().push(now);
        let in_force = self.script.iter().find(|(until, _)| now < *until);
        let (status, body) = match in_force.expect("an answer for each time").1 {
            Answer::Statuses(statuses) => {
                let said = JOBS
                    .iter()
                    .zip(statuses)
                    .filter(|(_, status)| !status.is_empty());
                let items: Vec<_> = said.map(|(id, said)| item(id.as_str(), said)).collect();
                let body = format!(r#"{{"count":2,"results":[{}]}}"#, items.join(","));
                (200, body)
            }
            Answer::Refuses(status, date) => {
                head.name("Date");
                head.value(date.as_bytes());
                (status, String::new())
            }
            Answer::Fails(kind) => return Err(Failure(kind)),
            Answer::Hangs => pending().await,
        };
        *self.body.borrow_mut() = body.into_bytes();
        Ok(StatusCode::new(status).expect("three digits"))
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Failure> {
        let mut body = self.body.borrow_mut();
        let len = body.len().min(buffer.len());
        buffer[..len].copy_from_slice(&body[..len]);
        body.drain(..len);
        Ok(len)
    }

    fn close(&mut self) {}
}

fn item(id: &str, said: &str) -> String {
    match said.split_once(' ') {
        None => format!(r#"{{"id":"{id}","status":"{said}"}}"#),
        Some((status, code)) => {
            format!(r#"{{"id":"{id}","status":"{status}","error_code":"{code}"}}"#)
        }
    }
}

#[derive(Debug)]
pub(crate) struct Failure(TransportErrorKind);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Failure {}

impl TransportError for Failure {
    fn kind(&self) -> TransportErrorKind {
        self.0
    }

    fn request_sent(&self) -> RequestSent {
        RequestSent::Maybe
    }
}
