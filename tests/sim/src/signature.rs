//! Signatures of requests, SDK-HMAC-SHA256.
//!
//! Source: API Gateway developer guide, AK/SK Signing and Authentication
//! Algorithm.

use std::fmt::Write;

use ring::{digest, hmac};

use crate::seen::Seen;

const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// What is wrong with a signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mistake {
    /// It is not the one that this request and this key make; or a header that
    /// must be signed is not.
    Signature,
    /// Its date is none.
    Date,
    /// Its date is too far from now.
    Expired,
    /// The security token is not that of the key.
    SecurityToken,
    /// `X-Project-Id` is another project.
    Project,
}

impl Mistake {
    /// Source: API Gateway FAQ, Common Errors Related to IAM Authentication
    /// Information, for the first. Inferred: the others; "signature expired" is
    /// what the FAQ has for the signatures of apps.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Signature => "verify aksk signature fail",
            Self::Date => "x-sdk-date is invalid",
            Self::Expired => "signature expired",
            Self::SecurityToken => "decrypt token fail",
            Self::Project => "project id is invalid",
        }
    }
}

/// The header `Authorization`, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Presented<'a> {
    pub(crate) id: &'a str,
    headers: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> Presented<'a> {
    /// Whether a header is one of this scheme.
    pub(crate) fn is_one(authorization: &str) -> bool {
        authorization.starts_with(ALGORITHM)
    }

    /// `None` where it has not the parts that the scheme wants.
    pub(crate) fn read(authorization: &'a str) -> Option<Self> {
        let rest = authorization.strip_prefix(ALGORITHM)?.strip_prefix(' ')?;
        let mut parts = rest.split(',').map(str::trim);
        let mut next = |name: &str| parts.next()?.strip_prefix(name)?.strip_prefix('=');
        let presented = Self {
            id: next("Access")?,
            headers: next("SignedHeaders")?.split(';').collect(),
            signature: next("Signature")?,
        };
        parts.next().is_none().then_some(presented)
    }

    /// The value of a header that must be there and be signed.
    pub(crate) fn signed_header<'r>(
        &self,
        name: &str,
        request: &'r Seen,
    ) -> Result<&'r str, Mistake> {
        let signed = self.headers.contains(&name);
        let value = request.header(name).filter(|_| signed);
        value.ok_or(Mistake::Signature)
    }

    /// Makes the signature again, and compares.
    pub(crate) fn verify(&self, secret: &str, request: &Seen) -> Result<(), Mistake> {
        let date = self.signed_header("x-sdk-date", request)?;
        let canonical = self.canonical_request(request)?;
        let text = format!("{ALGORITHM}\n{date}\n{}", hash(canonical.as_bytes()));
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let signature = unhex(self.signature).ok_or(Mistake::Signature)?;
        hmac::verify(&key, text.as_bytes(), &signature).map_err(|_| Mistake::Signature)
    }

    fn canonical_request(&self, request: &Seen) -> Result<String, Mistake> {
        let mut names = self.headers.clone();
        names.sort_unstable();
        let mut headers = String::new();
        for name in &names {
            let value = request.header(name).ok_or(Mistake::Signature)?;
            headers = headers + name + ":" + value.trim() + "\n";
        }
        Ok([
            request.method.to_uppercase(),
            canonical_path(request.bare_path()),
            canonical_query(request.query()),
            headers,
            names.join(";"),
            hash(&request.body),
        ]
        .join("\n"))
    }
}

/// Each segment percent-encoded, with a slash at its end. Inferred: what a
/// client has encoded is decoded first.
fn canonical_path(path: &str) -> String {
    let decoded = decode(path);
    let segments = decoded.split(|byte| *byte == b'/').map(encode);
    let mut encoded = segments.collect::<Vec<_>>().join("/");
    if !encoded.ends_with('/') {
        encoded.push('/');
    }
    encoded
}

/// Sorted by name, then by value. Inferred: before they are encoded.
fn canonical_query(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<_> = pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    pairs.sort();
    let pairs = pairs
        .iter()
        .map(|(name, value)| encode(name) + "=" + &encode(value));
    pairs.collect::<Vec<_>>().join("&")
}

fn decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        decoded.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        match rest.get(..2).and_then(unhex) {
            Some(byte) => {
                decoded.extend(byte);
                rest = &rest[2..];
            }
            None => decoded.push(b'%'),
        }
    }
    decoded.extend_from_slice(rest.as_bytes());
    decoded
}

fn encode(bytes: &[u8]) -> String {
    let mut encoded = String::new();
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(byte) {
            encoded.push(char::from(*byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn hash(bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    let mut text = String::new();
    for byte in hash.as_ref() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<_>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let bytes = digits?;
    let bytes = bytes.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high << 4 | low).ok(),
        _ => None,
    });
    bytes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUTHORIZATION: &str = "SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, \
        SignedHeaders=content-type;host;x-sdk-date, \
        Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe";

    const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

    /// The example in the source.
    fn published() -> Seen {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Seen {
            connection: 0,
            peer: ([127, 0, 0, 1], 49_152).into(),
            method: "GET".to_owned(),
            path: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs\
                ?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0"
                .to_owned(),
            headers: vec![
                header("host", "service.region.example.com"),
                header("content-type", "application/json"),
                header("x-sdk-date", "20191115T033655Z"),
            ],
            body: Vec::new(),
        }
    }

    fn verified(request: &Seen, authorization: &str) -> Result<(), Mistake> {
        Presented::read(authorization)
            .expect(authorization)
            .verify(SECRET, request)
    }

    #[test]
    fn the_published_example_is_right() {
        assert_eq!(verified(&published(), AUTHORIZATION), Ok(()));
    }

    #[test]
    fn whatever_is_changed_makes_it_wrong() {
        let changes: [fn(&mut Seen); 8] = [
            |request| request.method = "POST".to_owned(),
            |request| request.path = request.path.replace("vpcs", "vpc"),
            |request| request.path = request.path.replace("limit=2", "limit=3"),
            |request| request.headers[0].1.push_str(":8443"),
            |request| request.headers[1].1.push_str("; charset=utf-8"),
            |request| request.headers[2].1 = "20191115T033656Z".to_owned(),
            |request| request.body.push(b' '),
            |request| drop(request.headers.remove(1)),
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut request = published();
            change(&mut request);
            let verified = verified(&request, AUTHORIZATION);
            assert_eq!(verified, Err(Mistake::Signature), "{number}");
        }
        let request = published();
        let presented = Presented::read(AUTHORIZATION).unwrap();
        assert_eq!(presented.verify("other", &request), Err(Mistake::Signature));
        for wrong in [
            AUTHORIZATION.replace("=7be", "=8be"),
            AUTHORIZATION.replace("=7be", "=be"),
            AUTHORIZATION.replace("=7be", "=xbe"),
            AUTHORIZATION.replace("content-type;", ""),
        ] {
            assert_eq!(
                verified(&request, &wrong),
                Err(Mistake::Signature),
                "{wrong}"
            );
        }
    }

    #[test]
    fn what_is_written_otherwise_and_means_the_same_is_right() {
        let changes: [fn(&mut Seen); 4] = [
            |request| request.path = request.path.replace("vpcs?", "vpcs/?"),
            |request| request.path = request.path.replace("vpcs", "%76pcs"),
            |request| {
                request.path = request.path.replace("limit=2&", "");
                request.path.push_str("&limit=%32");
            },
            |request| request.headers[1].1.push(' '),
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut request = published();
            change(&mut request);
            assert_eq!(verified(&request, AUTHORIZATION), Ok(()), "{number}");
        }
    }

    #[test]
    fn a_path_and_a_query_in_their_canonical_form() {
        for (path, expected) in [
            ("/", "/"),
            ("/a b/c+d", "/a%20b/c%2Bd/"),
            ("/a%20b%2Fc", "/a%20b/c/"),
            ("/%e7%8A%B6/%", "/%E7%8A%B6/%25/"),
            ("/状", "/%E7%8A%B6/"),
        ] {
            assert_eq!(canonical_path(path), expected);
        }
        for (query, expected) in [
            ("", ""),
            ("b&a=2&a=1", "a=1&a=2&b="),
            ("x=a%20b&B=~*", "B=~%2A&x=a%20b"),
        ] {
            assert_eq!(canonical_query(query), expected);
        }
    }

    #[test]
    fn what_is_no_authorization_of_this_scheme() {
        for wrong in [
            "",
            "Basic QTWAOYTTINDUT2QVKYUC",
            "SDK-HMAC-SHA256",
            "SDK-HMAC-SHA256 Access=a",
            "SDK-HMAC-SHA256 Access=a, Signature=00",
            "SDK-HMAC-SHA256 SignedHeaders=host, Access=a, Signature=00",
            "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=00, More=1",
            "SDK-HMAC-SHA256Access=a, SignedHeaders=host, Signature=00",
        ] {
            assert_eq!(Presented::read(wrong), None, "{wrong}");
        }
    }
}
