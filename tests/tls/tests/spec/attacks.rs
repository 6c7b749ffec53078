//! Each attack is refused with an error that says which, and before the handshake is
//! verified no byte of a request leaves.

use drs_status_core::{RequestSent, TransportErrorKind as Kind};
use drs_status_tls::{Attack, Client, Expected, attacks, each_holds};

use crate::asking::{Came, PROJECT, TOKEN, ask};

#[test]
fn each_attack_is_refused_by_its_name() {
    let mut rows = attacks();
    rows.retain(|row| row.clients.contains(&Client::Host));
    each_holds(&rows, holds);
}

fn holds(row: &Attack) -> Result<(), String> {
    let name = &row.name;
    let scene = row
        .start(Client::Host)
        .map_err(|e| format!("{name}: {e}"))?;
    let ca = scene.ca_pem().map_err(|e| format!("{name}: {e}"))?;
    let came = ask(&scene.endpoint, &ca, PROJECT, TOKEN);
    let seen = scene.end().map_err(|e| format!("{name}: {e}"))?;
    let as_expected = match &came {
        Came::Whole => row.expected == Expected::Answered,
        Came::Failed { kind, sent, says } => {
            row.expected != Expected::Answered
                && *kind == kind_of(row.expected)
                && (*kind != Some(Kind::TlsVerify) || *sent == Some(RequestSent::No))
                && says.contains(row.host_says)
        }
    };
    if as_expected && row.allows(&seen) {
        Ok(())
    } else {
        Err(format!("{name}: {came:#?}\n{seen:#?}"))
    }
}

/// The kind of the transport's error; none where it is the decoder that tells.
fn kind_of(expected: Expected) -> Option<Kind> {
    match expected {
        Expected::Untrusted
        | Expected::WrongHost
        | Expected::Expired
        | Expected::NotYetValid
        | Expected::WrongUse
        | Expected::WrongSignature
        | Expected::Weak => Some(Kind::TlsVerify),
        Expected::NoVersion
        | Expected::Handshake
        | Expected::Alert
        | Expected::NotTls
        | Expected::Unexpected => Some(Kind::Tls),
        Expected::Truncated => Some(Kind::Truncated),
        _ => None,
    }
}
