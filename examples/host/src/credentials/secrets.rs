//! The texts that credentials are made of, and where they are looked for.

use drs_status_core::{AccessKey, Token};

use super::{Credentials, SecretText};
use crate::arguments::Way;
use crate::environment::{FAMILIES, Family, KeyNames, TOKEN, first_of, value_of};
use crate::failure::Failure;

/// The texts of one family, owned, and wiped when dropped.
pub(crate) enum Secrets {
    /// A token that somebody fetched.
    Token(SecretText),
    /// An access key; a temporary one has a security token.
    AccessKey {
        id: SecretText,
        secret: SecretText,
        security_token: Option<SecretText>,
    },
}

/// Secrets, and the family of variables that they are of, which the project is
/// then of, too. None is that of arguments and of our own names, which go with
/// any.
pub(crate) struct Found {
    pub(crate) secrets: Secrets,
    pub(crate) family: Option<&'static Family>,
}

impl Found {
    /// Looks where the arguments say, or else in the environment: there the
    /// first that are found count. Half of them is an error. They are judged
    /// at once.
    pub(crate) fn look(way: &Way) -> Result<Option<Self>, Failure> {
        let found = match &way.token_file {
            Some(path) => Some(Self {
                secrets: Secrets::Token(SecretText::read_file(path, "token")?),
                family: None,
            }),
            None => Self::in_environment()?,
        };
        if let Some(found) = &found {
            found.secrets.credentials()?;
        }
        Ok(found)
    }

    fn in_environment() -> Result<Option<Self>, Failure> {
        if let Some(value) = value_of(TOKEN)? {
            return Ok(Some(Self {
                secrets: Secrets::Token(SecretText::new(value, TOKEN)),
                family: None,
            }));
        }
        for family in FAMILIES {
            if let Some(secrets) = Secrets::of_family(family)? {
                return Ok(Some(Self {
                    secrets,
                    family: Some(family),
                }));
            }
        }
        Ok(None)
    }
}

impl Secrets {
    fn of_family(family: &Family) -> Result<Option<Self>, Failure> {
        match first_of(family.token)? {
            Some((name, value)) => Ok(Some(Self::Token(SecretText::new(value, name)))),
            None => Self::access_key(&family.access_key),
        }
    }

    fn access_key(names: &KeyNames) -> Result<Option<Self>, Failure> {
        let read = |name: &'static str| {
            let value = value_of(name)?;
            Ok(value.map(|value| SecretText::new(value, name)))
        };
        let security_token = read(names.security_token)?;
        match (read(names.id)?, read(names.secret)?) {
            (Some(id), Some(secret)) => Ok(Some(Self::AccessKey {
                id,
                secret,
                security_token,
            })),
            (None, None) if security_token.is_none() => Ok(None),
            (Some(_), None) => Err(half(names.secret, names.id)),
            (None, Some(_)) => Err(half(names.id, names.secret)),
            (None, None) => Err(half(names.id, names.security_token)),
        }
    }

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
                        "put the access key's id and secret there, each alone on one line",
                    )
                })?;
                if let Some(text) = security_token {
                    key = key.security_token(token(text, "security token")?);
                }
                Ok(Credentials::AccessKey(Box::new(key)))
            }
        }
    }
}

/// Credentials of which a part is missing.
fn half(missing: &str, there: &str) -> Failure {
    Failure::usage(
        format!("{missing} is missing: {there} is set, and is of no use without it"),
        format!("set {missing}, or unset {there}"),
    )
}

fn token<'t>(text: &'t SecretText, what: &str) -> Result<Token<'t>, Failure> {
    Token::new(text.expose()).map_err(|error| {
        Failure::usage(
            format!("{}: {error}", text.source()),
            format!("put the {what} there, alone on one line"),
        )
    })
}
