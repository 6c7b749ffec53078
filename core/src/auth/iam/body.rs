//! The body of a login.

use core::fmt;

use serde::Serialize;

use crate::error::{Capacity, CapacityError};

/// Whose token it is to be. `Debug` hides the password.
///
/// The texts are borrowed, never copied but into the request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IamUser<'a> {
    /// The name.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// The domain, or account, that the user belongs to.
    pub domain: NameOrId<'a>,
}

impl fmt::Debug for IamUser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IamUser")
            .field("name", &self.name)
            .field("password", &"***")
            .field("domain", &self.domain)
            .finish()
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for IamUser<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(
            f,
            "IamUser {{ name: {=str}, password: ***, domain: {} }}",
            self.name,
            self.domain
        );
    }
}

/// A domain or a project: by its name, or by its id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum NameOrId<'a> {
    /// By its name, such as `eu-de`.
    Name(&'a str),
    /// By its id, 32 hexadecimal digits.
    Id(&'a str),
}

#[derive(Serialize)]
struct Login<'a> {
    auth: Auth<'a>,
}

#[derive(Serialize)]
struct Auth<'a> {
    identity: Identity<'a>,
    scope: Scope<'a>,
}

#[derive(Serialize)]
struct Identity<'a> {
    methods: [&'static str; 1],
    password: Password<'a>,
}

#[derive(Serialize)]
struct Password<'a> {
    user: User<'a>,
}

#[derive(Serialize)]
struct User<'a> {
    name: &'a str,
    password: &'a str,
    domain: NameOrId<'a>,
}

#[derive(Serialize)]
struct Scope<'a> {
    project: NameOrId<'a>,
}

/// The body's exact length in bytes.
pub(super) const fn encoded_len(user: &IamUser<'_>, project: NameOrId<'_>) -> usize {
    const AROUND: usize = concat!(
        r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"","#,
        r#""password":"","domain":}}},"scope":{"project":}}}"#
    )
    .len();
    AROUND
        + escaped_len(user.name)
        + escaped_len(user.password)
        + user.domain.encoded_len()
        + project.encoded_len()
}

impl NameOrId<'_> {
    const fn encoded_len(&self) -> usize {
        match self {
            Self::Name(name) => r#"{"name":""}"#.len() + escaped_len(name),
            Self::Id(id) => r#"{"id":""}"#.len() + escaped_len(id),
        }
    }
}

/// The length of a text in which each character is escaped that must be, and in
/// the shortest way: so `serde_json_core` does it.
const fn escaped_len(text: &str) -> usize {
    let mut rest = text.as_bytes();
    let mut len = 0;
    while let [byte, behind @ ..] = rest {
        len += match *byte {
            b'"' | b'\\' | 0x08 | b'\t' | b'\n' | 0x0C | b'\r' => 2,
            0..0x20 => 6,
            _ => 1,
        };
        rest = behind;
    }
    len
}

/// Writes the body to the start of `buffer`.
pub(super) fn encode<'b>(
    user: &IamUser<'_>,
    project: NameOrId<'_>,
    buffer: &'b mut [u8],
) -> Result<&'b mut [u8], CapacityError> {
    let needed = encoded_len(user, project);
    let available = buffer.len();
    // What does not fit is not begun: no password is left in the buffer.
    let room = buffer.get_mut(..needed);
    let room = room.ok_or(CapacityError::new(Capacity::Buffer, needed, available))?;
    let login = Login {
        auth: Auth {
            identity: Identity {
                methods: ["password"],
                password: Password {
                    user: User {
                        name: user.name,
                        password: user.password,
                        domain: user.domain,
                    },
                },
            },
            scope: Scope { project },
        },
    };
    // It fits, so this does not fail.
    let len = serde_json_core::to_slice(&login, room).unwrap_or_default();
    Ok(room.get_mut(..len).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;
    use std::prelude::v1::*;
    use std::vec;

    const USER: IamUser<'_> = IamUser {
        name: "drs-reader",
        password: "hush",
        domain: NameOrId::Name("OTC-EU-DE-1"),
    };

    #[test]
    fn it_is_written_as_the_manual_has_it() {
        let mut buffer = [0; 512];
        let body = encode(&USER, NameOrId::Name("eu-de"), &mut buffer).unwrap();
        assert_eq!(
            str::from_utf8(body).unwrap(),
            concat!(
                r#"{"auth":{"identity":{"methods":["password"],"password":{"user":"#,
                r#"{"name":"drs-reader","password":"hush","domain":{"name":"OTC-EU-DE-1"}}}},"#,
                r#""scope":{"project":{"name":"eu-de"}}}}"#
            )
        );
        let user = IamUser {
            domain: NameOrId::Id("d1"),
            ..USER
        };
        let body = encode(&user, NameOrId::Id("p1"), &mut buffer).unwrap();
        let body = str::from_utf8(body).unwrap();
        assert!(body.contains(r#""domain":{"id":"d1"}"#), "{body}");
        assert!(
            body.ends_with(r#""scope":{"project":{"id":"p1"}}}}"#),
            "{body}"
        );
    }

    /// Each character that is escaped, some that are not, and all planes.
    const TEXTS: [&str; 7] = [
        "",
        "plain",
        "\"\\/",
        "\u{8}\t\n\u{c}\r",
        "\0\u{1}\u{b}\u{1f}\u{7f}",
        "ßé状态💾\u{202e}",
        "'</script>{}[]",
    ];

    #[test]
    fn what_must_be_escaped_is_and_its_length_is_known() {
        for text in TEXTS {
            let user = IamUser {
                name: text,
                password: text,
                domain: NameOrId::Name(text),
            };
            let project = NameOrId::Id(text);
            let len = encoded_len(&user, project);
            let mut buffer = vec![0; len];
            let body = encode(&user, project, &mut buffer).unwrap();
            assert_eq!(body.len(), len, "{text:?}");
            let body: serde_json::Value = serde_json::from_slice(body).unwrap();
            let read = &body["auth"]["identity"]["password"]["user"];
            assert_eq!(read["name"], text);
            assert_eq!(read["password"], text);
            assert_eq!(read["domain"]["name"], text);
            assert_eq!(body["auth"]["scope"]["project"]["id"], text);

            for available in 0..len {
                assert_eq!(
                    encode(&user, project, &mut vec![0; available]).unwrap_err(),
                    CapacityError::new(Capacity::Buffer, len, available)
                );
            }
        }
    }

    #[test]
    fn the_password_is_not_shown() {
        let shown = format!("{USER:?}");
        assert!(
            shown.contains("drs-reader") && shown.contains("***"),
            "{shown}"
        );
        assert!(!shown.contains("hush"), "{shown}");
    }
}
