//! A modem: commands and their answers until a call is there, then its bytes.

use core::convert::Infallible;
use core::fmt::Write as _;
use core::time::Duration;

use drs_status_core::{Clock, MAX_HOST_LEN};
use embedded_hal::digital::OutputPin;
use embedded_io_async::{Error, ErrorKind, ErrorType, Read, Write};
use heapless::{String, Vec};
use zeroize::Zeroize;

use crate::error::{LineError, SerialError};
use crate::race::within;
use crate::words::Words;

/// No echo; hang up when DTR goes off; and `+++` means nothing, so that no body
/// leads out of a call.
const SETUP: [&str; 3] = ["ATE0\r", "AT&D2\r", "ATS2=255\r"];

/// How long DTR is off before the modem has surely seen it.
const HANG_UP: Duration = Duration::from_millis(100);

/// After so much silence nobody is in the middle of a word.
const QUIET: Duration = Duration::from_millis(50);

/// The time of a request that has no limit of its own.
const LONGEST: Duration = Duration::from_secs(60);

/// Longer than each line that matters, and than each of [`Words`].
const INBOX: usize = 64;

/// A modem, and what was heard of it.
pub(crate) struct Modem<S, P, C> {
    serial: S,
    dtr: P,
    clock: C,
    /// When all has to be over, on the clock.
    deadline: Duration,
    inbox: [u8; INBOX],
    len: usize,
}

/// Whether something was heard.
#[derive(PartialEq, Eq)]
enum Heard {
    Something,
    Silence,
}

impl<S: Read + Write, P: OutputPin<Error = Infallible>, C: Clock> Modem<S, P, C> {
    pub(crate) const fn new(serial: S, dtr: P, clock: C) -> Self {
        Self {
            serial,
            dtr,
            clock,
            deadline: Duration::ZERO,
            inbox: [0; INBOX],
            len: 0,
        }
    }

    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }

    /// From now on all steps together have so much time.
    pub(crate) fn limit(&mut self, time_left: Option<Duration>) {
        let time = time_left.unwrap_or(LONGEST);
        self.deadline = self.now().saturating_add(time);
    }

    /// Hangs up, whatever the modem is doing. [`dial`](Self::dial) sees to it that
    /// this lasts long enough.
    pub(crate) fn hang_up(&mut self) {
        let Ok(()) = self.dtr.set_high();
    }

    /// Ends the call that there may be, and makes one to `host`. No host has a
    /// quotation mark or the end of a line in it: `Endpoint` has seen to that.
    pub(crate) async fn dial(&mut self, host: &str, port: u16) -> Result<(), SerialError> {
        self.hang_up();
        let off = HANG_UP.min(self.left().map_err(SerialError::Dialling)?);
        self.clock.sleep(off).await;
        let Ok(()) = self.dtr.set_low();
        // What was heard until the line is quiet is of the call before.
        self.forget(self.len);
        while self.listen(QUIET).await.map_err(SerialError::Dialling)? == Heard::Something {
            self.forget(self.len);
        }
        for command in SETUP {
            self.command(command, b"OK").await?;
        }
        let mut dial: String<{ MAX_HOST_LEN + 32 }> = String::new();
        // There is room for the longest host.
        let _ = write!(dial, "AT+CIPSTART=\"TCP\",\"{host}\",{port}\r");
        self.command(&dial, b"CONNECT").await
    }

    /// Says `command`, and waits for the line that is `wanted`.
    async fn command(&mut self, command: &str, wanted: &[u8]) -> Result<(), SerialError> {
        let said = self.write_all(command.as_bytes()).await;
        said.map_err(SerialError::Dialling)?;
        self.flush().await.map_err(SerialError::Dialling)?;
        loop {
            let line = self.line().await.map_err(SerialError::Dialling)?;
            match line.trim_ascii() {
                line if line == wanted => return Ok(()),
                b"ERROR" | b"NO CARRIER" | b"CLOSED" | b"CONNECT FAIL" | b"BUSY" => {
                    return Err(SerialError::Refused);
                }
                // Echoes, empty lines, and news of the network.
                _ => {}
            }
        }
    }

    /// The next line, its end included.
    async fn line(&mut self) -> Result<Vec<u8, INBOX>, LineError> {
        loop {
            let heard = &self.inbox[..self.len];
            if let Some(end) = heard.iter().position(|byte| *byte == b'\n') {
                let line = heard[..=end].iter().copied().collect();
                self.forget(end + 1);
                return Ok(line);
            }
            if self.len == INBOX {
                // None that matters is that long.
                self.forget(self.len);
            }
            self.listen(LONGEST).await?;
        }
    }

    /// Listens until something is heard, or for `time`. Nothing is lost where this
    /// future is dropped.
    async fn listen(&mut self, time: Duration) -> Result<Heard, LineError> {
        let left = self.left()?;
        let room = &mut self.inbox[self.len..];
        match within(&mut self.clock, time.min(left), self.serial.read(room)).await {
            // This line has no end: what ends is the port.
            Some(Ok(0)) => Err(LineError::CallOver),
            Some(Ok(len)) => {
                self.len = INBOX.min(self.len + len);
                Ok(Heard::Something)
            }
            Some(Err(error)) => Err(LineError::Broken(error.kind())),
            None => self.left().map(|_| Heard::Silence),
        }
    }

    fn left(&self) -> Result<Duration, LineError> {
        let left = self.deadline.checked_sub(self.now());
        left.filter(|left| !left.is_zero()).ok_or(LineError::Late)
    }

    /// Forgets the first `len` bytes of what was heard. A token may stand there.
    fn forget(&mut self, len: usize) {
        self.inbox.copy_within(len..self.len, 0);
        self.inbox[self.len - len..self.len].zeroize();
        self.len -= len;
    }
}

impl<S, P, C> ErrorType for Modem<S, P, C> {
    type Error = LineError;
}

/// The bytes of the call. It never says `Ok(0)`: nothing that comes over this line
/// proves that the other end has closed. So a body that would end with its
/// connection is never whole, and is refused as truncated.
impl<S: Read + Write, P: OutputPin<Error = Infallible>, C: Clock> Read for Modem<S, P, C> {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, LineError> {
        loop {
            let data = match Words::find(&self.inbox[..self.len]) {
                // Not forgotten: it stays over.
                Words::At(0) => return Err(LineError::CallOver),
                Words::Perhaps(0) if self.listen(QUIET).await? == Heard::Something => continue,
                Words::At(data) | Words::Perhaps(data) if data > 0 => data,
                Words::None if self.len == 0 => {
                    self.listen(LONGEST).await?;
                    continue;
                }
                // All of it is data: what would be words has stopped in their middle.
                _ => self.len,
            };
            let len = data.min(buffer.len());
            buffer[..len].copy_from_slice(&self.inbox[..len]);
            self.forget(len);
            return Ok(len);
        }
    }
}

impl<S: Read + Write, P: OutputPin<Error = Infallible>, C: Clock> Write for Modem<S, P, C> {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, LineError> {
        let left = self.left()?;
        let written = within(&mut self.clock, left, self.serial.write(bytes)).await;
        match written.ok_or(LineError::Late)? {
            Ok(0) => Err(LineError::Broken(ErrorKind::WriteZero)),
            Ok(len) => Ok(len),
            Err(error) => Err(LineError::Broken(error.kind())),
        }
    }

    async fn flush(&mut self) -> Result<(), LineError> {
        let left = self.left()?;
        let flushed = within(&mut self.clock, left, self.serial.flush()).await;
        let flushed = flushed.ok_or(LineError::Late)?;
        flushed.map_err(|error| LineError::Broken(error.kind()))
    }
}
