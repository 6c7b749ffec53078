//! HTTP/1.1 over a stream: what goes out, what is accepted, what is refused.

mod bodies;
mod dropped;
mod errors;
mod heads;
mod kept;
mod page;
mod requests;
mod stream;

use drs_status_core::http1::{CloseReason, Connection, Error, MIN_BUFFER_LEN};
use drs_status_core::{
    Authorization, BatchStatusRequest, Endpoint, JobId, Page, ProjectId, Request, ResponseHead,
    Token,
};

use crate::port::drop_after;
use stream::{Ending, Stream, StreamError};

const JOBS: [JobId<'_>; 1] = JobId::list(["9a470239-2308-4bb5-a6bc-1040402fjb21"]);

/// More polls than anything here takes: what waits longer waits for ever.
const POLLS: usize = 200_000;

fn run<F: Future>(future: F) -> F::Output {
    drop_after(POLLS, future).expect("it does not wait for what never comes")
}

fn request() -> Request<'static> {
    Request::new(
        Endpoint::literal("https://drs.example.com:8443/base"),
        ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
        BatchStatusRequest::with_page(&JOBS, Page::covering(1)).unwrap(),
    )
    .authorized(Authorization::token(Token::new("MIIE-secret").unwrap()))
}

/// An answer as it was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Understood {
    status: u16,
    /// The field `X-Subject-Token`, as far as it is one.
    token: Option<String>,
    /// What else was kept.
    head: String,
    body: String,
}

type Outcome = Result<Understood, Error<StreamError>>;

/// Sends a request on `connection` and reads the answer to its end.
fn ask(connection: &mut Connection<'_>, stream: &mut Stream, piece: usize) -> Outcome {
    let mut room = [0; 128];
    let mut head = ResponseHead::with_token_room(&mut room);
    let status = run(connection.send(stream, &request(), &mut head))?;
    let (mut body, mut buffer) = (Vec::new(), vec![0; piece]);
    loop {
        match run(connection.read(stream, &mut buffer))? {
            0 => break,
            len => body.extend_from_slice(&buffer[..len]),
        }
    }
    assert_eq!(run(connection.read(stream, &mut buffer)), Ok(0), "it stays");
    let token = head.token::<()>().ok().map(|token| {
        let request = request().authorized(Authorization::token(token));
        let mut headers = request.headers();
        let header = headers.find(|header| header.name() == "X-Auth-Token");
        header.unwrap().value().to_owned()
    });
    Ok(Understood {
        status: status.get(),
        token,
        head: format!("{head:?}"),
        body: String::from_utf8(body).unwrap(),
    })
}

/// How `bytes` are understood, however they arrive, and how the connection stands
/// when they come at once.
fn understand(bytes: &[u8], ending: Ending) -> (Outcome, Option<CloseReason>) {
    let alone = |pieces: &[&[u8]], buffer_len, piece| {
        let mut buffer = vec![0; buffer_len];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        stream.answers(pieces.iter().copied(), ending);
        let outcome = ask(&mut connection, &mut stream, piece);
        (outcome, connection.close_reason())
    };
    let whole = alone(&[bytes], bytes.len().max(MIN_BUFFER_LEN), 1000);
    let same = |pieces: &[&[u8]], buffer_len, piece| {
        let (outcome, _) = alone(pieces, buffer_len, piece);
        assert_eq!(
            outcome,
            whole.0,
            "{} pieces, {buffer_len}, {piece}",
            pieces.len()
        );
    };
    let single: Vec<_> = bytes.chunks(1).collect();
    same(&[bytes], MIN_BUFFER_LEN, 1);
    same(&[bytes], MIN_BUFFER_LEN, MIN_BUFFER_LEN);
    same(&single, MIN_BUFFER_LEN, 1);
    same(&single, MIN_BUFFER_LEN, 1000);
    // Of what is very long, the end alone.
    let places = match bytes.len() {
        _ if cfg!(miri) => 8,
        len @ ..500 => len,
        _ => 40,
    };
    for at in bytes.len().saturating_sub(places).max(1)..bytes.len() {
        let (front, back) = bytes.split_at(at);
        same(&[front, back], MIN_BUFFER_LEN, 64);
        same(&[front, back], 1000, 7);
    }
    whole
}

/// An answer that is whole with its last byte.
fn whole(bytes: &str) -> Understood {
    let (outcome, _) = understand(bytes.as_bytes(), Ending::Open);
    outcome.unwrap_or_else(|error| panic!("{bytes:?}: {error}"))
}
