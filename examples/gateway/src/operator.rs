//! What an operator sees: lamp and alarm.

use core::time::Duration;

use drs_status_core::{Clock, Wake};
use embedded_hal::digital::{OutputPin, PinState};

use crate::panel::Panel;
use crate::pattern::Pattern;
use crate::trace;

/// How much later than it should the lamp may be: a core that is busy with a handshake
/// runs nothing else.
const LATEST: Duration = Duration::from_secs(10);

/// Shows how things stand.
pub(crate) async fn show<C, L, A>(panel: &Panel, mut clock: C, lamp: &mut L, alarm: &mut A)
where
    C: Clock,
    L: OutputPin,
    A: OutputPin,
{
    let mut shown = None;
    let mut began = clock.now();
    loop {
        let now = clock.now();
        let standing = panel.standing(now);
        if shown != Some(standing) {
            trace::standing(standing);
            shown = Some(standing);
            began = now;
        }
        set(alarm, standing.alarm());
        set(lamp, standing.lamp().at(now.saturating_sub(began)));
        panel.lamp.made(now, LATEST);
        if clock.sleep(Pattern::STEP).await == Wake::Stopped {
            return;
        }
    }
}

/// A pin that cannot be set is told, for nothing else can be done about it.
fn set(pin: &mut impl OutputPin, state: PinState) {
    if let Err(error) = pin.set_state(state) {
        trace::pin_failed(&error);
    }
}
