//! What is refused: by which rule, at which byte.

use drs_status_core::http1::Rule;

use super::broken;

/// Each input with `!` before the byte that breaks the rule.
fn refused(rule: Rule, inputs: &[&str]) {
    for marked in inputs {
        let at = marked.find('!').expect("a mark");
        let input = marked.replacen('!', "", 1);
        assert_eq!(broken(input.as_bytes()), (rule, at as u64), "{marked:?}");
    }
}

/// The same behind a status line, and before the end of a head.
fn fields_refused(rule: Rule, lines: &[&str]) {
    for line in lines {
        for before in ["", "X-Other: value\r\n"] {
            let marked = format!("HTTP/1.1 200 OK\r\n{before}{line}\r\n\r\nbody");
            refused(rule, &[&marked]);
        }
    }
}

/// The same in a body of chunks.
fn chunks_refused(rule: Rule, bodies: &[&str]) {
    for body in bodies {
        let marked = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}\r\n\r\n");
        refused(rule, &[&marked]);
    }
}

#[test]
fn versions() {
    refused(
        Rule::Version,
        &[
            "!<html>",
            "!\r\nHTTP/1.1 200 OK\r\n\r\n",
            "! HTTP/1.1 200 OK\r\n\r\n",
            "!http/1.1 200 OK\r\n\r\n",
            "HTTP!S/1.1 200 OK\r\n\r\n",
            "HTTP/!2 200\r\n\r\n",
            "HTTP/!2.0 200 OK\r\n\r\n",
            "HTTP/!0.9 200 OK\r\n\r\n",
            "HTTP/1.!2 200 OK\r\n\r\n",
            "HTTP/1.1!1 200 OK\r\n\r\n",
            "HTTP/1.1!\t200 OK\r\n\r\n",
            "HTTP/1!,1 200 OK\r\n\r\n",
            "!ICY 200 OK\r\n\r\n",
            "!\u{16}\u{3}\u{1}",
        ],
    );
}

#[test]
fn statuses() {
    refused(
        Rule::Status,
        &[
            "HTTP/1.1 ! 200 OK\r\n\r\n",
            "HTTP/1.1 20! OK\r\n\r\n",
            "HTTP/1.1 20!\r\n\r\n",
            "HTTP/1.1 200!0 OK\r\n\r\n",
            "HTTP/1.1 !099 OK\r\n\r\n",
            "HTTP/1.1 !000 OK\r\n\r\n",
            "HTTP/1.1 !+20 OK\r\n\r\n",
            "HTTP/1.1 2!oo OK\r\n\r\n",
            "HTTP/1.1 200!\tOK\r\n\r\n",
            "HTTP/1.1 200!OK\r\n\r\n",
            "HTTP/1.1 !OK\r\n\r\n",
        ],
    );
}

#[test]
fn reasons() {
    refused(
        Rule::Reason,
        &[
            "HTTP/1.1 200 O!\0K\r\n\r\n",
            "HTTP/1.1 200 O!\u{1b}[31mK\r\n\r\n",
            "HTTP/1.1 200 OK!\u{7f}\r\n\r\n",
        ],
    );
}

#[test]
fn other_protocols() {
    refused(
        Rule::Upgrade,
        &["HTTP/1.1 101 Switching Protocols\r\n!Upgrade: h2c\r\n\r\n"],
    );
}

#[test]
fn ends_of_lines() {
    refused(
        Rule::LineEnd,
        &[
            "HTTP/1.1 200 OK!\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200!\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r!Content-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r!\r\n\r\n",
        ],
    );
    fields_refused(
        Rule::LineEnd,
        &[
            "A: b!\nC: d",
            "A: b\r!C: d",
            "A: b\r!\r",
            "A:!\nC: d",
            "A!\nC: d",
            "!\nC: d",
            "A: b\r\n\r!X",
            "A: b\r\n!\nbody",
            "A: b \t!\nC: d",
        ],
    );
}

#[test]
fn folded_fields() {
    fields_refused(
        Rule::FoldedField,
        &["A: b\r\n! c", "A: b\r\n!\tc", "! A: b", "A: b\r\n! "],
    );
}

#[test]
fn names_of_fields() {
    fields_refused(
        Rule::FieldName,
        &[
            "!: b",
            "A! : b",
            "A!\t: b",
            "A! B: c",
            "A!\0: b",
            "!\0A: b",
            "A!/: b",
            "A!\u{e9}: b",
            "!\u{e9}: b",
            "!(A): b",
            "!\"A\": b",
            "Content-Length! : 5",
        ],
    );
}

#[test]
fn colons() {
    fields_refused(Rule::MissingColon, &["A!", "Content-Length!"]);
}

#[test]
fn values_of_fields() {
    fields_refused(
        Rule::FieldValue,
        &[
            "A:!\0",
            "A: !\0",
            "A: b!\0c",
            "A: b !\0c",
            "A: b!\u{1}",
            "A: b!\u{7f}",
            "A: b!\u{b}c",
            "A: b!\u{8}",
            "A: !\u{1b}[31m",
            "X-Request-Id: 1!\0",
        ],
    );
}

#[test]
fn lengths() {
    fields_refused(
        Rule::ContentLength,
        &[
            "Content-Length:!",
            "Content-Length: !",
            "Content-Length: +5!",
            "Content-Length: -5!",
            "Content-Length: 5 5!",
            "Content-Length: 5.0!",
            "Content-Length: 0x5!",
            "Content-Length: five!",
            "Content-Length: 5;a!",
            "Content-Length: \u{665}!",
            "Content-Length: 5,!",
            "Content-Length: ,5!",
            "Content-Length: 5,,5!",
            "Content-Length: 18446744073709551616!",
            "Content-Length: 99999999999999999999!",
            "Content-Length: 000000000000000000005!",
            "Content-Length: 5\r\nContent-Length:!",
        ],
    );
}

#[test]
fn two_lengths() {
    fields_refused(
        Rule::ContentLengthsDiffer,
        &[
            "Content-Length: 5, 6!",
            "Content-Length: 5\r\nContent-Length: 6!",
            "Content-Length: 5\r\nA: b\r\nCONTENT-LENGTH: 0!",
            "Content-Length: 5, 5, 50!",
        ],
    );
}

#[test]
fn transfer_encodings() {
    fields_refused(
        Rule::TransferEncoding,
        &[
            "Transfer-Encoding: gzip!",
            "Transfer-Encoding: gzip, chunked!",
            "Transfer-Encoding: chunked, gzip!",
            "Transfer-Encoding: chunked, chunked!",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked!",
            "Transfer-Encoding: chunked;a=b!",
            "Transfer-Encoding: identity!",
            "Transfer-Encoding: xchunked!",
            "Transfer-Encoding: chunkedchunkedchunked!",
            "Transfer-Encoding: chunked x!",
            "Transfer-Encoding: \"chunked\"!",
            "Transfer-Encoding:!",
            "Transfer-Encoding: chunked,!",
            "Transfer-Encoding: \u{e9}chunked!",
        ],
    );
    refused(
        Rule::TransferEncoding,
        &["HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n!0\r\n\r\n"],
    );
}

#[test]
fn a_length_beside_an_encoding() {
    refused(
        Rule::LengthAndEncoding,
        &[
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n!0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n!0\r\n\r\n",
            "HTTP/1.1 204 -\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n!",
        ],
    );
}

#[test]
fn content_encodings() {
    fields_refused(
        Rule::ContentEncoding,
        &[
            "Content-Encoding: gzip!",
            "Content-Encoding: identity, gzip!",
            "Content-Encoding: br!",
            "Content-Length: 0\r\nContent-Encoding: x!",
        ],
    );
}

#[test]
fn sizes_of_chunks() {
    chunks_refused(
        Rule::ChunkSize,
        &[
            "!\r\nhello\r\n0",
            "!;a\r\nhello\r\n0",
            "! 5\r\nhello\r\n0",
            "!+5\r\nhello\r\n0",
            "!-1\r\nhello\r\n0",
            "0!x5\r\nhello\r\n0",
            "5!h\r\nhello\r\n0",
            "5 !\r\nhello\r\n0",
            "5 !5\r\nhello\r\n0",
            "5!,5\r\nhello\r\n0",
            "!g\r\nhello\r\n0",
            "!\nhello\r\n0",
            "5\r\nhello\r\n!\r\n0",
            "5\r\nhello\r\n!;\r\n0",
            "0000000000000000!5\r\nhello\r\n0",
            "FFFFFFFFFFFFFFFF!F\r\nhello\r\n0",
            "5!\0\r\nhello\r\n0",
        ],
    );
}

#[test]
fn extensions_of_chunks() {
    chunks_refused(
        Rule::ChunkExtension,
        &["5;a!\0\r\nhello\r\n0", "5;a=\"!\u{1b}\"\r\nhello\r\n0"],
    );
}

#[test]
fn ends_of_lines_between_chunks() {
    chunks_refused(
        Rule::LineEnd,
        &[
            "5!\nhello\r\n0",
            "5\r!hello\r\n0",
            "5\r!\r\nhello\r\n0",
            "5;a!\nhello\r\n0",
            "0!\n\n",
            "0\r\n!\n",
            "0\r\nA: b!\n",
            "0\r\n\r!X",
        ],
    );
}

#[test]
fn chunks_that_do_not_end() {
    chunks_refused(
        Rule::ChunkEnd,
        &[
            "5\r\nhello!!\r\n0",
            "5\r\nhello!\n0",
            "5\r\nhello\r!\r\n0",
            "5\r\nhello!0",
            "4\r\nhell!o\r\n0",
        ],
    );
}

#[test]
fn trailers() {
    for (rule, line) in [
        (Rule::FieldName, "A! : b"),
        (Rule::FoldedField, "A: b\r\n! c"),
        (Rule::MissingColon, "A!"),
        (Rule::FieldValue, "A: b!\0"),
    ] {
        let body = format!("5\r\nhello\r\n0\r\n{line}");
        chunks_refused(rule, &[&body]);
    }
}

#[test]
fn interim_answers_are_judged_too() {
    refused(
        Rule::FieldName,
        &["HTTP/1.1 100 Continue\r\nA! : b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"],
    );
    refused(
        Rule::Version,
        &[
            "HTTP/1.1 100 Continue\r\n\r\nH!ELLO",
            "HTTP/1.1 100 Continue\r\n\r\n!\r\nHTTP/1.1 200 OK\r\n\r\n",
        ],
    );
}
