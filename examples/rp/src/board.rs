//! What is on the board.

use embassy_rp::gpio::{Level, Output};
use embassy_rp::watchdog::Watchdog;

#[cfg(feature = "w5500")]
use crate::address::Identity;
use crate::medium::Wiring;

/// All parts that are in use.
pub(crate) struct Parts {
    /// GPIO 25, the light on a board with a W5500; GPIO 14 on one whose own light hangs on
    /// the radio.
    pub(crate) lamp: Output<'static>,
    /// GPIO 15.
    pub(crate) alarm: Output<'static>,
    pub(crate) watchdog: Watchdog,
    pub(crate) chance: Chance,
    /// The chip to the network.
    pub(crate) medium: Wiring,
}

/// Where chance comes from: the ring oscillator, which nobody has to hand over.
#[cfg(feature = "rp2040")]
pub(crate) struct Chance;

/// Where chance comes from: the generator of true random numbers.
#[cfg(feature = "rp2350")]
pub(crate) type Chance = embassy_rp::Peri<'static, embassy_rp::peripherals::TRNG>;

impl Parts {
    /// Takes all of them; a second call panics.
    pub(crate) fn take() -> Self {
        let all = embassy_rp::init(embassy_rp::config::Config::default());
        Self {
            #[cfg(feature = "w5500")]
            lamp: Output::new(all.PIN_25, Level::Low),
            #[cfg(feature = "cyw43")]
            lamp: Output::new(all.PIN_14, Level::Low),
            alarm: Output::new(all.PIN_15, Level::Low),
            watchdog: Watchdog::new(all.WATCHDOG),
            #[cfg(feature = "rp2040")]
            chance: Chance,
            #[cfg(feature = "rp2350")]
            chance: all.TRNG,
            #[cfg(feature = "w5500")]
            medium: Wiring {
                #[cfg(feature = "rp2040")]
                board: Identity(all.FLASH),
                #[cfg(feature = "rp2350")]
                board: Identity,
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
            #[cfg(feature = "cyw43")]
            medium: Wiring {
                pio: all.PIO0,
                dma: all.DMA_CH0,
                power: all.PIN_23,
                data: all.PIN_24,
                select: all.PIN_25,
                clock: all.PIN_29,
            },
        }
    }
}
