//! The file that is flashed: built from what its owner has set, and written where nobody
//! else can read it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::boards::loaded::Loaded;
use crate::boards::table::{Board, Chip};
use crate::boards::{esp, esp_file, private, uf2};
use crate::shell::{self, Outcome, Program, target_dir};
use crate::{firmware, tools};

/// Where images are: in one place, wherever cargo builds.
pub(crate) const FOLDER: &str = "target/images";

/// The ways to the service: HTTPS, and HTTP, which no image takes that is flashed.
pub(crate) const TLS: &str = "tls";
pub(crate) const PLAINTEXT: &str = "plaintext-for-simulator";

/// An image that was made.
#[derive(Debug)]
pub(crate) struct Image {
    /// What is flashed.
    pub(crate) file: PathBuf,
    /// The same for a probe, and for whoever reads its log.
    pub(crate) elf: PathBuf,
}

impl Image {
    /// That of a board, in the checkout `root`.
    pub(crate) fn of(board: Board, root: &Path) -> Self {
        let file = |kind| root.join(FOLDER).join(board.name).with_extension(kind);
        Self {
            file: file(board.chip.file_kind()),
            elf: file("elf"),
        }
    }
}

/// Builds the image of a board over TLS, of its owner's settings, and writes what is
/// flashed.
pub(crate) fn make(board: Board) -> Outcome<Image> {
    make_in("".as_ref(), board, Ok)
}

/// The same in another place, of what `tell` tells the build.
pub(crate) fn make_in(
    root: &Path,
    board: Board,
    tell: impl FnOnce(Program) -> Outcome<Program>,
) -> Outcome<Image> {
    let elf = build(board, tell)?;
    let image = Image::of(board, root);
    private::folder(&root.join(FOLDER))?;
    let bytes = fs::read(&elf)?;
    private::write(&image.elf, &bytes)?;
    match board.chip {
        Chip::Rp2040 | Chip::Rp2350 => write_uf2(board.chip, &bytes, &image.file)?,
        Chip::Esp32C3 | Chip::Esp32C6 => {
            esp::write(board.chip, &image.elf, &image.file)?;
            esp_file::judge(&fs::read(&image.file)?, &Loaded::read(&bytes)?.segments)?;
        }
    }
    Ok(image)
}

/// Writes the file for the drive of a boot ROM.
pub(crate) fn write_uf2(chip: Chip, elf: &[u8], to: &Path) -> Outcome {
    let file = uf2::file(chip, &Loaded::read(elf)?.segments)?;
    private::write(to, &file)
}

/// Builds it. A warning is an error.
fn build(board: Board, tell: impl FnOnce(Program) -> Outcome<Program>) -> Outcome<PathBuf> {
    firmware::compilers()?;
    tools::targets(&[board.chip.target()])?;
    tell(cargo(board, "rustc --bin gateway", TLS)?)?
        .args("-- -D warnings")
        .run()?;
    elf(board)
}

/// Cargo for the image of a board, where it finds the configuration.
pub(crate) fn cargo(board: Board, command: &str, way: &str) -> Outcome<Program> {
    Ok(shell::cargo(command)
        .args("--release --locked --no-default-features")
        .arg(format!("--features={},{way}", board.name))
        .arg("--target")
        .arg(board.chip.target())
        .arg("--target-dir")
        .arg(folder(board)?)
        .in_dir(board.dir.as_ref()))
}

/// What cargo has built last for a board, or for another one of its package and chip.
pub(crate) fn elf(board: Board) -> Outcome<PathBuf> {
    Ok(folder(board)?
        .join(board.chip.target())
        .join("release/gateway"))
}

/// The target directory that the boards of one package share.
fn folder(board: Board) -> Outcome<PathBuf> {
    let name = board.dir.rsplit('/').next().unwrap_or(board.dir);
    Ok(env::current_dir()?.join(target_dir(name)))
}
