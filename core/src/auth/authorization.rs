//! The headers that say who is asking.

use crate::auth::token::Token;
use crate::header::Header;

/// Most headers that an [`Authorization`] has.
pub const MAX_AUTHORIZATION_HEADERS: usize = 4;

/// What authorizes one request, borrowed from the credentials that made it: a
/// few pointers.
///
/// There are two kinds: a [`token`](Self::token), and, with the feature
/// `access-key`, a signature, which `Signing::authorize` makes. Each value was
/// checked, so that none can end its header line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Authorization<'a>(Kind<'a>);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind<'a> {
    /// What a request has before it is authorized.
    None,
    Token(Token<'a>),
    #[cfg(feature = "access-key")]
    Signed(Signed<'a>),
}

/// The values of the headers that a signature comes with.
#[cfg(feature = "access-key")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signed<'a> {
    pub(crate) date: &'a str,
    pub(crate) project: &'a str,
    pub(crate) security_token: Option<Token<'a>>,
    pub(crate) authorization: &'a str,
}

#[cfg(feature = "access-key")]
impl core::fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Signed({}, ***)", self.date)
    }
}

impl<'a> Authorization<'a> {
    pub(crate) const NONE: Self = Self(Kind::None);

    /// `X-Auth-Token`.
    ///
    /// Source: IAM API reference, *Authentication*.
    #[must_use]
    pub const fn token(token: Token<'a>) -> Self {
        Self(Kind::Token(token))
    }

    #[cfg(feature = "access-key")]
    pub(crate) const fn signed(signed: Signed<'a>) -> Self {
        Self(Kind::Signed(signed))
    }

    /// Whether it holds at its date alone.
    pub(crate) const fn is_dated(&self) -> bool {
        match self.0 {
            Kind::None | Kind::Token(_) => false,
            #[cfg(feature = "access-key")]
            Kind::Signed(_) => true,
        }
    }

    /// The headers, [`MAX_AUTHORIZATION_HEADERS`] at most. Names and values are
    /// safe to be written as they are.
    pub fn headers(&self) -> impl Iterator<Item = Header<'a>> + use<'a> {
        let headers: [_; MAX_AUTHORIZATION_HEADERS] = match self.0 {
            Kind::None => [None; MAX_AUTHORIZATION_HEADERS],
            Kind::Token(token) => {
                let header = Header::secret("X-Auth-Token", token.expose());
                [Some(header), None, None, None]
            }
            #[cfg(feature = "access-key")]
            Kind::Signed(signed) => [
                Some(Header::public("X-Sdk-Date", signed.date)),
                Some(Header::public("X-Project-Id", signed.project)),
                signed
                    .security_token
                    .map(|token| Header::secret("X-Security-Token", token.expose())),
                Some(Header::secret("Authorization", signed.authorization)),
            ],
        };
        headers.into_iter().flatten()
    }
}
