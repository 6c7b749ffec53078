//! What proves who is asking, of whatever family it is.

mod secret_text;
mod secrets;

use std::time::Duration;

use drs_status_core::{AccessKey, Authorization, CredentialsError, Request, Token};

pub(crate) use self::secret_text::SecretText;
pub(crate) use self::secrets::{Found, Secrets};

/// Credentials of whatever family, checked. They borrow their [`Secrets`].
pub(crate) enum Credentials<'a> {
    Token(Token<'a>),
    AccessKey(Box<AccessKey<'a>>),
}

impl drs_status_core::Credentials for Credentials<'_> {
    async fn authorize<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        match self {
            Self::Token(token) => token.authorize(request, unix_time).await,
            Self::AccessKey(key) => key.sign(request, unix_time),
        }
    }
}
