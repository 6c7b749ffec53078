//! Files of the host's, by semihosting.

use core::ffi::CStr;

use semihosting::fs::File;
use semihosting::io::Read;

use crate::arguments::{Arguments, Wrong};

/// Longest path, in bytes, with the zero behind it.
const PATH_LEN: usize = 256;

/// What was in a file, and a zero behind.
#[derive(Clone, Copy)]
pub(super) struct HostFile(&'static [u8]);

impl HostFile {
    /// Reads the file that an argument names into `room`, if there is the argument.
    ///
    /// # Errors
    ///
    /// [`Wrong::Unusable`] for one that cannot be read, or has no room.
    pub(super) fn named(
        name: &'static str,
        arguments: &Arguments,
        room: &'static mut [u8],
    ) -> Result<Option<Self>, Wrong> {
        let Some(path) = arguments.text(name) else {
            return Ok(None);
        };
        let unusable = Wrong::Unusable(name);
        let mut buffer = [0; PATH_LEN];
        let place = buffer.get_mut(..path.len()).ok_or(unusable)?;
        place.copy_from_slice(path.as_bytes());
        let path = CStr::from_bytes_until_nul(&buffer).map_err(|_| unusable)?;
        let mut file = File::open(path).map_err(|_| unusable)?;
        let mut len = 0;
        loop {
            // What fills the room may be longer than it.
            let rest = room.get_mut(len..).filter(|rest| !rest.is_empty());
            match file.read(rest.ok_or(unusable)?) {
                Ok(0) => break,
                Ok(read) => len += read,
                Err(_) => return Err(unusable),
            }
        }
        *room.get_mut(len).ok_or(unusable)? = 0;
        Ok(room.get(..=len).map(Self))
    }

    /// What was in it.
    pub(super) fn bytes(self) -> &'static [u8] {
        self.0.split_last().map_or(self.0, |(_, bytes)| bytes)
    }

    /// The same as C has texts; `None` with a zero in the middle.
    pub(super) fn text(self) -> Option<&'static CStr> {
        CStr::from_bytes_with_nul(self.0).ok()
    }
}
