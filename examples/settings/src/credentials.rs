//! Who asks: one of three kinds.

use std::fmt;

use drs_status_core::{
    AccessKey, AccessKeyId, Endpoint, IamLogin, IamUser, NameOrId, ProjectId, Scheme, Token,
};

use crate::checked::endpoint_of;
use crate::key::Key;
use crate::mark::Mark;
use crate::reader::{Found, Reader};
use crate::wrong::Wrong;

/// Who asks. `Debug` shows no secret.
pub(crate) enum Credentials {
    Token(String),
    AccessKey {
        id: String,
        secret: String,
    },
    Login {
        iam: String,
        user: String,
        domain: String,
        password: String,
    },
}

impl Credentials {
    /// The one kind that is there, whole.
    pub(crate) fn read(reader: &mut Reader<'_>, scheme: Scheme) -> Option<Self> {
        let token = reader.text(Key::TOKEN);
        let id = reader.text(Key::ACCESS_KEY_ID);
        let secret = reader.text(Key::SECRET_KEY);
        let login =
            [Key::IAM_ENDPOINT, Key::USER, Key::DOMAIN, Key::PASSWORD].map(|key| reader.text(key));
        let has_key = id.is_some() || secret.is_some();
        let has_login = login.iter().any(Option::is_some);
        match (token.is_some(), has_key, has_login) {
            (false, false, false) => {
                let looked = reader.looked_for(Key::TOKEN);
                reader.wrong(Wrong::new(format!(
                    "who asks is missing: {} and {}; {}, {}, {} and {}; or {}: {looked}",
                    Key::ACCESS_KEY_ID,
                    Key::SECRET_KEY,
                    Key::IAM_ENDPOINT,
                    Key::USER,
                    Key::DOMAIN,
                    Key::PASSWORD,
                    Key::TOKEN,
                )));
                None
            }
            (true, false, false) => {
                let token = reader.checked(token, |text| Token::new(text).map(|_| text.to_owned()));
                token.map(Self::Token)
            }
            (false, true, false) => Self::access_key(reader, id, secret),
            (false, false, true) => Self::login(reader, login, scheme),
            _ => {
                let all = [token, id, secret].into_iter().chain(login);
                let places = all
                    .flatten()
                    .map(|found| format!("{} ({})", found.key, found.place));
                let places = places.collect::<Vec<_>>().join(", ");
                reader.wrong(Wrong::new(format!(
                    "who asks is said in more than one way, and one is wanted: {places}"
                )));
                None
            }
        }
    }

    fn access_key(
        reader: &mut Reader<'_>,
        id: Option<Found<String>>,
        secret: Option<Found<String>>,
    ) -> Option<Self> {
        half(reader, Key::ACCESS_KEY_ID, id.as_ref());
        half(reader, Key::SECRET_KEY, secret.as_ref());
        let id = reader.checked(id, |text| AccessKeyId::new(text).map(|_| text.to_owned()));
        // Judged with an id that is one: the error is of the secret.
        let secret = reader.checked(secret, |text| {
            AccessKey::new("AK", text).map(|_| text.to_owned())
        });
        Some(Self::AccessKey {
            id: id?,
            secret: secret?,
        })
    }

    fn login(
        reader: &mut Reader<'_>,
        [iam, user, domain, password]: [Option<Found<String>>; 4],
        scheme: Scheme,
    ) -> Option<Self> {
        half(reader, Key::IAM_ENDPOINT, iam.as_ref());
        half(reader, Key::USER, user.as_ref());
        half(reader, Key::DOMAIN, domain.as_ref());
        half(reader, Key::PASSWORD, password.as_ref());
        let iam = reader.checked(iam, |text| endpoint_of(text, scheme));
        let user = reader.checked(user, one_line);
        let domain = reader.checked(domain, one_line);
        let password = reader.checked(password, one_line);
        Some(Self::Login {
            iam: iam?,
            user: user?,
            domain: domain?,
            password: password?,
        })
    }

    /// A number that is another one for other credentials.
    pub(crate) fn mark(&self) -> u32 {
        let mut mark = Mark::new();
        match self {
            Self::Token(token) => mark.add(&["token", token]),
            Self::AccessKey { id, secret } => mark.add(&["access key", id, secret]),
            Self::Login {
                iam,
                user,
                domain,
                password,
            } => mark.add(&["login", iam, user, domain, password]),
        }
        mark.get()
    }

    /// The room that a token takes that comes by a login.
    pub(crate) const fn token_room(&self) -> usize {
        match self {
            Self::Token(_) | Self::AccessKey { .. } => 0,
            Self::Login { .. } => 8 * 1024,
        }
    }

    /// How long the body of a login is; 0 where there is none.
    pub(crate) fn body_len(&self, project: ProjectId<'_>) -> usize {
        let Self::Login {
            iam,
            user,
            domain,
            password,
        } = self
        else {
            return 0;
        };
        let Ok(iam) = Endpoint::new(iam) else {
            return 0;
        };
        let user = IamUser {
            name: user,
            password,
            domain: NameOrId::Name(domain),
        };
        IamLogin::new(iam, user, NameOrId::Id(project.as_str()), &mut []).body_len()
    }
}

/// Half of what belongs together is an error.
fn half(reader: &mut Reader<'_>, key: Key, found: Option<&Found<String>>) {
    if found.is_none() {
        reader.missing(key);
    }
}

/// What a name or a password cannot be is not sent.
fn one_line(text: &str) -> Result<String, &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    if text.chars().any(char::is_control) {
        return Err("it has a line end or another control character");
    }
    Ok(text.to_owned())
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token(_) => "Token(***)",
            Self::AccessKey { .. } => "AccessKey(***)",
            Self::Login { .. } => "Login(***)",
        })
    }
}
