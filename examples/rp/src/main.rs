//! The gateway on a board with an RP2040 or an RP2350: see README.md.

#![no_std]
#![no_main]

#[cfg(feature = "w5500")]
mod address;
mod board;
mod chance;
mod dog;
#[cfg(feature = "w5500")]
mod ethernet;
#[cfg(feature = "w5500")]
mod interrupt;
#[cfg(feature = "cyw43")]
mod join;
#[path = "../../boards/network.rs"]
mod network;
#[cfg(feature = "plaintext-for-simulator")]
#[path = "../../boards/plain.rs"]
mod plain;
#[cfg(feature = "cyw43")]
mod radio;
#[cfg(feature = "tls")]
#[path = "../../boards/secure.rs"]
mod secure;
#[path = "../../boards/service.rs"]
mod service;
#[path = "../../boards/settings.rs"]
mod settings;
#[path = "../../boards/time.rs"]
mod time;

#[cfg(not(any(feature = "tls", feature = "plaintext-for-simulator")))]
compile_error!("a way to the service is needed: the feature `tls`");
#[cfg(all(feature = "tls", feature = "plaintext-for-simulator"))]
compile_error!("an image speaks TLS, or plaintext to a simulator: turn the default features off");

#[cfg(feature = "w5500")]
use ethernet as medium;
#[cfg(feature = "cyw43")]
use radio as medium;

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
use network::Lease;
use time::Server;

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    let parts = Parts::take();
    defmt::info!("started: {}", dog::why(&parts.watchdog));
    let watchdog = RefCell::new(dog::start(parts.watchdog));
    let mut chance = chance::seeded(parts.chance).await;
    let stack = medium::start(spawner, parts.medium, &mut chance).await;
    let time = Server {
        stack,
        chance: ChaCha20Rng::from_rng(&mut chance),
    };
    let service = service::new(spawner, stack, chance);
    let mut board = Board {
        lamp: parts.lamp,
        alarm: parts.alarm,
        watchdog: Dog(&watchdog),
        store: Scratch(&watchdog),
        network: Lease(stack),
        time,
    };
    let ended = drs_status_gateway::run(&settings::GATEWAY, service, &mut board).await;
    // Nobody feeds the watchdog any more.
    defmt::error!("the gateway has ended: {}", ended);
}
