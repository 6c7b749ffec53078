//! The canonical request: what of a request is signed, and how it is written.

use core::cmp::Ordering;
use core::fmt::{self, Display, Write};

use super::in_order::in_order;
use super::percent::{self, PathEncoder};
use super::sha256::{HASH_LEN, Hasher, hex};
use crate::endpoint::{Authority, Endpoint};
use crate::put::{AsText, Put};

/// What of a request is signed, and how it is written.
///
/// It is streamed: into a hash by [`hash`](Self::hash), or wherever it is to be
/// seen by [`write`](Self::write). This crate signs its one call through
/// [`Signing`](crate::Signing), which has no query; any other can be signed too:
///
/// ```
/// use drs_status_core::{BodyHash, CanonicalRequest, SignedHeader};
///
/// let request = CanonicalRequest {
///     method: "GET",
///     path: "/v1/vpcs",
///     query: &[("marker", "a b"), ("limit", "2")],
///     headers: &[
///         SignedHeader::new("X-Sdk-Date", "20191115T033655Z"),
///         SignedHeader::new("Host", "service.region.example.com"),
///     ],
///     body: BodyHash::of([""]),
/// };
/// let mut text = String::new();
/// request.write(&mut text)?;
/// assert_eq!(
///     text,
///     "GET\n\
///      /v1/vpcs/\n\
///      limit=2&marker=a%20b\n\
///      host:service.region.example.com\n\
///      x-sdk-date:20191115T033655Z\n\
///      \n\
///      host;x-sdk-date\n\
///      e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
/// );
/// # Ok::<(), core::fmt::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct CanonicalRequest<'a, P> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The path as it stands in the URL. Where it comes in several pieces, each
    /// `%XX` stands in one.
    pub path: P,
    /// Names and values of the query, in any order, as yet not encoded.
    pub query: &'a [(&'a str, &'a str)],
    /// The headers, in any order: `X-Sdk-Date` is one of them.
    pub headers: &'a [SignedHeader<'a>],
    /// The hash of the body.
    pub body: BodyHash,
}

impl<P: Display> CanonicalRequest<'_, P> {
    /// Writes it, with everything that is secret of the headers.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    pub fn write(&self, sink: &mut impl Write) -> fmt::Result {
        self.write_by(
            &|encoder| write!(encoder, "{}", self.path),
            &mut AsText(sink),
        )
    }

    /// The SHA-256 of it.
    #[must_use]
    pub fn hash(&self) -> [u8; HASH_LEN] {
        let mut hasher = Hasher::new();
        // A hash takes whatever comes.
        let _ = self.write_by(&|encoder| write!(encoder, "{}", self.path), &mut hasher);
        hasher.finish()
    }

    /// Writes the names of the headers, as they stand in `SignedHeaders`.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    pub fn write_signed_headers(&self, sink: &mut impl Write) -> fmt::Result {
        write_names(self.headers, &mut AsText(sink))
    }
}

impl<P> CanonicalRequest<'_, P> {
    /// Writes it, the path by `write_path`.
    pub(super) fn write_by(
        &self,
        write_path: &dyn Fn(&mut PathEncoder<'_>) -> fmt::Result,
        sink: &mut dyn Put,
    ) -> fmt::Result {
        sink.put(self.method.as_bytes())?;
        sink.put(b"\n")?;
        let mut path = PathEncoder::new(sink);
        write_path(&mut path)?;
        path.finish()?;
        sink.put(b"\n")?;
        self.write_query(sink)?;
        sink.put(b"\n")?;
        for header in headers_in_order(self.headers) {
            header.write_name(sink)?;
            sink.put(b":")?;
            header.write_value(sink)?;
            sink.put(b"\n")?;
        }
        sink.put(b"\n")?;
        write_names(self.headers, sink)?;
        sink.put(b"\n")?;
        sink.put(&hex(&self.body.0))
    }

    /// By name, then by value, before either is encoded: so does the signer of
    /// the Python SDK.
    fn write_query(&self, sink: &mut dyn Put) -> fmt::Result {
        let mut between: &[u8] = b"";
        for (name, value) in in_order(self.query, Ord::cmp) {
            sink.put(between)?;
            percent::encode(name, sink)?;
            sink.put(b"=")?;
            percent::encode(value, sink)?;
            between = b"&";
        }
        Ok(())
    }
}

/// Writes the names of `headers`, as they stand in `SignedHeaders`.
pub(super) fn write_names(headers: &[SignedHeader<'_>], sink: &mut dyn Put) -> fmt::Result {
    let mut between: &[u8] = b"";
    for header in headers_in_order(headers) {
        sink.put(between)?;
        header.write_name(sink)?;
        between = b";";
    }
    Ok(())
}

fn headers_in_order<'h>(
    headers: &'h [SignedHeader<'h>],
) -> impl Iterator<Item = &'h SignedHeader<'h>> {
    in_order(headers, SignedHeader::compare)
}

/// A header that is signed.
#[derive(Clone, Copy)]
pub struct SignedHeader<'a> {
    name: &'a str,
    value: Value<'a>,
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Text(&'a str),
    Authority(Authority<'a>),
}

impl<'a> SignedHeader<'a> {
    /// A header. Its name is written in lower case, its value without the white
    /// space around it.
    #[must_use]
    pub const fn new(name: &'a str, value: &'a str) -> Self {
        Self {
            name,
            value: Value::Text(value),
        }
    }

    /// The header `Host` of a request to `endpoint`, with the port where it is
    /// not the default one.
    #[must_use]
    pub const fn host(endpoint: Endpoint<'a>) -> Self {
        Self {
            name: "host",
            value: Value::Authority(endpoint.authority()),
        }
    }

    fn compare(left: &Self, right: &Self) -> Ordering {
        left.lower_name().cmp(right.lower_name())
    }

    fn lower_name(&self) -> impl Iterator<Item = u8> {
        self.name.bytes().map(|byte| byte.to_ascii_lowercase())
    }

    fn write_name(&self, sink: &mut dyn Put) -> fmt::Result {
        self.lower_name().try_for_each(|byte| sink.put(&[byte]))
    }

    fn write_value(&self, sink: &mut dyn Put) -> fmt::Result {
        match self.value {
            Value::Text(text) => sink.put(text.trim_ascii().as_bytes()),
            Value::Authority(authority) => authority.write(sink),
        }
    }
}

/// The SHA-256 of a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BodyHash([u8; HASH_LEN]);

impl BodyHash {
    /// Of a body that comes in pieces.
    #[must_use]
    pub fn of<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> Self {
        let mut hasher = Hasher::new();
        for piece in pieces {
            hasher.update(piece.as_ref());
        }
        Self(hasher.finish())
    }
}
