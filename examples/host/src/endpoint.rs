//! Where to ask, and whether that may go unprotected.

use std::net::{Ipv4Addr, Ipv6Addr};

use drs_status_core::{Endpoint, Scheme};

use crate::arguments::Reach;
use crate::failure::Failure;

/// Whether a plaintext endpoint beyond this machine was asked for by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Plaintext {
    /// `--plaintext` was given.
    Allowed,
    /// It was not.
    LoopbackOnly,
}

impl Plaintext {
    pub(crate) const fn of(reach: &Reach) -> Self {
        if reach.plaintext {
            Self::Allowed
        } else {
            Self::LoopbackOnly
        }
    }
}

/// Reads the endpoint of the service.
pub(crate) fn read(url: &str, plaintext: Plaintext) -> Result<Endpoint<'_>, Failure> {
    judge(url, plaintext, "--endpoint")
}

/// Reads the endpoint of IAM, which people write with its version as a rule.
/// What goes there goes the same way as what goes to the service.
pub(crate) fn read_iam(
    url: &str,
    plaintext: Plaintext,
    service: Option<Scheme>,
) -> Result<Endpoint<'_>, Failure> {
    let url = url.trim_end_matches('/');
    let url = url.strip_suffix("/v3").unwrap_or(url);
    let iam = judge(url, plaintext, "--iam-endpoint")?;
    if service.is_some_and(|scheme| scheme != iam.scheme()) {
        return Err(Failure::usage(
            "of the endpoints of the service and of IAM one is https:// and one http://",
            "let both be https://",
        ));
    }
    Ok(iam)
}

/// Refuses an endpoint that would send secrets unprotected.
fn judge<'u>(url: &'u str, plaintext: Plaintext, argument: &str) -> Result<Endpoint<'u>, Failure> {
    // Not shown: somebody may have put a password into it.
    let endpoint = Endpoint::new(url).map_err(|error| {
        Failure::usage(
            error.to_string(),
            format!("check {argument}, or the environment; it has no user, query or fragment"),
        )
    })?;
    match (endpoint.scheme(), plaintext) {
        (Scheme::Https, Plaintext::Allowed) => Err(Failure::usage(
            "--plaintext goes with http:// only, and the endpoint is https://",
            "leave it out",
        )),
        (Scheme::Http, Plaintext::LoopbackOnly) if !is_loopback(endpoint.host()) => {
            Err(Failure::usage(
                format!("{endpoint} would send secrets unprotected"),
                "use https://; --plaintext sends it all the same, for everybody on the way to read",
            ))
        }
        _ => Ok(endpoint),
    }
}

/// Whether `host` is a literal loopback address. A name is none, `localhost`
/// neither: where it leads is decided elsewhere.
fn is_loopback(host: &str) -> bool {
    host.parse()
        .is_ok_and(|address: Ipv4Addr| address.is_loopback())
        || host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .and_then(|host| host.parse().ok())
            .is_some_and(|address: Ipv6Addr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plaintext_stays_on_this_machine_unless_asked_for() {
        let here = [
            "http://127.0.0.1",
            "http://127.255.0.9:8080/base",
            "http://[::1]:80",
        ];
        for url in here {
            assert!(read(url, Plaintext::LoopbackOnly).is_ok(), "{url}");
        }
        let elsewhere = [
            "http://localhost",
            "http://127.0.0.1.example.com",
            "http://127.1",
            "http://0.0.0.0",
            "http://10.0.0.1",
            "http://[::]",
            "http://[::2]",
            "http://[::ffff:127.0.0.1]",
            "http://drs.example.com",
        ];
        for url in elsewhere {
            let failure = read(url, Plaintext::LoopbackOnly).unwrap_err();
            assert!(failure.message.contains("unprotected"), "{url}");
            assert!(read(url, Plaintext::Allowed).is_ok(), "{url}");
        }
        assert!(read("https://drs.example.com", Plaintext::LoopbackOnly).is_ok());
        assert!(read("https://drs.example.com", Plaintext::Allowed).is_err());
    }

    #[test]
    fn the_version_may_stand_in_the_endpoint_of_iam() {
        for end in ["", "/", "/v3", "/v3/"] {
            let url = format!("https://iam.eu-de.otc.t-systems.com{end}");
            let iam = read_iam(&url, Plaintext::LoopbackOnly, Some(Scheme::Https)).unwrap();
            assert_eq!(iam.to_string(), "https://iam.eu-de.otc.t-systems.com");
        }
        let iam = read_iam(
            "https://iam.example.com/base/v3/",
            Plaintext::LoopbackOnly,
            None,
        );
        assert_eq!(iam.unwrap().to_string(), "https://iam.example.com/base");
        // Nothing leads from one to the other.
        for (url, service) in [
            ("http://127.0.0.1/v3", Scheme::Https),
            ("https://127.0.0.1/v3", Scheme::Http),
        ] {
            assert!(read_iam(url, Plaintext::LoopbackOnly, Some(service)).is_err());
        }
    }
}
