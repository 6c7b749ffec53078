//! An access key whose secret is in memory.

use core::fmt::{self, Display, Write};
use core::time::Duration;

use super::authorization_header;
use super::canonical::CanonicalRequest;
use super::id::{AccessKeyError, AccessKeyId};
use super::sha256::hmac;
use super::signature::Signature;
use super::signing::Signing;
use crate::auth::authorization::Authorization;
use crate::auth::credentials::{Credentials, CredentialsError};
use crate::auth::token::Token;
use crate::civil_time::CivilTime;
use crate::http_request::Request;
use crate::put::AsText;

/// An access key: an id that is sent, and a secret that signs and is never sent.
///
/// Id, secret and security token are borrowed. Of its own it has about 300
/// bytes, in which the signature of a request is kept until the next one; those,
/// and what HMAC keeps while it works, are wiped. [`Debug`](fmt::Debug) and
/// `defmt` show of the id its first four characters, of the rest `***`.
///
/// A signature bears its date: the clock must know the wall-clock time, and the
/// service takes one that is within 15 minutes of its own.
///
/// ```
/// use drs_status_core::AccessKey;
///
/// let key = AccessKey::new(
///     "QTWAOYTTINDUT2QVKYUC",
///     "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
/// )?;
/// assert_eq!(format!("{key:?}"), "AccessKey(QTWA***)");
/// # Ok::<(), drs_status_core::AccessKeyError>(())
/// ```
pub struct AccessKey<'a> {
    id: AccessKeyId<'a>,
    secret: &'a str,
    security_token: Option<Token<'a>>,
    signature: Signature,
}

impl<'a> AccessKey<'a> {
    /// A key of this id and secret.
    ///
    /// # Errors
    ///
    /// [`AccessKeyError`]; it repeats nothing of either.
    pub fn new(id: &'a str, secret: &'a str) -> Result<Self, AccessKeyError> {
        let id = AccessKeyId::new(id)?;
        if secret.is_empty() {
            return Err(AccessKeyError::EmptySecret);
        }
        match secret.bytes().position(|byte| !byte.is_ascii_graphic()) {
            Some(at) => Err(AccessKeyError::SecretByte { at }),
            None => Ok(Self {
                id,
                secret,
                security_token: None,
                signature: Signature::new(),
            }),
        }
    }

    /// The security token that a temporary key comes with. It is sent and
    /// signed with each request.
    #[must_use]
    pub fn security_token(mut self, token: Token<'a>) -> Self {
        self.security_token = Some(token);
        self
    }

    /// Signs `request`, as [`authorize`](Credentials::authorize) does, and at
    /// once.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::NoWallClock`] without the time.
    // Not inlined into a future, which reaches far for what is a variable here.
    #[inline(never)]
    pub fn sign<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        let signing = Signing::new(request, self.id, self.security_token, unix_time)?;
        let mac = hmac(self.secret.as_bytes(), signing.string_to_sign());
        Ok(signing.authorize(&mac, &mut self.signature))
    }

    /// Writes the header `Authorization` for any other request, whose
    /// `X-Sdk-Date` is `date`.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    pub fn write_authorization<P: Display>(
        &self,
        request: &CanonicalRequest<'_, P>,
        date: CivilTime,
        sink: &mut impl Write,
    ) -> fmt::Result {
        let mac = hmac(self.secret.as_bytes(), &request.string_to_sign(date));
        authorization_header::write(self.id, request.headers, &mac, &mut AsText(sink))
    }
}

impl Credentials for AccessKey<'_> {
    async fn authorize<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        self.sign(request, unix_time)
    }
}

impl fmt::Debug for AccessKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKey({}***)", self.id.shown())
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for AccessKey<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "AccessKey({=str}***)", self.id.shown());
    }
}
