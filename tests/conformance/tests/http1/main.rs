//! HTTP/1.1 beside hyper: an answer that the core accepts is one to hyper, with the
//! same status and the same body.

#[path = "../../../../core/tests/spec/documented.rs"]
mod documented;
mod hyper;
mod ours;

const PAGE: &str = include_str!("../../../../docs/http.md");

/// An answer as it is understood.
#[derive(PartialEq, Eq, Debug)]
struct Understood {
    status: u16,
    body: Vec<u8>,
}

/// What is accepted must be accepted there; tells whether it was.
fn compare(hyper: &hyper::Hyper, answer: &[u8]) -> bool {
    let Some(ours) = ours::understand(answer) else {
        return false;
    };
    match hyper.understand(answer) {
        Ok(theirs) => assert_eq!(ours, theirs, "{}", answer.escape_ascii()),
        Err(error) => panic!("{}: {error}\n{ours:?}", answer.escape_ascii()),
    }
    true
}

#[test]
fn each_row_of_the_page_that_is_accepted_hyper_reads_alike() {
    let hyper = hyper::Hyper::new();
    let mut accepted = 0;
    for row in documented::rows(PAGE) {
        let is_accepted = row.outcome.starts_with(['a', 'e']);
        for case in &row.cases {
            assert_eq!(is_accepted, case.at.is_none(), "{}", row.line);
            // Of what is very long each has limits of its own.
            if case.bytes.len() > 10_000 {
                continue;
            }
            assert_eq!(compare(&hyper, &case.bytes), is_accepted, "{}", row.line);
            accepted += usize::from(is_accepted);
        }
    }
    assert!(accepted > 50);
}

const ANSWERS: [&str; 6] = [
    "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello, world",
    "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\nA;a=b\r\nllo, world\r\n0\r\nA: b\r\n\r\n",
    "HTTP/1.1 100 -\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno",
    "HTTP/1.0 502 Bad Gateway\r\nConnection: x\r\n\r\n<html>",
    "HTTP/1.1 204\r\nContent-Length: 4\r\n\r\n",
];

/// What means something somewhere.
const BYTES: &[u8] = b"\r\n\0\x7f\xff\t ,:;0159aAfFx-+\"";

#[test]
fn answers_with_a_byte_changed_put_in_or_left_out_anywhere() {
    let hyper = hyper::Hyper::new();
    let (mut tried, mut accepted) = (0, 0);
    for answer in ANSWERS.map(str::as_bytes) {
        for at in 0..=answer.len() {
            let (front, back) = answer.split_at(at);
            let behind = back.get(1..).unwrap_or_default();
            let mut answers = vec![front.to_vec(), [front, behind].concat()];
            for byte in BYTES {
                answers.push([front, &[*byte], back].concat());
                answers.push([front, &[*byte], behind].concat());
            }
            for answer in answers {
                tried += 1;
                accepted += usize::from(compare(&hyper, &answer));
            }
        }
    }
    assert!(
        accepted > tried / 4 && accepted < tried,
        "{accepted} of {tried}"
    );
}
