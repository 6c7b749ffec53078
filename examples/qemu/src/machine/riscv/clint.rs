//! Time for embassy-time: the CLINT, a counter that interrupts when it reaches the
//! time that it was told.

use core::cell::RefCell;
use core::task::Waker;

use critical_section::Mutex;
use embassy_time_driver::{Driver, TICK_HZ, time_driver_impl};
use embassy_time_queue_utils::Queue;
use riscv::interrupt::Interrupt;
use riscv::register::mie;

use crate::registers::Registers;

// SAFETY: there the machine has the device, which knows nothing of memory.
const DEVICE: Registers = unsafe { Registers::at(0x0200_0000, 0xc000) };

/// The time at which it interrupts: the lower half, and behind it the upper.
const MTIMECMP: usize = 0x4000;
/// The counter, in halves too.
const MTIME: usize = 0xbff8;

/// The counter runs at 10 MHz.
const COUNTS: u64 = 10_000_000 / TICK_HZ;

struct Clint(Mutex<RefCell<Queue>>);

time_driver_impl!(static DRIVER: Clint = Clint(Mutex::new(RefCell::new(Queue::new()))));

impl Driver for Clint {
    fn now(&self) -> u64 {
        now()
    }

    fn schedule_wake(&self, at: u64, waker: &Waker) {
        critical_section::with(|token| {
            let mut queue = self.0.borrow_ref_mut(token);
            if queue.schedule_wake(at, waker) {
                interrupt_at(queue.next_expiration(now()));
            }
        });
    }
}

fn now() -> u64 {
    loop {
        let upper = DEVICE.read(MTIME + 4);
        let lower = DEVICE.read(MTIME);
        // Else the lower half has run over in between.
        if DEVICE.read(MTIME + 4) == upper {
            return (u64::from(upper) << 32 | u64::from(lower)) / COUNTS;
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a half of it, and then the other"
)]
fn interrupt_at(time: u64) {
    let count = time.saturating_mul(COUNTS);
    // No time in between may be one that has come.
    DEVICE.write(MTIMECMP + 4, u32::MAX);
    DEVICE.write(MTIMECMP, count as u32);
    DEVICE.write(MTIMECMP + 4, (count >> 32) as u32);
}

#[riscv_rt::core_interrupt(Interrupt::MachineTimer)]
fn on_interrupt() {
    critical_section::with(|token| {
        let mut queue = DRIVER.0.borrow_ref_mut(token);
        interrupt_at(queue.next_expiration(now()));
    });
}

/// Lets it interrupt, though not yet.
pub(super) fn start() {
    interrupt_at(u64::MAX);
    // SAFETY: no critical section depends on its being masked: they mask all.
    unsafe { mie::set_mtimer() };
}
