//! What is on a board, and where: the same pins on each.

use esp_hal::clock::CpuClock;
use esp_hal::gpio::{Level, Output, OutputConfig};
use esp_hal::peripherals::{FROM_CPU_INTR0, RTC_TIMER, TIMG0, WIFI};
use esp_hal::timer::timg::{Timer, TimerGroup};

/// All parts that are in use.
///
/// The pins are free on the ESP32-C3-DevKitM-1 and -DevKitC-02 and on the
/// ESP32-C6-DevKitC-1, and can do no harm: neither is read when the chip starts (GPIO 2, 8
/// and 9 of a C3; 4, 5, 8, 9 and 15 of a C6), nor belongs to the flash, the USB port, the
/// UART of the log, the JTAG pads or a crystal. The light on these boards is none for a
/// lamp: it wants a protocol, and hangs on a pin that is read when the chip starts.
pub(crate) struct Parts {
    /// GPIO 10.
    pub(crate) lamp: Output<'static>,
    /// GPIO 3.
    pub(crate) alarm: Output<'static>,
    /// What the watchdog is driven by.
    pub(crate) clock: RTC_TIMER<'static>,
    pub(crate) radio: WIFI<'static>,
    /// By which threads take turns.
    pub(crate) timer: Timer<'static>,
    pub(crate) interrupt: FROM_CPU_INTR0<'static>,
}

impl Parts {
    /// Takes all of them; a second call panics.
    pub(crate) fn take() -> Self {
        let all = esp_hal::init(esp_hal::Config::default().with_cpu_clock(CpuClock::max()));
        let timers: TimerGroup<'static, TIMG0<'static>> = TimerGroup::new(all.TIMG0);
        Self {
            lamp: Output::new(all.GPIO10, Level::Low, OutputConfig::default()),
            alarm: Output::new(all.GPIO3, Level::Low, OutputConfig::default()),
            clock: all.RTC_TIMER,
            radio: all.WIFI,
            timer: timers.timer0,
            interrupt: all.FROM_CPU_INTR0,
        }
    }
}
