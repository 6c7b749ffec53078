//! The bytes of a connection: what is sealed below, what is open above.

use core::cell::RefCell;
use core::future::poll_fn;
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use embassy_net::tcp::TcpSocket;
use embedded_io_async::{Error as _, ErrorKind, ErrorType, Read, Write};
use mbedtls_rs::sys::MBEDTLS_ERR_SSL_INVALID_RECORD;
use mbedtls_rs::{Session, SessionError};

/// The socket, as the library uses it. No borrow of it lasts from one poll to the
/// next.
pub(super) struct Wire(pub(super) &'static RefCell<TcpSocket<'static>>);

impl Wire {
    fn with<R>(
        &self,
        act: impl FnOnce(&mut TcpSocket<'static>) -> Poll<Result<R, ErrorKind>>,
    ) -> Poll<Result<R, ErrorKind>> {
        // Nobody else has it while this runs.
        match self.0.try_borrow_mut() {
            Ok(mut socket) => act(&mut socket),
            Err(_) => Poll::Ready(Err(ErrorKind::Other)),
        }
    }
}

impl ErrorType for Wire {
    type Error = ErrorKind;
}

impl Read for Wire {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ErrorKind> {
        poll_fn(|context| {
            self.with(|socket| {
                let read = pin!(socket.read(buffer)).poll(context);
                read.map_err(|error| error.kind())
            })
        })
        .await
    }
}

impl Write for Wire {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, ErrorKind> {
        poll_fn(|context| {
            self.with(|socket| {
                let written = pin!(socket.write(bytes)).poll(context);
                written.map_err(|error| error.kind())
            })
        })
        .await
    }

    /// What was written is sent, confirmed or not.
    async fn flush(&mut self) -> Result<(), ErrorKind> {
        Ok(())
    }
}

/// A connection whose peer was verified, or none.
pub struct TlsStream(pub(super) Option<Session<'static, Wire>>);

impl TlsStream {
    /// Tells the peer that nothing more comes, as far as there is room to. Its
    /// memory is given back.
    pub(super) fn end(&mut self) {
        if let Some(mut session) = self.0.take() {
            // Whether the peer hears of it changes nothing.
            let _ = pin!(session.close()).poll(&mut Context::from_waker(Waker::noop()));
        }
    }

    fn session(&mut self) -> Result<&mut Session<'static, Wire>, ErrorKind> {
        self.0.as_mut().ok_or(ErrorKind::NotConnected)
    }
}

/// What is not authentic is no data; and a record that is longer than any for which
/// there is room is told apart from it, as far as the library does.
fn kind(error: SessionError) -> ErrorKind {
    match error {
        SessionError::Io(kind) => kind,
        SessionError::MbedTls(error) => match error.code() {
            MBEDTLS_ERR_SSL_INVALID_RECORD => ErrorKind::OutOfMemory,
            _ => ErrorKind::InvalidData,
        },
    }
}

impl ErrorType for TlsStream {
    type Error = ErrorKind;
}

/// The end is one only where the peer says so: a connection that is cut is an error.
impl Read for TlsStream {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ErrorKind> {
        self.session()?.read(buffer).await.map_err(kind)
    }
}

impl Write for TlsStream {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, ErrorKind> {
        self.session()?.write(bytes).await.map_err(kind)
    }

    async fn flush(&mut self) -> Result<(), ErrorKind> {
        self.session()?.flush().await.map_err(kind)
    }
}
