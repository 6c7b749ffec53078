//! The firmware. What it does is in [`drs_status_qemu::app`].

#![no_std]
#![no_main]

use drs_status_qemu::{Arguments, app, boot};
use embassy_executor::Spawner;
use embassy_net::Stack;

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    boot(begin)
}

fn begin(spawner: Spawner, stack: Stack<'static>, arguments: Arguments) {
    spawner.spawn(run(stack, arguments).expect("it is spawned once"));
}

#[embassy_executor::task]
async fn run(stack: Stack<'static>, arguments: Arguments) -> ! {
    app::run(stack, arguments).await.leave()
}
