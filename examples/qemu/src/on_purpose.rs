//! Bad ends on purpose: so that whoever runs firmware can be seen to notice them.

use core::arch::asm;
use core::str::FromStr;

/// What the argument `fail` can ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failure {
    Panic,
    Fault,
    Hang,
}

impl FromStr for Failure {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "panic" => Ok(Self::Panic),
            "fault" => Ok(Self::Fault),
            "hang" => Ok(Self::Hang),
            _ => Err(()),
        }
    }
}

impl Failure {
    pub(crate) fn happen(self) -> ! {
        match self {
            Self::Panic => panic!("on purpose"),
            Self::Fault => fault(),
            Self::Hang => loop {
                core::hint::spin_loop();
            },
        }
    }
}

/// Comes to an instruction that no core has.
fn fault() -> ! {
    // SAFETY: does not come back.
    #[cfg(target_arch = "arm")]
    unsafe {
        asm!("udf #0", options(noreturn))
    }
    // SAFETY: does not come back.
    #[cfg(target_arch = "riscv32")]
    unsafe {
        asm!("unimp", options(noreturn))
    }
}
