//! The gateway on a board with an ESP32-C3 or an ESP32-C6: see README.md.

#![no_std]
#![no_main]

mod board;
mod chance;
mod dog;
mod heap;
#[path = "../../boards/network.rs"]
mod network;
mod panic;
#[cfg(feature = "plaintext-for-simulator")]
#[path = "../../boards/plain.rs"]
mod plain;
mod radio;
#[cfg(feature = "tls")]
#[path = "../../boards/secure.rs"]
mod secure;
#[path = "../../boards/service.rs"]
mod service;
#[path = "../../boards/settings.rs"]
mod settings;
mod store;
#[path = "../../boards/time.rs"]
mod time;

#[cfg(not(any(feature = "tls", feature = "plaintext-for-simulator")))]
compile_error!("a way to the service is needed: the feature `tls`");
#[cfg(all(feature = "tls", feature = "plaintext-for-simulator"))]
compile_error!("an image speaks TLS, or plaintext to a simulator: turn the default features off");
#[cfg(not(any(feature = "esp32-c3", feature = "esp32-c6")))]
compile_error!("a chip is needed: the feature `esp32-c3` or `esp32-c6`");
#[cfg(all(feature = "esp32-c3", feature = "esp32-c6"))]
compile_error!("an image is for one chip: turn the default features off");

// What carries frames: its driver is the network's.
use radio as medium;

// Carries the log to the USB port or the UART.
use esp_println as _;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use drs_status_gateway::Board;
use embassy_executor::Spawner;

use board::Parts;
use dog::Dog;
use medium::Device;
use network::Lease;
use store::RtcMemory;
use time::Server;

// What Espressif's second-stage bootloader reads of an image.
esp_bootloader_esp_idf::esp_app_desc!();

#[esp_rtos::main]
async fn main(spawner: Spawner) {
    let parts = Parts::take();
    defmt::info!("started: {}", dog::why());
    let watchdog = Dog::start(parts.clock);
    heap::lend();
    // The radio's own threads; this one is the first of them.
    esp_rtos::start(parts.timer, parts.interrupt);
    let radio = radio::start(parts.radio);
    let mut chance = chance::seeded(&radio);
    let stack = network::start(spawner, Device::station(), &mut chance);
    spawner.spawn(radio::keep(radio, stack).expect("it is spawned once"));
    let time = Server {
        stack,
        chance: ChaCha20Rng::from_rng(&mut chance),
    };
    let service = service::new(spawner, stack, chance);
    let mut board = Board {
        lamp: parts.lamp,
        alarm: parts.alarm,
        watchdog,
        store: RtcMemory,
        network: Lease(stack),
        time,
    };
    let ended = drs_status_gateway::run(&settings::GATEWAY, service, &mut board).await;
    // Nobody feeds the watchdog any more.
    defmt::error!("the gateway has ended: {}", ended);
}
