//! A login, and the token that it gave.

use core::fmt;
use core::time::Duration;

use zeroize::Zeroize;

use super::body::{self, IamUser, NameOrId};
use super::expiry::Expiry;
use super::issued::IssuedDecoder;
use crate::auth::authorization::Authorization;
use crate::auth::credentials::{Credentials, CredentialsError, Renewable, Renewal, Renewed};
use crate::auth::token::Token;
use crate::client::Link;
use crate::endpoint::Endpoint;
use crate::error::{CapacityError, Cause};
use crate::head::ResponseHead;
use crate::http_request::Request;
use crate::transport::{Clock, Transport};

/// A login by name and password: asks IAM for a token before the first request,
/// and for another before that expires, or once when it is refused.
///
/// The token, up to [`MAX_TOKEN_LEN`](crate::MAX_TOKEN_LEN) bytes of it, lies in
/// room that is lent. The body of the login is written to the client's buffer, of
/// which it takes [`body_len`](Self::body_len) bytes, and is wiped there once it
/// was sent; the token when another takes its place, and when this is dropped.
/// [`Debug`](fmt::Debug) and `defmt` show neither token nor password.
///
/// A token is renewed five minutes before it expires, or when a tenth of its time
/// is left, if that is less. Its time is what the answer says, from `issued_at` to
/// `expires_at`, on [`Clock::now`]; and on [`Clock::unix_time`] too, where that is
/// known and agrees with IAM's. An answer that does not say it gives a token that
/// is used until it is refused.
///
/// ```
/// use drs_status_core::{Endpoint, IamLogin, IamUser, NameOrId};
///
/// let password = "from somewhere safe";
/// let mut room = [0; 8 * 1024];
/// let user = IamUser {
///     name: "drs-reader",
///     password,
///     domain: NameOrId::Name("OTC-EU-DE-00000000001000000001"),
/// };
/// let iam = Endpoint::new("https://iam.eu-de.otc.t-systems.com")?;
/// let login = IamLogin::new(iam, user, NameOrId::Name("eu-de"), &mut room);
/// assert_eq!(login.body_len(), 209);
/// assert!(!format!("{login:?}").contains(password));
/// # Ok::<(), drs_status_core::EndpointError>(())
/// ```
pub struct IamLogin<'a> {
    iam: Endpoint<'a>,
    user: IamUser<'a>,
    project: NameOrId<'a>,
    room: &'a mut [u8],
    /// The length of the token; 0 where there is none.
    len: usize,
    expiry: Expiry,
    expires_at: Option<Duration>,
}

impl<'a> IamLogin<'a> {
    /// A login at the endpoint of IAM, for a token of this user and this project.
    /// Tokens go to `room`, which is wiped.
    ///
    /// `iam` is without `/v3`. The project is the one that the client asks for.
    #[must_use]
    pub fn new(
        iam: Endpoint<'a>,
        user: IamUser<'a>,
        project: NameOrId<'a>,
        room: &'a mut [u8],
    ) -> Self {
        Self {
            iam,
            user,
            project,
            room,
            len: 0,
            expiry: Expiry::UNKNOWN,
            expires_at: None,
        }
    }

    /// The length of the login's body in bytes: what the client's buffer must have
    /// at least.
    #[must_use]
    pub const fn body_len(&self) -> usize {
        body::encoded_len(&self.user, self.project)
    }

    /// The request for a token, its body written to `buffer`: for whoever sends it
    /// himself, or shows it. A password stands in the buffer then.
    ///
    /// # Errors
    ///
    /// [`CapacityError`] for less than [`body_len`](Self::body_len) bytes.
    pub fn request<'b>(&self, buffer: &'b mut [u8]) -> Result<Request<'b>, CapacityError>
    where
        'a: 'b,
    {
        let body = body::encode(&self.user, self.project, buffer)?;
        Ok(Request::login(self.iam, body))
    }

    /// Forgets the token, so that the next request begins with a login.
    pub fn forget(&mut self) {
        self.room.zeroize();
        self.len = 0;
        self.expiry = Expiry::UNKNOWN;
        self.expires_at = None;
    }

    /// The token, unless it has to be fetched first: see
    /// [`Client::authenticate`](crate::Client::authenticate).
    #[must_use]
    pub fn token(&self) -> Option<Token<'_>> {
        let text = core::str::from_utf8(self.room.get(..self.len)?).ok()?;
        Token::new(text).ok()
    }

    /// When the token expires, in time since 1970-01-01T00:00:00Z by IAM's clock,
    /// where its answer said so.
    #[must_use]
    pub const fn expires_at(&self) -> Option<Duration> {
        self.expires_at
    }

    fn is_due(&self, now: Duration, unix_time: Option<Duration>) -> bool {
        self.len == 0 || self.expiry.is_due(now, unix_time)
    }
}

impl Credentials for IamLogin<'_> {
    fn renewable(&self) -> Renewable {
        Renewable::Yes
    }

    async fn authorize<'r>(
        &'r mut self,
        _: &Request<'r>,
        _: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        let token = self.token().ok_or(CredentialsError::NoToken)?;
        Ok(Authorization::token(token))
    }

    async fn renew<T: Transport, C: Clock>(
        &mut self,
        renewal: Renewal,
        link: &mut Link<'_, T, C>,
        buffer: &mut [u8],
    ) -> Result<Renewed, Cause<T::Error>> {
        let asked = link.now();
        if renewal == Renewal::IfDue && !self.is_due(asked, link.unix_time()) {
            return Ok(Renewed::No);
        }
        self.forget();
        let body = Wiped(body::encode(&self.user, self.project, buffer)?);
        let mut head = ResponseHead::with_token_room(self.room);
        let request = Request::login(self.iam, body.0);
        let status = link.send(&request, &mut head).await?;
        drop(body);
        if !status.is_success() {
            return Err(link.read_refusal(status, &head, buffer).await);
        }
        let len = head.token()?.expose().len();
        let mut issued = IssuedDecoder::new();
        loop {
            let read = link.read(buffer).await?;
            if read == 0 {
                break;
            }
            issued.push(buffer.get(..read).unwrap_or_default());
        }
        self.len = len;
        let issued = issued.finish();
        self.expires_at = issued.expires_at;
        self.expiry = Expiry::of(issued, asked, link.unix_time());
        Ok(Renewed::Yes)
    }
}

/// Wiped when it is dropped, also in the middle of things.
struct Wiped<'b>(&'b mut [u8]);

impl Drop for Wiped<'_> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Drop for IamLogin<'_> {
    fn drop(&mut self) {
        self.forget();
    }
}

impl fmt::Debug for IamLogin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IamLogin")
            .field("iam", &self.iam)
            .field("user", &self.user)
            .field("project", &self.project)
            .field("token", &"***")
            .finish()
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for IamLogin<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(
            f,
            "IamLogin {{ iam: {}, user: {}, project: {}, token: *** }}",
            self.iam,
            self.user,
            self.project
        );
    }
}
