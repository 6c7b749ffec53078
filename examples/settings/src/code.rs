//! The Rust source that an image includes.

use std::fmt::Write as _;

use drs_status_core::{ProjectId, Scheme};

use crate::checked::Checked;
use crate::credentials::Credentials;

/// The source. Whatever is known when it is compiled is checked by the compiler once
/// more.
pub(crate) fn of(checked: &Checked) -> String {
    let mut code = String::new();
    write(&mut code, checked).expect("a String takes all");
    code
}

fn write(code: &mut String, checked: &Checked) -> std::fmt::Result {
    let Checked {
        endpoint,
        project,
        ntp_server,
        ..
    } = checked;
    code.push_str(
        "// Written by drs-status-settings when the image was built. It has secrets in it.\n\n",
    );
    let scheme = match checked.scheme {
        Scheme::Https => "Https",
        Scheme::Http => "Http",
    };
    writeln!(
        code,
        "/// Where is asked.
pub const ENDPOINT: ::drs_status_core::Endpoint<'static> =
    ::drs_status_core::Endpoint::literal({endpoint:?});
const _: () = assert!(matches!(ENDPOINT.scheme(), ::drs_status_core::Scheme::{scheme}));

/// The project that is asked for.
pub const PROJECT: ::drs_status_core::ProjectId<'static> =
    ::drs_status_core::ProjectId::literal({project:?});

/// Both, with defaults.
pub const CONFIG: ::drs_status_core::Config<'static> =
    ::drs_status_core::Config::new(ENDPOINT, PROJECT);
"
    )?;
    writeln!(
        code,
        "/// The jobs that are watched.
pub const JOBS: [::drs_status_core::JobId<'static>; {}] =
    ::drs_status_core::JobId::list([",
        checked.jobs.len()
    )?;
    for job in &checked.jobs {
        writeln!(code, "        {job:?},")?;
    }
    writeln!(code, "    ]);\n")?;
    let pace = match checked.every {
        None => "DEFAULT".to_owned(),
        Some(every) => format!(
            "every(::core::time::Duration::from_secs({}))",
            every.as_secs()
        ),
    };
    writeln!(
        code,
        "/// How often is asked.
pub const PACE: ::drs_status_core::Pace = ::drs_status_core::Pace::{pace};

/// The host that tells the time of day by SNTP.
pub const NTP_SERVER: &str = {ntp_server:?};

/// When these settings were made, in time since 1970-01-01T00:00:00Z.
pub const BUILT_AT: ::core::time::Duration = ::core::time::Duration::from_secs({});
",
        checked.built_at.as_secs()
    )?;
    authorities(code, checked)?;
    if let Some((ssid, password)) = &checked.wifi {
        writeln!(
            code,
            "/// The name of the radio network.
pub const WIFI_SSID: &str = {ssid:?};

/// Its password.
pub const WIFI_PASSWORD: &str = {password:?};
"
        )?;
    }
    credentials(code, checked)
}

fn authorities(code: &mut String, checked: &Checked) -> std::fmt::Result {
    if checked.scheme == Scheme::Http {
        return Ok(());
    }
    writeln!(
        code,
        "/// The authorities that the server's certificate is judged by, as DER.
pub const AUTHORITIES: [&[u8]; {}] = [",
        checked.authorities.len()
    )?;
    for der in &checked.authorities {
        writeln!(code, "    &{der:?},")?;
    }
    writeln!(code, "];\n")
}

fn credentials(code: &mut String, checked: &Checked) -> std::fmt::Result {
    let credentials = &checked.credentials;
    let body_len = ProjectId::new(&checked.project).map_or(0, |id| credentials.body_len(id));
    writeln!(
        code,
        "/// A number that is another one for other credentials.
pub const MARK: u32 = 0x{:08X};

/// The room for a token that comes by a login, in bytes; 0 without one.
pub const TOKEN_ROOM: usize = {};

/// How long the client's buffer has to be for a login, in bytes; 0 without one.
pub const LOGIN_BODY_LEN: usize = {body_len};
",
        credentials.mark(),
        credentials.token_room(),
    )?;
    let (kind, made) = match credentials {
        Credentials::Token(token) => (
            "Token",
            format!(
                "const TOKEN: Credentials = match ::drs_status_core::Token::new({token:?}) {{
        Ok(token) => token,
        Err(_) => panic!(\"it was checked\"),
    }};
    let _ = room;
    TOKEN"
            ),
        ),
        Credentials::AccessKey { id, secret } => (
            "AccessKey",
            format!(
                "let _ = room;
    match ::drs_status_core::AccessKey::new({id:?}, {secret:?}) {{
        Ok(key) => key,
        Err(_) => unreachable!(\"it was checked\"),
    }}"
            ),
        ),
        Credentials::Login {
            iam,
            user,
            domain,
            password,
        } => (
            "IamLogin",
            format!(
                "const IAM: ::drs_status_core::Endpoint<'static> =
        ::drs_status_core::Endpoint::literal({iam:?});
    let user = ::drs_status_core::IamUser {{
        name: {user:?},
        password: {password:?},
        domain: ::drs_status_core::NameOrId::Name({domain:?}),
    }};
    let project = ::drs_status_core::NameOrId::Id(PROJECT.as_str());
    ::drs_status_core::IamLogin::new(IAM, user, project, room)"
            ),
        ),
    };
    writeln!(
        code,
        "/// Who asks.
pub type Credentials = ::drs_status_core::{kind}<'static>;

/// Who asks. `room` is of [`TOKEN_ROOM`] bytes.
pub fn credentials(room: &'static mut [u8]) -> Credentials {{
    {made}
}}"
    )
}
