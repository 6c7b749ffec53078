//! One question and its answer.

use core::net::SocketAddr;
use core::time::Duration;

use sntpc::{NtpContext, NtpTimestampGenerator, NtpUdpSocket};

use super::error::SntpError;

#[cfg(test)]
mod tests;

/// A question, and what is believed of the answer to it.
pub(super) struct Exchange {
    pub(super) server: SocketAddr,
    pub(super) floor: Duration,
    pub(super) nonce: u64,
}

impl Exchange {
    /// Bytes of a question.
    pub(super) const LEN: usize = 48;

    /// What time it was when the server answered, as time since 1970.
    pub(super) async fn run(&self, socket: &impl NtpUdpSocket) -> Result<Duration, SntpError> {
        // The server returns the time of the question as it is, and needs it for
        // nothing: so it is no time, but what nobody can guess. That it comes back is
        // the check of RFC 4330, section 5.
        let question = NtpContext::new(Moment {
            seconds: self.nonce >> 32,
            micros: micros(self.nonce),
        });
        let asked = sntpc::sntp_send_request(self.server, socket, question).await?;
        // Of the eras of NTP the one is meant in which the answer is nearest to the
        // floor: RFC 4330, section 3.
        let floor = NtpContext::new(Moment {
            seconds: self.floor.as_secs(),
            micros: 0,
        });
        let answer = sntpc::sntp_process_response(self.server, socket, floor, asked).await?;
        let nanos = (u64::from(answer.sec_fraction()) * 1_000_000_000) >> 32;
        let told = Duration::from_secs(answer.sec()).saturating_add(Duration::from_nanos(nanos));
        if told < self.floor {
            return Err(SntpError::BelowFloor { told });
        }
        Ok(told)
    }
}

/// Some bits of `nonce`, as many as fit in a fraction of a second.
fn micros(nonce: u64) -> u32 {
    u32::try_from((nonce & u64::from(u32::MAX)) % 1_000_000).unwrap_or_default()
}

/// What sntpc takes for the time.
#[derive(Clone, Copy)]
struct Moment {
    seconds: u64,
    micros: u32,
}

impl NtpTimestampGenerator for Moment {
    fn init(&mut self) {}

    fn timestamp_sec(&self) -> u64 {
        self.seconds
    }

    fn timestamp_subsec_micros(&self) -> u32 {
        self.micros
    }
}
