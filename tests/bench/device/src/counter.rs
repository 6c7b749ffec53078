//! Instructions that a core has retired, under QEMU's `-icount`.

use core::hint::black_box;

/// The instructions of `work`, to one or two, and what came of it.
pub(crate) fn count<R>(work: impl FnOnce() -> R) -> (u32, R) {
    let counter = Counter::start();
    let nothing = counter.between(|| ()).0;
    let (instructions, result) = counter.between(work);
    (instructions.saturating_sub(nothing), result)
}

struct Counter;

impl Counter {
    #[inline(never)]
    fn between<R>(&self, work: impl FnOnce() -> R) -> (u32, R) {
        let before = self.now();
        let result = black_box(work());
        let after = self.now();
        (Self::instructions(before, after), result)
    }
}

/// The timer `SysTick` of the machine `microbit`, at 16 MHz. With `-icount shift=6` an
/// instruction takes 64 ns. It has 24 bits: enough for 16 million instructions.
#[cfg(target_arch = "arm")]
impl Counter {
    fn start() -> Self {
        const ENABLED_BY_CORE_CLOCK: u32 = 0b101;
        // SAFETY: nothing else uses the timer, and its interrupt stays off.
        unsafe {
            let timer = &*cortex_m::peripheral::SYST::PTR;
            timer.rvr.write(0xff_ffff);
            timer.cvr.write(0);
            timer.csr.write(ENABLED_BY_CORE_CLOCK);
        }
        Self
    }

    #[expect(clippy::unused_self, reason = "the timer has been started")]
    fn now(&self) -> u32 {
        cortex_m::peripheral::SYST::get_current()
    }

    fn instructions(before: u32, after: u32) -> u32 {
        // 16 ticks are 1000 ns; the timer counts down.
        let ticks = before.wrapping_sub(after) & 0xff_ffff;
        (u64::from(ticks) * 1000 / 16 / 64)
            .try_into()
            .unwrap_or(u32::MAX)
    }
}

/// The counter that the architecture has for this.
#[cfg(target_arch = "riscv32")]
impl Counter {
    const fn start() -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "as on the other core")]
    fn now(&self) -> u32 {
        let now: u32;
        // SAFETY: reads a register of machine mode, which is the mode here.
        unsafe { core::arch::asm!("csrr {}, minstret", out(reg) now) };
        now
    }

    const fn instructions(before: u32, after: u32) -> u32 {
        after.wrapping_sub(before)
    }
}
