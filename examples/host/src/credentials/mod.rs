//! What proves who is asking, of whatever family it is.

mod found;
mod secrets;

use std::time::Duration;

use drs_status_core::{AccessKey, Authorization, CredentialsError, Request, Token};

pub(crate) use self::found::Found;
pub(crate) use self::secrets::{Kind, Secrets};

/// Credentials of whatever family, checked. They borrow their [`Secrets`].
pub(crate) enum Credentials<'a> {
    Token(Token<'a>),
    AccessKey(Box<AccessKey<'a>>),
}

impl Credentials<'_> {
    /// The headers that authorize `request`. Nobody needs to be asked for them.
    pub(crate) fn authorization<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        match self {
            Self::Token(token) => Ok(Authorization::token(*token)),
            Self::AccessKey(key) => key.sign(request, unix_time),
        }
    }
}

impl drs_status_core::Credentials for Credentials<'_> {
    async fn authorize<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        self.authorization(request, unix_time)
    }
}
