//! Answers over HTTP/1.1.

use std::convert::Infallible;

use drs_status_core::http1::{Connection, Error, MIN_BUFFER_LEN};
use drs_status_core::{Authorization, Endpoint, Request, ResponseHead};

use crate::chance::Chance;
use crate::stream::{Stream, ready};

/// An answer as it was understood; of one that broke, all that came before.
#[derive(Clone, PartialEq, Debug)]
struct Understood {
    status: Option<u16>,
    /// The field `X-Subject-Token`, where it is one.
    token: Option<String>,
    /// What else was kept of the head.
    head: String,
    body: Vec<u8>,
    end: Result<(), Error<Infallible>>,
}

/// Demands that `bytes`, taken for an answer, are understood alike however they
/// arrive, and that `httparse` reads a head alike that is accepted.
///
/// # Panics
///
/// If they are not.
pub fn http1(bytes: &[u8]) {
    let mut chance = Chance::of(bytes);
    let whole = understand([bytes], bytes.len() + MIN_BUFFER_LEN, bytes.len() + 1);
    for (buffer_len, room) in [(MIN_BUFFER_LEN, 1), (MIN_BUFFER_LEN, 64), (1000, 100)] {
        for len in [1, 2, 3, 7, 64] {
            let understood = understand(bytes.chunks(len), buffer_len, room);
            assert_eq!(understood, whole, "pieces of {len}, {buffer_len}, {room}");
        }
    }
    for _ in 0..8 {
        let (front, back) = bytes.split_at(chance.below(bytes.len() + 1));
        let understood = understand([front, back], MIN_BUFFER_LEN, 1 + chance.below(80));
        assert_eq!(understood, whole, "split at {}", front.len());
    }

    if let Some(status) = whole.status {
        let mut rest = bytes;
        let (read, token) = loop {
            let (read, token, len) = head(rest);
            rest = &rest[len..];
            if read >= 200 {
                break (read, token);
            }
        };
        assert_eq!(read, status);
        // One that cannot be sent is none.
        assert!(whole.token.is_none() || whole.token.as_deref() == token);
        // Chunks aside, the body is what follows.
        let is_plain = rest.starts_with(&whole.body);
        let mut left = rest.iter();
        assert!(is_plain || whole.body.iter().all(|byte| left.any(|it| it == byte)));
    }
}

/// Status, token and length of a head, as `httparse` reads it.
fn head(bytes: &[u8]) -> (u16, Option<&str>, usize) {
    let mut fields = vec![httparse::EMPTY_HEADER; bytes.len()];
    let mut response = httparse::Response::new(&mut fields);
    let len = response.parse(bytes).expect("httparse accepts it").unwrap();
    let mut fields = response.headers.iter();
    let token = fields.find(|field| {
        let name = field.name.eq_ignore_ascii_case("x-subject-token");
        name && !field.value.trim_ascii().is_empty()
    });
    let value = token.and_then(|field| str::from_utf8(field.value.trim_ascii()).ok());
    (response.code.expect("a status"), value, len)
}

fn understand<'p>(
    pieces: impl IntoIterator<Item = &'p [u8]>,
    buffer_len: usize,
    room: usize,
) -> Understood {
    let endpoint = Endpoint::literal("https://iam.example.com");
    let request = Request::login(endpoint, b"{}");
    let mut buffer = vec![0; buffer_len];
    let mut connection = Connection::new(&mut buffer).expect("it is long enough");
    let mut stream = Stream::new(pieces.into_iter());
    let mut token_room = [0; 2000];
    let mut head = ResponseHead::with_token_room(&mut token_room);

    let mut body = Vec::new();
    let sent = ready(connection.send(&mut stream, &request, &mut head));
    let status = sent.as_ref().ok().map(|status| status.get());
    let mut piece = vec![0; room];
    let end = sent.and_then(|_| {
        loop {
            match ready(connection.read(&mut stream, &mut piece)) {
                Ok(0) => return Ok(()),
                Ok(len) => body.extend_from_slice(&piece[..len]),
                Err(error) => return Err(error),
            }
        }
    });
    assert!(end.is_ok() || !connection.is_reusable());
    assert_eq!(
        ready(connection.read(&mut stream, &mut piece)).is_ok(),
        end.is_ok()
    );
    Understood {
        status,
        token: head.token::<()>().ok().map(|token| {
            let request = request.authorized(Authorization::token(token));
            let header = request.headers().last();
            header.expect("the token's").value().to_owned()
        }),
        head: format!("{head:?}"),
        body,
        end,
    }
}
