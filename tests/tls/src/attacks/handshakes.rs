//! What is wrong with a handshake, with what stands in its place, or with what comes
//! after it. The certificate is good.

use super::certificates::shown;
use super::{Attack, BOTH, Clock, Expected, Sends};
use crate::attacker::Conduct;
use crate::certificate::{Certificate, Key};
use crate::middle::Change;

/// What is wrong, the versions, what the server does to a message, and what a host
/// says.
type Edit = (&'static str, &'static str, &'static str, &'static str);

/// The server has ended it with an alert.
const GAVE_UP: &str = "received fatal alert";

const EDITS: &[Edit] = &[
    (
        "no certificate",
        "1.2",
        "omit:Certificate",
        "got ServerKeyExchange when expecting Certificate",
    ),
    (
        "no certificate",
        "1.3",
        "omit:Certificate",
        "got CertificateVerify when expecting Certificate",
    ),
    (
        "the certificate twice",
        "1.2",
        "repeat:Certificate",
        "got Certificate when expecting ServerKeyExchange",
    ),
    (
        "the certificate twice",
        "1.3",
        "repeat:Certificate",
        "got Certificate when expecting CertificateVerify",
    ),
    (
        "the certificate too late",
        "1.2",
        "late:Certificate",
        "got ServerKeyExchange when expecting Certificate",
    ),
    (
        "the certificate too late",
        "1.3",
        "late:Certificate",
        "got CertificateVerify when expecting Certificate",
    ),
    (
        "no key exchange",
        "1.2",
        "omit:ServerKeyExchange",
        "got ServerHelloDone when expecting ServerKeyExchange",
    ),
    (
        "the key exchange twice",
        "1.2",
        "repeat:ServerKeyExchange",
        "got ServerKeyExchange when expecting ServerHelloDone",
    ),
    (
        "the key exchange too late",
        "1.2",
        "late:ServerKeyExchange",
        "got ServerHelloDone when expecting ServerKeyExchange",
    ),
    (
        "no proof of the key",
        "1.3",
        "omit:CertificateVerify",
        "got Finished when expecting CertificateVerify",
    ),
    (
        "the proof of the key twice",
        "1.3",
        "repeat:CertificateVerify",
        "got CertificateVerify when expecting Finished",
    ),
    (
        "the proof of the key too late",
        "1.3",
        "late:CertificateVerify",
        "got Finished when expecting CertificateVerify",
    ),
    (
        "no change of keys",
        "1.2",
        "omit:ChangeCipherSpec",
        "received corrupt message",
    ),
    (
        "the change of keys too late",
        "1.2",
        "late:ChangeCipherSpec",
        "received corrupt message",
    ),
    (
        "no Finished",
        "1.2",
        "omit:Finished",
        "got ApplicationData when expecting Handshake",
    ),
    (
        "no Finished",
        "1.3",
        "omit:Finished",
        "cannot decrypt peer's message",
    ),
    (
        "a Finished with a wrong proof",
        "1.2",
        "spoil:Finished",
        "cannot decrypt peer's message",
    ),
    (
        "a Finished with a wrong proof",
        "1.3",
        "spoil:Finished",
        "cannot decrypt peer's message",
    ),
    (
        "Finished twice",
        "1.3",
        "repeat:Finished",
        "KeyEpochWithPendingFragment",
    ),
];

fn row(
    name: String,
    versions: &'static str,
    expected: Expected,
    host_says: &'static str,
) -> Attack {
    Attack {
        name,
        clients: BOTH,
        clock: Clock::Right,
        expected,
        on_device: expected,
        host_says,
        sends: Sends::Nothing,
        show: |pki| shown(pki, &Certificate::server()),
        conduct: Conduct {
            versions: Some(versions),
            ..Conduct::default()
        },
        middle: None,
        arena: None,
    }
}

pub(super) fn rows() -> Vec<Attack> {
    let mut rows = edited();
    rows.extend(spoiled());
    rows.extend(versions());
    rows.extend(changed());
    rows.extend(after());
    rows
}

fn edited() -> Vec<Attack> {
    let rows = EDITS.iter().map(|&(name, version, edit, host_says)| {
        let name = format!("{name}, TLS {version}");
        let mut attack = row(name, version, Expected::Handshake, host_says);
        attack.conduct.edits = vec![edit.to_owned()];
        if (version, edit) == ("1.3", "repeat:Finished") {
            // To it the handshake is done with the first; with the second the
            // connection is.
            attack.on_device = Expected::Closed;
        }
        attack
    });
    rows.collect()
}

/// What is too old, and what is no TLS at all.
fn versions() -> Vec<Attack> {
    let mut plaintext = row(
        "no TLS".into(),
        "1.2",
        Expected::NotTls,
        "received corrupt message of type InvalidContentType",
    );
    plaintext.conduct.is_plaintext = true;
    vec![
        row("TLS 1.0".into(), "1.0", Expected::Alert, GAVE_UP),
        row("TLS 1.1".into(), "1.1", Expected::Alert, GAVE_UP),
        plaintext,
    ]
}

/// What somebody between client and server has changed.
fn changed() -> Vec<Attack> {
    let changes = [
        (
            "1.2 offered in place of 1.3",
            "1.2,1.3",
            Change::Offer([3, 3]),
            Expected::Handshake,
            "AttemptedDowngradeToTls12WhenTls13IsSupported",
        ),
        (
            "1.1 taken in place of 1.2",
            "1.2",
            Change::Take([3, 2]),
            Expected::NoVersion,
            "ServerDoesNotSupportTls12Or13",
        ),
        (
            "1.2 taken in place of 1.3",
            "1.3",
            Change::Take([3, 3]),
            Expected::Handshake,
            "SelectedTls12UsingTls13VersionExtension",
        ),
        // TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.
        (
            "one suite offered in place of many",
            "1.2",
            Change::OfferSuite([0xc0, 0x2f]),
            Expected::Alert,
            GAVE_UP,
        ),
    ];
    let rows = changes.map(|(name, versions, change, expected, host_says)| {
        let mut attack = row(name.into(), versions, expected, host_says);
        attack.middle = Some(change);
        attack.show = |pki| shown(pki, &Certificate::server().key(Key::Rsa2048));
        attack
    });
    rows.into()
}

/// A signature of the handshake that is wrong.
fn spoiled() -> Vec<Attack> {
    let rows = [("1.2", "ServerKeyExchange"), ("1.3", "CertificateVerify")];
    let rows = rows.map(|(version, message)| {
        let name = format!("a proof of the key that is wrong, TLS {version}");
        let says = "a signature on its certificate or by its key is wrong";
        let mut attack = row(name, version, Expected::WrongSignature, says);
        attack.conduct.edits = vec![format!("spoil:{message}")];
        attack
    });
    rows.into()
}

/// What is wrong after a handshake that is verified: what comes of it, and what a
/// host says.
fn after() -> Vec<Attack> {
    let cut = [
        (
            "an answer with a length that is cut short",
            "cut-length",
            Expected::Truncated,
            "the connection was lost before the answer was whole",
        ),
        (
            "an answer up to the end that is cut short",
            "cut-close",
            Expected::EndsTooEarly,
            "the response ends too early",
        ),
        // What is framed by the end is whole when its JSON is: docs/http.md.
        (
            "a whole answer up to the end, which TLS does not tell",
            "no-close-notify",
            Expected::Answered,
            "",
        ),
    ];
    let mut rows = Vec::new();
    for version in ["1.2", "1.3"] {
        for (name, then, expected, says) in cut {
            let mut attack = row(format!("{name}, TLS {version}"), version, expected, says);
            attack.conduct.then = Some(then);
            // TLS has not told it of the end: it takes none for one.
            attack.on_device = Expected::Truncated;
            rows.push(attack);
        }
    }
    let asked_again = [
        (
            "another handshake asked for",
            "hello-request:1",
            Expected::Answered,
            "",
        ),
        // A device says no as often as it is asked.
        (
            "another handshake asked for again and again",
            "hello-request:9",
            Expected::Unexpected,
            "TooManyRenegotiationRequests",
        ),
    ];
    for (name, then, expected, says) in asked_again {
        let mut attack = row(format!("{name}, TLS 1.2"), "1.2", expected, says);
        attack.conduct.then = Some(then);
        attack.on_device = Expected::Answered;
        rows.push(attack);
    }
    let mut twice = row(
        "Finished twice, TLS 1.2".into(),
        "1.2",
        Expected::Unexpected,
        "received unexpected message: got Handshake when expecting ApplicationData",
    );
    twice.on_device = Expected::Closed;
    twice.conduct.edits = vec!["repeat:Finished".to_owned()];
    rows.push(twice);
    for attack in &mut rows {
        attack.sends = Sends::OnceVerified;
    }
    rows
}
