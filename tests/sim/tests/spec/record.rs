//! What a test learns of what the simulator saw.

use std::io::Write;

use drs_status_sim::Sim;

use crate::client::{Request, connect};

#[test]
fn requests_are_remembered() {
    let sim = Sim::builder().start().expect("a simulator");
    assert_eq!((sim.requests().len(), sim.bytes_received()), (0, 0));
    let request = Request::batch_status(&sim, "body").header("X-Mine", "é");
    let length = request.bytes().len() as u64;
    let mut stream = connect(&sim);
    let _ = request.ask_over(&mut stream).expect("an answer");
    let _ = Request::batch_status(&sim, "")
        .path("/other?query")
        .method("GET")
        .ask(&sim);

    let seen = sim.requests();
    let lines: Vec<(usize, &str, &str, &[u8])> = seen
        .iter()
        .map(|seen| {
            let (method, path) = (seen.method.as_str(), seen.path.as_str());
            (seen.connection, method, path, seen.body.as_slice())
        })
        .collect();
    assert_eq!(
        lines,
        [
            (0, "POST", request.path.as_str(), &b"body"[..]),
            (1, "GET", "/other?query", b""),
        ]
    );
    assert_eq!(seen[0].header("x-mine"), Some("é"));
    assert_eq!(seen[0].header("X-AUTH-TOKEN"), Some(sim.token()));
    assert_eq!(seen[0].header("x-other"), None);
    assert_eq!(sim.connections(), 2);
    assert!(sim.bytes_received() > length);
    assert_eq!(sim.bytes_received(), sim.plain_bytes_received());
}

#[test]
fn half_a_request_is_counted_and_not_seen() {
    let sim = Sim::builder().start().expect("a simulator");
    let request = Request::batch_status(&sim, "body").bytes();
    let half = &request[..request.len() - 1];
    let mut stream = connect(&sim);
    stream.write_all(half).expect("half a request sent");
    stream
        .shutdown(std::net::Shutdown::Write)
        .expect("an end sent");
    let mut rest = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut rest).expect("an end");
    assert_eq!(sim.bytes_received(), half.len() as u64);
    assert_eq!(sim.request_count(), 0);
}

#[test]
fn nothing_shows_a_secret() {
    let sim = Sim::builder().start().expect("a simulator");
    let _ = Request::batch_status(&sim, "").ask(&sim);
    for shown in [
        format!("{sim:?}"),
        format!("{:?}", sim.account()),
        format!("{:?}", sim.requests()),
    ] {
        assert!(!shown.contains(sim.token()), "{shown}");
        assert!(!shown.contains(&sim.account().password), "{shown}");
        assert!(shown.contains("***"), "{shown}");
    }
}
