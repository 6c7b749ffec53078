//! The watchdog.

use esp_hal::peripherals::RTC_TIMER;
use esp_hal::rtc_cntl::{Rtc, Rwdt, RwdtStage, RwdtStageAction, SocResetReason};
use esp_hal::system::reset_reason;
use esp_hal::time::Duration;

/// What it waits for a feeding. Its clock is an oscillator of resistor and capacitor, which
/// may be off by some percent: eight seconds it is in any case.
const PATIENCE: Duration = Duration::from_secs(10);

/// The watchdog of the RTC. It goes by a clock of its own, also where that of the processor
/// stands still.
pub(crate) struct Dog(Rwdt);

impl Dog {
    /// Starts it: from now on it has to be fed.
    pub(crate) fn start(clock: RTC_TIMER<'static>) -> Self {
        let mut watchdog = Rtc::new(clock).rwdt;
        watchdog.set_timeout(RwdtStage::Stage0, PATIENCE);
        watchdog.enable();
        // All but the RTC: its memory is the store.
        watchdog.set_stage_action(RwdtStage::Stage0, RwdtStageAction::ResetCore);
        watchdog.feed();
        Self(watchdog)
    }
}

impl drs_status_gateway::Watchdog for Dog {
    fn feed(&mut self) {
        self.0.feed();
    }
}

/// What has started the chip.
pub(crate) fn why() -> &'static str {
    match reset_reason() {
        Some(SocResetReason::ChipPowerOn) => "by power or the reset pin",
        Some(SocResetReason::CoreSw) => "by the program, which had panicked",
        Some(SocResetReason::CoreRtcWdt | SocResetReason::SysRtcWdt) => "by the watchdog",
        Some(SocResetReason::SysBrownOut) => "by a power supply that was too weak",
        Some(SocResetReason::CoreUsbUart | SocResetReason::CoreUsbJtag) => "by the USB port",
        _ => "by something else",
    }
}
