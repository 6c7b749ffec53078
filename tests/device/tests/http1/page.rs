//! The page of what of HTTP is accepted and refused, row by row.

use core::convert::Infallible;
use core::fmt::Write as _;

use drs_status_core::ResponseHead;
use drs_status_core::http1::{Connection, Error, Fault};
use heapless::{String, Vec};

use crate::REQUEST;
use crate::stream::{Stream, poll};

const PAGE: &str = include_str!("../../../../docs/http.md");

/// Where a value stands in an answer.
const HERE: char = '▢';

pub(crate) fn each_row_of_the_page_is_so() {
    let mut places: Vec<(&str, &str), 8> = Vec::new();
    let mut rows = 0;
    for line in PAGE.lines() {
        if line.starts_with("## ") {
            places.clear();
        } else if let Some(place) = line.strip_prefix("- ").and_then(code) {
            let place = place.split_once(HERE).expect(line);
            places.push(place).expect(line);
        } else if line.starts_with("| `") {
            for place in &places {
                is_so(line, *place);
                rows += 1;
            }
        }
    }
    assert!(rows > 300, "the page has only {rows} rows");
}

fn code(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

/// That the row `line` says what becomes of its value between two texts.
fn is_so(line: &str, (before, after): (&str, &str)) {
    let mut cells = line.trim_matches('|').split(" | ").map(str::trim_ascii);
    let mut cell = || cells.next().expect(line);
    let (value, outcome, at) = (code(cell()).expect(line), cell(), cell());
    let at = at
        .parse()
        .ok()
        .map(|at: u64| at + bytes(before).count() as u64);
    let ends = ["DelimitedByClose", "Unanswered", "HeadCut", "BodyCut"];
    for piece in [1, 7, 1000] {
        let mut stream = Stream {
            answer: bytes(before).chain(bytes(value)).chain(bytes(after)),
            is_asked: false,
            ends: ends.iter().any(|end| outcome.ends_with(end)),
            piece,
        };
        let mut buffer = [0; 128];
        let mut connection = Connection::new(&mut buffer).expect("it is long enough");
        let mut found = String::<48>::new();
        let mut found_at = None;
        match poll(understand(&mut connection, &mut stream)) {
            Ok(body) => {
                assert!(body.is_empty() || *body == *b"body", "{line}");
                let body = if body.is_empty() { "empty" } else { "accepted" };
                write!(found, "{body}").expect(line);
                // In pieces, what comes behind is seen later.
                let (_, reason) = outcome.split_once(", ").unwrap_or_default();
                match connection.close_reason() {
                    Some(reason) => write!(found, ", {reason:?}").expect(line),
                    None if reason == "UnaskedBytes" => found.clear(),
                    None => {}
                }
            }
            Err(error) => {
                found_at = Some(error.at());
                match error.fault() {
                    Fault::Broken(rule) => write!(found, "{rule:?}").expect(line),
                    fault => write!(found, "{fault:?}").expect(line),
                }
            }
        }
        let is_seen_later = found.is_empty() || outcome.ends_with("UnaskedBytes");
        assert!(is_seen_later || *found == *outcome, "{line}: {found}");
        assert_eq!(found_at, at, "{line}");
    }
}

async fn understand<I: Iterator<Item = u8>>(
    connection: &mut Connection<'_>,
    stream: &mut Stream<I>,
) -> Result<Vec<u8, 8>, Error<Infallible>> {
    let mut head = ResponseHead::new();
    connection.send(stream, &REQUEST, &mut head).await?;
    let (mut body, mut piece) = (Vec::new(), [0; 5]);
    loop {
        match connection.read(stream, &mut piece).await? {
            0 => return Ok(body),
            len => body
                .extend_from_slice(&piece[..len])
                .expect("no body is longer"),
        }
    }
}

/// The bytes of a value: `‹EF BB›` are two, `‹ab × 3›` six, `⏎` two.
fn bytes(value: &str) -> impl Iterator<Item = u8> + Clone {
    value.split('‹').enumerate().flat_map(|(number, part)| {
        let (special, plain) = match number {
            0 => ("", part),
            _ => part.split_once('›').expect("it is closed"),
        };
        let (text, times) = special.split_once(" × ").unwrap_or_default();
        let times = times.parse().unwrap_or(0);
        let hex = if times == 0 { special } else { "" };
        let hex = hex.split_whitespace();
        let hex = hex.map(|hex| u8::from_str_radix(hex, 16).expect("two digits"));
        (0..times)
            .flat_map(|_| lines(text))
            .chain(hex)
            .chain(lines(plain))
    })
}

fn lines(text: &str) -> impl Iterator<Item = u8> + Clone {
    text.split('⏎').enumerate().flat_map(|(number, line)| {
        let end = if number == 0 { "" } else { "\r\n" };
        end.bytes().chain(line.bytes())
    })
}
