//! A second reading of a file for an ESP32: whether all of the program is in it, where the
//! bootloader looks for it.
//!
//! ESP-IDF Programming Guide: "Partition Tables" and "App Image Format".

use std::ops::Range;

use crate::boards::loaded::Segment;
use crate::shell::{Failure, Outcome};

/// Where the partition table is, unless one is configured otherwise.
const PARTITIONS: usize = 0x8000;
const PARTITION_LEN: usize = 32;
const PARTITION_MAGIC: [u8; 2] = [0xaa, 0x50];

/// The type and subtype of the program that comes with the chip.
const FACTORY: [u8; 2] = [0, 0];

/// With it begins the bootloader, and the program.
const IMAGE_MAGIC: u8 = 0xe9;
const IMAGE_HEAD_LEN: usize = 24;
const SEGMENT_HEAD_LEN: usize = 8;

/// With it begins what a program says of itself, which is the first of its constants
/// (`esp_app_desc_t`).
const DESCRIPTOR_MAGIC: [u8; 4] = 0xabcd_5432_u32.to_le_bytes();

/// The hash of the ELF file in it, which is written where the file is made.
const HASH: Range<usize> = 0x90..0xb0;

/// Fails unless a file has a bootloader and those segments in it.
pub(crate) fn judge(file: &[u8], segments: &[Segment<'_>]) -> Outcome {
    let loaded =
        program(file).ok_or_else(|| Failure::new("the file ends within the program"))??;
    for segment in segments {
        let says_itself = segment.bytes.starts_with(&DESCRIPTOR_MAGIC);
        for (at, byte) in segment.bytes.iter().enumerate() {
            if says_itself && HASH.contains(&at) {
                continue;
            }
            let address = segment.address + u32::try_from(at)?;
            let found = loaded.iter().find_map(|one| {
                let at = address.checked_sub(one.address)?;
                one.bytes.get(at as usize)
            });
            // What only fills up to the next section need not be there.
            if found.unwrap_or(&0) != byte {
                let why = format!("{byte:#x} should be at {address:#x}, where {found:x?} is");
                return Err(Failure::new(why));
            }
        }
    }
    Ok(())
}

/// What the bootloader makes of the program. `None` where the file ends too early.
fn program(file: &[u8]) -> Option<Outcome<Vec<Segment<'_>>>> {
    let word = |at: usize| {
        let bytes = file.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    };
    let mut partitions = file.get(PARTITIONS..)?.chunks(PARTITION_LEN);
    let factory = partitions
        .by_ref()
        .take_while(|one| one.starts_with(&PARTITION_MAGIC))
        .position(|one| one[2..].starts_with(&FACTORY));
    let Some(factory) = factory else {
        return Some(Err(Failure::new("no partition is the program's")));
    };
    let start = word(PARTITIONS + factory * PARTITION_LEN + 4)? as usize;
    if *file.first()? != IMAGE_MAGIC || *file.get(start)? != IMAGE_MAGIC {
        return Some(Err(Failure::new("bootloader or program have no head")));
    }
    let mut at = start + IMAGE_HEAD_LEN;
    let mut segments = Vec::new();
    for _ in 0..*file.get(start + 1)? {
        let (address, len) = (word(at)?, word(at + 4)? as usize);
        at += SEGMENT_HEAD_LEN;
        let bytes = file.get(at..at + len)?;
        segments.push(Segment { address, bytes });
        at += len;
    }
    Some(Ok(segments))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with a program of two segments.
    fn file() -> Vec<u8> {
        let mut file = vec![0xff; 0x1_0000];
        file[0] = 0xe9;
        for (number, kind, offset) in [(0, [1, 2], 0x9000_u32), (1, [0, 0], 0x1_0000)] {
            let at = 0x8000 + 32 * number;
            file[at..at + 2].copy_from_slice(&[0xaa, 0x50]);
            file[at + 2..at + 4].copy_from_slice(&kind);
            file[at + 4..at + 8].copy_from_slice(&offset.to_le_bytes());
        }
        let mut head = [0; 24];
        head[..2].copy_from_slice(&[0xe9, 2]);
        file.extend(head);
        for (address, bytes) in [(0x3c00_0020_u32, [1, 2, 3, 4]), (0x4200_0020, [5, 6, 7, 8])] {
            file.extend(address.to_le_bytes());
            file.extend(4_u32.to_le_bytes());
            file.extend(bytes);
        }
        file
    }

    fn judged(file: &[u8], segments: &[(u32, &[u8])]) -> Result<(), String> {
        let segments = segments.iter();
        let segments: Vec<_> = segments
            .map(|&(address, bytes)| Segment { address, bytes })
            .collect();
        judge(file, &segments).map_err(|failure| failure.to_string())
    }

    #[test]
    fn all_of_a_program_is_found() {
        let segments: [(u32, &[u8]); 2] = [
            // And what fills up behind it.
            (0x3c00_0020, &[1, 2, 3, 4, 0, 0]),
            (0x4200_0021, &[6, 7]),
        ];
        assert_eq!(judged(&file(), &segments), Ok(()));
    }

    #[test]
    fn the_hash_of_the_program_is_nowhere_else() {
        let mut bytes = vec![0; 0xb1];
        bytes[..4].copy_from_slice(&[0x32, 0x54, 0xcd, 0xab]);
        let other = vec![0; 0xb1];
        let mut file = file();
        let segment = file.len() - 4 - SEGMENT_HEAD_LEN;
        file.truncate(segment);
        file.extend(0x3c00_0020_u32.to_le_bytes());
        file.extend(0xb1_u32.to_le_bytes());
        let start = file.len();
        file.extend(&bytes);
        for (at, expected) in [
            (
                0x8f,
                Err("0x0 should be at 0x3c0000af, where Some(7) is".into()),
            ),
            (0x90, Ok(())),
            (0xaf, Ok(())),
            (
                0xb0,
                Err("0x0 should be at 0x3c0000d0, where Some(7) is".into()),
            ),
        ] {
            let mut file = file.clone();
            file[start + at] = 7;
            // The other segment of the file goes elsewhere.
            file[0x1_0000 + 24 + 3] = 0x40;
            assert_eq!(judged(&file, &[(0x3c00_0020, &bytes)]), expected, "{at:#x}");
            // What is no such description has none.
            file[start..start + 4].fill(0);
            assert!(judged(&file, &[(0x3c00_0020, &other)]).is_err(), "{at:#x}");
        }
    }

    #[test]
    fn what_is_missing_or_another_is_told() {
        for (address, bytes, expected) in [
            (
                0x3c00_0020,
                [1, 2, 3, 5],
                "0x5 should be at 0x3c000023, where Some(4) is",
            ),
            (
                0x3c00_0022,
                [3, 4, 9, 0],
                "0x9 should be at 0x3c000024, where None is",
            ),
        ] {
            assert_eq!(judged(&file(), &[(address, &bytes)]), Err(expected.into()));
        }
    }

    #[test]
    fn a_file_that_no_bootloader_would_start_is_refused() {
        let whole = file();
        for (at, expected) in [
            (0, "bootloader or program have no head"),
            (0x1_0000, "bootloader or program have no head"),
            (0x8022, "no partition is the program's"),
            (0x8020, "no partition is the program's"),
        ] {
            let mut file = whole.clone();
            file[at] ^= 1;
            assert_eq!(judged(&file, &[]), Err(expected.into()), "{at:#x}");
        }
        for len in [0, 0x8000, 0x1_0000, 0x1_0001, whole.len() - 1] {
            assert!(judged(&whole[..len], &[]).is_err(), "{len:#x}");
        }
    }
}
