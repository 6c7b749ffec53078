//! The gateway on a board with a W5500: see README.md.

#![no_std]
#![no_main]

mod board;
mod chance;
mod dog;
mod ethernet;
mod interrupt;
#[cfg(feature = "plaintext-for-simulator")]
mod plain;
#[cfg(feature = "tls")]
mod secure;
mod service;
mod settings;
mod time;

#[cfg(not(any(feature = "tls", feature = "plaintext-for-simulator")))]
compile_error!("a way to the service is needed: the feature `tls`");
#[cfg(all(feature = "tls", feature = "plaintext-for-simulator"))]
compile_error!("an image speaks TLS, or plaintext to a simulator: turn the default features off");
#[cfg(all(feature = "rp2040", feature = "rp2350"))]
compile_error!("an image is for one chip: turn the default features off");

use defmt_rtt as _;
use panic_probe as _;
// Without it the core's missing instructions are missed when the image is linked.
use portable_atomic as _;

use core::cell::RefCell;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use drs_status_gateway::Board;
use embassy_executor::Spawner;

use board::Parts;
use dog::{Dog, Scratch};
use time::Server;

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    let parts = Parts::take();
    defmt::info!("started: {}", dog::why(&parts.watchdog));
    let watchdog = RefCell::new(dog::start(parts.watchdog));
    let mut chance = chance::seeded(parts.chance).await;
    let stack = ethernet::start(spawner, parts.ethernet, &mut chance).await;
    let time = Server {
        stack,
        chance: ChaCha20Rng::from_rng(&mut chance),
    };
    let service = service::new(stack, chance);
    let mut board = Board {
        lamp: parts.lamp,
        alarm: parts.alarm,
        watchdog: Dog(&watchdog),
        store: Scratch(&watchdog),
        network: ethernet::Lease(stack),
        time,
    };
    let ended = drs_status_gateway::run(&settings::GATEWAY, service, &mut board).await;
    // Nobody feeds the watchdog any more.
    defmt::error!("the gateway has ended: {}", ended);
}
