//! A driver for embassy-net of the LAN9118, an Ethernet controller with FIFOs that
//! the core itself fills and empties.
//!
//! What QEMU emulates of it, and what that needs. The names of registers are those
//! of its data sheet.

mod mac;
mod map;

use core::sync::atomic::{AtomicBool, Ordering};
use core::task::Context;

use embassy_net_driver::{Capabilities, Driver, HardwareAddress, LinkState, RxToken, TxToken};
use embassy_sync::waitqueue::AtomicWaker;
use static_cell::ConstStaticCell;

use crate::machine::FRAME;
use map::{
    BYTE_TEST, DEVICE, FIFO_INT, HW_CFG, ID_REV, INT_EN, INT_STS, IRQ_CFG, RX_CFG, RX_DATA_FIFO,
    RX_FIFO_INF, RX_STATUS_FIFO, TX_CFG, TX_DATA_FIFO, TX_FIFO_INF, TX_STATUS_FIFO,
};

/// A frame that was received ends with a checksum, which the device has checked.
const CHECKSUM: usize = 4;

/// Words of a frame: it is handed over in whole ones.
const WORDS: usize = (FRAME + CHECKSUM).div_ceil(4);

/// Frames that may come before the first is taken: the FIFO has room for 6.
const BURST: usize = 4;

/// Wakes the task of the network stack.
static STACK: AtomicWaker = AtomicWaker::new();

/// Whether the state of the link is to be asked for again.
static LINK_CHANGED: AtomicBool = AtomicBool::new(true);

/// What the handler of its interrupt must do: silences the device until the stack
/// has looked at it, and wakes the stack.
pub(super) fn on_interrupt() {
    if DEVICE.read(INT_STS) & map::PHY_INT != 0 {
        LINK_CHANGED.store(true, Ordering::Relaxed);
    }
    DEVICE.write(INT_EN, 0);
    DEVICE.write(INT_STS, map::RSFL_INT);
    STACK.wake();
}

/// The device, and room for a frame in each direction.
pub(crate) struct Lan9118 {
    address: [u8; 6],
    link: LinkState,
    incoming: &'static mut [u32; WORDS],
    outgoing: &'static mut [u32; WORDS],
}

impl Lan9118 {
    /// Resets it and lets it send and receive; `None` if it is not there. There is one:
    /// a second call panics.
    pub(super) fn start() -> Option<Self> {
        // Frames stand still: what holds them is moved about.
        static INCOMING: ConstStaticCell<[u32; WORDS]> = ConstStaticCell::new([0; WORDS]);
        static OUTGOING: ConstStaticCell<[u32; WORDS]> = ConstStaticCell::new([0; WORDS]);
        if DEVICE.read(BYTE_TEST) != map::BYTES || DEVICE.read(ID_REV) >> 16 != map::LAN9118 {
            return None;
        }
        DEVICE.write(HW_CFG, map::SOFT_RESET);
        while DEVICE.read(HW_CFG) & map::SOFT_RESET != 0 {}
        DEVICE.write(HW_CFG, map::MUST_BE_ONE | map::TX_FIFO_OF_5K);
        DEVICE.write(INT_EN, 0);
        DEVICE.write(INT_STS, u32::MAX);
        // An interrupt from the first frame on.
        DEVICE.write(FIFO_INT, 0);
        // Else QEMU would turn the line upside down.
        DEVICE.write(
            IRQ_CFG,
            map::IRQ_ENABLED | map::IRQ_ACTIVE_HIGH | map::IRQ_PUSH_PULL,
        );
        DEVICE.write(RX_CFG, 0);
        DEVICE.write(TX_CFG, map::TX_ON);
        mac::tell_of_link_changes();
        mac::enable();
        Some(Self {
            address: mac::address(),
            link: LinkState::Down,
            incoming: INCOMING.take(),
            outgoing: OUTGOING.take(),
        })
    }

    /// Moves the next frame into `incoming` and returns its length, or `None` if
    /// nothing is there to be moved.
    fn take_frame(&mut self) -> Option<usize> {
        while frames_waiting() {
            let status = DEVICE.read(RX_STATUS_FIFO);
            let len = (status >> 16 & 0x3fff) as usize;
            // The whole frame must leave the FIFO, whatever becomes of it.
            for index in 0..len.div_ceil(4) {
                let word = DEVICE.read(RX_DATA_FIFO);
                if let Some(room) = self.incoming.get_mut(index) {
                    *room = word;
                }
            }
            let fits = (CHECKSUM..=FRAME + CHECKSUM).contains(&len);
            if status & map::STATUS_ERROR != 0 || !fits {
                defmt::warn!("a frame was received badly: {=u32:#010x}", status);
                continue;
            }
            return Some(len - CHECKSUM);
        }
        None
    }
}

fn frames_waiting() -> bool {
    DEVICE.read(RX_FIFO_INF) >> 16 & 0xff != 0
}

impl Driver for Lan9118 {
    type RxToken<'a> = Incoming<'a>;
    type TxToken<'a> = Outgoing<'a>;

    fn receive(&mut self, context: &mut Context<'_>) -> Option<(Incoming<'_>, Outgoing<'_>)> {
        let len = self.take_frame().or_else(|| {
            STACK.register(context.waker());
            DEVICE.write(INT_EN, map::RSFL_INT | map::PHY_INT);
            // One may have come before the interrupt was enabled.
            self.take_frame()
        })?;
        let incoming = &mut bytes(self.incoming)[..len];
        Some((Incoming(incoming), Outgoing(self.outgoing)))
    }

    fn transmit(&mut self, _context: &mut Context<'_>) -> Option<Outgoing<'_>> {
        // QEMU sends at once: the FIFO is empty again after each frame.
        Some(Outgoing(self.outgoing))
    }

    fn link_state(&mut self, context: &mut Context<'_>) -> LinkState {
        STACK.register(context.waker());
        if LINK_CHANGED.load(Ordering::Relaxed) {
            // First, so that a change that comes in between is not lost.
            LINK_CHANGED.store(false, Ordering::Relaxed);
            self.link = mac::link_state();
        }
        self.link
    }

    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::default();
        capabilities.max_transmission_unit = FRAME;
        capabilities.max_burst_size = Some(BURST);
        capabilities
    }

    fn hardware_address(&self) -> HardwareAddress {
        HardwareAddress::Ethernet(self.address)
    }
}

/// A frame that was received.
pub(crate) struct Incoming<'a>(&'a mut [u8]);

impl RxToken for Incoming<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, read: F) -> R {
        read(self.0)
    }
}

/// Room for a frame that is to be sent.
pub(crate) struct Outgoing<'a>(&'a mut [u32; WORDS]);

impl TxToken for Outgoing<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let returned = write(&mut bytes(self.0)[..len]);
        send(self.0, len);
        returned
    }
}

fn send(frame: &[u32; WORDS], len: usize) {
    let bytes = u32::try_from(len).expect("a frame is short");
    // Two commands, the second for what finds the frame's status: then the frame.
    DEVICE.write(TX_DATA_FIFO, map::TX_FIRST | map::TX_LAST | bytes);
    DEVICE.write(TX_DATA_FIFO, bytes << 16 | bytes);
    for word in &frame[..len.div_ceil(4)] {
        DEVICE.write(TX_DATA_FIFO, *word);
    }
    // Statuses would fill their own FIFO.
    while DEVICE.read(TX_FIFO_INF) >> 16 & 0xff != 0 {
        let status = DEVICE.read(TX_STATUS_FIFO);
        if status & map::STATUS_ERROR != 0 {
            defmt::warn!("a frame was sent badly: {=u32:#010x}", status);
        }
    }
}

fn bytes(words: &mut [u32; WORDS]) -> &mut [u8; WORDS * 4] {
    // SAFETY: as long, and bytes may lie anywhere and be anything.
    unsafe { &mut *(&raw mut *words).cast() }
}
