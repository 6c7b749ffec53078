//! The authorities that a server's certificate is judged by.

use std::path::Path;
use std::time::Duration;

use rustls_pki_types::pem::{PemObject, SectionKind};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

/// Reads the certificates of authorities, of which there is one at least, as DER: from
/// one in DER, or from any number in PEM.
pub(crate) fn read(path: &Path, now: Duration) -> Result<Vec<Vec<u8>>, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let path = path.display();
    let all = certificates(&bytes).map_err(|why| format!("{path}: {why}"))?;
    for (at, der) in all.iter().enumerate() {
        let number = at + 1;
        check(der, now).map_err(|why| format!("{path}, certificate {number}: {why}"))?;
    }
    Ok(all)
}

fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>, &'static str> {
    // A sequence of DER, which no text begins with.
    if bytes.first() == Some(&0x30) {
        return Ok(vec![bytes.to_vec()]);
    }
    let mut all = Vec::new();
    for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(bytes) {
        match section {
            Ok((SectionKind::Certificate, der)) => all.push(der),
            Ok((
                SectionKind::PrivateKey | SectionKind::RsaPrivateKey | SectionKind::EcPrivateKey,
                _,
            )) => {
                return Err("it has a private key, which belongs in no image");
            }
            Ok(_) => return Err("it has something else than certificates"),
            Err(_) => return Err("its PEM is broken"),
        }
    }
    if all.is_empty() {
        return Err("it has no certificate, neither in PEM nor in DER");
    }
    Ok(all)
}

/// Whether it is a certificate of an authority, and is good today.
fn check(der: &[u8], now: Duration) -> Result<(), &'static str> {
    let Ok((rest, certificate)) = X509Certificate::from_der(der) else {
        return Err("it is no certificate");
    };
    if !rest.is_empty() {
        return Err("there is something behind the certificate");
    }
    if !certificate.is_ca() {
        return Err("it is not of an authority: its basic constraints do not say CA");
    }
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let validity = certificate.validity();
    if now < validity.not_before.timestamp() {
        return Err("it is not valid yet");
    }
    if now > validity.not_after.timestamp() {
        return Err("it has expired");
    }
    Ok(())
}
