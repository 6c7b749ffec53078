//! Runs the conformance suite over embassy-net, against a service that answers each
//! of its cases: every case over one transport, whose connection is kept where it
//! may be, or, with `keep=0`, each on a connection of its own.

#![no_std]
#![no_main]

use core::time::Duration;

use defmt::{error, info};
use drs_status_conformance::{CASES, TOKEN, base_path, check, config};
use drs_status_core::{Client, Endpoint};
use drs_status_embassy::{EmbassyClock, Memory, Options, PlaintextTransport};
use drs_status_qemu::{Arguments, Exit, boot};
use embassy_executor::Spawner;
use embassy_net::Stack;
use heapless::String;
use static_cell::ConstStaticCell;

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
    let Some(endpoint) = arguments.text("endpoint") else {
        error!("no endpoint is given");
        Exit::Usage.leave();
    };
    let mut options = Options::new();
    if arguments.text("keep") == Some("0") {
        options = options.keep_for(Duration::ZERO);
    }
    every_case(stack, endpoint, &options).await.leave()
}

async fn every_case(stack: Stack<'static>, endpoint: &str, options: &Options) -> Exit {
    // The shortest buffers that there may be, so that nothing fits at once.
    static MEMORY: ConstStaticCell<Memory<64, 64, 64>> = ConstStaticCell::new(Memory::new());
    let transport = PlaintextTransport::new(stack, MEMORY.take().buffers(), options);
    let mut transport = transport.expect("its memory is large enough");
    let mut held = 0;
    for (number, case) in CASES.iter().enumerate() {
        let mut url = String::<96>::new();
        let (path, mut buffer) = (base_path(number, 0), [0; 200]);
        let is_written = url.push_str(endpoint).is_ok() && url.push_str(&path).is_ok();
        let Some(endpoint) = Endpoint::new(&url).ok().filter(|_| is_written) else {
            error!("the endpoint is none");
            return Exit::Usage;
        };
        let client = Client::new(
            config(case, endpoint),
            TOKEN,
            &mut transport,
            EmbassyClock::new(1),
            &mut buffer,
        );
        let mut client = client.expect("its buffer is large enough");
        match check(case, &mut client).await {
            Ok(()) => held += 1,
            Err(mismatch) => error!("{=str}: {=str}", mismatch.case, mismatch.what.as_str()),
        }
    }
    transport.disconnect().await;
    info!("{=usize} of {=usize} cases hold", held, CASES.len());
    if held == CASES.len() {
        Exit::Done
    } else {
        Exit::Untrusted
    }
}
