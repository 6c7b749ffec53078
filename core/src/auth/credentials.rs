//! Whoever can authorize a request.

use core::fmt;
use core::time::Duration;

use crate::auth::authorization::Authorization;
use crate::auth::token::Token;
use crate::client::Link;
use crate::error::Cause;
use crate::http_request::Request;
use crate::transport::{Clock, Transport};

/// Authorizes requests: a [`Token`], an `AccessKey` (feature `access-key`), or
/// what a program has in their place.
///
/// The client asks before each request that it sends, and sends nothing if the
/// credentials cannot. Where the secret is, they alone know: it may stay in a
/// secure element that computes the signature (see `Signing`, feature
/// `access-key`), or in a vault that hands out tokens:
///
/// ```
/// use core::time::Duration;
/// use drs_status_core::{Authorization, Credentials, CredentialsError, Request, Token};
///
/// struct Vault {
///     room: heapless::String<64>,
/// }
///
/// impl Vault {
///     /// Asks the vault for a token, which takes the place of the last one.
///     async fn fetch(&mut self) -> Option<()> {
///         self.room.clear();
///         self.room.push_str("MIIDd3mKs0uXb").ok()
///     }
/// }
///
/// impl Credentials for Vault {
///     async fn authorize<'r>(
///         &'r mut self,
///         _: &Request<'r>,
///         _: Option<Duration>,
///     ) -> Result<Authorization<'r>, CredentialsError> {
///         self.fetch().await.ok_or(CredentialsError::Unavailable)?;
///         let token = Token::new(&self.room).map_err(|_| CredentialsError::Unavailable)?;
///         Ok(Authorization::token(token))
///     }
/// }
/// ```
#[allow(
    async_fn_in_trait,
    reason = "whether the futures are Send follows from the credentials; core never spawns them"
)]
pub trait Credentials {
    /// Whether [`renew`](Self::renew) does anything. If not, as here, it is never
    /// called, and costs nothing.
    fn renewable(&self) -> Renewable {
        Renewable::No
    }

    /// The headers that authorize `request`, which is about to go out as it is
    /// but for them. `unix_time` is the time since 1970-01-01T00:00:00Z, if it
    /// is known.
    ///
    /// Time that passes here is time of the call.
    ///
    /// # Errors
    ///
    /// [`CredentialsError`]; the request is not sent then.
    async fn authorize<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError>;

    /// Renews what they authorize by, if that takes a request of its own, such as
    /// a login. The client asks for it before each request, and once when the
    /// service refuses one, which it then sends again.
    ///
    /// `link` is the client's connection, `buffer` its working buffer. Errors are
    /// those of the call, tried again as its requests are. A login that is refused
    /// by 401 or 403 closes the [`Latch`](crate::Latch).
    ///
    /// This future may be dropped, like any other of the client.
    ///
    /// # Errors
    ///
    /// [`Cause`]; the request is not sent then.
    async fn renew<T: Transport, C: Clock>(
        &mut self,
        renewal: Renewal,
        link: &mut Link<'_, T, C>,
        buffer: &mut [u8],
    ) -> Result<Renewed, Cause<T::Error>> {
        let _ = (renewal, link, buffer);
        Ok(Renewed::No)
    }
}

/// Whether credentials can be renewed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Renewable {
    /// They can: [`Credentials::renew`] is called.
    Yes,
    /// They cannot, or see to it by themselves while they authorize.
    No,
}

/// Why credentials are to be renewed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Renewal {
    /// A request is about to go out: only if what they have will not do any more.
    IfDue,
    /// The service has refused what they have.
    Refused,
}

/// Whether credentials were renewed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Renewed {
    /// They were.
    Yes,
    /// They were not: there was no need. Those that were refused and are not
    /// renewed are not sent again.
    No,
}

/// Credentials may be lent, and outlive their client.
impl<K: Credentials> Credentials for &mut K {
    fn renewable(&self) -> Renewable {
        (**self).renewable()
    }

    async fn authorize<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        (**self).authorize(request, unix_time).await
    }

    async fn renew<T: Transport, C: Clock>(
        &mut self,
        renewal: Renewal,
        link: &mut Link<'_, T, C>,
        buffer: &mut [u8],
    ) -> Result<Renewed, Cause<T::Error>> {
        (**self).renew(renewal, link, buffer).await
    }
}

/// The token is sent as it is.
impl Credentials for Token<'_> {
    async fn authorize<'r>(
        &'r mut self,
        _: &Request<'r>,
        _: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        Ok(Authorization::token(*self))
    }
}

/// Why a request could not be authorized. Nothing was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum CredentialsError {
    /// A signature bears its date, and the clock does not know it
    /// ([`Clock::unix_time`](crate::Clock::unix_time)), or is beyond the year
    /// 9999.
    NoWallClock,
    /// What keeps the secret did not authorize the request.
    Unavailable,
    /// There is no token yet: a login comes first, which a
    /// [`preview`](crate::Client::preview) does not send.
    NoToken,
    /// The service has refused these credentials; they are not tried again until
    /// they are replaced: see [`Latch`](crate::Latch).
    Refused,
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoWallClock => "the credentials cannot sign: the wall-clock time is not known",
            Self::Unavailable => "the credentials cannot authorize the request",
            Self::NoToken => "there is no token yet: a login comes first",
            Self::Refused => {
                "the service has refused the credentials: they are not tried again until they are replaced"
            }
        })
    }
}

impl core::error::Error for CredentialsError {}
