//! How large the images are, and what of their chips that is.

use std::fmt::Write as _;
use std::fs;

use crate::bench::page::first_line;
use crate::boards::loaded::Loaded;
use crate::boards::table::Board;
use crate::figures::{Figures, Held, TOLERANCE};
use crate::marked::Marked;
use crate::shell::{Failure, Outcome};

/// The figures that CI holds us to.
pub(crate) const HELD: Held = Held {
    file: "xtask/src/boards/sizes.txt",
    head: "\
# Bytes of flash and of RAM that the image of each board takes, told of the example. `cargo
# xtask ci` fails where one grows by more than 1 %; `cargo xtask boards --accept` writes
# this file.
",
    chore: "boards",
    tolerance: TOLERANCE,
};

const TABLE: Marked = Marked {
    file: "docs/footprint.md",
    begin: "<!-- boards: written by `cargo xtask boards` -->\n",
    end: "<!-- end of boards -->\n",
};

/// What an image takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    board: Board,
    flash: u64,
    ram: u64,
}

impl Size {
    /// Of an image, which must fit its chip.
    pub(crate) fn weigh(
        board: Board,
        elf: &std::path::Path,
        figures: &mut Figures,
    ) -> Outcome<Self> {
        let file = fs::read(elf)?;
        let loaded = Loaded::read(&file)?;
        let ram = board.chip.ram();
        let size = Self {
            board,
            flash: loaded.flash_len(),
            ram: loaded.ram_len(&ram),
        };
        if size.flash > board.chip.flash_len() || size.ram >= ram.end - ram.start {
            return Err(Failure::new(format!("{size:?} is more than there is")));
        }
        figures.weigh(&format!("{}/flash", board.name), size.flash);
        figures.weigh(&format!("{}/ram", board.name), size.ram);
        Ok(size)
    }
}

/// Writes the table.
pub(crate) fn write(sizes: &[Size]) -> Outcome {
    let mut text = format!("\nBytes, by {}.\n\n", first_line("rustc")?);
    writeln!(text, "| board | flash | of | | RAM | of | |")?;
    writeln!(text, "|---|---|---|---|---|---|---|")?;
    for &Size { board, flash, ram } in sizes {
        let has = board.chip.ram();
        let (flash_len, ram_len) = (board.chip.flash_len(), has.end - has.start);
        writeln!(
            text,
            "| `{}` | {flash} | {flash_len} | {} % | {ram} | {ram_len} | {} % |",
            board.name,
            flash * 100 / flash_len,
            ram * 100 / ram_len,
        )?;
    }
    println!("{text}");
    TABLE.write(&text)
}
