//! Feeds the watchdog while all goes on.

use drs_status_core::{Clock, Wake};

use crate::panel::Panel;
use crate::trace;
use crate::watchdog::{FEED_EVERY, Watchdog};

/// Feeds the watchdog for as long as watch and lamp make progress.
pub(crate) async fn feed<C: Clock, W: Watchdog>(panel: &Panel, mut clock: C, watchdog: &mut W) {
    let mut was_starved = false;
    loop {
        let now = clock.now();
        let (watch, lamp) = (panel.watch.is_made(now), panel.lamp.is_made(now));
        let is_starved = !(watch && lamp);
        if is_starved && !was_starved {
            trace::starved(watch, lamp);
        }
        was_starved = is_starved;
        if !is_starved {
            watchdog.feed();
        }
        if clock.sleep(FEED_EVERY).await == Wake::Stopped {
            return;
        }
    }
}
