//! The memory of a connection, lent by the caller.

use core::fmt;

use drs_status_core::http1::{Connection, MIN_BUFFER_LEN};

/// Shortest buffer of TCP, in bytes. What is lent is the window: a longer one
/// takes fewer round trips. A receive buffer of one Ethernet frame, 1460, is a good
/// choice, and as much for sending as a request has.
pub const MIN_TCP_BUFFER_LEN: usize = 64;

/// The memory of a connection, lent for as long as the transport lives.
///
/// [`Memory`] has all three in one `static`.
#[derive(Debug)]
pub struct Buffers<'b> {
    /// What TCP has received and nobody has read yet: [`MIN_TCP_BUFFER_LEN`] at
    /// least.
    pub receive: &'b mut [u8],
    /// What TCP has to send, until the peer has confirmed it:
    /// [`MIN_TCP_BUFFER_LEN`] at least.
    pub transmit: &'b mut [u8],
    /// Where a request is put together, and the head of an answer looked at:
    /// [`MIN_BUFFER_LEN`] at least.
    pub http: &'b mut [u8],
}

/// The memory of a connection: `RECEIVE` and `TRANSMIT` bytes for TCP, `HTTP` for
/// HTTP.
///
/// ```
/// use drs_status_embassy::{Buffers, Memory};
///
/// const MEMORY: Memory<1460, 1024, 512> = Memory::new();
/// let mut memory = MEMORY;
/// let Buffers { receive, .. } = memory.buffers();
/// assert_eq!(receive.len(), 1460);
/// ```
///
/// Too little of it does not compile:
///
/// ```compile_fail,E0080
/// use drs_status_embassy::Memory;
///
/// let mut memory = Memory::<16, 1024, 512>::new();
/// ```
#[derive(Debug)]
pub struct Memory<const RECEIVE: usize, const TRANSMIT: usize, const HTTP: usize> {
    receive: [u8; RECEIVE],
    transmit: [u8; TRANSMIT],
    http: [u8; HTTP],
}

impl<const RECEIVE: usize, const TRANSMIT: usize, const HTTP: usize>
    Memory<RECEIVE, TRANSMIT, HTTP>
{
    const IS_ENOUGH: () = {
        assert!(RECEIVE >= MIN_TCP_BUFFER_LEN, "RECEIVE is too short");
        assert!(TRANSMIT >= MIN_TCP_BUFFER_LEN, "TRANSMIT is too short");
        assert!(HTTP >= MIN_BUFFER_LEN, "HTTP is too short");
    };

    /// As much memory as that.
    #[must_use]
    pub const fn new() -> Self {
        let () = Self::IS_ENOUGH;
        Self {
            receive: [0; RECEIVE],
            transmit: [0; TRANSMIT],
            http: [0; HTTP],
        }
    }

    /// Lends it.
    pub const fn buffers(&mut self) -> Buffers<'_> {
        Buffers {
            receive: &mut self.receive,
            transmit: &mut self.transmit,
            http: &mut self.http,
        }
    }
}

impl<const RECEIVE: usize, const TRANSMIT: usize, const HTTP: usize> Default
    for Memory<RECEIVE, TRANSMIT, HTTP>
{
    fn default() -> Self {
        Self::new()
    }
}

/// One of the [`Buffers`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Buffer {
    /// [`Buffers::receive`].
    Receive,
    /// [`Buffers::transmit`].
    Transmit,
    /// [`Buffers::http`].
    Http,
}

/// A buffer is too short.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct BufferError {
    buffer: Buffer,
    needed: usize,
    available: usize,
}

impl BufferError {
    /// Which one.
    #[must_use]
    pub const fn buffer(&self) -> Buffer {
        self.buffer
    }

    /// How many bytes it takes at least.
    #[must_use]
    pub const fn needed(&self) -> usize {
        self.needed
    }

    /// How many it has.
    #[must_use]
    pub const fn available(&self) -> usize {
        self.available
    }
}

impl fmt::Display for BufferError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.buffer {
            Buffer::Receive => "receive",
            Buffer::Transmit => "transmit",
            Buffer::Http => "HTTP",
        };
        write!(
            f,
            "the {name} buffer has {} bytes, and needs {}",
            self.available, self.needed
        )
    }
}

impl core::error::Error for BufferError {}

impl<'b> Buffers<'b> {
    /// The buffers of TCP, and a connection in that of HTTP.
    #[allow(clippy::type_complexity, reason = "it is taken apart at once")]
    pub(crate) fn split(self) -> Result<(&'b mut [u8], &'b mut [u8], Connection<'b>), BufferError> {
        for (buffer, bytes) in [
            (Buffer::Receive, &*self.receive),
            (Buffer::Transmit, &*self.transmit),
        ] {
            if bytes.len() < MIN_TCP_BUFFER_LEN {
                return Err(BufferError {
                    buffer,
                    needed: MIN_TCP_BUFFER_LEN,
                    available: bytes.len(),
                });
            }
        }
        let available = self.http.len();
        let connection = Connection::new(self.http).map_err(|_| BufferError {
            buffer: Buffer::Http,
            needed: MIN_BUFFER_LEN,
            available,
        })?;
        Ok((self.receive, self.transmit, connection))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_are_enough_and_one_byte_less_is_not() {
        for (short, buffer) in [
            (None, Buffer::Http),
            (Some(0), Buffer::Receive),
            (Some(1), Buffer::Transmit),
            (Some(2), Buffer::Http),
        ] {
            let mut lens = [MIN_TCP_BUFFER_LEN, MIN_TCP_BUFFER_LEN, MIN_BUFFER_LEN];
            if let Some(short) = short {
                lens[short] -= 1;
            }
            let (mut receive, mut transmit, mut http) = ([0; 64], [0; 64], [0; 64]);
            let split = Buffers {
                receive: &mut receive[..lens[0]],
                transmit: &mut transmit[..lens[1]],
                http: &mut http[..lens[2]],
            }
            .split();
            assert_eq!(split.is_ok(), short.is_none());
            if let Err(error) = split {
                assert_eq!(
                    (error.buffer(), error.needed() - error.available()),
                    (buffer, 1)
                );
            }
        }
    }
}
