//! The containers that are open: one bit a level, so that skipping an unknown
//! value costs no stack whatever its depth.

use super::Fault;

/// Deepest nesting that is followed.
pub const MAX_DEPTH: usize = 256;

/// What a container is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Level {
    Array,
    Object,
}

impl Level {
    /// What the container is that this bracket opens or closes.
    pub(super) const fn of(bracket: u8) -> Self {
        // Of the two kinds of brackets one has this bit.
        if bracket & 0x20 != 0 {
            Self::Object
        } else {
            Self::Array
        }
    }
}

#[derive(Debug)]
// What is small stands first: see `Scanner`.
#[repr(C)]
pub(super) struct Nesting {
    depth: u16,
    /// One bit for each container that is open: set for an object.
    levels: [u8; MAX_DEPTH / 8],
}

impl Nesting {
    pub(super) const NONE: Self = Self {
        depth: 0,
        levels: [0; MAX_DEPTH / 8],
    };

    /// How many containers are open.
    pub(super) const fn depth(&self) -> u16 {
        self.depth
    }

    /// What the innermost open container is.
    pub(super) fn level(&self) -> Level {
        let innermost = self.depth.wrapping_sub(1);
        match self.levels.get(usize::from(innermost / 8)) {
            Some(byte) if byte >> (innermost % 8) & 1 != 0 => Level::Object,
            _ => Level::Array,
        }
    }

    pub(super) fn open(&mut self, level: Level) -> Result<(), Fault> {
        let byte = self.levels.get_mut(usize::from(self.depth / 8));
        let byte = byte.ok_or(Fault::Depth)?;
        let bit = 1 << (self.depth % 8);
        match level {
            Level::Object => *byte |= bit,
            Level::Array => *byte &= !bit,
        }
        self.depth += 1;
        Ok(())
    }

    /// Another container begins where one of its kind has just ended.
    pub(super) const fn open_again(&mut self) {
        self.depth = self.depth.wrapping_add(1);
    }

    pub(super) const fn close(&mut self) {
        self.depth = self.depth.wrapping_sub(1);
    }
}
