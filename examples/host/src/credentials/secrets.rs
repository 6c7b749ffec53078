//! The texts that credentials are made of.

use std::fmt;

use drs_status_core::{AccessKey, Token};

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
}

/// What people are told that they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Token,
    AccessKey,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token => "token",
            Self::AccessKey => "access key",
        })
    }
}

impl Secrets {
    /// What a client is given.
    pub(crate) fn credentials(&self) -> Result<Credentials<'_>, Failure> {
        match self {
            Self::Token(text) => Ok(Credentials::Token(token(text, "token")?)),
            Self::AccessKey {
                id,
                secret,
                security_token,
            } => {
                let mut key = AccessKey::new(id.expose(), secret.expose()).map_err(|error| {
                    Failure::usage(
                        format!("{}, {}: {error}", id.source(), secret.source()),
                        "put the access key's id and its secret there and nothing else",
                    )
                })?;
                if let Some(text) = security_token {
                    key = key.security_token(token(text, "security token")?);
                }
                Ok(Credentials::AccessKey(Box::new(key)))
            }
        }
    }

    /// Of which family they are.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Token(_) => Kind::Token,
            Self::AccessKey { .. } => Kind::AccessKey,
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
        }
    }
}

fn token<'t>(text: &'t Sourced, what: &str) -> Result<Token<'t>, Failure> {
    Token::new(text.expose()).map_err(|error| {
        Failure::usage(
            format!("{}: {error}", text.source()),
            format!("put the {what} there, alone on one line"),
        )
    })
}
