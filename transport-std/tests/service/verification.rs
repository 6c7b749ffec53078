//! Whom the transport talks to, and whom it does not.

use drs_status_core::{RequestSent, TransportErrorKind};
use drs_status_sim::{Certificate, Sim, Tls};
use drs_status_std::{HttpsTransport, Options, PlaintextTransport};

use crate::asking::{Way, ask, service};

/// Trusts the authority of `sim` and no other.
fn trusting(sim: &Sim) -> HttpsTransport {
    HttpsTransport::new(&Options::new().ca_pem(sim.ca_pem().as_bytes()).unwrap()).unwrap()
}

/// Nothing but a handshake may have arrived.
fn assert_nothing_was_sent(sim: &Sim) {
    assert_eq!((sim.plain_bytes_received(), sim.request_count()), (0, 0));
}

#[test]
fn a_wrong_certificate_is_refused_and_nothing_is_sent() {
    use Certificate::{Expired, NotYetValid, UntrustedIssuer, WrongHost};
    let cases = [
        (WrongHost, "its certificate is for another host"),
        (
            Expired,
            "its certificate has expired, or this machine's clock is ahead",
        ),
        (
            NotYetValid,
            "its certificate is not valid yet, or this machine's clock is behind",
        ),
        (
            UntrustedIssuer,
            "a signature on its certificate or by its key is wrong, or the key is too weak",
        ),
    ];
    for tls in [Tls::V12, Tls::V13] {
        for (certificate, reason) in cases {
            let sim = service().tls(tls).certificate(certificate).start().unwrap();
            let asked = ask(Way::to(sim.endpoint()), &sim, trusting(&sim));
            let expected = (TransportErrorKind::TlsVerify, RequestSent::No);
            assert_eq!(asked.kind(), Some(expected), "{certificate:?}: {asked:?}");
            let message = asked.outcome.unwrap_err().to_string();
            assert_eq!(
                message,
                format!("the endpoint is not who it should be: {reason}")
            );
            assert_nothing_was_sent(&sim);
        }
    }
}

/// The authority of the simulator is nobody's: without its file it is refused.
#[test]
fn the_built_in_authorities_do_not_trust_the_simulator() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let transport = HttpsTransport::new(&Options::new()).unwrap();
    let asked = ask(Way::to(sim.endpoint()), &sim, transport);
    assert_eq!(
        asked.kind(),
        Some((TransportErrorKind::TlsVerify, RequestSent::No))
    );
    let message = asked.outcome.unwrap_err().to_string();
    assert!(
        message.ends_with("its certificate was issued by nobody who is trusted here"),
        "{message}"
    );
    assert_nothing_was_sent(&sim);
}

#[test]
fn a_name_is_verified_whatever_it_is() {
    let sim = service().tls(Tls::Both).start().unwrap();
    let port = sim.address().port();
    let by_address = format!("https://127.0.0.1:{port}");
    ask(Way::to(&by_address), &sim, trusting(&sim)).assert_whole();
}

#[test]
fn nothing_leads_from_https_to_plaintext() {
    let plain = service().start().unwrap();
    let port = plain.address().port();
    let url = format!("https://localhost:{port}");
    let asked = ask(Way::to(&url), &plain, trusting(&plain));
    let (kind, _) = asked.kind().unwrap();
    assert_eq!(kind, TransportErrorKind::Tls, "{asked:?}");
    // The service has seen a handshake, which is no request.
    assert_eq!(plain.request_count(), 0);
}

#[test]
fn each_transport_takes_its_scheme_and_no_other() {
    let config = Some((TransportErrorKind::Config, RequestSent::No));
    let plain = service().start().unwrap();
    assert_eq!(
        ask(Way::to(plain.endpoint()), &plain, trusting(&plain)).kind(),
        config
    );
    assert_eq!(plain.connections(), 0);

    let tls = service().tls(Tls::Both).start().unwrap();
    let transport = PlaintextTransport::new(&Options::new()).unwrap();
    assert_eq!(ask(Way::to(tls.endpoint()), &tls, transport).kind(), config);
    assert_eq!(tls.connections(), 0);
}
