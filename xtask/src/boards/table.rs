//! The boards that images are made for.

use std::ops::Range;

use crate::shell::{Failure, Outcome};

/// A board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Board {
    /// How everybody calls it; so is the feature of its package, and its page.
    pub(crate) name: &'static str,
    /// Where its package is; a workspace of its own.
    pub(crate) dir: &'static str,
    pub(crate) chip: Chip,
}

/// What runs the image.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Chip {
    Rp2040,
    Rp2350,
    Esp32C3,
    Esp32C6,
}

/// The packages.
pub(crate) const DIRS: [&str; 2] = [RP, ESP32];

const RP: &str = "examples/rp";
const ESP32: &str = "examples/esp32";

pub(crate) const BOARDS: [Board; 6] = [
    Board {
        name: "w5500-evb-pico",
        dir: RP,
        chip: Chip::Rp2040,
    },
    Board {
        name: "w5500-evb-pico2",
        dir: RP,
        chip: Chip::Rp2350,
    },
    Board {
        name: "pico-w",
        dir: RP,
        chip: Chip::Rp2040,
    },
    Board {
        name: "pico-2-w",
        dir: RP,
        chip: Chip::Rp2350,
    },
    Board {
        name: "esp32-c3",
        dir: ESP32,
        chip: Chip::Esp32C3,
    },
    Board {
        name: "esp32-c6",
        dir: ESP32,
        chip: Chip::Esp32C6,
    },
];

impl Board {
    pub(crate) fn named(name: &str) -> Outcome<Self> {
        let board = BOARDS.into_iter().find(|board| board.name == name);
        board.ok_or_else(|| {
            let names = BOARDS.map(|board| board.name).join(", ");
            Failure::new(format!("there is no board `{name}`; there are {names}"))
        })
    }
}

impl Chip {
    /// What Rust calls it.
    pub(crate) const fn target(self) -> &'static str {
        match self {
            Self::Rp2040 => "thumbv6m-none-eabi",
            Self::Rp2350 => "thumbv8m.main-none-eabihf",
            Self::Esp32C3 => "riscv32imc-unknown-none-elf",
            Self::Esp32C6 => "riscv32imac-unknown-none-elf",
        }
    }

    /// How the file ends that it is flashed with.
    pub(crate) const fn file_kind(self) -> &'static str {
        match self {
            Self::Rp2040 | Self::Rp2350 => "uf2",
            Self::Esp32C3 | Self::Esp32C6 => "bin",
        }
    }

    /// The addresses of its RAM, as far as it holds variables. Of an ESP32-C3 16 KiB
    /// more are the cache of its flash.
    pub(crate) const fn ram(self) -> Range<u64> {
        match self {
            Self::Rp2040 => 0x2000_0000..0x2004_2000,
            Self::Rp2350 => 0x2000_0000..0x2008_2000,
            Self::Esp32C3 => 0x3fc8_0000..0x3fce_0000,
            Self::Esp32C6 => 0x4080_0000..0x4088_0000,
        }
    }

    /// Bytes of flash that an image may take, of the smallest flash that its boards
    /// have: 2 MiB beside an RP2040 or RP2350; beside an ESP32 4 MiB, of which 64 KiB
    /// are the bootloader's and the partition table's.
    pub(crate) const fn flash_len(self) -> u64 {
        match self {
            Self::Rp2040 | Self::Rp2350 => 2 << 20,
            Self::Esp32C3 | Self::Esp32C6 => (4 << 20) - (64 << 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_that_is_not_there_is_told_which_are() {
        assert_eq!(
            Board::named("pico-w").map(|board| board.name).ok(),
            Some("pico-w")
        );
        let why = Board::named("pico").map_err(|failure| failure.to_string());
        assert_eq!(
            why,
            Err(
                "there is no board `pico`; there are w5500-evb-pico, w5500-evb-pico2, pico-w, \
                 pico-2-w, esp32-c3, esp32-c6"
                    .into()
            )
        );
    }
}
