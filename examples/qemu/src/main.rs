//! The firmware. What it does is in [`drs_status_qemu::app`].

#![no_std]
#![no_main]

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    drs_status_qemu::boot()
}
