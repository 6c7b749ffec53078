//! Images for boards: made, weighed, and put onto boards as their pages say.

pub(crate) mod esp;
mod esp_file;
mod flashing;
pub(crate) mod image;
mod loaded;
mod private;
pub(crate) mod table;
mod uf2;

use std::fs;

use crate::firmware;
use crate::shell::{Failure, Outcome};
use crate::steps::Steps;
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
