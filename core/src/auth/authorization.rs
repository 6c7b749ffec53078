//! The headers that say who is asking.

use crate::auth::token::Token;
use crate::http_request::Header;

/// Most headers that an [`Authorization`] has.
pub const MAX_AUTHORIZATION_HEADERS: usize = 4;

/// The headers that authorize one request, borrowed from the credentials that
/// made them.
///
/// Each value was checked, so that none can end its line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Authorization<'a>([Option<Header<'a>>; MAX_AUTHORIZATION_HEADERS]);

impl<'a> Authorization<'a> {
    /// No header: what a request has before it is authorized.
    pub(crate) const NONE: Self = Self([None; MAX_AUTHORIZATION_HEADERS]);

    /// `X-Auth-Token`.
    ///
    /// Source: IAM API reference, *Authentication*.
    #[must_use]
    pub const fn token(token: Token<'a>) -> Self {
        let header = Header::secret("X-Auth-Token", token.expose());
        Self([Some(header), None, None, None])
    }

    /// The headers, [`MAX_AUTHORIZATION_HEADERS`] at most. Names and values are
    /// safe to be written as they are.
    pub fn headers(&self) -> impl Iterator<Item = Header<'a>> + use<'a> {
        self.0.into_iter().flatten()
    }
}
