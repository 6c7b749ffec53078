//! The stack that a call takes at most, whatever arrives.

use core::iter;

use drs_status_core::{
    AccessKey, BatchStatusRequest, Decoder, Error, JobId, MAX_DEPTH, RefusalDecoder, Summary,
    max_encoded_len,
};
use drs_status_device::{println, stack_of};

use crate::client;
use crate::decoding::ROOM;
use crate::login;
use crate::port::{NoAnswer, Port};
use crate::signing;
use crate::signing_vectors::{KEY_ID, SECRET};
use crate::vectors::{REFUSALS, RESPONSES, TWO_JOBS};

pub(crate) fn what_is_called_takes_no_more_than_promised() {
    println!();
    holds("Decoder::decode", decode(), 204);
    holds("RefusalDecoder::push", push(), 768);
    holds("BatchStatusRequest::encode", encode(), 512);
    holds(
        "AccessKey::sign",
        stack_of(|| signing::sign(|_| ())).0,
        4096,
    );
    holds("a whole call of a client", call(client::ask), 5120);
    holds("one by an access key", call(ask_by_key), 7168);
    holds("one with its login", log_in(), 11_264);
}

#[track_caller]
fn holds(call: &str, worst: usize, most: usize) {
    println!("  {call}: {worst} bytes of stack, {most} at most");
    assert!(worst > 0, "{call} was not measured");
    assert!(worst <= most, "{call} takes {worst} bytes of stack");
}

/// The worst call of a decoder: over all responses, whole and byte by byte, and
/// over one that is nested deeper than is allowed.
fn decode() -> usize {
    let mut worst = 0;
    for vector in RESPONSES {
        worst = worst.max(decode_pieces([vector.body]));
        worst = worst.max(decode_pieces(vector.body.chunks(1)));
    }
    let levels = iter::repeat_n(&b"["[..], MAX_DEPTH + 1);
    worst.max(decode_pieces(iter::once(&b"{\"x\":"[..]).chain(levels)))
}

fn decode_pieces<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> usize {
    let mut worst = 0;
    let mut message = [0; ROOM];
    let mut decoder = Decoder::new(&mut message);
    for mut piece in pieces {
        loop {
            let (stack, more) = stack_of(|| decoder.decode(&mut piece).map(|item| item.is_some()));
            worst = worst.max(stack);
            if more != Ok(true) {
                break;
            }
        }
    }
    worst
}

fn push() -> usize {
    let mut worst = 0;
    for refusal in REFUSALS {
        for piece in [refusal.body.len().max(1), 1] {
            let mut decoder = RefusalDecoder::new();
            for piece in refusal.body.chunks(piece) {
                worst = worst.max(stack_of(|| decoder.push(piece)).0);
            }
        }
    }
    worst
}

fn encode() -> usize {
    const JOBS: [JobId<'static>; 2] = JobId::list(TWO_JOBS);
    let request = BatchStatusRequest::new(&const { JOBS }).expect("two ids make a request");
    let mut buffer = [0; max_encoded_len(JOBS.len())];
    stack_of(|| request.encode(&mut buffer).map(<[u8]>::len)).0
}

/// All of it: the client, its buffer and its future, and what they call. Only
/// the tasks are kept elsewhere.
fn call(ask: impl Fn(Port, &mut client::Tasks) -> Result<Summary, Error<NoAnswer>>) -> usize {
    let answers = [(200, client::answer()), (400, REFUSALS[0].body)];
    let ports = answers.map(|(status, body)| [1, body.len()].map(|piece| (status, body, piece)));
    let stacks = ports.as_flattened().iter().map(|&(status, body, piece)| {
        let mut tasks = client::Tasks::new();
        stack_of(|| ask(Port::new(status, body, piece), &mut tasks).is_ok()).0
    });
    stacks.max().unwrap_or_default()
}

/// The same by a login, which comes first; the token is kept elsewhere too.
fn log_in() -> usize {
    let stacks = [1, usize::MAX].map(|piece| {
        let (mut room, mut tasks) = ([0; login::TOKEN_LEN], client::Tasks::new());
        stack_of(|| login::ask(piece, &mut room, &mut tasks).is_ok()).0
    });
    stacks.into_iter().max().unwrap_or_default()
}

fn ask_by_key(port: Port, tasks: &mut client::Tasks) -> Result<Summary, Error<NoAnswer>> {
    let key = AccessKey::new(KEY_ID, SECRET).expect("it is one");
    client::ask_by(key, port, tasks)
}
