//! Files that a board with an RP2040 or RP2350 takes when they are copied to the drive
//! that its boot ROM shows.
//!
//! [USB Flashing Format](https://github.com/microsoft/uf2): blocks of 512 bytes, each of
//! which says itself where its payload goes. What the boot ROMs want beside is in the
//! datasheets: RP2040, section 2.8.4.2; RP2350, section 5.5.2, and erratum RP2350-E10.

use std::collections::BTreeMap;

use crate::boards::loaded::Segment;
use crate::boards::table::Chip;
use crate::shell::{Failure, Outcome};

const MAGIC: [u32; 2] = [0x0a32_4655, 0x9e5d_5157];
const LAST_MAGIC: u32 = 0x0ab1_6f30;

/// The word that may be a file's length says for which chip a block is.
const HAS_FAMILY: u32 = 0x2000;

/// Bytes of a block before its payload.
const HEAD_LEN: usize = 32;
const BLOCK_LEN: usize = 512;

/// A page of flash, which is the payload of a block: a boot ROM takes no other.
const PAGE_LEN: usize = 256;
const PAGE: u32 = 256;

/// What is erased at once.
const SECTOR: u32 = 4096;

const FLASH: u32 = 0x1000_0000;

const RP2040: u32 = 0xe48b_ff56;
const RP2350_ARM_SECURE: u32 = 0xe48b_ff59;
const ABSOLUTE: u32 = 0xe48b_ff57;

/// Near the end of the room for flash, where no board has any.
const NOWHERE: u32 = 0x10ff_ff00;

/// The file for `chip` with those segments in it.
pub(crate) fn file(chip: Chip, segments: &[Segment<'_>]) -> Outcome<Vec<u8>> {
    let family = match chip {
        Chip::Rp2040 => RP2040,
        Chip::Rp2350 => RP2350_ARM_SECURE,
        Chip::Esp32C3 | Chip::Esp32C6 => {
            return Err(Failure::new("an ESP32 takes no UF2"));
        }
    };
    let pages = pages(chip, segments)?;
    let mut file = Vec::new();
    if chip == Chip::Rp2350 {
        // RP2350-E10: its boot ROM takes no file that begins with a block for flash. So
        // there is one before, which goes nowhere, a file of two of which one never comes.
        let page = [0xef; PAGE_LEN];
        file.extend(block(ABSOLUTE, NOWHERE, [0, 2], &page));
    }
    let count = u32::try_from(pages.len())?;
    for (number, (address, page)) in (0..).zip(&pages) {
        file.extend(block(family, *address, [number, count], page));
    }
    Ok(file)
}

/// What goes into the flash, page by page, with zeros where nothing goes.
fn pages(chip: Chip, segments: &[Segment<'_>]) -> Outcome<BTreeMap<u32, [u8; PAGE_LEN]>> {
    let mut pages = BTreeMap::new();
    for Segment { address, bytes } in segments {
        let end = u64::from(*address) + bytes.len() as u64;
        if *address < FLASH || end > u64::from(FLASH) + chip.flash_len() {
            let why = format!("{address:#x} to {end:#x} is not in the flash");
            return Err(Failure::new(why));
        }
        for (at, byte) in (*address..).zip(*bytes) {
            let page = pages.entry(at / PAGE * PAGE).or_insert([0; PAGE_LEN]);
            page[at as usize % PAGE_LEN] = *byte;
        }
    }
    // The boot ROM of the RP2040 erases a sector when it meets the block whose number says
    // that one begins: so none may be left out before the last.
    let (Some(first), Some(last)) = (pages.keys().next(), pages.keys().last()) else {
        return Err(Failure::new("nothing of the image goes into the flash"));
    };
    for page in (first / SECTOR * SECTOR..*last).step_by(PAGE_LEN) {
        pages.entry(page).or_insert([0; PAGE_LEN]);
    }
    Ok(pages)
}

/// One block: the `number`th of `count`.
fn block(
    family: u32,
    address: u32,
    [number, count]: [u32; 2],
    page: &[u8; PAGE_LEN],
) -> [u8; BLOCK_LEN] {
    let [one, other] = MAGIC;
    let head = [one, other, HAS_FAMILY, address, PAGE, number, count, family];
    let mut block = [0; BLOCK_LEN];
    for (place, word) in block.chunks_exact_mut(4).zip(head) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    block[HEAD_LEN..HEAD_LEN + PAGE_LEN].copy_from_slice(page);
    block[BLOCK_LEN - 4..].copy_from_slice(&LAST_MAGIC.to_le_bytes());
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block as it was read: flags, address, number, count, family, payload.
    type Read<'f> = (u32, u32, u32, u32, u32, &'f [u8]);

    /// Reads a file by the words of its specification.
    fn read(file: &[u8]) -> Vec<Read<'_>> {
        assert_eq!(file.len() % 512, 0);
        let blocks = file.chunks(512).map(|block| {
            let word = |at: usize| u32::from_le_bytes(block[at..at + 4].try_into().unwrap());
            assert_eq!(
                (word(0), word(4), word(508)),
                (0x0A32_4655, 0x9E5D_5157, 0x0AB1_6F30)
            );
            assert_eq!(word(16), 256);
            assert!(block[288..508].iter().all(|byte| *byte == 0));
            (
                word(8),
                word(12),
                word(20),
                word(24),
                word(28),
                &block[32..288],
            )
        });
        blocks.collect()
    }

    #[test]
    fn bytes_are_where_they_belong_and_sectors_are_whole() {
        let segments = [
            Segment {
                address: 0x1000_0000,
                bytes: &[1; 0x100],
            },
            // Over the edge of a page, behind a gap.
            Segment {
                address: 0x1000_01fe,
                bytes: &[2, 3, 4],
            },
            // In the third sector.
            Segment {
                address: 0x1000_2100,
                bytes: &[5],
            },
        ];
        let file = file(Chip::Rp2040, &segments).unwrap();
        let blocks = read(&file);
        assert_eq!(blocks.len(), 0x22);
        let mut flash = Vec::new();
        for (number, &(flags, address, at, count, family, page)) in (0_u32..).zip(&blocks) {
            assert_eq!((flags, at, count, family), (0x2000, number, 0x22, RP2040));
            assert_eq!(address, 0x1000_0000 + 256 * number);
            flash.extend_from_slice(page);
        }
        let mut expected = vec![0; 0x2200];
        expected[..0x100].fill(1);
        expected[0x1fe..0x201].copy_from_slice(&[2, 3, 4]);
        expected[0x2100] = 5;
        assert_eq!(flash, expected);
    }

    #[test]
    fn a_first_page_within_a_sector_has_those_before_it() {
        let segment = Segment {
            address: 0x1000_1200,
            bytes: &[9],
        };
        let file = file(Chip::Rp2040, &[segment]).unwrap();
        let addresses: Vec<_> = read(&file).iter().map(|block| block.1).collect();
        assert_eq!(addresses, [0x1000_1000, 0x1000_1100, 0x1000_1200]);
    }

    #[test]
    fn an_rp2350_meets_a_block_that_goes_nowhere_first() {
        let segment = Segment {
            address: 0x1000_0000,
            bytes: &[7; 2],
        };
        let file = file(Chip::Rp2350, &[segment]).unwrap();
        let mut page = [0; 256];
        page[..2].fill(7);
        assert_eq!(
            read(&file),
            [
                (0x2000, 0x10ff_ff00, 0, 2, 0xe48b_ff57, &[0xef; 256][..]),
                (0x2000, 0x1000_0000, 0, 1, 0xe48b_ff59, &page),
            ]
        );
    }

    #[test]
    fn what_is_not_for_the_flash_is_refused() {
        let at = |address| Segment {
            address,
            bytes: &[0; 2],
        };
        for (chip, segments, expected) in [
            (
                Chip::Rp2040,
                &[at(0x2000_0000)][..],
                "0x20000000 to 0x20000002 is not in the flash",
            ),
            (
                Chip::Rp2040,
                &[at(0x0fff_ff00)],
                "0xfffff00 to 0xfffff02 is not in the flash",
            ),
            (
                Chip::Rp2350,
                &[at(0x101f_ffff)],
                "0x101fffff to 0x10200001 is not in the flash",
            ),
            (
                Chip::Rp2040,
                &[],
                "nothing of the image goes into the flash",
            ),
            (Chip::Esp32C3, &[at(0x1000_0000)], "an ESP32 takes no UF2"),
        ] {
            let why = file(chip, segments).map_err(|failure| failure.to_string());
            assert_eq!(why, Err(expected.into()));
        }
    }
}
