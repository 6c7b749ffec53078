//! HTTP/1.1 over any stream, for ports that own a socket.
//!
//! [`Connection`] is the state of one connection without its stream: a port
//! connects, calls [`Connection::reset`], and lends the stream to each call. So
//! it is most of a [`Transport`](crate::Transport): what is left to the port is to
//! connect, to verify, to watch the time and to close.
//!
//! What is written is a [`Request`](crate::Request), in as few writes as the
//! buffer allows. What is read is judged byte by byte, by one reading of RFC 9112
//! that knows no leniency where two readers could understand two things; the page
//! `docs/http.md` of the project lists what is accepted and what is refused. A
//! field of the head is kept only where [`ResponseHead`](crate::ResponseHead) wants
//! it: an endless cookie takes no memory.
//!
//! ```
//! use drs_status_core::http1::{Connection, Error, MIN_BUFFER_LEN};
//! use drs_status_core::{Request, ResponseHead};
//! use embedded_io_async::{Read, Write};
//!
//! /// The length of the body of the answer.
//! async fn ask<S: Read + Write>(
//!     stream: &mut S,
//!     request: &Request<'_>,
//! ) -> Result<usize, Error<S::Error>> {
//!     let mut buffer = [0; MIN_BUFFER_LEN];
//!     let mut connection = Connection::new(&mut buffer).expect("it is long enough");
//!     let mut head = ResponseHead::new();
//!     let _status = connection.send(stream, request, &mut head).await?;
//!     let (mut len, mut piece) = (0, [0; 256]);
//!     loop {
//!         match connection.read(stream, &mut piece).await? {
//!             0 => return Ok(len),
//!             more => len += more,
//!         }
//!     }
//! }
//! ```

mod copy;

// Written.
mod outgoing;

// Read, without waiting.
mod answer;
mod body;
mod chunked;
mod field_lines;
mod framing;
mod input;
mod member;
mod status_line;
mod syntax;

#[cfg(test)]
mod tests;

// Waiting.
mod buffer;
mod close_reason;
mod connection;
mod error;
mod io;
mod rule;

pub use answer::{MAX_HEAD_LEN, MAX_INTERIM_ANSWERS};
pub use chunked::{MAX_EXTENSIONS_LEN, MAX_TRAILER_LEN};
pub use close_reason::CloseReason;
pub use connection::{Connection, MIN_BUFFER_LEN};
pub use error::{Error, Fault};
pub use rule::Rule;
