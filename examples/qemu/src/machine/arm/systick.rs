//! Time for embassy-time: `SysTick`, the timer of every Cortex-M.
//!
//! It counts down from a millisecond to 0, over and over, and interrupts each time.
//! Between two interrupts the counter itself tells the microseconds.

use core::cell::RefCell;
use core::task::Waker;

use cortex_m::peripheral::syst::SystClkSource;
use cortex_m::peripheral::{SCB, SYST};
use cortex_m_rt::exception;
use critical_section::Mutex;
use embassy_time_driver::{Driver, TICK_HZ, time_driver_impl};
use embassy_time_queue_utils::Queue;

/// The core's clock in MHz, so in ticks of the counter a microsecond.
const MHZ: u32 = 25;

/// From here it counts down.
const RELOAD: u32 = MHZ * 1000 - 1;

const _: () = assert!(TICK_HZ == 1_000_000, "time is told in microseconds");

struct SysTickDriver(Mutex<RefCell<State>>);

struct State {
    /// Milliseconds that have been counted.
    milliseconds: u64,
    /// The latest time that was told.
    told: u64,
    /// When the next task is to be woken.
    due: u64,
    queue: Queue,
}

time_driver_impl!(static DRIVER: SysTickDriver = SysTickDriver(Mutex::new(RefCell::new(State {
    milliseconds: 0,
    told: 0,
    due: u64::MAX,
    queue: Queue::new(),
}))));

impl SysTickDriver {
    fn with<R>(&self, act: impl FnOnce(&mut State) -> R) -> R {
        critical_section::with(|token| act(&mut self.0.borrow_ref_mut(token)))
    }
}

impl State {
    fn now(&mut self) -> u64 {
        let mut counter = SYST::get_current();
        let mut milliseconds = self.milliseconds;
        if SCB::is_pendst_pending() {
            // It wrapped, and the interrupt is still to come.
            counter = SYST::get_current();
            milliseconds += 1;
        }
        let microseconds = (RELOAD - counter.min(RELOAD)) / MHZ;
        let now = milliseconds * 1000 + u64::from(microseconds);
        // QEMU's counter wraps a moment before the interrupt is pending: in between,
        // the sum would be a millisecond behind.
        self.told = self.told.max(now);
        self.told
    }

    fn wake(&mut self) {
        let now = self.now();
        self.due = self.queue.next_expiration(now);
    }
}

impl Driver for SysTickDriver {
    fn now(&self) -> u64 {
        self.with(State::now)
    }

    fn schedule_wake(&self, at: u64, waker: &Waker) {
        self.with(|state| {
            if state.queue.schedule_wake(at, waker) {
                state.wake();
            }
        });
    }
}

#[exception]
fn SysTick() {
    DRIVER.with(|state| {
        state.milliseconds += 1;
        if state.due <= state.now() {
            state.wake();
        }
    });
}

/// Time runs from now on.
pub(super) fn start(timer: &mut SYST) {
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(RELOAD);
    timer.clear_current();
    timer.enable_counter();
    timer.enable_interrupt();
}
