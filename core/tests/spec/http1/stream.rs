//! A stream without a network.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::task::Poll;

use embedded_io_async::{ErrorKind, ErrorType, Read, Write};

use crate::port::pending_once;

/// What comes after the bytes of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// Nothing: the peer waits.
    Open,
    /// The end of the stream.
    End,
    /// An error.
    Fails(ErrorKind),
}

/// What a read brings.
#[derive(Clone, Debug)]
enum Event {
    Bytes(VecDeque<u8>),
    End,
    Fails(ErrorKind),
}

/// An error of the stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct StreamError(pub(super) ErrorKind);

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for StreamError {}

impl embedded_io_async::Error for StreamError {
    fn kind(&self) -> ErrorKind {
        self.0
    }
}

/// Answers each request, which ends with a flush, as was written down beforehand.
pub(super) struct Stream {
    answers: VecDeque<Vec<Event>>,
    incoming: VecDeque<Event>,
    /// What was written, write by write.
    pub(super) written: Vec<Vec<u8>>,
    pub(super) flushes: usize,
    pub(super) reads: usize,
    /// How many bytes a write takes at most.
    pub(super) takes: usize,
    /// After so many writes they fail.
    pub(super) fails_after: usize,
    /// Whether each operation waits once before it is done.
    pub(super) waits: bool,
    /// How many bytes more than were moved are reported.
    pub(super) miscounts_reads: usize,
    pub(super) miscounts_writes: usize,
}

impl Stream {
    pub(super) fn new() -> Self {
        Self {
            answers: VecDeque::new(),
            incoming: VecDeque::new(),
            written: Vec::new(),
            flushes: 0,
            reads: 0,
            takes: usize::MAX,
            fails_after: usize::MAX,
            waits: false,
            miscounts_reads: 0,
            miscounts_writes: 0,
        }
    }

    /// The next request that has no answer yet is answered by `pieces`.
    pub(super) fn answers<'p>(
        &mut self,
        pieces: impl IntoIterator<Item = &'p [u8]>,
        ending: Ending,
    ) {
        self.answers.push_back(events(pieces, ending).collect());
    }

    /// Without a request, this comes.
    pub(super) fn says(&mut self, bytes: &[u8], ending: Ending) {
        self.incoming.extend(events([bytes], ending));
    }

    /// All that was written.
    pub(super) fn sent(&self) -> String {
        String::from_utf8(self.written.concat()).unwrap()
    }

    async fn wait(&self) {
        if self.waits {
            pending_once().await;
        }
    }
}

fn events<'p>(
    pieces: impl IntoIterator<Item = &'p [u8]>,
    ending: Ending,
) -> impl Iterator<Item = Event> {
    let ending = match ending {
        Ending::Open => None,
        Ending::End => Some(Event::End),
        Ending::Fails(kind) => Some(Event::Fails(kind)),
    };
    let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| Event::Bytes(piece.iter().copied().collect()))
        .chain(ending)
}

impl ErrorType for Stream {
    type Error = StreamError;
}

impl Read for Stream {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, StreamError> {
        assert!(!buffer.is_empty(), "nobody reads into nothing");
        self.reads += 1;
        self.wait().await;
        poll_fn(|_| match self.incoming.front_mut() {
            None => Poll::Pending,
            Some(Event::End) => Poll::Ready(Ok(0)),
            Some(Event::Fails(kind)) => Poll::Ready(Err(StreamError(*kind))),
            Some(Event::Bytes(bytes)) => {
                let len = bytes.len().min(buffer.len());
                for (place, byte) in buffer.iter_mut().zip(bytes.drain(..len)) {
                    *place = byte;
                }
                if bytes.is_empty() {
                    self.incoming.pop_front();
                }
                Poll::Ready(Ok(len + self.miscounts_reads))
            }
        })
        .await
    }
}

impl Write for Stream {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, StreamError> {
        assert!(!bytes.is_empty(), "nobody writes nothing");
        self.wait().await;
        if self.written.len() >= self.fails_after {
            return Err(StreamError(ErrorKind::ConnectionReset));
        }
        let len = bytes.len().min(self.takes);
        self.written.push(bytes[..len].to_vec());
        Ok(len + self.miscounts_writes)
    }

    async fn flush(&mut self) -> Result<(), StreamError> {
        self.wait().await;
        self.flushes += 1;
        self.incoming
            .extend(self.answers.pop_front().unwrap_or_default());
        Ok(())
    }
}
