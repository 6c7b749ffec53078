//! An answer, as the core understands it.

use std::convert::Infallible;

use drs_status_conformance::run;
use drs_status_core::http1::Connection;
use drs_status_core::{Endpoint, Request, ResponseHead};
use embedded_io_async::{ErrorType, Read, Write};

use super::Understood;

/// Brings an answer once it was asked, and then ends.
struct Stream<'a> {
    answer: &'a [u8],
    is_asked: bool,
}

impl ErrorType for Stream<'_> {
    type Error = Infallible;
}

impl Read for Stream<'_> {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Infallible> {
        if !self.is_asked {
            std::future::pending::<()>().await;
        }
        Ok(std::io::Read::read(&mut self.answer, buffer).expect("memory is read"))
    }
}

impl Write for Stream<'_> {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        Ok(bytes.len())
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        self.is_asked = true;
        Ok(())
    }
}

/// An answer; `None` where it is refused or cut.
pub(crate) fn understand(answer: &[u8]) -> Option<Understood> {
    let mut buffer = [0; 300];
    let mut connection = Connection::new(&mut buffer).expect("it is long enough");
    let mut stream = Stream {
        answer,
        is_asked: false,
    };
    let request = Request::login(Endpoint::literal("https://iam.example.com"), b"{}");
    let mut head = ResponseHead::new();
    let status = run(connection.send(&mut stream, &request, &mut head)).ok()?;
    let (mut body, mut piece) = (Vec::new(), [0; 100]);
    loop {
        match run(connection.read(&mut stream, &mut piece)).ok()? {
            0 => break,
            len => body.extend_from_slice(&piece[..len]),
        }
    }
    Some(Understood {
        status: status.get(),
        body,
    })
}
