//! Who is on the other side: proven, or refused before a byte of the request
//! is sent.

use drs_status_sim::{Certificate, Job, Sim, Tls};
use insta::assert_snapshot;

use crate::program::{file, query, query_at};

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn sim(tls: Tls, certificate: Certificate) -> Sim {
    Sim::builder()
        .tls(tls)
        .certificate(certificate)
        .job(Job::new(ID).status("INCRE_TRANSFER_STARTED"))
        .start()
        .unwrap()
}

#[test]
fn every_version_that_the_service_may_speak() {
    for tls in [Tls::V12, Tls::V13, Tls::Both] {
        let ended = query(&sim(tls, Certificate::Good), &[ID]).end();
        assert_eq!(ended.code, 0, "{tls:?}: {ended}");
    }
}

#[test]
fn a_certificate_that_proves_nothing() {
    let cases = [
        ("wrong_host", Certificate::WrongHost),
        ("expired", Certificate::Expired),
        ("not_yet_valid", Certificate::NotYetValid),
        ("untrusted_issuer", Certificate::UntrustedIssuer),
    ];
    for (name, certificate) in cases {
        let sim = sim(Tls::Both, certificate);
        let ended = query(&sim, &[ID]).end();
        assert_eq!(ended.code, 5, "{name}: {ended}");
        assert_snapshot!(format!("tls_{name}"), ended);
        assert_eq!(sim.plain_bytes_received(), 0, "{name}");
    }
}

#[test]
fn another_authority_than_the_one_that_is_trusted() {
    let sim = sim(Tls::Both, Certificate::Good);
    let other = file(
        "other-ca.pem",
        self::sim(Tls::Both, Certificate::Good).ca_pem(),
    );
    let cases = [
        // Of the same name, and with another key.
        (
            Some(other.as_str()),
            "a signature on its certificate or by its key is wrong",
        ),
        // Those that Mozilla trusts.
        (None, "issued by nobody who is trusted here"),
    ];
    for (authority, words) in cases {
        let ended = query(&sim, &[ID]).authority(authority).end();
        assert_eq!(ended.code, 5, "{ended}");
        assert!(ended.stderr.contains(words), "{ended}");
    }
    assert_eq!(sim.plain_bytes_received(), 0);
}

#[test]
fn https_at_a_port_that_speaks_http_and_the_other_way_round() {
    let plain = Sim::builder().start().unwrap();
    let https = plain.endpoint().replace("http:", "https:");
    let ended = query_at(&plain, &https, &[ID]).end();
    assert_eq!(ended.code, 5, "{ended}");
    assert_eq!(plain.requests().len(), 0);

    let sim = sim(Tls::Both, Certificate::Good);
    let http = format!("http://{}", sim.address());
    let ended = query_at(&sim, &http, &[ID]).end();
    assert_eq!(ended.code, 5, "{ended}");
    assert_eq!(sim.plain_bytes_received(), 0);
}
