//! The interrupt pin of the W5500.

use core::convert::Infallible;

use embassy_rp::gpio::Input;
use embassy_time::{Duration, Instant, with_timeout};
use embedded_hal::digital::ErrorType;
use embedded_hal_async::digital::Wait;

/// How often the chip is looked at, while frames come and else.
const BUSY: Duration = Duration::from_millis(1);
const IDLE: Duration = Duration::from_millis(50);

/// How long after an interrupt frames are still expected.
const AFTERWARDS: Duration = Duration::from_millis(20);

/// A pin whose wait for a low level ends by itself.
///
/// The chip asks for attention when a frame comes. embassy-net-wiznet 0.3.0 then takes
/// one, also where more have come, and waits for the next interrupt: those that were
/// left stay behind for good, and the chip is full at last (embassy issue 6456, mended
/// and not released). Where there is no frame it finds that out, so that waking it too
/// often does no harm.
pub(crate) struct Patient {
    pin: Input<'static>,
    last: Instant,
}

impl Patient {
    pub(crate) const fn new(pin: Input<'static>) -> Self {
        Self {
            pin,
            last: Instant::MIN,
        }
    }
}

impl ErrorType for Patient {
    type Error = Infallible;
}

impl Wait for Patient {
    async fn wait_for_low(&mut self) -> Result<(), Infallible> {
        let pause = if self.last.elapsed() < AFTERWARDS {
            BUSY
        } else {
            IDLE
        };
        if with_timeout(pause, self.pin.wait_for_low()).await.is_ok() {
            self.last = Instant::now();
        }
        Ok(())
    }

    async fn wait_for_high(&mut self) -> Result<(), Infallible> {
        self.pin.wait_for_high().await;
        Ok(())
    }

    async fn wait_for_rising_edge(&mut self) -> Result<(), Infallible> {
        self.pin.wait_for_rising_edge().await;
        Ok(())
    }

    async fn wait_for_falling_edge(&mut self) -> Result<(), Infallible> {
        self.pin.wait_for_falling_edge().await;
        Ok(())
    }

    async fn wait_for_any_edge(&mut self) -> Result<(), Infallible> {
        self.pin.wait_for_any_edge().await;
        Ok(())
    }
}
