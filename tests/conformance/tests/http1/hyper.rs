//! An answer, as hyper understands it.

use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;

use super::Understood;

/// Runs hyper's client over memory.
pub(crate) struct Hyper(Runtime);

impl Hyper {
    pub(crate) fn new() -> Self {
        Self(Builder::new_current_thread().build().expect("a runtime"))
    }

    /// # Errors
    ///
    /// hyper's, where it refuses the answer or finds it cut.
    pub(crate) fn understand(&self, answer: &[u8]) -> Result<Understood, hyper::Error> {
        let (client, server) = tokio::io::duplex(answer.len() + 1000);
        let tasks = LocalSet::new();
        tasks.spawn_local(serve(server, answer.to_vec()));
        self.0.block_on(tasks.run_until(ask(client)))
    }
}

/// Waits for the request, answers it and closes.
async fn serve(mut stream: DuplexStream, answer: Vec<u8>) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream
            .read_buf(&mut request)
            .await
            .is_ok_and(|len| len == 0)
        {
            return;
        }
    }
    // Who refuses an answer need not read all of it.
    let _ = stream.write_all(&answer).await;
}

async fn ask(stream: DuplexStream) -> Result<Understood, hyper::Error> {
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::task::spawn_local(connection);
    let request = Request::post("/").body(Empty::<Bytes>::new());
    let response = sender.send_request(request.expect("a request")).await?;
    let status = response.status().as_u16();
    let body = response.into_body().collect().await?.to_bytes().to_vec();
    Ok(Understood { status, body })
}
