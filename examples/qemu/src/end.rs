//! Panics: told in the log, and to whoever runs the emulator.

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicBool, Ordering};

use defmt::Display2Format;

use crate::exit::Exit;

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    static PANICKING: AtomicBool = AtomicBool::new(false);
    // Where the log is what panics, it is not asked again.
    if !PANICKING.load(Ordering::Relaxed) {
        PANICKING.store(true, Ordering::Relaxed);
        defmt::error!("{}", Display2Format(info));
    }
    Exit::Panicked.leave()
}

/// The core could not go on at the address `at`.
pub(crate) fn fault(at: usize) -> ! {
    defmt::error!("fault at {=usize:#010x}", at);
    Exit::Faulted.leave()
}
