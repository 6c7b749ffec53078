//! A session that can be resumed.

use core::time::Duration;

use drs_status_core::MAX_HOST_LEN;
use embassy_time::Instant;
use heapless::String;
use mbedtls_rs::SavedSession;

use crate::clock::in_ticks;

/// A session of TLS 1.2 that the peer may resume, by a ticket or by its id (RFC
/// 5077, RFC 5246 section 7.3), with whom it was, and when the peer's certificate
/// was verified.
pub(super) struct Saved {
    pub(super) session: SavedSession,
    host: String<MAX_HOST_LEN, u8>,
    verified: Instant,
}

impl Saved {
    /// A session whose peer was verified at that time; `None` for a host that is
    /// none.
    pub(super) fn new(session: SavedSession, host: &str, verified: Instant) -> Option<Self> {
        Some(Self {
            session,
            host: String::try_from(host).ok()?,
            verified,
        })
    }

    /// Whether it may be resumed with `host`, so long after it was verified.
    pub(super) fn is_for(&self, host: &str, resume_for: Duration) -> bool {
        self.host == host && self.verified.elapsed() < in_ticks(resume_for)
    }

    /// When the peer was verified.
    pub(super) const fn verified(&self) -> Instant {
        self.verified
    }
}
