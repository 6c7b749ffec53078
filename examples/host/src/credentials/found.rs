//! Where credentials are looked for, and which of several count.

use super::Secrets;
use crate::arguments::{Account, Identity};
use crate::environment::{TOKEN, value_of};
use crate::failure::Failure;
use crate::places::{Key, Place};
use crate::source::Sourced;

/// Credentials, and the place that they are from, which says of the project and
/// the region, too. Those of arguments and of our own names are from none, and
/// go with any.
pub(crate) struct Found {
    pub(crate) secrets: Secrets,
    pub(crate) place: Option<Place>,
}

impl Found {
    /// Looks where the arguments say, or else in the environment: there the
    /// first that are found count. Half of them is an error. They are judged
    /// at once.
    pub(crate) fn look(identity: &Identity) -> Result<Option<Self>, Failure> {
        let found = match Self::in_arguments(identity)? {
            Some(secrets) => Some(Self {
                secrets,
                place: None,
            }),
            None => Self::elsewhere(identity.os_cloud.as_deref())?,
        };
        found.map(Self::checked).transpose()
    }

    /// The same for somebody who wants to log in: other credentials do not count.
    pub(crate) fn look_for_login(
        account: &Account,
        os_cloud: Option<&str>,
    ) -> Result<Option<Self>, Failure> {
        let found = match login_in_arguments(account)? {
            Some(secrets) => Some(Self {
                secrets,
                place: None,
            }),
            None => Self::in_places(os_cloud, login_in_place)?,
        };
        found.map(Self::checked).transpose()
    }

    fn checked(self) -> Result<Self, Failure> {
        self.secrets.check()?;
        Ok(self)
    }

    fn in_arguments(identity: &Identity) -> Result<Option<Secrets>, Failure> {
        if let Some(path) = &identity.token_file {
            return Ok(Some(Secrets::Token(Sourced::read_file(path, "token")?)));
        }
        let id = Sourced::argument("--access-key-id", identity.access_key_id.as_ref());
        // One goes with the other: clap sees to it.
        let (Some(id), Some(secret)) = (id, &identity.secret_key_file) else {
            return login_in_arguments(&identity.account);
        };
        let security_token = identity.security_token_file.as_ref();
        Ok(Some(Secrets::AccessKey {
            id,
            secret: Sourced::read_file(secret, "secret key")?,
            security_token: security_token
                .map(|path| Sourced::read_file(path, "security token"))
                .transpose()?,
        }))
    }

    fn elsewhere(os_cloud: Option<&str>) -> Result<Option<Self>, Failure> {
        if os_cloud.is_none()
            && let Some(token) = value_of(TOKEN)?
        {
            return Ok(Some(Self {
                secrets: Secrets::Token(token),
                place: None,
            }));
        }
        Self::in_places(os_cloud, in_place)
    }

    /// The first place that has credentials.
    fn in_places(
        os_cloud: Option<&str>,
        look: fn(&Place) -> Result<Option<Secrets>, Failure>,
    ) -> Result<Option<Self>, Failure> {
        for place in Place::all(os_cloud) {
            let place = place?;
            if let Some(secrets) = look(&place)? {
                return Ok(Some(Self {
                    secrets,
                    place: Some(place),
                }));
            }
        }
        Ok(None)
    }
}

fn in_place(place: &Place) -> Result<Option<Secrets>, Failure> {
    if let Some(token) = place.get(Key::Token)? {
        return Ok(Some(Secrets::Token(token)));
    }
    let security_token = place.get(Key::SecurityToken)?;
    match (place.get(Key::AccessKeyId)?, place.get(Key::Secret)?) {
        (Some(id), Some(secret)) => Ok(Some(Secrets::AccessKey {
            id,
            secret,
            security_token,
        })),
        (None, None) if security_token.is_none() => login_in_place(place),
        (Some(_), None) => Err(half(place, Key::Secret, Key::AccessKeyId)),
        (None, Some(_)) => Err(half(place, Key::AccessKeyId, Key::Secret)),
        (None, None) => Err(half(place, Key::AccessKeyId, Key::SecurityToken)),
    }
}

fn login_in_arguments(account: &Account) -> Result<Option<Secrets>, Failure> {
    let name = Sourced::argument("--user", account.user.as_ref());
    // One goes with the other: clap sees to it.
    let (Some(name), Some(password)) = (name, &account.password_file) else {
        return Ok(None);
    };
    let domain = Sourced::argument("--domain", account.domain.as_ref());
    Ok(Some(Secrets::Login {
        user: name,
        password: Sourced::read_file(password, "password")?,
        domain: domain.ok_or_else(|| {
            Failure::usage(
                "--domain is missing: --user is set, and is of no use without it",
                "give the domain, or account, that the user belongs to",
            )
        })?,
    }))
}

fn login_in_place(place: &Place) -> Result<Option<Secrets>, Failure> {
    let domain = place.get(Key::Domain)?;
    match (place.get(Key::User)?, place.get(Key::Password)?, domain) {
        (Some(user), Some(password), Some(domain)) => Ok(Some(Secrets::Login {
            user,
            password,
            domain,
        })),
        (Some(_), None, _) => Err(half(place, Key::Password, Key::User)),
        (None, Some(_), _) => Err(half(place, Key::User, Key::Password)),
        (Some(_), Some(_), None) => Err(half(place, Key::Domain, Key::User)),
        (None, None, _) => Ok(None),
    }
}

/// Credentials of which a part is missing.
fn half(place: &Place, missing: Key, there: Key) -> Failure {
    let (missing, there) = (place.name_of(missing), place.name_of(there));
    Failure::usage(
        format!("{missing} is missing: {there} is set, and is of no use without it"),
        format!("set {missing}, or take away {there}"),
    )
}
