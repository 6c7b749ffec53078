//! HTTP/1.1, on the core that this is built for.

#![no_std]
#![no_main]

mod page;
mod sizes;
mod stream;

use drs_status_core::{Endpoint, Request};

const REQUEST: Request<'_> = Request::login(Endpoint::literal("https://iam.example.com"), b"{}");

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    drs_status_device::run(drs_status_device::tests![
        page::each_row_of_the_page_is_so,
        sizes::it_is_as_small_as_promised,
    ])
}
