//! What goes out.

use drs_status_core::http1::{CloseReason, Connection, Fault, MIN_BUFFER_LEN};
use drs_status_core::{
    Authorization, BatchStatusRequest, Endpoint, Language, ProjectId, Request, RequestSent,
    ResponseHead, Token, TransportError, TransportErrorKind,
};
use embedded_io_async::ErrorKind;

use super::stream::{Ending, Stream, StreamError};
use super::{JOBS, ask, request, run};

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// Sends `request` from a buffer of this length.
fn sent(request: &Request<'_>, buffer_len: usize) -> Stream {
    let mut buffer = vec![0; buffer_len];
    let mut connection = Connection::new(&mut buffer).unwrap();
    let mut stream = Stream::new();
    stream.answers([OK], Ending::Open);
    run(connection.send(&mut stream, request, &mut ResponseHead::new())).unwrap();
    stream
}

/// As `Display` shows it, but for the ends of lines and what is secret.
fn shown(request: &Request<'_>, secret: &str) -> String {
    let shown = request.to_string().replace("***", secret);
    shown.trim_end().replace('\n', "\r\n")
}

#[test]
fn a_request_goes_out_as_it_is_shown() {
    let requests = [
        request(),
        request().language(Some(Language::ZhCn)),
        request().authorized(Authorization::token(Token::new("MIIE").unwrap())),
    ];
    for (request, secret) in requests.iter().zip(["MIIE-secret", "MIIE-secret", "MIIE"]) {
        let expected = shown(request, secret);
        for len in MIN_BUFFER_LEN..expected.len() + 2 {
            let stream = sent(request, len);
            assert_eq!(stream.sent(), expected, "from a buffer of {len}");
            assert_eq!(stream.flushes, 1);
            let writes = expected.len().div_ceil(len);
            assert_eq!(stream.written.len(), writes, "from a buffer of {len}");
        }
    }
}

#[test]
fn a_login_goes_out_with_its_body() {
    let body = br#"{"password":"hush"}"#;
    for (endpoint, host) in [
        ("https://iam.example.com", "iam.example.com"),
        ("https://iam.example.com:443", "iam.example.com"),
        ("https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
    ] {
        let request = Request::login(Endpoint::new(endpoint).unwrap(), body);
        assert_eq!(
            sent(&request, MIN_BUFFER_LEN).sent(),
            format!(
                "POST /v3/auth/tokens?nocatalog=1 HTTP/1.1\r\n\
                 Host: {host}\r\n\
                 Content-Type: application/json\r\n\
                 Accept: application/json\r\n\
                 Content-Length: 19\r\n\
                 \r\n\
                 {{\"password\":\"hush\"}}"
            )
        );
    }
}

#[test]
fn a_stream_that_takes_little_at_a_time_gets_all() {
    for takes in [1, 2, 63, 64] {
        let mut buffer = [0; MIN_BUFFER_LEN];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        stream.takes = takes;
        stream.waits = true;
        stream.answers([OK], Ending::Open);
        ask(&mut connection, &mut stream, 10).unwrap();
        assert_eq!(stream.sent(), shown(&request(), "MIIE-secret"));
    }
}

#[test]
fn neither_what_was_written_nor_a_head_stays_in_the_buffer() {
    let token = "HTTP/1.1 201 -\r\nX-Subject-Token: MIIE-other\r\nContent-Length: 4\r\n\r\nbody";
    let cut = &token[..40];
    for (answer, ending) in [(token, Ending::Open), (cut, Ending::End)] {
        for piece in [1, 30, 2000] {
            let mut buffer = [0; 2000];
            let mut connection = Connection::new(&mut buffer).unwrap();
            let mut stream = Stream::new();
            stream.answers(answer.as_bytes().chunks(piece), ending);
            let outcome = ask(&mut connection, &mut stream, 10);
            assert_eq!(outcome.is_ok(), ending == Ending::Open);
            assert!(stream.sent().contains("MIIE-secret"));
            assert!(!format!("{connection:?}").contains("MIIE"));
            let kept = buffer.windows(4).any(|bytes| bytes == b"MIIE");
            assert!(!kept, "in pieces of {piece}");
        }
    }
}

#[test]
fn a_stream_that_fails_while_it_is_written_to() {
    for fails_after in [0, 1, 2] {
        let mut buffer = [0; MIN_BUFFER_LEN];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        stream.fails_after = fails_after;
        let error = ask(&mut connection, &mut stream, 10).unwrap_err();
        let reset = StreamError(ErrorKind::ConnectionReset);
        assert_eq!(*error.fault(), Fault::Write(reset));
        assert_eq!(error.kind(), TransportErrorKind::Closed);
        // Some of what it did not take may have left all the same.
        assert_eq!(error.request_sent(), RequestSent::Maybe);
        assert_eq!(connection.close_reason(), Some(CloseReason::Failed));
    }
}

#[test]
fn a_stream_that_miscounts_is_not_believed() {
    for (reads, writes, takes) in [(1, 0, 1000), (0, 1, 1000), (0, 0, 0)] {
        let mut buffer = [0; 1000];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        (stream.miscounts_reads, stream.miscounts_writes) = (1000 * reads, 1000 * writes);
        stream.takes = takes;
        stream.answers([OK], Ending::Open);
        let error = ask(&mut connection, &mut stream, 10).unwrap_err();
        assert_eq!(*error.fault(), Fault::Miscounted);
        assert_eq!(error.kind(), TransportErrorKind::Config);
        assert_eq!(connection.close_reason(), Some(CloseReason::Failed));
    }
}

#[test]
fn a_buffer_is_long_enough_or_refused() {
    let mut buffer = [0; MIN_BUFFER_LEN];
    assert!(Connection::new(&mut buffer).is_ok());
    let error = Connection::new(&mut buffer[1..]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no room for the buffer of the connection: 64 needed, 63 available"
    );
}

/// What a caller may bring along, with this character in it, as far as it is let in.
fn with(strange: char) -> Vec<(String, Option<String>, Option<String>)> {
    let host = format!("https://a{strange}b.example.com");
    let path = format!("https://drs.example.com/a{strange}b");
    let project = format!("054ba152{strange}480d55b2f5dc0069e7ddef0");
    let token = format!("MIIE{strange}secret");
    let plain = "https://drs.example.com".to_owned();
    vec![
        (host, None, None),
        (path, None, None),
        (plain.clone(), Some(project), None),
        (plain, None, Some(token)),
    ]
}

#[test]
fn whatever_a_caller_brings_along_a_request_stays_one() {
    let mut let_in = 0;
    for strange in (0..=0x7f)
        .map(char::from)
        .chain(['\u{85}', '\u{e9}', '\u{2028}'])
    {
        for (endpoint, project, token) in with(strange) {
            let project = project
                .as_deref()
                .unwrap_or("054ba152d480d55b2f5dc0069e7ddef0");
            let token = token.as_deref().unwrap_or("MIIE-secret");
            let (Ok(endpoint), Ok(project), Ok(token)) = (
                Endpoint::new(&endpoint),
                ProjectId::new(project),
                Token::new(token),
            ) else {
                continue;
            };
            let_in += 1;
            let body = BatchStatusRequest::new(&JOBS).unwrap();
            let request =
                Request::new(endpoint, project, body).authorized(Authorization::token(token));
            let bytes = sent(&request, MIN_BUFFER_LEN).sent().into_bytes();

            // As another reads it: the names that are meant, one line each.
            let mut fields = [httparse::EMPTY_HEADER; 16];
            let mut parsed = httparse::Request::new(&mut fields);
            let len = parsed.parse(&bytes).unwrap().unwrap();
            let names: Vec<_> = parsed.headers.iter().map(|field| field.name).collect();
            let expected = [
                "Host",
                "Content-Type",
                "Accept",
                "X-Auth-Token",
                "Content-Length",
            ];
            assert_eq!(names, expected, "{strange:?}");
            assert_eq!(bytes.len() - len, request.body().encoded_len());
            assert_eq!(parsed.path, Some(&*request.path().to_string()));
        }
    }
    assert!(let_in > 100, "{let_in} were let in");
}
