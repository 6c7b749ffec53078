//! What this image was told when it was built.

use drs_status_gateway::Settings;

#[cfg(feature = "tls")]
pub(crate) use told::AUTHORITIES;
pub(crate) use told::{CONFIG, Credentials, LOGIN_BODY_LEN, NTP_SERVER, TOKEN_ROOM, credentials};

/// What the build script wrote: for a board with a radio, its network too.
#[allow(
    clippy::unreadable_literal,
    dead_code,
    unreachable_pub,
    reason = "it is written for all boards, and this one needs a part"
)]
pub(crate) mod told {
    include!(concat!(env!("OUT_DIR"), "/settings.rs"));
}

/// All of it that the application wants to know.
pub(crate) const GATEWAY: Settings<'static, { told::JOBS.len() }> =
    Settings::new(CONFIG, told::JOBS)
        .pace(told::PACE)
        .built_at(told::BUILT_AT)
        .mark(told::MARK);
