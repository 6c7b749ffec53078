//! The time of day, by SNTP.

use core::time::Duration;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::Rng;
use drs_status_embassy::{Sntp, SntpError};
use drs_status_gateway::TimeSource;
use embassy_net::Stack;

use crate::service::TIME;
use crate::settings::NTP_SERVER;

/// 2020-01-01: this tells the eras of NTP apart. What is too early otherwise is for the
/// gateway to judge, which knows more than when the image was built.
const ERA: Duration = Duration::from_hours(24 * 18_262);

/// The time server in the settings, and how it is asked.
pub(crate) struct Server {
    pub(crate) stack: Stack<'static>,
    /// What has to be found again in an answer is of it.
    pub(crate) chance: ChaCha20Rng,
}

impl TimeSource for Server {
    type Error = SntpError;

    async fn unix_time(&mut self) -> Result<Duration, SntpError> {
        let nonce = self.chance.next_u64();
        // The gateway ends it after ten seconds.
        let sntp = Sntp::new(NTP_SERVER, ERA).time_limit(Duration::from_secs(12));
        sntp.ask(self.stack, nonce).await
    }

    fn set(&mut self, unix_time: Duration) {
        TIME.set(unix_time);
    }
}
