//! Answers that no orderly HTTP server gives: cut, stalled, without a length,
//! or no HTTP at all. They are written here, byte by byte, and each is the last
//! on its connection.

use std::io;

use http::{HeaderMap, StatusCode};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use crate::answer::{Answer, Body, Ending, Framing, Head};
use crate::farewell;
use crate::pieces::Pieces;

/// Writes `answer`, and does with the connection what it asks for.
pub(crate) async fn write<S>(mut stream: S, answer: Answer, framing: Framing) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let framing = effective_framing(&answer, framing);
    if let Head::Written(status, headers) = &answer.head {
        let length = (framing == Framing::Length).then(|| answer.body.len());
        let head = head(*status, headers, framing, length.flatten());
        stream.write_all(&head).await?;
    }
    let room = match answer.ending {
        Ending::Whole => usize::MAX,
        Ending::CutAfter(bytes) | Ending::StallAfter(bytes) => bytes,
    };
    write_body(
        &mut stream,
        Pieces::new(answer.body, framing),
        framing,
        room,
    )
    .await?;
    if answer.ending == Ending::Whole && matches!(framing, Framing::Chunked { .. }) {
        stream.write_all(b"0\r\n\r\n").await?;
    }
    stream.flush().await?;
    match answer.ending {
        Ending::Whole => farewell::close(&mut stream).await,
        // With TLS, dropping the stream sends no closing alert.
        Ending::CutAfter(_) => Ok(()),
        Ending::StallAfter(_) => farewell::until_given_up(&mut stream).await,
    }
}

fn effective_framing(answer: &Answer, framing: Framing) -> Framing {
    match (&answer.head, &answer.body, framing) {
        (Head::Absent, ..) => Framing::UntilClose,
        (_, Body::Endless(pattern), Framing::Length) => Framing::Chunked {
            size: pattern.len(),
        },
        (_, _, framing) => framing,
    }
}

fn head(
    status: StatusCode,
    headers: &HeaderMap,
    framing: Framing,
    length: Option<usize>,
) -> Vec<u8> {
    let code = status.as_u16();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut head = format!("HTTP/1.1 {code} {reason}\r\nConnection: close\r\n").into_bytes();
    for (name, value) in headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    if let Some(length) = length {
        head.extend_from_slice(format!("Content-Length: {length}\r\n").as_bytes());
    }
    if let Framing::Chunked { .. } = framing {
        head.extend_from_slice(b"Transfer-Encoding: chunked\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// Writes the pieces until `room` bytes of the body are out. A chunk that does
/// not fit announces its whole size and then breaks off.
async fn write_body<S>(
    stream: &mut S,
    pieces: Pieces,
    framing: Framing,
    mut room: usize,
) -> io::Result<()>
where
    S: AsyncWrite + Unpin,
{
    for piece in pieces {
        if room == 0 {
            break;
        }
        let fits = piece.len().min(room);
        room -= fits;
        if let Framing::Chunked { .. } = framing {
            stream
                .write_all(format!("{:x}\r\n", piece.len()).as_bytes())
                .await?;
        }
        stream.write_all(&piece[..fits]).await?;
        if matches!(framing, Framing::Chunked { .. }) && fits == piece.len() {
            stream.write_all(b"\r\n").await?;
        }
    }
    Ok(())
}
