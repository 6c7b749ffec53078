//! What is on a W5500-EVB-Pico, and on a W5500-EVB-Pico2 at the same pins.

use embassy_rp::Peri;
use embassy_rp::gpio::{Level, Output};
use embassy_rp::peripherals::{
    DMA_CH0, DMA_CH1, PIN_16, PIN_17, PIN_18, PIN_19, PIN_20, PIN_21, SPI0,
};
use embassy_rp::watchdog::Watchdog;

/// All parts that are in use.
pub(crate) struct Parts {
    /// GPIO 25: the light on the board.
    pub(crate) lamp: Output<'static>,
    /// GPIO 15.
    pub(crate) alarm: Output<'static>,
    pub(crate) watchdog: Watchdog,
    pub(crate) chance: Chance,
    pub(crate) ethernet: Ethernet,
}

/// The W5500 and how it is wired.
pub(crate) struct Ethernet {
    pub(crate) spi: Peri<'static, SPI0>,
    pub(crate) transmit: Peri<'static, DMA_CH0>,
    pub(crate) receive: Peri<'static, DMA_CH1>,
    pub(crate) miso: Peri<'static, PIN_16>,
    pub(crate) select: Peri<'static, PIN_17>,
    pub(crate) clock: Peri<'static, PIN_18>,
    pub(crate) mosi: Peri<'static, PIN_19>,
    pub(crate) reset: Peri<'static, PIN_20>,
    pub(crate) interrupt: Peri<'static, PIN_21>,
}

/// Where chance comes from: the ring oscillator, which nobody has to hand over.
#[cfg(feature = "rp2040")]
pub(crate) struct Chance;

/// Where chance comes from: the generator of true random numbers.
#[cfg(feature = "rp2350")]
pub(crate) type Chance = Peri<'static, embassy_rp::peripherals::TRNG>;

impl Parts {
    /// Takes all of them; a second call panics.
    pub(crate) fn take() -> Self {
        let all = embassy_rp::init(embassy_rp::config::Config::default());
        Self {
            lamp: Output::new(all.PIN_25, Level::Low),
            alarm: Output::new(all.PIN_15, Level::Low),
            watchdog: Watchdog::new(all.WATCHDOG),
            #[cfg(feature = "rp2040")]
            chance: Chance,
            #[cfg(feature = "rp2350")]
            chance: all.TRNG,
            ethernet: Ethernet {
                spi: all.SPI0,
                transmit: all.DMA_CH0,
                receive: all.DMA_CH1,
                miso: all.PIN_16,
                select: all.PIN_17,
                clock: all.PIN_18,
                mosi: all.PIN_19,
                reset: all.PIN_20,
                interrupt: all.PIN_21,
            },
        }
    }
}
