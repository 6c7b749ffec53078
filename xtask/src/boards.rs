//! The firmware of boards: looked at by the linter, made into images, weighed, and put onto
//! boards as their pages say.

pub(crate) mod esp;
mod esp_file;
mod flashing;
pub(crate) mod image;
pub(crate) mod lint;
mod loaded;
mod page;
mod pages;
mod private;
mod radio;
mod sizes;
pub(crate) mod table;
mod uf2;

use std::fs;

use crate::figures::Figures;
use crate::shell::{Failure, Outcome};
use crate::steps::Steps;
use crate::{firmware, rp2040};
use pages::Reader;
use sizes::{HELD, Size};
use table::{BOARDS, Board};

/// The chore `image`: makes the file that is flashed onto a board.
pub(crate) fn image(steps: &mut Steps, words: &[String]) -> Outcome {
    let [name] = words else {
        let names = BOARDS.map(|board| board.name).join(" | ");
        return Err(Failure::new(format!("usage: cargo xtask image {names}")));
    };
    let board = Board::named(name)?;
    steps.step("compilers of TLS", firmware::compilers)?;
    steps.step(&format!("image of {name}"), || {
        let image = image::make(board)?;
        let len = fs::metadata(&image.file)?.len();
        println!(
            "\n{}: {len} bytes, with your secrets in it.",
            image.file.display()
        );
        for (way, command) in flashing::commands(board) {
            println!("{}:\n\n    {command}\n", way.about());
        }
        Ok(())
    })
}

/// The chore `boards`: does what their pages say, and looks how large the images are that
/// come of it. Of all boards, or of those that are named.
pub(crate) fn run(steps: &mut Steps, words: &[String]) -> Outcome {
    match words {
        [flag] if flag == "--accept" => {
            let (figures, sizes) = follow(steps, &BOARDS)?;
            figures.store(&HELD)?;
            sizes::write(&sizes)
        }
        [flag] if flag == "--check" => gate(steps),
        [] => {
            let (_, sizes) = follow(steps, &BOARDS)?;
            sizes::write(&sizes)
        }
        names => {
            let boards = names.iter().map(|name| Board::named(name));
            let boards: Vec<_> = boards.collect::<Outcome<_>>()?;
            follow(steps, &boards)?.0.hold_so_far(&HELD)
        }
    }
}

/// Fails where an image has grown, or where a page says what cannot be done.
pub(crate) fn gate(steps: &mut Steps) -> Outcome {
    let (figures, _) = follow(steps, &BOARDS)?;
    steps.step("sizes of images", || figures.hold(&HELD))
}

fn follow(steps: &mut Steps, boards: &[Board]) -> Outcome<(Figures, Vec<Size>)> {
    steps.step("compilers of TLS", firmware::compilers)?;
    steps.step("an RP2040 emulator", rp2040::install)?;
    let reader = Reader::new()?;
    let mut pages: Vec<_> = boards
        .iter()
        .map(|board| pages::of(*board))
        .collect::<Outcome<_>>()?;
    if boards == BOARDS {
        pages = pages::all()?;
    }
    pages.dedup();
    for page in &pages {
        steps.step(&page.display().to_string(), || reader.follow(page))?;
    }
    let mut figures = Figures::default();
    let mut sizes = Vec::new();
    for board in boards {
        let image = reader.image(*board);
        sizes.push(Size::weigh(*board, &image.elf, &mut figures)?);
    }
    Ok((figures, sizes))
}
