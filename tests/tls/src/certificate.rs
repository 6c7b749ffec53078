//! What a certificate says, before anybody signs it.

use std::fmt::Write as _;

use crate::client::Client;

/// The key that a certificate is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// ECDSA over P-256.
    P256,
    /// ECDSA over P-384.
    P384,
    /// RSA of 1024 bits, which nobody should take.
    Rsa1024,
    /// RSA of 2048 bits.
    Rsa2048,
    /// RSA of 3072 bits.
    Rsa3072,
}

impl Key {
    /// What `openssl genpkey` is told.
    pub(crate) const fn arguments(self) -> [&'static str; 4] {
        let (algorithm, option) = match self {
            Self::P256 => ("EC", "ec_paramgen_curve:P-256"),
            Self::P384 => ("EC", "ec_paramgen_curve:P-384"),
            Self::Rsa1024 => ("RSA", "rsa_keygen_bits:1024"),
            Self::Rsa2048 => ("RSA", "rsa_keygen_bits:2048"),
            Self::Rsa3072 => ("RSA", "rsa_keygen_bits:3072"),
        };
        ["-algorithm", algorithm, "-pkeyopt", option]
    }
}

/// The hash of the signature on a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Digest {
    /// SHA-1, which nobody should take.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
}

impl Digest {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
        }
    }
}

/// What a certificate is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Use {
    /// To sign others, with at most so many authorities below.
    Authority(Option<u8>),
    Server,
    ClientOnly,
}

/// What a certificate says.
#[derive(Clone, Debug)]
#[must_use = "it says something once it is issued"]
pub struct Certificate {
    common_names: Vec<String>,
    alternative_names: Vec<String>,
    of: Use,
    pub(crate) key: Key,
    pub(crate) digest: Digest,
    /// From when until when, in days from now.
    pub(crate) days: (i64, i64),
}

impl Certificate {
    fn new(of: Use, name: &str) -> Self {
        Self {
            common_names: vec![name.to_owned()],
            alternative_names: Vec::new(),
            of,
            key: Key::P256,
            digest: Digest::Sha256,
            days: (-1, 30),
        }
    }

    /// A certificate of an authority.
    pub fn authority(name: &str) -> Self {
        Self::new(Use::Authority(None), name)
    }

    /// A server's certificate, for all names by which [`Client`]s reach this
    /// machine, valid since yesterday and for 30 days, with a key on P-256.
    pub fn server() -> Self {
        let server = Self::new(Use::Server, "drs.test");
        server.named(&Client::all_names())
    }

    /// Sets the common names.
    pub fn common_names(self, names: &[&str]) -> Self {
        Self {
            common_names: names.iter().map(ToString::to_string).collect(),
            ..self
        }
    }

    /// Sets the alternative names: hosts, with `*.` before them or not, and
    /// addresses. None: the certificate has no such extension.
    pub fn named<N: AsRef<str>>(self, names: &[N]) -> Self {
        let kind = |name: &str| match name.parse::<std::net::IpAddr>() {
            Ok(_) => format!("IP:{name}"),
            Err(_) => format!("DNS:{name}"),
        };
        Self {
            alternative_names: names.iter().map(|name| kind(name.as_ref())).collect(),
            ..self
        }
    }

    /// Adds alternative names that make it long: so many, of 60 bytes and more each.
    pub fn and_names(mut self, many: usize) -> Self {
        self.alternative_names.extend((0..many).map(|number| {
            format!("DNS:host-{number:04}.of-a-cloud-that-has-more-names-than-it-needs.example")
        }));
        self
    }

    /// Sets the key.
    pub fn key(self, key: Key) -> Self {
        Self { key, ..self }
    }

    /// Sets the hash of its issuer's signature.
    pub fn digest(self, digest: Digest) -> Self {
        Self { digest, ..self }
    }

    /// Sets from when until when it is valid, in days from now.
    pub fn days(self, from: i64, until: i64) -> Self {
        Self {
            days: (from, until),
            ..self
        }
    }

    /// Sets how many authorities may stand below it.
    pub fn path_length(self, most: u8) -> Self {
        Self {
            of: Use::Authority(Some(most)),
            ..self
        }
    }

    /// Makes it one for clients, and nothing else.
    pub fn for_clients_only(self) -> Self {
        Self {
            of: Use::ClientOnly,
            ..self
        }
    }

    /// The subject, as `openssl req -subj` takes it.
    pub(crate) fn subject(&self) -> String {
        let mut subject = String::from("/O=drs-status tests");
        for name in &self.common_names {
            let _ = write!(subject, "/CN={name}");
        }
        subject
    }

    /// The section of extensions, as `openssl ca` reads it.
    pub(crate) fn extensions(&self) -> String {
        let (constraints, usage) = match self.of {
            Use::Authority(None) => ("CA:TRUE".to_owned(), "keyCertSign,cRLSign"),
            Use::Authority(Some(most)) => {
                (format!("CA:TRUE,pathlen:{most}"), "keyCertSign,cRLSign")
            }
            Use::Server | Use::ClientOnly => {
                ("CA:FALSE".to_owned(), "digitalSignature,keyEncipherment")
            }
        };
        let mut text = format!(
            "basicConstraints = critical,{constraints}\n\
             keyUsage = critical,{usage}\n\
             subjectKeyIdentifier = hash\n"
        );
        match self.of {
            Use::Authority(_) => {}
            Use::Server => text.push_str("extendedKeyUsage = serverAuth\n"),
            Use::ClientOnly => text.push_str("extendedKeyUsage = clientAuth\n"),
        }
        if !self.alternative_names.is_empty() {
            let names = self.alternative_names.join(",");
            let _ = writeln!(text, "subjectAltName = {names}");
        }
        text
    }
}
