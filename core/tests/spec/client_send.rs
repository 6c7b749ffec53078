//! Where a port may go to another thread, and the sink too, so may each call of the
//! client while it waits: nothing is held in it that could not.

use core::ops::ControlFlow;
use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use drs_status_core::{
    Clock, Page, Request, RequestSent, ResponseHead, Seen, StatusCode, TaskStatus, Token,
    Transport, TransportError, TransportErrorKind, Until, Wake, Watch,
};

use crate::ids::{ids, texts};
use crate::port::CONFIG;

/// Is never asked for anything.
struct Idle;

#[derive(Debug)]
struct Never(Infallible);

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

impl std::error::Error for Never {}

impl TransportError for Never {
    fn kind(&self) -> TransportErrorKind {
        match self.0 {}
    }

    fn request_sent(&self) -> RequestSent {
        match self.0 {}
    }
}

impl Transport for Idle {
    type Error = Never;

    async fn send(
        &mut self,
        _: &Request<'_>,
        _: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Never> {
        std::future::pending().await
    }

    async fn read(&mut self, _: &mut [u8]) -> Result<usize, Never> {
        std::future::pending().await
    }

    fn close(&mut self) {}
}

impl Clock for Idle {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn unix_time(&self) -> Option<Duration> {
        None
    }

    async fn sleep(&mut self, _: Duration) -> Wake {
        std::future::pending().await
    }

    fn entropy(&mut self) -> u32 {
        0
    }
}

fn may_go_to_another_thread<F: Future + Send>(_: F) {}

#[test]
fn calls_are_send_where_the_port_is() {
    let texts = texts(2);
    let jobs = ids(&texts);
    let mut buffer = [0; 256];
    let token = Token::new("MIIE-secret").unwrap();
    let mut client = drs_status_core::Client::new(CONFIG, token, Idle, Idle, &mut buffer).unwrap();

    let mut tasks = heapless::Vec::<TaskStatus, 2>::new();
    may_go_to_another_thread(client.batch_status(&jobs, &mut tasks));
    may_go_to_another_thread(client.page(&jobs, Page::literal(1, 10), &mut tasks));
    may_go_to_another_thread(client.for_each(&jobs, |_| ControlFlow::Continue(())));
    may_go_to_another_thread(client.authenticate());
    let mut seen = [Seen::NOTHING; 2];
    let watch = Watch::until(Until::Never);
    may_go_to_another_thread(client.watch(&jobs, &mut seen, &watch, |_| ControlFlow::Continue(())));
}
