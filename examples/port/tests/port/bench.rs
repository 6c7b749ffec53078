//! The port on a bench: a serial line, a modem at its end, a clock.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use drs_status_core::{Request, ResponseHead, StatusCode, Transport};
use drs_status_port_example::{DeviceClock, SerialError, SerialPlaintext};
use embedded_hal_async::delay::DelayNs;
use embedded_io_async::{ErrorKind, ErrorType, Read, Write};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::task::LocalSet;

use crate::modem::{Dtr, Manner, Modem};

/// The port's end of the line.
pub(crate) struct Serial(DuplexStream);

impl ErrorType for Serial {
    type Error = ErrorKind;
}

impl Read for Serial {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ErrorKind> {
        self.0.read(buffer).await.map_err(|_| ErrorKind::Other)
    }
}

impl Write for Serial {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, ErrorKind> {
        self.0.write(bytes).await.map_err(|_| ErrorKind::Other)
    }

    async fn flush(&mut self) -> Result<(), ErrorKind> {
        self.0.flush().await.map_err(|_| ErrorKind::Other)
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Delay;

impl DelayNs for Delay {
    async fn delay_ns(&mut self, nanos: u32) {
        tokio::time::sleep(Duration::from_nanos(nanos.into())).await;
    }
}

pub(crate) type Clock = DeviceClock<Delay>;

pub(crate) type Port<'b> = SerialPlaintext<'b, Serial, Dtr, Clock>;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

pub(crate) fn clock() -> Clock {
    let millis = || u64::try_from(START.elapsed().as_millis()).unwrap();
    DeviceClock::new(millis, || 4, Delay)
}

/// A port over a modem, which runs as a task of its own.
pub(crate) fn port(manner: Manner, buffer: &mut [u8]) -> Port<'_> {
    // Room for all that the modem says at once: the line is never in its way.
    let (ours, theirs) = tokio::io::duplex(4096);
    let (modem, dtr) = Modem::new(theirs, manner);
    tokio::task::spawn_local(modem.run());
    SerialPlaintext::new(Serial(ours), dtr, clock(), buffer).unwrap()
}

/// Runs what a test does, and the modems in it.
pub(crate) fn on_the_bench(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(LocalSet::new().run_until(test));
}

/// Sends `request` and reads the answer to its end.
pub(crate) async fn ask<T: Transport<Error = SerialError>>(
    port: &mut T,
    request: &Request<'_>,
) -> Result<(StatusCode, Vec<u8>), SerialError> {
    let mut head = ResponseHead::new();
    let status = port.send(request, &mut head).await?;
    let (mut body, mut piece) = (Vec::new(), [0; 50]);
    loop {
        match port.read(&mut piece).await? {
            0 => return Ok((status, body)),
            len => body.extend_from_slice(&piece[..len]),
        }
    }
}
