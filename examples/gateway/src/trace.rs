//! What the gateway tells a log. Nothing secret passes through here.

use core::fmt::{Debug, Display};
use core::time::Duration;

use drs_status_core::{Change, Trouble};

use crate::standing::Standing;
use crate::time_keeping::NoTime;
use crate::watching::Failure;

/// What the lamp shows is another thing now.
pub(crate) fn standing(standing: Standing) {
    #[cfg(feature = "defmt")]
    defmt::info!("shown: {}", standing);
    let _ = standing;
}

/// A job is not as it was.
pub(crate) fn change(change: &Change<'_>) {
    #[cfg(feature = "defmt")]
    if let Some(task) = change.now {
        let (status, code) = (task.status, task.error_code);
        defmt::info!("{}: {}, error code {}", change.id, status, code);
    } else {
        defmt::warn!("{}: no answer for it", change.id);
    }
    let _ = change;
}

/// A poll failed in a way that may pass.
pub(crate) fn trouble(trouble: Trouble) {
    #[cfg(feature = "defmt")]
    defmt::warn!("{}: asking again later", trouble);
    let _ = trouble;
}

/// The way to the service is none, and may not become one by itself: a certificate that
/// is refused, as a rule. The client has told its kind, which does not say why.
pub(crate) fn transport_failed(error: &impl Display) {
    #[cfg(feature = "defmt")]
    defmt::error!("transport: {}", defmt::Display2Format(error));
    let _ = error;
}

/// A watch has ended, and begins anew after a while.
pub(crate) fn ended(failure: Failure, rest: Duration) {
    #[cfg(feature = "defmt")]
    defmt::error!("the watch has ended ({}): again in {}", failure, rest);
    let _ = (failure, rest);
}

/// The credentials are not tried again.
pub(crate) fn refused() {
    #[cfg(feature = "defmt")]
    defmt::error!("the credentials were refused: an image with others is needed");
}

/// There is no address yet.
pub(crate) fn no_network() {
    #[cfg(feature = "defmt")]
    defmt::warn!("there is no network yet");
}

/// The time of day was set.
pub(crate) fn time(unix_time: Duration) {
    #[cfg(feature = "defmt")]
    defmt::info!("time of day: {=u64} s since 1970", unix_time.as_secs());
    let _ = unix_time;
}

/// The time source cannot tell the time.
pub(crate) fn time_source_failed(error: &impl Debug) {
    #[cfg(feature = "defmt")]
    defmt::warn!("time source: {}", defmt::Debug2Format(error));
    let _ = error;
}

/// There is no time of day, or no newer one.
pub(crate) fn no_time(why: NoTime) {
    #[cfg(feature = "defmt")]
    defmt::warn!("no time of day: {}", why);
    let _ = why;
}

/// What should survive a reset was not kept, or not read.
pub(crate) fn store_failed(error: &impl Debug) {
    #[cfg(feature = "defmt")]
    defmt::error!("store: {}", defmt::Debug2Format(error));
    let _ = error;
}

/// A pin was not set.
pub(crate) fn pin_failed(error: &impl Debug) {
    #[cfg(feature = "defmt")]
    defmt::error!("pin: {}", defmt::Debug2Format(error));
    let _ = error;
}

/// The watchdog is not fed any more.
pub(crate) fn starved(watch: bool, lamp: bool) {
    #[cfg(feature = "defmt")]
    defmt::error!(
        "the watchdog is not fed: progress of watch {=bool}, of lamp {=bool}",
        watch,
        lamp
    );
    let _ = (watch, lamp);
}
