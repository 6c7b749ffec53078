//! Faults, which all become a `HardFault`: no other is enabled.

use cortex_m_rt::{ExceptionFrame, exception};

use crate::end;

#[exception]
unsafe fn HardFault(frame: &ExceptionFrame) -> ! {
    end::fault(frame.pc() as usize)
}
