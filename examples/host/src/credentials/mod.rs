//! What proves who is asking, of whatever family it is.

mod found;
mod secrets;

use std::time::Duration;

use drs_status_core::{
    AccessKey, Authorization, Cause, Clock, Credentials as Authorize, CredentialsError, IamLogin,
    Link, Renewable, Renewal, Renewed, Request, Token, Transport,
};

pub(crate) use self::found::Found;
pub(crate) use self::secrets::{Iam, Kind, Secrets, no_iam};

/// Credentials of whatever family, checked. They borrow their [`Secrets`].
pub(crate) enum Credentials<'a> {
    Token(Token<'a>),
    AccessKey(Box<AccessKey<'a>>),
    Login(Box<IamLogin<'a>>),
}

impl Credentials<'_> {
    /// The login, if they are one.
    pub(crate) fn login(&self) -> Option<&IamLogin<'_>> {
        match self {
            Self::Login(login) => Some(login),
            Self::Token(_) | Self::AccessKey(_) => None,
        }
    }

    /// The headers that authorize `request`. Nobody needs to be asked for them.
    pub(crate) fn authorization<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        match self {
            Self::Token(token) => Ok(Authorization::token(*token)),
            Self::AccessKey(key) => key.sign(request, unix_time),
            Self::Login(login) => {
                let token = login.token().ok_or(CredentialsError::NoToken)?;
                Ok(Authorization::token(token))
            }
        }
    }
}

impl Authorize for Credentials<'_> {
    fn renewable(&self) -> Renewable {
        match self {
            Self::Login(login) => login.renewable(),
            Self::Token(_) | Self::AccessKey(_) => Renewable::No,
        }
    }

    async fn authorize<'r>(
        &'r mut self,
        request: &Request<'r>,
        unix_time: Option<Duration>,
    ) -> Result<Authorization<'r>, CredentialsError> {
        self.authorization(request, unix_time)
    }

    async fn renew<T: Transport, C: Clock>(
        &mut self,
        renewal: Renewal,
        link: &mut Link<'_, T, C>,
        buffer: &mut [u8],
    ) -> Result<Renewed, Cause<T::Error>> {
        match self {
            Self::Login(login) => login.renew(renewal, link, buffer).await,
            Self::Token(_) | Self::AccessKey(_) => Ok(Renewed::No),
        }
    }
}
