//! Does what the pages of the boards say, command by command: in a folder of its own, so
//! that nobody's settings and images are touched, and in the emulator where a board would
//! be needed. What can be done in neither is said.

use std::fs;
use std::path::{Path, PathBuf};
use std::{env, io};

use crate::boards::flashing::{Way, commands};
use crate::boards::image::{self, Image};
use crate::boards::page::{Block, blocks};
use crate::boards::radio;
use crate::boards::table::{BOARDS, Board};
use crate::shell::{Failure, Outcome, Program, target_dir};
use crate::{rp2040, sources};

/// Where the pages are.
const PAGES: &str = "docs/boards";

/// Where the packages are that a page puts settings into.
const PACKAGES: &str = "examples";

/// What is done with a command.
#[derive(PartialEq, Debug)]
enum Deed {
    /// What puts settings where they belong.
    Install,
    /// What makes the image.
    Make(Board),
    /// What a board would be needed for.
    Flash(Board, Way),
}

/// Somebody who does what a page says, in a folder that has of the project what a page
/// writes to.
#[derive(Debug)]
pub(crate) struct Reader {
    root: PathBuf,
}

impl Reader {
    /// One who has just come.
    pub(crate) fn new() -> Outcome<Self> {
        let root = env::current_dir()?.join(target_dir("pages"));
        match fs::remove_dir_all(&root) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => sources::copy(PACKAGES.as_ref(), &root.join(PACKAGES))?,
        }
        Ok(Self { root })
    }

    /// Where the image of a board is, of whose page all was done.
    pub(crate) fn image(&self, board: Board) -> Image {
        Image::of(board, &self.root)
    }

    /// Does what the page of a board says.
    pub(crate) fn follow(&self, page: &Path) -> Outcome {
        let shown = page.display();
        for block in blocks(&fs::read_to_string(page)?)? {
            match block {
                Block::Commands(commands) => {
                    for command in commands {
                        let deed = deed(&command)
                            .map_err(|why| Failure::new(format!("{shown}: {why}")))?;
                        self.do_it(&command, &deed)?;
                    }
                }
                Block::NotHere { why, commands } => {
                    for command in commands {
                        println!("{shown}: not run, {why}: {command}");
                    }
                }
            }
        }
        Ok(())
    }

    fn do_it(&self, command: &str, deed: &Deed) -> Outcome {
        let (board, way) = match deed {
            Deed::Install => {
                let program = Program::new("bash").args("-euo pipefail -c").arg(command);
                return program.in_dir(&self.root).run();
            }
            Deed::Make(board) => {
                image::make_in(&self.root, *board, |program| self.tell(*board, program))?;
                return Ok(());
            }
            Deed::Flash(board, way) => (*board, *way),
        };
        let image = self.image(board);
        let file = match way {
            Way::Drive | Way::Serial => &image.file,
            Way::Probe | Way::Monitor => &image.elf,
        };
        if !file.is_file() {
            return Err(Failure::new(format!("`{command}`: no such file")));
        }
        if board.name == rp2040::BOARD {
            let drive_file = (way == Way::Drive).then_some(&*image.file);
            println!("in the emulator: {command}");
            return rp2040::boot_page_image(&image.elf, drive_file);
        }
        println!(
            "not run, for want of a {} or an emulator of it: {command}",
            board.name
        );
        Ok(())
    }

    /// Tells the build of an image what the page has put into its package, and nothing that
    /// is set here.
    fn tell(&self, board: Board, mut program: Program) -> Outcome<Program> {
        for (name, _) in env::vars_os() {
            if let Some(name) = name.to_str().filter(|name| name.starts_with("DRS_STATUS_")) {
                program = program.without_env(name);
            }
        }
        let settings = self.root.join(board.dir).join("drs-status.toml");
        Ok(program
            .env("DRS_STATUS_SETTINGS", settings)
            .env(radio::VARIABLE, radio::placeholders()?))
    }
}

/// All pages.
pub(crate) fn all() -> Outcome<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(PAGES)? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "md") {
            pages.push(path);
        }
    }
    pages.sort();
    Ok(pages)
}

/// The page on which the image of a board is made.
pub(crate) fn of(board: Board) -> Outcome<PathBuf> {
    for page in all()? {
        let blocks = blocks(&fs::read_to_string(&page)?)?;
        let is_there = |block: &Block| match block {
            Block::Commands(commands) => commands.contains(&making(board)),
            Block::NotHere { .. } => false,
        };
        if blocks.iter().any(is_there) {
            return Ok(page);
        }
    }
    let wanted = making(board);
    Err(Failure::new(format!("no page of {PAGES} has `{wanted}`")))
}

/// The command that makes its image.
fn making(board: Board) -> String {
    format!("cargo xtask image {}", board.name)
}

fn deed(command: &str) -> Outcome<Deed> {
    if command.starts_with("install ") {
        return Ok(Deed::Install);
    }
    for board in BOARDS {
        if command == making(board) {
            return Ok(Deed::Make(board));
        }
        for (way, flashing) in commands(board) {
            if flashing == command {
                return Ok(Deed::Flash(board, way));
            }
        }
    }
    Err(Failure::new(format!(
        "`{command}` is neither run here nor what puts an image onto a board"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_a_board_is_told_from_what_does_not() {
        let board = |name| Board::named(name).unwrap();
        for (command, expected) in [
            (
                "cargo xtask image pico-w",
                Some(Deed::Make(board("pico-w"))),
            ),
            (
                "install -m 600 examples/settings/example/* examples/rp/",
                Some(Deed::Install),
            ),
            (
                "cp target/images/w5500-evb-pico.uf2 /media/$USER/RPI-RP2/",
                Some(Deed::Flash(board("w5500-evb-pico"), Way::Drive)),
            ),
            (
                "probe-rs run --chip RP235x target/images/pico-2-w.elf",
                Some(Deed::Flash(board("pico-2-w"), Way::Probe)),
            ),
            (
                "espflash write-bin 0x0 target/images/esp32-c6.bin",
                Some(Deed::Flash(board("esp32-c6"), Way::Serial)),
            ),
            // To the drive of another chip.
            (
                "cp target/images/w5500-evb-pico.uf2 /media/$USER/RP2350/",
                None,
            ),
            ("espflash write-bin 0x1000 target/images/esp32-c6.bin", None),
            ("rm -rf target", None),
            ("cargo install espup --locked", None),
            ("cargo xtask image pico", None),
        ] {
            assert_eq!(deed(command).ok(), expected, "{command}");
        }
    }
}
