//! Where the service listens: scheme, host, port and base path.

use core::fmt;

use crate::digits::Digits;
use crate::put::{AsText, Put};

/// Whether the connection is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Scheme {
    /// TLS, verified. What the service speaks.
    Https,
    /// No protection at all: for a simulator on the same machine. Only
    /// transports whose names say plaintext accept it.
    Http,
}

impl Scheme {
    /// `"https"` or `"http"`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Http => "http",
        }
    }

    /// 443 or 80 (RFC 9110, sections 4.2.1 and 4.2.2).
    #[must_use]
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Https => 443,
            Self::Http => 80,
        }
    }
}

/// A service endpoint, such as `https://drs.eu-de.otc.t-systems.com`.
///
/// Scheme and host, then if need be a port and a base path:
/// `https://[2001:db8::1]:8443/drs`. No user, query or fragment.
///
/// ```
/// use drs_status_core::{Endpoint, Scheme};
///
/// const ENDPOINT: Endpoint = Endpoint::literal("https://drs.eu-de.otc.t-systems.com");
/// assert_eq!(ENDPOINT.scheme(), Scheme::Https);
/// assert_eq!(ENDPOINT.host(), "drs.eu-de.otc.t-systems.com");
/// assert_eq!(ENDPOINT.port(), 443);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Endpoint<'a> {
    scheme: Scheme,
    host: &'a str,
    port: Option<u16>,
    base_path: &'a str,
}

/// Longest host of an [`Endpoint`], in bytes (RFC 1035, section 2.3.4).
pub const MAX_HOST_LEN: usize = 253;

impl<'a> Endpoint<'a> {
    /// Reads an endpoint from its URL; slashes at the end are dropped.
    ///
    /// # Errors
    ///
    /// [`EndpointError`] names the part that is wrong.
    pub const fn new(url: &'a str) -> Result<Self, EndpointError> {
        Self::parse(url)
    }

    const fn parse(url: &'a str) -> Result<Self, EndpointError> {
        let bytes = url.as_bytes();
        let (scheme, start) = if starts_with(bytes, b"https://") {
            (Scheme::Https, 8)
        } else if starts_with(bytes, b"http://") {
            (Scheme::Http, 7)
        } else {
            return Err(EndpointError::Scheme);
        };
        let (_, after_scheme) = split(url, start);
        let (authority, path) = split(after_scheme, find(after_scheme.as_bytes(), b'/'));

        let colon = port_colon(authority.as_bytes());
        let (host, port) = split(authority, colon);
        if !is_host(host.as_bytes()) {
            return Err(EndpointError::Host);
        }
        let port = match port.as_bytes() {
            [] => None,
            [_, digits @ ..] => match parse_port(digits) {
                Some(port) => Some(port),
                None => return Err(EndpointError::Port),
            },
        };

        let (base_path, _) = split(path, len_without_trailing_slashes(path.as_bytes()));
        if !is_path(base_path.as_bytes()) {
            return Err(EndpointError::Path);
        }
        Ok(Self {
            scheme,
            host,
            port,
            base_path,
        })
    }

    /// An endpoint that is known when the program is compiled.
    ///
    /// ```compile_fail,E0080
    /// use drs_status_core::Endpoint;
    /// const ENDPOINT: Endpoint = Endpoint::literal("drs.eu-de.otc.t-systems.com");
    /// ```
    ///
    /// # Panics
    ///
    /// When called at run time with a bad URL: use [`Endpoint::new`] there.
    #[must_use]
    #[expect(clippy::panic, reason = "a constant that is wrong must not compile")]
    pub const fn literal(url: &'a str) -> Self {
        match Self::new(url) {
            Ok(endpoint) => endpoint,
            Err(EndpointError::Scheme) => panic!("the endpoint does not begin with https://"),
            Err(EndpointError::Host) => panic!("the endpoint's host is not one"),
            Err(EndpointError::Port) => panic!("the endpoint's port is not one"),
            Err(EndpointError::Path) => panic!("the endpoint's path is not one"),
        }
    }

    /// Whether the connection is protected.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host: a name, an IPv4 address, or an IPv6 address in brackets.
    #[must_use]
    pub const fn host(&self) -> &'a str {
        self.host
    }

    /// The port to connect to.
    #[must_use]
    pub const fn port(&self) -> u16 {
        match self.port {
            Some(port) => port,
            None => self.scheme.default_port(),
        }
    }

    /// The port, where it is not the default one of the scheme: the `Host`
    /// header carries it then (RFC 9110, section 7.2).
    #[must_use]
    pub const fn explicit_port(&self) -> Option<u16> {
        match self.port {
            Some(port) if port != self.scheme.default_port() => Some(port),
            _ => None,
        }
    }

    /// The host, and the port where it is not the default one: what the `Host`
    /// header carries, and what stands in a URL.
    #[must_use]
    pub const fn authority(&self) -> Authority<'a> {
        Authority(*self)
    }

    /// What stands before `/v3/…`: empty, or `/` and more without a `/` at its end.
    #[must_use]
    pub const fn base_path(&self) -> &'a str {
        self.base_path
    }
}

impl fmt::Display for Endpoint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.as_str(), self.authority())?;
        f.write_str(self.base_path)
    }
}

/// Host and port of an [`Endpoint`]; [`Display`](fmt::Display) writes them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Authority<'a>(Endpoint<'a>);

impl Authority<'_> {
    /// Writes it, part by part.
    pub(crate) fn write(&self, sink: &mut dyn Put) -> fmt::Result {
        sink.put(self.0.host.as_bytes())?;
        match self.0.explicit_port() {
            Some(port) => {
                sink.put(b":")?;
                sink.put(Digits::of(port.into()).as_ref())
            }
            None => Ok(()),
        }
    }
}

impl fmt::Display for Authority<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&mut AsText(f))
    }
}

/// Which part of an [`Endpoint`] is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum EndpointError {
    /// It begins with neither `https://` nor `http://`.
    Scheme,
    /// No host, or one with characters that no host name has.
    Host,
    /// Not a number from 1 to 65535.
    Port,
    /// A query, a fragment, a space or a control character.
    Path,
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "the endpoint must begin with https://",
            Self::Host => "the endpoint's host is not a host name or an address",
            Self::Port => "the endpoint's port is not a number from 1 to 65535",
            Self::Path => {
                "the endpoint's path has a query, a fragment or a character that no path has"
            }
        })
    }
}

impl core::error::Error for EndpointError {}

/// Like `split_at`, but all goes to the left where there is no such place:
/// what is sought is always ASCII, so there is.
const fn split(text: &str, at: usize) -> (&str, &str) {
    match text.split_at_checked(at) {
        Some(parts) => parts,
        None => (text, ""),
    }
}

const fn starts_with(bytes: &[u8], prefix: &[u8]) -> bool {
    let mut at = 0;
    while at < prefix.len() {
        if at >= bytes.len() || bytes[at] != prefix[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The offset of the first `wanted`, or the length.
const fn find(bytes: &[u8], wanted: u8) -> usize {
    let mut at = 0;
    while at < bytes.len() && bytes[at] != wanted {
        at += 1;
    }
    at
}

/// The offset of the colon before the port, or the length: colons inside the
/// brackets of an IPv6 address are not it.
const fn port_colon(authority: &[u8]) -> usize {
    let mut at = if starts_with(authority, b"[") {
        find(authority, b']')
    } else {
        0
    };
    while at < authority.len() && authority[at] != b':' {
        at += 1;
    }
    at
}

const fn is_host(host: &[u8]) -> bool {
    let bracketed = !host.is_empty() && host[0] == b'[';
    if host.is_empty() || host.len() > MAX_HOST_LEN {
        return false;
    }
    let mut at = 0;
    while at < host.len() {
        let last = at + 1 == host.len();
        let fits = if bracketed {
            match host[at] {
                b'[' => at == 0,
                b']' => last && at > 2,
                b':' | b'.' => !last,
                byte => byte.is_ascii_hexdigit() && !last,
            }
        } else {
            matches!(host[at], b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.')
        };
        if !fits {
            return false;
        }
        at += 1;
    }
    bracketed || (host[0] != b'.' && host[0] != b'-')
}

const fn parse_port(digits: &[u8]) -> Option<u16> {
    let mut port: u16 = 0;
    let mut at = 0;
    while at < digits.len() {
        if !digits[at].is_ascii_digit() {
            return None;
        }
        port = match port.checked_mul(10) {
            Some(tens) => match tens.checked_add((digits[at] - b'0') as u16) {
                Some(port) => port,
                None => return None,
            },
            None => return None,
        };
        at += 1;
    }
    if port == 0 { None } else { Some(port) }
}

const fn len_without_trailing_slashes(path: &[u8]) -> usize {
    let mut len = path.len();
    while len > 0 && path[len - 1] == b'/' {
        len -= 1;
    }
    len
}

/// Path characters of RFC 3986, section 3.3.
const fn is_path(path: &[u8]) -> bool {
    let mut at = 0;
    while at < path.len() {
        if !matches!(path[at],
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'/' | b'-' | b'.' | b'_' | b'~' | b'%'
            | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@')
        {
            return false;
        }
        at += 1;
    }
    true
}
