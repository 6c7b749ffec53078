//! Registers of a device.

/// A block of 32-bit registers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registers {
    address: usize,
    len: usize,
}

impl Registers {
    /// The `len` bytes at `address`.
    ///
    /// # Safety
    ///
    /// The machine has registers there, and neither reading nor writing one of them
    /// changes memory that Rust knows of: a device that is told where memory is has
    /// got it from its driver.
    pub(crate) const unsafe fn at(address: usize, len: usize) -> Self {
        assert!(address.is_multiple_of(4));
        Self { address, len }
    }

    /// Reads the register `offset` bytes from the first.
    pub(crate) fn read(self, offset: usize) -> u32 {
        // SAFETY: there is one, as whoever made this block has promised.
        unsafe { self.register(offset).read_volatile() }
    }

    /// Writes to the register `offset` bytes from the first.
    pub(crate) fn write(self, offset: usize, value: u32) {
        // SAFETY: there is one, as whoever made this block has promised.
        unsafe { self.register(offset).write_volatile(value) }
    }

    fn register(self, offset: usize) -> *mut u32 {
        assert!(offset < self.len && offset.is_multiple_of(4));
        core::ptr::with_exposed_provenance_mut(self.address + offset)
    }
}
