//! How answers go out, and how they break.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use drs_status_sim::{Answer, Connection, Framing, Job, Sim};

use crate::client::{Reply, Request, connect, read_chunk};

const A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn sim_with(framing: Framing, connection: Connection) -> Sim {
    Sim::builder()
        .job(Job::new(A).status("PAUSING"))
        .framing(framing)
        .connection(connection)
        .start()
        .expect("a simulator")
}

fn sim() -> Sim {
    sim_with(Framing::Length, Connection::KeepAlive)
}

/// Has the next request answered so, and sends it.
fn provoke(sim: &Sim, answer: Answer) -> TcpStream {
    sim.next_answers(vec![answer]);
    let mut stream = connect(sim);
    let request = Request::ids(sim, &[A]).bytes();
    stream.write_all(&request).expect("a request sent");
    stream
}

/// What comes until the connection ends.
fn rest(mut stream: TcpStream) -> String {
    let mut rest = String::new();
    stream.read_to_string(&mut rest).expect("an orderly end");
    rest
}

#[test]
fn framings() {
    for (framing, length, encoding) in [
        (Framing::Length, Some("88"), None),
        (Framing::Chunked { size: 1 }, None, Some("chunked")),
        (Framing::Chunked { size: 1000 }, None, Some("chunked")),
        (Framing::UntilClose, None, None),
    ] {
        let sim = sim_with(framing, Connection::KeepAlive);
        let reply = Request::ids(&sim, &[A]).ask(&sim);
        assert_eq!(reply.header("content-length"), length, "{framing:?}");
        assert_eq!(reply.header("transfer-encoding"), encoding, "{framing:?}");
        assert_eq!(reply.items(), ["PAUSING"], "{framing:?}");
    }
}

#[test]
fn chunks_are_as_long_as_they_are_told() {
    for (size, expected) in [
        (0, &["a", "b", "c", "d", "e"][..]),
        (1, &["a", "b", "c", "d", "e"]),
        (2, &["ab", "cd", "e"]),
        (5, &["abcde"]),
        (6, &["abcde"]),
    ] {
        let framing = Framing::Chunked { size };
        for answer in [
            Answer::empty(200).body("abcde").framing(framing),
            // Written by other code.
            Answer::empty(200)
                .body("abcde")
                .framing(framing)
                .stall_after(5),
        ] {
            let sim = sim();
            let mut stream = provoke(&sim, answer);
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).expect("a head");
                head.extend(byte);
            }
            let chunks: Vec<String> = expected
                .iter()
                .map(|_| {
                    read_chunk(&mut stream)
                        .expect("a chunk")
                        .expect("not the last")
                })
                .map(|chunk| String::from_utf8(chunk).expect("UTF-8"))
                .collect();
            assert_eq!(chunks, expected, "{size}");
        }
    }
}

#[test]
fn a_connection_is_kept() {
    for framing in [Framing::Length, Framing::Chunked { size: 7 }] {
        let sim = sim_with(framing, Connection::KeepAlive);
        let mut stream = connect(&sim);
        for _ in 0..3 {
            let reply = Request::ids(&sim, &[A])
                .ask_over(&mut stream)
                .expect("an answer");
            assert_eq!(reply.items(), ["PAUSING"]);
        }
        assert_eq!(
            (sim.connections(), sim.request_count()),
            (1, 3),
            "{framing:?}"
        );
    }
}

#[test]
fn a_connection_is_closed() {
    for (what, framing, connection, header) in [
        (
            "the server wants it",
            Framing::Length,
            Connection::Close,
            "keep-alive",
        ),
        (
            "the client wants it",
            Framing::Length,
            Connection::KeepAlive,
            "close",
        ),
        (
            "it tells the end",
            Framing::UntilClose,
            Connection::KeepAlive,
            "keep-alive",
        ),
    ] {
        let sim = sim_with(framing, connection);
        let mut stream = connect(&sim);
        let request = Request::ids(&sim, &[A]).header("Connection", header);
        let reply = request.ask_over(&mut stream).expect("an answer");
        assert_eq!(reply.header("connection"), Some("close"), "{what}");
        assert_eq!(reply.items(), ["PAUSING"], "{what}");
        assert_eq!(rest(stream), "", "{what}");
    }
}

#[test]
fn shapes_of_errors() {
    for (answer, status, content_type, body) in [
        (
            Answer::drs(400, "DRS.M00202", "bad"),
            400,
            Some("application/json"),
            r#"{"error_code":"DRS.M00202","error_msg":"bad"}"#,
        ),
        (
            Answer::iam(401, "no"),
            401,
            Some("application/json"),
            r#"{"error":{"code":401,"message":"no","title":"Unauthorized"}}"#,
        ),
        (
            Answer::per_item(400, &[(A, "DRS.M05004", "gone")]),
            400,
            Some("application/json"),
            r#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","error_code":"DRS.M05004","error_msg":"gone"}],"count":1}"#,
        ),
        (
            Answer::camel_case(403, "DRS.M00102", "no"),
            403,
            Some("application/json"),
            r#"{"errorCode":"DRS.M00102","errorMsg":"no"}"#,
        ),
        (
            Answer::short(404, "APIG.0101", "no"),
            404,
            Some("application/json"),
            r#"{"code":"APIG.0101","message":"no"}"#,
        ),
        (Answer::json(200, "{"), 200, Some("application/json"), "{"),
        (Answer::empty(503), 503, None, ""),
        (Answer::empty(204), 204, None, ""),
        (Answer::empty(599), 599, None, ""),
    ] {
        let sim = sim();
        sim.next_answers(vec![answer]);
        let reply = Request::ids(&sim, &[A]).ask(&sim);
        assert_eq!(reply.status, status, "{body}");
        assert_eq!(reply.header("content-type"), content_type, "{body}");
        assert_eq!(reply.text(), body);
        assert!(reply.header("x-request-id").is_some(), "{body}");
    }
}

#[test]
fn html() {
    let sim = sim();
    sim.next_answers(vec![Answer::html(502)]);
    let reply = Request::ids(&sim, &[A]).ask(&sim);
    assert_eq!(reply.status, 502);
    assert_eq!(reply.header("content-type"), Some("text/html"));
    assert!(reply.text().starts_with("<html>"), "{}", reply.text());
}

#[test]
fn header_fields_are_sent_as_given() {
    let sim = sim();
    let answer = Answer::empty(302)
        .header("Location", "/elsewhere")
        .header("Set-Cookie", "a=1")
        .header("Set-Cookie", "b=2")
        .header("X-Request-Id", "mine");
    for answer in [answer.clone(), answer.framing(Framing::UntilClose)] {
        sim.next_answers(vec![answer]);
        let reply = Request::ids(&sim, &[A]).ask(&sim);
        assert_eq!(reply.status, 302);
        assert_eq!(reply.header("location"), Some("/elsewhere"));
        assert_eq!(reply.header("x-request-id"), Some("mine"));
        let head = reply.head.to_lowercase();
        assert_eq!(head.matches("set-cookie").count(), 2, "{head}");
        assert_eq!(head.matches("x-request-id").count(), 1, "{head}");
    }
}

#[test]
fn bodies_that_are_cut() {
    let chunked = Framing::Chunked { size: 4 };
    for (framing, bytes, expected) in [
        (Framing::Length, 0, ""),
        (Framing::Length, 3, "abc"),
        (Framing::Length, 99, "abcdef"),
        (Framing::UntilClose, 3, "abc"),
        (chunked, 3, "4\r\nabc"),
        (chunked, 4, "4\r\nabcd\r\n"),
        (chunked, 5, "4\r\nabcd\r\n2\r\ne"),
        (chunked, 6, "4\r\nabcd\r\n2\r\nef\r\n"),
    ] {
        let answer = Answer::empty(200)
            .body("abcdef")
            .framing(framing)
            .cut_after(bytes);
        let text = rest(provoke(&sim(), answer));
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        let told = head.contains("Content-Length: 6");
        assert_eq!(told, framing == Framing::Length, "{head}");
        assert_eq!(body, expected, "{framing:?}, {bytes}");
    }
}

#[test]
fn a_body_that_stalls() {
    let sim = sim();
    let answer = Answer::empty(200).body("abcdef").stall_after(3);
    let mut stream = provoke(&sim, answer);
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\nabc") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("what comes before");
        read.extend(byte);
    }
    // Nothing comes, and no end either.
    stream
        .set_read_timeout(Some(Duration::from_millis(50)))
        .expect("a time-out");
    let kind = stream.read(&mut [0]).expect_err("silence").kind();
    let silence = [ErrorKind::WouldBlock, ErrorKind::TimedOut];
    assert!(silence.contains(&kind), "{kind:?}");
}

#[test]
fn an_endless_body() {
    let sim = sim();
    for framing in [
        Framing::Length,
        Framing::Chunked { size: 10 },
        Framing::UntilClose,
    ] {
        let answer = Answer::endless(200, "0123456789").framing(framing);
        let mut stream = provoke(&sim, answer);
        let mut read = vec![0; 300_000];
        stream.read_exact(&mut read).expect("as much as one likes");
        assert!(read.starts_with(b"HTTP/1.1 200 OK\r\n"), "{framing:?}");
    }
    let answer = Answer::endless(200, "ab")
        .framing(Framing::UntilClose)
        .cut_after(5);
    let text = rest(provoke(&sim, answer));
    assert!(text.ends_with("\r\n\r\nababa"), "{text}");
}

#[test]
fn raw_bytes() {
    let sim = sim();
    let bytes = "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n";
    assert_eq!(rest(provoke(&sim, Answer::raw(bytes))), bytes);
    let cut = Answer::raw(bytes).cut_after(8).framing(Framing::Length);
    assert_eq!(rest(provoke(&sim, cut)), "HTTP/1.1");
}

#[test]
fn answers_come_late() {
    let delay = Duration::from_millis(30);
    let slow = Sim::builder().latency(delay).start().expect("a simulator");
    let started = Instant::now();
    let _ = Request::ids(&slow, &[A]).ask(&slow);
    assert!(started.elapsed() >= delay);

    let sim = sim();
    for answer in [Answer::empty(200), Answer::raw("late")] {
        let started = Instant::now();
        let mut stream = provoke(&sim, answer.delay(delay));
        stream.read_exact(&mut [0]).expect("an answer");
        assert!(started.elapsed() >= delay);
    }
}

#[test]
fn a_simulator_that_is_dropped_lets_go() {
    let sim = sim();
    let mut kept = connect(&sim);
    let request = Request::ids(&sim, &[A]);
    assert_eq!(request.ask_over(&mut kept).expect("an answer").status, 200);
    drop(sim);
    assert!(request.ask_over(&mut kept).is_err());
}

#[test]
fn an_answer_over_a_connection_that_broke_is_read_from_the_next() {
    let sim = sim();
    sim.next_answers(vec![Answer::raw(""), Answer::empty(503)]);
    let request = Request::ids(&sim, &[A]);
    assert!(request.ask_over(&mut connect(&sim)).is_err());
    let statuses: Vec<u16> = (0..2).map(|_| request.ask(&sim).status).collect();
    assert_eq!(statuses, [503, 200]);
    let connections: Vec<usize> = sim.requests().iter().map(|seen| seen.connection).collect();
    assert_eq!(connections, [0, 1, 2]);
}

type Attempt = fn() -> Answer;

#[test]
fn what_an_answer_cannot_be() {
    let attempts: [(&str, Attempt); 9] = [
        ("an interim status", || Answer::empty(100)),
        ("no status", || Answer::empty(99)),
        ("a status too large", || Answer::empty(1000)),
        ("a name with a space", || {
            Answer::empty(200).header("a b", "c")
        }),
        ("a value with a line end", || {
            Answer::empty(200).header("a", "b\r\nc: d")
        }),
        ("a length", || {
            Answer::empty(200).header("Content-Length", "0")
        }),
        ("an encoding", || {
            Answer::empty(200).header("transfer-encoding", "chunked")
        }),
        ("a header of raw bytes", || Answer::raw("").header("a", "b")),
        ("nothing without end", || Answer::endless(200, "")),
    ];
    for (what, attempt) in attempts {
        let made = std::panic::catch_unwind(attempt);
        assert!(made.is_err(), "{what}");
    }
}

#[test]
fn requests_may_come_in_pieces() {
    let sim = sim();
    let mut stream = connect(&sim);
    for byte in Request::ids(&sim, &[A]).bytes() {
        stream.write_all(&[byte]).expect("a byte sent");
    }
    let reply = Reply::read(&mut stream).expect("an answer");
    assert_eq!(reply.items(), ["PAUSING"]);
}
