//! Runs tasks, and lets the core sleep when none of them can go on.
//!
//! The executor that embassy has for Cortex-M sleeps by WFE, which QEMU takes for
//! no instruction at all: it would keep a processor of the host busy. WFI does halt
//! the emulated core, and wakes it on an interrupt that is pending even while
//! interrupts are masked: so none can slip in between the look and the sleep.

use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use embassy_executor::Spawner;
use embassy_executor::raw::Executor;
use embassy_time::{Duration, Instant};
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
        let begun = Instant::now();
        // SAFETY: nothing else polls it, and no task can: it does not know it.
        unsafe { executor.poll() };
        note(begun.elapsed());
        critical_section::with(|_| {
            if !WOKEN.load(Ordering::SeqCst) {
                machine::wait_for_interrupt();
            }
            WOKEN.store(false, Ordering::SeqCst);
        });
        // The interrupt is taken here, and its handler wakes a task.
    }
}

/// Microseconds that tasks have run, and the most that one had without giving way.
static BUSY: AtomicU32 = AtomicU32::new(0);
static LONGEST: AtomicU32 = AtomicU32::new(0);

/// How long tasks were busy.
#[derive(Clone, Copy, Debug, defmt::Format)]
pub(crate) struct Busy {
    /// All together.
    pub(crate) all: Duration,
    /// Without giving way to others: as long a task that is woken waits, if it has
    /// no executor of its own.
    pub(crate) longest: Duration,
}

/// How long tasks were busy since this was asked last.
pub(crate) fn busy() -> Busy {
    let take = |micros: &AtomicU32| {
        let taken = micros.load(Ordering::Relaxed);
        micros.store(0, Ordering::Relaxed);
        Duration::from_micros(taken.into())
    };
    Busy {
        all: take(&BUSY),
        longest: take(&LONGEST),
    }
}

/// Only the executor itself calls this: so nothing comes between look and store.
fn note(time: Duration) {
    let micros = u32::try_from(time.as_micros()).unwrap_or(u32::MAX);
    let all = BUSY.load(Ordering::Relaxed).saturating_add(micros);
    BUSY.store(all, Ordering::Relaxed);
    let longest = LONGEST.load(Ordering::Relaxed).max(micros);
    LONGEST.store(longest, Ordering::Relaxed);
}
