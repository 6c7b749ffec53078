//! The commands by which an image comes onto its board: a person types them, and the pages
//! of the boards have them.

use crate::boards::image::FOLDER;
use crate::boards::table::{Board, Chip};

/// What a command does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// Copies the file to the drive that the boot ROM shows.
    Drive,
    /// Flashes by a debug probe, and shows the log.
    Probe,
    /// Flashes by the serial port.
    Serial,
    /// Shows the log by the serial port.
    Monitor,
}

impl Way {
    /// What a person does by it.
    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::Drive => "Hold BOOTSEL while you plug the board in; then",
            Self::Probe => "Or by a debug probe, with the log",
            Self::Serial => "Plug the board in; then",
            Self::Monitor => "And for the log",
        }
    }
}

/// All there are for a board.
pub(crate) fn commands(board: Board) -> Vec<(Way, String)> {
    let image = format!("{FOLDER}/{}", board.name);
    match board.chip {
        Chip::Rp2040 => uf2(&image, "RPI-RP2", "RP2040"),
        Chip::Rp2350 => uf2(&image, "RP2350", "RP235x"),
        Chip::Esp32C3 | Chip::Esp32C6 => vec![
            (Way::Serial, format!("espflash write-bin 0x0 {image}.bin")),
            (
                Way::Monitor,
                format!("espflash monitor --log-format defmt --elf {image}.elf"),
            ),
        ],
    }
}

fn uf2(image: &str, drive: &str, chip: &str) -> Vec<(Way, String)> {
    vec![
        (Way::Drive, format!("cp {image}.uf2 /media/$USER/{drive}/")),
        (
            Way::Probe,
            format!("probe-rs run --chip {chip} {image}.elf"),
        ),
    ]
}
