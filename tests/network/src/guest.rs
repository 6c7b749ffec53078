//! The emulator's end of the segment: frames on a stream, each after its length.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;

use smoltcp::phy::{self, Device, DeviceCapabilities, Medium};
use smoltcp::time::Instant;

/// The largest Ethernet frame, without its check sequence.
const MAX_FRAME: usize = 1514;

/// A frame's length comes before it: four bytes, the highest first.
const LENGTH: usize = 4;

/// A device on the segment: what came of it, and what is to go there.
#[derive(Debug)]
pub(crate) struct Guest {
    stream: UnixStream,
    /// Bytes that came and are no whole frame yet.
    partial: Vec<u8>,
    /// Whole frames that came.
    frames: VecDeque<Vec<u8>>,
    /// Bytes that are still to be written.
    unwritten: Vec<u8>,
}

impl Guest {
    /// `stream` must not block.
    pub(crate) fn new(stream: UnixStream) -> Self {
        Self {
            stream,
            partial: Vec::new(),
            frames: VecDeque::new(),
            unwritten: Vec::new(),
        }
    }

    pub(crate) fn stream(&self) -> &UnixStream {
        &self.stream
    }

    pub(crate) fn has_unwritten(&self) -> bool {
        !self.unwritten.is_empty()
    }

    /// The frame that would be received next.
    pub(crate) fn next(&self) -> Option<&[u8]> {
        self.frames.front().map(Vec::as_slice)
    }

    /// Reads what has come.
    ///
    /// # Errors
    ///
    /// The device is gone, or sent what cannot be a frame.
    pub(crate) fn read(&mut self) -> io::Result<()> {
        let mut buffer = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(size) => self.partial.extend(&buffer[..size]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return self.split(),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn split(&mut self) -> io::Result<()> {
        while let Some((length, rest)) = self.partial.split_first_chunk::<LENGTH>() {
            let length = u32::from_be_bytes(*length) as usize;
            if length > MAX_FRAME {
                return Err(ErrorKind::InvalidData.into());
            }
            let Some(frame) = rest.get(..length) else {
                break;
            };
            self.frames.push_back(frame.to_vec());
            self.partial.drain(..LENGTH + length);
        }
        Ok(())
    }

    /// Writes as much as can be written now.
    ///
    /// # Errors
    ///
    /// The device is gone.
    pub(crate) fn write(&mut self) -> io::Result<()> {
        while !self.unwritten.is_empty() {
            match self.stream.write(&self.unwritten) {
                Ok(size) => drop(self.unwritten.drain(..size)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Device for Guest {
    type RxToken<'a> = Received;
    type TxToken<'a> = Sending<'a>;

    fn receive(&mut self, _: Instant) -> Option<(Received, Sending<'_>)> {
        let frame = self.frames.pop_front()?;
        Some((Received(frame), Sending(&mut self.unwritten)))
    }

    fn transmit(&mut self, _: Instant) -> Option<Sending<'_>> {
        Some(Sending(&mut self.unwritten))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ethernet;
        capabilities.max_transmission_unit = MAX_FRAME;
        capabilities
    }
}

/// A frame that came.
pub(crate) struct Received(Vec<u8>);

impl phy::RxToken for Received {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        read(&self.0)
    }
}

/// Room for a frame that is to go.
pub(crate) struct Sending<'a>(&'a mut Vec<u8>);

impl phy::TxToken for Sending<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, length: usize, write: F) -> R {
        let before = u32::try_from(length).expect("a frame of less than 4 GiB");
        self.0.extend(before.to_be_bytes());
        let start = self.0.len();
        self.0.resize(start + length, 0);
        write(&mut self.0[start..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Guest, UnixStream) {
        let (ours, theirs) = UnixStream::pair().expect("a pair");
        ours.set_nonblocking(true).expect("it does not block");
        (Guest::new(ours), theirs)
    }

    #[test]
    fn frames_come_whole_however_their_bytes_come() {
        let bytes = b"\0\0\0\x03abc\0\0\0\0\0\0\0\x02de";
        for split in 0..=bytes.len() {
            let (mut guest, mut theirs) = pair();
            let (first, second) = bytes.split_at(split);
            for part in [first, second] {
                theirs.write_all(part).expect("written");
                guest.read().expect("read");
            }
            let frames: Vec<_> = guest.frames.iter().map(Vec::as_slice).collect();
            assert_eq!(frames, [&b"abc"[..], b"", b"de"], "split at {split}");
        }
    }

    #[test]
    fn an_end_and_a_frame_that_is_too_long_are_errors() {
        let (mut guest, theirs) = pair();
        drop(theirs);
        let error = guest.read().expect_err("an end");
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);

        let (mut guest, mut theirs) = pair();
        theirs.write_all(&1515_u32.to_be_bytes()).expect("written");
        let error = guest.read().expect_err("no frame");
        assert_eq!(error.kind(), ErrorKind::InvalidData);
    }

    #[test]
    fn what_is_sent_goes_after_its_length() {
        let (mut guest, mut theirs) = pair();
        let sending = guest.transmit(Instant::ZERO).expect("room");
        phy::TxToken::consume(sending, 2, |room| room.copy_from_slice(b"hi"));
        assert!(guest.has_unwritten());
        guest.write().expect("written");
        assert!(!guest.has_unwritten());
        let mut read = [0; 6];
        theirs.read_exact(&mut read).expect("read");
        assert_eq!(&read, b"\0\0\0\x02hi");
    }
}
