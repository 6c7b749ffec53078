//! A queue of frames between the driver and the device, in memory that both reach:
//! VIRTIO 1.2, section 2.7.
//!
//! Each place of the queue has a buffer of its own for its whole life. It belongs to
//! the device from [`Queue::hand_over`] until [`Queue::take_back`] names it.

use core::sync::atomic::{Ordering, fence};

use static_cell::ConstStaticCell;

use super::map::{
    DEVICE, QUEUE_DESC, QUEUE_DEVICE, QUEUE_DRIVER, QUEUE_NOTIFY, QUEUE_NUM, QUEUE_NUM_MAX,
    QUEUE_READY, QUEUE_SEL,
};
use crate::machine::FRAME;

/// Places, a power of two. More frames at once are left to the sender to send again.
pub(super) const PLACES: usize = 4;

/// What stands before each frame. All of it is 0: no feature that fills it is used.
pub(super) const HEADER: usize = 12;

/// Bytes of a buffer, a multiple of 4.
const BUFFER: usize = (HEADER + FRAME).next_multiple_of(4);

/// Who writes to the buffers that the driver hands over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Writer {
    Driver,
    Device,
}

/// A place of a queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place(u16);

impl Place {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..).take(PLACES).map(Self)
    }

    pub(super) fn index(self) -> usize {
        self.0.into()
    }
}

#[derive(Clone, Copy)]
#[repr(C)]
struct Descriptor {
    address: u64,
    len: u32,
    flags: u16,
    next: u16,
}

/// The device writes to the buffer.
const WRITE: u16 = 2;

#[repr(C)]
struct Available {
    flags: u16,
    index: u16,
    ring: [u16; PLACES],
}

#[derive(Clone, Copy)]
#[repr(C)]
struct Used {
    place: u32,
    len: u32,
}

#[repr(C)]
struct UsedRing {
    flags: u16,
    index: u16,
    ring: [Used; PLACES],
}

/// What the device reaches. It is only touched through pointers, a field at a time:
/// a reference to all of it would promise that nobody else writes to it.
#[repr(C, align(16))]
pub(super) struct Shared {
    descriptors: [Descriptor; PLACES],
    available: Available,
    used: UsedRing,
    buffers: [[u8; BUFFER]; PLACES],
}

impl Shared {
    pub(super) const fn new() -> Self {
        Self {
            descriptors: [Descriptor {
                address: 0,
                len: 0,
                flags: 0,
                next: 0,
            }; PLACES],
            available: Available {
                flags: 0,
                index: 0,
                ring: [0; PLACES],
            },
            used: UsedRing {
                flags: 0,
                index: 0,
                ring: [Used { place: 0, len: 0 }; PLACES],
            },
            buffers: [[0; BUFFER]; PLACES],
        }
    }
}

pub(super) struct Queue {
    number: u32,
    writer: Writer,
    shared: *mut Shared,
    /// Places that were handed over, ever; it runs over.
    handed_over: u16,
    /// Places that were taken back, ever.
    taken_back: u16,
}

impl Queue {
    /// The queue of that number of the device, which reaches `memory` from now on.
    /// `None` if it cannot have as many places.
    pub(super) fn new(
        number: u32,
        writer: Writer,
        memory: &'static ConstStaticCell<Shared>,
    ) -> Option<Self> {
        const LEN: u32 = word(PLACES);
        DEVICE.write(QUEUE_SEL, number);
        if DEVICE.read(QUEUE_NUM_MAX) < LEN {
            return None;
        }
        DEVICE.write(QUEUE_NUM, LEN);
        let shared: *mut Shared = memory.take();
        // SAFETY: three fields of what it points to.
        let parts = unsafe {
            [
                (QUEUE_DESC, bus_address(&raw mut (*shared).descriptors)),
                (QUEUE_DRIVER, bus_address(&raw mut (*shared).available)),
                (QUEUE_DEVICE, bus_address(&raw mut (*shared).used)),
            ]
        };
        for (register, address) in parts {
            DEVICE.write(register, address);
            DEVICE.write(register + 4, 0);
        }
        DEVICE.write(QUEUE_READY, 1);
        Some(Self {
            number,
            writer,
            shared,
            handed_over: 0,
            taken_back: 0,
        })
    }

    /// The buffer of a place that the device does not have.
    pub(super) fn buffer(&mut self, place: Place) -> &mut [u8; BUFFER] {
        // SAFETY: a field of what is there for ever; it is borrowed for as long as
        // the queue, which has to be borrowed again to hand it over.
        unsafe { &mut (*self.shared).buffers[place.index()] }
    }

    /// Lets the device have `len` bytes of the buffer of `place`: to send them, or to
    /// put a frame there.
    pub(super) fn hand_over(&mut self, place: Place, len: usize) {
        let index = place.index();
        let turn = usize::from(self.handed_over) % PLACES;
        self.handed_over = self.handed_over.wrapping_add(1);
        // SAFETY: fields of what is there for ever. The device does not look at these
        // before it sees the index, nor writes to them.
        unsafe {
            let descriptor = Descriptor {
                address: bus_address(&raw mut (*self.shared).buffers[index]).into(),
                len: word(len.min(BUFFER)),
                flags: if self.writer == Writer::Device {
                    WRITE
                } else {
                    0
                },
                next: 0,
            };
            (&raw mut (*self.shared).descriptors[index]).write_volatile(descriptor);
            (&raw mut (*self.shared).available.ring[turn]).write_volatile(place.0);
            fence(Ordering::SeqCst);
            (&raw mut (*self.shared).available.index).write_volatile(self.handed_over);
        }
        fence(Ordering::SeqCst);
        DEVICE.write(QUEUE_NOTIFY, self.number);
    }

    /// Lets the device have the whole buffer of `place`.
    pub(super) fn hand_over_whole(&mut self, place: Place) {
        self.hand_over(place, BUFFER);
    }

    /// The next place that the device is done with, and how many bytes it has written
    /// there.
    pub(super) fn take_back(&mut self) -> Option<(Place, usize)> {
        let turn = usize::from(self.taken_back) % PLACES;
        // SAFETY: fields of what is there for ever. The device writes to the second no
        // more once the first says that it is there.
        let used = unsafe {
            if (&raw const (*self.shared).used.index).read_volatile() == self.taken_back {
                return None;
            }
            fence(Ordering::SeqCst);
            (&raw const (*self.shared).used.ring[turn]).read_volatile()
        };
        self.taken_back = self.taken_back.wrapping_add(1);
        let place = Place::all().find(|place| u32::from(place.0) == used.place)?;
        Some((place, (used.len as usize).min(BUFFER)))
    }
}

/// Where the device finds what is at `pointer`: it sees memory as the core does.
fn bus_address<T>(pointer: *mut T) -> u32 {
    word(pointer.expose_provenance())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "as many bits as an address has on this core"
)]
const fn word(value: usize) -> u32 {
    value as u32
}
