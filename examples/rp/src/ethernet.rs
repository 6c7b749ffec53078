//! Ethernet: a W5500.

use chacha20::ChaCha20Rng;
use embassy_executor::Spawner;
use embassy_net::Stack;
use embassy_net_wiznet::State;
use embassy_net_wiznet::chip::W5500;
use embassy_rp::gpio::{Input, Level, Output, Pull};
use embassy_rp::peripherals::{
    DMA_CH0, DMA_CH1, PIN_16, PIN_17, PIN_18, PIN_19, PIN_20, PIN_21, SPI0,
};
use embassy_rp::spi::{Async, Config, Spi};
use embassy_rp::{Peri, bind_interrupts, dma};
use embassy_time::Delay;
use embedded_hal_bus::spi::ExclusiveDevice;
use static_cell::StaticCell;

use crate::address::{self, Identity};
use crate::interrupt::Patient;
use crate::network;

/// Hertz. The W5500 promises 33.3 MHz; an RP2040 makes 31.25 of its 125, an RP2350 30 of
/// its 150.
const SPEED: u32 = 31_250_000;

/// Frames that may wait, in each direction.
const FRAMES: usize = 4;

/// How it is wired, and what its hardware address is made of.
pub(crate) struct Wiring {
    pub(crate) board: Identity,
    pub(crate) spi: Peri<'static, SPI0>,
    pub(crate) transmit: Peri<'static, DMA_CH0>,
    pub(crate) receive: Peri<'static, DMA_CH1>,
    pub(crate) miso: Peri<'static, PIN_16>,
    pub(crate) select: Peri<'static, PIN_17>,
    pub(crate) clock: Peri<'static, PIN_18>,
    pub(crate) mosi: Peri<'static, PIN_19>,
    pub(crate) reset: Peri<'static, PIN_20>,
    pub(crate) interrupt: Peri<'static, PIN_21>,
}

pub(crate) type Device = embassy_net_wiznet::Device<'static>;
type Bus = ExclusiveDevice<Spi<'static, SPI0, Async>, Output<'static>, Delay>;
type Chip = embassy_net_wiznet::Runner<'static, W5500, Bus, Patient, Output<'static>>;

bind_interrupts!(struct Interrupts {
    DMA_IRQ_0 => dma::InterruptHandler<DMA_CH0>, dma::InterruptHandler<DMA_CH1>;
});

/// Starts the chip and the network over it; there is no address yet. A second call panics.
pub(crate) async fn start(
    spawner: Spawner,
    parts: Wiring,
    chance: &mut ChaCha20Rng,
) -> Stack<'static> {
    static STATE: StaticCell<State<FRAMES, FRAMES>> = StaticCell::new();

    let mut config = Config::default();
    config.frequency = SPEED;
    let spi = Spi::new(
        parts.spi,
        parts.clock,
        parts.mosi,
        parts.miso,
        parts.transmit,
        parts.receive,
        Interrupts,
        config,
    );
    let select = Output::new(parts.select, Level::High);
    let Ok(bus) = ExclusiveDevice::new(spi, select, Delay);
    let interrupt = Patient::new(Input::new(parts.interrupt, Pull::Up));
    let reset = Output::new(parts.reset, Level::High);
    let state = STATE.init(State::new());
    let address = address::of(parts.board);
    let started = embassy_net_wiznet::new(address, state, bus, interrupt, reset).await;
    let Ok((device, chip)) = started else {
        defmt::panic!("no W5500 answers");
    };
    spawner.spawn(carry(chip).expect("it is spawned once"));
    network::start(spawner, device, chance)
}

/// Carries frames between chip and stack.
#[embassy_executor::task]
async fn carry(chip: Chip) -> ! {
    chip.run().await
}
