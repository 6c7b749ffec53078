//! A request on its way to being signed.

use core::fmt::{self, Write};
use core::time::Duration;

use heapless::Vec;

use super::authorization_header;
use super::canonical::{BodyHash, CanonicalRequest, SignedHeader};
use super::id::AccessKeyId;
use super::sha256::{HASH_LEN, Hasher};
use super::signature::Signature;
use super::string_to_sign::{STRING_TO_SIGN_LEN, of_hash};
use crate::auth::authorization::{Authorization, Signed};
use crate::auth::credentials::CredentialsError;
use crate::auth::token::Token;
use crate::civil_time::CivilTime;
use crate::http_request::Request;
use crate::job::ProjectId;
use crate::put::{AsText, Put};

/// All headers that are signed, in order and joined.
const ALL_SIGNED_HEADERS: &str =
    "content-type;host;x-language;x-project-id;x-sdk-date;x-security-token";

pub(super) const MAX_SIGNED_HEADERS_LEN: usize = ALL_SIGNED_HEADERS.len();

/// How many they are.
const MAX_SIGNED_HEADERS: usize = 6;

/// A request on its way to being signed: the string to sign is known, and
/// whoever has the secret makes the signature of it.
///
/// For credentials whose secret is not in memory. A secure element, for one,
/// that computes HMAC-SHA256 by a key that never leaves it:
///
/// ```
/// use core::time::Duration;
/// use drs_status_core::{
///     AccessKeyId, Authorization, Credentials, CredentialsError, Request, Signature, Signing,
/// };
/// # struct Bus;
/// # impl Bus {
/// #     async fn hmac_sha256(&mut self, _: &[u8]) -> Result<[u8; 32], ()> { Ok([0; 32]) }
/// # }
///
/// struct Element<'a> {
///     bus: Bus,
///     id: AccessKeyId<'a>,
///     signature: Signature,
/// }
///
/// impl Credentials for Element<'_> {
///     async fn authorize<'r>(
///         &'r mut self,
///         request: &Request<'r>,
///         unix_time: Option<Duration>,
///     ) -> Result<Authorization<'r>, CredentialsError> {
///         let signing = Signing::new(request, self.id, None, unix_time)?;
///         let mac = self.bus.hmac_sha256(signing.string_to_sign()).await;
///         let mac = mac.map_err(|()| CredentialsError::Unavailable)?;
///         Ok(signing.authorize(&mac, &mut self.signature))
///     }
/// }
/// ```
///
/// Signed are method, path, body, and the headers that say what is asked, of
/// whom, when and for which project. `Accept` is not: what proxies on the way
/// may rewrite would break the signature.
#[derive(Clone, Copy)]
pub struct Signing<'r> {
    request: Request<'r>,
    project: ProjectId<'r>,
    id: AccessKeyId<'r>,
    security_token: Option<Token<'r>>,
    date: CivilTime,
    body: BodyHash,
    string_to_sign: [u8; STRING_TO_SIGN_LEN],
}

impl<'r> Signing<'r> {
    /// Begins to sign `request` by the key `id`: with its security token, if it
    /// is a temporary key, and the time since 1970-01-01T00:00:00Z.
    ///
    /// The body is hashed piece by piece, and not kept.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::NoWallClock`] where the time is not known;
    /// [`CredentialsError::Unavailable`] for a login, which nobody signs.
    pub fn new(
        request: &Request<'r>,
        id: AccessKeyId<'r>,
        security_token: Option<Token<'r>>,
        unix_time: Option<Duration>,
    ) -> Result<Self, CredentialsError> {
        let date = unix_time
            .and_then(CivilTime::at)
            .ok_or(CredentialsError::NoWallClock)?;
        let project = request.project().ok_or(CredentialsError::Unavailable)?;
        let mut signing = Self {
            request: *request,
            project,
            id,
            security_token,
            date,
            body: BodyHash::of(request.body().pieces()),
            string_to_sign: [0; STRING_TO_SIGN_LEN],
        };
        let mut hasher = Hasher::new();
        // A hash takes whatever comes.
        let _ = signing.write_canonical(&mut hasher);
        signing.string_to_sign = of_hash(date, &hasher.finish());
        Ok(signing)
    }

    /// What is to be signed: see [`CanonicalRequest::string_to_sign`].
    #[must_use]
    pub const fn string_to_sign(&self) -> &[u8; STRING_TO_SIGN_LEN] {
        &self.string_to_sign
    }

    /// Writes the canonical request, with the security token if there is one.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    pub fn write_canonical_request(&self, sink: &mut impl Write) -> fmt::Result {
        self.write_canonical(&mut AsText(sink))
    }

    /// One function for all sinks, and the path without `core::fmt`.
    fn write_canonical(&self, sink: &mut dyn Put) -> fmt::Result {
        let path = self.request.path();
        let request = CanonicalRequest {
            method: self.request.method(),
            path: (),
            query: &[],
            headers: &self.signed_headers(),
            body: self.body,
        };
        request.write_by(&|encoder| path.write(encoder), sink)
    }

    /// The headers for the signature `mac`, which is kept in `room`.
    #[must_use]
    pub fn authorize(&self, mac: &[u8; HASH_LEN], room: &'r mut Signature) -> Authorization<'r> {
        let (date, authorization) = room.keep(self.date, |room| {
            authorization_header::write(self.id, &self.signed_headers(), mac, room)
        });
        Authorization::signed(Signed {
            date,
            project: self.project.as_str(),
            security_token: self.security_token,
            authorization,
        })
    }

    /// There are no more than fit; without the limit a panic would be left.
    fn signed_headers(&self) -> Vec<SignedHeader<'_>, MAX_SIGNED_HEADERS> {
        let mut headers = Vec::new();
        let mut add = |header| {
            let _ = headers.push(header);
        };
        for header in self.request.own_headers() {
            if header.name() != "Accept" {
                add(SignedHeader::new(header.name(), header.value()));
            }
        }
        add(SignedHeader::host(self.request.endpoint()));
        add(SignedHeader::new("x-project-id", self.project.as_str()));
        add(SignedHeader::new("x-sdk-date", self.date.as_str()));
        if let Some(token) = &self.security_token {
            add(SignedHeader::new("x-security-token", token.expose()));
        }
        headers
    }
}

/// Neither the security token is shown nor what is signed.
impl fmt::Debug for Signing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing")
            .field("id", &self.id)
            .field("date", &self.date.as_str())
            .finish_non_exhaustive()
    }
}
