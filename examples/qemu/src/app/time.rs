//! What time it is: not known, or asked of a time server before anything else.

use drs_status_embassy::TimeOfDay;

/// For all that want to know.
pub(super) static TIME: TimeOfDay = TimeOfDay::new();

#[cfg(feature = "sntp")]
pub(super) use asked::learn;

#[cfg(feature = "sntp")]
mod asked {
    use core::time::Duration;

    use defmt::{error, info};
    use drs_status_core::Clock as _;
    use drs_status_embassy::{EmbassyClock, Sntp, SntpError};
    use embassy_net::Stack;

    use super::TIME;
    use crate::arguments::{Arguments, Wrong};
    use crate::exit::Exit;

    /// Asks the server of the argument `time`, such as `sntp:192.0.2.2:123`, if it is
    /// there, for as long as `connect` says. No answer is believed that is earlier than
    /// `floor`, in seconds since 1970.
    pub(in crate::app) async fn learn(
        stack: Stack<'static>,
        arguments: &Arguments,
        clock: &mut EmbassyClock<'static>,
    ) -> Result<(), Exit> {
        let sntp = server(arguments).map_err(|wrong| {
            error!("arguments: {}", wrong);
            Exit::Usage
        })?;
        let Some(sntp) = sntp else {
            return Ok(());
        };
        // An emulated machine has nothing that nobody could guess. A device has.
        let nonce = u64::from(clock.entropy()) << 32 | u64::from(clock.entropy());
        match sntp.ask(stack, nonce).await {
            Ok(now) => {
                TIME.set(now);
                info!("time {}", clock.unix_time());
                Ok(())
            }
            Err(why) => {
                error!("time: {}", why);
                Err(exit(why))
            }
        }
    }

    fn server(arguments: &Arguments) -> Result<Option<Sntp<'static>>, Wrong> {
        const NAME: &str = "time";
        let Some(text) = arguments.text(NAME) else {
            return Ok(None);
        };
        let (host, port) = text
            .strip_prefix("sntp:")
            .and_then(|server| server.rsplit_once(':'))
            .ok_or(Wrong::Unusable(NAME))?;
        let port = port.parse().map_err(|_| Wrong::Unusable(NAME))?;
        let floor = arguments.value("floor")?.unwrap_or_default();
        let sntp = Sntp::new(host, Duration::from_secs(floor)).port(port);
        Ok(Some(match arguments.value("connect")? {
            Some(millis) => sntp.time_limit(Duration::from_millis(millis)),
            None => sntp,
        }))
    }

    /// What a run ends with for it.
    const fn exit(why: SntpError) -> Exit {
        match why {
            SntpError::Silent | SntpError::NameServerSilent => Exit::TimedOut,
            SntpError::NoAddress | SntpError::UnknownHost | SntpError::NoRoute => Exit::Network,
            SntpError::Kiss(_) => Exit::Refused,
            _ => Exit::Untrusted,
        }
    }
}

/// Without SNTP nobody is asked.
#[cfg(not(feature = "sntp"))]
#[expect(clippy::unused_async, reason = "with SNTP it waits")]
pub(super) async fn learn(
    _: embassy_net::Stack<'static>,
    arguments: &crate::arguments::Arguments,
    _: &mut drs_status_embassy::EmbassyClock<'static>,
) -> Result<(), crate::exit::Exit> {
    use crate::arguments::Wrong;

    if arguments.text("time").is_some() {
        defmt::error!("arguments: {}", Wrong::Unusable("time"));
        return Err(crate::exit::Exit::Usage);
    }
    Ok(())
}
