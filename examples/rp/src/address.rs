//! The hardware address of a board whose chip to the network has none.

use sha2::{Digest, Sha256};

/// What has an id that no other board's has: the flash chip. The RP2040 has none.
#[cfg(feature = "rp2040")]
pub(crate) struct Identity(pub(crate) embassy_rp::Peri<'static, embassy_rp::peripherals::FLASH>);

/// What has an id that no other board's has: the RP2350, in its one-time memory.
#[cfg(feature = "rp2350")]
pub(crate) struct Identity;

/// Always the same on one board, and another one on each. The second lowest bit of the
/// first byte says that nobody assigned it (IEEE 802-2014, section 8.4).
pub(crate) fn of(board: Identity) -> [u8; 6] {
    let mut address = [0x02; 6];
    // Ids share most of their bytes: a digest takes all of them in.
    let digest = Sha256::digest(board.read());
    address[1..].copy_from_slice(&digest[..5]);
    address
}

impl Identity {
    /// The unique id of the flash chip: Winbond's have one of eight bytes (W25Q16JV,
    /// datasheet section 8.2.29). Interrupts wait meanwhile, some microseconds.
    #[cfg(feature = "rp2040")]
    fn read(self) -> [u8; 8] {
        use embassy_rp::flash::{Blocking, Flash};

        /// Of no account here.
        const LEN: usize = 2 * 1024 * 1024;

        let mut id = [0; 8];
        let mut flash = Flash::<_, Blocking, LEN>::new_blocking(self.0);
        defmt::unwrap!(flash.blocking_unique_id(&mut id));
        id
    }

    /// The id of the chip, 64 bits of chance from its making (RP2350 datasheet, section
    /// 13.10, `CHIPID0` to `CHIPID3`).
    #[cfg(feature = "rp2350")]
    fn read(self) -> [u8; 8] {
        let Self = self;
        defmt::unwrap!(embassy_rp::otp::get_chipid()).to_le_bytes()
    }
}
