//! The page of what of HTTP is accepted and refused, row by row.

use core::convert::Infallible;
use core::fmt::Write as _;

use drs_status_core::ResponseHead;
use drs_status_core::http1::{Connection, Error, Fault};
use drs_status_device::{Case, bytes, each_case, poll};
use heapless::{String, Vec};

use crate::REQUEST;
use crate::stream::Stream;

const PAGE: &str = include_str!("../../../../docs/http.md");

pub(crate) fn each_row_of_the_page_is_so() {
    let cases = each_case(PAGE, is_so);
    assert!(cases > 300, "the page has only {cases} cases");
}

/// That a row says what becomes of its value between two texts.
fn is_so(case: &Case<'_>) {
    let Case {
        line,
        before,
        value,
        after,
        outcome,
        at,
    } = *case;
    let at = at.map(|at| (at + bytes(before).count()) as u64);
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
