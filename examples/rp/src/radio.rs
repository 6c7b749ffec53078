//! Wi-Fi: a CYW43439.

use chacha20::ChaCha20Rng;
use cyw43::{PowerManagementMode, SpiBus, State, aligned_bytes};
use cyw43_pio::{DEFAULT_CLOCK_DIVIDER, PioSpi};
use embassy_executor::Spawner;
use embassy_net::Stack;
use embassy_rp::gpio::{Level, Output};
use embassy_rp::peripherals::{DMA_CH0, PIN_23, PIN_24, PIN_25, PIN_29, PIO0};
use embassy_rp::pio::Pio;
use embassy_rp::{Peri, bind_interrupts, dma, pio};
use static_cell::StaticCell;

use crate::{join, network};

/// How it is wired: a bus of its own, which a PIO speaks.
pub(crate) struct Wiring {
    pub(crate) pio: Peri<'static, PIO0>,
    pub(crate) dma: Peri<'static, DMA_CH0>,
    pub(crate) power: Peri<'static, PIN_23>,
    /// In both directions, and the interrupt.
    pub(crate) data: Peri<'static, PIN_24>,
    pub(crate) select: Peri<'static, PIN_25>,
    pub(crate) clock: Peri<'static, PIN_29>,
}

pub(crate) type Device = cyw43::NetDriver<'static>;
type Bus = SpiBus<Output<'static>, PioSpi<'static, PIO0, 0>>;
type Chip = cyw43::Runner<'static, Bus>;

bind_interrupts!(struct Interrupts {
    PIO0_IRQ_0 => pio::InterruptHandler<PIO0>;
    DMA_IRQ_0 => dma::InterruptHandler<DMA_CH0>;
});

/// Starts the radio and the network over it; it is not joined yet. A radio that does not
/// start is started anew by the watchdog, which runs already. A second call panics.
pub(crate) async fn start(
    spawner: Spawner,
    parts: Wiring,
    chance: &mut ChaCha20Rng,
) -> Stack<'static> {
    static STATE: StaticCell<State> = StaticCell::new();

    let firmware = aligned_bytes!(concat!(env!("OUT_DIR"), "/43439A0.bin"));
    let regulation = include_bytes!(concat!(env!("OUT_DIR"), "/43439A0_clm.bin"));
    let board = aligned_bytes!(concat!(env!("OUT_DIR"), "/nvram_rp2040.bin"));

    let mut pio = Pio::new(parts.pio, Interrupts);
    let bus = PioSpi::new(
        &mut pio.common,
        pio.sm0,
        DEFAULT_CLOCK_DIVIDER,
        pio.irq0,
        Output::new(parts.select, Level::High),
        parts.data,
        parts.clock,
        dma::Channel::new(parts.dma, Interrupts),
    );
    // Low: it starts from its reset, whatever it did before.
    let power = Output::new(parts.power, Level::Low);
    let state = STATE.init(State::new());
    let (device, mut control, chip) = cyw43::new(state, power, bus, firmware, board).await;
    spawner.spawn(carry(chip).expect("it is spawned once"));
    control.init(regulation).await;
    // A radio that sleeps misses frames, and nobody here saves power.
    control
        .set_power_management(PowerManagementMode::None)
        .await;
    let stack = network::start(spawner, device, chance);
    spawner.spawn(join::keep(control, stack).expect("it is spawned once"));
    stack
}

/// Carries frames, and what the radio is asked, between chip and stack.
#[embassy_executor::task]
async fn carry(chip: Chip) -> ! {
    chip.run().await
}
