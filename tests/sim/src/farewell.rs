//! How a connection is let go.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Says that nothing more comes, and waits until the client has gone: a socket
/// that is dropped with unread bytes in it is reset, and what was sent over it may
/// be lost.
pub(crate) async fn close<S>(stream: &mut S) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    stream.shutdown().await?;
    until_given_up(stream).await
}

/// Waits until the client has gone, and says nothing.
pub(crate) async fn until_given_up<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<()> {
    let mut unread = [0; 1024];
    while stream.read(&mut unread).await? > 0 {}
    Ok(())
}
