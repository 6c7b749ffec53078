//! What survives a reset.

use core::convert::Infallible;
use core::fmt;

use crate::kept::KEPT_LEN;

/// Room for [`KEPT_LEN`] bytes that survive a reset of the board.
///
/// | room | survives a reset | survives power-off | wear |
/// |---|---|---|---|
/// | RP2040, RP2350: watchdog scratch registers 0 to 3 | yes | no | none |
/// | ESP32: RTC fast memory | yes | no | none |
/// | a page of flash | yes | yes | an erase for each [`save`](Self::save) |
///
/// What is lost at power-off costs one attempt with refused credentials, and the
/// floor under the time of day is the date of the build again.
///
/// It is written when the refusal of the credentials changes, which is next to never,
/// and once a day for the time of day: a page that stands 100,000 erasures serves for
/// more than two hundred years.
///
/// Over four registers of 32 bits:
///
/// ```
/// use core::convert::Infallible;
/// use drs_status_gateway::{KEPT_LEN, Store};
///
/// /// In their place the registers of a chip, read and written.
/// struct Registers([u32; 4]);
///
/// impl Store for Registers {
///     type Error = Infallible;
///
///     fn load(&mut self) -> Result<[u8; KEPT_LEN], Infallible> {
///         let mut kept = [0; KEPT_LEN];
///         for (bytes, register) in kept.chunks_exact_mut(4).zip(self.0) {
///             bytes.copy_from_slice(&register.to_le_bytes());
///         }
///         Ok(kept)
///     }
///
///     fn save(&mut self, kept: &[u8; KEPT_LEN]) -> Result<(), Infallible> {
///         for (register, bytes) in self.0.iter_mut().zip(kept.as_chunks::<4>().0) {
///             *register = u32::from_le_bytes(*bytes);
///         }
///         Ok(())
///     }
/// }
/// # let kept = core::array::from_fn(|at| u8::try_from(at).unwrap());
/// # let mut registers = Registers([0; 4]);
/// # registers.save(&kept)?;
/// # assert_eq!(registers.load()?, kept);
/// # Ok::<(), Infallible>(())
/// ```
pub trait Store {
    /// What can go wrong.
    type Error: fmt::Debug;

    /// What was saved last, or whatever the room holds: it is checked.
    ///
    /// # Errors
    ///
    /// The room cannot be read; it counts as empty then.
    fn load(&mut self) -> Result<[u8; KEPT_LEN], Self::Error>;

    /// Keeps it.
    ///
    /// # Errors
    ///
    /// It was not kept. That is logged, and tried again with the next change.
    fn save(&mut self, kept: &[u8; KEPT_LEN]) -> Result<(), Self::Error>;
}

/// A store may be lent.
impl<M: Store> Store for &mut M {
    type Error = M::Error;

    fn load(&mut self) -> Result<[u8; KEPT_LEN], Self::Error> {
        (**self).load()
    }

    fn save(&mut self, kept: &[u8; KEPT_LEN]) -> Result<(), Self::Error> {
        (**self).save(kept)
    }
}

/// For a board that keeps nothing. Refused credentials are then tried once after each
/// reset, so let something else bound how often it resets.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoStore;

impl Store for NoStore {
    type Error = Infallible;

    fn load(&mut self) -> Result<[u8; KEPT_LEN], Infallible> {
        Ok([0; KEPT_LEN])
    }

    fn save(&mut self, _: &[u8; KEPT_LEN]) -> Result<(), Infallible> {
        Ok(())
    }
}
