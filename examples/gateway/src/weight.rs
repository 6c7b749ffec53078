//! What the gateway takes of memory, by the compiler: with parts that take none.

use core::convert::Infallible;
use core::fmt;
use core::time::Duration;

use drs_status_core::{
    Clock, Request, RequestSent, ResponseHead, StatusCode, Token, Transport, TransportError,
    TransportErrorKind, Wake,
};
use embedded_hal::digital::{ErrorType, OutputPin};

use crate::{Board, Network, NoStore, Service, Settings, TimeSource, Watchdog, run};

/// A part that takes no memory, and does nothing.
#[derive(Clone, Copy, Debug)]
struct Nothing;

type Run<const N: usize, F> = fn(
    &'static Settings<'static, N>,
    Service<'static, Nothing, Nothing, Token<'static>>,
    &'static mut Board<Nothing, Nothing, Nothing, NoStore, Nothing, Nothing>,
) -> F;

const fn future_len<const N: usize, F>(_: Run<N, F>) -> usize {
    size_of::<F>()
}

// What the front page promises.
const ONE_JOB: usize = future_len::<1, _>(run);
const JOBS_MORE: usize = future_len::<101, _>(run) - ONE_JOB;
const _: () = assert!(ONE_JOB <= 2560);
// Five bytes for each of a hundred, and what rounds them up.
const _: () = assert!(JOBS_MORE <= 504);

impl Transport for Nothing {
    type Error = Nothing;

    async fn send(
        &mut self,
        _: &Request<'_>,
        _: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Nothing> {
        Err(Nothing)
    }

    async fn read(&mut self, _: &mut [u8]) -> Result<usize, Nothing> {
        Err(Nothing)
    }

    fn close(&mut self) {}
}

impl TransportError for Nothing {
    fn kind(&self) -> TransportErrorKind {
        TransportErrorKind::Connect
    }

    fn request_sent(&self) -> RequestSent {
        RequestSent::No
    }
}

impl core::error::Error for Nothing {}

impl fmt::Display for Nothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }
}

impl Clock for Nothing {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn unix_time(&self) -> Option<Duration> {
        None
    }

    async fn sleep(&mut self, _: Duration) -> Wake {
        Wake::Elapsed
    }

    fn entropy(&mut self) -> u32 {
        0
    }
}

impl ErrorType for Nothing {
    type Error = Infallible;
}

impl OutputPin for Nothing {
    fn set_low(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl Watchdog for Nothing {
    fn feed(&mut self) {}
}

impl Network for Nothing {
    async fn up(&mut self) {}
}

impl TimeSource for Nothing {
    type Error = Infallible;

    async fn unix_time(&mut self) -> Result<Duration, Infallible> {
        Ok(Duration::ZERO)
    }

    fn set(&mut self, _: Duration) {}
}
