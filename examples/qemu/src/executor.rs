//! Runs tasks, and lets the core sleep when none of them can go on.
//!
//! The executor that embassy has for Cortex-M sleeps by WFE, which QEMU takes for
//! no instruction at all: it would keep a processor of the host busy. WFI does halt
//! the emulated core, and wakes it on an interrupt that is pending even while
//! interrupts are masked: so none can slip in between the look and the sleep.

use core::sync::atomic::{AtomicBool, Ordering};

use embassy_executor::Spawner;
use embassy_executor::raw::Executor;
use static_cell::StaticCell;

use crate::machine;

/// Whether a task can go on. Read and written, never exchanged: no core here could.
static WOKEN: AtomicBool = AtomicBool::new(false);

// SAFETY: embassy's executor calls what has this name, with these arguments.
#[unsafe(export_name = "__pender")]
fn pend(_context: *mut ()) {
    WOKEN.store(true, Ordering::SeqCst);
}

/// Runs what `start` spawns, and whatever that spawns, for ever.
pub(crate) fn run(start: impl FnOnce(Spawner)) -> ! {
    static EXECUTOR: StaticCell<Executor> = StaticCell::new();
    let executor: &'static Executor = EXECUTOR.init(Executor::new(core::ptr::null_mut()));
    start(executor.spawner());
    loop {
        // SAFETY: nothing else polls it, and no task can: it does not know it.
        unsafe { executor.poll() };
        critical_section::with(|_| {
            if !WOKEN.load(Ordering::SeqCst) {
                machine::wait_for_interrupt();
            }
            WOKEN.store(false, Ordering::SeqCst);
        });
        // The interrupt is taken here, and its handler wakes a task.
    }
}
