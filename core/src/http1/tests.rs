//! Heads, beside `httparse`: what is accepted here is accepted there, with the
//! same status, fields and length. What is accepted there and not here is listed.

use std::format;
use std::string::String;
use std::vec::Vec;

use super::answer::AnswerHead;
use super::field_lines::{FieldLines, FieldSink, Progress};
use super::input::Input;
use super::rule::Rule;
use super::status_line::{StatusLine, Version};
use crate::head::ResponseHead;

/// A head, as both read it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Head {
    minor: u8,
    status: u16,
    fields: Vec<(String, Vec<u8>)>,
    len: usize,
}

#[derive(Default)]
struct Fields(Vec<(String, Vec<u8>)>);

impl FieldSink for Fields {
    fn name(&mut self, name: &str) {
        self.0.push((name.into(), Vec::new()));
    }

    fn value(&mut self, piece: &[u8]) {
        let (_, value) = self.0.last_mut().unwrap();
        value.extend_from_slice(piece);
    }

    fn end(&mut self) -> Result<(), Rule> {
        Ok(())
    }
}

/// The syntax alone.
fn ours(bytes: &[u8]) -> Result<Option<Head>, Rule> {
    let mut input = Input::new(bytes);
    let Some((version, status)) = StatusLine::new().read(&mut input)? else {
        return Ok(None);
    };
    let mut fields = Fields::default();
    let progress = FieldLines::default().read(&mut input, &mut fields)?;
    Ok((progress == Progress::Ended).then(|| Head {
        minor: u8::from(version == Version::Http11),
        status: status.get(),
        fields: fields.0,
        len: input.judged(),
    }))
}

fn theirs(bytes: &[u8]) -> Result<Option<Head>, httparse::Error> {
    let mut fields = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut fields);
    let httparse::Status::Complete(len) = response.parse(bytes)? else {
        return Ok(None);
    };
    Ok(Some(Head {
        minor: response.version.unwrap(),
        status: response.code.unwrap(),
        fields: response
            .headers
            .iter()
            .map(|field| (told(field.name), visible(field.value)))
            .collect(),
        len,
    }))
}

/// Nobody is told a name that is longer than any that is asked for.
fn told(name: &str) -> String {
    String::from(if name.len() > 24 { "" } else { name })
}

/// A tab in a value has become a space here, and white space around it is not of
/// it: `httparse` leaves some.
fn visible(value: &[u8]) -> Vec<u8> {
    let tab = |byte: &u8| if *byte == b'\t' { b' ' } else { *byte };
    value.trim_ascii().iter().map(tab).collect()
}

/// What `httparse` accepts and is refused here.
fn is_intended(rule: Rule, bytes: &[u8]) -> bool {
    match rule {
        // Empty lines before the status line.
        Rule::Version => matches!(bytes.first(), Some(b'\r' | b'\n')),
        // LF alone, as the end of a line.
        Rule::LineEnd => bytes
            .windows(2)
            .any(|two| two[0] != b'\r' && two[1] == b'\n'),
        // Three digits below 100.
        Rule::Status => bytes.get(9) == Some(&b'0'),
        _ => false,
    }
}

fn compare(bytes: &[u8]) {
    let (ours, theirs) = (ours(bytes), theirs(bytes));
    let shown = || format!("{}\n{ours:?}\n{theirs:?}", bytes.escape_ascii());
    match (&ours, &theirs) {
        (Ok(Some(one)), Ok(Some(other))) => assert_eq!(one, other, "{}", shown()),
        // What is not complete may be refused now or later.
        (Ok(None) | Err(_), Ok(None) | Err(_)) => {}
        (Err(rule), Ok(Some(_))) => assert!(is_intended(*rule, bytes), "{}", shown()),
        (Ok(Some(_)), _) | (Ok(None), Ok(Some(_))) => panic!("{}", shown()),
    }

    // What fields mean refuses more, and accepts nothing else.
    let mut whole = Input::new(bytes);
    let answered = AnswerHead::new().read(&mut whole, &mut ResponseHead::new());
    if let (Ok(Some(answered)), Some(Some(head))) = (&answered, theirs.as_ref().ok()) {
        if head.status >= 200 {
            assert_eq!(answered.status.get(), head.status);
            assert_eq!(whole.judged(), head.len);
        }
    }
}

/// An interpreter runs a thousand times slower.
const STEP: usize = if cfg!(miri) { 41 } else { 1 };

const HEADS: [&str; 5] = [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Request-Id: a b\tc \r\n\r\nhello",
    "HTTP/1.0 404 Not Found\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n",
    "HTTP/1.1 200\r\nA:\r\nB: \t \r\nA-Name-That-Is-Longer-Than-Any: \"x\"\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.1 304 \r\nDate: Fri, 31 Dec 1999 23:59:59 GMT\r\nSet-Cookie: \u{e9}=1\r\n\r\n",
];

#[test]
fn heads_with_any_byte_changed_or_put_in_anywhere() {
    for head in HEADS.map(str::as_bytes) {
        compare(head);
        for at in (0..head.len()).step_by(STEP) {
            let (front, back) = head.split_at(at);
            compare(front);
            compare(&[front, &back[1..]].concat());
            for byte in (0..=u8::MAX).step_by(STEP) {
                compare(&[front, &[byte], &back[1..]].concat());
                compare(&[front, &[byte], back].concat());
            }
        }
    }
}

#[test]
fn heads_with_any_two_strange_bytes() {
    const STRANGE: [&[u8]; 12] = [
        b"\r", b"\n", b"\r\n", b" ", b"\t", b":", b"\0", b"\x7f", b"\x80", b",", b"1", b"",
    ];
    let head = b"HTTP/1.1 200 O\r\nA: b\r\n\r\n";
    for (one, two) in (0..head.len())
        .flat_map(|one| (one..head.len()).map(move |two| (one, two)))
        .step_by(STEP)
    {
        for first in STRANGE {
            for second in STRANGE {
                let between = head.get(one + 1..two).unwrap_or_default();
                let parts = [&head[..one], first, between, second, &head[two + 1..]];
                compare(&parts.concat());
            }
        }
    }
}

#[test]
fn each_difference_that_is_intended() {
    for (bytes, rule) in [
        ("\r\nHTTP/1.1 200 OK\r\n\r\n", Rule::Version),
        ("HTTP/1.1 200 OK\n\r\n", Rule::LineEnd),
        ("HTTP/1.1 200 OK\r\nA: b\n\r\n", Rule::LineEnd),
        ("HTTP/1.1 099 OK\r\n\r\n", Rule::Status),
    ] {
        assert_eq!(ours(bytes.as_bytes()), Err(rule), "{bytes:?}");
        assert!(theirs(bytes.as_bytes()).unwrap().is_some(), "{bytes:?}");
    }
}
