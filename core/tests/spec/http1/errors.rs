//! What errors say.

use std::error::Error;

use drs_status_core::http1::{CloseReason, Connection, Fault, MIN_BUFFER_LEN};
use embedded_io_async::ErrorKind;

use super::stream::{Ending, Stream, StreamError};
use super::{ask, run, understand};

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

#[test]
fn an_answer_that_does_not_come_is_told_where() {
    let fails = Ending::Fails(ErrorKind::ConnectionReset);
    let half = &HEAD[..20];
    let body = &format!("{HEAD}hel");
    for (answer, ending, said) in [
        ("", Ending::End, "the connection ended without an answer"),
        (
            half,
            Ending::End,
            "the connection ended in a head, after 20 bytes",
        ),
        (
            body,
            Ending::End,
            "the answer was cut short, after 41 bytes",
        ),
        (half, fails, "the connection was lost (ConnectionReset)"),
        (
            body,
            fails,
            "the connection was lost before the answer was whole (ConnectionReset)",
        ),
    ] {
        let (outcome, _) = understand(answer.as_bytes(), ending);
        let error = outcome.unwrap_err();
        assert_eq!(error.to_string(), said);
        let source = error.source().map(ToString::to_string);
        let expected = (ending == fails).then(|| "ConnectionReset".to_owned());
        assert_eq!(source, expected);
    }
}

#[test]
fn an_answer_that_is_not_http_is_told_by_the_rule_that_it_breaks() {
    for (answer, rule, at) in [
        ("SSH-2.0", "it does not begin with HTTP/1.1 or HTTP/1.0", 0),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
            "it has two lengths",
            53,
        ),
    ] {
        let (outcome, _) = understand(answer.as_bytes(), Ending::Open);
        let error = outcome.unwrap_err();
        let said = format!("what answered is not HTTP: {rule}, at byte {at}");
        assert_eq!(error.to_string(), said);
        assert_eq!(error.source().map(ToString::to_string), Some(rule.into()));
    }
}

#[test]
fn a_port_that_goes_wrong_is_told_so() {
    let mut buffer = [0; MIN_BUFFER_LEN];
    let mut connection = Connection::new(&mut buffer).unwrap();
    let mut stream = Stream::new();
    let error = run(connection.read(&mut stream, &mut [])).unwrap_err();
    assert_eq!(error.to_string(), "there is no room to read into");
    let error = run(connection.read(&mut stream, &mut [0])).unwrap_err();
    assert_eq!(error.to_string(), "there is no answer to read");
    stream.takes = 0;
    let error = ask(&mut connection, &mut stream, 1).unwrap_err();
    let said = "the stream miscounts what it reads or writes";
    assert_eq!(error.to_string(), said);
    connection.reset();
    stream.fails_after = 0;
    let error = ask(&mut connection, &mut stream, 1).unwrap_err();
    let said = "the request could not be written (ConnectionReset)";
    assert_eq!(error.to_string(), said);
    let reset = StreamError(ErrorKind::ConnectionReset);
    assert_eq!(error.into_fault(), Fault::Write(reset));
}

#[test]
fn a_connection_that_cannot_be_used_says_why() {
    let of = |answer: &str, ending, reads: bool| {
        let mut buffer = [0; 200];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        stream.answers([answer.as_bytes()], ending);
        if reads {
            let _ = ask(&mut connection, &mut stream, 9);
        } else {
            let mut head = drs_status_core::ResponseHead::new();
            run(connection.send(&mut stream, &super::request(), &mut head)).unwrap();
        }
        let error = ask(&mut connection, &mut stream, 9).unwrap_err();
        assert_eq!(error.at(), 0);
        assert!(error.source().is_none());
        (connection.close_reason().unwrap(), error.to_string())
    };
    let whole = &format!("{HEAD}hello");
    let closed = &HEAD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\nhello");
    let old = &whole.replace("1.1", "1.0");
    for (answer, ending, reads, reason, said) in [
        (
            whole,
            Ending::Open,
            false,
            CloseReason::Unfinished,
            "its last answer was not read to the end",
        ),
        (
            &"?".to_owned(),
            Ending::Open,
            true,
            CloseReason::Failed,
            "its last request failed",
        ),
        (
            closed,
            Ending::Open,
            true,
            CloseReason::PeerCloses,
            "the peer asks to close it",
        ),
        (
            old,
            Ending::Open,
            true,
            CloseReason::NotKeptAlive,
            "the peer speaks HTTP/1.0 and does not keep it alive",
        ),
        (
            &"HTTP/1.1 200 OK\r\n\r\n".to_owned(),
            Ending::End,
            true,
            CloseReason::DelimitedByClose,
            "its end was the end of the body",
        ),
        (
            &format!("{whole}?"),
            Ending::Open,
            true,
            CloseReason::UnaskedBytes,
            "bytes came on it that nobody asked for",
        ),
        (
            whole,
            Ending::End,
            true,
            CloseReason::Ended,
            "it had ended before",
        ),
    ] {
        let said = format!("the connection cannot be used: {said}");
        assert_eq!(of(answer, ending, reads), (reason, said));
    }
}
