//! A driver for embassy-net of virtio-net, the network device that hypervisors have.
//! No registers hold the frames: the device fetches them from memory, and puts them
//! there.

mod map;
mod queue;

use core::task::Context;

use embassy_net_driver::{Capabilities, Driver, HardwareAddress, LinkState, RxToken, TxToken};
use embassy_sync::waitqueue::AtomicWaker;
use static_cell::ConstStaticCell;

use crate::machine::{self, FRAME};
use map::{
    CONFIG, DEVICE, DEVICE_FEATURES, DEVICE_FEATURES_SEL, DEVICE_ID, DRIVER_FEATURES,
    DRIVER_FEATURES_SEL, INTERRUPT_ACK, INTERRUPT_STATUS, MAGIC_VALUE, STATUS, VERSION,
};
use queue::{HEADER, PLACES, Place, Queue, Shared, Writer};

/// What the driver needs of the device, 32 features after 32.
const FEATURES: [u32; 2] = [map::HAS_ADDRESS | map::HAS_LINK_STATE, map::IS_VERSION_1];

/// Wakes the task of the network stack.
static STACK: AtomicWaker = AtomicWaker::new();

/// What the handler of its interrupt must do.
pub(super) fn on_interrupt() {
    DEVICE.write(INTERRUPT_ACK, DEVICE.read(INTERRUPT_STATUS));
    STACK.wake();
}

/// The device, and its two queues.
pub(crate) struct VirtioNet {
    incoming: Queue,
    outgoing: Queue,
    /// Which places of `outgoing` the driver has.
    free: [bool; PLACES],
}

impl VirtioNet {
    /// Sets it up as VIRTIO 1.2, section 3.1.1, says; `None` if it is not there, or
    /// lacks something.
    pub(super) fn start() -> Option<Self> {
        static INCOMING: ConstStaticCell<Shared> = ConstStaticCell::new(Shared::new());
        static OUTGOING: ConstStaticCell<Shared> = ConstStaticCell::new(Shared::new());

        let is_there = DEVICE.read(MAGIC_VALUE) == map::MAGIC
            && DEVICE.read(VERSION) == map::MODERN
            && DEVICE.read(DEVICE_ID) == map::NETWORK;
        if !is_there {
            return None;
        }
        DEVICE.write(STATUS, 0);
        let mut status = map::ACKNOWLEDGE | map::DRIVER;
        DEVICE.write(STATUS, status);
        for (word, features) in (0..).zip(FEATURES) {
            DEVICE.write(DEVICE_FEATURES_SEL, word);
            if DEVICE.read(DEVICE_FEATURES) & features != features {
                return None;
            }
            DEVICE.write(DRIVER_FEATURES_SEL, word);
            DEVICE.write(DRIVER_FEATURES, features);
        }
        status |= map::FEATURES_OK;
        DEVICE.write(STATUS, status);
        if DEVICE.read(STATUS) & map::FEATURES_OK == 0 {
            return None;
        }
        let mut incoming = Queue::new(0, Writer::Device, &INCOMING)?;
        let outgoing = Queue::new(1, Writer::Driver, &OUTGOING)?;
        DEVICE.write(STATUS, status | map::DRIVER_OK);
        for place in Place::all() {
            incoming.hand_over_whole(place);
        }
        Some(Self {
            incoming,
            outgoing,
            free: [true; PLACES],
        })
    }

    /// A place for a frame to be sent.
    fn free_place(&mut self) -> Option<Place> {
        while let Some((place, _)) = self.outgoing.take_back() {
            self.free[place.index()] = true;
        }
        Place::all().find(|place| self.free[place.index()])
    }
}

impl Driver for VirtioNet {
    type RxToken<'a> = Incoming<'a>;
    type TxToken<'a> = Outgoing<'a>;

    fn receive(&mut self, context: &mut Context<'_>) -> Option<(Incoming<'_>, Outgoing<'_>)> {
        // Before the look: an interrupt right after it wakes again.
        STACK.register(context.waker());
        // First, so that no frame is taken that could not be answered.
        let free = self.free_place()?;
        let (place, len) = self.incoming.take_back()?;
        let incoming = Incoming {
            queue: &mut self.incoming,
            place,
            len,
        };
        let outgoing = Outgoing {
            queue: &mut self.outgoing,
            place: free,
            free: &mut self.free,
        };
        Some((incoming, outgoing))
    }

    fn transmit(&mut self, context: &mut Context<'_>) -> Option<Outgoing<'_>> {
        STACK.register(context.waker());
        let place = self.free_place()?;
        Some(Outgoing {
            queue: &mut self.outgoing,
            place,
            free: &mut self.free,
        })
    }

    fn link_state(&mut self, context: &mut Context<'_>) -> LinkState {
        STACK.register(context.waker());
        if DEVICE.read(CONFIG + 4) & map::LINK_IS_UP == 0 {
            LinkState::Down
        } else {
            LinkState::Up
        }
    }

    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::default();
        capabilities.max_transmission_unit = FRAME;
        capabilities.max_burst_size = Some(PLACES);
        capabilities
    }

    fn hardware_address(&self) -> HardwareAddress {
        let address = machine::address(DEVICE.read(CONFIG), DEVICE.read(CONFIG + 4));
        HardwareAddress::Ethernet(address)
    }
}

/// A frame that was received.
pub(crate) struct Incoming<'a> {
    queue: &'a mut Queue,
    place: Place,
    len: usize,
}

impl RxToken for Incoming<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, read: F) -> R {
        let frame = self.queue.buffer(self.place);
        let returned = read(frame.get_mut(HEADER..self.len).unwrap_or_default());
        self.queue.hand_over_whole(self.place);
        returned
    }
}

/// Room for a frame that is to be sent.
pub(crate) struct Outgoing<'a> {
    queue: &'a mut Queue,
    place: Place,
    free: &'a mut [bool; PLACES],
}

impl TxToken for Outgoing<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let (header, frame) = self.queue.buffer(self.place).split_at_mut(HEADER);
        header.fill(0);
        let returned = write(&mut frame[..len]);
        self.free[self.place.index()] = false;
        self.queue.hand_over(self.place, HEADER + len);
        returned
    }
}
