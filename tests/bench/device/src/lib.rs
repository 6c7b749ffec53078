//! One reading or writing on an emulated core, counted: each image does one of
//! them and tells the host its instructions, and a sum of what came of it. One
//! that does nothing is what the sizes of the others are told apart from.

#![no_std]

mod counter;
mod end;
mod ledger;
mod payload;

use core::hash::Hasher;
use core::hint::black_box;

use drs_status_core::{BatchStatusRequest, JobId, max_encoded_len};
use semihosting::{println, process};

pub use ledger::Ledger;
use ledger::Sum;
use payload::{JOBS, PAGE};

/// Makes an image's entry of an expression that does not come back.
#[macro_export]
macro_rules! image {
    ($run:expr) => {
        #[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
        #[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
        fn main() -> ! {
            $run
        }
    };
}

/// Counts a reading of `page`: `read` hands each job to the ledger, and says
/// whether all was well. Jobs are compared with those that were asked in a
/// second, uncounted run.
pub fn count_read(read: fn(&[u8], &mut Ledger) -> bool) -> ! {
    let mut ledger = Ledger::counting();
    let (instructions, fine) = counter::count(|| read(black_box(PAGE), &mut ledger));
    let mut summing = Ledger::summing();
    let fine = fine & read(black_box(PAGE), &mut summing) & (ledger.taken() == summing.taken());
    tell(fine, instructions, PAGE.len(), summing.sum())
}

/// Counts a writing of a request with as many ids as `page` has jobs: `write`
/// returns how many bytes it wrote.
pub fn count_write(write: fn(&BatchStatusRequest<'_>, &mut [u8]) -> usize) -> ! {
    let mut jobs = [JobId::literal("00000000-0000-0000-0000-000000000000"); JOBS];
    let mut fine = true;
    for (job, text) in jobs.iter_mut().zip(payload::ids()) {
        match JobId::new(text) {
            Ok(id) => *job = id,
            Err(_) => fine = false,
        }
    }
    let mut buffer = [0; max_encoded_len(JOBS)];
    let Ok(request) = BatchStatusRequest::new(&jobs) else {
        tell(false, 0, 0, 0)
    };
    let (instructions, len) = counter::count(|| write(black_box(&request), black_box(&mut buffer)));
    let body = buffer.get(..len).unwrap_or_default();
    let mut sum = Sum(0);
    sum.write(body);
    tell(fine, instructions, request.encoded_len(), sum.0)
}

/// What `cargo xtask bench` reads.
fn tell(fine: bool, instructions: u32, bytes: usize, sum: u32) -> ! {
    println!("{instructions} instructions, {bytes} bytes, sum {sum}");
    process::exit(i32::from(!fine))
}
