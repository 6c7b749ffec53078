//! What is believed of an answer, and why another is not.

use super::*;
use core::cell::Cell;
use core::future::ready;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::vec::Vec;

use crate::sntp::Kiss;

const SERVER: SocketAddr = SocketAddr::new(
    core::net::IpAddr::V4(core::net::Ipv4Addr::new(192, 0, 2, 2)),
    123,
);
/// 2026-01-01T00:00:00Z, since 1970 and since 1900.
const FLOOR: u64 = 1_767_225_600;
const FLOOR_NTP: u64 = 3_976_214_400;
const ERA: u64 = 1 << 32;
/// 2041-01-01T00:00:00Z, in the second era.
const LATE_FLOOR: u64 = 2_240_524_800;
const YEAR: u64 = 31_556_952;

/// An answer as it should be. In each row of the tests a part of it is another.
#[derive(Clone, Copy)]
struct Answer {
    leap: u8,
    version: u8,
    mode: u8,
    stratum: u8,
    delay: u32,
    dispersion: u32,
    reference_id: [u8; 4],
    reference: u64,
    /// `None` for the one of the question.
    originate: Option<u64>,
    transmit: u64,
    len: usize,
}

const ANSWER: Answer = Answer {
    leap: 0,
    version: 4,
    mode: 4,
    stratum: 1,
    delay: 0,
    dispersion: 0,
    reference_id: *b"TEST",
    reference: 0,
    originate: None,
    // Half a second after the floor.
    transmit: FLOOR_NTP << 32 | 1 << 31,
    len: Exchange::LEN,
};

impl Answer {
    /// As RFC 5905 has it: no leap, no time.
    fn kiss(&mut self, code: [u8; 4]) {
        self.leap = 3;
        self.stratum = 0;
        self.reference_id = code;
        self.transmit = 0;
    }

    fn bytes(&self, question: &[u8; Exchange::LEN]) -> Vec<u8> {
        let first = self.leap << 6 | self.version << 3 | self.mode;
        let mut bytes = Vec::from([first, self.stratum, 6, 0xEC]);
        bytes.extend(self.delay.to_be_bytes());
        bytes.extend(self.dispersion.to_be_bytes());
        bytes.extend(self.reference_id);
        bytes.extend(self.reference.to_be_bytes());
        match self.originate {
            None => bytes.extend(&question[40..]),
            Some(other) => bytes.extend(other.to_be_bytes()),
        }
        bytes.extend(self.transmit.to_be_bytes());
        bytes.extend(self.transmit.to_be_bytes());
        bytes.resize(self.len, 0xA5);
        bytes
    }
}

/// What one of these is sent stands in it, and is answered.
struct Server<A> {
    asked: Cell<Option<[u8; Exchange::LEN]>>,
    answer: A,
}

impl<A: Fn(&[u8; Exchange::LEN]) -> Vec<u8>> NtpUdpSocket for Server<A> {
    async fn send_to(&self, bytes: &[u8], _: SocketAddr) -> sntpc::Result<usize> {
        self.asked.set(bytes.try_into().ok());
        ready(Ok(bytes.len())).await
    }

    async fn recv_from(&self, buffer: &mut [u8]) -> sntpc::Result<(usize, SocketAddr)> {
        let asked = self.asked.get().expect("it was asked, by a whole question");
        let bytes = (self.answer)(&asked);
        let len = bytes.len().min(buffer.len());
        buffer[..len].copy_from_slice(&bytes[..len]);
        ready(Ok((bytes.len(), SERVER))).await
    }
}

/// What comes of an answer, and the question.
fn run(
    floor: u64,
    nonce: u64,
    answer: impl Fn(&[u8; Exchange::LEN]) -> Vec<u8>,
) -> (Result<Duration, SntpError>, [u8; Exchange::LEN]) {
    let server = Server {
        asked: Cell::new(None),
        answer,
    };
    let exchange = Exchange {
        server: SERVER,
        floor: Duration::from_secs(floor),
        nonce,
    };
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(outcome) = pin!(exchange.run(&server)).poll(&mut context) else {
        panic!("nothing has to be waited for")
    };
    (outcome, server.asked.get().expect("it was asked"))
}

fn told(floor: u64, answer: Answer) -> Result<Duration, SntpError> {
    let nonce = 0x1234_5678_9ABC_DEF0;
    run(floor, nonce, |question| answer.bytes(question)).0
}

/// A row: what it is, what is another in the answer, and what comes of it.
type Row = (&'static str, fn(&mut Answer), Result<Duration, SntpError>);

fn each_comes_to_that(rows: &[Row]) {
    for (name, change, expected) in rows {
        let mut answer = ANSWER;
        change(&mut answer);
        assert_eq!(told(FLOOR, answer), *expected, "{name}");
    }
}

#[test]
fn what_says_the_time_is_believed() {
    let right = Ok(Duration::from_millis(FLOOR * 1000 + 500));
    each_comes_to_that(&[
        ("as it should be", |_| {}, right),
        ("an older version", |answer| answer.version = 3, right),
        ("a second will be added", |answer| answer.leap = 1, right),
        ("far from the source", |answer| answer.stratum = 15, right),
        (
            "set just now",
            |answer| answer.reference = answer.transmit,
            right,
        ),
        ("with extensions", |answer| answer.len = 68, right),
    ]);
}

#[test]
fn what_is_no_answer_to_us_is_refused() {
    let malformed = Err(SntpError::Malformed);
    let wrong = Err(SntpError::WrongOriginate);
    each_comes_to_that(&[
        ("too short", |answer| answer.len = 47, malformed),
        ("empty", |answer| answer.len = 0, malformed),
        ("a question", |answer| answer.mode = 3, malformed),
        ("a broadcast", |answer| answer.mode = 5, malformed),
        ("no version", |answer| answer.version = 0, malformed),
        ("a version to come", |answer| answer.version = 5, malformed),
        ("no time", |answer| answer.transmit = 0, malformed),
        (
            "set later than now",
            |answer| answer.reference = answer.transmit + 1,
            malformed,
        ),
        (
            "to another question",
            |answer| answer.originate = Some(1),
            wrong,
        ),
        ("to none", |answer| answer.originate = Some(0), wrong),
    ]);
}

#[test]
fn a_server_that_does_not_know_or_does_not_want_is_refused() {
    let unsynchronised = Err(SntpError::Unsynchronised);
    let [deny, rate, other] =
        [Kiss::Deny, Kiss::Rate, Kiss::Other].map(|kiss| Err(SntpError::Kiss(kiss)));
    each_comes_to_that(&[
        ("never set", |answer| answer.leap = 3, unsynchronised),
        (
            "too far from the source",
            |answer| answer.stratum = 16,
            unsynchronised,
        ),
        (
            "as far as can be",
            |answer| answer.stratum = 255,
            unsynchronised,
        ),
        (
            "good to 16 s",
            |answer| answer.dispersion = 16 << 16,
            unsynchronised,
        ),
        (
            "the same by its delay",
            |answer| answer.delay = u32::MAX,
            unsynchronised,
        ),
        ("go away", |answer| answer.kiss(*b"DENY"), deny),
        ("not for you", |answer| answer.kiss(*b"RSTR"), deny),
        ("not so fast", |answer| answer.kiss(*b"RATE"), rate),
        ("not set yet", |answer| answer.kiss(*b"INIT"), other),
        ("no text", |answer| answer.kiss([0xFF; 4]), other),
        (
            "whoever it is from",
            |answer| {
                answer.kiss(*b"DENY");
                answer.originate = Some(1);
            },
            Err(SntpError::WrongOriginate),
        ),
    ]);
}

#[test]
fn what_is_earlier_than_can_be_is_refused() {
    let below = |told| Err(SntpError::BelowFloor { told });
    each_comes_to_that(&[
        (
            "at the floor",
            |answer| answer.transmit = FLOOR_NTP << 32,
            Ok(Duration::from_secs(FLOOR)),
        ),
        (
            "half a second below",
            |answer| answer.transmit = (FLOOR_NTP << 32) - (1 << 31),
            below(Duration::from_millis(FLOOR * 1000 - 500)),
        ),
        (
            "a day below",
            |answer| answer.transmit = (FLOOR_NTP - 86_400) << 32,
            below(Duration::from_secs(FLOOR - 86_400)),
        ),
    ]);
}

#[test]
fn the_floor_tells_the_eras_apart() {
    let at = |seconds: u64| Answer {
        transmit: ((seconds + 2_208_988_800) % ERA) << 32 | 1 << 31,
        ..ANSWER
    };
    for (name, floor, answered, is_believed) in [
        (
            "the last second of the first",
            FLOOR,
            ERA - 2_208_988_801,
            true,
        ),
        ("the first of the second", FLOOR, ERA - 2_208_988_800, true),
        ("within the second", LATE_FLOOR, LATE_FLOOR + YEAR, true),
        ("the first, from the second", LATE_FLOOR, FLOOR, false),
        ("67 years on", FLOOR, FLOOR + 67 * YEAR, true),
        (
            "67 years on, from the second",
            LATE_FLOOR,
            LATE_FLOOR + 67 * YEAR,
            true,
        ),
    ] {
        let said = Duration::from_millis(answered * 1000 + 500);
        let expected = if is_believed {
            Ok(said)
        } else {
            Err(SntpError::BelowFloor { told: said })
        };
        assert_eq!(told(floor, at(answered)), expected, "{name}");
    }
    // What lies further is meant to have been before.
    let beyond = told(LATE_FLOOR, at(LATE_FLOOR + 69 * YEAR));
    assert!(
        matches!(beyond, Err(SntpError::BelowFloor { .. })),
        "{beyond:?}"
    );
    // Floors that nobody should have.
    assert!(told(0, ANSWER).is_ok());
    assert!(told(u64::MAX, ANSWER).is_err());
}

#[test]
fn a_question_is_the_nonce_and_tells_nothing() {
    let asked = |nonce| run(FLOOR, nonce, |question| ANSWER.bytes(question)).1;
    let question = asked(7);
    // A client of version 4.
    assert_eq!(question[0], 4 << 3 | 3);
    assert_eq!(question[1..40], [0; 39]);
    for nonce in [8, 7 | 1 << 32, u64::MAX, u64::MAX >> 1] {
        assert_ne!(asked(nonce)[40..], question[40..], "{nonce}");
    }
}

/// Of any bytes: an error, or a time that is not below the floor.
#[test]
fn no_answer_is_too_strange() {
    // The constants of Knuth's MMIX.
    let mut chance = 0x5EED_u64;
    let mut byte = move || {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        chance.to_be_bytes()[0]
    };
    for turn in 0..20_000 {
        let garbage = [(); 96].map(|()| byte());
        let is_ours = turn % 2 == 0;
        let outcome = told_bytes(|question| {
            let mut bytes = Vec::from(garbage);
            if is_ours {
                // As far as to be looked at.
                bytes[24..32].copy_from_slice(&question[40..]);
            }
            bytes.truncate(usize::from(garbage[0]) + 24);
            bytes
        });
        match outcome {
            Ok(time) => assert!(is_ours && time.as_secs() >= FLOOR, "{garbage:?}"),
            Err(error) => assert_ne!(error, SntpError::NoRoute, "{garbage:?}"),
        }
    }
}

fn told_bytes(answer: impl Fn(&[u8; Exchange::LEN]) -> Vec<u8>) -> Result<Duration, SntpError> {
    run(FLOOR, 0x1234_5678_9ABC_DEF0, answer).0
}
