//! What an authority's certificate must be.

use rcgen::{IsCa, KeyPair};

use super::bench::{Bench, RIGHT, TLS, authority, certificate};

fn wrong(bench: &Bench) -> String {
    bench.read(TLS).err().unwrap_or_default().join("\n")
}

#[test]
fn authorities_may_be_of_pem_or_one_of_der() {
    let bench = Bench::new(RIGHT);
    let (pem, der) = authority(2020, 2040);
    let (other_pem, other_der) = authority(2025, 2050);
    bench.write("authority.pem", &der);
    let read = || bench.read(TLS).ok().unwrap().authorities;
    assert_eq!(read(), [&der[..]]);
    bench.write(
        "authority.pem",
        format!("# The old and the new.\n{pem}{other_pem}"),
    );
    assert_eq!(read(), [der, other_der]);
}

#[test]
fn what_is_no_authority_of_today_is_refused() {
    let (pem, der) = authority(2020, 2040);
    let key = KeyPair::generate().unwrap().serialize_pem();
    let broken = pem.replacen("MII", "!!!", 1);
    let cut = &der[..der.len() - 1];
    for (content, said) in [
        (
            authority(2020, 2026).0.into_bytes(),
            ", certificate 1: it has expired",
        ),
        (
            authority(2027, 2040).0.into_bytes(),
            ", certificate 1: it is not valid yet",
        ),
        (
            format!("{pem}{}", authority(2020, 2021).0).into_bytes(),
            ", certificate 2: it has expired",
        ),
        (
            certificate(IsCa::NoCa, 2020, 2040).0.into_bytes(),
            ", certificate 1: it is not of an authority: its basic constraints do not say CA",
        ),
        (
            certificate(IsCa::ExplicitNoCa, 2020, 2040).0.into_bytes(),
            ", certificate 1: it is not of an authority: its basic constraints do not say CA",
        ),
        (
            format!("{pem}{key}").into_bytes(),
            ": it has a private key, which belongs in no image",
        ),
        (
            pem.replace("CERTIFICATE", "X509 CRL").into_bytes(),
            ": it has something else than certificates",
        ),
        (broken.into_bytes(), ": its PEM is broken"),
        (
            b"".to_vec(),
            ": it has no certificate, neither in PEM nor in DER",
        ),
        (
            b"nothing".to_vec(),
            ": it has no certificate, neither in PEM nor in DER",
        ),
        (cut.to_vec(), ", certificate 1: it is no certificate"),
        (
            [&der[..], b"x"].concat(),
            ", certificate 1: there is something behind the certificate",
        ),
    ] {
        let bench = Bench::new(RIGHT);
        bench.write("authority.pem", content);
        assert_eq!(
            wrong(&bench),
            format!("`ca-file` (drs-status.toml, line 5): authority.pem{said}")
        );
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let bench = Bench::new(RIGHT).variable("DRS_STATUS_CA_FILE", "elsewhere.pem");
    let wrong = wrong(&bench);
    let start = "`ca-file` (DRS_STATUS_CA_FILE in the environment): elsewhere.pem: ";
    assert!(wrong.starts_with(start), "{wrong}");
}
