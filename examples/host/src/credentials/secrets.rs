//! The texts that credentials are made of.

use std::fmt;

use drs_status_core::{AccessKey, Endpoint, IamLogin, IamUser, MAX_TOKEN_LEN, NameOrId, Token};
use zeroize::Zeroizing;

use super::Credentials;
use crate::failure::Failure;
use crate::source::{Source, Sourced};

/// The texts of one family, owned, and wiped when dropped.
pub(crate) enum Secrets {
    /// A token that somebody fetched.
    Token(Sourced),
    /// An access key; a temporary one has a security token.
    AccessKey {
        id: Sourced,
        secret: Sourced,
        security_token: Option<Sourced>,
    },
    /// A user of IAM.
    Login {
        user: Sourced,
        password: Sourced,
        domain: Sourced,
    },
}

/// What a login takes beside its secrets.
pub(crate) struct Iam<'a> {
    pub(crate) endpoint: Endpoint<'a>,
    pub(crate) project: NameOrId<'a>,
    /// For the token.
    pub(crate) room: &'a mut [u8],
}

/// What people are told that they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Token,
    AccessKey,
    Login,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token => "token",
            Self::AccessKey => "access key",
            Self::Login => "login",
        })
    }
}

impl Secrets {
    /// Whether they can be what they are said to be.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match self {
            Self::Token(text) => token(text, "token").map(drop),
            Self::AccessKey {
                id,
                secret,
                security_token,
            } => access_key(id, secret, security_token.as_ref()).map(drop),
            Self::Login {
                user,
                password,
                domain,
            } => {
                one_line(user, "user")?;
                one_line(password, "password")?;
                one_line(domain, "domain")
            }
        }
    }

    /// What a client is given; for a login `iam` is needed.
    pub(crate) fn credentials<'a>(
        &'a self,
        iam: Option<Iam<'a>>,
    ) -> Result<Credentials<'a>, Failure> {
        match self {
            Self::Token(text) => Ok(Credentials::Token(token(text, "token")?)),
            Self::AccessKey {
                id,
                secret,
                security_token,
            } => {
                let key = access_key(id, secret, security_token.as_ref())?;
                Ok(Credentials::AccessKey(Box::new(key)))
            }
            Self::Login {
                user,
                password,
                domain,
            } => {
                let iam = iam.ok_or_else(no_iam)?;
                let user = IamUser {
                    name: user.expose(),
                    password: password.expose(),
                    domain: NameOrId::Name(domain.expose()),
                };
                let login = IamLogin::new(iam.endpoint, user, iam.project, iam.room);
                Ok(Credentials::Login(Box::new(login)))
            }
        }
    }

    /// Room for the token of a login, wiped when dropped; none for the others.
    pub(crate) fn token_room(&self) -> Zeroizing<Vec<u8>> {
        let len = match self {
            Self::Login { .. } => MAX_TOKEN_LEN,
            Self::Token(_) | Self::AccessKey { .. } => 0,
        };
        Zeroizing::new(vec![0; len])
    }

    /// Of which family they are.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Token(_) => Kind::Token,
            Self::AccessKey { .. } => Kind::AccessKey,
            Self::Login { .. } => Kind::Login,
        }
    }

    /// Each part, and where it stood.
    pub(crate) fn parts(&self) -> Vec<(&'static str, &Source)> {
        match self {
            Self::Token(token) => vec![("token", token.source())],
            Self::AccessKey {
                id,
                secret,
                security_token,
            } => {
                let key = [
                    ("access key, id", id.source()),
                    ("access key, secret", secret.source()),
                ];
                let token = security_token.as_ref();
                let token = token.map(|token| ("access key, security token", token.source()));
                key.into_iter().chain(token).collect()
            }
            Self::Login {
                user,
                password,
                domain,
            } => vec![
                ("login, user", user.source()),
                ("login, password", password.source()),
                ("login, domain", domain.source()),
            ],
        }
    }
}

/// Nobody says where IAM is.
pub(crate) fn no_iam() -> Failure {
    Failure::usage(
        "--iam-endpoint is missing: the login goes there",
        "give it, or --cloud and --region, or set OS_AUTH_URL",
    )
}

fn access_key<'k>(
    id: &'k Sourced,
    secret: &'k Sourced,
    security_token: Option<&'k Sourced>,
) -> Result<AccessKey<'k>, Failure> {
    let key = AccessKey::new(id.expose(), secret.expose()).map_err(|error| {
        Failure::usage(
            format!("{}, {}: {error}", id.source(), secret.source()),
            "put the access key's id and its secret there and nothing else",
        )
    })?;
    match security_token {
        None => Ok(key),
        Some(text) => Ok(key.security_token(token(text, "security token")?)),
    }
}

/// What cannot be right is not sent: an attempt to log in counts where it is made.
fn one_line(text: &Sourced, what: &str) -> Result<(), Failure> {
    let is_one = !text.expose().is_empty() && !text.expose().contains(char::is_control);
    is_one.then_some(()).ok_or_else(|| {
        Failure::usage(
            format!(
                "{}: no {what}: it is empty, or has a line end or another control character in it",
                text.source()
            ),
            format!("put the {what} there, alone on one line"),
        )
    })
}

fn token<'t>(text: &'t Sourced, what: &str) -> Result<Token<'t>, Failure> {
    Token::new(text.expose()).map_err(|error| {
        Failure::usage(
            format!("{}: {error}", text.source()),
            format!("put the {what} there, alone on one line"),
        )
    })
}
