//! One connection, without its stream.

use core::fmt;

use embedded_io_async::{Read, Write};

use crate::error::{Capacity, CapacityError};
use crate::head::ResponseHead;
use crate::http_request::Request;
use crate::http1::answer::{AnswerHead, Answered};
use crate::http1::body::{Body, Next};
use crate::http1::buffer::Buffer;
use crate::http1::close_reason::CloseReason;
use crate::http1::error::{Error, Fault};
use crate::http1::input::Input;
use crate::http1::io;
use crate::http1::outgoing::Outgoing;
use crate::transport::{RequestSent, StatusCode};

/// Shortest buffer of a [`Connection`], in bytes. A longer one makes fewer writes
/// and reads, each of which may be a packet or a record of TLS: a request takes as
/// many writes as its length has of the buffer's.
pub const MIN_BUFFER_LEN: usize = 64;

/// The state of one connection, without its stream, which is lent to each call.
///
/// From the first byte that is written until the answer is whole it cannot be
/// used for another request: neither after an error, nor after a future of it was
/// dropped.
///
/// With pointers of 32 bits it takes 88 bytes, and its futures some 300 beside
/// what those of the stream take.
pub struct Connection<'b> {
    buffer: Buffer<'b>,
    state: State,
    /// The body that is read, if one is.
    body: Body,
}

#[derive(Clone, Copy)]
enum State {
    /// No request was written yet.
    Fresh,
    /// It is closed, or has to be, and there is no answer to read.
    Unusable(CloseReason),
    /// The head of an answer was read, but not its whole body; and why the
    /// connection has to be closed after that.
    Reading(Option<CloseReason>),
    /// The last answer is whole.
    Whole(Option<CloseReason>),
}

impl<'b> Connection<'b> {
    /// The state of a new connection. Requests are written from `buffer`, and
    /// answers read into it.
    ///
    /// # Errors
    ///
    /// [`CapacityError`] for a buffer that is shorter than [`MIN_BUFFER_LEN`].
    pub const fn new(buffer: &'b mut [u8]) -> Result<Self, CapacityError> {
        if buffer.len() < MIN_BUFFER_LEN {
            return Err(CapacityError::new(
                Capacity::ConnectionBuffer,
                MIN_BUFFER_LEN,
                buffer.len(),
            ));
        }
        Ok(Self {
            buffer: Buffer::new(buffer),
            state: State::Fresh,
            body: Body::of_length(0),
        })
    }

    /// Forgets all of the connection before: there is a new one.
    pub fn reset(&mut self) {
        drop(self.buffer.lend());
        self.state = State::Fresh;
    }

    /// Whether the connection is fresh, or its last answer whole, and it can carry a
    /// request.
    #[must_use]
    pub const fn is_reusable(&self) -> bool {
        self.close_reason().is_none()
    }

    /// Why the connection cannot carry a request; `None` where it can.
    #[must_use]
    pub const fn close_reason(&self) -> Option<CloseReason> {
        match self.state {
            State::Fresh => None,
            State::Unusable(reason) => Some(reason),
            State::Reading(_) => Some(CloseReason::Unfinished),
            State::Whole(reason) => reason,
        }
    }

    /// Looks, without waiting, whether the peer has closed the connection, or has
    /// said something that nobody asked for; and whether it can carry a request at
    /// all. A port that looks before each request saves one that fails:
    /// [`send`](Self::send) looks, too.
    ///
    /// A read of `stream` is polled once and dropped: the stream must stand that,
    /// as those do whose read is free of side effects on cancel.
    ///
    /// # Errors
    ///
    /// Why the connection cannot carry a request, the same as
    /// [`close_reason`](Self::close_reason) from then on.
    pub async fn probe<S: Read>(&mut self, stream: &mut S) -> Result<(), CloseReason> {
        if let Some(reason) = self.close_reason() {
            return Err(reason);
        }
        let reason = match io::read_now(stream, self.buffer.lend().0).await {
            None => return Ok(()),
            Some(Ok(0) | Err(_)) => CloseReason::Ended,
            Some(Ok(_)) => CloseReason::UnaskedBytes,
        };
        self.state = State::Unusable(reason);
        Err(reason)
    }

    /// Writes `request`, and reads the head of the final answer into `head`.
    ///
    /// The request is written in as few writes as the buffer allows, and flushed
    /// once. It is wiped from the buffer then, and where the future is dropped
    /// before; the head is wiped once it is read, or by [`reset`](Self::reset).
    ///
    /// # Errors
    ///
    /// [`Error`] says what went wrong and where. But for
    /// [`RequestSent::No`], the service may have seen the request. The connection
    /// has to be closed.
    pub async fn send<S: Read + Write>(
        &mut self,
        stream: &mut S,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Error<S::Error>> {
        if let Err(reason) = self.probe(stream).await {
            let fault = Fault::NotReusable(reason);
            return Err(Error::new(fault, 0, RequestSent::No));
        }
        // So it stays where this future is dropped.
        self.state = State::Unusable(CloseReason::Unfinished);
        let answered = self.exchange(stream, request, head).await;
        self.buffer.wipe_judged();
        match answered {
            Ok(answered) => {
                self.body = answered.body;
                self.reading(answered.close);
                Ok(answered.status)
            }
            Err(fault) => Err(self.failed(fault)),
        }
    }

    async fn exchange<S: Read + Write>(
        &mut self,
        stream: &mut S,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<Answered, Fault<S::Error>> {
        self.write(stream, request).await?;
        let mut answer = AnswerHead::new();
        loop {
            let mut input = self.buffer.input();
            let read = answer.read(&mut input, head);
            self.buffer.advance(input.judged());
            if let Some(answered) = read.map_err(Fault::Broken)? {
                return Ok(answered);
            }
            if self.buffer.fetch(stream, Fault::ReadHead).await? == 0 {
                return Err(if self.buffer.judged() == 0 {
                    Fault::Unanswered
                } else {
                    Fault::HeadCut
                });
            }
        }
    }

    /// Writes a request.
    async fn write<S: Write>(
        &mut self,
        stream: &mut S,
        request: &Request<'_>,
    ) -> Result<(), Fault<S::Error>> {
        let room = self.buffer.lend();
        let mut outgoing = Outgoing::of(request);
        loop {
            let len = outgoing.fill(room.0);
            let bytes = room.0.get(..len).unwrap_or_default();
            if bytes.is_empty() {
                return stream.flush().await.map_err(Fault::Write);
            }
            io::write_all(stream, bytes).await?;
        }
    }

    /// Reads some of the body into `buffer`, and tells how many bytes. `Ok(0)`
    /// means that the body has ended where its framing says, now or before.
    ///
    /// # Errors
    ///
    /// [`Error`] says what went wrong and where. But for [`Fault::NoRoom`], the
    /// connection has to be closed, and nothing more can be read.
    pub async fn read<S: Read>(
        &mut self,
        stream: &mut S,
        buffer: &mut [u8],
    ) -> Result<usize, Error<S::Error>> {
        if buffer.is_empty() {
            return Err(Error::new(
                Fault::NoRoom,
                self.buffer.judged(),
                RequestSent::Maybe,
            ));
        }
        match self.state {
            State::Reading(close) => {
                // So it stays where this future is dropped.
                self.state = State::Unusable(CloseReason::Unfinished);
                match self.read_body(stream, buffer).await {
                    Ok(0) => {
                        self.whole(close);
                        Ok(0)
                    }
                    Ok(len) => {
                        self.reading(close);
                        Ok(len)
                    }
                    Err(fault) => Err(self.failed(fault)),
                }
            }
            State::Whole(_) => Ok(0),
            State::Fresh | State::Unusable(_) => Err(Error::new(
                Fault::NoAnswer,
                self.buffer.judged(),
                RequestSent::Maybe,
            )),
        }
    }

    async fn read_body<S: Read>(
        &mut self,
        stream: &mut S,
        buffer: &mut [u8],
    ) -> Result<usize, Fault<S::Error>> {
        loop {
            let mut input = self.buffer.input();
            let next = self.body.next(&mut input);
            self.buffer.advance(input.judged());
            let wanted = match next.map_err(Fault::Broken)? {
                Next::End => return Ok(0),
                Next::Unknown => Default::default(),
                Next::Data(left) => {
                    let most = usize::try_from(left).unwrap_or(usize::MAX);
                    let most = most.min(buffer.len());
                    buffer.get_mut(..most).unwrap_or_default()
                }
            };
            let buffered = self.buffer.input().left();
            let len = if buffered > 0 {
                self.buffer.hand_over(wanted)
            } else if wanted.len() >= self.buffer.len() {
                // There is more room there than here: no need of a copy.
                self.buffer.fetch_to(stream, wanted).await?
            } else {
                match self.buffer.fetch(stream, Fault::ReadBody).await? {
                    0 => 0,
                    _ => continue,
                }
            };
            if len == 0 && !self.body.ends_with_connection() {
                return Err(Fault::BodyCut);
            }
            self.body.took(len);
            return Ok(len);
        }
    }

    /// A body whose last byte was read is whole: nobody need ask for more.
    fn reading(&mut self, close: Option<CloseReason>) {
        match self.body.next(&mut Input::new(b"")) {
            Ok(Next::End) => self.whole(close),
            _ => self.state = State::Reading(close),
        }
    }

    /// The answer is whole. What came behind it is of none, and nobody reads it.
    fn whole(&mut self, close: Option<CloseReason>) {
        let reason = if self.buffer.input().left() > 0 {
            Some(CloseReason::UnaskedBytes)
        } else {
            close
        };
        self.state = State::Whole(reason);
    }

    fn failed<E>(&mut self, fault: Fault<E>) -> Error<E> {
        self.state = State::Unusable(CloseReason::Failed);
        Error::new(fault, self.buffer.judged(), RequestSent::Maybe)
    }
}

/// Without what is in the buffer.
impl fmt::Debug for Connection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("close_reason", &self.close_reason())
            .finish_non_exhaustive()
    }
}
