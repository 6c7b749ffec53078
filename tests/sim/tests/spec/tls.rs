//! TLS, and certificates that are to be refused.

use std::io::{Read, Write};

use drs_status_sim::{Answer, Authority, Certificate, Framing, Job, Sim, Tls};
use rustls::version::{TLS12, TLS13};
use rustls::{ProtocolVersion, SupportedProtocolVersion};

use crate::client::{Request, connect, connect_tls, connect_tls_as, connect_tls_to, trusting};

const A: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn sim(tls: Tls, certificate: Certificate) -> Sim {
    Sim::builder()
        .tls(tls)
        .certificate(certificate)
        .job(Job::new(A).status("PAUSING"))
        .start()
        .expect("a simulator")
}

#[test]
fn versions() {
    let both: &[&SupportedProtocolVersion] = &[&TLS12, &TLS13];
    let old = Some(ProtocolVersion::TLSv1_2);
    let new = Some(ProtocolVersion::TLSv1_3);
    for (tls, offered, agreed) in [
        (Tls::V12, both, old),
        (Tls::V13, both, new),
        (Tls::Both, both, new),
        (Tls::Both, &[&TLS12], old),
        (Tls::V12, &[&TLS13], None),
        (Tls::V13, &[&TLS12], None),
    ] {
        let sim = sim(tls, Certificate::Good);
        assert_eq!(
            sim.endpoint(),
            format!("https://localhost:{}", sim.address().port())
        );
        let mut stream = connect_tls(&sim, sim.address(), offered);
        let reply = Request::ids(&sim, &[A]).ask_over(&mut stream);
        if let Some(version) = agreed {
            assert_eq!(reply.expect("an answer").items(), ["PAUSING"], "{tls:?}");
            assert_eq!(stream.conn.protocol_version(), Some(version), "{tls:?}");
            assert!(sim.bytes_received() > sim.plain_bytes_received(), "{tls:?}");
        } else {
            reply.expect_err("no version that both speak");
            assert_eq!(sim.plain_bytes_received(), 0, "{tls:?}");
        }
    }
}

#[test]
fn certificates() {
    for tls in [Tls::V12, Tls::V13] {
        for (certificate, refusal) in [
            (Certificate::Good, None),
            (
                Certificate::WrongHost,
                Some("certificate not valid for name"),
            ),
            (Certificate::Expired, Some("certificate expired")),
            (Certificate::NotYetValid, Some("certificate not valid yet")),
            // Of the same name, so that only the signature tells.
            (Certificate::UntrustedIssuer, Some("BadSignature")),
        ] {
            let sim = sim(tls, certificate);
            let mut stream = connect_tls(&sim, sim.address(), &[&TLS12, &TLS13]);
            let reply = Request::ids(&sim, &[A]).ask_over(&mut stream);
            match refusal {
                None => assert_eq!(reply.expect("an answer").status, 200),
                Some(refusal) => {
                    let error = reply.expect_err("a refusal").to_string();
                    assert!(error.contains(refusal), "{certificate:?}: {error}");
                    drop(stream);
                    assert_eq!(sim.plain_bytes_received(), 0, "{certificate:?}");
                    assert_eq!(sim.request_count(), 0, "{certificate:?}");
                }
            }
        }
    }
}

#[test]
fn authorities_are_of_one_run() {
    let (one, other) = (
        sim(Tls::Both, Certificate::Good),
        sim(Tls::Both, Certificate::Good),
    );
    assert_ne!(one.ca_pem(), other.ca_pem());
    let mut stream = connect_tls(&one, other.address(), &[&TLS13]);
    let refused = Request::ids(&other, &[A]).ask_over(&mut stream);
    assert!(refused.is_err());
    assert_eq!(other.plain_bytes_received(), 0);
}

#[test]
fn an_authority_can_be_kept() {
    let kept = Authority::new().expect("an authority");
    let again = Authority::from_key_pem(&kept.key_pem()).expect("the same");
    let sim = Sim::builder().tls(Tls::V12).authority(again).start();
    let sim = sim.expect("a simulator");
    let ask = |trusted: &str| {
        let mut stream = connect_tls_to(sim.address(), trusted, &[&TLS12]);
        Request::ids(&sim, &[A]).ask_over(&mut stream)
    };
    assert_eq!(ask(&kept.pem()).expect("an answer").status, 200);
    let other = Authority::new().expect("an authority");
    assert!(ask(&other.pem()).is_err());
    assert!(Authority::from_key_pem(&kept.pem()).is_err());
    assert_eq!(format!("{kept:?}"), "Authority { .. }");
}

#[test]
fn resumed_sessions_are_counted() {
    let sim = sim(Tls::V12, Certificate::Good);
    let (client, stranger) = (
        trusting(sim.ca_pem(), &[&TLS12]),
        trusting(sim.ca_pem(), &[&TLS12]),
    );
    for (client, resumptions) in [(&client, 0), (&client, 1), (&stranger, 1), (&client, 2)] {
        let mut stream = connect_tls_as(client, sim.address());
        let reply = Request::ids(&sim, &[A]).ask_over(&mut stream);
        assert_eq!(reply.expect("an answer").status, 200);
        assert_eq!(sim.resumptions(), resumptions);
    }
}

#[test]
fn a_client_without_tls_gets_no_answer() {
    let sim = sim(Tls::Both, Certificate::Good);
    let reply = Request::ids(&sim, &[A]).ask_over(&mut connect(&sim));
    assert!(reply.is_err());
    assert_eq!(sim.request_count(), 0);
}

/// Whether the end that the client sees after `answer` is told by TLS.
fn ends_orderly(sim: &Sim, answer: Answer) -> bool {
    sim.next_answers(vec![answer]);
    let mut stream = connect_tls(sim, sim.address(), &[&TLS12, &TLS13]);
    let request = Request::ids(sim, &[A]).bytes();
    stream.write_all(&request).expect("a request sent");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).is_ok()
}

#[test]
fn only_a_whole_answer_ends_with_an_alert() {
    for tls in [Tls::V12, Tls::V13] {
        let sim = sim(tls, Certificate::Good);
        let answer = || Answer::json(200, "{}").framing(Framing::UntilClose);
        assert!(ends_orderly(&sim, answer()), "{tls:?}");
        assert!(ends_orderly(&sim, Answer::raw("bye")), "{tls:?}");
        let close = Answer::json(200, "{}").header("Connection", "close");
        assert!(ends_orderly(&sim, close), "{tls:?}");
        assert!(!ends_orderly(&sim, answer().cut_after(1)), "{tls:?}");
    }
}
