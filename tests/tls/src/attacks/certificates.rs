//! What is wrong with a certificate. Each row is one for TLS 1.2 and one for TLS 1.3.

use std::io;

use super::{Attack, BOTH, Clock, Expected, Sends, Show, Shown, Version};
use crate::attacker::Conduct;
use crate::certificate::{Certificate, Digest, Key};
use crate::client::Client;
use crate::pki::Pki;

const ROOT: &str = "drs-status test authority";
const ELSEWHERE: [&str; 2] = ["elsewhere.example", "198.51.100.7"];

const SHA1_INTERMEDIATE: &str = "an intermediate signed by SHA-1";

/// What is wrong, the certificates, what comes of it, and what a host says.
type Row = (&'static str, Show, Clock, Expected, &'static str);

const ROWS: &[Row] = &[
    (
        "an issuer that is not trusted",
        |pki| vouched_for_by(pki, "another authority"),
        Clock::Right,
        Expected::Untrusted,
        "its certificate was issued by nobody who is trusted here",
    ),
    (
        "an issuer of the same name with another key",
        |pki| vouched_for_by(pki, ROOT),
        Clock::Right,
        Expected::Untrusted,
        "a signature on its certificate or by its key is wrong",
    ),
    (
        "a certificate that vouches for itself",
        |pki| {
            let server = pki.root(&Certificate::server())?;
            Ok(Shown {
                root: pki.root(&Certificate::authority(ROOT))?,
                chain: pki.chain(&[&server])?,
            })
        },
        Clock::Right,
        Expected::Untrusted,
        "its certificate was issued by nobody who is trusted here",
    ),
    (
        "another host's",
        |pki| shown(pki, &Certificate::server().named(&ELSEWHERE)),
        Clock::Right,
        Expected::WrongHost,
        "its certificate is for another host",
    ),
    (
        "the right common name, another alternative name",
        |pki| {
            let certificate = Certificate::server().common_names(&Client::all_names());
            shown(pki, &certificate.named(&ELSEWHERE))
        },
        Clock::Right,
        Expected::WrongHost,
        "its certificate is for another host",
    ),
    (
        "over since yesterday",
        |pki| shown(pki, &Certificate::server().days(-30, -1)),
        Clock::Right,
        Expected::Expired,
        "its certificate has expired, or this machine's clock is ahead",
    ),
    (
        "valid from tomorrow on",
        |pki| shown(pki, &Certificate::server().days(1, 30)),
        Clock::Right,
        Expected::NotYetValid,
        "its certificate is not valid yet, or this machine's clock is behind",
    ),
    (
        "an intermediate that is over",
        |pki| {
            let intermediate = Certificate::authority("an intermediate").days(-30, -1);
            below(pki, &[intermediate], &Certificate::server())
        },
        Clock::Right,
        Expected::Expired,
        "its certificate has expired, or this machine's clock is ahead",
    ),
    (
        "a clock that is ahead",
        |pki| shown(pki, &Certificate::server()),
        Clock::Ahead,
        Expected::Expired,
        "its certificate has expired, or this machine's clock is ahead",
    ),
    (
        "a clock that is behind",
        |pki| shown(pki, &Certificate::server()),
        Clock::Behind,
        Expected::NotYetValid,
        "its certificate is not valid yet, or this machine's clock is behind",
    ),
    (
        "no clock",
        |pki| shown(pki, &Certificate::server()),
        Clock::Absent,
        Expected::NoTime,
        "",
    ),
    (
        "a server's certificate as issuer",
        |pki| below(pki, &[Certificate::server()], &Certificate::server()),
        Clock::Right,
        Expected::Untrusted,
        "its certificate is refused: EndEntityUsedAsCa",
    ),
    (
        "an authority below one that may have none",
        |pki| {
            let above = Certificate::authority("the last authority").path_length(0);
            let below_it = Certificate::authority("an authority too many");
            below(pki, &[above, below_it], &Certificate::server())
        },
        Clock::Right,
        Expected::Untrusted,
        "its certificate is refused: PathLenConstraintViolated",
    ),
    (
        "for clients only",
        |pki| shown(pki, &Certificate::server().for_clients_only()),
        Clock::Right,
        Expected::WrongUse,
        "its certificate is not for servers",
    ),
    (
        "signed by SHA-1",
        |pki| shown(pki, &Certificate::server().digest(Digest::Sha1)),
        Clock::Right,
        Expected::Weak,
        "signed in a way that is not trusted",
    ),
    (
        SHA1_INTERMEDIATE,
        |pki| {
            let intermediate = Certificate::authority("an intermediate").digest(Digest::Sha1);
            below(pki, &[intermediate], &Certificate::server())
        },
        Clock::Right,
        Expected::Weak,
        "signed in a way that is not trusted",
    ),
    (
        "a key of RSA 1024",
        |pki| shown(pki, &Certificate::server().key(Key::Rsa1024)),
        Clock::Right,
        Expected::Weak,
        "or the key is too weak",
    ),
    (
        "an intermediate with a key of RSA 1024",
        |pki| {
            let intermediate = Certificate::authority("an intermediate").key(Key::Rsa1024);
            below(pki, &[intermediate], &Certificate::server())
        },
        Clock::Right,
        Expected::Weak,
        "or the key is too weak",
    ),
];

/// A device that has less memory than the chain takes.
const ARENA: usize = 14_000;

pub(super) fn rows() -> Vec<Attack> {
    let mut rows = Vec::new();
    for version in Version::ALL {
        for &(name, show, clock, expected, host_says) in ROWS {
            rows.push(Attack {
                name: format!("{name}, TLS {}", version.number()),
                clients: match clock {
                    Clock::Absent => &[Client::Device],
                    _ => BOTH,
                },
                clock,
                expected,
                on_device: match (version, name) {
                    // It passes over a certificate whose signature it does not know.
                    (Version::V12, SHA1_INTERMEDIATE) => Expected::Untrusted,
                    _ => expected,
                },
                host_says,
                sends: Sends::Nothing,
                show,
                conduct: Conduct {
                    versions: Some(version.number()),
                    ..Conduct::default()
                },
                middle: None,
                arena: None,
            });
        }
        rows.push(Attack {
            name: format!("no memory left to verify by, TLS {}", version.number()),
            clients: &[Client::Device],
            clock: Clock::Right,
            expected: Expected::NoRoom,
            on_device: Expected::NoRoom,
            host_says: "",
            sends: Sends::Nothing,
            show: |pki| shown(pki, &Certificate::server()),
            conduct: Conduct {
                versions: Some(version.number()),
                ..Conduct::default()
            },
            middle: None,
            arena: Some(ARENA),
        });
    }
    rows
}

/// A server's certificate that the root itself vouches for.
pub(super) fn shown(pki: &Pki, certificate: &Certificate) -> io::Result<Shown> {
    below(pki, &[], certificate)
}

/// A server's certificate that an authority of that name vouches for, which is not the
/// one that is trusted.
fn vouched_for_by(pki: &Pki, name: &str) -> io::Result<Shown> {
    let other = pki.root(&Certificate::authority(name))?;
    let server = pki.issue(&Certificate::server(), &other)?;
    Ok(Shown {
        root: pki.root(&Certificate::authority(ROOT))?,
        chain: pki.chain(&[&server])?,
    })
}

/// A server's certificate below `authorities`, of which the root vouches for the
/// first, each for the next, and the last for the server.
pub(crate) fn below(
    pki: &Pki,
    authorities: &[Certificate],
    server: &Certificate,
) -> io::Result<Shown> {
    let root = pki.root(&Certificate::authority(ROOT))?;
    let mut path = vec![root.clone()];
    for certificate in authorities.iter().chain([server]) {
        let issuer = path.last().expect("the root at least");
        path.push(pki.issue(certificate, issuer)?);
    }
    let upwards: Vec<_> = path.iter().skip(1).rev().collect();
    Ok(Shown {
        root,
        chain: pki.chain(&upwards)?,
    })
}
