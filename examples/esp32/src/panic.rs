//! A panic is told to the log, and the chip is reset.

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicBool, Ordering};

use esp_hal::delay::Delay;
use esp_hal::system::software_reset;

/// What the UART takes to send what it still has: 128 bytes at 115200 baud are 11 ms.
const TO_SEND: u32 = 50;

/// Of Rust. It is where exceptions of the processor end, too.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    static IS_TOLD: AtomicBool = AtomicBool::new(false);
    // The log may be what has panicked.
    if !IS_TOLD.load(Ordering::Relaxed) {
        IS_TOLD.store(true, Ordering::Relaxed);
        defmt::error!("{}", defmt::Display2Format(info));
    }
    reset()
}

/// Of defmt, which has told it already.
#[defmt::panic_handler]
fn reset() -> ! {
    Delay::new().delay_millis(TO_SEND);
    software_reset()
}
