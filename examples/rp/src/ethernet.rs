//! The network: a W5500, and embassy-net over it.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::Rng;
use drs_status_gateway::Network;
use embassy_executor::Spawner;
use embassy_net::{DhcpConfig, Runner, Stack, StackResources};
use embassy_net_wiznet::chip::W5500;
use embassy_net_wiznet::{Device, State};
use embassy_rp::gpio::{Input, Level, Output, Pull};
use embassy_rp::peripherals::{DMA_CH0, DMA_CH1, SPI0};
use embassy_rp::spi::{Async, Config, Spi};
use embassy_rp::{bind_interrupts, dma};
use embassy_time::{Delay, Duration, Timer};
use embedded_hal_bus::spi::ExclusiveDevice;
use static_cell::StaticCell;

use crate::board::Ethernet;
use crate::interrupt::Patient;
use crate::settings::MARK;

/// Of the client, of the time server's answer, of names, and of DHCP.
const SOCKETS: usize = 4;

/// Hertz. The W5500 promises 33.3 MHz; an RP2040 makes 31.25 of its 125.
const SPEED: u32 = 31_250_000;

/// Frames that may wait, in each direction.
const FRAMES: usize = 4;

/// How often it is looked whether there is an address, to tell of it.
const LOOK_EVERY: Duration = Duration::from_millis(250);

bind_interrupts!(struct Interrupts {
    DMA_IRQ_0 => dma::InterruptHandler<DMA_CH0>, dma::InterruptHandler<DMA_CH1>;
});

type Bus = ExclusiveDevice<Spi<'static, SPI0, Async>, Output<'static>, Delay>;
type Chip = embassy_net_wiznet::Runner<'static, W5500, Bus, Patient, Output<'static>>;

/// Starts it; there is no address yet. A second call panics.
pub(crate) async fn start(
    spawner: Spawner,
    parts: Ethernet,
    chance: &mut ChaCha20Rng,
) -> Stack<'static> {
    static STATE: StaticCell<State<FRAMES, FRAMES>> = StaticCell::new();
    static RESOURCES: StaticCell<StackResources<SOCKETS>> = StaticCell::new();

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
    let started = embassy_net_wiznet::new(hardware_address(), state, bus, interrupt, reset).await;
    let Ok((device, chip)) = started else {
        defmt::panic!("no W5500 answers");
    };
    let config = embassy_net::Config::dhcpv4(DhcpConfig::default());
    let resources = RESOURCES.init(StackResources::new());
    let (stack, runner) = embassy_net::new(device, config, resources, chance.next_u64());
    spawner.spawn(carry(chip).expect("it is spawned once"));
    spawner.spawn(run(runner).expect("it is spawned once"));
    spawner.spawn(tell(stack).expect("it is spawned once"));
    stack
}

/// The board has none of its own. This one is another one for other credentials; the
/// second lowest bit of its first byte says that nobody assigned it (IEEE 802-2014,
/// section 8.4).
const fn hardware_address() -> [u8; 6] {
    let [a, b, c, d] = MARK.to_be_bytes();
    [0x02, 0x57, a, b, c, d]
}

/// The lease of an address.
pub(crate) struct Lease(pub(crate) Stack<'static>);

impl Network for Lease {
    async fn up(&mut self) {
        self.0.wait_config_up().await;
    }
}

/// Carries frames between chip and stack.
#[embassy_executor::task]
async fn carry(chip: Chip) -> ! {
    chip.run().await
}

#[embassy_executor::task]
async fn run(mut runner: Runner<'static, Device<'static>>) -> ! {
    runner.run().await
}

/// Logs when the address comes and goes; with the link it goes. It looks by itself: the
/// stack has room for one task that is told of such changes, which is the gateway, and two
/// that wait would wake each other for as long as there is no address.
#[embassy_executor::task]
async fn tell(stack: Stack<'static>) -> ! {
    let mut told = None;
    loop {
        let address = stack.config_v4().map(|config| config.address);
        if address != told {
            if let Some(address) = address {
                defmt::info!("address {}", address);
            } else {
                defmt::info!("no address");
            }
            told = address;
        }
        Timer::after(LOOK_EVERY).await;
    }
}
